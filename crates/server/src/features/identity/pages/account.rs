//! A person's own account (_tài khoản_): facts, roles, places of login.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use store::Batch;
use uuid::Uuid;

use crate::app::App;
use crate::features::identity::session::hash_token;
use crate::features::identity::store as rows;
use crate::features::identity::{Account, device};
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, cookies};
use crate::ui::{Shell, format, page};

#[derive(Template)]
#[template(path = "features/identity/pages/account.html")]
struct AccountPage {
    shell: Shell,
    done: String,
    is_citizen: bool,
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

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    /// `mat-khau` or `thong-tin`.
    #[serde(default)]
    xong: String,
}

/// Shows the account.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(done): Query<Done>,
) -> Found {
    let account = own_account(&app, &ctx, "/tai-khoan").await?;
    let this = own_session(&app, &ctx, &headers).await?;
    let shell = shell_of(&app, &ctx, ("account-title", "/tai-khoan", &headers));
    let words = shell.words;
    let sessions = rows::sessions(&app.store, account.id, ctx.now).await?;
    let sessions = sessions.into_iter().map(|(id, agent, since, seen)| SessionLine {
        id,
        device: device::name(&agent, words),
        since: format::moment(timestamp(since)),
        last_seen: format::moment(timestamp(seen)),
        is_this: Some(id) == this,
    });
    let posts = ctx.actor.official().map(|official| official.posts.clone()).unwrap_or_default();
    let shown = AccountPage {
        done: match done.xong.as_str() {
            "mat-khau" => shell.t("password-done"),
            "thong-tin" => shell.t("contact-done"),
            _ => String::new(),
        },
        shell,
        full_name: account.full_name,
        login: account.login,
        is_citizen: ctx.actor.citizen().is_some(),
        posts: posts.iter().map(|post| format!("{} – {}", post.role.name(), post.unit_name)).collect(),
        sessions: sessions.collect(),
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// The account of the person that acts; a visitor is sent to log in and comes back to `path`.
pub async fn own_account(app: &App, ctx: &Ctx, path: &str) -> Result<Account, Failure> {
    let id = ctx.actor.account_id().ok_or_else(|| Failure::LogIn(path.to_owned()))?;
    rows::account(&app.store, id).await?.ok_or(Failure::NotFound)
}

/// The session that this request belongs to.
pub async fn own_session(app: &App, ctx: &Ctx, headers: &HeaderMap) -> Result<Option<Uuid>, Failure> {
    let token = cookies::read(headers, cookies::session_name(app.config.is_https)).unwrap_or("");
    Ok(rows::session(&app.store, hash_token(token), ctx.now).await?.map(|session| session.id))
}

/// The frame of a page of one's own account: a citizen's or an official's.
pub fn shell_of(app: &App, ctx: &Ctx, (title, path, headers): (&str, &str, &HeaderMap)) -> Shell {
    let mut shell = match ctx.actor.official() {
        Some(_) => Shell::official(app, ctx, ("", path)),
        None => Shell::citizen(app, ctx, ("", path, headers)),
    };
    shell.title = shell.t(title);
    shell
}

/// Ends one of the person's own sessions.
pub async fn end_session(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let account_id = ctx.actor.account_id().ok_or_else(|| Failure::LogIn("/tai-khoan".into()))?;
    app.store.commit(rows::revoke_session(Batch::new(), (id, account_id), ctx.now)).await?;
    Ok(Redirect::to("/tai-khoan").into_response())
}

crate::ui::sample!(AccountPage {
    shell: Shell { is_compact: true, ..Shell::sample("Tài khoản") },
    done: "Đã đổi mật khẩu.".into(),
    is_citizen: true,
    full_name: "Phạm Thị Lài".into(),
    login: "motcua.binhson".into(),
    posts: vec!["Cán bộ một cửa – Xã Bình Sơn".into()],
    sessions: vec![SessionLine {
        id: Uuid::nil(),
        device: "Firefox".into(),
        since: "thứ Hai, 23/11/2026, 8:00".into(),
        last_seen: "thứ Hai, 23/11/2026, 9:00".into(),
        is_this: true,
    }],
});
