//! Plays a golden dossier: fills the form, asks the pack, walks the process, and compares.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use deadlines::{Calendar, Ledger, Pause, Rule, zone};
use forms::{Context, Severity};
use jiff::civil::DateTime;
use process::{Act, Begin, ElementId, Event, Key, Kind, State, Variables};
use serde_json::Value as Json;

use crate::{Case, CaseStage, Facts, Mismatch, Move, Term, pack::Pack};

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
        let mut game = Game { pack: self, case, world, found: Vec::new() };
        if let Some(facts) = game.fill() {
            game.ask(&facts);
            match case.accepted_at {
                Some(accepted_at) => game.play(&facts, accepted_at),
                None if case.route.is_empty() => {}
                None => game.differ("accepted_at", "a time, as there is a route", "none"),
            }
        }
        game.found
    }
}

/// One golden dossier being played, and what came out otherwise so far.
struct Game<'a> {
    pack: &'a Pack,
    case: &'a Case,
    world: &'a World<'a>,
    found: Vec<Mismatch>,
}

impl Game<'_> {
    /// Fills the form; nothing more is asked of a dossier that cannot be filed.
    fn fill(&mut self) -> Option<Facts> {
        let (pack, case) = (self.pack, self.case);
        let files = HashMap::new();
        let context = Context { today: case.today, places: self.world.places, files: &files, account: None };
        let answers = case.answers.iter().map(|(id, json)| (id.clone(), json.clone())).collect();
        let checked = pack.form().check(&answers, &context);
        for path in &checked.ignored {
            self.differ(
                format!("answers.{path}"),
                "an answer that counts",
                "a hidden, locked or unknown field",
            );
        }
        let day = case.accepted_at.map_or(case.today, DateTime::date);
        let facts = pack.facts(&checked, &context, case.channel, day);
        let codes = |severity| {
            let of = checked.problems.iter().filter(move |problem| problem.severity == severity);
            of.map(|problem| format!("{}.{}", problem.path, problem.code))
        };
        let mut problems: BTreeSet<String> = codes(Severity::Problem).collect();
        problems.extend(self.missing_files(&facts));
        self.same("problems", Some(&case.expect.problems), &problems);
        self.same("warnings", case.expect.warnings.as_ref(), &codes(Severity::Warning).collect());
        problems.is_empty().then_some(facts)
    }

    /// Needed papers that are not there.
    fn missing_files(&self, facts: &Facts) -> Vec<String> {
        let is_missing = |need: &crate::Need<'_>| {
            let component = need.component;
            let count = self.case.files.get(&component.id).copied().unwrap_or(0);
            need.is_required && !component.from_form && count == 0
        };
        let needs = self.pack.components(facts).into_iter().filter(is_missing);
        needs.map(|need| format!("{}.missing", need.component.id)).collect()
    }

    /// What the pack says of the dossier before anybody works on it.
    fn ask(&mut self, facts: &Facts) {
        let (pack, expect) = (self.pack, &self.case.expect);
        let needs = pack.components(facts).iter().map(|need| need.component.id.clone()).collect();
        self.same("components", expect.components.as_ref(), &needs);
        let charges = pack.charges(facts, None).into_iter().map(|charge| (charge.fee, charge.amount));
        let charges: BTreeMap<String, i64> = charges.collect();
        self.same("charges", expect.charges.as_ref(), &charges);
        self.same("total", expect.total.as_ref(), &charges.values().sum());
        let term = pack.initial_term(facts);
        self.same("term", expect.term.as_ref(), &term.map(|term| term.id.clone()).unwrap_or_default());
        if let (Some(term), Some(accepted_at)) = (term, self.case.accepted_at) {
            let due_at = self.due(term, accepted_at, &[]);
            self.same("due_at", expect.due_at.map(Ok).as_ref(), &due_at);
        }
    }

    fn due(&self, term: &Term, accepted_at: DateTime, pauses: &[Pause]) -> Result<DateTime, String> {
        let ledger = Ledger { pauses, ..Ledger::new(accepted_at, term.length()?) };
        let rule = self.pack.procedure().clock.over(self.world.rule);
        let due = self.world.calendar.due(&ledger, &rule).map_err(|refusal| refusal.to_string())?;
        due.at.ok_or_else(|| "no due date".to_owned())
    }

    /// Walks the process and compares where it came to.
    fn play(&mut self, facts: &Facts, accepted_at: DateTime) {
        let walk = self.walk(facts, accepted_at);
        let expect = &self.case.expect;
        self.same("visited", expect.visited.as_ref(), &walk.finished);
        self.same("open", expect.open.as_ref(), &walk.open_steps(self.pack));
        self.same("stage", expect.stage.as_ref(), &walk.stage());
        self.compare_clock(facts, &walk, accepted_at);
        self.compare_outcome(facts, &walk);
    }

    fn walk(&mut self, facts: &Facts, accepted_at: DateTime) -> Walk {
        let mut walk = Walk::at(accepted_at);
        let process = self.pack.process();
        match process::start(process, &Begin::Plainly, Variables::new(), &process_facts(facts, accepted_at)) {
            Ok(step) => walk.take(step, self.pack),
            Err(refused) => {
                self.differ("route", "a process that starts", refused.to_string());
                return walk;
            }
        }
        for (at, given) in self.case.route.iter().enumerate() {
            walk.now = given.at.unwrap_or(walk.now);
            if let Err(why) = walk.go(given, self.pack, facts) {
                self.differ(format!("route[{at}]"), format!("{} to be done", given.task), why);
                break;
            }
        }
        walk
    }

    fn compare_clock(&mut self, facts: &Facts, walk: &Walk, accepted_at: DateTime) {
        let changed = walk.state.as_ref().and_then(State::term).and_then(|id| self.pack.term(id.as_str()));
        let Some(term) = changed.or_else(|| self.pack.initial_term(facts)) else { return };
        let expect = &self.case.expect;
        self.same("final_term", expect.final_term.as_ref(), &term.id);
        let pauses: Vec<Pause> = walk.pauses.values().cloned().collect();
        let due_at = self.due(term, accepted_at, &pauses);
        self.same("final_due_at", expect.final_due_at.map(Ok).as_ref(), &due_at);
    }

    fn compare_outcome(&mut self, facts: &Facts, walk: &Walk) {
        let Some(expected) = &self.case.expect.outcome else { return };
        let decided_at = &self.pack.procedure().outcome.decided_at;
        let decided = walk.state.as_ref().and_then(|state| state.outcome(decided_at));
        let decided = decided.map(ToString::to_string).unwrap_or_default();
        self.same("outcome.kind", Some(&expected.kind), &decided);
        let Some(kind) = self.pack.outcome(&decided) else { return };
        self.same("outcome.paper", expected.paper.as_ref(), &kind.paper);
        let suffix = kind.suffix_on(walk.now.date()).to_owned();
        self.same("outcome.suffix", expected.suffix.as_ref(), &suffix);
        let mut inputs = self.pack.input_defaults(kind, facts);
        inputs.extend(self.case.inputs.clone());
        for input in self.pack.missing_inputs(kind, &inputs) {
            self.differ(format!("inputs.{}", input.id), "something typed", "nothing");
        }
        let data = self.pack.outcome_data(kind, facts, &inputs);
        for (key, value) in &expected.data {
            let found = data.get(key).cloned().unwrap_or(Json::Null);
            self.same(&format!("outcome.data.{key}"), Some(value), &found);
        }
    }

    /// Nothing is compared that was not written down.
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, place: &str, expected: Option<&T>, found: &T) {
        if let Some(expected) = expected
            && expected != found
        {
            self.differ(place, format!("{expected:?}"), format!("{found:?}"));
        }
    }

    fn differ(&mut self, place: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) {
        let file = self.case.file.clone();
        self.found.push(Mismatch {
            file,
            place: place.into(),
            expected: expected.into(),
            found: found.into(),
        });
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
    fn at(now: DateTime) -> Self {
        let (finished, pauses) = (Vec::new(), BTreeMap::new());
        Self { now, state: None, finished, pauses, has_issued: false, has_delivered: false }
    }

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
