//! Plays a golden dossier: fills the form, asks the pack, walks the process, and compares.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use deadlines::{Calendar, Ledger, Pause, Rule, zone};
use forms::{Context, Severity};
use jiff::civil::DateTime;
use process::{Act, Begin, ElementId, Event, Key, Kind, State, Variables};
use serde_json::Value as Json;

use crate::{Case, CaseStage, Facts, Mismatch, Move, OutcomeKind, Term, pack::Pack};

/// What the world is like while golden dossiers are played (_bối cảnh chạy thử_).
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The working time of the agency.
    pub calendar: &'a Calendar,
    /// How the law of the time counts.
    pub rule: &'a Rule,
    /// The units an address may name.
    pub places: &'a forms::Places,
}

impl Pack {
    /// Plays a golden dossier and tells everything that came out otherwise than written down.
    pub fn run_case(&self, case: &Case, world: &World<'_>) -> Vec<Mismatch> {
        let mut notes = Notes { file: &case.file, found: Vec::new() };
        let Some(facts) = self.fill(case, world, &mut notes) else {
            return notes.found;
        };
        self.ask(case, &facts, world, &mut notes);
        if let Some(accepted_at) = case.accepted_at {
            let walk = self.walk(case, &facts, accepted_at, &mut notes);
            self.compare(case, &facts, &walk, &mut notes);
            self.compare_clock(case, accepted_at, &facts, &walk, world, &mut notes);
        } else if !case.route.is_empty() {
            notes.differ("accepted_at", "a time, as there is a route", "none");
        }
        notes.found
    }

    /// Fills the form; nothing more is asked of a dossier that cannot be filed.
    fn fill(&self, case: &Case, world: &World<'_>, notes: &mut Notes<'_>) -> Option<Facts> {
        let files = HashMap::new();
        let context = Context { today: case.today, places: world.places, files: &files, account: None };
        let answers = case.answers.iter().map(|(id, json)| (id.clone(), json.clone())).collect();
        let checked = self.form().check(&answers, &context);
        for path in &checked.ignored {
            notes.differ(
                format!("answers.{path}"),
                "an answer that counts",
                "a hidden, locked or unknown field",
            );
        }
        let on = case.accepted_at.map_or(case.today, |at| at.date());
        let facts = self.facts(&checked, &context, case.channel, on);
        let codes = |severity| {
            let of = checked.problems.iter().filter(move |problem| problem.severity == severity);
            of.map(|problem| format!("{}.{}", problem.path, problem.code))
        };
        let mut problems: BTreeSet<String> = codes(Severity::Problem).collect();
        problems.extend(self.missing_files(case, &facts));
        notes.same("problems", Some(&case.expect.problems), &problems);
        notes.same("warnings", case.expect.warnings.as_ref(), &codes(Severity::Warning).collect());
        problems.is_empty().then_some(facts)
    }

    /// Needed papers that are not there.
    fn missing_files(&self, case: &Case, facts: &Facts) -> Vec<String> {
        let has_files = |id: &str| case.files.get(id).is_some_and(|count| *count > 0);
        let needs = self.components(facts);
        let missing = needs
            .iter()
            .filter(|need| need.is_required && !need.component.from_form && !has_files(&need.component.id));
        missing.map(|need| format!("{}.missing", need.component.id)).collect()
    }

    /// What the pack says of the dossier before anybody works on it.
    fn ask(&self, case: &Case, facts: &Facts, world: &World<'_>, notes: &mut Notes<'_>) {
        let expect = &case.expect;
        let needs = self.components(facts).iter().map(|need| need.component.id.clone()).collect();
        notes.same("components", expect.components.as_ref(), &needs);
        let charges: BTreeMap<String, i64> =
            self.charges(facts, None).into_iter().map(|charge| (charge.fee, charge.amount)).collect();
        notes.same("charges", expect.charges.as_ref(), &charges);
        notes.same("total", expect.total.as_ref(), &charges.values().sum());
        let term = self.initial_term(facts);
        notes.same("term", expect.term.as_ref(), &term.map(|term| term.id.clone()).unwrap_or_default());
        if let (Some(term), Some(accepted_at)) = (term, case.accepted_at) {
            let due_at = self.due(term, accepted_at, &[], world);
            notes.same("due_at", expect.due_at.map(Ok).as_ref(), &due_at);
        }
    }

    fn due(
        &self,
        term: &Term,
        accepted_at: DateTime,
        pauses: &[Pause],
        world: &World<'_>,
    ) -> Result<DateTime, String> {
        let ledger = Ledger { pauses, ..Ledger::new(accepted_at, term.length()?) };
        let rule = self.procedure().clock.over(world.rule);
        let due = world.calendar.due(&ledger, &rule).map_err(|refusal| refusal.to_string())?;
        due.at.ok_or_else(|| "no due date".to_owned())
    }

    fn walk(&self, case: &Case, facts: &Facts, accepted_at: DateTime, notes: &mut Notes<'_>) -> Walk {
        let mut walk = Walk {
            now: accepted_at,
            state: None,
            finished: Vec::new(),
            pauses: BTreeMap::new(),
            has_issued: false,
            has_delivered: false,
        };
        let started = process::start(
            self.process(),
            &Begin::Plainly,
            Variables::new(),
            &process_facts(facts, walk.now),
        );
        match started {
            Ok(step) => walk.take(step, self),
            Err(refused) => {
                notes.differ("route", "a process that starts", refused.to_string());
                return walk;
            }
        }
        for (at, given) in case.route.iter().enumerate() {
            walk.now = given.at.unwrap_or(walk.now);
            if let Err(why) = walk.go(given, self, facts) {
                notes.differ(format!("route[{at}]"), format!("{} to be done", given.task), why);
                return walk;
            }
        }
        walk
    }

    /// What the process came to.
    fn compare(&self, case: &Case, facts: &Facts, walk: &Walk, notes: &mut Notes<'_>) {
        let expect = &case.expect;
        notes.same("visited", expect.visited.as_ref(), &walk.finished);
        notes.same("open", expect.open.as_ref(), &walk.open_steps(self));
        notes.same("stage", expect.stage.as_ref(), &walk.stage());
        let Some(expected) = &expect.outcome else { return };
        let decided =
            walk.state.as_ref().and_then(|state| state.outcome(&self.procedure().outcome.decided_at));
        let decided = decided.map(ToString::to_string).unwrap_or_default();
        notes.same("outcome.kind", Some(&expected.kind), &decided);
        let Some(kind) = self.outcome(&decided) else { return };
        notes.same("outcome.paper", expected.paper.as_ref(), &kind.paper);
        notes.same("outcome.suffix", expected.suffix.as_ref(), &kind.suffix_on(walk.now.date()).to_owned());
        self.compare_paper(case, kind, facts, &expected.data, notes);
    }

    fn compare_paper(
        &self,
        case: &Case,
        kind: &OutcomeKind,
        facts: &Facts,
        expected: &BTreeMap<String, Json>,
        notes: &mut Notes<'_>,
    ) {
        let mut inputs = self.input_defaults(kind, facts);
        inputs.extend(case.inputs.clone());
        for input in self.missing_inputs(kind, &inputs) {
            notes.differ(format!("inputs.{}", input.id), "something typed", "nothing");
        }
        let data = self.outcome_data(kind, facts, &inputs);
        for (key, value) in expected {
            let found = data.get(key).cloned().unwrap_or(Json::Null);
            notes.same(&format!("outcome.data.{key}"), Some(value), &found);
        }
    }

    fn compare_clock(
        &self,
        case: &Case,
        accepted_at: DateTime,
        facts: &Facts,
        walk: &Walk,
        world: &World<'_>,
        notes: &mut Notes<'_>,
    ) {
        let changed = walk.state.as_ref().and_then(State::term).and_then(|id| self.term(id.as_str()));
        let Some(term) = changed.or_else(|| self.initial_term(facts)) else { return };
        notes.same("final_term", case.expect.final_term.as_ref(), &term.id);
        let pauses: Vec<Pause> = walk.pauses.values().cloned().collect();
        let due_at = self.due(term, accepted_at, &pauses, world);
        notes.same("final_due_at", case.expect.final_due_at.map(Ok).as_ref(), &due_at);
    }
}

/// A dossier on its way through the process.
struct Walk {
    now: DateTime,
    state: Option<State>,
    /// Steps in the order in which they were finished.
    finished: Vec<String>,
    pauses: BTreeMap<Key, Pause>,
    has_issued: bool,
    has_delivered: bool,
}

impl Walk {
    /// One thing somebody does: a step is finished, or a timer goes off.
    fn go(&mut self, given: &Move, pack: &Pack, facts: &Facts) -> Result<(), String> {
        let state = self.state.as_ref().ok_or("the process never started")?;
        let all: Vec<_> =
            state.open(pack.process()).filter(|open| open.element.id.as_str() == given.task).collect();
        let at = given.item.map_or(0, |item| item as usize - 1);
        let open = all.get(at).ok_or_else(|| format!("open: {:?}", self.open_steps(pack)))?;
        let act = match open.element.kind {
            Kind::Task(_) => Act::Complete {
                key: open.key,
                outcome: given.outcome.as_deref().map(Into::into),
                variables: given
                    .vars
                    .iter()
                    .map(|(name, value)| (name.as_str().into(), value.clone()))
                    .collect(),
                reason: given.reason.clone(),
            },
            _ => Act::TimerDue { key: open.key },
        };
        let step = process::act(pack.process(), state, &act, &process_facts(facts, self.now))
            .map_err(|refused| refused.to_string())?;
        self.take(step, pack);
        Ok(())
    }

    fn take(&mut self, step: process::Step, pack: &Pack) {
        for event in &step.events {
            match event {
                Event::Completed { element, .. } | Event::Triggered { element, .. } => {
                    self.finish(element, pack)
                }
                Event::Returned { element, .. } => self.finished.push(element.to_string()),
                Event::ClockPaused { key, ground, basis } => {
                    let pause = Pause {
                        from: self.now,
                        to: None,
                        ground: code_of(*ground).to_owned(),
                        legal_basis: basis.to_string(),
                    };
                    self.pauses.insert(*key, pause);
                }
                Event::ClockResumed { key } => {
                    if let Some(pause) = self.pauses.get_mut(key) {
                        pause.to = Some(self.now);
                    }
                }
                _ => {}
            }
        }
        self.state = Some(step.state);
    }

    fn finish(&mut self, element: &ElementId, pack: &Pack) {
        self.finished.push(element.to_string());
        let act = pack.process().task(element.as_str()).and_then(|task| task.act.as_ref());
        match act.map(process::ActName::as_str) {
            Some("issue") => self.has_issued = true,
            Some("deliver") => self.has_delivered = true,
            _ => {}
        }
    }

    /// Steps that wait for somebody, without the timers beside them.
    fn open_steps(&self, pack: &Pack) -> BTreeSet<String> {
        let open = self.state.iter().flat_map(|state| state.open(pack.process()));
        open.filter(|open| open.element.task().is_some() || open.incident.is_some())
            .map(|open| open.element.id.to_string())
            .collect()
    }

    fn stage(&self) -> CaseStage {
        match () {
            () if self.has_delivered => CaseStage::Delivered,
            () if self.has_issued => CaseStage::OutcomeReady,
            () if self.pauses.values().any(|pause| pause.to.is_none()) => CaseStage::Paused,
            () => CaseStage::InProgress,
        }
    }
}

/// Gathers what came out otherwise.
pub(crate) struct Notes<'a> {
    file: &'a str,
    found: Vec<Mismatch>,
}

impl Notes<'_> {
    pub(crate) fn differ(
        &mut self,
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        self.found.push(Mismatch {
            file: self.file.to_owned(),
            place: place.into(),
            expected: expected.into(),
            found: found.into(),
        });
    }

    /// Nothing is compared that was not written down.
    pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        place: &str,
        expected: Option<&T>,
        found: &T,
    ) {
        if let Some(expected) = expected
            && expected != found
        {
            self.differ(place, format!("{expected:?}"), format!("{found:?}"));
        }
    }
}

fn process_facts(facts: &Facts, now: DateTime) -> process::Facts<'_> {
    // A golden dossier lies in the years of the calendar; outside them its time does not matter.
    let microseconds = zone::timestamp(now).map_or(0, |at| at.as_microsecond());
    process::Facts { now: microseconds, today: now.date(), form: facts.form() }
}

/// The code of a ground in the rules of the clock.
fn code_of(ground: process::Ground) -> &'static str {
    match ground {
        process::Ground::FinancialDuty => "financial_duty",
        process::Ground::Supplement => "supplement",
        process::Ground::Other => "other",
    }
}
