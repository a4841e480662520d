//! An official writes a note (_ghi chú_) that colleagues read; the applicant does not.

use serde_json::json;

use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::policy::MayNote;
use super::super::store::ledger::{self, NoteRow};
use super::super::texts::MAX_CHARS;
use crate::platform::web::Failure;

/// Writes the note, or says why not.
pub async fn note(mut change: Change<'_>, (proof, text): (&MayNote<'_>, &str)) -> Result<Dossier, Failure> {
    let length = text.trim().chars().count();
    if length == 0 || length > MAX_CHARS {
        return Err(Failure::Malformed(format!("Ghi chú cần 1–{MAX_CHARS} ký tự; đã nhập {length}.")));
    }
    change.ctx = change.ctx.acting_as(proof.role);
    let row = NoteRow {
        author_name: proof.official.full_name.clone(),
        author_role: proof.role.name().to_owned(),
        written_at: change.ctx.now.as_microsecond(),
        text: text.trim().to_owned(),
    };
    let ids = (change.ctx.ids.uuid(), change.dossier.id);
    change.write(|batch| ledger::insert_note(batch, ids, &row));
    change.event("NoteWritten", json!({ "note": ids.0 }));
    change.commit().await
}
