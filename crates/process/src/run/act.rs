//! What may be done to a running process, and why it may be refused.

use thiserror::Error;

use super::state::Variables;
use crate::{Definition, ElementId, ErrorCode, Key, MessageName, OutcomeId};

/// One thing done to a running process (_hành động_).
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// A step was done by a person.
    Complete {
        /// The step's key.
        key: Key,
        /// How it was concluded; obligatory if the step declares outcomes.
        outcome: Option<OutcomeId>,
        /// Variables to set.
        variables: Variables,
        /// Why; obligatory if the outcome returns to an earlier step.
        reason: Option<String>,
    },
    /// A step goes back to an earlier one, without a declared outcome.
    Return {
        /// The step's key.
        key: Key,
        /// The earlier step.
        to: ElementId,
        /// Why.
        reason: String,
    },
    /// A timer is due.
    TimerDue {
        /// The timer's key.
        key: Key,
    },
    /// A message came.
    Message {
        /// Its name.
        name: MessageName,
        /// Whom it is for; without it, whoever has waited longest.
        key: Option<Key>,
        /// How it concludes a receive task that declares outcomes.
        outcome: Option<OutcomeId>,
        /// Variables to set.
        variables: Variables,
    },
    /// A service or a child dossier is done; also settles its incident.
    Done {
        /// Its key.
        key: Key,
        /// How it was concluded; obligatory if the call activity declares outcomes.
        outcome: Option<OutcomeId>,
        /// Variables to set.
        variables: Variables,
    },
    /// A service or a child dossier failed.
    Failed {
        /// Its key.
        key: Key,
        /// The error, for boundary events to catch.
        code: ErrorCode,
        /// What it said, for people.
        message: String,
    },
    /// An incident is tried again.
    Retry {
        /// Its key.
        key: Key,
        /// Variables to set first.
        variables: Variables,
    },
    /// An incident is skipped over by a person's decision.
    Skip {
        /// Its key.
        key: Key,
        /// The flow to take; obligatory at an exclusive gateway.
        flow: Option<ElementId>,
        /// Variables to set first.
        variables: Variables,
        /// Why.
        reason: String,
    },
    /// Everything is broken off: the dossier was withdrawn or stopped.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// How a process begins (_khởi đầu_).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Begin {
    /// At the plain start event.
    #[default]
    Plainly,
    /// By a message.
    ByMessage(MessageName),
    /// By the timer of this start event.
    ByTimer(ElementId),
}

/// What the caller knows that the process does not keep (_dữ kiện_).
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Now, in microseconds UTC.
    pub now: i64,
    /// Today, in the calendar of the agency; expressions see it as `today`.
    pub today: jiff::civil::Date,
    /// The dossier's answers; expressions see them as `form`.
    pub form: &'a feel::Value,
}

/// Why an act was refused; nothing has changed then (_từ chối_).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// The process is over.
    #[error("Quy trình đã kết thúc.")]
    Over,
    /// Nothing is open under this key.
    #[error("Cần một việc đang mở, nhưng việc số {0} không còn mở.")]
    NotOpen(Key),
    /// Something else is open under this key.
    #[error("Việc số {key} đang mở nhưng không phải {expected}.")]
    NotThat {
        /// The key.
        key: Key,
        /// What the act needs, in Vietnamese.
        expected: &'static str,
    },
    /// The step needs one of its declared outcomes.
    #[error("Cần chọn một kết luận trong: {expected}; nhận được: {found}.")]
    Outcome {
        /// The declared outcomes.
        expected: String,
        /// What was given.
        found: String,
    },
    /// A reason is obligatory.
    #[error("Cần nêu lý do.")]
    NoReason,
    /// The step cannot go back there.
    #[error("Không trả về bước “{0}” được: bước ấy không đứng trước, hoặc nằm trong nhánh song song đã gộp.")]
    NoReturn(ElementId),
    /// Nobody waits for the message.
    #[error("Không có nơi nào đang chờ thông điệp “{0}”.")]
    NobodyWaits(MessageName),
    /// The flow does not leave the gateway.
    #[error("Cần chọn một luồng đi ra của cổng.")]
    NoFlow,
    /// A gateway that waits for branches cannot be tried again, only skipped.
    #[error("Cổng đang chờ nhánh không thể thử lại, chỉ có thể bỏ qua.")]
    NotRetried,
    /// The process cannot begin this way.
    #[error("Quy trình không có sự kiện bắt đầu như vậy.")]
    NoStart,
    /// The state belongs to another diagram.
    #[error("Trạng thái không khớp với sơ đồ ở: {0}.")]
    Misfit(String),
    /// More would be open at once than allowed.
    #[error("Quy trình mở quá nhiều việc cùng lúc.")]
    TooMuch,
}

pub(crate) fn check_reason(reason: &str) -> Result<(), Refused> {
    if reason.trim().is_empty() { Err(Refused::NoReason) } else { Ok(()) }
}

/// The outcome must be one that the step declares; a step without outcomes takes none, a child dossier any.
pub(crate) fn check_outcome(
    def: &Definition,
    element: &str,
    outcome: Option<&OutcomeId>,
) -> Result<(), Refused> {
    let Some(task) = def.task(element) else { return Ok(()) };
    let is_sound = match (outcome, task.outcomes.is_empty()) {
        (None, is_without) => is_without,
        (Some(_), true) => matches!(task.kind, crate::TaskKind::Call(_)),
        (Some(outcome), false) => task.outcome(outcome.as_str()).is_some(),
    };
    if is_sound {
        return Ok(());
    }
    let ids: Vec<&str> = task.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    Err(Refused::Outcome {
        expected: if ids.is_empty() {
            "(bước không có kết luận)".to_owned()
        } else {
            ids.join(", ")
        },
        found: outcome.map_or("(không có)".to_owned(), |outcome| outcome.to_string()),
    })
}
