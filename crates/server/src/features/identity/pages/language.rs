//! Choosing the language (_chọn ngôn ngữ_).

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};

use super::log_in::{Next, is_ours};
use crate::app::App;
use crate::platform::web::{Found, cookies};
use crate::ui::Language;

/// A year.
const MAX_AGE_S: i64 = 31_536_000;

/// Remembers the language in a cookie and goes back.
pub async fn get(State(app): State<Arc<App>>, Path(code): Path<String>, Query(next): Query<Next>) -> Found {
    let code = Language::from_code(&code).code();
    let cookie = cookies::set("ngon_ngu", code, (MAX_AGE_S, app.config.is_https));
    let to = if is_ours(&next.tiep) { next.tiep.as_str() } else { "/" };
    Ok(([(SET_COOKIE, cookie)], Redirect::to(to)).into_response())
}
