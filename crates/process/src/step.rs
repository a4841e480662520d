//! What each step demands: who, where, how long, and how it may be concluded.

use std::sync::Arc;

use serde::Serialize;

use crate::{ActName, ElementId, MessageName, OutcomeId, ProcedureCode, Role, TermId};

/// A step a person, an agency, a machine or a child dossier does (_bước_).
#[derive(Debug, Clone)]
pub struct Task {
    /// The element's id.
    pub element: ElementId,
    /// The element's name.
    pub name: Arc<str>,
    /// Who or what does it.
    pub kind: TaskKind,
    /// The role that does it.
    pub role: Role,
    /// The unit, as its part in the procedure.
    pub unit: Option<Unit>,
    /// Its share of the term.
    pub share: Option<Share>,
    /// Set when the legal clock stands still while it is open.
    pub pause: Option<Pause>,
    /// The term that applies from here on.
    pub term: Option<TermId>,
    /// The domain act attached to it.
    pub act: Option<ActName>,
    /// What it leaves behind, as text.
    pub product: Option<String>,
    /// The ways to conclude it; empty when there is only one.
    pub outcomes: Vec<Outcome>,
}

/// Who or what does a step (_loại bước_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskKind {
    /// A person, with the system.
    User,
    /// A person, on paper.
    Manual,
    /// Somebody outside; finished by a person or by the message.
    Receive(Option<MessageName>),
    /// The machine.
    Service,
    /// A child dossier under another procedure.
    Call(ProcedureCode),
}

/// One way to conclude a step (_kết luận_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its id, which conditions compare with.
    pub id: OutcomeId,
    /// What the person reads on the button.
    pub label: String,
    /// The earlier step that opens again, instead of going on.
    pub return_to: Option<ElementId>,
}

/// The part a unit plays in a procedure (_đơn vị_).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// The one-stop desk.
    Reception,
    /// The unit that settles the dossier.
    Settling,
    /// The office that numbers and seals.
    Office,
    /// An agency outside, by name.
    External(#[serde(serialize_with = "as_text")] Arc<str>),
}

/// An amount of time in thousandths of a unit, so half a day is exact (_thời gian_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Thousandths of the unit.
    pub thousandths: u64,
    /// The unit.
    pub unit: TimeUnit,
}

/// What time is counted in (_đơn vị tính thời hạn_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Days of the working calendar.
    WorkingDay,
    /// Days of the year.
    CalendarDay,
    /// Working hours.
    Hour,
    /// Not counted.
    None,
}

/// Why and on what basis the legal clock stands still (_tạm dừng thời hạn_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// The ground.
    pub ground: Ground,
    /// The legal basis, as text.
    pub basis: Arc<str>,
}

/// The grounds on which a legal clock may stand still (_căn cứ tạm dừng_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The applicant must pay first.
    FinancialDuty,
    /// The applicant must complete the dossier first.
    Supplement,
    /// Another ground that the basis names.
    Other,
}

impl Task {
    /// The outcome with this id, if declared.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id.as_str() == id)
    }
}

pub(crate) fn as_text<S: serde::Serializer>(text: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(text)
}
