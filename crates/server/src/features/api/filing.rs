//! A whole dossier in one request (_kê khai và nộp một lần_): all of it, or nothing.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::dossiers::DossierLine;
use super::drafts::{Answers, current, put, saved, send};
use super::input::Body;
use super::problem::{FieldProblem, Problem};
use super::problem_kinds::Kind;
use crate::app::App;
use crate::features::dossiers::commands::discard_draft::discard_draft;
use crate::features::dossiers::commands::start_draft::start_draft;
use crate::features::dossiers::pages::draft::Open;
use crate::features::dossiers::store::drafts as rows;
use crate::features::identity::policy::require_citizen;
use crate::platform::ctx::Ctx;

/// A whole dossier in one request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDossier {
    /// Code of the procedure.
    pub procedure: String,
    /// All answers by the ids of their fields.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    /// Files of components.
    #[serde(default)]
    pub files: Vec<NewFile>,
}

/// A file inside a request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFile {
    /// Id of the component.
    pub component: String,
    /// Name of the file.
    pub name: String,
    /// Its bytes in Base64.
    #[schema(content_encoding = "base64")]
    pub content: String,
}

/// Begins, fills and sends a dossier at once. When anything has to be mended, nothing of it stays.
pub async fn file_at_once(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Body(new): Body<NewDossier>,
) -> Result<Response, Problem> {
    let citizen = require_citizen(&ctx, "")?;
    let revision = current(&app, &new.procedure)?;
    let contents = decoded(&new.files)?;
    let draft = start_draft(&app, &ctx, (citizen, &revision)).await?;
    let id = draft.id;
    let mut open = Open { draft, revision };
    match fill_and_send(&app, &ctx, (&mut open, new, contents)).await {
        Ok(sent) => Ok((StatusCode::CREATED, Json(sent)).into_response()),
        Err(problem) => {
            if let Some(draft) = rows::one(&app.store, (id, citizen.account_id)).await?
                && draft.submitted_at.is_none()
            {
                discard_draft(&app, &ctx, &draft).await?;
            }
            Err(problem)
        }
    }
}

async fn fill_and_send(
    app: &App,
    ctx: &Ctx,
    (open, new, contents): (&mut Open, NewDossier, Vec<Vec<u8>>),
) -> Result<DossierLine, Problem> {
    open.draft = saved(app, ctx, (&open.draft, Answers { answers: new.answers, version: None })).await?;
    let mut refused = Vec::new();
    for (file, bytes) in new.files.iter().zip(&contents) {
        if let Err(problem) = put(app, ctx, (open, (&file.component, &file.name, bytes))).await? {
            refused.push(problem);
        }
    }
    if !refused.is_empty() {
        return Err(Problem::fields(refused));
    }
    let draft = rows::one(&app.store, (open.draft.id, open.draft.account_id)).await?;
    open.draft = draft.ok_or_else(|| Problem::of(Kind::Conflict))?;
    send(app, ctx, open).await
}

fn decoded(files: &[NewFile]) -> Result<Vec<Vec<u8>>, Problem> {
    let mut wrong = Vec::new();
    let mut contents = Vec::new();
    for file in files {
        match BASE64_STANDARD.decode(file.content.as_bytes()) {
            Ok(bytes) => contents.push(bytes),
            Err(error) => wrong.push(FieldProblem::new(
                format!("files.{}", file.component),
                "file.base64",
                format!("Nội dung tệp “{}” không phải Base64: {error}.", file.name),
            )),
        }
    }
    if wrong.is_empty() { Ok(contents) } else { Err(Problem::fields(wrong)) }
}
