//! Who holds a task changes (_nhận việc, trả lại việc, phân công_): one event in the chain of its dossier.

use serde_json::json;
use store::Batch;
use uuid::Uuid;

use super::super::Task;
use super::super::policy::{MayAssign, MayDo, MayTakeOver};
use super::super::store as rows;
use crate::app::App;
use crate::features::identity;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;
use crate::platform::web::overtaken::overtaken;

/// The official takes the task.
pub async fn take(app: &App, ctx: &Ctx, proof: &MayDo<'_>) -> Result<(), Failure> {
    let holder = (proof.official.account_id, proof.official.full_name.as_str());
    change(app, ctx, (proof.task, Some(holder), "TaskTaken")).await
}

/// The official gives the task back.
pub async fn release(app: &App, ctx: &Ctx, proof: &MayDo<'_>) -> Result<(), Failure> {
    change(app, ctx, (proof.task, None, "TaskReleased")).await
}

/// The task is given to the account `to`, which must hold the task's role in its unit today.
pub async fn assign(app: &App, ctx: &Ctx, (proof, to): (&MayAssign<'_>, Uuid)) -> Result<(), Failure> {
    let today = deadlines::zone::civil(ctx.now).date().to_string();
    let task = proof.task;
    let holders = identity::store::holders(&app.store, task.unit_id, (task.role, &today)).await?;
    let Some((id, name)) = holders.iter().find(|(id, _)| *id == to) else {
        return Err(Failure::Malformed(format!(
            "Người được chọn không giữ vai trò {} của đơn vị trong ngày hôm nay. Chọn người khác trong danh sách.",
            task.role.name()
        )));
    };
    change(app, ctx, (task, Some((*id, name)), "TaskAssigned")).await
}

/// Longest reason, in characters.
const REASON_CHARS: usize = 500;

/// The official takes the task over from whoever holds it, and says why.
pub async fn take_over(
    app: &App,
    ctx: &Ctx,
    (proof, reason): (&MayTakeOver<'_>, &str),
) -> Result<(), Failure> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS {
        return Err(Failure::Malformed(format!(
            "Ghi lý do nhận thay, nhiều nhất {REASON_CHARS} chữ. Việc vẫn do {} giữ.",
            proof.from
        )));
    }
    let (task, official) = (proof.task, proof.official);
    let data = json!({ "task": task.element, "name": task.name, "key": task.key, "holder": official.full_name, "from": proof.from, "reason": reason });
    let holder = (official.account_id, official.full_name.as_str());
    written(app, ctx, (task, Some(holder)), ("TaskTakenOver", data)).await
}

async fn change(
    app: &App,
    ctx: &Ctx,
    (task, holder, kind): (&Task, Option<(Uuid, &str)>, &str),
) -> Result<(), Failure> {
    let data = json!({ "task": task.element, "name": task.name, "key": task.key, "holder": holder.map(|(_, name)| name) });
    written(app, ctx, (task, holder), (kind, data)).await
}

async fn written(
    app: &App,
    ctx: &Ctx,
    (task, holder): (&Task, Option<(Uuid, &str)>),
    (kind, data): (&str, serde_json::Value),
) -> Result<(), Failure> {
    let mut chain = journal::chain_of(&app.store, task.dossier_id).await?;
    let batch = rows::hold(Batch::new(), task, (holder, ctx.now));
    let batch = journal::append(batch, &ctx.acting_as(task.role), &mut chain, (task.dossier_id, kind, data));
    match app.store.commit(batch).await {
        Ok(_) => Ok(()),
        Err(error) => Err(overtaken(&app.store, ctx, (task.dossier_id, error)).await),
    }
}
