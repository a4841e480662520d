//! What was typed is kept (_lưu nháp_). Never mistaken for a submission: a draft has no code and no stage.

use serde_json::Value as Json;
use store::{Batch, CommitError};

use super::super::store::drafts::{self, Draft};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// The page that saves, and the version it was opened with or last told.
#[derive(Clone, Copy, Debug)]
pub struct SavedBy<'a> {
    /// Token of the opened page.
    pub page: &'a str,
    /// Version it goes on from.
    pub version: i64,
}

/// Keeps `answers`. When another page saved in between, nothing is overwritten and the person is told; an earlier save of
/// the same page, whose answer did not arrive, is no conflict.
pub async fn save_draft(
    app: &App,
    ctx: &Ctx,
    (draft, answers, by): (&Draft, Json, SavedBy<'_>),
) -> Result<Draft, Failure> {
    let is_own = !by.page.is_empty() && by.page == draft.saved_page;
    let base = Draft { version: if is_own { draft.version } else { by.version }, ..draft.clone() };
    match app.store.commit(drafts::save(Batch::new(), &base, (answers.clone(), by.page, ctx.now))).await {
        Ok(_) => Ok(Draft {
            answers,
            saved_at: ctx.now.as_microsecond(),
            version: base.version + 1,
            saved_page: by.page.to_owned(),
            ..base
        }),
        Err(CommitError::Guard { .. }) => Err(Failure::Conflict(
            "Tờ khai này vừa được lưu ở một cửa sổ khác, hoặc đã nộp. Mở lại để xem bản mới nhất; nội dung ở cửa sổ kia không bị ghi đè.".into(),
        )),
        Err(other) => Err(other.into()),
    }
}
