//! Statistics (_thống kê_): how many dossiers were received, settled early, on time and late, and how many run; by unit, field,
//! procedure, level and channel, for any period.
//!
//! The acts of `dossiers` keep the numbers (`dossiers/tally.rs`); this room is the only one that reads them, and every page,
//! file and public figure takes them from [`store`].

pub mod model;
pub mod numbers;
pub mod pages;
pub mod store;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The addresses of this feature.
pub fn routes() -> Router<Arc<App>> {
    use pages::{behind, export, progress, table};
    Router::new()
        .route("/can-bo/thong-ke", get(table::get))
        .route("/can-bo/thong-ke/ho-so", get(behind::get))
        .route("/can-bo/thong-ke.xlsx", get(export::xlsx))
        .route("/can-bo/thong-ke.csv", get(export::csv))
        .route("/tien-do", get(progress::get))
}
