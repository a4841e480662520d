//! Dossiers for programs (_hồ sơ_): those inside the scope of the token's person, and no other.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Json;
use axum::extract::{ConnectInfo, Path, State};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::drafts::{File, file};
use super::input::{Body, Wanted, limit, odd_cursor};
use super::problem::Problem;
use super::problem_kinds::Kind;
use super::said::date_time;
use super::work::{TaskLine, task_line};
use crate::app::App;
use crate::features::dossiers::answers::Reading;
use crate::features::dossiers::dossier::Dossier as Row;
use crate::features::dossiers::model::Stage;
use crate::features::dossiers::pages::lookup;
use crate::features::dossiers::pages::timeline::{self, Entry};
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::{self as rows, Filter, ledger};
use crate::features::work::{self, TaskState};
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;
use crate::platform::{journal, reads};

/// A page of dossiers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dossiers {
    /// Newest first.
    pub items: Vec<DossierLine>,
    /// Send it as `cursor` for the next page; null on the last one.
    pub next_cursor: Option<String>,
}

/// A dossier in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierLine {
    /// Its id.
    pub id: Uuid,
    /// Its number, from acceptance on.
    pub number: Option<String>,
    /// Secret for looking it up together with the number; told to its applicant only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lookup_code: Option<String>,
    /// Code of the procedure.
    pub procedure: String,
    /// Name of the procedure when it was filed.
    pub procedure_name: String,
    /// Where it stands before the law: `submitted`, `awaiting_correction`, `declined`, `received`, `in_progress`,
    /// `awaiting_supplement`, `awaiting_obligation`, `outcome_ready`, `delivered`.
    pub stage: String,
    /// The same in Vietnamese words.
    pub stage_name: String,
    /// The code 1–10 of the national portal for the stage.
    #[schema(minimum = 1, maximum = 10)]
    pub national_code: u8,
    /// How it came in: `online` or `in_person`.
    pub channel: String,
    /// When it was sent.
    #[schema(format = DateTime)]
    pub submitted_at: Option<String>,
    /// When it was accepted.
    #[schema(format = DateTime)]
    pub accepted_at: Option<String>,
    /// Due time now; null before acceptance and while the clock stands still.
    #[schema(format = DateTime)]
    pub due_at: Option<String>,
    /// Since when the clock stands still.
    #[schema(format = DateTime)]
    pub paused_since: Option<String>,
    /// When the outcome was ready.
    #[schema(format = DateTime)]
    pub outcome_ready_at: Option<String>,
    /// When the outcome was handed over.
    #[schema(format = DateTime)]
    pub delivered_at: Option<String>,
    /// Last change.
    #[schema(format = DateTime)]
    pub updated_at: String,
}

/// A dossier in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dossier {
    /// The same as in the list.
    #[serde(flatten)]
    pub line: DossierLine,
    /// Who asks.
    pub applicant: Applicant,
    /// Answers in canonical form, by the ids of the form's fields.
    #[schema(value_type = Object)]
    pub answers: Value,
    /// Files given.
    pub files: Vec<File>,
    /// What was charged.
    pub charges: Vec<Charge>,
    /// What happened, as the token's person may read it, oldest first; the last line may be where things stand.
    pub timeline: Vec<Moment>,
    /// Open steps; for officials only.
    pub tasks: Vec<TaskLine>,
}

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Applicant {
    /// Name.
    pub name: String,
    /// Identity number or tax code.
    pub id_number: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// E-mail; may be empty.
    pub email: String,
    /// Address as one text.
    pub address: String,
}

/// A charge of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct Charge {
    /// What people read.
    pub label: String,
    /// Đồng.
    pub amount_dong: i64,
    /// When it was paid.
    #[schema(format = DateTime)]
    pub paid_at: Option<String>,
    /// Number of the payment slip.
    pub receipt_number: Option<String>,
}

/// A line of the story of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct Moment {
    /// The sentence, in Vietnamese.
    pub text: String,
    /// More, if there is more.
    pub detail: String,
    /// When; null for where things stand now.
    #[schema(format = DateTime)]
    pub at: Option<String>,
}

/// Which dossiers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    stage: Option<String>,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// Dossiers inside the scope, newest first.
pub async fn list(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Wanted(search): Wanted<Search>,
) -> Result<Json<Dossiers>, Problem> {
    let limit = limit(search.limit)?;
    let stage = match search.stage.as_deref() {
        None => None,
        Some(code) => Some(Stage::from_code(code).ok_or_else(|| {
            let known = Stage::ALL.map(Stage::code).join(", ");
            Problem::said(Kind::Malformed, format!("Tham số stage cần một trong: {known}."))
        })?),
    };
    let after = search.cursor.as_deref().map(|text| key(text).ok_or_else(odd_cursor)).transpose()?;
    let filter = Filter { stage, ..Filter::default() };
    let found = rows::list(&app.store, &Scope::of(&ctx.actor), (&filter, after, limit)).await?;
    let next_cursor = found.last().filter(|_| found.len() as i64 == limit);
    let next_cursor = next_cursor.map(|(dossier, at)| format!("{at}.{}", dossier.id));
    let is_own = ctx.actor.citizen().is_some();
    Ok(Json(Dossiers {
        items: found.iter().map(|(dossier, _)| line(dossier, is_own)).collect(),
        next_cursor,
    }))
}

/// The key of a page, `moment.id`.
pub fn key(text: &str) -> Option<(i64, Uuid)> {
    let (at, id) = text.split_once('.')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

/// One dossier. An opening by an official's token is recorded before anything is told, as on the page.
pub async fn one(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
) -> Result<Json<Dossier>, Problem> {
    let dossier = rows::one(&app.store, &Scope::of(&ctx.actor), id).await?;
    let dossier = dossier.ok_or_else(|| Problem::of(Kind::NotFound))?;
    reads::record(&app.store, &ctx, id, ("dossier", id)).await?;
    let revision = app.catalogue.revision(&app.store, dossier.revision_id).await?;
    let reading = Reading::of_dossier(&app, &revision, &dossier).await?;
    let events = journal::events(&app.store, id).await?;
    let tasks = work::store::of_dossier(&app.store, id).await?;
    let is_official = ctx.actor.official().is_some();
    let entries = match is_official {
        true => timeline::for_official(&events),
        false => timeline::for_applicant(&dossier, (&events, &tasks)),
    };
    let open = tasks.iter().filter(|task| is_official && task.state == TaskState::Open);
    let who = &dossier.applicant;
    Ok(Json(Dossier {
        line: line(&dossier, !is_official),
        applicant: Applicant {
            name: who.name.clone(),
            id_number: who.id_number.clone(),
            phone: who.phone.clone(),
            email: who.email.clone(),
            address: who.address.clone(),
        },
        answers: dossier.answers.clone(),
        files: reading.files().iter().map(file).collect(),
        charges: ledger::charges(&app.store, id).await?.into_iter().map(charge).collect(),
        timeline: entries.into_iter().map(moment).collect(),
        tasks: open.map(|task| task_line(task, &dossier, &ctx)).collect(),
    }))
}

/// A dossier as a line of a list; its applicant is told the secret as well.
pub fn line(dossier: &Row, is_own: bool) -> DossierLine {
    DossierLine {
        id: dossier.id,
        number: dossier.number.clone(),
        lookup_code: is_own.then(|| dossier.lookup_code.clone()),
        procedure: dossier.procedure_code.clone(),
        procedure_name: dossier.procedure_name.clone(),
        stage: dossier.stage.code().to_owned(),
        stage_name: dossier.stage.name().to_owned(),
        national_code: dossier.stage.national_code(),
        channel: dossier.channel.code().to_owned(),
        submitted_at: dossier.submitted_at.map(date_time),
        accepted_at: dossier.accepted_at.map(date_time),
        due_at: dossier.due_at.map(date_time),
        paused_since: dossier.paused_since.map(date_time),
        outcome_ready_at: dossier.outcome_ready_at.map(date_time),
        delivered_at: dossier.delivered_at.map(date_time),
        updated_at: date_time(dossier.updated_at),
    }
}

fn charge(charge: ledger::ChargeRow) -> Charge {
    Charge {
        label: charge.label,
        amount_dong: charge.amount_dong,
        paid_at: charge.paid_at.map(date_time),
        receipt_number: charge.receipt_number,
    }
}

fn moment(entry: Entry) -> Moment {
    Moment { text: entry.text, detail: entry.detail, at: Some(entry.iso).filter(|iso| !iso.is_empty()) }
}

/// Number and secret of a dossier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Number of the dossier or, before acceptance, its look-up code.
    pub number: String,
    /// Its look-up code.
    pub lookup_code: String,
}

/// What anybody with number and code is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// Number, or the look-up code before acceptance.
    pub code: String,
    /// Name of the procedure.
    pub procedure_name: String,
    /// Where it stands.
    pub stage: String,
    /// The same in Vietnamese words.
    pub stage_name: String,
    /// The code 1–10 of the national portal.
    #[schema(minimum = 1, maximum = 10)]
    pub national_code: u8,
    /// Due time now.
    #[schema(format = DateTime)]
    pub due_at: Option<String>,
    /// What happened, as an applicant reads it.
    pub timeline: Vec<Moment>,
}

/// Looks a dossier up. The tries of an address are limited together with those on the page.
pub async fn look_up(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Body(question): Body<Question>,
) -> Result<Json<Found>, Problem> {
    app.lookup_limit.take(peer.ip(), ctx.now).map_err(Failure::TooMany)?;
    let dossier = lookup::find(&app, (&question.number, &question.lookup_code)).await?;
    let dossier = dossier.ok_or_else(|| {
        Problem::said(Kind::NotFound, "Không có hồ sơ nào có mã hồ sơ và mã tra cứu khớp nhau như vậy.")
    })?;
    let events = journal::events(&app.store, dossier.id).await?;
    let tasks = work::store::of_dossier(&app.store, dossier.id).await?;
    Ok(Json(Found {
        code: dossier.code().to_owned(),
        procedure_name: dossier.procedure_name.clone(),
        stage: dossier.stage.code().to_owned(),
        stage_name: dossier.stage.name().to_owned(),
        national_code: dossier.stage.national_code(),
        due_at: dossier.due_at.map(date_time),
        timeline: timeline::for_applicant(&dossier, (&events, &tasks)).into_iter().map(moment).collect(),
    }))
}
