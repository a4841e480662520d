//! Runs a process: one act in, a new state and events out.
//!
//! [`Course`] is the work of one act. It follows tokens from element to element until everything waits; what each kind
//! of element does is in `element/`.

mod act;
mod cancel;
mod commands;
mod course;
mod element;
mod event;
mod incident;
mod return_to;
mod state;

pub use act::{Act, Begin, Facts, Refused};
pub use course::{MAX_INSTANCES, MAX_MOVES, MAX_OPEN};
pub use event::{DueRule, Event};
pub use state::{Cause, Ended, HowEnded, Open, State, StateError, Variables};

pub(crate) use state::Layer;

use course::Course;

use crate::{Definition, Kind, Trigger};

/// What came of an act (_kết quả một bước chạy_).
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Where the process stands now.
    pub state: State,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// Begins a process.
pub fn start(def: &Definition, begin: &Begin, vars: Variables, facts: &Facts<'_>) -> Result<Step, Refused> {
    let is_meant = |ix: &usize| match (&def.elements[*ix].kind, begin) {
        (Kind::Start(None), Begin::Plainly) => true,
        (Kind::Start(Some(Trigger::Message(waited))), Begin::ByMessage(name)) => waited == name,
        (Kind::Start(Some(Trigger::Timer(_))), Begin::ByTimer(id)) => def.elements[*ix].id == *id,
        _ => false,
    };
    let start = def.starts_in(None).find(is_meant).ok_or(Refused::NoStart)?;
    let mut course = Course::new(def, facts, State::new(vars));
    course.begin(start);
    course.finish_act()
}

/// Does one thing to a running process. Refused acts change nothing.
pub fn act(def: &Definition, state: &State, act: &Act, facts: &Facts<'_>) -> Result<Step, Refused> {
    let misfits = state.misfits(def);
    if !misfits.is_empty() {
        let names: Vec<&str> = misfits.iter().map(crate::ElementId::as_str).collect();
        return Err(Refused::Misfit(names.join(", ")));
    }
    if state.ended().is_some() {
        return Err(Refused::Over);
    }
    let mut course = Course::new(def, facts, state.clone());
    course.command(act)?;
    course.finish_act()
}
