//! A person comes to the counter with paper (_nhận hồ sơ giấy tại quầy_): taken and accepted in one act, without an account.

use std::sync::Arc;

use uuid::Uuid;

use super::super::answers::Reading;
use super::super::dossier::Dossier;
use super::super::filing::{Filing, filed};
use super::super::model::{Channel, Stage};
use super::super::policy::MayAtDesk;
use super::super::routing::route;
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

/// What the person at the counter hands over.
#[derive(Debug)]
pub struct Intake<'a> {
    /// Id that the dossier will have, given to the form when it was opened: a form that is sent twice is one dossier.
    pub id: Uuid,
    /// What was typed, read.
    pub reading: Reading,
    /// Ids of the components that were handed over.
    pub ticks: &'a [String],
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
    (proof, revision, intake): (&MayTake<'_>, &Arc<Revision>, Intake<'_>),
) -> Result<Result<Dossier, Box<NotTaken>>, Failure> {
    let Intake { id, reading, ticks } = intake;
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
    let mut route = match route(app, revision, (&reading, ctx.now)).await? {
        Ok(route) => route,
        Err(reason) => return refuse(reading, vec![reason]),
    };
    let own = proof.official.posts.iter().find(|post| post.role == Role::Intake).map(|post| post.unit_id);
    if !proof.official.holds(Role::Intake, route.desk_unit_id) {
        route.desk_unit_id = own.unwrap_or(route.desk_unit_id);
    }
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
    let filing = Filing { id, channel: Channel::InPerson, account_id: None, route };
    let dossier = filed(ctx, filing, (revision, &reading));
    let at_desk = MayAtDesk { official: proof.official, to: Stage::Received };
    let opening = Opening::AtCounter { dossier: &dossier, revision };
    receive(app, ctx, (&at_desk, &received, &opening)).await.map(Ok)
}
