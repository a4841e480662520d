//! The desk does not accept a dossier (_từ chối tiếp nhận_): form 03 with concrete reasons. It ends the dossier.

use serde_json::json;

use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::papers;
use super::super::policy::MayAtDesk;
use super::super::texts::within_limit;
use crate::features::documents;
use crate::platform::web::Failure;

/// Why, and on which provision.
#[derive(Clone, Debug, Default)]
pub struct Reason {
    /// The reason, in full.
    pub text: String,
    /// The provision; may be empty.
    pub basis: String,
    /// What the person can do instead; may be empty.
    pub advice: String,
}

/// Declines, or says that the reason is missing.
pub async fn decline(
    mut change: Change<'_>,
    (proof, reason): (&MayAtDesk<'_>, &Reason),
) -> Result<Dossier, Failure> {
    if reason.text.trim().chars().count() < 10 {
        return Err(Failure::Malformed(
            "Lý do từ chối cần nêu cụ thể (ít nhất 10 ký tự): thiếu gì, sai gì, theo quy định nào. Hồ sơ chưa bị từ chối.".into(),
        ));
    }
    for (what, text) in [("Lý do", &reason.text), ("Căn cứ", &reason.basis), ("Hướng dẫn", &reason.advice)]
    {
        within_limit(what, text)?;
    }
    change.dossier.stage = proof.to;
    change.event("DossierDeclined", json!({ "reason": reason.text, "basis": reason.basis }));
    let paper = papers::refusal(&change, reason).await?;
    change.write(|batch| documents::store::insert_paper(batch, &paper));
    let (subject, body) = super::super::letters::declined(&change, reason);
    change.mail(subject, body);
    change.commit().await
}
