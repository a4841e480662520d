//! Bytes that belong to nothing any more are forgotten (_xóa tệp không còn thuộc hồ sơ nào_), as a job: a citizen threw the draft
//! or the file away. What a dossier was sent with is never forgotten.

use jiff::SignedDuration;
use serde_json::json;
use store::Batch;
use uuid::Uuid;

use super::super::store::is_used;
use crate::app::App;
use crate::platform::blobs;
use crate::platform::ctx::Ctx;
use crate::platform::jobs::{self, Outcome};

/// Kind of the job.
pub const FORGET: &str = "documents.forget";

/// A file that was written so recently may belong to a batch that is still under way.
const REST: SignedDuration = SignedDuration::from_hours(1);

/// The row goes first and the file this much later, so that a backup under way, which copies the database before the files, still
/// finds every file that its copy names.
const BACKUP: SignedDuration = SignedDuration::from_hours(24);

/// Asks, in `batch`, to forget these bytes.
pub fn forget_later(batch: Batch, ctx: &Ctx, blobs: &[Uuid]) -> Batch {
    let at = ctx.now.saturating_add(REST).unwrap_or(ctx.now);
    blobs.iter().fold(batch, |batch, id| jobs::enqueue(batch, ctx, FORGET, (json!({ "blob_id": id }), at)))
}

/// Takes the row of the blob away and asks for the file to be erased; called again, erases the file. A blob that something refers
/// to stays.
pub async fn forget(app: &App, ctx: &Ctx, blob_id: Uuid) -> Outcome {
    match once(app, ctx, blob_id).await {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::Retry(format!("{error:#}")),
    }
}

async fn once(app: &App, ctx: &Ctx, blob_id: Uuid) -> anyhow::Result<()> {
    if blobs::find(&app.store, blob_id).await?.is_none() {
        return Ok(app.blobs.erase(blob_id).await?);
    }
    if is_used(&app.store, blob_id).await? {
        return Ok(());
    }
    let (before, later) = (ctx.now.saturating_sub(REST)?, ctx.now.saturating_add(BACKUP)?);
    let batch = blobs::forget(Batch::new(), (blob_id, before));
    let batch = jobs::enqueue(batch, ctx, FORGET, (json!({ "blob_id": blob_id }), later));
    app.store.commit(batch).await?;
    Ok(())
}
