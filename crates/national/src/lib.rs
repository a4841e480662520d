#![doc = include_str!("../README.md")]

mod audience;
mod basis;
mod channels;
mod components;
mod field;
mod outcomes;
mod record;
mod steps;
mod text;
mod understood;

pub use basis::Document;
pub use channels::{Amount, Channel, Fee, Route, Term, TimeUnit};
pub use components::{Group, Paper};
pub use field::{Field, State, Tally, Unclear, Why};
pub use outcomes::OutcomeKind;
pub use record::{BadLine, Record};
pub use steps::Step;
pub use understood::{Level, Understood};
