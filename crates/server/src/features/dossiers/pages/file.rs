//! Files and papers as bytes (_tải giấy tờ_): only through the dossier they belong to, and every opening by an official is recorded.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use uuid::Uuid;

use crate::app::App;
use crate::features::documents;
use crate::features::dossiers::answers::Reading;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::papers;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store as rows;
use crate::features::identity::policy::{require_citizen, require_official};
use crate::features::work;
use crate::platform::blobs::BlobState;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::reads;
use crate::platform::web::failure::percent;
use crate::platform::web::{Failure, Found};

/// A printed paper of the citizen's own dossier.
pub async fn paper(State(app): State<Arc<App>>, ctx: Ctx, Path((id, paper)): Path<(Uuid, Uuid)>) -> Found {
    require_citizen(&ctx, "/ho-so-cua-toi")?;
    let dossier = visible(&app, &ctx, id).await?;
    print(&app, (&dossier, paper)).await
}

/// A printed paper, for an official.
pub async fn paper_for_official(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path((id, paper)): Path<(Uuid, Uuid)>,
) -> Found {
    require_official(&ctx, "/can-bo/viec")?;
    let dossier = visible(&app, &ctx, id).await?;
    reads::record(&app.store, &ctx, id, ("paper", paper)).await?;
    print(&app, (&dossier, paper)).await
}

/// A file of the citizen's own dossier or draft.
pub async fn attachment(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Found {
    let citizen = require_citizen(&ctx, "/ho-so-cua-toi")?;
    let draft = rows::drafts::one(&app.store, (id, citizen.account_id)).await?;
    if draft.is_none() {
        visible(&app, &ctx, id).await?;
    }
    send(&app, (id, file)).await
}

/// A file of a dossier, for an official.
pub async fn attachment_for_official(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Found {
    require_official(&ctx, "/can-bo/viec")?;
    visible(&app, &ctx, id).await?;
    reads::record(&app.store, &ctx, id, ("attachment", file)).await?;
    send(&app, (id, file)).await
}

/// The control slip as it stands now.
pub async fn control_slip(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    require_official(&ctx, "/can-bo/viec")?;
    let dossier = visible(&app, &ctx, id).await?;
    reads::record(&app.store, &ctx, id, ("paper", id)).await?;
    let tasks = work::store::of_dossier(&app.store, id).await?;
    let (template, data) = papers::control_slip(&app, (&dossier, &tasks, ctx.now)).await?;
    Ok(pdf(
        app.press.print(&template, (data, ctx.now)).await?,
        &format!("phieu-kiem-soat-{}", dossier.code()),
    ))
}

/// The form printed as a declaration, from the same answers.
pub async fn declaration(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    require_official(&ctx, "/can-bo/viec")?;
    let dossier = visible(&app, &ctx, id).await?;
    reads::record(&app.store, &ctx, id, ("paper", id)).await?;
    let revision = app.catalogue.revision(&app.store, dossier.revision_id).await?;
    let reading = Reading::of_dossier(&app, &revision, &dossier).await?;
    let at = timestamp(dossier.submitted_at.or(dossier.accepted_at).unwrap_or(dossier.updated_at));
    let (template, data) = papers::declaration(&app, (&dossier, &revision, &reading)).await?;
    Ok(pdf(app.press.print(&template, (data, at)).await?, &format!("to-khai-{}", dossier.code())))
}

/// The dossier, when the actor may see it.
async fn visible(app: &App, ctx: &Ctx, id: Uuid) -> Result<Dossier, Failure> {
    rows::one(&app.store, &Scope::of(&ctx.actor), id).await?.ok_or(Failure::NotFound)
}

async fn print(app: &App, (dossier, paper): (&Dossier, Uuid)) -> Found {
    let paper = documents::store::paper(&app.store, paper)
        .await?
        .filter(|paper| paper.dossier_id == dossier.id)
        .ok_or(Failure::NotFound)?;
    let bytes = app.press.print(&paper.template, (paper.data, timestamp(paper.issued_at))).await?;
    Ok(pdf(bytes, &format!("{}-{}", paper.kind, dossier.code())))
}

async fn send(app: &App, (dossier_id, file): (Uuid, Uuid)) -> Found {
    let file = documents::store::attachment(&app.store, file)
        .await?
        .filter(|file| file.dossier_id == dossier_id)
        .ok_or(Failure::NotFound)?;
    let closed = match file.state {
        BlobState::Clean => None,
        BlobState::Quarantine => Some("đang được quét mã độc, chưa mở được. Thử lại sau ít phút."),
        BlobState::Infected => Some(
            "có mã độc nên không mở được. Hãy thay tệp khác; hồ sơ đã nộp thì cán bộ yêu cầu bổ sung mục này.",
        ),
    };
    if let Some(why) = closed {
        return Err(Failure::Conflict(format!("Tệp “{}” {why}", file.name)));
    }
    let bytes = app.blobs.get(file.blob_id).await?;
    Ok(as_file(bytes, (&file.media_type, &file.name)))
}

/// A PDF shown in the browser.
pub fn pdf(bytes: Bytes, name: &str) -> Response {
    as_file(bytes, ("application/pdf", &format!("{name}.pdf")))
}

/// Bytes of a known type (PDF or picture, checked when uploaded). They may be shown in a frame of this site, and nothing else.
fn as_file(bytes: Bytes, (media_type, name): (&str, &str)) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let disposition = format!("inline; filename*=UTF-8''{}", percent(name).replace('/', "%2F"));
    let plain = HeaderValue::from_static("application/octet-stream");
    headers.insert(CONTENT_TYPE, HeaderValue::from_str(media_type).unwrap_or(plain));
    headers.insert(
        CONTENT_DISPOSITION,
        HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("inline")),
    );
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; frame-ancestors 'self'";
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}
