//! Texts people read, and how amounts and numbers are written for them.

use feel::{Number, Value};
use serde::Deserialize;

/// A text for citizens (_văn bản hiển thị_): Vietnamese, with English where somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English, if there is one.
    pub en: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Vietnamese(String),
    Both(Both),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    vi: String,
    en: Option<String>,
}

impl From<Written> for Text {
    fn from(written: Written) -> Self {
        match written {
            Written::Vietnamese(vi) => Self { vi, en: None },
            Written::Both(Both { vi, en }) => Self { vi, en },
        }
    }
}

impl Text {
    /// The text in a language, `"en"` or anything else for Vietnamese; Vietnamese when it was not translated.
    pub fn in_language(&self, language: &str) -> &str {
        match (language, &self.en) {
            ("en", Some(english)) => english,
            _ => &self.vi,
        }
    }
}

/// `1.500.000 đồng`.
pub(crate) fn dong(amount: i64) -> String {
    format!("{} đồng", grouped(amount))
}

/// `1.500.000`.
fn grouped(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if amount < 0 { format!("-{text}") } else { text }
}

/// `1.250,5`: points between thousands, a comma before the fraction.
pub(crate) fn number(number: Number) -> String {
    let plain = number.to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let negative = whole.starts_with('-');
    let whole = whole.trim_start_matches('-').parse::<i64>().map_or_else(|_| whole.to_owned(), grouped);
    let sign = if negative { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

/// A value ready to print: nothing for null, numbers and dates the Vietnamese way.
pub(crate) fn printed(value: &Value) -> String {
    match value {
        Value::Number(given) => number(*given),
        Value::Date(date) => deadlines::words::day_month_year(*date),
        Value::Boolean(true) => "có".to_owned(),
        Value::Boolean(false) => "không".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use feel::Value;

    use super::{dong, printed};

    #[test]
    fn amounts_have_a_point_between_thousands() {
        assert_eq!(
            [0, 999, 1_000, 1_500_000].map(dong),
            ["0 đồng", "999 đồng", "1.000 đồng", "1.500.000 đồng"]
        );
    }

    #[test]
    fn values_are_printed_the_vietnamese_way() {
        let given = |text: &str| text.parse().map(Value::Number).expect("a number");
        let date = feel::date_from_iso("2026-03-05").map(Value::Date).expect("a date");
        let values = [given("1250.5"), given("-1234567"), given("0.25"), date, Value::Null, Value::text("Đ")];
        assert_eq!(
            values.map(|value| printed(&value)),
            ["1.250,5", "-1.234.567", "0,25", "05/03/2026", "", "Đ"]
        );
    }
}
