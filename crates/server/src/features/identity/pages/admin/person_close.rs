//! Closing an official's account (_đóng tài khoản_).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::official_account;
use super::people::PATH;
use crate::app::App;
use crate::features::identity::commands::close_account::close_account;
use crate::features::identity::model::Account;
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::pages::parts::Problems;
use crate::features::identity::policy::may_administer;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Found, Pairs};
use crate::ui::{Shell, page};

#[derive(Template)]
#[template(path = "features/identity/pages/admin/person_close.html")]
struct ClosePage {
    shell: Shell,
    id: Uuid,
    name: String,
    reason: String,
    problems: Problems,
}

fn shown(app: &App, ctx: &Ctx, (account, reason, problems): (&Account, &str, Problems)) -> ClosePage {
    let shell = Shell::official(app, ctx, ("Đóng tài khoản", PATH));
    ClosePage { shell, id: account.id, name: account.full_name.clone(), reason: reason.to_owned(), problems }
}

/// Says what closing means and asks why.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (&account, "", Problems::default())))?)
}

/// Closes the account, or shows what has to be mended.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let reason = pairs.trimmed("ly_do");
    match close_account(&app, &ctx.acting_as(Role::Administrator), (&proof, &account, reason)).await? {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}/{id}?xong=dong")).into_response()),
        Err(problems) => {
            let shown = shown(&app, &ctx, (&account, reason, problems.into()));
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown)?)
        }
    }
}

crate::ui::sample!(ClosePage {
    shell: parts::sample_shell("Đóng tài khoản"),
    id: Uuid::nil(),
    name: "Phạm Thị Lài".into(),
    reason: String::new(),
    problems: parts::sample_problem("ly_do"),
});
