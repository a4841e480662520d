//! A citizen submits a draft (_nộp hồ sơ trực tuyến_). Sent twice, it is one dossier.

use std::sync::Arc;

use serde_json::json;
use store::{Batch, CommitError};

use super::super::answers::Reading;
use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::model::{Channel, Stage};
use super::super::routing::{Route, route};
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
        return already_sent(app, ctx, draft).await.map(Ok);
    }
    let reading = Reading::of_draft(app, revision, (draft, ctx.now)).await?;
    if !reading.is_complete(revision) {
        return Ok(Err(NotYet::Problems(Box::new(reading))));
    }
    let Route { desk_unit_id, settling_unit_id } = match route(app, revision, (&reading, ctx.now)).await? {
        Ok(route) => route,
        Err(reason) => return Ok(Err(NotYet::NoAgency(reason))),
    };
    let dossier = Dossier {
        id: draft.id,
        procedure_code: revision.code().to_owned(),
        procedure_name: revision.name().to_owned(),
        revision_id: revision.id,
        stage: Stage::Submitted,
        channel: Channel::Online,
        lookup_code: ctx.ids.readable_code(10),
        number: None,
        account_id: Some(draft.account_id),
        applicant: reading.applicant(revision),
        desk_unit_id,
        settling_unit_id,
        answers: reading.canonical(),
        delivery: reading.delivery(revision),
        term_id: String::new(),
        clock: json!({}),
        submitted_at: Some(ctx.now.as_microsecond()),
        accepted_at: None,
        first_due_at: None,
        due_at: None,
        paused_since: None,
        outcome_kind: None,
        outcome_ready_at: None,
        delivered_at: None,
        process: serde_json::Value::Null,
        updated_at: ctx.now.as_microsecond(),
        version: 0,
    };
    let mut change = Change::begin(app, ctx, (dossier, revision.clone(), reading));
    let files: Vec<_> = change
        .reading
        .files()
        .iter()
        .map(|f| json!({ "component": f.component, "name": f.name, "sha256": f.sha256_hex() }))
        .collect();
    change.event("DossierSubmitted", json!({ "procedure": revision.code(), "revision": revision.number, "channel": "online", "files": files }));
    change.write(|batch| drafts::close(Batch::new(), draft, ctx.now).then(batch));
    let (subject, body) = super::super::letters::submitted(app, &change.dossier);
    change.mail(subject, body);
    match change.commit_raw().await {
        Ok(dossier) => Ok(Ok(dossier)),
        // The other of two clicks was faster: its dossier is the answer to both.
        Err(CommitError::Guard { .. } | CommitError::Conflict { .. }) => {
            already_sent(app, ctx, draft).await.map(Ok)
        }
        Err(other) => Err(other.into()),
    }
}

async fn already_sent(app: &App, ctx: &Ctx, draft: &drafts::Draft) -> Result<Dossier, Failure> {
    let scope = super::super::scope::Scope::of(&ctx.actor);
    rows::one(&app.store, &scope, draft.id).await?.ok_or(Failure::NotFound)
}
