//! The applicant mends exactly what was asked (_bổ sung, sửa hồ sơ_): fields and files of the open request and what they
//! make necessary, nothing else.

use serde_json::json;

use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::mending::{Mending, mended};
use super::super::model::Stage;
use super::super::policy::MayAnswer;
use super::super::requests::{Items, open_request};
use super::super::store::ledger;
use crate::features::work::store as tasks;
use crate::platform::web::Failure;

/// The dossier, or the answers whose problems have to be mended first.
pub async fn answer(
    mut change: Change<'_>,
    (proof, answers): (&MayAnswer<'_>, &forms::Answers),
) -> Result<Result<Dossier, Box<Mending>>, Failure> {
    let request = open_request(&change.app.store, change.dossier.id).await?.ok_or(Failure::NotFound)?;
    let items = Items::of(&request);
    // What was not asked for, and does not follow from it, stays as it was, whatever was posted.
    let mending = mended(&change, (&items, answers)).await?;
    let changed = mending.changed(&change);
    if !mending.reading.is_complete(&change.revision) {
        return Ok(Err(Box::new(mending)));
    }
    let lacks = |component| !mending.reading.has_file_since(component, request.asked_at);
    if items.components().any(lacks) {
        return Ok(Err(Box::new(mending)));
    }
    let reading = mending.reading;
    change.dossier.answers = reading.canonical();
    change.dossier.applicant = reading.applicant(&change.revision);
    change.dossier.delivery = reading.delivery(&change.revision);
    change.reading = reading;
    let was_supplement = change.dossier.stage == Stage::AwaitingSupplement;
    change.dossier.stage = proof.to;
    if !was_supplement {
        change.dossier.submitted_at = Some(change.ctx.now.as_microsecond());
    }
    let now = change.ctx.now;
    change.write(|batch| ledger::answer_supplement(batch, &request, now));
    let kind = if was_supplement { "SupplementGiven" } else { "DossierCorrected" };
    change.event(kind, json!({ "request": request.id, "fields": changed }));
    if was_supplement {
        change.close_pause(&format!("supplement/{}", request.id));
        let tasks = tasks::of_dossier(&change.app.store, change.dossier.id).await?;
        change.extend_open_tasks((&tasks, request.asked_at));
    }
    change.commit().await.map(Ok)
}
