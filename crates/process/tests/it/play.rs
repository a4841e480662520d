//! Plays a process by a script and shows what came out, one line per act.
//!
//! Script: `act => events`. Acts: `start`, `start by message m`, `start by timer s`, `a` (complete step a), `a = outcome`,
//! `done x`, `done x = outcome`, `fail x CODE`, `timer t`, `message m`, `message m at a`, `return a to b`, `retry x`,
//! `skip x`, `skip x via f`, `cancel`; then `{json}` for variables and `because reason`. `a#2` is the second one open.
//! A refused act shows `! why`.

use process::{
    Act, Begin, Cause, Definition, DueRule, Event, Facts, HowEnded, Key, Refused, State, Step, Variables,
    act, read, start,
};

use crate::build;

/// The definition of a drawing that must be sound.
pub fn definition(drawing: &str) -> Definition {
    let reading = read(&build::xml(drawing));
    let refusals: Vec<String> = reading.refusals().map(ToString::to_string).collect();
    reading.definition.unwrap_or_else(|| panic!("refused: {refusals:#?}"))
}

/// Plays the script with an empty form.
pub fn check(drawing: &str, script: &str) {
    check_with("{}", drawing, script);
}

/// Plays the script with these answers.
pub fn check_with(form: &str, drawing: &str, script: &str) {
    play(&definition(drawing), form, script);
}

/// Plays the script on a definition.
pub fn play(def: &Definition, form: &str, script: &str) {
    let form = feel::Value::from_json(&serde_json::from_str(form).expect("form"));
    let mut state: Option<State> = None;
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (command, expected) = line.split_once("=>").expect("act => events");
        let found = match one(def, state.as_ref(), command.trim(), &form) {
            Ok(step) => {
                let found: Vec<String> =
                    step.events.iter().map(|event| shown(event, &step.state, state.as_ref())).collect();
                let stored = step.state.to_json();
                let restored = State::from_json(&stored).expect("a stored state");
                assert_eq!(restored, step.state, "the state survives being stored");
                state = Some(restored);
                found.join(", ")
            }
            Err(refused) => format!("! {refused}"),
        };
        assert_eq!(found, expected.trim(), "after: {command}");
    }
}

fn one(def: &Definition, state: Option<&State>, command: &str, form: &feel::Value) -> Result<Step, Refused> {
    let facts = Facts { now: 1, today: jiff::civil::date(2025, 7, 1), form };
    let (command, reason) =
        command.split_once(" because ").map_or((command, ""), |(command, why)| (command, why));
    let (command, variables) = match command.find('{') {
        Some(at) => (command[..at].trim(), serde_json::from_str(&command[at..]).expect("variables")),
        None => (command, Variables::new()),
    };
    let words: Vec<&str> = command.split_whitespace().collect();
    let Some(state) = state else {
        let begin = match words.as_slice() {
            ["start"] => Begin::Plainly,
            ["start", "by", "message", name] => Begin::ByMessage((*name).into()),
            ["start", "by", "timer", id] => Begin::ByTimer((*id).into()),
            _ => panic!("begin with start"),
        };
        return start(def, &begin, variables, &facts);
    };
    let key = |name: &str| key_of(def, state, name);
    let done = match words.as_slice() {
        ["done", name] => Act::Done { key: key(name), outcome: None, variables },
        ["done", name, "=", outcome] => {
            Act::Done { key: key(name), outcome: Some((*outcome).into()), variables }
        }
        ["fail", name, code] => {
            Act::Failed { key: key(name), code: (*code).into(), message: "hỏng".into() }
        }
        ["timer", name] => Act::TimerDue { key: key(name) },
        ["message", name, rest @ ..] => {
            let key = rest.iter().position(|word| *word == "at").map(|at| key(rest[at + 1]));
            let outcome = rest.iter().position(|word| *word == "=").map(|at| rest[at + 1].into());
            Act::Message { name: (*name).into(), key, outcome, variables }
        }
        ["return", name, "to", to] => Act::Return { key: key(name), to: (*to).into(), reason: reason.into() },
        ["retry", name] => Act::Retry { key: key(name), variables },
        ["skip", name] => Act::Skip { key: key(name), flow: None, variables, reason: reason.into() },
        ["skip", name, "via", flow] => {
            Act::Skip { key: key(name), flow: Some((*flow).into()), variables, reason: reason.into() }
        }
        ["cancel"] => Act::Cancel { reason: reason.into() },
        [name] => complete(key(name), None, variables, reason),
        [name, "=", outcome] => complete(key(name), Some(outcome), variables, reason),
        other => panic!("not an act: {other:?}"),
    };
    let step = act(def, state, &done, &facts);
    assert_eq!(step, act(def, state, &done, &facts), "the same act gives the same step");
    step
}

fn complete(key: Key, outcome: Option<&str>, variables: Variables, reason: &str) -> Act {
    let reason = (!reason.is_empty()).then(|| reason.to_owned());
    Act::Complete { key, outcome: outcome.map(Into::into), variables, reason }
}

/// The key of what is open at an element; `a#2` is the second, `0` is a key that never was.
fn key_of(def: &Definition, state: &State, name: &str) -> Key {
    let (id, nth) = name.split_once('#').map_or((name, 1), |(id, nth)| (id, nth.parse().expect("a number")));
    let mut open = state.open(def).filter(|open| open.element.id.as_str() == id);
    open.nth(nth - 1).map_or(Key(999), |open| open.key)
}

fn shown(event: &Event, after: &State, before: Option<&State>) -> String {
    let of_item =
        |item: &Option<serde_json::Value>| item.as_ref().map_or(String::new(), |item| format!("[{item}]"));
    match event {
        Event::TaskOpened { element, item, .. } => format!("open {element}{}", of_item(item)),
        Event::ServiceRequested { element, item, .. } => format!("call {element}{}", of_item(item)),
        Event::ChildRequested { element, procedure, item, .. } => {
            format!("child {element}({procedure}){}", of_item(item))
        }
        Event::MessageAwaited { element, name, .. } => format!("await {element}({name})"),
        Event::TimerSet { element, due, .. } => match due {
            DueRule::Working(share) => format!("timer {element}({} {:?})", share.thousandths, share.unit),
            DueRule::Elapsed(text) | DueRule::At(text) => format!("timer {element}({text})"),
        },
        Event::ClockPaused { ground, .. } => format!("pause {ground:?}"),
        Event::ClockResumed { .. } => "resume".into(),
        Event::TermChanged { term, .. } => format!("term {term}"),
        Event::Completed { element, outcome: None, .. } => format!("done {element}"),
        Event::Completed { element, outcome: Some(outcome), .. } => format!("done {element}={outcome}"),
        Event::Triggered { element, .. } => format!("happened {element}"),
        Event::Failed { element, code, .. } => format!("failed {element}({code})"),
        Event::Returned { element, to, .. } => format!("{element} back to {to}"),
        Event::Cancelled { element, .. } => format!("cancel {element}"),
        Event::MessageSent { name, .. } => format!("send {name}"),
        Event::Passed { element, .. } => format!("pass {element}"),
        Event::IncidentRaised { element, cause, .. } => format!("stuck {element}: {}", cause_shown(cause)),
        Event::IncidentResolved { element, .. } => format!("freed {element}"),
        Event::Ended(ended) => {
            assert!(before.is_none_or(|before| before.ended().is_none()), "it ends once");
            assert_eq!(after.ended(), Some(ended));
            match &ended.how {
                HowEnded::Normally => "over".into(),
                HowEnded::Terminated => "terminated".into(),
                HowEnded::Failed(code) => format!("over with {code}"),
                HowEnded::Cancelled(_) => "cancelled".into(),
            }
        }
    }
}

fn cause_shown(cause: &Cause) -> String {
    match cause {
        Cause::NoWay => "no way".into(),
        Cause::Expression(_) => "expression".into(),
        Cause::TooMany(count) => format!("too many ({count})"),
        Cause::Failure { code, .. } => code.to_string(),
        Cause::Loop => "loop".into(),
        Cause::Deadlock => "deadlock".into(),
    }
}
