//! A timer of the process goes off (_hết giờ chờ_), as a job.

use process::Key;
use uuid::Uuid;

use super::super::change::Change;
use super::super::scope::Scope;
use crate::app::App;
use crate::platform::actor::Actor;
use crate::platform::ctx::Ctx;
use crate::platform::jobs::Outcome;
use crate::platform::web::Failure;

/// Lets the timer `key` go off. A timer that is no longer set was overtaken: nothing is left to do.
pub async fn timer(app: &App, ctx: &Ctx, (dossier_id, key): (Uuid, Key)) -> Outcome {
    let scope = Scope::of(&Actor::System);
    let mut change = match Change::open(app, ctx, (&scope, dossier_id)).await {
        Ok(change) => change,
        Err(Failure::NotFound) => return Outcome::GiveUp("hồ sơ không còn".into()),
        Err(other) => return Outcome::Retry(format!("{other:?}")),
    };
    match change.run_process(&process::Act::TimerDue { key }) {
        Ok(()) => {}
        Err(Failure::Malformed(_)) => return Outcome::Done,
        Err(other) => return Outcome::Retry(format!("{other:?}")),
    }
    change.event("TimerDue", serde_json::json!({ "key": key.to_string() }));
    match change.commit().await {
        Ok(_) => Outcome::Done,
        Err(other) => Outcome::Retry(format!("{other:?}")),
    }
}
