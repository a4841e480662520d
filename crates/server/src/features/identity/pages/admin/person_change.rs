//! Mending the name or the e-mail address of an official (_sửa thông tin cán bộ_).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::official_account;
use super::people::PATH;
use crate::app::App;
use crate::features::identity::commands::change_official::{OfficialChange, change_official};
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
#[template(path = "features/identity/pages/admin/person_change.html")]
struct ChangePage {
    shell: Shell,
    id: Uuid,
    name: String,
    form: OfficialChange,
    problems: Problems,
}

fn shown(
    app: &App,
    ctx: &Ctx,
    (account, form, problems): (&Account, OfficialChange, Problems),
) -> ChangePage {
    let shell = Shell::official(app, ctx, ("Sửa thông tin cán bộ", PATH));
    // The next try is made against the account as it is now.
    let form = OfficialChange { version: account.version, ..form };
    ChangePage { shell, id: account.id, name: account.full_name.clone(), form, problems }
}

/// Shows what stands there.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let form = OfficialChange::of(&account);
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (&account, form, Problems::default())))?)
}

/// Keeps what was typed, or shows what has to be mended.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let form = OfficialChange {
        version: pairs.trimmed("version").parse().unwrap_or(0),
        full_name: pairs.trimmed("ho_ten").to_owned(),
        email: pairs.trimmed("email").to_lowercase(),
    };
    match change_official(&app, &ctx.acting_as(Role::Administrator), (&proof, &account, &form)).await? {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}/{id}?xong=sua")).into_response()),
        Err(problems) => {
            let account = official_account(&app, id).await?;
            let shown = shown(&app, &ctx, (&account, form, problems.into()));
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown)?)
        }
    }
}

crate::ui::sample!(ChangePage {
    shell: parts::sample_shell("Sửa thông tin cán bộ"),
    id: Uuid::nil(),
    name: "Phạm Thị Lài".into(),
    form: OfficialChange { version: 1, full_name: "Phạm Thị Lài".into(), email: String::new() },
    problems: parts::sample_problem("ho_ten"),
});
