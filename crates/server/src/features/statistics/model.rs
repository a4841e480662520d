//! Periods, groupings and the numbers themselves.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use crate::features::dossiers::tally::Measure;

/// A span of days that numbers are asked for (_kỳ thống kê_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// The usual periods: code and words.
pub const USUAL: [(&str, &str); 6] = [
    ("thang-nay", "tháng này"),
    ("thang-truoc", "tháng trước"),
    ("quy-nay", "quý này"),
    ("quy-truoc", "quý trước"),
    ("nam-nay", "năm nay"),
    ("nam-truoc", "năm trước"),
];

impl Period {
    /// A usual period around `today`.
    pub fn usual(code: &str, today: Date) -> Option<Self> {
        let month = today.first_of_month();
        let quarter = date(today.year(), (today.month() - 1) / 3 * 3 + 1, 1);
        let year = date(today.year(), 1, 1);
        let (from, length): (Date, Span) = match code {
            "thang-nay" => (month, 1.month()),
            "thang-truoc" => (month.saturating_sub(1.month()), 1.month()),
            "quy-nay" => (quarter, 3.months()),
            "quy-truoc" => (quarter.saturating_sub(3.months()), 3.months()),
            "nam-nay" => (year, 1.year()),
            "nam-truoc" => (year.saturating_sub(1.year()), 1.year()),
            _ => return None,
        };
        Some(Self { from, to: from.saturating_add(length).saturating_sub(1.day()) })
    }

    /// Its whole months and the days beside them, as ranges of the periods of the table `tally`: first and last.
    pub fn ranges(&self) -> Vec<(i64, i64)> {
        let first_whole =
            if self.from.day() == 1 { self.from } else { self.from.last_of_month().saturating_add(1.day()) };
        let after_whole = self.to.saturating_add(1.day()).first_of_month();
        if first_whole >= after_whole {
            return vec![(day(self.from), day(self.to))];
        }
        let mut ranges = vec![(month(first_whole), month(after_whole.saturating_sub(1.day())))];
        if first_whole > self.from {
            ranges.push((day(self.from), day(first_whole.saturating_sub(1.day()))));
        }
        if after_whole <= self.to {
            ranges.push((day(after_whole), day(self.to)));
        }
        ranges
    }

    /// Its first instant and the first one after it, microseconds UTC.
    pub fn instants(&self) -> (i64, i64) {
        let start = |day: Date| {
            deadlines::zone::timestamp(day.at(0, 0, 0, 0)).map_or(i64::MAX, |at| at.as_microsecond())
        };
        (start(self.from), start(self.to.saturating_add(1.day())))
    }

    /// "Từ 01/11/2026 đến 30/11/2026".
    pub fn words(&self) -> String {
        let [from, to] = [self.from, self.to].map(deadlines::words::day_month_year);
        format!("Từ {from} đến {to}")
    }
}

fn month(day: Date) -> i64 {
    i64::from(day.year()) * 100 + i64::from(day.month())
}

fn day(date: Date) -> i64 {
    month(date) * 100 + i64::from(date.day())
}

/// By what numbers are put together (_phân tổ_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The unit that settles.
    Unit,
    /// The field of the procedure.
    Field,
    /// The procedure.
    Procedure,
    /// The level that settles.
    Level,
    /// How dossiers came in.
    Channel,
}

impl By {
    /// Every grouping.
    pub const ALL: [Self; 5] = [Self::Unit, Self::Field, Self::Procedure, Self::Level, Self::Channel];

    /// The code in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unit => "don-vi",
            Self::Field => "linh-vuc",
            Self::Procedure => "thu-tuc",
            Self::Level => "cap",
            Self::Channel => "kenh",
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "Đơn vị giải quyết",
            Self::Field => "Lĩnh vực",
            Self::Procedure => "Thủ tục",
            Self::Level => "Cấp giải quyết",
            Self::Channel => "Cách nộp",
        }
    }

    /// The grouping of this code; by unit when there is none.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|by| by.code() == code).unwrap_or(Self::Unit)
    }
}

/// The numbers of one group (_số liệu giải quyết hồ sơ_).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Accepted in the period.
    pub received: i64,
    /// Outcome ready in the period, before the day it was due.
    pub early: i64,
    /// Outcome ready in the period, in time.
    pub on_time: i64,
    /// Outcome ready in the period, too late.
    pub late: i64,
    /// Accepted and without an outcome now, not yet due.
    pub running: i64,
    /// Accepted and without an outcome now, overdue.
    pub running_late: i64,
}

impl Numbers {
    /// Adds `n` to a measure.
    pub fn add(&mut self, measure: Measure, n: i64) {
        match measure {
            Measure::Received => self.received += n,
            Measure::Early => self.early += n,
            Measure::OnTime => self.on_time += n,
            Measure::Late => self.late += n,
        }
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            received: self.received + other.received,
            early: self.early + other.early,
            on_time: self.on_time + other.on_time,
            late: self.late + other.late,
            running: self.running + other.running,
            running_late: self.running_late + other.running_late,
        }
    }

    /// Outcomes in the period.
    pub fn settled(&self) -> i64 {
        self.early + self.on_time + self.late
    }

    /// Share of outcomes that were not late: "98,5%", or nothing when there are none. Rounded down: 100% means all.
    pub fn in_time_share(&self) -> String {
        match self.settled() {
            0 => String::new(),
            settled => {
                let tenths = (settled - self.late) * 1000 / settled;
                format!("{},{}%", tenths / 10, tenths % 10)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    #[test]
    fn a_period_is_whole_months_and_the_days_beside_them() {
        assert_eq!(period("2026-01-01", "2026-12-31").ranges(), [(202_601, 202_612)]);
        assert_eq!(period("2026-11-05", "2026-11-20").ranges(), [(20_261_105, 20_261_120)]);
        assert_eq!(period("2026-11-01", "2026-11-29").ranges(), [(20_261_101, 20_261_129)]);
        assert_eq!(
            period("2026-10-30", "2027-01-02").ranges(),
            [(202_611, 202_612), (20_261_030, 20_261_031), (20_270_101, 20_270_102)]
        );
        assert_eq!(period("2026-10-30", "2026-11-02").ranges(), [(20_261_030, 20_261_102)]);
    }

    #[test]
    fn usual_periods_end_where_the_next_begins() {
        let today = "2026-02-17".parse().unwrap();
        assert_eq!(Period::usual("thang-nay", today), Some(period("2026-02-01", "2026-02-28")));
        assert_eq!(Period::usual("quy-truoc", today), Some(period("2025-10-01", "2025-12-31")));
        assert_eq!(Period::usual("nam-truoc", today), Some(period("2025-01-01", "2025-12-31")));
        assert_eq!(Period::usual("?", today), None);
    }

    #[test]
    fn one_late_outcome_of_many_is_never_rounded_away() {
        let numbers = Numbers { on_time: 99_999, late: 1, ..Numbers::default() };
        assert_eq!(numbers.in_time_share(), "99,9%");
        assert_eq!(Numbers::default().in_time_share(), "");
    }
}
