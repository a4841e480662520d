//! An administrator opens a closed account again (_mở lại tài khoản_): the person logs in with the password they had.

use serde_json::Value as Json;
use store::Batch;

use super::super::model::Account;
use super::super::policy::MayAdminister;
use super::super::store as rows;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// Opens `account` again; a conflict when it is open.
pub async fn reopen_account(
    app: &App,
    ctx: &Ctx,
    (_proof, account): (&MayAdminister<'_>, &Account),
) -> Result<(), Failure> {
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let batch = rows::enable_account(Batch::new(), account);
    let batch = journal::append(batch, ctx, &mut chain, (account.id, "AccountReopened", Json::Null));
    app.store.commit(batch).await?;
    Ok(())
}
