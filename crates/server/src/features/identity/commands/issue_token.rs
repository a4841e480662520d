//! A token for another system is made (_cấp mã truy cập API_). Its text is given back once and kept nowhere.

use serde_json::json;
use store::Batch;

use super::super::own::Told;
use super::super::policy::MayKeepTokens;
use super::super::session::hash_token;
use super::super::store as rows;
use super::super::tokens::{self, AccessToken, Wish};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// The text of the new token, or what has to be mended.
pub async fn issue_token(
    app: &App,
    ctx: &Ctx,
    (proof, wish): (&MayKeepTokens<'_>, &Wish),
) -> Result<Result<String, Vec<Told>>, Failure> {
    let account = proof.account();
    let all = rows::tokens(&app.store, account.id).await?;
    let live = all.iter().filter(|token| token.is_live(ctx.now)).count();
    let terms = match wish.read((account.kind, live), ctx.now) {
        Ok(terms) => terms,
        Err(problems) => return Ok(Err(problems)),
    };
    let text = tokens::text(ctx.ids.secret());
    let token = AccessToken {
        id: ctx.ids.uuid(),
        account_id: account.id,
        name: terms.name,
        hint: tokens::hint(&text),
        rights: terms.rights,
        created_at: ctx.now.as_microsecond(),
        created_by: ctx.actor.name().to_owned(),
        expires_at: terms.expires_at,
        used_at: None,
        revoked_at: None,
    };
    let data = json!({ "token": token.id, "name": token.name, "rights": tokens::written(&token.rights), "expires_at": token.expires_at });
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let batch = rows::insert_token(Batch::new(), &token, hash_token(&text));
    let batch = journal::append(batch, ctx, &mut chain, (account.id, "TokenIssued", data));
    app.store.commit(batch).await?;
    Ok(Ok(text))
}
