//! An administrator ends a place where an official is logged in (_kết thúc phiên_).

use serde_json::json;
use store::Batch;
use uuid::Uuid;

use super::super::model::Account;
use super::super::policy::MayAdminister;
use super::super::store as rows;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// Ends the session `id` of `account`; one that is over already is left as it is.
pub async fn end_session(
    app: &App,
    ctx: &Ctx,
    (_proof, account, id): (&MayAdminister<'_>, &Account, Uuid),
) -> Result<(), Failure> {
    let sessions = rows::sessions(&app.store, account.id, ctx.now).await?;
    let Some((_, device, ..)) = sessions.into_iter().find(|(session, ..)| *session == id) else {
        return Ok(());
    };
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let batch = rows::revoke_session(Batch::new(), (id, account.id), ctx.now);
    let batch =
        journal::append(batch, ctx, &mut chain, (account.id, "SessionEnded", json!({ "device": device })));
    app.store.commit(batch).await?;
    Ok(())
}
