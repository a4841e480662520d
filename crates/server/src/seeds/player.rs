//! Plays what officials do: whoever of the cast may do the next step does it, with the usual conclusion.

use jiff::Timestamp;
use uuid::Uuid;

use super::cast;
use super::stories::told;
use crate::app::App;
use crate::features::dossiers::change::Change;
use crate::features::dossiers::commands::complete_task::{Conclusion, complete_task};
use crate::features::dossiers::commands::pay::{may_collect, pay};
use crate::features::dossiers::commands::receive::{Opening, receive as receive_dossier};
use crate::features::dossiers::model::Act;
use crate::features::dossiers::pages::official::component_lines;
use crate::features::dossiers::policy::may_at_desk;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::ledger::{self, ReceivedRow};
use crate::features::work::policy::may_do;
use crate::features::work::{Task, TaskState, store as tasks};
use crate::platform::actor::{Official, Role};
use crate::platform::ctx::Ctx;

/// The desk accepts the dossier at `at`, if somebody of the cast sits there.
pub async fn receive(app: &App, (id, at): (Uuid, Timestamp)) -> anyhow::Result<()> {
    for ctx in contexts(app, at).await? {
        let scope = Scope::of(&ctx.actor);
        let Ok(change) = Change::open(app, &ctx, (&scope, id)).await else { continue };
        let Some(official) = ctx.actor.official() else { continue };
        let Ok(proof) = may_at_desk(official, &change.dossier, Act::Receive) else { continue };
        let received: Vec<_> = component_lines(&change)
            .into_iter()
            .filter(|line| line.is_given)
            .map(|line| ReceivedRow {
                component: line.id,
                name: line.name,
                form: line.kind,
                quantity: i64::from(line.quantity),
                compared_with_original: false,
            })
            .collect();
        let opening = Opening::Waiting { scope: &scope, id };
        receive_dossier(app, &ctx.acting_as(Role::Intake), (&proof, &received, &opening))
            .await
            .map_err(told)?;
        return Ok(());
    }
    Ok(())
}

/// Finishes the first open task that somebody of the cast may do; `false` when there is none.
pub async fn finish_next(app: &App, (id, at): (Uuid, Timestamp)) -> anyhow::Result<bool> {
    let open = tasks::of_dossier(&app.store, id).await?;
    for task in open.iter().filter(|task| task.state == TaskState::Open) {
        for ctx in contexts(app, at).await? {
            let Some(official) = ctx.actor.official() else { continue };
            if may_do(official, task).is_ok() && finish(app, &ctx, (id, task, official)).await? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

async fn finish(
    app: &App,
    ctx: &Ctx,
    (id, task, official): (Uuid, &Task, &Official),
) -> anyhow::Result<bool> {
    let scope = Scope::of(&ctx.actor);
    if task.act.as_deref() == Some("collect_fee") {
        let change = Change::open(app, ctx, (&scope, id)).await.map_err(told)?;
        let charges = ledger::charges(&app.store, id).await?;
        if charges.iter().any(|charge| charge.paid_at.is_none()) {
            let proof = may_collect(official, &change.dossier).map_err(told)?;
            pay(change, (&proof, &charges)).await.map_err(told)?;
        }
    }
    let change = Change::open(app, ctx, (&scope, id)).await.map_err(told)?;
    let conclusion = usual_conclusion(&change, task);
    let proof = may_do(official, task).map_err(told)?;
    Ok(complete_task(change, (&proof, &conclusion)).await.is_ok())
}

/// The first conclusion that does not go back and does not refuse, with what the pack proposes for the paper.
fn usual_conclusion(change: &Change<'_>, task: &Task) -> Conclusion {
    let pack = &change.revision.pack;
    let step = change.definition().task(&task.element);
    let forward = step.and_then(|step| {
        let is_usual = |outcome: &&process::Outcome| {
            outcome.return_to.is_none() && !pack.outcome(outcome.id.as_str()).is_some_and(|kind| kind.refusal)
        };
        step.outcomes.iter().find(is_usual)
    });
    let kind = forward.and_then(|outcome| pack.outcome(outcome.id.as_str()));
    let mut inputs =
        kind.map(|kind| change.reading.input_defaults(&change.revision, kind)).unwrap_or_default();
    for input in kind.iter().flat_map(|kind| &kind.inputs).filter(|input| input.required) {
        let is_empty = inputs
            .get(&input.id)
            .is_none_or(|value| value.is_null() || value.as_str().is_some_and(str::is_empty));
        let usual = match input.kind {
            procedures::InputKind::Text | procedures::InputKind::Textarea => "Theo hồ sơ".to_owned(),
            procedures::InputKind::Date => deadlines::zone::civil(change.ctx.now).date().to_string(),
            _ => continue,
        };
        if is_empty {
            inputs.insert(input.id.clone(), usual.into());
        }
    }
    Conclusion {
        outcome: forward.map(|outcome| outcome.id.as_str().to_owned()),
        note: String::new(),
        inputs,
        collected_by: "Người nộp hồ sơ, đã đối chiếu căn cước".into(),
    }
}

/// Every official of the cast as the one that acts at `at`.
async fn contexts(app: &App, at: Timestamp) -> anyhow::Result<Vec<Ctx>> {
    let mut contexts = Vec::new();
    for player in &cast::OFFICIALS {
        let actor = cast::actor(app, (player.login, at)).await?;
        contexts.push(Ctx { actor, ..Ctx::system(at, app.ids.clone()) });
    }
    Ok(contexts)
}
