//! The interface for other systems (_giao diện lập trình, API_): `/api/v1`, described at `/api/v1/openapi.json` and `/api/docs`.
//!
//! Nothing here decides what the law decides: every act is a command of `dossiers` or `work`, every read goes through their
//! scopes. What is decided here is how a program comes in (`bearer.rs`), how an error is told (`problem.rs`), and that the same
//! request sent again does nothing twice (`repeat.rs`). One table (`operations.rs`) says which address demands which right; the guard,
//! the document and the tests read it.

pub mod bearer;
pub mod catalogue;
pub mod dossiers;
pub mod drafts;
pub mod events;
pub mod filing;
pub mod input;
pub mod openapi;
pub mod operations;
pub mod pages;
pub mod problem;
pub mod problem_kinds;
pub mod repeat;
pub mod said;
pub mod store;
pub mod work;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post, put};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use problem::Problem;
use problem_kinds::Kind;

/// The addresses for programs, behind the token.
pub fn routes(app: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/procedures", get(catalogue::list))
        .route("/api/v1/procedures/{code}", get(catalogue::one))
        .route("/api/v1/procedures/{code}/form-schema", get(catalogue::form_schema))
        .route("/api/v1/drafts", get(drafts::list).post(drafts::start))
        .route("/api/v1/drafts/{id}", get(drafts::one).delete(drafts::discard))
        .route("/api/v1/drafts/{id}/answers", put(drafts::answer))
        .route("/api/v1/drafts/{id}/files", post(drafts::upload))
        .route("/api/v1/drafts/{id}/files/{file}", axum::routing::delete(drafts::remove))
        .route("/api/v1/drafts/{id}/submission", post(drafts::submit))
        .route("/api/v1/dossiers", get(dossiers::list).post(filing::file_at_once))
        .route("/api/v1/dossiers/{id}", get(dossiers::one))
        .route("/api/v1/lookup", post(dossiers::look_up))
        .route("/api/v1/work", get(work::list))
        .route("/api/v1/work/{id}", get(work::one))
        .route("/api/v1/work/{id}/completion", post(work::complete))
        .route("/api/v1/events", get(events::list))
        .route("/api/v1/openapi.json", get(openapi::get))
        .route("/api/v1/{*rest}", any(async || Problem::of(Kind::NotFound)))
        .layer(
            ServiceBuilder::new()
                .layer(from_fn(problem::tell))
                .layer(from_fn_with_state(app.clone(), bearer::admit))
                .layer(from_fn_with_state(app.clone(), repeat::answer_once))
                .layer(CatchPanicLayer::custom(broken))
                .layer(DefaultBodyLimit::disable()),
        )
}

/// The pages about the interface, for people.
pub fn pages() -> Router<Arc<App>> {
    Router::new().route("/api/docs", get(pages::docs::get))
}

fn broken(_why: Box<dyn std::any::Any + Send>) -> Response {
    Problem::of(Kind::Broken).into_response()
}
