//! A citizen opens an account (_đăng ký tài khoản_).

use serde_json::Value as Json;
use store::{Batch, CommitError};

use super::super::model::{Account, AccountKind, FieldProblem, SignUp};
use super::super::{passwords, store as rows};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal::{self, Chain};
use crate::platform::web::Failure;

/// The new account, or what has to be mended. The phone number is the login name.
pub async fn sign_up(
    app: &App,
    ctx: &Ctx,
    form: &SignUp,
) -> Result<Result<Account, Vec<FieldProblem>>, Failure> {
    let problems = form.problems();
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let salt = ctx.ids.uuid().into_bytes();
    let password_hash = passwords::hash(form.password.clone(), salt).await?;
    let full_name = form.full_name.split_whitespace().collect::<Vec<_>>().join(" ");
    let who = (AccountKind::Citizen, form.phone.as_str(), full_name.as_str());
    let account = Account {
        id_number: form.id_number.clone(),
        phone: form.phone.clone(),
        email: form.email.clone(),
        ..Account::new(ctx.ids.uuid(), who, password_hash)
    };
    let batch = rows::insert_account(Batch::new(), &account, ctx.now);
    let batch = journal::append(batch, ctx, &mut Chain::default(), (account.id, "AccountOpened", Json::Null));
    match app.store.commit(batch).await {
        Ok(_) => Ok(Ok(account)),
        Err(CommitError::Conflict { .. }) => Ok(Err(vec![(
            "dien_thoai",
            "Số điện thoại này đã có tài khoản. Hãy đăng nhập, hoặc dùng số khác.".to_owned(),
        )])),
        Err(other) => Err(other.into()),
    }
}
