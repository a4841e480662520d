//! Jobs of dossiers.

use process::Key;
use serde_json::Value as Json;
use uuid::Uuid;

use super::commands::timer::timer;
use super::store::tallies;
use super::{clock, tally};
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

/// Counts dossiers that are older than the numbers of dossiers; nothing when there are none left.
pub async fn count_older(app: &App) -> anyhow::Result<usize> {
    let mut counted = 0;
    loop {
        let found = tallies::untallied(&app.store).await?;
        if found.is_empty() {
            return Ok(counted);
        }
        counted += found.len();
        let mut batch = store::Batch::new();
        for dossier in &found {
            let revision = app.catalogue.revision(&app.store, dossier.revision_id).await;
            let revision = revision.map_err(|failure| anyhow::anyhow!("{}: {failure:?}", dossier.code()))?;
            let judgement = clock::rule(&app.catalogue.known.law, dossier, &revision.pack).judgement;
            batch = tallies::count(batch, dossier, &tally::of(dossier, judgement));
            batch = tallies::tallied(batch, dossier.id);
        }
        app.store.commit(batch).await?;
    }
}
