//! An administrator gives an official a new password (_đặt lại mật khẩu_); wherever the account is logged in ends, and so
//! do its tokens.

use serde_json::Value as Json;
use store::Batch;

use super::super::model::{Account, FieldProblem, password_problem};
use super::super::policy::MayAdminister;
use super::super::{passwords, store as rows};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// Sets `password`, or says what has to be mended. Failed tries are forgotten, so that the person can log in at once.
pub async fn reset_password(
    app: &App,
    ctx: &Ctx,
    (_proof, account, password): (&MayAdminister<'_>, &Account, &str),
) -> Result<Result<(), Vec<FieldProblem>>, Failure> {
    if let Some(problem) = password_problem(password) {
        return Ok(Err(vec![problem]));
    }
    if account.disabled_at.is_some() {
        return Ok(Err(vec![(
            "",
            "Tài khoản này đã đóng. Mở lại tài khoản trước khi đặt mật khẩu.".to_owned(),
        )]));
    }
    let hash = passwords::hash(password.to_owned(), ctx.ids.uuid().into_bytes()).await?;
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let batch = rows::set_password(Batch::new(), account, hash);
    let batch = rows::revoke_all_sessions(batch, account.id, ctx.now);
    let batch = rows::revoke_all_tokens(batch, account.id, ctx.now);
    let batch = rows::forget_tries(batch, &account.login);
    let batch = journal::append(batch, ctx, &mut chain, (account.id, "PasswordReset", Json::Null));
    app.store.commit(batch).await?;
    Ok(Ok(()))
}
