//! What happened in a running process, for the caller to act upon and to keep.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::state::{Cause, Ended};
use crate::{
    ActName, ElementId, ErrorCode, Ground, Key, MessageName, OutcomeId, ProcedureCode, Role, Share, TermId,
    Unit, step::as_text,
};

/// One thing that happened (_sự kiện của quy trình_).
///
/// Whatever was opened under a key is closed by exactly one of [`Event::Completed`], [`Event::Triggered`] (unless it
/// is a message on a boundary that does not interrupt), [`Event::Failed`], [`Event::Returned`] or [`Event::Cancelled`].
/// An incident is closed by [`Event::IncidentResolved`] or [`Event::Cancelled`]; one with [`Cause::Failure`] lies on a
/// step that is still open under the same key.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A step of a person or an agency is to be done.
    TaskOpened {
        /// Its key.
        key: Key,
        /// The step.
        element: ElementId,
        /// Who does it.
        role: Role,
        /// The unit, as its part in the procedure.
        unit: Option<Unit>,
        /// Its share of the term.
        share: Option<Share>,
        /// The domain act attached to it.
        act: Option<ActName>,
        /// In a step done once per item of a list: the item.
        item: Option<Value>,
    },
    /// The machine is to do something.
    ServiceRequested {
        /// Its key.
        key: Key,
        /// The step.
        element: ElementId,
        /// What to call; absent only if the definition lost it.
        act: Option<ActName>,
        /// In a step done once per item of a list: the item.
        item: Option<Value>,
    },
    /// A child dossier is to be opened.
    ChildRequested {
        /// Its key.
        key: Key,
        /// The step.
        element: ElementId,
        /// The procedure of the child.
        procedure: ProcedureCode,
        /// The unit, as its part in the procedure.
        unit: Option<Unit>,
        /// In a step done once per item of a list: the item.
        item: Option<Value>,
    },
    /// A message is waited for; also under the key of a receive task.
    MessageAwaited {
        /// Its key.
        key: Key,
        /// The event or the receive task.
        element: ElementId,
        /// The message.
        name: MessageName,
    },
    /// A timer is set.
    TimerSet {
        /// Its key.
        key: Key,
        /// The event.
        element: ElementId,
        /// When it is due.
        due: DueRule,
    },
    /// The legal clock stands still while this key is open.
    ClockPaused {
        /// The key.
        key: Key,
        /// Why.
        ground: Ground,
        /// The legal basis.
        #[serde(serialize_with = "as_text")]
        basis: Arc<str>,
    },
    /// The pause under this key is over.
    ClockResumed {
        /// The key.
        key: Key,
    },
    /// Another term applies from here on.
    TermChanged {
        /// The term.
        term: TermId,
        /// The element or flow that says so.
        element: ElementId,
    },
    /// A step was done.
    Completed {
        /// Its key.
        key: Key,
        /// The step.
        element: ElementId,
        /// How it was concluded.
        outcome: Option<OutcomeId>,
    },
    /// A message came or a timer went off.
    Triggered {
        /// Its key.
        key: Key,
        /// The event.
        element: ElementId,
    },
    /// A service or a child dossier failed, and the diagram says what to do then.
    Failed {
        /// Its key.
        key: Key,
        /// The step.
        element: ElementId,
        /// The error.
        code: ErrorCode,
    },
    /// An earlier step opens again.
    Returned {
        /// The key of the step that returned.
        key: Key,
        /// That step.
        element: ElementId,
        /// The earlier step.
        to: ElementId,
        /// Why.
        reason: String,
    },
    /// What was open under this key is no longer.
    Cancelled {
        /// The key.
        key: Key,
        /// The element.
        element: ElementId,
    },
    /// A message is sent.
    MessageSent {
        /// The message.
        name: MessageName,
        /// The event that sends it.
        element: ElementId,
        /// The domain act attached to it.
        act: Option<ActName>,
    },
    /// A milestone was passed or an end was reached.
    Passed {
        /// The event.
        element: ElementId,
        /// The domain act attached to it.
        act: Option<ActName>,
    },
    /// The process cannot go on at one place until a person helps.
    IncidentRaised {
        /// The key of the place.
        key: Key,
        /// The element.
        element: ElementId,
        /// Why.
        cause: Cause,
    },
    /// It goes on.
    IncidentResolved {
        /// The key of the place.
        key: Key,
        /// The element.
        element: ElementId,
        /// What the person said, if they skipped over it.
        reason: Option<String>,
    },
    /// The process is over.
    Ended(Ended),
}

/// When a timer is due, for the caller's calendar (_hạn của bộ hẹn giờ_).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    /// After this much time, counted by the working calendar.
    Working(Share),
    /// After this ISO 8601 duration of elapsed time.
    Elapsed(String),
    /// At this date or date-time.
    At(String),
}
