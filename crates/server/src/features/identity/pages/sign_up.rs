//! Opening an account (_đăng ký_).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};

use super::log_in::{Next, enter};
use crate::app::App;
use crate::features::identity::commands::sign_up::sign_up;
use crate::features::identity::model::{FieldProblem, SignUp};
use crate::platform::ctx::Ctx;
use crate::platform::web::{Client, Failure, Found, Pairs};
use crate::ui::{Problem, Shell, page};

#[derive(Template)]
#[template(path = "features/identity/pages/sign_up.html")]
struct SignUpPage {
    shell: Shell,
    form: SignUp,
    next: String,
    problems: Vec<Problem>,
    named: Vec<FieldProblem>,
}

impl SignUpPage {
    fn new(app: &App, ctx: &Ctx, (headers, next): (&HeaderMap, String)) -> Self {
        let mut shell = Shell::citizen(app, ctx, ("", "/dang-ky", headers));
        shell.title = shell.t("sign-up-title");
        Self { shell, form: SignUp::default(), next, problems: vec![], named: vec![] }
    }

    fn error(&self, field: &str) -> String {
        self.named.iter().find(|(name, _)| *name == field).map(|(_, text)| text.clone()).unwrap_or_default()
    }
}

/// Shows the empty form.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(next): Query<Next>,
) -> Found {
    Ok(page(StatusCode::OK, &SignUpPage::new(&app, &ctx, (&headers, next.tiep)))?)
}

/// Opens the account and logs in, or shows what has to be mended.
pub async fn post(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Client(address): Client,
    headers: HeaderMap,
    pairs: Pairs,
) -> Found {
    app.login_limit.take(address, ctx.now).map_err(Failure::TooMany)?;
    let digits =
        |name: &str| pairs.get(name).chars().filter(|c| !c.is_whitespace() && *c != '.').collect::<String>();
    let form = SignUp {
        full_name: pairs.trimmed("ho_ten").to_owned(),
        phone: digits("dien_thoai"),
        email: pairs.trimmed("email").to_lowercase(),
        id_number: digits("so_dinh_danh"),
        password: pairs.get("mat_khau").to_owned(),
        password_again: pairs.get("mat_khau_lai").to_owned(),
    };
    match sign_up(&app, &ctx, &form).await? {
        Ok(account) => enter(&app, &ctx, (&account.login, &form.password, &headers, pairs.get("tiep"))).await,
        Err(named) => {
            let problems =
                named.iter().map(|(name, text)| Problem { text: text.clone(), href: format!("#{name}") });
            let mut shown = SignUpPage::new(&app, &ctx, (&headers, pairs.get("tiep").to_owned()));
            shown.problems = problems.collect();
            shown.named = named;
            shown.form = SignUp { password: String::new(), password_again: String::new(), ..form };
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown)?)
        }
    }
}

crate::ui::sample!(SignUpPage {
    shell: Shell::sample("Đăng ký tài khoản"),
    form: SignUp { full_name: "Lý Thị Mẫu".into(), phone: "1234".into(), ..SignUp::default() },
    next: String::new(),
    problems: vec![Problem {
        text: "Số điện thoại cần 10 chữ số.".into(), href: "#dien_thoai".into()
    }],
    named: vec![("dien_thoai", "Số điện thoại cần 10 chữ số.".into())],
});
