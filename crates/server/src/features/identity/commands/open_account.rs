//! An administrator opens an official's account (_cấp tài khoản cán bộ_).

use serde_json::json;
use store::{Batch, CommitError};

use super::super::model::{
    Account, AccountKind, FieldProblem, login_problem, official_problems, password_problem,
};
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
        problems.extend(login_problem(&self.login));
        problems.extend(official_problems(&self.full_name, &self.email));
        problems.extend(password_problem(&self.password));
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
    let password_hash = passwords::hash(form.password.clone(), ctx.ids.uuid().into_bytes()).await?;
    let who = (AccountKind::Official, form.login.as_str(), form.full_name.trim());
    let account = Account { email: form.email.clone(), ..Account::new(ctx.ids.uuid(), who, password_hash) };
    let data = json!({ "login": account.login, "opened_by": proof.official().full_name });
    let batch = rows::insert_account(Batch::new(), &account, ctx.now);
    let batch =
        journal::append(batch, ctx, &mut Chain::default(), (account.id, "OfficialAccountOpened", data));
    match app.store.commit(batch).await {
        Ok(_) => Ok(Ok(account)),
        Err(CommitError::Conflict { .. }) => {
            let text = format!(
                "Tên đăng nhập “{}” đã có người dùng, kể cả khi tài khoản ấy đã đóng. Chọn tên khác.",
                account.login
            );
            Ok(Err(vec![("ten_dang_nhap", text)]))
        }
        Err(other) => Err(other.into()),
    }
}
