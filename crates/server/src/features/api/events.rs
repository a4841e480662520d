//! The feed of events for programs (_dòng sự kiện_): every event once, in one order, inside the scope of the token's person.
//!
//! Events get their place after they were committed, so nothing ever appears below a place that was read: a program that keeps
//! its cursor misses nothing, whatever else is written meanwhile and on how many nodes.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Batch, CommitError};
use utoipa::ToSchema;
use uuid::Uuid;

use super::input::{Wanted, limit, odd_cursor};
use super::problem::Problem;
use super::store::{self as rows, Part, Placed};
use crate::app::App;
use crate::features::dossiers::pages::timeline::TOLD_TO_APPLICANT;
use crate::features::dossiers::scope::Scope;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// A part of the feed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Feed {
    /// Events in the order of the feed.
    pub events: Vec<Event>,
    /// Where to go on reading; also when there was no event.
    pub cursor: String,
    /// Whether there is more to read right now.
    pub has_more: bool,
}

/// An event in the shape of CloudEvents 1.0.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    /// Always `1.0`.
    pub specversion: String,
    /// Id of the event; the same whenever it is read.
    pub id: Uuid,
    /// Where it comes from.
    pub source: String,
    /// What happened, in the past tense: `DossierReceived`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Id of the dossier.
    pub subject: Uuid,
    /// When it happened.
    #[schema(format = DateTime)]
    pub time: String,
    /// Always `application/json`.
    pub datacontenttype: String,
    /// Facts: `stage`, `number`, `procedure`; for officials also `actor`, `role`, `task`, `outcome`. No answers and no notes: the
    /// dossier itself has them, and reading it is recorded.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// From where.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    cursor: Option<String>,
    limit: Option<i64>,
}

/// Places that one request looks through at most, so that its cost is bounded whatever the scope.
const WINDOW: i64 = 5_000;

/// Events after a cursor.
pub async fn list(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Wanted(search): Wanted<Search>,
) -> Result<Json<Feed>, Problem> {
    let limit = limit(search.limit)?;
    let after = match search.cursor.as_deref() {
        None => 0,
        Some(text) => text.parse().ok().filter(|after| *after >= 0_i64).ok_or_else(odd_cursor)?,
    };
    let last = place_new(&app).await?;
    let until = after.saturating_add(WINDOW).min(last).max(after.min(last));
    let is_official = ctx.actor.official().is_some();
    let kinds = (!is_official).then_some(TOLD_TO_APPLICANT.as_slice());
    let part = Part { after, until, kinds, limit };
    let found = rows::feed(&app.store, &Scope::of(&ctx.actor), part).await?;
    let cursor = match found.last() {
        Some(placed) if found.len() as i64 == limit => placed.n,
        _ => until,
    };
    let events = found.into_iter().map(|placed| event(placed, is_official)).collect();
    Ok(Json(Feed { events, cursor: cursor.to_string(), has_more: cursor < last }))
}

/// How far back an event may have been prepared before it was committed, in milliseconds of its id.
const LATEST_COMMIT_MS: u128 = 10 * 60 * 1000;
/// Batches of 500 that one request places at most.
const MOST_BATCHES: usize = 20;

/// Gives places to events that have none, and tells the last place.
async fn place_new(app: &App) -> Result<i64, Failure> {
    for _ in 0..MOST_BATCHES {
        let last = rows::last_place(&app.store).await?;
        let (mut n, from) = last.map_or((0, Uuid::nil()), |(n, id)| (n, before(id)));
        let new = rows::unplaced(&app.store, from).await?;
        if new.is_empty() {
            return Ok(n);
        }
        let mut batch = Batch::new();
        for id in &new {
            n += 1;
            batch = rows::place(batch, (n, *id));
        }
        match app.store.commit(batch).await {
            Ok(_) if new.len() < 500 => return Ok(n),
            // Somebody else placed them at the same moment: read again.
            Ok(_) | Err(CommitError::Conflict { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(rows::last_place(&app.store).await?.map_or(0, |(n, _)| n))
}

/// The smallest id that an event committed after `id` can have: ids begin with the millisecond they were made in.
fn before(id: Uuid) -> Uuid {
    let ms = (id.as_u128() >> 80).saturating_sub(LATEST_COMMIT_MS);
    Uuid::from_u128(ms << 80)
}

fn event(placed: Placed, is_official: bool) -> Event {
    let text = |key: &str| placed.data.get(key).and_then(Value::as_str);
    let mut data =
        json!({ "stage": text("stage"), "number": placed.number, "procedure": placed.procedure_code });
    if is_official {
        data["actor"] = placed.actor_name.as_str().into();
        data["role"] = placed.actor_role.as_str().into();
        data["task"] = text("task").into();
        data["outcome"] = text("outcome").into();
    }
    Event {
        specversion: "1.0".into(),
        id: placed.id,
        source: "/api/v1/dossiers".into(),
        kind: placed.kind,
        subject: placed.dossier_id,
        time: placed.at.to_string(),
        datacontenttype: "application/json".into(),
        data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_committed_late_are_still_found() {
        let id = Uuid::from_u128((1_000_000_u128 << 80) | 5);
        assert_eq!(before(id).as_u128() >> 80, 400_000);
        assert_eq!(before(Uuid::from_u128(7)), Uuid::nil());
    }
}
