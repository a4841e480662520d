//! Drafts and submission for programs of citizens (_kê khai và nộp_), with the commands of the pages.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::Batch;
use utoipa::ToSchema;
use uuid::Uuid;

use super::dossiers::{DossierLine, line};
use super::input::{Body, Octets, Wanted};
use super::problem::{FieldProblem, Problem};
use super::problem_kinds::Kind;
use super::said::date_time;
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::documents::Attachment;
use crate::features::dossiers::answers::Reading;
use crate::features::dossiers::commands::discard_draft::discard_draft;
use crate::features::dossiers::commands::save_draft::{SavedBy, save_draft};
use crate::features::dossiers::commands::start_draft::start_draft;
use crate::features::dossiers::commands::submit::{NotYet, submit as submit_draft};
use crate::features::dossiers::fields::FORM_FILES;
use crate::features::dossiers::pages::draft::Open;
use crate::features::dossiers::pages::draft::papers::{Sent, take, take_away, take_for_form};
use crate::features::dossiers::store::drafts as rows;
use crate::features::identity::policy::require_citizen;
use crate::platform::blobs::BlobState;
use crate::platform::ctx::Ctx;
use crate::platform::web::pairs::without_nul;

/// What begins a draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDraft {
    /// Code of the procedure.
    pub procedure: String,
}

/// Answers of a form.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// All answers by the ids of their fields, in the shapes of the form's schema. They take the place of those before.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    /// The version that was read. When the draft has moved on, nothing is overwritten and the answer is 409. Without it, the
    /// answers are written over whatever is there.
    pub version: Option<i64>,
}

/// A draft: what was filled in and not sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Draft {
    /// Its id; the dossier will have the same.
    pub id: Uuid,
    /// Code of the procedure.
    pub procedure: String,
    /// Rises with every change.
    pub version: i64,
    /// Answers as they were sent.
    #[schema(value_type = Object)]
    pub answers: Value,
    /// When it was saved last.
    #[schema(format = DateTime)]
    pub saved_at: String,
    /// Files given.
    pub files: Vec<File>,
    /// What keeps it from being sent; empty when it can be submitted.
    pub problems: Vec<FieldProblem>,
    /// What would have to be paid.
    pub charges: Vec<ChargeLine>,
}

/// A draft in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftLine {
    /// Its id.
    pub id: Uuid,
    /// Code of the procedure.
    pub procedure: String,
    /// When it was saved last.
    #[schema(format = DateTime)]
    pub saved_at: String,
}

/// Drafts that were not sent, at most 50.
#[derive(Debug, Serialize, ToSchema)]
pub struct Drafts {
    /// Newest first.
    pub items: Vec<DraftLine>,
}

/// A file that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct File {
    /// Its id; a field of the form that asks for files names it by this.
    pub id: Uuid,
    /// Id of the component, or `_form`.
    pub component: String,
    /// Its name.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// Size.
    pub size_bytes: i64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// Whether it passed the virus scanner, if there is one.
    pub is_clean: bool,
}

/// What is paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChargeLine {
    /// What people read.
    pub label: String,
    /// Đồng.
    pub amount_dong: i64,
    /// How the amount came about.
    pub explanation: String,
}

/// Begins a draft of the revision in force.
pub async fn start(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Body(new): Body<NewDraft>,
) -> Result<Response, Problem> {
    let citizen = require_citizen(&ctx, "")?;
    let revision = current(&app, &new.procedure)?;
    let draft = start_draft(&app, &ctx, (citizen, &revision)).await?;
    let open = Open { draft, revision };
    Ok((StatusCode::CREATED, Json(shown(&app, &ctx, &open).await?)).into_response())
}

/// The person's drafts.
pub async fn list(State(app): State<Arc<App>>, ctx: Ctx) -> Result<Json<Drafts>, Problem> {
    let citizen = require_citizen(&ctx, "")?;
    let open = rows::open(&app.store, citizen.account_id).await?;
    let item = |draft: rows::Draft| DraftLine {
        id: draft.id,
        procedure: draft.procedure_code,
        saved_at: date_time(draft.saved_at),
    };
    Ok(Json(Drafts { items: open.into_iter().map(item).collect() }))
}

/// One draft, read against everything it depends on.
pub async fn one(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
) -> Result<Json<Draft>, Problem> {
    let open = Open::find(&app, &ctx, id).await?;
    Ok(Json(shown(&app, &ctx, &open).await?))
}

/// Keeps answers. Mistakes in them are told, and do not keep them from being kept.
pub async fn answer(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Body(sent): Body<Answers>,
) -> Result<Json<Draft>, Problem> {
    let mut open = Open::find(&app, &ctx, id).await?;
    open.draft = saved(&app, &ctx, (&open.draft, sent)).await?;
    Ok(Json(shown(&app, &ctx, &open).await?))
}

/// Keeps answers, over the version that was read if one is named.
pub async fn saved(
    app: &App,
    ctx: &Ctx,
    (draft, sent): (&rows::Draft, Answers),
) -> Result<rows::Draft, Problem> {
    let by = SavedBy { page: "", version: sent.version.unwrap_or(draft.version) };
    Ok(save_draft(app, ctx, (draft, Value::Object(sent.answers), by)).await?)
}

/// Throws a draft away.
pub async fn discard(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    let open = Open::find(&app, &ctx, id).await?;
    discard_draft(&app, &ctx, &open.draft).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where a file goes.
#[derive(Debug, Deserialize)]
pub struct Place {
    component: String,
    name: String,
}

/// Takes one file: the body is its bytes.
pub async fn upload(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Wanted(place): Wanted<Place>,
    Octets(bytes): Octets,
) -> Result<Response, Problem> {
    let open = Open::find(&app, &ctx, id).await?;
    let before = files(&app, &open).await?;
    let (component, name) = (without_nul(place.component), without_nul(place.name));
    put(&app, &ctx, (&open, (&component, &name, &bytes)))
        .await?
        .map_err(|problem| Problem::fields(vec![problem]))?;
    let after = files(&app, &open).await?;
    let new = after.into_iter().find(|file| before.iter().all(|old| old.id != file.id));
    let new = new.ok_or_else(|| Problem::of(Kind::Conflict))?;
    Ok((StatusCode::CREATED, Json(file(&new))).into_response())
}

/// Takes a file away.
pub async fn remove(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    let open = Open::find(&app, &ctx, id).await?;
    let all = files(&app, &open).await?;
    let file = all.iter().find(|each| each.id == file).ok_or_else(|| Problem::of(Kind::NotFound))?;
    take_away(&app, &ctx, (&open.draft, file)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a draft. Sent twice, it is one dossier.
pub async fn submit(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let citizen = require_citizen(&ctx, "")?;
    let draft = rows::one(&app.store, (id, citizen.account_id)).await?;
    let draft = draft.ok_or_else(|| Problem::of(Kind::NotFound))?;
    let revision = app.catalogue.revision(&app.store, draft.revision_id).await?;
    let sent = send(&app, &ctx, &Open { draft, revision }).await?;
    Ok((StatusCode::CREATED, Json(sent)).into_response())
}

/// The dossier, or what has to be mended.
pub async fn send(app: &App, ctx: &Ctx, open: &Open) -> Result<DossierLine, Problem> {
    match submit_draft(app, ctx, (&open.draft, &open.revision)).await? {
        Ok(dossier) => Ok(line(&dossier, true)),
        Err(NotYet::Problems(reading)) => Err(Problem::fields(problems(&open.revision, &reading))),
        Err(NotYet::NoAgency(reason)) => {
            Err(Problem::fields(vec![FieldProblem::new("answers", "agency.none", reason)]))
        }
    }
}

/// Stores one file at its component, or says why not.
pub async fn put(
    app: &App,
    ctx: &Ctx,
    (open, (component, name, bytes)): (&Open, (&str, &str, &[u8])),
) -> Result<Result<(), FieldProblem>, Problem> {
    let have = files(app, open).await?.iter().filter(|file| file.component == component).count();
    let beside = rows::touch(Batch::new(), &open.draft);
    let sent = Sent { to: open.draft.id, have, name, bytes, beside };
    let refused = |code: &str, why: String| FieldProblem::new(format!("files.{component}"), code, why);
    let taken = match open.revision.pack.component(component) {
        _ if component == FORM_FILES => take_for_form(app, ctx, sent).await?,
        Some(found) => take(app, ctx, (found, sent)).await?,
        None => {
            let why =
                format!("Thủ tục không có thành phần “{component}”; xem danh sách thành phần của thủ tục.");
            return Ok(Err(refused("component.unknown", why)));
        }
    };
    Ok(taken.map_err(|why| refused("file.refused", why)))
}

/// The revision in force of a procedure that a body names.
pub fn current(app: &App, code: &str) -> Result<Arc<Revision>, Problem> {
    let unknown = || {
        let why = format!("Không có thủ tục mã “{code}” đang áp dụng.");
        Problem::fields(vec![FieldProblem::new("procedure", "procedure.unknown", why)])
    };
    app.catalogue.current(code).ok_or_else(unknown)
}

async fn files(app: &App, open: &Open) -> Result<Vec<Attachment>, Problem> {
    Ok(crate::features::documents::store::attachments(&app.store, open.draft.id).await?)
}

async fn shown(app: &App, ctx: &Ctx, open: &Open) -> Result<Draft, Problem> {
    let reading = Reading::of_draft(app, &open.revision, (&open.draft, ctx.now)).await?;
    Ok(Draft {
        id: open.draft.id,
        procedure: open.draft.procedure_code.clone(),
        version: open.draft.version,
        answers: open.draft.answers.clone(),
        saved_at: date_time(open.draft.saved_at),
        files: reading.files().iter().map(file).collect(),
        problems: problems(&open.revision, &reading),
        charges: charges(&reading, &open.revision),
    })
}

fn charges(reading: &Reading, revision: &Revision) -> Vec<ChargeLine> {
    let charge = |charge: procedures::Charge| ChargeLine {
        label: charge.label,
        amount_dong: charge.amount,
        explanation: charge.explanation,
    };
    reading.charges(revision, None).into_iter().map(charge).collect()
}

/// What keeps a reading from being sent.
fn problems(revision: &Revision, reading: &Reading) -> Vec<FieldProblem> {
    let blocking = reading.problems().iter().filter(|problem| problem.severity == forms::Severity::Problem);
    let of_form = blocking.map(|problem| {
        let field =
            if problem.path.is_empty() { "answers".to_owned() } else { format!("answers.{}", problem.path) };
        FieldProblem::new(field, &problem.code, &problem.remedy)
    });
    let missing = reading.missing(revision).into_iter().map(|need| {
        let component = need.component;
        let why = format!("Thiếu giấy tờ: {}.", component.name.vi);
        FieldProblem::new(format!("files.{}", component.id), "component.missing", why)
    });
    of_form.chain(missing).collect()
}

/// A file as programs read it.
pub fn file(file: &Attachment) -> File {
    File {
        id: file.id,
        component: file.component.clone(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size_bytes: file.size_bytes,
        sha256: file.sha256_hex(),
        is_clean: file.state == BlobState::Clean,
    }
}
