//! A person without an account brings the supplement on paper (_nhận bổ sung tại quầy_): the desk records that everything asked for
//! was received, and the clock goes on.

use serde_json::json;

use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::model::{Act, Stage};
use super::super::policy::MayAtDesk;
use super::super::requests::open_request;
use super::super::store::ledger;
use crate::features::work::store as tasks;
use crate::platform::web::Failure;

/// Records the supplement or correction of a dossier that was filed at the counter.
pub async fn supplement_at_desk(mut change: Change<'_>, _proof: &MayAtDesk<'_>) -> Result<Dossier, Failure> {
    if change.dossier.account_id.is_some() {
        return Err(Failure::Forbidden(
            "Hồ sơ nộp trực tuyến do chính người nộp bổ sung trên trang của họ, để biết rõ ai đã sửa gì."
                .into(),
        ));
    }
    let request = open_request(&change.app.store, change.dossier.id).await?.ok_or(Failure::NotFound)?;
    let was_supplement = change.dossier.stage == Stage::AwaitingSupplement;
    change.stage_by(if was_supplement { Act::Supplement } else { Act::Correct })?;
    let now = change.ctx.now;
    change.write(|batch| ledger::answer_supplement(batch, &request, now));
    let kind = if was_supplement { "SupplementGiven" } else { "DossierCorrected" };
    change.event(kind, json!({ "request": request.id, "at_desk": true }));
    if was_supplement {
        change.close_pause(&format!("supplement/{}", request.id));
        let open = tasks::of_dossier(&change.app.store, change.dossier.id).await?;
        change.extend_open_tasks((&open, request.asked_at));
    }
    change.commit().await
}
