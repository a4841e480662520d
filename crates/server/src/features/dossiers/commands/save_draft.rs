//! What was typed is kept (_lưu nháp_). Never mistaken for a submission: a draft has no code and no stage.

use serde_json::Value as Json;
use store::{Batch, CommitError};

use super::super::store::drafts::{self, Draft};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// Keeps `answers`. When another window saved in between, nothing is overwritten and the person is told.
pub async fn save_draft(app: &App, ctx: &Ctx, (draft, answers): (&Draft, Json)) -> Result<Draft, Failure> {
    match app.store.commit(drafts::save(Batch::new(), draft, (answers.clone(), ctx.now))).await {
        Ok(_) => Ok(Draft {
            answers,
            saved_at: ctx.now.as_microsecond(),
            version: draft.version + 1,
            ..draft.clone()
        }),
        Err(CommitError::Guard { .. }) => Err(Failure::Conflict(
            "Tờ khai này vừa được lưu ở một cửa sổ khác, hoặc đã nộp. Mở lại để xem bản mới nhất; nội dung ở cửa sổ kia không bị ghi đè.".into(),
        )),
        Err(other) => Err(other.into()),
    }
}
