//! A lost race told with the name of who was faster (_người khác đã cập nhật trước_).

use store::{CommitError, Store};
use uuid::Uuid;

use super::Failure;
use crate::platform::ctx::Ctx;
use crate::platform::journal;

/// Whether a number was taken by somebody else, for another dossier: pressing again is all there is to do.
pub fn is_number_taken(error: &CommitError) -> bool {
    error.is_guard("counter") || error.conflicts_on("counter", &["key"])
}

/// Adds to a conflict of an official who was the last to act on `subject_id`; other failures stay as they are.
pub async fn named(store: &Store, (subject_id, failure): (Uuid, Failure)) -> Failure {
    let Failure::Conflict(text) = failure else { return failure };
    match journal::last_actor(store, subject_id).await {
        Ok(Some(who)) => Failure::Conflict(format!("{text} Người cập nhật gần nhất: {who}.")),
        Ok(None) => Failure::Conflict(text),
        Err(error) => error.into(),
    }
}

/// What a failed commit of an act on `subject_id` means. Two acts at once show as a guard (version of a row) or as a conflict
/// (number of the event). Officials are told who was faster; citizens are not told names of officials.
pub async fn overtaken(store: &Store, ctx: &Ctx, (subject_id, error): (Uuid, CommitError)) -> Failure {
    if is_number_taken(&error) {
        return Failure::Conflict(
            "Số vừa được lấy cho một hồ sơ khác. Thao tác của bạn chưa được ghi, xin bấm lại.".into(),
        );
    }
    if !matches!(error, CommitError::Guard { .. } | CommitError::Conflict { .. }) {
        return error.into();
    }
    let who = match journal::last_actor(store, subject_id).await {
        Ok(who) => who.filter(|_| ctx.actor.official().is_some()),
        Err(error) => return error.into(),
    };
    let who = who.as_deref().unwrap_or("Người khác");
    Failure::Conflict(format!(
        "{who} vừa cập nhật hồ sơ này. Thao tác của bạn chưa được ghi; mở lại hồ sơ để xem tình trạng mới."
    ))
}
