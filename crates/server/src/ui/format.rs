//! How dates, money and sizes are written (_cách ghi_).

use deadlines::zone::civil;
use jiff::Timestamp;
use jiff::civil::DateTime;

/// "thứ Hai, 10/12/2012, 11:30".
pub fn moment(at: Timestamp) -> String {
    deadlines::words::date_time(to_minute(civil(at)))
}

/// Nobody is told seconds.
pub fn to_minute(at: DateTime) -> DateTime {
    at.date().at(at.hour(), at.minute(), 0, 0)
}

/// "10/12/2012".
pub fn day(at: Timestamp) -> String {
    let date = civil(at).date();
    deadlines::words::day_month_year(date)
}

/// "75.000 đồng".
pub fn dong(amount: i64) -> String {
    format!("{} đồng", grouped(amount))
}

/// "1.234.567".
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// "1,2 MB", "340 KB".
pub fn size(bytes: i64) -> String {
    const MB: i64 = 1_000_000;
    if bytes >= MB {
        let tenths = (bytes * 10 + MB / 2) / MB;
        return format!("{},{} MB", tenths / 10, tenths % 10);
    }
    format!("{} KB", (bytes + 999) / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_by_thousands() {
        assert_eq!(dong(75_000), "75.000 đồng");
        assert_eq!(dong(0), "0 đồng");
        assert_eq!(grouped(1_234_567), "1.234.567");
    }

    #[test]
    fn sizes_are_rounded_for_people() {
        assert_eq!(size(1_249_000), "1,2 MB");
        assert_eq!(size(1), "1 KB");
    }
}
