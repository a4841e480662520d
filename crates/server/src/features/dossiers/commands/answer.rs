//! The applicant mends exactly what was asked (_bổ sung, sửa hồ sơ_): fields and files of the open request, nothing else.

use serde_json::{Value as Json, json};

use super::super::answers::Reading;
use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::model::Stage;
use super::super::policy::MayAnswer;
use super::super::requests::{Items, open_request};
use super::super::store::ledger;
use crate::features::work::store as tasks;
use crate::platform::web::Failure;

/// The dossier, or the reading whose problems have to be mended first.
pub async fn answer(
    mut change: Change<'_>,
    (proof, answers): (&MayAnswer<'_>, serde_json::Map<String, Json>),
) -> Result<Result<Dossier, Box<Reading>>, Failure> {
    let request = open_request(&change.app.store, change.dossier.id).await?.ok_or(Failure::NotFound)?;
    let items = Items::of(&request);
    // What was not asked for stays as it was, whatever was posted.
    let mut merged = change.dossier.answers.as_object().cloned().unwrap_or_default();
    let mut changed = Vec::new();
    for (field, value) in answers {
        if items.asks_field(&field) && merged.get(&field) != Some(&value) {
            changed.push(field.clone());
            merged.insert(field, value);
        }
    }
    let reading =
        Reading::of_changed(change.app, &change.revision, (&change.dossier, Json::Object(merged))).await?;
    if !reading.is_complete(&change.revision) {
        return Ok(Err(Box::new(reading)));
    }
    let missing = items.components().any(|component| !reading.has_file_since(component, request.asked_at));
    if missing {
        return Ok(Err(Box::new(reading)));
    }
    change.dossier.answers = reading.canonical();
    change.dossier.applicant = reading.applicant(&change.revision);
    change.dossier.delivery = reading.delivery(&change.revision);
    change.reading = reading;
    let was_supplement = change.dossier.stage == Stage::AwaitingSupplement;
    change.dossier.stage = proof.to;
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
