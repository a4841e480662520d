//! Taking, releasing and assigning from a page; afterwards one sees the dossier.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use crate::app::App;
use crate::features::identity::policy::require_official;
use crate::features::work::Task;
use crate::features::work::commands::hold;
use crate::features::work::policy::{may_assign, may_do, may_take_over};
use crate::features::work::store as rows;
use crate::platform::actor::Official;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};

/// The official takes the task.
pub async fn take(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let task = visible(&app, (official, id)).await?;
    hold::take(&app, &ctx, &may_do(official, &task)?).await?;
    Ok(to_dossier(task.dossier_id))
}

/// The official gives the task back.
pub async fn release(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let task = visible(&app, (official, id)).await?;
    hold::release(&app, &ctx, &may_do(official, &task)?).await?;
    Ok(to_dossier(task.dossier_id))
}

/// The official takes the task over from somebody, with a reason.
pub async fn take_over(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let task = visible(&app, (official, id)).await?;
    hold::take_over(&app, &ctx, (&may_take_over(official, &task)?, pairs.get("ly_do"))).await?;
    Ok(to_dossier(task.dossier_id))
}

/// The task is given to somebody.
pub async fn assign(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let task = visible(&app, (official, id)).await?;
    let proof = may_assign(official, &task)?;
    let to = pairs
        .get("nguoi")
        .parse()
        .map_err(|_| Failure::Malformed("Chọn một người trong danh sách.".into()))?;
    hold::assign(&app, &ctx, (&proof, to)).await?;
    Ok(to_dossier(task.dossier_id))
}

/// The task, when it belongs to a unit of the official. Elsewhere it does not exist.
async fn visible(app: &App, (official, id): (&Official, Uuid)) -> Result<Task, Failure> {
    let task = rows::one(&app.store, id).await?;
    task.filter(|task| official.works_in(task.unit_id)).ok_or(Failure::NotFound)
}

fn to_dossier(id: Uuid) -> axum::response::Response {
    Redirect::to(&format!("/can-bo/ho-so/{id}")).into_response()
}
