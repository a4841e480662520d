//! stub
use std::sync::Arc;
use axum::Router;
use crate::app::App;
/// Routes.
pub fn routes() -> Router<Arc<App>> { Router::new() }
