//! A dossier as it is filed (_nộp hồ sơ_): what was asked, by whom, to whom; nobody has looked at it yet.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::answers::Reading;
use super::dossier::Dossier;
use super::model::{Channel, Stage};
use super::routing::Route;
use crate::features::catalogue::Revision;
use crate::platform::ctx::Ctx;

/// How a dossier comes in and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Filing {
    /// Its id; that of the draft, if there was one.
    pub id: Uuid,
    /// How it came in.
    pub channel: Channel,
    /// The citizen's account, if it was filed with one.
    pub account_id: Option<Uuid>,
    /// Who receives and who settles it.
    pub route: Route,
}

/// The dossier of `filing` under `revision`, with the answers that were read.
pub fn filed(ctx: &Ctx, filing: Filing, (revision, reading): (&Revision, &Reading)) -> Dossier {
    Dossier {
        id: filing.id,
        procedure_code: revision.code().to_owned(),
        procedure_name: revision.name().to_owned(),
        revision_id: revision.id,
        stage: Stage::Submitted,
        channel: filing.channel,
        lookup_code: ctx.ids.readable_code(10),
        number: None,
        account_id: filing.account_id,
        applicant: reading.applicant(revision),
        desk_unit_id: filing.route.desk_unit_id,
        settling_unit_id: filing.route.settling_unit_id,
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
        process: Json::Null,
        updated_at: ctx.now.as_microsecond(),
        version: 0,
    }
}
