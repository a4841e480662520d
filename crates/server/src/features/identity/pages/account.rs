//! A person's own account (_tài khoản_): facts, roles, places of login.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use store::Batch;
use uuid::Uuid;

use crate::app::App;
use crate::features::identity::session::hash_token;
use crate::features::identity::store as rows;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, cookies};
use crate::ui::{Shell, format, page};

#[derive(Template)]
#[template(path = "features/identity/pages/account.html")]
struct AccountPage {
    shell: Shell,
    full_name: String,
    login: String,
    posts: Vec<String>,
    sessions: Vec<SessionLine>,
}

struct SessionLine {
    id: Uuid,
    device: String,
    since: String,
    last_seen: String,
    is_this: bool,
}

/// Shows the account.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    let id = ctx.actor.account_id().ok_or_else(|| Failure::LogIn("/tai-khoan".into()))?;
    let account = rows::account(&app.store, id).await?.ok_or(Failure::NotFound)?;
    let token = cookies::read(&headers, cookies::session_name(app.config.is_https)).unwrap_or("");
    let this = rows::session(&app.store, hash_token(token), ctx.now).await?.map(|session| session.id);
    let sessions = rows::sessions(&app.store, id, ctx.now).await?;
    let sessions = sessions.into_iter().map(|(id, device, since, seen)| SessionLine {
        id,
        device,
        since: format::moment(timestamp(since)),
        last_seen: format::moment(timestamp(seen)),
        is_this: Some(id) == this,
    });
    let posts = ctx.actor.official().map(|official| official.posts.clone()).unwrap_or_default();
    let mut shell = match ctx.actor.official() {
        Some(_) => Shell::official(&app, &ctx, ("", "/tai-khoan")),
        None => Shell::citizen(&app, &ctx, ("", "/tai-khoan", &headers)),
    };
    shell.title = shell.t("account-title");
    let shown = AccountPage {
        shell,
        full_name: account.full_name,
        login: account.login,
        posts: posts.iter().map(|post| format!("{} – {}", post.role.name(), post.unit_name)).collect(),
        sessions: sessions.collect(),
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// Ends one of the person's own sessions.
pub async fn end_session(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let account_id = ctx.actor.account_id().ok_or_else(|| Failure::LogIn("/tai-khoan".into()))?;
    app.store.commit(rows::revoke_session(Batch::new(), (id, account_id), ctx.now)).await?;
    Ok(Redirect::to("/tai-khoan").into_response())
}
