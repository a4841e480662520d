//! After acceptance the settling unit asks for a supplement (_yêu cầu bổ sung, hoàn thiện hồ sơ_): one complete list, form 02; the
//! clock stands still until the applicant answers.

use serde_json::json;

use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::model::Act;
use super::super::papers;
use super::super::policy::MayAskSupplement;
use super::super::requests::{Request, new_request};
use super::super::store::ledger;
use crate::features::documents;
use crate::platform::web::Failure;

/// Basis printed when the rule version names none.
const BASIS: &str = "Yêu cầu bổ sung, hoàn thiện hồ sơ";

/// Asks for what `request` lists. A second request without a finish counts as late under QĐ 766; the page has warned.
pub async fn ask_supplement(
    mut change: Change<'_>,
    (proof, request): (&MayAskSupplement<'_>, &Request),
) -> Result<Dossier, Failure> {
    change.ctx = change.ctx.acting_as(proof.role);
    let row = new_request(&change, ("supplement", request)).await?;
    change.stage_by(Act::AskSupplement)?;
    let id = change.dossier.id;
    change.write(|batch| ledger::insert_supplement(row.claim(batch), id, &row.row));
    change.event("SupplementRequested", json!({ "request": row.row.id, "number": row.row.number, "items": row.row.items, "reason": row.row.reason }));
    change.open_pause(("supplement", BASIS, format!("supplement/{}", row.row.id)));
    let paper = papers::supplement_request(&change, &row.row).await?;
    change.write(|batch| documents::store::insert_paper(batch, &paper));
    let (subject, body) = super::super::letters::supplement(&change, &row.row);
    change.mail(subject, body);
    change.commit().await
}
