//! A citizen submits a draft (_nộp hồ sơ trực tuyến_). Sent twice, it is one dossier.

use std::sync::Arc;

use serde_json::json;
use store::{Batch, CommitError};

use super::super::answers::Reading;
use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::filing::{Filing, filed};
use super::super::model::Channel;
use super::super::routing::route;
use super::super::store::{self as rows, drafts};
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// What keeps a draft from being sent.
#[derive(Debug)]
pub enum NotYet {
    /// Fields of the form, or papers, that have to be mended.
    Problems(Box<Reading>),
    /// No agency of this installation is competent for the address given.
    NoAgency(String),
}

/// The dossier, or what keeps it from being sent. The caller has found the draft by its owner.
pub async fn submit(
    app: &App,
    ctx: &Ctx,
    (draft, revision): (&drafts::Draft, &Arc<Revision>),
) -> Result<Result<Dossier, NotYet>, Failure> {
    if draft.submitted_at.is_some() {
        return already_sent(app, ctx, draft).await?.ok_or(Failure::NotFound).map(Ok);
    }
    let reading = Reading::of_draft(app, revision, (draft, ctx.now)).await?;
    if !reading.is_complete(revision) || reading.infected().next().is_some() {
        return Ok(Err(NotYet::Problems(Box::new(reading))));
    }
    let route = match route(app, revision, (&reading, ctx.now)).await? {
        Ok(route) => route,
        Err(reason) => return Ok(Err(NotYet::NoAgency(reason))),
    };
    let filing = Filing { id: draft.id, channel: Channel::Online, account_id: Some(draft.account_id), route };
    let dossier = filed(ctx, filing, (revision, &reading));
    let mut change = Change::begin(app, ctx, (dossier, revision.clone(), reading));
    let files: Vec<_> = change
        .reading
        .files()
        .iter()
        .map(|f| json!({ "component": f.component, "name": f.name, "sha256": f.sha256_hex(), "size": f.size_bytes }))
        .collect();
    change.event("DossierSubmitted", json!({ "procedure": revision.code(), "revision": revision.number, "channel": "online", "files": files }));
    change.write(|batch| drafts::close(Batch::new(), draft, ctx.now).then(batch));
    let (subject, body) = super::super::letters::submitted(app, &change.dossier);
    change.mail(subject, body);
    match change.commit_raw().await {
        Ok(dossier) => Ok(Ok(dossier)),
        // The other of two clicks was faster: its dossier is the answer to both. Or the draft changed in another window after
        // it was read here: what is sent is what was checked, with exactly its files.
        Err(CommitError::Guard { .. } | CommitError::Conflict { .. }) => {
            let sent = already_sent(app, ctx, draft).await?;
            sent.map(Ok).ok_or_else(|| {
                Failure::Conflict(
                    "Tờ khai vừa được thay đổi ở một cửa sổ khác. Hồ sơ chưa được nộp; xem lại rồi nộp."
                        .into(),
                )
            })
        }
        Err(other) => Err(other.into()),
    }
}

async fn already_sent(app: &App, ctx: &Ctx, draft: &drafts::Draft) -> Result<Option<Dossier>, Failure> {
    let scope = super::super::scope::Scope::of(&ctx.actor);
    Ok(rows::one(&app.store, &scope, draft.id).await?)
}
