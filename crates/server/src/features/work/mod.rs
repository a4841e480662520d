//! Work (_công việc_): open tasks of all dossiers, who holds which, and the inbox.
//!
//! A task belongs to a role in a unit. Whoever holds that role there today may take it; the one that holds it may finish or
//! release it; the head of the unit may assign it. What finishing a task does to its dossier is the business of `dossiers`.

pub mod commands;
pub mod model;
pub mod pages;
pub mod policy;
pub mod store;
pub mod views;

pub use model::{Task, TaskState};

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The addresses of this feature.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/can-bo/viec", get(pages::inbox::get))
        .route("/can-bo/phan-cong", post(pages::assigned::post))
        .route("/can-bo/bo-loc", post(pages::views::keep))
        .route("/can-bo/bo-loc/bo", post(pages::views::drop))
        .route("/can-bo/viec/{id}/nhan", post(pages::holding::take))
        .route("/can-bo/viec/{id}/nhan-thay", post(pages::holding::take_over))
        .route("/can-bo/viec/{id}/tra-lai", post(pages::holding::release))
        .route("/can-bo/viec/{id}/phan-cong", post(pages::holding::assign))
}
