//! Other dossiers of the same person (_hồ sơ liên quan_), and those that look like the same request twice (_có thể trùng_).

use crate::features::dossiers::change::Change;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::places;
use crate::platform::web::Failure;

/// Lines that are shown.
const MOST: i64 = 20;

/// Another dossier of the person.
pub struct RelatedLine {
    /// Its page.
    pub href: String,
    /// Its number or look-up code.
    pub code: String,
    /// Its procedure.
    pub procedure: String,
    /// Its stage.
    pub stage: &'static str,
    /// The same procedure, and both are still running.
    pub is_twin: bool,
}

/// Other dossiers of the person, inside the scope of whoever looks.
pub async fn related(change: &Change<'_>) -> Result<Vec<RelatedLine>, Failure> {
    let own = &change.dossier;
    let asked = (own.applicant.id_number.as_str(), own.id, MOST);
    let found = places::of_person(&change.app.store, &Scope::of(&change.ctx.actor), asked).await?;
    let is_running = |stage: crate::features::dossiers::model::Stage| !stage.is_end();
    let line = |other: crate::features::dossiers::dossier::Dossier| RelatedLine {
        href: format!("/can-bo/ho-so/{}", other.id),
        code: other.code().to_owned(),
        stage: other.stage.name_for_officials(),
        is_twin: other.procedure_code == own.procedure_code
            && is_running(other.stage)
            && is_running(own.stage),
        procedure: other.procedure_name,
    };
    Ok(found.into_iter().map(line).collect())
}
