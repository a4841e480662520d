//! One act on one dossier (_một thao tác trên hồ sơ_): everything that is read for it, and everything that it writes.
//!
//! A command opens a change, decides, records what happened and commits. The dossier is guarded by its version and its chain by
//! the number of the event, so of two people at once one wins and the other is told.

use std::sync::Arc;

use deadlines::Judgement;
use process::{Begin, Definition, Event, Facts, Ground, Key, Step, Unit};
use serde_json::{Value as Json, json};
use store::{Batch, CommitError};
use uuid::Uuid;

use super::answers::Reading;
use super::clock;
use super::dossier::Dossier;
use super::model::{Act, next};
use super::scope::Scope;
use super::store as rows;
use super::store::ledger::{self, ChargeRow, PauseRow};
use super::tally;
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::work::{Task, TaskState, store as tasks};
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::journal::{self, Chain};
use crate::platform::web::Failure;
use crate::platform::web::overtaken::overtaken;
use crate::platform::{jobs, mail};

/// Kind of the job that lets a timer of a process go off.
pub const TIMER: &str = "process.timer";

/// A change of one dossier that has not been committed yet.
pub struct Change<'a> {
    /// The server.
    pub app: &'a App,
    /// Who, when.
    pub ctx: Ctx,
    /// The dossier as it will be.
    pub dossier: Dossier,
    /// The revision it keeps.
    pub revision: Arc<Revision>,
    /// Its answers, read.
    pub reading: Reading,
    /// Its pauses, with those of this change.
    pub pauses: Vec<PauseRow>,
    /// What will be written beside the dossier itself.
    pub batch: Batch,
    chain: Chain,
    is_new: bool,
    before: Before,
}

/// What of the dossier stood there when the change was opened, for what follows from a difference.
#[derive(Default)]
struct Before {
    name: String,
    counted: usize,
}

impl<'a> Change<'a> {
    /// Opens a change of the dossier `id`, when it lies inside `scope`.
    pub async fn open(app: &'a App, ctx: &Ctx, (scope, id): (&Scope, Uuid)) -> Result<Self, Failure> {
        let dossier = rows::one(&app.store, scope, id).await?.ok_or(Failure::NotFound)?;
        let revision = app.catalogue.revision(&app.store, dossier.revision_id).await?;
        let reading = Reading::of_dossier(app, &revision, &dossier).await?;
        let pauses = ledger::pauses(&app.store, id).await?;
        let chain = journal::chain_of(&app.store, id).await?;
        let counted = tally::of(&dossier, Judgement::default()).len();
        let before = Before { name: dossier.applicant.name.clone(), counted };
        Ok(Self {
            app,
            ctx: ctx.clone(),
            dossier,
            revision,
            reading,
            pauses,
            batch: Batch::new(),
            chain,
            is_new: false,
            before,
        })
    }

    /// A change that begins a new dossier.
    pub fn begin(
        app: &'a App,
        ctx: &Ctx,
        (dossier, revision, reading): (Dossier, Arc<Revision>, Reading),
    ) -> Self {
        let (pauses, batch, chain) = (vec![], Batch::new(), Chain::default());
        let (ctx, before) = (ctx.clone(), Before::default());
        Self { app, ctx, dossier, revision, reading, pauses, batch, chain, is_new: true, before }
    }

    /// Records what happened.
    pub fn event(&mut self, kind: &str, data: Json) {
        let batch = std::mem::take(&mut self.batch);
        let mut data = data;
        if let Some(map) = data.as_object_mut() {
            map.insert("stage".into(), self.dossier.stage.code().into());
        }
        self.batch = journal::append(batch, &self.ctx, &mut self.chain, (self.dossier.id, kind, data));
    }

    /// Adds to what will be written.
    pub fn write(&mut self, add: impl FnOnce(Batch) -> Batch) {
        self.batch = add(std::mem::take(&mut self.batch));
    }

    /// Moves the dossier to where `act` leads, or says that it leads nowhere.
    pub fn stage_by(&mut self, act: Act) -> Result<(), Failure> {
        let Some(to) = next(self.dossier.stage, act) else {
            return Err(Failure::Conflict(format!(
                "Hồ sơ {} đang ở tình trạng “{}” nên bước này chưa làm được. Thao tác của bạn chưa được ghi.",
                self.dossier.code(),
                self.dossier.stage.name()
            )));
        };
        self.dossier.stage = to;
        Ok(())
    }

    /// Starts the internal process.
    pub fn start_process(&mut self) -> Result<(), Failure> {
        let step =
            process::start(self.definition(), &Begin::Plainly, process::Variables::new(), &self.facts())
                .map_err(|refused| {
                    anyhow::anyhow!("process of {}: {refused}", self.dossier.procedure_code)
                })?;
        self.follow(step)
    }

    /// Does `act` in the internal process; a refusal is a sentence for the person.
    pub fn run_process(&mut self, act: &process::Act) -> Result<(), Failure> {
        let state = process::State::from_json(&self.dossier.process.to_string())
            .map_err(|error| anyhow::anyhow!("process of {}: {error}", self.dossier.code()))?;
        let step = process::act(self.definition(), &state, act, &self.facts())
            .map_err(|refused| Failure::Malformed(refused.to_string()))?;
        self.follow(step)
    }

    /// The diagram.
    pub fn definition(&self) -> &Definition {
        self.revision.pack.process()
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            now: self.ctx.now.as_microsecond(),
            today: deadlines::zone::civil(self.ctx.now).date(),
            form: self.reading.form_value(),
        }
    }

    /// Puts what happened in the process into tasks, pauses, stages and jobs.
    fn follow(&mut self, step: Step) -> Result<(), Failure> {
        for event in &step.events {
            self.follow_event(event)?;
        }
        self.dossier.process = serde_json::from_str(&step.state.to_json()).map_err(anyhow::Error::from)?;
        Ok(())
    }

    fn follow_event(&mut self, event: &Event) -> Result<(), Failure> {
        match event {
            Event::TaskOpened { key, element, .. } => self.open_task(*key, element.as_str())?,
            Event::Completed { element, .. } => self.completed(element.as_str())?,
            Event::Cancelled { key, .. } | Event::Returned { key, .. } => {
                let (id, now, key) = (self.dossier.id, self.ctx.now, key.to_string());
                self.write(|batch| tasks::cancel(batch, id, (&key, now)));
            }
            Event::ClockPaused { key, ground, basis } => self.pause(*key, (*ground, basis))?,
            Event::ClockResumed { key } => self.resume(&format!("task/{key}"))?,
            Event::TermChanged { term, .. } => term.as_str().clone_into(&mut self.dossier.term_id),
            Event::TimerSet { key, due, .. } => self.set_timer(*key, due)?,
            Event::IncidentRaised { element, cause, .. } => {
                self.event("IncidentRaised", json!({ "element": element.as_str(), "cause": cause }));
            }
            _ => {}
        }
        Ok(())
    }

    fn open_task(&mut self, key: Key, element: &str) -> Result<(), Failure> {
        let definition = self.revision.clone();
        let task = definition
            .pack
            .process()
            .task(element)
            .ok_or_else(|| anyhow::anyhow!("the process opened {element}, which is no task"))?;
        let role = Role::from_code(task.role.as_str())
            .ok_or_else(|| anyhow::anyhow!("role {} of {element} is not known", task.role))?;
        let unit_id = match task.unit {
            Some(Unit::Reception) => self.dossier.desk_unit_id,
            _ => self.dossier.settling_unit_id,
        };
        let due_at =
            task.share.and_then(|share| clock::share_end(&self.app.catalogue.known.law, share, self.ctx.now));
        let row = Task {
            id: self.ctx.ids.uuid(),
            dossier_id: self.dossier.id,
            key: key.to_string(),
            element: element.to_owned(),
            name: task.name.to_string(),
            role,
            unit_id,
            act: task.act.as_ref().map(ToString::to_string),
            state: TaskState::Open,
            holder_id: None,
            holder_name: None,
            opened_at: self.ctx.now.as_microsecond(),
            due_at,
            finished_at: None,
            finished_by: None,
            outcome_label: None,
            note: None,
            version: 1,
        };
        if row.act.as_deref() == Some("collect_fee") {
            self.charge(procedures::Moment::ByProcess);
        }
        self.write(|batch| tasks::insert(batch, &row));
        Ok(())
    }

    /// What the completion of a step means for the legal life.
    fn completed(&mut self, element: &str) -> Result<(), Failure> {
        let act = self.definition().task(element).and_then(|task| task.act.as_ref()).map(ToString::to_string);
        match act.as_deref() {
            Some("hand_over") => self.stage_by(Act::HandOver),
            Some("issue") => {
                self.stage_by(Act::Issue)?;
                self.dossier.outcome_ready_at = Some(self.ctx.now.as_microsecond());
                Ok(())
            }
            Some("deliver") => {
                self.stage_by(Act::Deliver)?;
                self.dossier.delivered_at = Some(self.ctx.now.as_microsecond());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn pause(&mut self, key: Key, (ground, basis): (Ground, &str)) -> Result<(), Failure> {
        let code = match ground {
            Ground::FinancialDuty => "financial_duty",
            Ground::Supplement => "supplement",
            Ground::Other => "other",
        };
        self.open_pause((code, basis, format!("task/{key}")));
        if ground == Ground::FinancialDuty { self.stage_by(Act::AskObligation) } else { Ok(()) }
    }

    /// Opens a pause: (ground, legal basis, what ends it).
    pub fn open_pause(&mut self, (ground, basis, reference): (&str, &str, String)) {
        let pause = PauseRow {
            id: self.ctx.ids.uuid(),
            from_at: self.ctx.now.as_microsecond(),
            to_at: None,
            ground: ground.to_owned(),
            legal_basis: basis.to_owned(),
            reference,
        };
        let id = self.dossier.id;
        self.write(|batch| ledger::insert_pause(batch, id, &pause));
        self.event("ClockPaused", json!({ "ground": ground, "basis": basis }));
        self.pauses.push(pause);
    }

    /// Ends the pause with this reference.
    fn resume(&mut self, reference: &str) -> Result<(), Failure> {
        self.close_pause(reference);
        let was_obligation =
            self.pauses.iter().any(|p| p.reference == reference && p.ground == "financial_duty");
        if was_obligation { self.stage_by(Act::SettleObligation) } else { Ok(()) }
    }

    /// Ends the pause with this reference, whatever it was for.
    pub fn close_pause(&mut self, reference: &str) {
        let (id, now) = (self.dossier.id, self.ctx.now);
        if let Some(pause) = self.pauses.iter_mut().find(|p| p.reference == reference && p.to_at.is_none()) {
            pause.to_at = Some(now.as_microsecond());
            self.write(|batch| ledger::end_pause(batch, id, (reference, now)));
            self.event("ClockResumed", json!({ "reference": reference }));
        }
    }

    /// Waiting for the citizen extends the deadlines of the steps that were open meanwhile, by the working time of the pause
    /// that begun `from` (microseconds UTC).
    pub fn extend_open_tasks(&mut self, (tasks, from): (&[Task], i64)) {
        for task in tasks.iter().filter(|task| task.state == TaskState::Open) {
            let law = &self.app.catalogue.known.law;
            let Some(due_at) = task.due_at.and_then(|due| clock::moved(law, due, (from, self.ctx.now)))
            else {
                continue;
            };
            self.write(|batch| tasks::reschedule(batch, task.id, Some(due_at)));
        }
    }

    /// Adds the charges that fall due at `moment`.
    pub fn charge(&mut self, moment: procedures::Moment) {
        let charges = self.reading.charges(&self.revision, Some(moment));
        for charge in charges {
            let row = ChargeRow {
                id: self.ctx.ids.uuid(),
                fee: charge.fee,
                label: charge.label,
                amount_dong: charge.amount,
                explanation: charge.explanation,
                legal_basis: charge.basis,
                paid_at: None,
                receipt_number: None,
                paid_to: None,
                version: 1,
            };
            let id = self.dossier.id;
            self.write(|batch| ledger::insert_charge(batch, id, &row));
            self.event(
                "FeeCharged",
                json!({ "fee": row.fee, "amount": row.amount_dong, "explanation": row.explanation }),
            );
        }
    }

    fn set_timer(&mut self, key: Key, due: &process::DueRule) -> Result<(), Failure> {
        let at = clock::timer_at(&self.app.catalogue.known.law, due, self.ctx.now)?;
        let payload = json!({ "dossier_id": self.dossier.id, "key": key.to_string() });
        let ctx = self.ctx.clone();
        self.write(|batch| jobs::enqueue(batch, &ctx, TIMER, (payload, at)));
        Ok(())
    }

    /// Writes a letter to the applicant, if there is an address.
    pub fn mail(&mut self, subject: String, body: String) {
        let letter = mail::Letter {
            dossier_id: Some(self.dossier.id),
            recipient: self.dossier.applicant.email.clone(),
            subject,
            body,
        };
        let ctx = self.ctx.clone();
        self.write(|batch| mail::enqueue(batch, &ctx, letter));
    }

    /// The due date as it will stand, with its explanation.
    pub fn due(&self) -> Result<Option<deadlines::Due>, Failure> {
        clock::due(&self.app.catalogue.known.law, (&self.dossier, &self.revision.pack, &self.pauses))
    }

    /// Writes everything, durably, or nothing. The due date is derived anew.
    pub async fn commit(self) -> Result<Dossier, Failure> {
        let (app, ctx, id) = (self.app, self.ctx.clone(), self.dossier.id);
        match self.commit_raw().await {
            Ok(dossier) => Ok(dossier),
            Err(error) => Err(overtaken(&app.store, &ctx, (id, error)).await),
        }
    }

    /// The same, for a command that tries again or answers a conflict in its own words.
    pub async fn commit_raw(mut self) -> Result<Dossier, CommitError> {
        let due = self.due().map_err(|failure| CommitError::Engine(format!("{failure:?}")))?;
        if let Some(due) = due {
            self.dossier.due_at = clock::due_micros(&due);
            self.dossier.paused_since = due
                .paused_since
                .and_then(|at| deadlines::zone::timestamp(at).ok())
                .map(|at| at.as_microsecond());
        }
        let now = self.ctx.now;
        self.batch = match self.is_new {
            true => rows::insert_first(self.batch, &self.dossier, now),
            false => rows::update(self.batch, &self.dossier, now),
        };
        if !self.is_new && self.dossier.applicant.name != self.before.name {
            self.batch = rows::places::rename(self.batch, &self.dossier, &self.before.name);
        }
        let law = &self.app.catalogue.known.law;
        let counted =
            tally::of(&self.dossier, clock::rule(law, &self.dossier, &self.revision.pack).judgement);
        let added = counted.get(self.before.counted..).unwrap_or_default();
        self.batch = rows::tallies::count(self.batch, &self.dossier, added);
        self.app.store.commit(self.batch).await?;
        self.dossier.version += 1;
        Ok(self.dossier)
    }
}
