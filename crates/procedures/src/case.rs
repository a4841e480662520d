//! Golden dossiers: what goes in, and what must come out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};
use serde::Deserialize;
use serde_json::Value as Json;

use crate::Channel;

/// A dossier as an example that must come out right (_hồ sơ mẫu_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The file it was read from.
    #[serde(skip)]
    pub file: String,
    /// A sentence about the dossier.
    pub name: String,
    /// A remark for the keepers of the law data.
    pub note: Option<String>,
    /// How it comes in.
    pub channel: Channel,
    /// The day it is filled and filed.
    pub today: Date,
    /// When it is accepted.
    pub accepted_at: Option<DateTime>,
    /// Answers to the form.
    pub answers: BTreeMap<String, Json>,
    /// Number of files per component.
    #[serde(default)]
    pub files: BTreeMap<String, u32>,
    /// What people do, in order.
    #[serde(default)]
    pub route: Vec<Move>,
    /// What the officer types for the outcome, beside the defaults.
    #[serde(default)]
    pub inputs: serde_json::Map<String, Json>,
    /// What must come out.
    pub expect: Expected,
}

/// One thing somebody does in the process (_thao tác_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The step that is finished.
    pub task: String,
    /// Which one of several, from 1.
    pub item: Option<u32>,
    /// The conclusion.
    pub outcome: Option<String>,
    /// Why, when the dossier is sent back.
    pub reason: Option<String>,
    /// Variables written.
    #[serde(default)]
    pub vars: BTreeMap<String, Json>,
    /// When; as the move before when absent.
    pub at: Option<DateTime>,
}

/// What must come out of a golden dossier.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Problems as `<field>.<code>`.
    #[serde(default)]
    pub problems: BTreeSet<String>,
    /// Warnings as `<field>.<code>`.
    pub warnings: Option<BTreeSet<String>>,
    /// Components asked for.
    pub components: Option<BTreeSet<String>>,
    /// Amounts by fee.
    pub charges: Option<BTreeMap<String, i64>>,
    /// Their sum.
    pub total: Option<i64>,
    /// The initial term.
    pub term: Option<String>,
    /// The first due time.
    pub due_at: Option<DateTime>,
    /// Steps in the order they were finished.
    pub visited: Option<Vec<String>>,
    /// Steps left open.
    pub open: Option<BTreeSet<String>>,
    /// Where the dossier stands.
    pub stage: Option<CaseStage>,
    /// The term at the end.
    pub final_term: Option<String>,
    /// The due time at the end, pauses and changes of term counted.
    pub final_due_at: Option<DateTime>,
    /// The outcome.
    pub outcome: Option<ExpectedOutcome>,
}

/// Where a golden dossier stands at the end (_giai đoạn_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseStage {
    /// Steps are open.
    InProgress,
    /// A step is open in which the clock stands still.
    Paused,
    /// The outcome is issued.
    OutcomeReady,
    /// The outcome is handed over.
    Delivered,
}

/// The outcome a golden dossier must have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedOutcome {
    /// Its kind.
    pub kind: String,
    /// Its paper.
    pub paper: Option<String>,
    /// What follows its number.
    pub suffix: Option<String>,
    /// Keys of the paper; only these are compared.
    #[serde(default)]
    pub data: BTreeMap<String, Json>,
}

/// Where a golden dossier came out otherwise (_sai khác_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The file of the case.
    pub file: String,
    /// The key of `expect`, or the move of `route`.
    pub place: String,
    /// What was written down.
    pub expected: String,
    /// What came out.
    pub found: String,
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: expected {}, found {}", self.file, self.place, self.expected, self.found)
    }
}
