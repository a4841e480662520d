//! Jobs of dossiers.

use process::Key;
use serde_json::Value as Json;
use uuid::Uuid;

use super::commands::timer::timer;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::jobs::Outcome;

/// Lets the timer of the payload go off.
pub async fn run_timer(app: &App, ctx: &Ctx, payload: &Json) -> Outcome {
    let id = payload.get("dossier_id").and_then(Json::as_str).and_then(|id| id.parse::<Uuid>().ok());
    let key = payload.get("key").and_then(Json::as_str).and_then(|key| key.parse::<u64>().ok());
    match (id, key) {
        (Some(id), Some(key)) => timer(app, ctx, (id, Key(key))).await,
        _ => Outcome::GiveUp("payload không có dossier_id hoặc key".into()),
    }
}
