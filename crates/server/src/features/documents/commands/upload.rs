//! Somebody uploads a file for a component (_tải giấy tờ lên_).

use serde_json::json;
use store::{Batch, CommitError};
use uuid::Uuid;

use super::super::content::{Limits, check};
use super::super::store::{Attachment, insert_attachment};
use super::scan::SCAN;
use crate::app::App;
use crate::platform::blobs::{self, Blob, BlobState};
use crate::platform::ctx::Ctx;
use crate::platform::jobs;
use crate::platform::web::Failure;

/// What is uploaded, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Upload<'a> {
    /// The draft or dossier; the caller has checked that the actor may add to it.
    pub dossier_id: Uuid,
    /// Component or file field.
    pub component: &'a str,
    /// Name as sent.
    pub name: &'a str,
    /// Content.
    pub bytes: &'a [u8],
}

/// The stored file, or a sentence that says why it was refused; then nothing is stored. The batch holds what the caller writes
/// or guards together with the file.
pub async fn upload(
    app: &App,
    ctx: &Ctx,
    (file, limits, beside): (Upload<'_>, &Limits<'_>, Batch),
) -> Result<Result<Attachment, String>, Failure> {
    let checked = match check(file.name, file.bytes, limits) {
        Ok(checked) => checked,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let state = if app.scanner.is_present() { BlobState::Quarantine } else { BlobState::Clean };
    let blob = Blob {
        id: ctx.ids.uuid(),
        sha256: blobs::sha256(file.bytes),
        size_bytes: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
        media_type: checked.file_type.media_type().to_owned(),
        state,
    };
    app.blobs.put(blob.id, file.bytes).await?;
    let attachment = Attachment {
        id: ctx.ids.uuid(),
        dossier_id: file.dossier_id,
        component: file.component.to_owned(),
        name: checked.name,
        blob_id: blob.id,
        media_type: blob.media_type.clone(),
        size_bytes: blob.size_bytes,
        sha256: blob.sha256.clone(),
        uploaded_by: ctx.actor.name().to_owned(),
        uploaded_at: ctx.now.as_microsecond(),
        state,
    };
    let mut batch = blobs::record(beside, &blob, ctx.now);
    batch = insert_attachment(batch, &attachment);
    if state == BlobState::Quarantine {
        batch = jobs::enqueue(batch, ctx, SCAN, (json!({ "blob_id": blob.id }), ctx.now));
    }
    if let Err(error) = app.store.commit(batch).await {
        // Of a batch that was surely not written no row names the file.
        if matches!(error, CommitError::Guard { .. } | CommitError::Conflict { .. }) {
            app.blobs.erase(blob.id).await?;
        }
        return Err(error.into());
    }
    Ok(Ok(attachment))
}
