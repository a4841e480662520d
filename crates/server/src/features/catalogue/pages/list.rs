//! Finding a procedure (_tìm thủ tục_): by words, and by field, agency, level, audience, life event; twenty a page.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::{Card, Pick};
use crate::app::App;
use crate::features::catalogue::filter::{Choice, Chosen, Facet, choices, narrow};
use crate::features::catalogue::listing::Listed;
use crate::platform::ctx::Ctx;
use crate::platform::web::Found;
use crate::platform::web::failure::percent;
use crate::ui::{Link, Shell, Words, page};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Wanted {
    /// Words as typed.
    q: String,
    /// Id of a life event.
    viec: String,
    linh_vuc: String,
    cap: String,
    doi_tuong: String,
    co_quan: String,
    noi_nop: String,
    /// Number of the page, from 1.
    trang: String,
}

#[derive(Template)]
#[template(path = "features/catalogue/pages/list.html")]
struct ListPage {
    shell: Shell,
    query: String,
    heading: String,
    cards: Vec<Card>,
    facets: Vec<Select>,
    chosen: Vec<Link>,
    is_narrowed: bool,
    previous: String,
    next: String,
    position: String,
}

struct Select {
    id: &'static str,
    label: String,
    options: Vec<Pick>,
}

/// Longest query that is searched for.
const MAX_QUERY: usize = 200;
const PAGE: usize = 20;
/// More choices than these would be a list nobody reads; the rest is found by words.
const MAX_CHOICES: usize = 60;

/// Shows what fits.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Found {
    let mut shell = Shell::citizen(&app, &ctx, ("", "/thu-tuc", &headers));
    let words = shell.words;
    let query: String = wanted.q.chars().take(MAX_QUERY).collect();
    let listing = app.catalogue.listing();
    let is_asked = !query.trim().is_empty();
    let found = if is_asked { listing.find(&query) } else { listing.all().to_vec() };
    let chosen = wanted.chosen();
    let facets = selects(&app, (&found, &chosen), words);
    let left = narrow(found, &chosen);
    let pages = left.len().div_ceil(PAGE).max(1);
    let number = wanted.trang.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let to = |number: usize| address(&query, &chosen, (number, None));
    let cards = left.iter().skip((number - 1) * PAGE).take(PAGE);
    shell.title = words.get("list-title");
    let shown = ListPage {
        heading: match is_asked || !chosen.is_empty() {
            false => words.get("list-all"),
            true => words.with("list-found", "count", left.len()),
        },
        cards: cards.map(|listed| Card::of(listed, words)).collect(),
        chosen: removable(&facets, &query, &chosen),
        is_narrowed: !chosen.is_empty(),
        previous: if number > 1 { to(number - 1) } else { String::new() },
        next: if number < pages { to(number + 1) } else { String::new() },
        position: if pages > 1 {
            words.with("list-page", "page", format!("{number}/{pages}"))
        } else {
            String::new()
        },
        facets,
        query,
        shell,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// One list of choices for each facet.
fn selects(app: &App, (found, chosen): (&[Arc<Listed>], &Chosen), words: Words) -> Vec<Select> {
    let events = app.catalogue.life_events();
    let name = |facet: Facet, choice: &Choice| match facet {
        Facet::LifeEvent => events
            .iter()
            .find(|(id, ..)| *id == choice.value)
            .map_or_else(|| choice.name.clone(), |(_, name, _)| name.clone()),
        Facet::Origin => words.get(&format!("origin-{}", choice.value)),
        _ => choice.name.clone(),
    };
    let select = |facet: Facet| {
        let value = chosen.get(&facet);
        let choices = choices(found, chosen, facet).into_iter().enumerate();
        let shown = choices.filter(|(at, choice)| *at < MAX_CHOICES || value == Some(&choice.value));
        let pick = |(_, choice): (usize, Choice)| Pick {
            label: format!("{} ({})", name(facet, &choice), choice.count),
            checked: value == Some(&choice.value),
            value: choice.value,
        };
        let label = words.get(&format!("facet-{}", facet.key()));
        Select { id: facet.key(), label, options: shown.map(pick).collect() }
    };
    Facet::ALL.into_iter().map(select).collect()
}

/// What is chosen, each with the address of the list without it.
fn removable(facets: &[Select], query: &str, chosen: &Chosen) -> Vec<Link> {
    let label = |facet: &Facet, value: &str| {
        let options = facets.iter().find(|select| select.id == facet.key()).map(|select| &select.options);
        let option = options.and_then(|options| options.iter().find(|option| option.value == value));
        option.map_or_else(|| value.to_owned(), |option| option.label.clone())
    };
    let link = |(facet, value): (&Facet, &String)| Link {
        text: label(facet, value),
        href: address(query, chosen, (1, Some(*facet))),
        ..Link::default()
    };
    chosen.iter().map(link).collect()
}

impl Wanted {
    fn chosen(&self) -> Chosen {
        let all = [
            (Facet::LifeEvent, &self.viec),
            (Facet::Field, &self.linh_vuc),
            (Facet::Level, &self.cap),
            (Facet::Audience, &self.doi_tuong),
            (Facet::Agency, &self.co_quan),
            (Facet::Origin, &self.noi_nop),
        ];
        all.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(facet, value)| (facet, value.clone()))
            .collect()
    }
}

/// The address of a page of the same list, without one of the choices.
fn address(query: &str, chosen: &Chosen, (number, without): (usize, Option<Facet>)) -> String {
    let mut parts = Vec::new();
    if !query.is_empty() {
        parts.push(format!("q={}", percent(query)));
    }
    let kept = chosen.iter().filter(|(facet, _)| Some(**facet) != without);
    parts.extend(kept.map(|(facet, value)| format!("{}={}", facet.key(), percent(value))));
    if number > 1 {
        parts.push(format!("trang={number}"));
    }
    if parts.is_empty() { "/thu-tuc".into() } else { format!("/thu-tuc?{}", parts.join("&")) }
}

crate::ui::sample!(ListPage {
    shell: Shell::sample("Thủ tục"),
    query: "kết hôn".into(),
    heading: "Tìm thấy 21 thủ tục".into(),
    cards: vec![super::sample_card()],
    facets: vec![Select {
        id: "linh-vuc",
        label: "Lĩnh vực".into(),
        options: vec![Pick { value: "ho-tich".into(), label: "Hộ tịch (21)".into(), checked: true }],
    }],
    chosen: vec![Link { text: "Hộ tịch (21)".into(), href: "/thu-tuc?q=x".into(), ..Link::default() }],
    is_narrowed: true,
    previous: String::new(),
    next: "/thu-tuc?trang=2".into(),
    position: "Trang 1/2".into(),
});
