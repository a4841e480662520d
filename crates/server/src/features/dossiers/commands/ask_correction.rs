//! Before acceptance the desk asks the applicant to mend something (_yêu cầu sửa trước khi tiếp nhận_). No clock runs yet.

use serde_json::json;

use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::policy::MayAtDesk;
use super::super::requests::{Request, new_request};
use super::super::store::ledger;
use crate::platform::web::Failure;

/// Asks for what `request` lists, each with its reason.
pub async fn ask_correction(
    mut change: Change<'_>,
    (proof, request): (&MayAtDesk<'_>, &Request),
) -> Result<Dossier, Failure> {
    let row = new_request(&change, ("correction", request)).await?;
    change.dossier.stage = proof.to;
    let id = change.dossier.id;
    change.write(|batch| ledger::insert_supplement(row.claim(batch), id, &row.row));
    change.event(
        "CorrectionRequested",
        json!({ "request": row.row.id, "items": row.row.items, "reason": row.row.reason }),
    );
    let (subject, body) = super::super::letters::correction(&change, &row.row);
    change.mail(subject, body);
    change.commit().await
}
