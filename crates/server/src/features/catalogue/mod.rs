//! The catalogue (_danh mục thủ tục hành chính_): published revisions of procedures, and the pages that show them.
//!
//! A procedure is a pack of files. When the server starts, each pack of the law folder whose content is new becomes a new
//! revision; a published revision never changes and a dossier keeps the one it was filed under. The calendar, the clock rules
//! and the places of the country are read here too, because they are law as well.

pub mod filter;
mod forms_law;
pub mod law;
pub mod listing;
pub mod national;
pub mod pages;
pub mod publish;
pub mod shelf;
pub mod store;

pub use law::Law;
pub use shelf::{Catalogue, Revision};

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The addresses of this feature.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(pages::home::get))
        .route("/thu-tuc", get(pages::list::get))
        .route("/thu-tuc/thay-doi.atom", get(pages::changes::get))
        .route("/thu-tuc/{code}", get(pages::procedure::get))
        .route("/thu-tuc/{code}/quy-trinh.bpmn", get(pages::procedure::diagram))
        .route("/thu-tuc/{code}/niem-yet", get(pages::sheet::get))
        .route("/thu-tuc/{code}/ma-qr.svg", get(pages::sheet::qr))
        .route("/du-lieu-mo/thu-tuc.json", get(pages::open_data::json))
        .route("/du-lieu-mo/thu-tuc.csv", get(pages::open_data::csv))
}
