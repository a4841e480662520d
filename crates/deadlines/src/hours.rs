use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::days::{Scope, Source};

/// One half day of work, from opening to closing (_buổi làm việc_).
///
/// Both ends belong to it: an application at 11:30:00 is one of the morning (proposal).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfDay {
    start: Time,
    end: Time,
}

/// The working hours of one day: none, one half day or two (_giờ làm việc trong ngày_).
///
/// A day of one half day counts half a working day. A day without a lunch break is written as two half
/// days that touch: `07:00-11:00,11:00-15:00`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayHours {
    halves: [Option<HalfDay>; 2],
}

/// The working hours of the seven days of a week, Monday first (_giờ làm việc trong tuần_).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekHours {
    days: [DayHours; 7],
}

/// Working hours of a place from one date to another (_khung giờ làm việc_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingHours {
    /// What people call them: "Giờ mùa hè".
    pub name: String,
    /// For whom they hold.
    pub scope: Scope,
    /// The first day on which they hold.
    pub effective_from: Date,
    /// The last day on which they hold; open when absent.
    pub effective_to: Option<Date>,
    /// The hours of each weekday.
    pub week: WeekHours,
    /// Where they come from.
    pub source: Source,
}

impl HalfDay {
    /// A half day, if it ends after it starts.
    pub fn new(start: Time, end: Time) -> Option<HalfDay> {
        (start < end).then_some(HalfDay { start, end })
    }

    /// When it opens.
    pub fn start(&self) -> Time {
        self.start
    }

    /// When it closes.
    pub fn end(&self) -> Time {
        self.end
    }

    pub(crate) fn seconds(&self) -> i64 {
        seconds_of(self.end) - seconds_of(self.start)
    }
}

impl DayHours {
    /// A day without work.
    pub const CLOSED: DayHours = DayHours { halves: [None, None] };

    /// Reads `07:30-11:30,13:30-16:00`, times of the 24-hour clock; an empty text is a closed day.
    ///
    /// The error says what was expected, for a message of the form "expected …, found …".
    pub fn parse(text: &str) -> Result<DayHours, &'static str> {
        let mut hours = DayHours::CLOSED;
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        for (at, part) in parts.enumerate() {
            let half = half_day(part)?;
            if at == 1 && hours.halves[0].is_some_and(|morning| half.start < morning.end) {
                return Err("buổi sau bắt đầu khi buổi trước đã kết thúc");
            }
            *hours.halves.get_mut(at).ok_or("nhiều nhất hai buổi trong một ngày")? = Some(half);
        }
        Ok(hours)
    }

    /// The half days in order.
    pub fn halves(&self) -> impl DoubleEndedIterator<Item = HalfDay> + use<> {
        self.halves.into_iter().flatten()
    }

    /// Whether nobody works.
    pub fn is_closed(&self) -> bool {
        self.halves[0].is_none()
    }

    /// Working seconds of the day.
    pub fn seconds(&self) -> i64 {
        self.halves().map(|half| half.seconds()).sum()
    }

    pub(crate) fn half(&self, index: usize) -> Option<HalfDay> {
        self.halves.get(index).copied().flatten()
    }

    pub(crate) fn count(&self) -> i64 {
        self.halves().map(|_| 1).sum()
    }

    /// When the day closes.
    pub(crate) fn last(&self) -> Option<HalfDay> {
        self.halves().next_back()
    }

    /// Working seconds of the day that lie before a time.
    pub(crate) fn seconds_before(&self, time: Time) -> i64 {
        self.halves().map(|half| (seconds_of(time) - seconds_of(half.start)).clamp(0, half.seconds())).sum()
    }

    /// The time at which so many seconds have been worked since opening; the earlier of two equal ones.
    pub(crate) fn time_after(&self, seconds: i64) -> Option<Time> {
        let mut left = seconds;
        for half in self.halves() {
            if left <= half.seconds() {
                return Some(time_of(seconds_of(half.start) + left));
            }
            left -= half.seconds();
        }
        None
    }

    /// The latest time at which so many seconds have been worked since opening.
    pub(crate) fn last_time_after(&self, seconds: i64) -> Option<Time> {
        let mut left = seconds;
        for half in self.halves() {
            if left < half.seconds() {
                return Some(time_of(seconds_of(half.start) + left));
            }
            left -= half.seconds();
        }
        (left == 0).then(|| self.last().map(|half| half.end)).flatten()
    }
}

impl WeekHours {
    /// A week from its seven days, Monday first.
    pub fn from_monday(days: [DayHours; 7]) -> WeekHours {
        WeekHours { days }
    }

    /// The hours of one weekday.
    pub fn on(&self, day: Weekday) -> DayHours {
        self.days[index_of(day)]
    }

    /// The fullest day of the week: what this place calls a working day when a day must become hours.
    pub fn full_day(&self) -> DayHours {
        self.days.into_iter().max_by_key(DayHours::seconds).unwrap_or_default()
    }
}

impl WorkingHours {
    pub(crate) fn is_in_force(&self, date: Date) -> bool {
        self.effective_from <= date && self.effective_to.is_none_or(|last| date <= last)
    }
}

/// A time of day as seconds since midnight; finer parts are dropped.
pub(crate) fn seconds_of(time: Time) -> i64 {
    i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

/// An instant without its fraction of a second: people read and dispute whole seconds.
pub(crate) fn whole_seconds(at: DateTime) -> DateTime {
    at.date().at(at.hour(), at.minute(), at.second(), 0)
}

fn time_of(seconds: i64) -> Time {
    let part = |value: i64| i8::try_from(value).expect("hours, minutes and seconds are below 60");
    Time::new(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), 0)
        .expect("never past the end of a half day, which is a time")
}

fn index_of(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).expect("an offset from Monday is 0 to 6")
}

fn half_day(text: &str) -> Result<HalfDay, &'static str> {
    let (start, end) = text.split_once('-').ok_or("một khoảng giờ dạng 07:30-11:30")?;
    HalfDay::new(clock_time(start)?, clock_time(end)?).ok_or("giờ kết thúc sau giờ bắt đầu")
}

/// Reads `07:30` of the 24-hour clock and nothing else: `7:30`, `07h30` or `1:30 PM` are refused, so that
/// nobody's afternoon becomes a morning.
pub(crate) fn clock_time(text: &str) -> Result<Time, &'static str> {
    const EXPECTED: &str = "giờ dạng 24 giờ, hai chữ số, ví dụ 07:30 hoặc 13:30";
    let text = text.trim();
    if text.len() != 5
        || !text.bytes().enumerate().all(|(i, b)| if i == 2 { b == b':' } else { b.is_ascii_digit() })
    {
        return Err(EXPECTED);
    }
    let two = |at: usize| text[at..at + 2].parse().map_err(|_| EXPECTED);
    Time::new(two(0)?, two(3)?, 0, 0).map_err(|_| EXPECTED)
}
