//! Published procedures for programs (_danh mục thủ tục_).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use procedures::{InForce, Part};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::input::{Wanted, limit, odd_cursor};
use super::problem::{Problem, language};
use super::problem_kinds::Kind;
use super::said::{date_time, named};
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::platform::ctx::Ctx;
use crate::ui::Language;

/// A page of procedures.
#[derive(Debug, Serialize, ToSchema)]
pub struct Procedures {
    /// The procedures, by code, or best first when words were searched for.
    pub items: Vec<ProcedureLine>,
    /// Send it as `cursor` for the next page; null on the last one.
    pub next_cursor: Option<String>,
}

/// A procedure in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureLine {
    /// National code, or a local one that begins with `local-` while the national one is not known.
    pub code: String,
    /// Full name.
    pub name: String,
    /// What one gets and who may ask.
    pub summary: String,
    /// Field of government.
    pub field: String,
    /// `province`, `district` or `commune`.
    pub level: String,
    /// `information`, `partial` or `full`.
    pub service_level: String,
    /// Number of the revision in force.
    pub revision: i64,
    /// When that revision was published.
    #[schema(format = DateTime)]
    pub published_at: String,
}

/// A procedure in full, as it is in force today.
#[derive(Debug, Serialize, ToSchema)]
pub struct Procedure {
    /// The same as in the list.
    #[serde(flatten)]
    pub line: ProcedureLine,
    /// Who may file.
    pub audiences: Vec<String>,
    /// Events of life it belongs to.
    pub life_events: Vec<String>,
    /// How a dossier may come in: `in_person`, `online`, `post`.
    pub channels: Vec<String>,
    /// Where to file.
    pub place: String,
    /// The agency that receives.
    pub desk: String,
    /// What happens, in order.
    pub steps: Vec<StepLine>,
    /// How long it may take, case by case.
    pub terms: Vec<TermLine>,
    /// Papers that belong to the dossier.
    pub components: Vec<ComponentLine>,
    /// What may have to be paid.
    pub fees: Vec<FeeLine>,
    /// What may come out.
    pub outcomes: Vec<OutcomeLine>,
    /// Requirements.
    pub conditions: Vec<String>,
    /// Documents it rests on.
    pub legal_basis: Vec<String>,
    /// JSON Schema 2020-12 of the answers of its form. It is necessary, not sufficient: conditions, dates against today, check
    /// digits, places and uploads are checked when the draft is read.
    #[schema(value_type = Object)]
    pub form_schema: serde_json::Value,
}

/// A step, for citizens.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepLine {
    /// A few words.
    pub title: String,
    /// What happens.
    pub text: String,
}

/// A term.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermLine {
    /// Its id.
    pub id: String,
    /// In which case it holds.
    pub label: String,
    /// How much, of the unit.
    pub value: f64,
    /// The unit: `working_days`, `working_hours`, `days`, …
    pub unit: String,
    /// The same in words.
    pub text: String,
}

/// A paper that belongs to the dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComponentLine {
    /// Its id, for uploads.
    pub id: String,
    /// What people read.
    pub name: String,
    /// What kind of copy.
    pub kind: String,
    /// How many.
    pub quantity: u32,
    /// `always`, `sometimes` (it depends on the answers), `never`, or `form` for the declaration itself.
    pub required: String,
    /// File types taken: `pdf`, `jpg`, `png`.
    pub accept: Vec<String>,
    /// Largest size of one file in megabytes.
    pub max_mb: u32,
    /// Most files.
    pub max_files: u32,
}

/// A fee or charge.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeeLine {
    /// Its id.
    pub id: String,
    /// What people read.
    pub name: String,
    /// Đồng for one, when it is a plain number; what a dossier pays is reckoned from its answers.
    pub rate_dong: Option<i64>,
    /// What one is called.
    pub unit: Option<String>,
    /// Legal basis.
    pub basis: Option<String>,
}

/// A kind of outcome.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeLine {
    /// Its id.
    pub id: String,
    /// What people read.
    pub name: String,
    /// Whether it says no.
    pub is_refusal: bool,
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    life_event: String,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// Longest text that is searched for.
const MOST_QUERY: usize = 200;

/// The procedures in force, or those that fit.
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Wanted(search): Wanted<Search>,
) -> Result<Json<Procedures>, Problem> {
    let (language, limit) = (language(&headers), limit(search.limit)?);
    let from: usize = match &search.cursor {
        None => 0,
        Some(cursor) => cursor.parse::<u32>().map_err(|_| odd_cursor())? as usize,
    };
    let mut revisions = app.catalogue.all();
    let query: String = search.q.chars().take(MOST_QUERY).collect();
    if !query.trim().is_empty() {
        revisions = app.catalogue.find(&query);
    }
    if !search.life_event.is_empty() {
        revisions.retain(|revision| revision.pack.procedure().life_events.contains(&search.life_event));
    }
    let until = from.saturating_add(usize::try_from(limit).unwrap_or(0));
    let next_cursor = (until < revisions.len()).then(|| until.to_string());
    let items = revisions.iter().take(until).skip(from).map(|revision| line(revision, language)).collect();
    Ok(Json(Procedures { items, next_cursor }))
}

/// One procedure.
pub async fn one(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Json<Procedure>, Problem> {
    let revision = app.catalogue.current(&code).ok_or_else(|| Problem::of(Kind::NotFound))?;
    let today = deadlines::zone::civil(ctx.now).date();
    Ok(Json(full(&revision, (language(&headers), today))))
}

/// The schema of its answers alone.
pub async fn form_schema(State(app): State<Arc<App>>, Path(code): Path<String>) -> Result<Response, Problem> {
    let revision = app.catalogue.current(&code).ok_or_else(|| Problem::of(Kind::NotFound))?;
    let mut response = Json(revision.pack.form().json_schema()).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/schema+json"));
    Ok(response)
}

fn line(revision: &Revision, language: Language) -> ProcedureLine {
    let procedure = revision.pack.procedure();
    let said = |text: &procedures::Text| text.in_language(language.code()).to_owned();
    ProcedureLine {
        code: procedure.code.clone(),
        name: said(&procedure.name),
        summary: said(&procedure.summary),
        field: procedure.field.clone(),
        level: named(procedure.level),
        service_level: named(procedure.service_level),
        revision: revision.number,
        published_at: date_time(revision.published_at),
    }
}

fn full(revision: &Revision, (language, today): (Language, Date)) -> Procedure {
    let procedure = revision.pack.procedure();
    let said = |text: &procedures::Text| text.in_language(language.code()).to_owned();
    let desk = revision.pack.agency(Part::Desk, today).and_then(|agency| agency.name.clone());
    Procedure {
        line: line(revision, language),
        audiences: procedure.audiences.clone(),
        life_events: procedure.life_events.clone(),
        channels: procedure.channels.iter().map(|each| each.channel().code().to_owned()).collect(),
        place: said(&procedure.place),
        desk: desk.unwrap_or_default(),
        steps: procedure
            .steps
            .iter()
            .map(|step| StepLine { title: said(&step.title), text: said(&step.text) })
            .collect(),
        terms: procedure
            .terms
            .iter()
            .filter(|term| term.is_in_force(today))
            .map(|term| TermLine {
                id: term.id.clone(),
                label: said(&term.label),
                value: term.value,
                unit: term.unit.clone(),
                text: term.length().map(|length| length.to_string()).unwrap_or_default(),
            })
            .collect(),
        components: procedure
            .components
            .iter()
            .filter(|component| component.is_in_force(today))
            .map(|component| component_line(component, said(&component.name)))
            .collect(),
        fees: revision
            .pack
            .fees()
            .iter()
            .filter(|fee| fee.is_in_force(today))
            .map(|fee| fee_line(fee, language))
            .collect(),
        outcomes: procedure
            .outcome
            .kinds
            .iter()
            .map(|kind| OutcomeLine { id: kind.id.clone(), name: said(&kind.name), is_refusal: kind.refusal })
            .collect(),
        conditions: procedure.conditions.iter().map(|condition| said(&condition.text)).collect(),
        legal_basis: procedure
            .legal_basis
            .iter()
            .map(|law| format!("{}: {}", law.number, law.title))
            .collect(),
        form_schema: revision.pack.form().json_schema(),
    }
}

/// A component as programs read it.
pub fn component_line(component: &procedures::Component, name: String) -> ComponentLine {
    let required = match (component.from_form, component.required, &component.required_when) {
        (true, ..) => "form",
        (_, Some(true), _) => "always",
        (_, _, Some(_)) => "sometimes",
        _ => "never",
    };
    ComponentLine {
        id: component.id.clone(),
        name,
        kind: component.kind.label().to_owned(),
        quantity: component.quantity,
        required: required.to_owned(),
        accept: component.accept.clone(),
        max_mb: component.max_mb,
        max_files: component.max_files,
    }
}

fn fee_line(fee: &procedures::Fee, language: Language) -> FeeLine {
    let said = |text: &procedures::Text| text.in_language(language.code()).to_owned();
    FeeLine {
        id: fee.id.clone(),
        name: said(&fee.name),
        rate_dong: fee.rate.as_ref().and_then(|rate| rate.source().trim().parse().ok()),
        unit: fee.unit.as_ref().map(said),
        basis: fee.basis.as_ref().map(procedures::Basis::text),
    }
}
