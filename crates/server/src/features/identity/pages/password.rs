//! Changing one's own password (_đổi mật khẩu_).

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};

use super::account::{own_account, own_session, shell_of};
use super::parts::Problems;
use crate::app::App;
use crate::features::identity::commands::change_password::{PasswordChange, change_password};
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Client, Failure, Found, Pairs};
use crate::ui::{Shell, page};

/// The address of this page.
const PATH: &str = "/tai-khoan/mat-khau";

#[derive(Template)]
#[template(path = "features/identity/pages/password.html")]
struct PasswordPage {
    shell: Shell,
    login: String,
    problems: Problems,
}

/// Shows the empty form.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    let account = own_account(&app, &ctx, PATH).await?;
    let shell = shell_of(&app, &ctx, ("password-title", PATH, &headers));
    Ok(page(StatusCode::OK, &PasswordPage { shell, login: account.login, problems: Problems::default() })?)
}

/// Changes the password, or says what has to be mended. Tries are limited as logging in is.
pub async fn post(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Client(address): Client,
    headers: HeaderMap,
    pairs: Pairs,
) -> Found {
    let account = own_account(&app, &ctx, PATH).await?;
    app.login_limit.take(address, ctx.now).map_err(Failure::TooMany)?;
    let kept = own_session(&app, &ctx, &headers).await?.ok_or_else(|| Failure::LogIn(PATH.into()))?;
    let form = PasswordChange {
        old: pairs.get("mat_khau_cu").to_owned(),
        new: pairs.get("mat_khau").to_owned(),
        again: pairs.get("mat_khau_lai").to_owned(),
    };
    match change_password(&app, &ctx, (&account, kept, &form)).await? {
        Ok(()) => Ok(Redirect::to("/tai-khoan?xong=mat-khau").into_response()),
        Err(told) => {
            let shell = shell_of(&app, &ctx, ("password-title", PATH, &headers));
            let problems = Problems::told(&told, shell.words);
            Ok(page(
                StatusCode::UNPROCESSABLE_ENTITY,
                &PasswordPage { shell, login: account.login, problems },
            )?)
        }
    }
}

crate::ui::sample!(PasswordPage {
    shell: crate::ui::Shell::sample("Đổi mật khẩu"),
    login: "0905000001".into(),
    problems: parts::sample_problem("mat_khau_cu"),
});
