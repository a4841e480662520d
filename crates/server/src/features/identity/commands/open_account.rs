//! An administrator opens an official's account (_cấp tài khoản cán bộ_).

use serde_json::{Value as Json, json};
use store::{Batch, CommitError};

use super::super::model::{Account, AccountKind, FieldProblem, MIN_PASSWORD};
use super::super::policy::MayAdminister;
use super::super::{passwords, store as rows};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal::{self, Chain};
use crate::platform::web::Failure;

/// What is typed for a new official.
#[derive(Clone, Debug, Default)]
pub struct NewOfficial {
    /// Name to log in with: letters, digits, dots.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// First password, given to the person.
    pub password: String,
}

impl NewOfficial {
    fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
        if self.login.len() < 3 || self.login.len() > 60 || !self.login.chars().all(is_plain) {
            problems.push((
                "ten_dang_nhap",
                format!(
                    "Tên đăng nhập cần 3–60 chữ thường không dấu, chữ số, dấu chấm; đã nhập “{}”.",
                    self.login
                ),
            ));
        }
        if self.full_name.trim().is_empty() || self.full_name.chars().any(char::is_control) {
            problems.push(("ho_ten", "Nhập họ và tên của cán bộ.".to_owned()));
        }
        if self.password.chars().count() < MIN_PASSWORD {
            problems.push(("mat_khau", format!("Mật khẩu cần ít nhất {MIN_PASSWORD} ký tự.")));
        }
        problems
    }
}

/// The new account, or what has to be mended.
pub async fn open_account(
    app: &App,
    ctx: &Ctx,
    (proof, form): (&MayAdminister<'_>, &NewOfficial),
) -> Result<Result<Account, Vec<FieldProblem>>, Failure> {
    let problems = form.problems();
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let account = Account {
        id: ctx.ids.uuid(),
        kind: AccountKind::Official,
        login: form.login.clone(),
        password_hash: passwords::hash(form.password.clone(), ctx.ids.uuid().into_bytes()).await?,
        full_name: form.full_name.trim().to_owned(),
        id_number: String::new(),
        phone: String::new(),
        email: form.email.trim().to_owned(),
        birth_date: String::new(),
        sex: String::new(),
        address: Json::Null,
        is_demo: false,
        disabled_at: None,
        version: 1,
    };
    let data = json!({ "login": account.login, "opened_by": proof.official().full_name });
    let batch = rows::insert_account(Batch::new(), &account, ctx.now);
    let batch =
        journal::append(batch, ctx, &mut Chain::default(), (account.id, "OfficialAccountOpened", data));
    match app.store.commit(batch).await {
        Ok(_) => Ok(Ok(account)),
        Err(CommitError::Conflict { .. }) => {
            Ok(Err(vec![("ten_dang_nhap", "Tên đăng nhập này đã có người dùng.".to_owned())]))
        }
        Err(other) => Err(other.into()),
    }
}
