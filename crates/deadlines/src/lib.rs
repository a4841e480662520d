#![doc = include_str!("../README.md")]

mod calendar;
mod countdown;
mod days;
mod due;
mod explanation;
mod hours;
mod lateness;
mod ledger;
mod parse;
mod problem;
mod quality_index;
mod refusal;
mod rule;
mod rule_text;
mod runs;
mod sentences;
mod slots;
mod steps;
mod term;
mod trace;
mod warnings;
pub mod words;
mod working_time;
mod yaml;
pub mod zone;

pub use calendar::Calendar;
pub use days::{Confidence, Day, DayKind, DayRow, Scope, Source};
pub use due::Due;
pub use explanation::{
    Explanation, ExtensionEffect, OutsideHours, PauseEffect, Span, SpanKind, StartOfTerm, Step,
};
pub use hours::{DayHours, HalfDay, WeekHours, WorkingHours};
pub use lateness::{Compare, EarlyRule, Ending, Judgement, Timeliness};
pub use ledger::{Extension, Ledger, NewTerm, Pause};
pub use problem::{Problem, Problems};
pub use quality_index::{IndexFormula, IndexHistory, IndexVerdict, StateChange, SupplementRequest};
pub use refusal::Refusal;
pub use rule::{DuePolicy, Ground, PauseOption, Rule, WarningRule};
pub use steps::StepCheck;
pub use term::{Term, Unit};
pub use warnings::{Warning, WarningKind};
