//! Plays a procedure of nine steps over and over in memory and prints how many steps a second that makes.
//!
//! `cargo run --release -p process --example steps_per_second`

#![expect(clippy::print_stdout, reason = "an example prints its figure")]

use std::time::{Duration, Instant};

use process::{Act, Begin, Definition, Facts, Key, OutcomeId, State, Variables, act, read, start};

const DIAGRAM: &str = include_str!("../tests/fixtures/01.bpmn");

fn main() {
    let def = read(DIAGRAM).definition.expect("the fixture is sound");
    let form = feel::Value::Null;
    let facts = Facts { now: 0, today: jiff::civil::date(2025, 7, 1), form: &form };
    measure("states in memory", &def, &facts, |state| state);
    measure("states stored and read as JSON", &def, &facts, |state| {
        State::from_json(&state.to_json()).expect("a state reads itself")
    });
}

/// Whole processes until two seconds have passed; an act of the script is a step.
#[expect(clippy::disallowed_methods, reason = "the figure is a duration; nothing in the crate asks for one")]
fn measure(what: &str, def: &Definition, facts: &Facts<'_>, between: impl Fn(State) -> State) {
    let (mut steps, mut processes) = (0_u64, 0_u64);
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(2) {
        let mut state = start(def, &Begin::Plainly, Variables::new(), facts).expect("it starts").state;
        while state.ended().is_none() {
            let next = next_act(def, &state);
            state = between(act(def, &state, &next, facts).expect("the act is possible").state);
            steps += 1;
        }
        processes += 1;
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("{what}: {:.0} steps/s, {:.0} processes/s", steps as f64 / seconds, processes as f64 / seconds);
}

/// The oldest thing that is open, done: a step with its first outcome, a wait with its message.
fn next_act(def: &Definition, state: &State) -> Act {
    let open = state.open(def).next().expect("it waits for something");
    let key: Key = open.key;
    let variables = Variables::new();
    match open.element.task() {
        Some(task) => {
            let outcome: Option<OutcomeId> = task.outcomes.first().map(|outcome| outcome.id.clone());
            Act::Complete { key, outcome, variables, reason: None }
        }
        None => Act::Message { name: "da_nop_phi".into(), key: Some(key), outcome: None, variables },
    }
}
