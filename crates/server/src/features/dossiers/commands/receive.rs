//! The desk accepts a dossier (_tiếp nhận_): number, due date, receipt; the clock and the process start.

use std::sync::Arc;

use deadlines::zone;
use serde_json::json;
use store::CommitError;
use uuid::Uuid;

use super::super::answers::Reading;
use super::super::change::Change;
use super::super::clock;
use super::super::dossier::Dossier;
use super::super::model::{Act, Stage};
use super::super::number;
use super::super::papers;
use super::super::policy::MayAtDesk;
use super::super::scope::Scope;
use super::super::store::ledger::{self, ReceivedRow};
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::identity;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;
use crate::platform::web::overtaken::{is_number_taken, overtaken};

/// Two desks of one agency at the same instant, on two nodes: that often the number is taken anew.
const TRIES: u32 = 5;

/// What is accepted: opened anew for each try.
pub enum Opening<'a> {
    /// A dossier that waits at the desk.
    Waiting {
        /// What the official may see.
        scope: &'a Scope,
        /// The dossier.
        id: Uuid,
    },
    /// A dossier that a person brings to the counter.
    AtCounter {
        /// The dossier as it begins.
        dossier: &'a Dossier,
        /// The revision it is filed under.
        revision: &'a Arc<Revision>,
    },
}

impl Opening<'_> {
    async fn open<'a>(&self, app: &'a App, ctx: &Ctx) -> Result<Change<'a>, Failure> {
        match self {
            Self::Waiting { scope, id } => Change::open(app, ctx, (scope, *id)).await,
            Self::AtCounter { dossier, revision } => {
                let reading = Reading::of_dossier(app, revision, dossier).await?;
                let mut change = Change::begin(app, ctx, ((*dossier).clone(), (*revision).clone(), reading));
                let data = json!({ "procedure": revision.code(), "revision": revision.number });
                change.event("DossierTakenAtCounter", data);
                Ok(change)
            }
        }
    }
}

/// Accepts the dossier. `received` are the components as ticked.
pub async fn receive(
    app: &App,
    ctx: &Ctx,
    (_proof, received, opening): (&MayAtDesk<'_>, &[ReceivedRow], &Opening<'_>),
) -> Result<Dossier, Failure> {
    for _ in 0..TRIES {
        let change = opening.open(app, ctx).await?;
        let id = change.dossier.id;
        match once(app, ctx, (received, change)).await? {
            Ok(dossier) => return Ok(dossier),
            Err(error) if is_number_taken(&error) => {}
            Err(other) => return Err(overtaken(&app.store, ctx, (id, other)).await),
        }
    }
    Err(Failure::Conflict(
        "Nhiều hồ sơ đang được cấp số cùng lúc. Hồ sơ này chưa được tiếp nhận, xin bấm lại.".into(),
    ))
}

async fn once(
    app: &App,
    ctx: &Ctx,
    (received, mut change): (&[ReceivedRow], Change<'_>),
) -> Result<Result<Dossier, CommitError>, Failure> {
    // Each try looks again: another desk may have accepted it since the proof was given.
    if change.dossier.stage != Stage::Submitted {
        let error = CommitError::Guard { label: "dossier".into(), index: 0 };
        return Ok(Err(error));
    }
    let desk =
        identity::store::unit(&app.store, change.dossier.desk_unit_id).await?.ok_or(Failure::NotFound)?;
    let today = zone::civil(ctx.now).date();
    let taken = app.counters.next(&app.store, number::counter_key(&desk.national_code, today)).await?;
    change.write(|batch| taken.claim(batch));
    let revision = change.revision.clone();
    change.reading.hold_on(app, (&revision, today));
    let term = change
        .reading
        .initial_term(&revision)
        .ok_or_else(|| anyhow::anyhow!("procedure {} has no term on {today}", revision.code()))?
        .id
        .clone();
    change.stage_by(Act::Receive)?;
    let dossier = &mut change.dossier;
    dossier.number = Some(number::format(&desk.national_code, today, taken.n));
    dossier.accepted_at = Some(ctx.now.as_microsecond());
    dossier.clock = clock::kept(&app.catalogue.known.law, ctx.now);
    dossier.term_id = term;
    let due = change.due()?;
    change.dossier.first_due_at = due.as_ref().and_then(clock::due_micros);
    let id = change.dossier.id;
    for component in received {
        change.write(|batch| ledger::insert_received(batch, id, component));
    }
    change.event(
        "DossierReceived",
        json!({ "number": change.dossier.number, "term": change.dossier.term_id, "due_at": change.dossier.first_due_at }),
    );
    change.charge(procedures::Moment::AtIntake);
    change.start_process()?;
    let receipt = papers::receipt(app, (&change, received, &desk)).await?;
    change.write(|batch| crate::features::documents::store::insert_paper(batch, &receipt));
    let (subject, body) = super::super::letters::received(app, &change)?;
    change.mail(subject, body);
    // `taken` holds the lock of the counter until here.
    let committed = change.commit_raw().await;
    drop(taken);
    Ok(committed)
}
