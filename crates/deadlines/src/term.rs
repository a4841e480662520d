use std::fmt;
use std::str::FromStr;

use crate::{Refusal, words};

/// How long a procedure may take (_thời hạn giải quyết_): a value and its unit, never one without the other.
///
/// ```
/// use deadlines::{Term, Unit};
/// assert_eq!(Term::parse("0,5", Unit::WorkingDay)?.to_string(), "0,5 ngày làm việc");
/// assert_eq!(Term::parse("-1", Unit::WorkingDay)?, Term::NONE);
/// # Ok::<(), deadlines::Refusal>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    milli: i64,
    unit: Unit,
}

/// What a term is counted in (_đơn vị tính thời hạn_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Working day, a token of the agency's own hours (_ngày làm việc_).
    WorkingDay,
    /// Hour of working time (_giờ làm việc_).
    WorkingHour,
    /// Hour of the clock, day and night (_giờ liên tục_): notice 24 hours before, breach notice in 72 hours.
    ClockHour,
    /// Calendar day, Civil Code 2015 Art. 147–148 (_ngày_).
    CalendarDay,
    /// Calendar month (_tháng_).
    Month,
    /// Settled the same day if received before the cut-off, else the next working day (_trong ngày_).
    SameDay,
    /// No due date, −1 in the national data (_không có ngày hẹn trả_).
    None,
}

impl Term {
    /// No due date at all.
    pub const NONE: Term = Term { milli: -1000, unit: Unit::None };
    /// The same day, by the cut-off of the rule.
    pub const SAME_DAY: Term = Term { milli: 0, unit: Unit::SameDay };

    /// Whole working days.
    pub fn working_days(n: u16) -> Term {
        Term { milli: i64::from(n) * 1000, unit: Unit::WorkingDay }
    }

    /// Halves of a working day: `half_days(3)` is 1.5 days.
    pub fn half_days(n: u16) -> Term {
        Term { milli: i64::from(n) * 500, unit: Unit::WorkingDay }
    }

    /// Hours of working time.
    pub fn working_hours(n: u16) -> Term {
        Term { milli: i64::from(n) * 1000, unit: Unit::WorkingHour }
    }

    /// Hours of the clock.
    pub fn clock_hours(n: u16) -> Term {
        Term { milli: i64::from(n) * 1000, unit: Unit::ClockHour }
    }

    /// Calendar days.
    pub fn calendar_days(n: u16) -> Term {
        Term { milli: i64::from(n) * 1000, unit: Unit::CalendarDay }
    }

    /// Calendar months.
    pub fn months(n: u16) -> Term {
        Term { milli: i64::from(n) * 1000, unit: Unit::Month }
    }

    /// Reads a decimal with a point or a comma; `-1` in any unit is [`Term::NONE`].
    pub fn parse(value: &str, unit: Unit) -> Result<Term, Refusal> {
        Term::from_milli(milli_of(value.trim(), unit)?, unit)
    }

    /// A term from thousandths of its unit, as [`Term::milli`] gave them.
    pub fn from_milli(milli: i64, unit: Unit) -> Result<Term, Refusal> {
        if milli == -1000 || unit == Unit::None {
            return Ok(Term::NONE);
        }
        if unit == Unit::SameDay {
            return Ok(Term::SAME_DAY);
        }
        if !(0..=unit.most() * 1000).contains(&milli) {
            return Err(Refusal::TermOutOfRange { unit, most: unit.most(), found: words::decimal(milli) });
        }
        if matches!(unit, Unit::CalendarDay | Unit::Month) && milli % 1000 != 0 {
            return Err(Refusal::TermNotWhole { unit, found: words::decimal(milli) });
        }
        Ok(Term { milli, unit })
    }

    /// The value in thousandths of the unit; −1000 for no term.
    pub fn milli(&self) -> i64 {
        self.milli
    }

    /// The unit.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// How many half working days this is, if it is a whole number of them.
    pub(crate) fn as_half_days(&self) -> Option<i64> {
        (self.milli % 500 == 0).then_some(self.milli / 500)
    }

    pub(crate) fn whole(&self) -> i64 {
        self.milli / 1000
    }

    /// A term in hours as seconds, rounded up.
    pub(crate) fn hours_as_seconds(&self) -> i64 {
        (self.milli * 3600 + 999) / 1000
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::None | Unit::SameDay => f.write_str(self.unit.label()),
            unit => write!(f, "{} {}", words::decimal(self.milli), unit.label()),
        }
    }
}

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 7] = [
        Unit::WorkingDay,
        Unit::WorkingHour,
        Unit::ClockHour,
        Unit::CalendarDay,
        Unit::Month,
        Unit::SameDay,
        Unit::None,
    ];

    /// The code in data files and in the database.
    pub fn code(&self) -> &'static str {
        match self {
            Unit::WorkingDay => "working_day",
            Unit::WorkingHour => "working_hour",
            Unit::ClockHour => "clock_hour",
            Unit::CalendarDay => "calendar_day",
            Unit::Month => "month",
            Unit::SameDay => "same_day",
            Unit::None => "none",
        }
    }

    /// The Vietnamese word.
    pub fn label(&self) -> &'static str {
        match self {
            Unit::WorkingDay => "ngày làm việc",
            Unit::WorkingHour => "giờ làm việc",
            Unit::ClockHour => "giờ",
            Unit::CalendarDay => "ngày",
            Unit::Month => "tháng",
            Unit::SameDay => "trong ngày",
            Unit::None => "không có ngày hẹn trả",
        }
    }

    /// The unit of the national data: `Giờ`, `Ngày`, `Ngày làm việc`, `Tháng`, `KhongCoNgayHenTra`.
    ///
    /// `Giờ` of a procedure's term is read as working hours: the province that counts in hours shows
    /// hours divided by eight as working days.
    pub fn from_national(word: &str) -> Option<Unit> {
        match word.trim().to_lowercase().as_str() {
            "giờ" | "giờ làm việc" => Some(Unit::WorkingHour),
            "ngày" => Some(Unit::CalendarDay),
            "ngày làm việc" => Some(Unit::WorkingDay),
            "tháng" => Some(Unit::Month),
            "khongcongayhentra" | "không có ngày hẹn trả" => Some(Unit::None),
            _ => None,
        }
    }

    /// Ten years in days and months, a little more than a year in hours: beyond that a typing error.
    fn most(&self) -> i64 {
        match self {
            Unit::WorkingHour | Unit::ClockHour => 10_000,
            Unit::Month => 120,
            _ => 3_650,
        }
    }
}

impl FromStr for Unit {
    type Err = String;

    /// Reads a [`Unit::code`]; the error lists the codes.
    fn from_str(code: &str) -> Result<Unit, String> {
        Unit::ALL
            .into_iter()
            .find(|unit| unit.code() == code)
            .ok_or_else(|| Unit::ALL.map(|unit| unit.code()).join(", "))
    }
}

fn milli_of(text: &str, unit: Unit) -> Result<i64, Refusal> {
    let (sign, digits) = text.strip_prefix(['-', '−']).map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return Err(Refusal::TermNotANumber { found: text.to_owned() });
    }
    let fraction = fraction.trim_end_matches('0');
    if whole.len() > 9 || fraction.len() > 3 {
        return Err(Refusal::TermOutOfRange { unit, most: unit.most(), found: text.to_owned() });
    }
    let number = |part: &str| part.bytes().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    Ok(sign * (number(whole) * 1000 + number(&format!("{fraction:0<3}"))))
}
