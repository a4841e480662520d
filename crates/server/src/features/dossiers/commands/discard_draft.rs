//! A citizen throws a draft away (_bỏ hồ sơ nháp_), with its files: nothing of it is kept.

use store::{Batch, CommitError};

use super::super::store::drafts::{self, Draft};
use crate::app::App;
use crate::features::documents::commands::forget::forget_later;
use crate::features::documents::store as documents;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// A save of another window between reading and throwing away: that often it is read anew.
const TRIES: u32 = 3;

/// Deletes the draft and what was attached to it. The caller has found the draft by its owner.
pub async fn discard_draft(app: &App, ctx: &Ctx, draft: &Draft) -> Result<(), Failure> {
    let mut draft = draft.clone();
    for _ in 0..TRIES {
        let blobs = documents::blobs_of(&app.store, draft.id).await?;
        let batch = drafts::discard(Batch::new(), &draft);
        let batch = documents::delete_attachments(batch, draft.id);
        match app.store.commit(forget_later(batch, ctx, &blobs)).await {
            Err(CommitError::Guard { .. }) => {}
            other => return Ok(other.map(|_| ())?),
        }
        let newer = drafts::one(&app.store, (draft.id, draft.account_id)).await?;
        draft = newer.filter(|newer| newer.submitted_at.is_none()).ok_or_else(|| {
            Failure::Conflict(
                "Tờ khai này vừa được nộp hoặc bỏ ở một cửa sổ khác nên không bỏ được nữa.".into(),
            )
        })?;
    }
    Err(Failure::Conflict(
        "Tờ khai đang được lưu ở một cửa sổ khác. Chưa bỏ được; đóng cửa sổ kia rồi thử lại.".into(),
    ))
}
