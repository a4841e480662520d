//! After submitting (_đã nộp_): the code, large, what happens next, the proof as PDF.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use uuid::Uuid;

use super::file::pdf;
use crate::app::App;
use crate::features::dossiers::papers;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store as rows;
use crate::features::identity::policy::require_citizen;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, page};

#[derive(Template)]
#[template(path = "features/dossiers/pages/submitted.html")]
struct SubmittedPage {
    shell: Shell,
    id: Uuid,
    code: String,
    procedure: String,
    email: String,
}

/// Shows the confirmation.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap, Path(id): Path<Uuid>) -> Found {
    require_citizen(&ctx, &format!("/ho-so-cua-toi/{id}/da-nop"))?;
    let dossier = rows::one(&app.store, &Scope::of(&ctx.actor), id).await?.ok_or(Failure::NotFound)?;
    let mut shell = Shell::citizen(&app, &ctx, ("", "/ho-so-cua-toi", &headers));
    shell.title = shell.t("submitted-title");
    let shown = SubmittedPage {
        shell,
        id,
        code: dossier.lookup_code,
        procedure: dossier.procedure_name,
        email: dossier.applicant.email,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// The proof of submission as PDF.
pub async fn proof(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    require_citizen(&ctx, &format!("/ho-so-cua-toi/{id}"))?;
    let dossier = rows::one(&app.store, &Scope::of(&ctx.actor), id).await?.ok_or(Failure::NotFound)?;
    let events = journal::events(&app.store, id).await?;
    let submitted = events.iter().find(|event| event.kind == "DossierSubmitted").ok_or(Failure::NotFound)?;
    let revision = app.catalogue.revision(&app.store, dossier.revision_id).await?;
    let (template, data) = papers::submission_proof(&app, (&dossier, &revision, submitted)).await?;
    Ok(pdf(
        app.press.print(&template, (data, submitted.at)).await?,
        &format!("xac-nhan-nop-{}", dossier.lookup_code),
    ))
}

crate::ui::sample!(SubmittedPage {
    shell: Shell::sample("Đã nộp hồ sơ"),
    id: Uuid::nil(),
    code: "A3C4D6E7F9".into(),
    procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
    email: "0905000001@example.vn".into(),
});
