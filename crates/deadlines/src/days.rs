use std::str::FromStr;

use jiff::civil::{Date, Weekday};

use crate::hours::DayHours;

/// A row of the calendar that overrides the weekday pattern on one date (_ngày nghỉ, ngày làm bù_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// The date.
    pub date: Date,
    /// Day off or make-up working day.
    pub kind: DayKind,
    /// What people call it: "Tết Nguyên đán".
    pub name: String,
    /// For whom it holds.
    pub scope: Scope,
    /// Number and date of the notice it comes from (_số thông báo_).
    pub document: Option<String>,
    /// Where the row comes from otherwise, and how sure it is.
    pub source: Source,
}

/// What a day row does to its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Nobody works (_ngày nghỉ_).
    Off,
    /// A day off that is worked instead of another, with the hours of a weekday (_ngày làm bù_).
    MakeUp {
        /// The weekday whose hours are worked.
        hours_of: Weekday,
    },
}

/// For whom a calendar row holds (_phạm vi_); the narrower wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The whole country (_toàn quốc_).
    National,
    /// One province (_toàn tỉnh_).
    Province,
    /// One agency (_cơ quan, đơn vị_).
    Agency,
}

/// Where a row of law data comes from (_căn cứ_).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Instruments, cited as people cite them.
    pub legal_basis: Vec<String>,
    /// How sure the row is.
    pub confidence: Confidence,
    /// What a reader should know.
    pub note: Option<String>,
}

/// How sure a row of law data is (_độ tin cậy_).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confidence {
    /// Read in the instrument, or in data of a system in production.
    Verified,
    /// Read in careful secondary sources only.
    Partial,
    /// Recalled, not seen.
    FromMemory,
    /// Advice of this project, not a fact.
    #[default]
    Proposal,
}

/// One date as the calendar sees it.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    /// The date.
    pub date: Date,
    /// The hours worked.
    pub hours: DayHours,
    /// The row that overrides the weekday pattern, if there is one.
    pub row: Option<&'a DayRow>,
}

impl Day<'_> {
    /// Whether any hour of the day is worked.
    pub fn is_working(&self) -> bool {
        !self.hours.is_closed()
    }

    /// The name of the make-up row, if the day is worked only because of one.
    pub fn make_up(&self) -> Option<&str> {
        self.row.filter(|row| matches!(row.kind, DayKind::MakeUp { .. })).map(|row| row.name.as_str())
    }
}

impl FromStr for Scope {
    type Err = &'static str;

    /// Reads `national`, `province` or `agency`; the error lists them.
    fn from_str(code: &str) -> Result<Scope, &'static str> {
        match code {
            "national" => Ok(Scope::National),
            "province" => Ok(Scope::Province),
            "agency" => Ok(Scope::Agency),
            _ => Err("national, province hoặc agency"),
        }
    }
}

impl FromStr for Confidence {
    type Err = &'static str;

    /// Reads `verified`, `partial`, `from_memory` or `proposal`; the error lists them.
    fn from_str(code: &str) -> Result<Confidence, &'static str> {
        match code {
            "verified" => Ok(Confidence::Verified),
            "partial" => Ok(Confidence::Partial),
            "from_memory" => Ok(Confidence::FromMemory),
            "proposal" => Ok(Confidence::Proposal),
            _ => Err("verified, partial, from_memory hoặc proposal"),
        }
    }
}
