//! Giving an official a new password (_đặt lại mật khẩu_).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use uuid::Uuid;

use super::people::PATH;
use super::{official_account, person, typed_or_made};
use crate::app::App;
use crate::features::identity::commands::reset_password::reset_password;
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
#[template(path = "features/identity/pages/admin/person_password.html")]
struct PasswordPage {
    shell: Shell,
    id: Uuid,
    name: String,
    problems: Problems,
}

fn shown(app: &App, ctx: &Ctx, (account, problems): (&Account, Problems)) -> PasswordPage {
    let shell = Shell::official(app, ctx, ("Đặt lại mật khẩu", PATH));
    PasswordPage { shell, id: account.id, name: account.full_name.clone(), problems }
}

/// Asks for the new password.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (&account, Problems::default())))?)
}

/// Sets it and shows it once, or shows what has to be mended.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let password = typed_or_made(&ctx, pairs.get("mat_khau"));
    match reset_password(&app, &ctx.acting_as(Role::Administrator), (&proof, &account, &password)).await? {
        Ok(()) => {
            person::show(
                &app,
                &ctx,
                (&account, "Đã đặt lại mật khẩu và kết thúc mọi phiên đăng nhập", &password),
            )
            .await
        }
        Err(problems) => {
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown(&app, &ctx, (&account, problems.into())))?)
        }
    }
}

crate::ui::sample!(PasswordPage {
    shell: parts::sample_shell("Đặt lại mật khẩu"),
    id: Uuid::nil(),
    name: "Phạm Thị Lài".into(),
    problems: parts::sample_problem("mat_khau"),
});
