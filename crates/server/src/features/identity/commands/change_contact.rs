//! A citizen changes their own contact facts (_sửa thông tin liên hệ_). Dossiers that were submitted keep what they say.

use serde_json::json;
use store::Batch;

use super::super::model::Account;
use super::super::own::{Contact, Told};
use super::super::store as rows;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// Keeps what was typed, or says what has to be mended. The event names the fields, never their content.
pub async fn change_contact(
    app: &App,
    ctx: &Ctx,
    (account, form): (&Account, &Contact),
) -> Result<Result<(), Vec<Told>>, Failure> {
    let lists = &app.catalogue.known.law.lists;
    let is_place =
        |province: &str, commune: &str| lists.communes(province).iter().any(|(code, _)| code == commune);
    let today = deadlines::zone::civil(ctx.now).date();
    let changed = match form.read(account, (today, &is_place)) {
        Ok(changed) => changed,
        Err(problems) => return Ok(Err(problems)),
    };
    let fields: Vec<_> = [
        ("email", changed.email != account.email),
        ("birth_date", changed.birth_date != account.birth_date),
        ("sex", changed.sex != account.sex),
        ("address", changed.address != account.address),
    ]
    .into_iter()
    .filter_map(|(field, is_changed)| is_changed.then_some(field))
    .collect();
    if fields.is_empty() {
        return Ok(Ok(()));
    }
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let batch = rows::set_contact(Batch::new(), &changed);
    let batch =
        journal::append(batch, ctx, &mut chain, (account.id, "ContactChanged", json!({ "fields": fields })));
    app.store.commit(batch).await?;
    Ok(Ok(()))
}
