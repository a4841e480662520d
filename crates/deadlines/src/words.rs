//! Dates, times and amounts in Vietnamese words, the same everywhere they are shown.

use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::hours::seconds_of;

/// `thứ Hai` … `Chủ nhật`.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

/// `10/12/2012`.
pub fn day_month_year(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `10/12`, or `10/12/2012` when the year is another than `year`.
pub fn day_month(date: Date, year: i16) -> String {
    if date.year() == year { format!("{:02}/{:02}", date.day(), date.month()) } else { day_month_year(date) }
}

/// `thứ Hai, 10/12/2012`.
pub fn date(date: Date) -> String {
    format!("{}, {}", weekday(date.weekday()), day_month_year(date))
}

/// `11:30`, with seconds only if there are any.
pub fn time(time: Time) -> String {
    match time.second() {
        0 => format!("{:02}:{:02}", time.hour(), time.minute()),
        second => format!("{:02}:{:02}:{second:02}", time.hour(), time.minute()),
    }
}

/// `thứ Hai, 10/12/2012, 11:30`, as printed on forms and lists.
pub fn date_time(at: DateTime) -> String {
    format!("{}, {}", date(at.date()), time(at.time()))
}

/// `11:30 thứ Hai, 10/12/2012`, as said inside a sentence.
pub fn moment(at: DateTime) -> String {
    format!("{} {}", time(at.time()), date(at.date()))
}

/// `23 giờ`, `1 giờ 30 phút`, `45 phút`, `20 giây`, `0 giờ`.
pub fn duration(seconds: i64) -> String {
    let parts = [(seconds / 3600, "giờ"), (seconds / 60 % 60, "phút"), (seconds % 60, "giây")];
    let words: Vec<String> =
        parts.iter().filter(|(n, _)| *n != 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    if words.is_empty() { "0 giờ".to_owned() } else { words.join(" ") }
}

/// Thousandths as a Vietnamese decimal: 1500 is `1,5`.
pub fn decimal(milli: i64) -> String {
    let fraction = format!("{:03}", milli.unsigned_abs() % 1000);
    let sign = if milli < 0 { "-" } else { "" };
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{}", milli.unsigned_abs() / 1000),
        digits => format!("{sign}{},{digits}", milli.unsigned_abs() / 1000),
    }
}

/// Dates in order, three or more neighbours drawn together: `07/12, 10–14/12, 30/12–01/01/2013`.
///
/// A year is written only where it differs from `year`.
pub fn dates(dates: &[Date], year: i16) -> String {
    runs(dates, year, 3)
}

/// The same where two neighbours already belong together, as Saturday and Sunday do: `08–09/12`.
pub fn date_pairs(dates: &[Date], year: i16) -> String {
    runs(dates, year, 2)
}

fn runs(dates: &[Date], year: i16, shortest_range: usize) -> String {
    dates
        .chunk_by(|a, b| a.tomorrow().is_ok_and(|next| next == *b))
        .map(|run| match run {
            [first, .., last] if run.len() >= shortest_range => range(*first, *last, year),
            _ => run.iter().map(|d| day_month(*d, year)).collect::<Vec<_>>().join(", "),
        })
        .collect::<Vec<_>>()
        .join(", ")
}

fn range(first: Date, last: Date, year: i16) -> String {
    if first.first_of_month() == last.first_of_month() {
        format!("{:02}–{}", first.day(), day_month(last, year))
    } else {
        format!("{}–{}", day_month(first, year), day_month(last, year))
    }
}

/// Whether a half day that starts then is called morning or afternoon.
pub(crate) fn half_day(start: Time) -> &'static str {
    if seconds_of(start) < 12 * 3600 { "buổi sáng" } else { "buổi chiều" }
}
