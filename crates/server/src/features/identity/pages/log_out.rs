//! Logging out (_đăng xuất_).

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use store::Batch;

use crate::app::App;
use crate::features::identity::session::hash_token;
use crate::features::identity::store as rows;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Found, cookies};

/// Ends the session on the server and in the browser.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    let name = cookies::session_name(app.config.is_https);
    if let Some(token) = cookies::read(&headers, name)
        && let Some(session) = rows::session(&app.store, hash_token(token), ctx.now).await?
    {
        let batch = rows::revoke_session(Batch::new(), (session.id, session.account_id), ctx.now);
        app.store.commit(batch).await?;
    }
    let cookie = cookies::set(name, "", (0, app.config.is_https));
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}
