//! The whole: what a running server holds, and the router over all features.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::trace::TraceLayer;
use uuid::Uuid;

use crate::features;
use crate::platform::blobs::Blobs;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::counters::Counters;
use crate::platform::ctx::Ctx;
use crate::platform::health;
use crate::platform::ids::Ids;
use crate::platform::mail::Mailer;
use crate::platform::web::assets::Assets;
use crate::platform::web::{Failure, headers, limit::Limit};
use crate::ui::failure::show;
use crate::ui::gallery;

/// Largest body of an ordinary form; uploads have their own limit.
const MAX_FORM_BYTES: usize = 2 * 1024 * 1024;

/// What a running server holds; one for the whole process.
pub struct App {
    /// The settings.
    pub config: Config,
    /// The database.
    pub store: store::Store,
    /// The clock.
    pub clock: Clock,
    /// The source of ids.
    pub ids: Ids,
    /// The folder of papers.
    pub blobs: Blobs,
    /// The bundled browser files.
    pub assets: Assets,
    /// The way out for mail.
    pub mailer: Mailer,
    /// Law that all procedures share, and the published revisions.
    pub catalogue: features::catalogue::Catalogue,
    /// The virus scanner.
    pub scanner: features::documents::Scanner,
    /// Numbers without gaps.
    pub counters: Counters,
    /// Printed papers.
    pub press: features::documents::Press,
    /// Tries of look-up codes for each address.
    pub lookup_limit: Limit,
    /// Tries of logging in and signing up for each address.
    pub login_limit: Limit,
    /// Requests of each token.
    pub api_limit: Limit<Uuid>,
}

/// The router over all features.
pub fn router(app: Arc<App>) -> Router {
    let pages = Router::new()
        .merge(features::identity::routes())
        .merge(features::catalogue::routes())
        .merge(features::documents::routes())
        .merge(features::work::routes())
        .merge(features::dossiers::routes())
        .merge(features::statistics::routes())
        .merge(features::api::pages())
        .route("/_components", get(gallery::index))
        .route("/_components/{part}", get(gallery::part))
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(app.clone(), features::identity::session::attach))
                .layer(from_fn_with_state(app.clone(), show_failures)),
        );
    Router::new()
        .merge(pages)
        .route("/assets/{*path}", get(asset))
        .route("/suc-khoe", get(is_healthy))
        .fallback(async || Failure::NotFound)
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(CsrfLayer::new())
        // Below the layers for browsers: a bearer token is no cookie, so where a request comes from says nothing.
        .merge(features::api::routes(&app))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(CatchPanicLayer::custom(broken))
        .layer(map_response(headers::secure))
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

async fn asset(State(app): State<Arc<App>>, Path(path): Path<String>, headers: HeaderMap) -> Response {
    app.assets.serve(&path, &headers)
}

/// What people read when a handler broke off; nothing of the frame is asked for, because the frame may be what broke.
fn broken(_why: Box<dyn std::any::Any + Send>) -> Response {
    const PAGE: &str = "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
        <title>Hệ thống gặp lỗi – Một Cửa Quảng Ngãi</title></head><body><main><h1>Hệ thống gặp lỗi</h1>\
        <p>Thao tác vừa rồi chưa được ghi; những gì đã ghi trước đó vẫn còn nguyên. Xin thử lại sau ít phút.</p>\
        <p><a href=\"/\">Về trang chủ</a></p></main></body></html>";
    (StatusCode::INTERNAL_SERVER_ERROR, Html(PAGE)).into_response()
}

/// Says "ok" when the database answers.
async fn is_healthy(State(app): State<Arc<App>>) -> Result<&'static str, Failure> {
    health::ask(&app.store).await?;
    Ok("ok")
}

/// Turns a failure that a handler left in the answer into a page.
async fn show_failures(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let ctx = request.extensions().get::<Ctx>().cloned();
    let headers = request.headers().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => Some(failure.clone()),
        // An address whose parts are no ids of ours leads nowhere.
        None => (response.status() == StatusCode::BAD_REQUEST).then_some(Failure::NotFound),
    };
    match (failure, ctx) {
        (Some(failure), Some(ctx)) => show(&app, &ctx, (&failure, &path, &headers)).unwrap_or(response),
        _ => response,
    }
}
