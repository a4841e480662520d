//! Who may do what with a dossier. Each command of the legal life demands the proof made here.
//!
//! Order of checks: the dossier exists for this person (its scope), the role is right, the stage is right.

use super::dossier::Dossier;
use super::model::{Act, Stage, next};
use crate::platform::actor::{Citizen, Official, Role};
use crate::platform::web::Failure;

/// Proof that an intake officer of the dossier's desk may do `act` (_tiếp nhận, yêu cầu sửa, từ chối tiếp nhận_).
#[derive(Debug)]
pub struct MayAtDesk<'a> {
    /// Who acts.
    pub official: &'a Official,
    /// The stage the act leads to.
    pub to: Stage,
}

/// Proof that an official of the settling unit may ask for a supplement.
#[derive(Debug)]
pub struct MayAskSupplement<'a> {
    /// Who acts.
    pub official: &'a Official,
    /// In which role.
    pub role: Role,
}

/// Proof that the applicant may answer: it is the citizen's own dossier and the next move is theirs.
#[derive(Debug)]
pub struct MayAnswer<'a> {
    /// Who acts.
    pub citizen: &'a Citizen,
    /// The stage the answer leads to.
    pub to: Stage,
}

/// Proof that an official may write a note: it is a dossier of their unit.
#[derive(Debug)]
pub struct MayNote<'a> {
    /// Who acts.
    pub official: &'a Official,
    /// In which role.
    pub role: Role,
}

/// The proof for an act of the desk, or why not.
pub fn may_at_desk<'a>(
    official: &'a Official,
    dossier: &Dossier,
    act: Act,
) -> Result<MayAtDesk<'a>, Failure> {
    if !official.holds(Role::Intake, dossier.desk_unit_id) {
        return Err(Failure::Forbidden("Chỉ cán bộ một cửa của nơi tiếp nhận làm được việc này.".into()));
    }
    Ok(MayAtDesk { official, to: at_stage(dossier, act)? })
}

/// The proof for asking a supplement, or why not.
pub fn may_ask_supplement<'a>(
    official: &'a Official,
    dossier: &Dossier,
) -> Result<MayAskSupplement<'a>, Failure> {
    let role = [Role::Specialist, Role::ProfessionalOfficer, Role::UnitHead]
        .into_iter()
        .find(|role| official.holds(*role, dossier.settling_unit_id))
        .ok_or_else(|| {
            Failure::Forbidden("Chỉ người thụ lý của cơ quan giải quyết yêu cầu bổ sung được.".into())
        })?;
    at_stage(dossier, Act::AskSupplement)?;
    Ok(MayAskSupplement { official, role })
}

/// The proof for the applicant's answer, or why not.
pub fn may_answer<'a>(citizen: &'a Citizen, dossier: &Dossier) -> Result<MayAnswer<'a>, Failure> {
    if dossier.account_id != Some(citizen.account_id) {
        return Err(Failure::NotFound);
    }
    let act = if dossier.stage == Stage::AwaitingCorrection { Act::Correct } else { Act::Supplement };
    Ok(MayAnswer { citizen, to: at_stage(dossier, act)? })
}

/// The proof for a note, or why not. Administrators manage people and units, not dossiers.
pub fn may_note<'a>(official: &'a Official, dossier: &Dossier) -> Result<MayNote<'a>, Failure> {
    let units = [dossier.settling_unit_id, dossier.desk_unit_id];
    official
        .posts
        .iter()
        .find(|post| post.role != Role::Administrator && units.contains(&post.unit_id))
        .map(|post| MayNote { official, role: post.role })
        .ok_or(Failure::NotFound)
}

/// Where `act` leads from the dossier's stage; when it leads nowhere, somebody else was faster or the page is old.
fn at_stage(dossier: &Dossier, act: Act) -> Result<Stage, Failure> {
    next(dossier.stage, act).ok_or_else(|| {
        Failure::Conflict(format!(
            "Hồ sơ {} đang ở tình trạng “{}” nên không làm được việc này. Thao tác của bạn chưa được ghi.",
            dossier.code(),
            dossier.stage.name()
        ))
    })
}
