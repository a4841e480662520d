//! Civil dates from year 1 to 9999: days, months and ages, in the same few lines as the browser.

use jiff::civil::Date;

/// Reads `2025-07-01` strictly.
pub fn date_from_iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let part = |range: std::ops::Range<usize>| {
        let slice = bytes.get(range)?;
        slice
            .iter()
            .all(u8::is_ascii_digit)
            .then(|| slice.iter().fold(0_i64, |n, digit| n * 10 + i64::from(digit - b'0')))
    };
    civil(part(0..4)?, part(5..7)?, part(8..10)?)
}

/// The day `months` later (earlier when negative); the 31st becomes the last day of a shorter month.
pub fn add_months(date: Date, months: i64) -> Option<Date> {
    let index = month_index(date).checked_add(months)?;
    let first = month_from_index(index)?;
    civil(i64::from(first.year()), i64::from(first.month()), i64::from(date.day().min(first.days_in_month())))
}

/// Whole years from `from` to `to`: the age on a day. Born on 29 February, a person is a year older on 1 March of a common year.
pub fn years_between(from: Date, to: Date) -> i64 {
    months_between(from, to) / 12
}

/// Whole months from `from` to `to`, negative when `to` is earlier.
pub(crate) fn months_between(from: Date, to: Date) -> i64 {
    if to < from {
        return -months_between(to, from);
    }
    month_index(to) - month_index(from) - i64::from(to.day() < from.day())
}

/// Days since the first of March of year 0, as both evaluators count them.
pub(crate) fn day_number(date: Date) -> i64 {
    let shifted = i64::from(date.month()) - 3;
    let year = i64::from(date.year()) - i64::from(shifted < 0);
    let month = shifted.rem_euclid(12);
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (month * 153 + 2) / 5
        + i64::from(date.day())
        - 1
}

/// The date `days` after `date`.
pub(crate) fn add_days(date: Date, days: i64) -> Option<Date> {
    let moved = date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    civil(i64::from(moved.year()), i64::from(moved.month()), i64::from(moved.day()))
}

/// Months since year 0.
pub(crate) fn month_index(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

/// The first day of a month counted by [`month_index`].
pub(crate) fn month_from_index(index: i64) -> Option<Date> {
    civil(index.div_euclid(12), index.rem_euclid(12) + 1, 1)
}

/// A date of the years 1 to 9999.
pub(crate) fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{add_days, add_months, date_from_iso, day_number, years_between};

    fn date(text: &str) -> jiff::civil::Date {
        date_from_iso(text).expect("the test writes a date")
    }

    #[test]
    fn a_person_born_on_29_february_turns_18_on_1_march() {
        assert_eq!(years_between(date("2004-02-29"), date("2022-02-28")), 17);
        assert_eq!(years_between(date("2004-02-29"), date("2022-03-01")), 18);
        assert_eq!(years_between(date("2022-03-01"), date("2004-02-29")), -18);
    }

    #[test]
    fn months_clamp_to_the_last_day() {
        assert_eq!(add_months(date("2025-01-31"), 1), Some(date("2025-02-28")));
        assert_eq!(add_months(date("2024-03-31"), -1), Some(date("2024-02-29")));
        assert_eq!(add_months(date("9999-12-01"), 1), None);
    }

    #[test]
    fn days_are_counted_across_years() {
        assert_eq!(day_number(date("2025-01-01")) - day_number(date("2024-02-28")), 308);
        assert_eq!(add_days(date("2024-02-28"), 308), Some(date("2025-01-01")));
        assert_eq!(add_days(date("0001-01-01"), -1), None);
        assert_eq!(date_from_iso("2025-02-29"), None);
        assert_eq!(date_from_iso("2025-2-9"), None);
        assert_eq!(date_from_iso("0000-01-01"), None);
    }
}
