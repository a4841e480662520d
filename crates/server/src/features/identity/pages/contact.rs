//! A citizen's own contact facts (_thông tin liên hệ_), which new forms begin with.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};

use super::account::{own_account, shell_of};
use super::parts::{Choice, Problems, choices};
use crate::app::App;
use crate::features::identity::Account;
use crate::features::identity::commands::change_contact::change_contact;
use crate::features::identity::own::Contact;
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::policy::require_citizen;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Found, Pairs};
use crate::ui::{Shell, page};

/// The address of this page.
const PATH: &str = "/tai-khoan/thong-tin";

#[derive(Template)]
#[template(path = "features/identity/pages/contact.html")]
struct ContactPage {
    shell: Shell,
    fixed: Vec<Fact>,
    form: Contact,
    sexes: Vec<Choice>,
    provinces: Vec<Choice>,
    communes: Vec<Choice>,
    problems: Problems,
}

struct Fact {
    key: String,
    value: String,
    change: String,
}

fn shown(app: &App, shell: Shell, (account, form, problems): (&Account, Contact, Problems)) -> ContactPage {
    let fact =
        |key: &str, value: &str| Fact { key: shell.t(key), value: value.to_owned(), change: String::new() };
    let fixed = vec![
        fact("account-name", &account.full_name),
        fact("sign-up-id", &account.id_number),
        fact("sign-up-phone", &account.phone),
    ];
    let lists = &app.catalogue.known.law.lists;
    ContactPage {
        fixed,
        sexes: choices([("nu", shell.t("contact-female")), ("nam", shell.t("contact-male"))], &form.sex),
        provinces: choices(lists.provinces().iter().map(|(code, name)| (code, name)), &form.province),
        communes: choices(
            lists.communes(&form.province).iter().map(|(code, name)| (code, name)),
            &form.commune,
        ),
        shell,
        form,
        problems,
    }
}

/// Shows what is kept.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    require_citizen(&ctx, PATH)?;
    let account = own_account(&app, &ctx, PATH).await?;
    let shell = shell_of(&app, &ctx, ("contact-title", PATH, &headers));
    Ok(page(StatusCode::OK, &shown(&app, shell, (&account, Contact::of(&account), Problems::default())))?)
}

/// Keeps what was typed, or says what has to be mended. The button beside the province only fetches its communes.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap, pairs: Pairs) -> Found {
    require_citizen(&ctx, PATH)?;
    let account = own_account(&app, &ctx, PATH).await?;
    let typed = |name: &str| pairs.trimmed(name).to_owned();
    let form = Contact {
        email: typed("email").to_lowercase(),
        birth_date: typed("ngay_sinh"),
        sex: typed("gioi_tinh"),
        province: typed("dia_chi.province"),
        commune: typed("dia_chi.commune"),
        detail: typed("dia_chi.detail"),
    };
    let shell = shell_of(&app, &ctx, ("contact-title", PATH, &headers));
    if pairs.has("_reload") {
        return Ok(page(StatusCode::OK, &shown(&app, shell, (&account, form, Problems::default())))?);
    }
    match change_contact(&app, &ctx, (&account, &form)).await? {
        Ok(()) => Ok(Redirect::to("/tai-khoan?xong=thong-tin").into_response()),
        Err(told) => {
            let problems = Problems::told(&told, shell.words);
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown(&app, shell, (&account, form, problems)))?)
        }
    }
}

crate::ui::sample!(ContactPage {
    shell: crate::ui::Shell::sample("Thông tin liên hệ"),
    fixed: vec![Fact { key: "Họ và tên".into(), value: "Lý Thị Mẫu".into(), change: String::new() }],
    form: Contact::default(),
    sexes: parts::sample_choices(),
    provinces: parts::sample_choices(),
    communes: parts::sample_choices(),
    problems: parts::sample_problem("email"),
});
