//! Beginning and discarding a draft.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::Open;
use crate::app::App;
use crate::features::dossiers::commands::discard_draft::discard_draft;
use crate::features::dossiers::commands::start_draft::start_draft;
use crate::features::dossiers::store::drafts;
use crate::features::identity::policy::require_citizen;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};

/// Goes on with the open draft of this procedure, or begins one.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(code): Path<String>) -> Found {
    let citizen = require_citizen(&ctx, &format!("/thu-tuc/{code}"))?;
    let revision = app.catalogue.current(&code).ok_or(Failure::NotFound)?;
    let open = drafts::open(&app.store, citizen.account_id).await?;
    let draft = match open.into_iter().find(|draft| draft.revision_id == revision.id) {
        Some(draft) => draft,
        None => start_draft(&app, &ctx, (citizen, &revision)).await?,
    };
    Ok(Redirect::to(&format!("/ho-so-nhap/{}", draft.id)).into_response())
}

/// Throws the draft away, with its files.
pub async fn discard(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let open = Open::find(&app, &ctx, id).await?;
    discard_draft(&app, &ctx, &open.draft).await?;
    Ok(Redirect::to("/ho-so-cua-toi").into_response())
}
