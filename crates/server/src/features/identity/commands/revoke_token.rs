//! A token for another system is ended (_thu hồi mã truy cập API_). It opens nothing from the next request on.

use serde_json::json;
use store::Batch;
use uuid::Uuid;

use super::super::policy::MayKeepTokens;
use super::super::store as rows;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// Ends the token `id`; one that is over already is left as it is.
pub async fn revoke_token(
    app: &App,
    ctx: &Ctx,
    (proof, id): (&MayKeepTokens<'_>, Uuid),
) -> Result<(), Failure> {
    let account = proof.account();
    let all = rows::tokens(&app.store, account.id).await?;
    let token = all.into_iter().find(|token| token.id == id).ok_or(Failure::NotFound)?;
    if token.revoked_at.is_some() {
        return Ok(());
    }
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let batch = rows::revoke_token(Batch::new(), (id, account.id), ctx.now);
    let data = json!({ "token": id, "name": token.name });
    let batch = journal::append(batch, ctx, &mut chain, (account.id, "TokenRevoked", data));
    app.store.commit(batch).await?;
    Ok(())
}
