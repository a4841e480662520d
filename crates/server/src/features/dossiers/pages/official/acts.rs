//! Acts of officials on a dossier, each a form of the dossier page.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::tasks::typed_inputs;
use super::{Refused, again, component_lines};
use crate::app::App;
use crate::features::dossiers::change::Change;
use crate::features::dossiers::commands::complete_task::{Conclusion, complete_task};
use crate::features::dossiers::commands::decline::{Reason, decline as decline_dossier};
use crate::features::dossiers::commands::note::note as write_note;
use crate::features::dossiers::commands::pay::{may_collect, pay as pay_charges};
use crate::features::dossiers::commands::receive::{Opening, receive as receive_dossier};
use crate::features::dossiers::commands::supplement_at_desk::supplement_at_desk;
use crate::features::dossiers::model::{Act, Stage};
use crate::features::dossiers::policy::{may_at_desk, may_note};
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::ledger::{self, ReceivedRow};
use crate::features::identity::policy::require_official;
use crate::features::work;
use crate::features::work::policy::may_do;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::overtaken::named;
use crate::platform::web::{Failure, Found, Pairs};

/// Accepts the dossier with the components that were ticked.
pub async fn receive(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/tiep-nhan")?;
    let ctx = ctx.acting_as(Role::Intake);
    let scope = Scope::of(&ctx.actor);
    let change = Change::open(&app, &ctx, (&scope, id)).await?;
    let proof = match may_at_desk(official, &change.dossier, Act::Receive) {
        Ok(proof) => proof,
        Err(failure) => return Err(named(&app.store, (id, failure)).await),
    };
    let opening = Opening::Waiting { scope: &scope, id };
    let done = match ticked(&change, &pairs) {
        Ok(received) => receive_dossier(&app, &ctx, (&proof, &received, &opening)).await.map(|_| ()),
        Err(refusal) => Err(refusal),
    };
    or_again(&app, &ctx, (id, None, "#tiep-nhan"), (done, pairs)).await
}

/// The components that were ticked; every required one must be.
pub fn ticked(change: &Change<'_>, pairs: &Pairs) -> Result<Vec<ReceivedRow>, Failure> {
    let ticks: Vec<_> = pairs.all("thanh_phan").collect();
    let compared: Vec<_> = pairs.all("doi_chieu").collect();
    let lines = component_lines(change);
    if let Some(line) = lines.iter().find(|line| line.is_required && !ticks.contains(&line.id.as_str())) {
        return Err(Failure::Malformed(format!(
            "Thành phần bắt buộc “{}” chưa được đánh dấu đã nhận. Nếu thiếu, hãy yêu cầu sửa; nếu đủ, đánh dấu rồi tiếp nhận. Hồ sơ chưa được tiếp nhận.",
            line.name
        )));
    }
    let row = |line: super::ComponentLine| ReceivedRow {
        compared_with_original: compared.contains(&line.id.as_str()),
        component: line.id,
        name: line.name,
        form: line.kind,
        quantity: i64::from(line.quantity),
    };
    Ok(lines.into_iter().filter(|line| ticks.contains(&line.id.as_str())).map(row).collect())
}

/// Declines the dossier.
pub async fn decline(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/tiep-nhan")?;
    let ctx = ctx.acting_as(Role::Intake);
    let change = Change::open(&app, &ctx, (&Scope::of(&ctx.actor), id)).await?;
    let proof = match may_at_desk(official, &change.dossier, Act::Decline) {
        Ok(proof) => proof,
        Err(failure) => return Err(named(&app.store, (id, failure)).await),
    };
    let reason = Reason {
        text: pairs.trimmed("ly_do").to_owned(),
        basis: pairs.trimmed("can_cu").to_owned(),
        advice: pairs.trimmed("huong_dan").to_owned(),
    };
    let done = decline_dossier(change, (&proof, &reason)).await.map(|_| ());
    or_again(&app, &ctx, (id, None, "#ly_do"), (done, pairs)).await
}

/// Records that the person brought what was asked for to the counter.
pub async fn supplemented(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let official = require_official(&ctx, "/can-bo/tiep-nhan")?;
    let ctx = ctx.acting_as(Role::Intake);
    let change = Change::open(&app, &ctx, (&Scope::of(&ctx.actor), id)).await?;
    let act = if change.dossier.stage == Stage::AwaitingSupplement { Act::Supplement } else { Act::Correct };
    let proof = match may_at_desk(official, &change.dossier, act) {
        Ok(proof) => proof,
        Err(failure) => return Err(named(&app.store, (id, failure)).await),
    };
    supplement_at_desk(change, &proof).await?;
    Ok(to_dossier(id))
}

/// Records that everything due was paid.
pub async fn pay(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let change = Change::open(&app, &ctx, (&Scope::of(&ctx.actor), id)).await?;
    let proof = may_collect(official, &change.dossier)?;
    let charges = ledger::charges(&app.store, id).await?;
    pay_charges(change, (&proof, &charges)).await?;
    Ok(to_dossier(id))
}

/// Writes a note.
pub async fn note(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let change = Change::open(&app, &ctx, (&Scope::of(&ctx.actor), id)).await?;
    let proof = may_note(official, &change.dossier)?;
    let done = write_note(change, (&proof, pairs.get("ghi_chu"))).await.map(|_| ());
    or_again(&app, &ctx, (id, None, "#ghi-chu-moi"), (done, pairs)).await
}

/// Finishes a task.
pub async fn complete(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path((id, task)): Path<(Uuid, Uuid)>,
    pairs: Pairs,
) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let change = Change::open(&app, &ctx, (&Scope::of(&ctx.actor), id)).await?;
    let task = work::store::one(&app.store, task)
        .await?
        .filter(|task| task.dossier_id == id)
        .ok_or(Failure::NotFound)?;
    let proof = may_do(official, &task)?;
    let outcome = Some(pairs.trimmed("ket_luan").to_owned()).filter(|outcome| !outcome.is_empty());
    let kind = outcome.as_deref().and_then(|id| change.revision.pack.outcome(id));
    let conclusion = Conclusion {
        inputs: kind.map(|kind| typed_inputs(kind, &pairs)).unwrap_or_default(),
        note: pairs.get("ghi_chu").to_owned(),
        collected_by: pairs.get("nguoi_nhan").to_owned(),
        outcome,
    };
    let done = complete_task(change, (&proof, &conclusion)).await.map(|_| ());
    let href = format!("#viec-{}", task.id);
    or_again(&app, &ctx, (id, Some(task.id), &href), (done, pairs)).await
}

/// On to the dossier, or the page again with what was typed when something has to be mended.
async fn or_again(
    app: &App,
    ctx: &Ctx,
    (id, task, href): (Uuid, Option<Uuid>, &str),
    (done, pairs): (Result<(), Failure>, Pairs),
) -> Found {
    match done {
        Ok(()) => Ok(to_dossier(id)),
        Err(Failure::Malformed(problem)) => {
            again(app, ctx, (id, Refused { problem, href: href.to_owned(), task, pairs })).await
        }
        Err(other) => Err(other),
    }
}

fn to_dossier(id: Uuid) -> Response {
    Redirect::to(&format!("/can-bo/ho-so/{id}")).into_response()
}
