//! Why a date is what it is, as data that a caller may store as JSON beside the date.
//!
//! This is the only module whose types are wire types: a stored explanation must still be readable when
//! the calendar it was computed with is gone.

use jiff::civil::{DateTime, Time};
use serde::{Deserialize, Serialize};

/// How a due date came about, step by step (_giải thích hạn trả_).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// One step of the counting (_bước tính hạn_).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The dossier was received.
    Received {
        /// When.
        at: DateTime,
        /// From where it counts.
        counts_from: DateTime,
        /// Why that is later than `at`, if it was outside working hours.
        outside: Option<OutsideHours>,
        /// What the receipt starts.
        start: StartOfTerm,
    },
    /// The whole term was counted.
    Counted {
        /// The term, in words.
        term: String,
        /// What was counted and what was skipped.
        spans: Vec<Span>,
        /// Where it ends.
        due_at: DateTime,
    },
    /// A same-day procedure was judged by its cut-off.
    SameDay {
        /// The cut-off of the rule.
        cut_off: Time,
        /// Whether the dossier came after it.
        is_after: bool,
        /// What was skipped.
        spans: Vec<Span>,
        /// Where it ends.
        due_at: DateTime,
    },
    /// The procedure has no due date.
    NoTerm,
    /// The clock stood still.
    Paused {
        /// From when.
        from: DateTime,
        /// Until when; open while absent.
        to: Option<DateTime>,
        /// Name and legal basis of each ground.
        grounds: Vec<(String, String)>,
        /// What it did.
        effect: PauseEffect,
        /// What was counted and skipped on the way to the new date.
        spans: Vec<Span>,
        /// The date after it; none while the clock stands still.
        due_at: Option<DateTime>,
    },
    /// More time was given.
    Extended {
        /// When it was decided.
        decided_at: DateTime,
        /// Why.
        reason: String,
        /// Number and date of the document.
        document: Option<String>,
        /// What was granted.
        effect: ExtensionEffect,
        /// What was counted and skipped on the way to the new date.
        spans: Vec<Span>,
        /// The date after it; none while the clock stands still.
        due_at: Option<DateTime>,
    },
    /// A term was counted backwards from an event.
    CountedBack {
        /// The event.
        event_at: DateTime,
        /// The term, in words.
        term: String,
        /// What was counted and what was skipped, the latest first.
        spans: Vec<Span>,
        /// The latest instant.
        latest_at: DateTime,
        /// The last moment of working time before it, where the instant itself is not worked.
        last_working_at: Option<DateTime>,
    },
}

/// Why an instant lies outside working time (_ngoài giờ làm việc_).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutsideHours {
    /// Before the first half day opens.
    BeforeOpening,
    /// Between two half days.
    Lunch,
    /// After the last half day has closed.
    AfterClosing,
    /// On a day without work, with its name.
    DayOff(String),
}

/// What the receipt of a dossier starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartOfTerm {
    /// The half day of receipt is number zero.
    HalfDay,
    /// Time runs from the moment.
    Moment,
    /// The day of receipt is not counted (Civil Code 2015 Art. 147).
    DayNotCounted,
}

/// What a pause did to the due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseEffect {
    /// It still runs: there is no due date now.
    StillOpen,
    /// It began after the term had run out, and changes nothing.
    TooLate,
    /// The date moved by so many half days.
    MovedHalfDays(i64),
    /// The date moved by so many seconds of working time.
    MovedWorkingSeconds(i64),
    /// The date moved by so many seconds of the clock.
    MovedClockSeconds(i64),
    /// The date moved by so many calendar days.
    MovedDays(i64),
    /// The whole term was counted again.
    Restarted,
}

/// What an extension granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionEffect {
    /// So much longer, in words.
    More(String),
    /// A date of its own.
    NewDate,
}

/// A stretch of time that was counted or skipped (_khoảng thời gian được tính hoặc bỏ qua_).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// From when.
    pub from: DateTime,
    /// Until when.
    pub to: DateTime,
    /// What it is.
    #[serde(flatten)]
    pub kind: SpanKind,
}

/// What a stretch of time is to the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SpanKind {
    /// A half day, counted.
    HalfDay {
        /// The number of the working day it completes, if it completes one.
        completes: Option<i64>,
        /// The name of the make-up row, if the day is worked because of one.
        make_up: Option<String>,
    },
    /// Working time, counted to the second.
    WorkingTime {
        /// The name of the make-up row, if the day is worked because of one.
        make_up: Option<String>,
    },
    /// Calendar days, counted.
    CalendarDays,
    /// Time of the clock, counted.
    ClockTime,
    /// Saturday or Sunday, skipped.
    Weekend,
    /// A day off with a row of its own, skipped.
    Holiday {
        /// Its name.
        name: String,
        /// The notice it comes from.
        document: Option<String>,
    },
    /// A weekday on which this agency does not work, skipped.
    Closed,
}

impl SpanKind {
    /// Whether the stretch was counted.
    pub fn is_counted(&self) -> bool {
        use SpanKind::{CalendarDays, ClockTime, HalfDay, WorkingTime};
        matches!(self, HalfDay { .. } | WorkingTime { .. } | CalendarDays | ClockTime)
    }
}
