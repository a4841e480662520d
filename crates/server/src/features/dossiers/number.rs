//! The number of a dossier (_mã hồ sơ_): agency, day, ordinal of that day (TT 01/2018/TT-VPCP).
//!
//! Both styles of agency code are read: `000.00.53.H48` (TT 10/2016) and `H48.15` (QĐ 20/2020/QĐ-TTg).

use jiff::civil::Date;

use crate::features::identity::units::is_agency_code;

/// The number of the `ordinal`-th dossier of an agency on `day`. Four digits are the least width; the ten-thousandth of a
/// day takes five.
pub fn format(agency: &str, day: Date, ordinal: i64) -> String {
    format!("{agency}-{:02}{:02}{:02}-{ordinal:04}", day.year() % 100, day.month(), day.day())
}

/// The key of the counter that gives the ordinal.
pub fn counter_key(agency: &str, day: Date) -> String {
    format!("dossier/{agency}/{day}")
}

/// A number as its parts, when `text` is one: agency, day, ordinal.
pub fn parse(text: &str) -> Option<(&str, Date, i64)> {
    let (rest, ordinal) = text.rsplit_once('-')?;
    let (agency, day) = rest.rsplit_once('-')?;
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !is_agency_code(agency) || !digits(day) || !digits(ordinal) || !(4..=7).contains(&ordinal.len()) {
        return None;
    }
    let (year, rest) = match day.len() {
        6 => (2000 + day[..2].parse::<i16>().ok()?, &day[2..]),
        8 => (day[..4].parse().ok()?, &day[4..]),
        _ => return None,
    };
    let date = Date::new(year, rest[..2].parse().ok()?, rest[2..].parse().ok()?).ok()?;
    let ordinal: i64 = ordinal.parse().ok()?;
    (ordinal >= 1).then_some((agency, date, ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn both_styles_and_the_ministries_are_read() {
        assert_eq!(parse("000.00.53.H48-220921-0099"), Some(("000.00.53.H48", date(2022, 9, 21), 99)));
        assert_eq!(parse("H15.50.05.13-261008-0975"), Some(("H15.50.05.13", date(2026, 10, 8), 975)));
        assert_eq!(parse("G09.20-20260609-0092637"), Some(("G09.20", date(2026, 6, 9), 92637)));
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for bad in [
            "",
            "H48-261332-0001",
            "H48-261008-0000",
            "h48-261008-0001",
            "H48-261008-1",
            "H48-2610-0001",
            "H48-261008-00012345",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_number_that_is_written_is_read_back_also_after_ten_thousand() {
        let day = date(2026, 11, 25);
        assert_eq!(format("H48.15", day, 7), "H48.15-261125-0007");
        assert_eq!(parse(&format("H48.15", day, 10_000)), Some(("H48.15", day, 10_000)));
    }
}
