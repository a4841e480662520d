//! Opening an official's account (_cấp tài khoản cán bộ_).

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;

use super::people::PATH;
use super::{person, typed_or_made};
use crate::app::App;
use crate::features::identity::commands::open_account::{NewOfficial, open_account};
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::pages::parts::Problems;
use crate::features::identity::policy::may_administer;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Found, Pairs};
use crate::ui::{Shell, page};

#[derive(Template)]
#[template(path = "features/identity/pages/admin/person_new.html")]
struct NewPersonPage {
    shell: Shell,
    form: NewOfficial,
    problems: Problems,
}

fn shown(app: &App, ctx: &Ctx, (form, problems): (NewOfficial, Problems)) -> NewPersonPage {
    NewPersonPage { shell: Shell::official(app, ctx, ("Cấp tài khoản cán bộ", PATH)), form, problems }
}

/// Shows the empty form.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx) -> Found {
    may_administer(&ctx, PATH)?;
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (NewOfficial::default(), Problems::default())))?)
}

/// Opens the account and shows its page with the first password, once; or shows what has to be mended.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, pairs: Pairs) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let form = NewOfficial {
        login: pairs.trimmed("ten_dang_nhap").to_lowercase(),
        full_name: pairs.trimmed("ho_ten").to_owned(),
        email: pairs.trimmed("email").to_lowercase(),
        password: typed_or_made(&ctx, pairs.get("mat_khau")),
    };
    match open_account(&app, &ctx.acting_as(Role::Administrator), (&proof, &form)).await? {
        Ok(account) => person::show(&app, &ctx, (&account, "Đã cấp tài khoản", &form.password)).await,
        Err(problems) => {
            // A password is never sent back in a page that asks for it.
            let form = NewOfficial { password: String::new(), ..form };
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown(&app, &ctx, (form, problems.into())))?)
        }
    }
}

crate::ui::sample!(NewPersonPage {
    shell: parts::sample_shell("Cấp tài khoản cán bộ"),
    form: NewOfficial::default(),
    problems: parts::sample_problem("ho_ten"),
});
