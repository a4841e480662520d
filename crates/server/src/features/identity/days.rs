//! Days as people type and read them (_ngày_).

use jiff::civil::Date;

/// Years that a unit, a post or a person may have; anything else is a slip of the hand.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// The day of "17/05/1960", "7/5/1960" or "1960-05-17".
pub fn typed(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// "17/05/1960" of an ISO day; what is no day is shown as it is.
pub fn shown(iso: &str) -> String {
    iso.parse::<Date>().map_or_else(|_| iso.to_owned(), deadlines::words::day_month_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_people_and_as_browsers_write_them() {
        for text in ["07/05/1960", "7/5/1960", " 07-05-1960 ", "7.5.1960", "1960-05-07"] {
            assert_eq!(typed(text), Some(date(1960, 5, 7)), "{text}");
        }
        for bad in
            ["", "31/02/2025", "7/5", "7/5/60", "05/1960", "7/5/0960", "hôm nay", "1/2/3/2025", "-1/2/2025"]
        {
            assert_eq!(typed(bad), None, "{bad}");
        }
        assert_eq!(shown("1960-05-07"), "07/05/1960");
        assert_eq!(shown("không rõ"), "không rõ");
    }
}
