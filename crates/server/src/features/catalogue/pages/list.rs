//! Finding a procedure (_tìm thủ tục_): by words, by life event, or the whole list by field.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::Card;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::web::Found;
use crate::ui::{Shell, page};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// Words as typed.
    #[serde(default)]
    q: String,
    /// Id of a life event.
    #[serde(default)]
    viec: String,
}

#[derive(Template)]
#[template(path = "features/catalogue/pages/list.html")]
struct ListPage {
    shell: Shell,
    query: String,
    heading: String,
    cards: Vec<Card>,
}

/// Longest query that is searched for.
const MAX_QUERY: usize = 200;

/// Shows what fits.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Found {
    let mut shell = Shell::citizen(&app, &ctx, ("", "/thu-tuc", &headers));
    let query: String = wanted.q.chars().take(MAX_QUERY).collect();
    let mut revisions = app.catalogue.all();
    if !query.trim().is_empty() {
        let found = app.catalogue.index().find(&query);
        let place = |id: &uuid::Uuid| found.iter().position(|hit| hit == id);
        revisions.retain(|revision| place(&revision.id).is_some());
        revisions.sort_by_key(|revision| place(&revision.id));
    }
    if !wanted.viec.is_empty() {
        revisions.retain(|revision| revision.pack.procedure().life_events.contains(&wanted.viec));
    }
    let event = app.catalogue.life_events().into_iter().find(|(id, ..)| *id == wanted.viec);
    let heading = match (&event, query.trim().is_empty()) {
        (Some((_, name, _)), _) => name.clone(),
        (None, true) => shell.t("list-all"),
        (None, false) => shell.words.with("list-found", "count", revisions.len()),
    };
    shell.title = shell.t("list-title");
    let cards = revisions.iter().map(|revision| Card::of(revision, shell.words)).collect();
    Ok(page(StatusCode::OK, &ListPage { shell, query, heading, cards })?)
}

crate::ui::sample!(ListPage {
    shell: Shell::sample("Thủ tục"),
    query: "kết hôn".into(),
    heading: "Tìm thấy 1 thủ tục".into(),
    cards: vec![super::sample_card()],
});
