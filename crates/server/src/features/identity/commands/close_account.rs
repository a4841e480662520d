//! An administrator closes an official's account (_đóng tài khoản_): it ends where it is logged in, and nobody logs in by it.

use serde_json::json;
use store::Batch;

use super::super::model::{Account, FieldProblem};
use super::super::policy::MayAdminister;
use super::super::posts::why_not_close;
use super::super::store as rows;
use super::super::units::one_line;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// The longest reason.
const MOST: usize = 300;

/// Closes `account` for `reason`, or says what has to be mended. Posts stay as they are written: they say who held what.
pub async fn close_account(
    app: &App,
    ctx: &Ctx,
    (proof, account, reason): (&MayAdminister<'_>, &Account, &str),
) -> Result<Result<(), Vec<FieldProblem>>, Failure> {
    let reason = one_line(reason);
    let mut problems = Vec::new();
    if let Some(why) = why_not_close(proof.official().account_id, account.id) {
        problems.push(("", why));
    }
    if account.disabled_at.is_some() {
        problems.push(("", "Tài khoản này đã đóng rồi.".to_owned()));
    }
    if reason.is_empty() || reason.chars().count() > MOST {
        problems.push((
            "ly_do",
            format!("Ghi lý do đóng tài khoản, nhiều nhất {MOST} chữ, ví dụ: nghỉ hưu từ 01/8/2026."),
        ));
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let batch = rows::disable_account(Batch::new(), account, ctx.now);
    let batch =
        journal::append(batch, ctx, &mut chain, (account.id, "AccountClosed", json!({ "reason": reason })));
    app.store.commit(batch).await?;
    Ok(Ok(()))
}
