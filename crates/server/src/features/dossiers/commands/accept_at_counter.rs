//! A person comes to the counter with paper (_nhận hồ sơ giấy tại quầy_): taken and accepted in one act, without an account.

use std::sync::Arc;

use serde_json::json;

use super::super::answers::Reading;
use super::super::dossier::Dossier;
use super::super::model::{Channel, Stage};
use super::super::policy::MayAtDesk;
use super::super::routing::{Route, route};
use super::super::store::ledger::ReceivedRow;
use super::receive::{Opening, receive};
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::platform::actor::{Official, Role};
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// Proof that the official sits at a desk.
#[derive(Debug)]
pub struct MayTake<'a> {
    official: &'a Official,
}

/// The proof, or why not.
pub fn may_take(official: &Official) -> Result<MayTake<'_>, Failure> {
    if official.has_role(Role::Intake) {
        return Ok(MayTake { official });
    }
    Err(Failure::Forbidden("Chỉ cán bộ một cửa nhận hồ sơ tại quầy được.".into()))
}

/// Why nothing was taken.
#[derive(Debug)]
pub struct NotTaken {
    /// What was typed, read.
    pub reading: Reading,
    /// Reasons beside the problems of the form.
    pub reason: Vec<String>,
}

/// The accepted dossier, or why nothing was taken. Intake is free of boundaries inside the province: the desk that takes it is
/// the official's own when the procedure's desk is another's (NĐ 118/2025/NĐ-CP).
pub async fn accept_at_counter(
    app: &App,
    ctx: &Ctx,
    (proof, revision, reading, ticks): (&MayTake<'_>, &Arc<Revision>, Reading, &[String]),
) -> Result<Result<Dossier, Box<NotTaken>>, Failure> {
    let refuse = |reading: Reading, reason: Vec<String>| Ok(Err(Box::new(NotTaken { reading, reason })));
    let missing: Vec<_> = reading
        .components(revision)
        .iter()
        .filter(|need| need.is_required && !ticks.contains(&need.component.id))
        .map(|need| format!("Thành phần bắt buộc “{}” chưa được đánh dấu đã nhận.", need.component.name.vi))
        .collect();
    if !reading.checked.is_valid() || !missing.is_empty() {
        return refuse(reading, missing);
    }
    let Route { desk_unit_id, settling_unit_id } = match route(app, revision, (&reading, ctx.now)).await? {
        Ok(route) => route,
        Err(reason) => return refuse(reading, vec![reason]),
    };
    let own = proof.official.posts.iter().find(|post| post.role == Role::Intake).map(|post| post.unit_id);
    let desk_unit_id = if proof.official.holds(Role::Intake, desk_unit_id) {
        desk_unit_id
    } else {
        own.unwrap_or(desk_unit_id)
    };
    let received: Vec<_> = reading
        .components(revision)
        .iter()
        .filter(|need| ticks.contains(&need.component.id))
        .map(|need| ReceivedRow {
            component: need.component.id.clone(),
            name: need.component.name.vi.clone(),
            form: need.component.kind.label().to_owned(),
            quantity: i64::from(need.component.quantity),
            compared_with_original: false,
        })
        .collect();
    let dossier = Dossier {
        id: ctx.ids.uuid(),
        procedure_code: revision.code().to_owned(),
        procedure_name: revision.name().to_owned(),
        revision_id: revision.id,
        stage: Stage::Submitted,
        channel: Channel::InPerson,
        lookup_code: ctx.ids.readable_code(10),
        number: None,
        account_id: None,
        applicant: reading.applicant(revision),
        desk_unit_id,
        settling_unit_id,
        answers: reading.canonical(),
        delivery: reading.delivery(revision),
        term_id: String::new(),
        clock: json!({}),
        submitted_at: Some(ctx.now.as_microsecond()),
        accepted_at: None,
        first_due_at: None,
        due_at: None,
        paused_since: None,
        outcome_kind: None,
        outcome_ready_at: None,
        delivered_at: None,
        process: serde_json::Value::Null,
        updated_at: ctx.now.as_microsecond(),
        version: 0,
    };
    let at_desk = MayAtDesk { official: proof.official, to: Stage::Received };
    let opening = Opening::AtCounter { dossier: &dossier, revision };
    receive(app, ctx, (&at_desk, &received, &opening)).await.map(Ok)
}
