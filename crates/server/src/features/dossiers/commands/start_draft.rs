//! A citizen begins to fill a form (_bắt đầu kê khai_).

use serde_json::Value as Json;
use store::Batch;

use super::super::answers::prefilled;
use super::super::store::drafts::{self, Draft};
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::identity;
use crate::platform::actor::Citizen;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// A new draft of the revision in force, with what the account already tells.
pub async fn start_draft(
    app: &App,
    ctx: &Ctx,
    (citizen, revision): (&Citizen, &Revision),
) -> Result<Draft, Failure> {
    let account = identity::store::account(&app.store, citizen.account_id).await?.ok_or(Failure::NotFound)?;
    let draft = Draft {
        id: ctx.ids.uuid(),
        account_id: citizen.account_id,
        procedure_code: revision.code().to_owned(),
        revision_id: revision.id,
        answers: Json::Object(prefilled(app, revision, (&account, ctx.now))),
        created_at: ctx.now.as_microsecond(),
        saved_at: ctx.now.as_microsecond(),
        submitted_at: None,
        version: 1,
        saved_page: String::new(),
    };
    app.store.commit(drafts::insert(Batch::new(), &draft)).await?;
    Ok(draft)
}
