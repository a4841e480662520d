//! Appointing an official to a role in a unit (_phân công vai trò_).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::official_account;
use super::people::PATH;
use crate::app::App;
use crate::features::identity::commands::appoint::{NewPost, appoint};
use crate::features::identity::model::Account;
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::pages::parts::{Choice, Problems, choices};
use crate::features::identity::policy::may_administer;
use crate::features::identity::store as rows;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Shell, format, page};

#[derive(Template)]
#[template(path = "features/identity/pages/admin/appoint.html")]
struct AppointPage {
    shell: Shell,
    id: Uuid,
    name: String,
    units: Vec<Choice>,
    roles: Vec<Choice>,
    form: NewPost,
    problems: Problems,
}

async fn shown(
    app: &App,
    ctx: &Ctx,
    (account, form, problems): (&Account, NewPost, Problems),
) -> Result<AppointPage, Failure> {
    let today = deadlines::zone::civil(ctx.now).date().to_string();
    let units = rows::units(&app.store).await?;
    let open = units.iter().filter(|unit| unit.valid_to.as_ref().is_none_or(|last| *last >= today));
    Ok(AppointPage {
        shell: Shell::official(app, ctx, ("Phân công vai trò", PATH)),
        id: account.id,
        name: account.full_name.clone(),
        units: choices(open.map(|unit| (unit.code.as_str(), super::named(unit))), &form.unit_code),
        roles: choices(Role::ALL.map(|role| (role.code(), role.name())), &form.role),
        form,
        problems,
    })
}

/// Shows the form; the first day is today.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let form = NewPost { from_date: format::day(ctx.now), ..NewPost::default() };
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (&account, form, Problems::default())).await?)?)
}

/// Appoints, or shows what has to be mended.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let typed = |name: &str| pairs.trimmed(name).to_owned();
    let form = NewPost {
        unit_code: typed("don_vi"),
        role: typed("vai_tro"),
        from_date: typed("tu_ngay"),
        to_date: typed("den_ngay"),
    };
    match appoint(&app, &ctx.acting_as(Role::Administrator), (&proof, &account, &form)).await? {
        Ok(_) => Ok(Redirect::to(&format!("{PATH}/{id}?xong=phan-cong")).into_response()),
        Err(problems) => {
            let shown = shown(&app, &ctx, (&account, form, problems.into())).await?;
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown)?)
        }
    }
}

crate::ui::sample!(AppointPage {
    shell: parts::sample_shell("Phân công"),
    id: Uuid::nil(),
    name: "Phạm Thị Lài".into(),
    units: parts::sample_choices(),
    roles: parts::sample_choices(),
    form: NewPost::default(),
    problems: parts::sample_problem("don_vi"),
});
