//! Logging in (_đăng nhập_).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

use crate::app::App;
use crate::features::identity::commands::log_in::{NotLoggedIn, log_in};
use crate::features::identity::session::IDLE;
use crate::features::identity::store as rows;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Client, Failure, Found, Pairs, cookies};
use crate::ui::{Problem, Shell, page};

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    /// An address of this site.
    #[serde(default)]
    pub tiep: String,
}

#[derive(Template)]
#[template(path = "features/identity/pages/log_in.html")]
struct LogInPage {
    shell: Shell,
    login: String,
    next: String,
    problems: Vec<Problem>,
}

fn shown(app: &App, ctx: &Ctx, (headers, next): (&HeaderMap, &str)) -> LogInPage {
    let mut shell = Shell::citizen(app, ctx, ("", "/dang-nhap", headers));
    shell.title = shell.t("log-in-title");
    LogInPage { shell, login: String::new(), next: next.to_owned(), problems: vec![] }
}

/// Shows the empty form.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(next): Query<Next>,
) -> Found {
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (&headers, &next.tiep)))?)
}

/// Logs in, or says why not.
pub async fn post(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Client(address): Client,
    headers: HeaderMap,
    pairs: Pairs,
) -> Found {
    app.login_limit.take(address, ctx.now).map_err(Failure::TooMany)?;
    enter(&app, &ctx, (pairs.get("ten"), pairs.get("mat_khau"), &headers, pairs.get("tiep"))).await
}

/// Logs `login` in and goes on to `next`, or shows the form again.
pub async fn enter(
    app: &App,
    ctx: &Ctx,
    (login, password, headers, next): (&str, &str, &HeaderMap, &str),
) -> Found {
    let device = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    match log_in(app, ctx, (login, password, device)).await? {
        Ok(token) => {
            let name = cookies::session_name(app.config.is_https);
            let cookie = cookies::set(name, &token, (IDLE.as_secs(), app.config.is_https));
            let to = if is_ours(next) { next.to_owned() } else { home_of(app, login).await? };
            Ok(([(SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
        }
        Err(why) => {
            let mut form = shown(app, ctx, (headers, next));
            let text = match why {
                NotLoggedIn::Wrong => form.shell.t("log-in-wrong"),
                NotLoggedIn::Wait(minutes) => form.shell.words.with("log-in-wait", "minutes", minutes),
            };
            form.problems = vec![Problem { text, href: "#ten".into() }];
            form.login = login.to_owned();
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &form)?)
        }
    }
}

async fn home_of(app: &App, login: &str) -> Result<String, Failure> {
    use crate::features::identity::AccountKind;
    let account = rows::account_by_login(&app.store, &login.trim().to_lowercase()).await?;
    let is_official = account.is_some_and(|account| account.kind == AccountKind::Official);
    Ok(if is_official { "/can-bo/viec" } else { "/ho-so-cua-toi" }.to_owned())
}

/// Only a path of this site: no other host can be smuggled in.
pub fn is_ours(next: &str) -> bool {
    // Browsers read `\` as `/` and skip tabs and line breaks.
    next.starts_with('/') && !next.starts_with("//") && !next.contains(|c: char| c == '\\' || c.is_control())
}

crate::ui::sample!(LogInPage {
    shell: Shell::sample("Đăng nhập"),
    login: "0905000001".into(),
    next: "/ho-so-cua-toi".into(),
    problems: vec![Problem {
        text: "Tên đăng nhập hoặc mật khẩu chưa đúng.".into(), href: "#ten".into()
    }],
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_logging_in_one_stays_on_this_site() {
        assert!(is_ours("/thu-tuc/1.004873"));
        for bad in ["", "//x.vn", "https://x.vn", "/\\x.vn", "/\t/x.vn", "javascript:1"] {
            assert!(!is_ours(bad), "{bad}");
        }
    }
}
