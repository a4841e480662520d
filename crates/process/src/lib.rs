#![doc = include_str!("../README.md")]

mod check;
mod condition;
mod definition;
mod graph;
mod ids;
mod layout;
mod paths;
mod problem;
mod read;
mod run;
mod step;

pub use condition::Condition;
pub use definition::{Definition, Due, Element, End, EndKind, Flow, Kind, Many, Trigger};
pub use ids::{
    ActName, ElementId, ErrorCode, Key, MessageName, OutcomeId, ProcedureCode, Role, TermId, VariableName,
};
pub use layout::{layout, with_layout};
pub use paths::{LongestPath, longest_paths};
pub use problem::{Problem, Severity};
pub use read::{MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_FLOWS, MAX_NODES, MC, Reading, read};
pub use run::{
    Act, Begin, Cause, DueRule, Ended, Event, Facts, HowEnded, MAX_INSTANCES, MAX_MOVES, MAX_OPEN, Open,
    Refused, State, StateError, Step, Variables, act, start,
};
pub use step::{Ground, Outcome, Pause, Share, Task, TaskKind, TimeUnit, Unit};
