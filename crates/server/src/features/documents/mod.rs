//! Papers (_giấy tờ_): files that people upload, and papers that the desk prints.
//!
//! An upload is checked by its content, kept in quarantine until it has been scanned, and bound to a dossier and one of its
//! components. A printed paper keeps the data it was printed from, so that a re-print is the same paper.

pub mod commands;
pub mod content;
pub mod press;
pub mod room;
pub mod scanner;
pub mod store;

pub use press::Press;
pub use room::{UploadRoom, Uploads};
pub use scanner::Scanner;
pub use store::{Attachment, PaperRow};

use std::sync::Arc;

use axum::Router;

use crate::app::App;

/// Uploads and downloads are reached through the dossier they belong to, so this feature has no addresses of its own.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
}
