//! Random sound diagrams, played at random: they end or wait, forget nothing, and can be replayed.

use std::collections::BTreeSet;

use process::{
    Act, Begin, Cause, Definition, Event, Facts, Key, Kind, Open, Refused, State, Step, TaskKind, Trigger,
    Variables, act, read, start,
};
use proptest::prelude::*;

use crate::build;

/// A piece of a process with one way in and one way out.
#[derive(Debug, Clone)]
pub enum Block {
    Step(&'static str),
    Seq(Vec<Block>),
    Xor(Vec<Block>),
    And(Vec<Block>),
    Loop(Box<Block>),
    Sub(Box<Block>, &'static str),
    Race,
    /// A step or sub-process with a boundary event whose way ends by itself or joins again.
    Guarded {
        inner: Box<Block>,
        event: &'static str,
        joins: bool,
    },
}

pub fn block() -> impl Strategy<Value = Block> {
    let steps = vec![
        "user",
        "user out=x,y",
        "manual pause=other",
        "receive message=tin",
        "receive out=x,y message=tin many=[1,2] collect=kq",
        "service",
        "service many=[1,2,3] seq",
        "call of=con",
        "throw",
        "throw message=tin",
        "catch message=tin",
        "catch timer=1d pause=supplement",
        "user many=[1,2,3] until=index=null",
        "user term=dai",
    ];
    let leaf = prop_oneof![8 => prop::sample::select(steps).prop_map(Block::Step), 1 => Just(Block::Race)];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..4);
        let events = vec!["timer=2d", "timer=2d soft", "message=tin", "message=hoi soft", "error="];
        prop_oneof![
            3 => several().prop_map(Block::Seq),
            2 => several().prop_map(Block::Xor),
            2 => several().prop_map(Block::And),
            1 => inner.clone().prop_map(|inner| Block::Loop(inner.into())),
            1 => (inner.clone(), prop::sample::select(vec!["", "many=[1,2] collect=ds"]))
                .prop_map(|(inner, many)| Block::Sub(inner.into(), many)),
            2 => (inner, prop::sample::select(events), any::<bool>())
                .prop_map(|(inner, event, joins)| Block::Guarded { inner: inner.into(), event, joins }),
        ]
    })
}

/// The drawing of a process that is this piece.
pub fn drawing(block: &Block) -> String {
    let mut text = String::from("start s\nend e\n");
    let (first, last) = draw(block, &mut 0, &mut text);
    text + &format!("s -> {first}\n{last} -> e\n")
}

fn draw(block: &Block, count: &mut u32, text: &mut String) -> (String, String) {
    *count += 1;
    let n = *count;
    match block {
        Block::Step(kind) => {
            let (kind, options) = kind.split_once(' ').unwrap_or((kind, ""));
            text.push_str(&format!("{kind} n{n} {options}\n"));
            (format!("n{n}"), format!("n{n}"))
        }
        Block::Seq(parts) => {
            let ends: Vec<_> = parts.iter().map(|part| draw(part, count, text)).collect();
            ends.windows(2).for_each(|pair| text.push_str(&format!("{} -> {}\n", pair[0].1, pair[1].0)));
            (ends[0].0.clone(), ends[ends.len() - 1].1.clone())
        }
        Block::Xor(parts) => {
            text.push_str(&format!("xor n{n} default=d{n}\nxor m{n}\n"));
            for (nth, part) in parts.iter().enumerate() {
                let (first, last) = draw(part, count, text);
                let way = if nth == 0 { format!("@d{n}") } else { format!("if vars.so = {nth}") };
                text.push_str(&format!("n{n} -> {first} {way}\n{last} -> m{n}\n"));
            }
            (format!("n{n}"), format!("m{n}"))
        }
        Block::And(parts) => {
            text.push_str(&format!("and n{n}\nand m{n}\n"));
            for part in parts {
                let (first, last) = draw(part, count, text);
                text.push_str(&format!("n{n} -> {first}\n{last} -> m{n}\n"));
            }
            (format!("n{n}"), format!("m{n}"))
        }
        Block::Loop(inner) => {
            text.push_str(&format!("xor n{n}\nuser u{n}\nxor m{n} default=d{n}\nthrow x{n}\n"));
            let (first, last) = draw(inner, count, text);
            text.push_str(&format!(
                "n{n} -> {first}\n{last} -> u{n} -> m{n}\nm{n} -> x{n} @d{n}\nm{n} -> n{n} if vars.so = 2\n"
            ));
            (format!("n{n}"), format!("x{n}"))
        }
        Block::Sub(inner, many) => {
            text.push_str(&format!("sub n{n} {many} {{\nstart s{n}\nend e{n}\n"));
            let (first, last) = draw(inner, count, text);
            text.push_str(&format!("s{n} -> {first}\n{last} -> e{n}\n}}\n"));
            (format!("n{n}"), format!("n{n}"))
        }
        Block::Race => {
            text.push_str(&format!(
                "event n{n} pause=other\ncatch a{n} message=hoi\ncatch b{n} timer=1d\nxor m{n}\n"
            ));
            text.push_str(&format!("n{n} -> a{n} -> m{n}\nn{n} -> b{n} -> m{n}\n"));
            (format!("n{n}"), format!("m{n}"))
        }
        Block::Guarded { inner, event, joins } => {
            text.push_str(&format!("sub n{n} {{\nstart s{n}\nend e{n}\n"));
            let (first, last) = draw(inner, count, text);
            text.push_str(&format!(
                "s{n} -> {first}\n{last} -> e{n}\n}}\nboundary b{n} on=n{n} {event}\nuser u{n}\n"
            ));
            // What does not interrupt must end by itself: two tokens would leave otherwise.
            if *joins && !event.contains("soft") {
                text.push_str(&format!("xor m{n}\nn{n} -> m{n}\nb{n} -> u{n} -> m{n}\n"));
                (format!("n{n}"), format!("m{n}"))
            } else {
                let how = if event.contains("soft") { "" } else { "terminate" };
                text.push_str(&format!("end z{n} {how}\nb{n} -> u{n} -> z{n}\n"));
                (format!("n{n}"), format!("n{n}"))
            }
        }
    }
}

/// What a person or the machine might do with one thing that is open.
pub fn some_act(open: &Open<'_>, def: &Definition, choice: u8) -> Act {
    let key = open.key;
    let variables = Variables::from([("so".into(), (choice % 4).into())]);
    if open.incident.is_some() {
        return match choice % 2 {
            0 => Act::Retry { key, variables },
            _ => Act::Skip { key, flow: None, variables, reason: "bỏ qua".into() },
        };
    }
    let step = match &open.element.kind {
        Kind::Task(step) => step,
        Kind::Catch { trigger, .. } | Kind::Boundary { trigger, .. } => {
            return match trigger {
                Trigger::Message(name) => {
                    Act::Message { name: name.clone(), key: Some(key), outcome: None, variables }
                }
                _ => Act::TimerDue { key },
            };
        }
        other => panic!("never open: {other:?}"),
    };
    if choice.is_multiple_of(7) {
        let to = &def.elements()[choice as usize % def.elements().len()].id;
        return Act::Return { key, to: to.clone(), reason: "làm lại".into() };
    }
    let outcome = step.outcomes.get(choice as usize % 2).map(|outcome| outcome.id.clone());
    match step.kind {
        TaskKind::Service | TaskKind::Call(_) if choice % 5 == 1 => {
            Act::Failed { key, code: "LOI".into(), message: "hỏng".into() }
        }
        TaskKind::Service | TaskKind::Call(_) => Act::Done { key, outcome, variables },
        _ => Act::Complete { key, outcome, variables, reason: None },
    }
}

/// Keeps the books as a caller would, from events alone.
#[derive(Default)]
struct Books {
    open: BTreeSet<Key>,
    paused: BTreeSet<Key>,
    failed: BTreeSet<Key>,
    ended: bool,
}

impl Books {
    fn enter(&mut self, def: &Definition, event: &Event) {
        match event {
            Event::TaskOpened { key, .. }
            | Event::TimerSet { key, .. }
            | Event::ChildRequested { key, .. } => {
                self.open.insert(*key);
            }
            Event::IncidentRaised { key, cause: Cause::Failure { .. }, .. } => {
                assert!(self.open.contains(key) && self.failed.insert(*key), "fails while open");
            }
            Event::ServiceRequested { key, .. }
            | Event::MessageAwaited { key, .. }
            | Event::IncidentRaised { key, .. } => {
                self.open.insert(*key);
            }
            Event::ClockPaused { key, .. } => assert!(self.paused.insert(*key), "paused once"),
            Event::ClockResumed { key } => assert!(self.paused.remove(key), "resumed what was paused"),
            Event::Triggered { key, element } => {
                let stays = match &def.element(element.as_str()).expect("known").kind {
                    Kind::Boundary { trigger: Trigger::Message(_), interrupting, .. } => !interrupting,
                    _ => false,
                };
                assert!(stays || self.open.remove(key), "happened where it was awaited");
            }
            Event::Completed { key, .. } | Event::Failed { key, .. } | Event::Returned { key, .. } => {
                assert!(self.open.remove(key), "closed what was open");
            }
            Event::Cancelled { key, .. } => assert!(self.open.remove(key), "cancelled what was open"),
            // A failed step is still open under its key; anything else leaves its place.
            Event::IncidentResolved { key, .. } => assert!(self.failed.remove(key) || self.open.remove(key)),
            Event::Ended(_) => self.ended = true,
            Event::TermChanged { .. } | Event::MessageSent { .. } | Event::Passed { .. } => {}
        }
    }

    fn agree_with(&self, def: &Definition, state: &State) {
        let open: BTreeSet<Key> = state.open(def).map(|open| open.key).collect();
        assert_eq!(self.open, open, "events tell what is open");
        assert_eq!(self.ended, state.ended().is_some());
        assert!(self.ended || !open.is_empty(), "it ends or waits");
        assert!(!self.ended || open.is_empty(), "nothing stays open");
        assert!(!self.ended || self.paused.is_empty(), "no clock stands still");
    }
}

fn facts(form: &feel::Value) -> Facts<'_> {
    Facts { now: 7, today: jiff::civil::date(2025, 7, 1), form }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sound_process_ends_or_waits_and_forgets_nothing(block in block(), choices in prop::collection::vec(any::<(u8, u8)>(), 1..40)) {
        let def = sound(&block);
        let form = feel::Value::Null;
        let mut step = start(&def, &Begin::Plainly, Variables::new(), &facts(&form)).expect("it starts");
        let mut books = Books::default();
        let mut acts = Vec::new();
        let mut all = step.events.clone();
        for (which, choice) in choices {
            step.events.iter().for_each(|event| books.enter(&def, event));
            books.agree_with(&def, &step.state);
            step.events.iter().for_each(is_expected);
            let state = State::from_json(&step.state.to_json()).expect("stored");
            prop_assert_eq!(&state, &step.state);
            prop_assert!(state.misfits(&def).is_empty());
            let open: Vec<Open<'_>> = state.open(&def).collect();
            let Some(one) = open.get(which as usize % open.len().max(1)) else { break };
            let chosen = some_act(one, &def, choice);
            match act(&def, &state, &chosen, &facts(&form)) {
                Ok(next) => {
                    acts.push(chosen);
                    all.extend(next.events.clone());
                    step = next;
                }
                // A random return is often not possible; then nothing has changed.
                Err(refused) => {
                    prop_assert!(matches!(refused, Refused::NoReturn(_) | Refused::NotThat { .. }), "{}", refused);
                    step = Step { state, events: Vec::new() };
                }
            }
        }
        prop_assert_eq!(replayed(&def, &acts), all);
    }
}

fn replayed(def: &Definition, acts: &[Act]) -> Vec<Event> {
    let form = feel::Value::Null;
    let mut step = start(def, &Begin::Plainly, Variables::new(), &facts(&form)).expect("it starts");
    let mut events = step.events;
    for done in acts {
        step = act(def, &step.state, done, &facts(&form)).expect("it was done before");
        events.extend(step.events);
    }
    events
}

/// A structured diagram knows no incident but a failure nobody catches.
fn is_expected(event: &Event) {
    if let Event::IncidentRaised { cause, .. } = event {
        assert!(matches!(cause, Cause::Failure { .. }), "{cause:?}");
    }
}

fn sound(block: &Block) -> Definition {
    let text = drawing(block);
    let reading = read(&build::xml(&text));
    let refusals: Vec<String> = reading.refusals().map(ToString::to_string).collect();
    reading.definition.unwrap_or_else(|| panic!("{refusals:#?}\n{text}"))
}
