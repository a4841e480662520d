//! The values an expression computes with.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::Number;
use crate::calendar;

/// The deepest data that is read; what lies deeper is null.
const MAX_DATA_DEPTH: usize = 16;

/// A FEEL value. Cloning is cheap: texts, lists and contexts are shared.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Null,
    /// True or false.
    Boolean(bool),
    /// An exact decimal.
    Number(Number),
    /// A text.
    String(Arc<str>),
    /// A day.
    Date(Date),
    /// A length of time in days.
    Days(i64),
    /// A length of time in months.
    Months(i64),
    /// Values in order.
    List(Arc<[Value]>),
    /// Named values.
    Context(Arc<BTreeMap<Arc<str>, Value>>),
}

impl Value {
    /// A text.
    pub fn text(text: &str) -> Self {
        Self::String(text.into())
    }

    /// A whole number; null when it has 19 digits or more.
    pub fn integer(value: i64) -> Self {
        Number::try_from(value).map_or(Self::Null, Self::Number)
    }

    /// A list.
    pub fn list(items: impl IntoIterator<Item = Value>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// A context.
    pub fn context<'a>(entries: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        Self::Context(Arc::new(entries.into_iter().map(|(name, value)| (name.into(), value)).collect()))
    }

    /// Whether nothing is known.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether this is the boolean `true`; null and everything else is not.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Boolean(true))
    }

    /// Whether this is the boolean `false`; null and everything else is not.
    pub fn is_false(&self) -> bool {
        matches!(self, Self::Boolean(false))
    }

    /// The text, when it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, when it is one.
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The date, when it is one.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Reads JSON: strings stay strings (a date is made with `date(…)`), numbers that do not fit 18 digits become null.
    pub fn from_json(json: &Json) -> Self {
        read(json, MAX_DATA_DEPTH)
    }

    /// Writes JSON. Numbers of up to 15 digits become JSON numbers, longer ones strings; dates and durations their ISO text.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Boolean(value) => Json::Bool(*value),
            Self::Number(number) => number_to_json(*number),
            Self::String(text) => Json::String(text.to_string()),
            Self::Date(_) | Self::Days(_) | Self::Months(_) => Json::String(self.to_string()),
            Self::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Context(entries) => Json::Object(
                entries.iter().map(|(name, value)| (name.to_string(), value.to_json())).collect(),
            ),
        }
    }
}

fn read(json: &Json, depth: usize) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Boolean(*value),
        Json::Number(number) => number.to_string().parse().map_or(Value::Null, Value::Number),
        Json::String(text) => Value::text(text),
        Json::Array(_) | Json::Object(_) if depth == 0 => Value::Null,
        Json::Array(items) => Value::list(items.iter().map(|item| read(item, depth - 1))),
        Json::Object(entries) => {
            Value::context(entries.iter().map(|(name, value)| (name.as_str(), read(value, depth - 1))))
        }
    }
}

/// A decimal of up to 15 digits survives the way through a binary fraction unharmed.
fn number_to_json(number: Number) -> Json {
    if let Some(whole) = number.to_i64().filter(|whole| whole.unsigned_abs() < 1 << 53) {
        return Json::from(whole);
    }
    let text = number.to_string();
    match text.parse::<f64>().ok().and_then(serde_json::Number::from_f64) {
        Some(binary) if number.digits() <= 15 => Json::Number(binary),
        _ => Json::String(text),
    }
}

impl fmt::Display for Value {
    /// As FEEL's `string()` writes it: numbers plain, dates ISO, null as nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::String(text) => write!(f, "{text}"),
            Self::Date(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            Self::Days(days) => write!(f, "{}P{}D", if *days < 0 { "-" } else { "" }, days.unsigned_abs()),
            Self::Months(months) => write_months(f, *months),
            Self::List(_) | Self::Context(_) => write!(f, "{}", self.to_json()),
        }
    }
}

fn write_months(f: &mut fmt::Formatter<'_>, months: i64) -> fmt::Result {
    let (years, rest) = (months.unsigned_abs() / 12, months.unsigned_abs() % 12);
    write!(f, "{}P", if months < 0 { "-" } else { "" })?;
    if years > 0 {
        write!(f, "{years}Y")?;
    }
    if rest > 0 || years == 0 { write!(f, "{rest}M") } else { Ok(()) }
}

/// Reads `P1Y6M` (months) or `P30D` (days), with a minus in front when negative; nothing mixed, nothing finer than a day.
pub(crate) fn duration_from_iso(text: &str) -> Option<Value> {
    let (sign, body) = text.strip_prefix('-').map_or((1, text), |body| (-1, body));
    let mut rest = body.strip_prefix('P')?;
    if let Some(days) = rest.strip_suffix('D') {
        return Some(Value::Days(sign * count(days)?)).filter(within);
    }
    let mut months = 0;
    let mut parts = 0;
    for (unit, size) in [('Y', 12), ('M', 1)] {
        if let Some((amount, tail)) = rest.split_once(unit) {
            months += count(amount)? * size;
            rest = tail;
            parts += 1;
        }
    }
    (rest.is_empty() && parts > 0).then_some(Value::Months(sign * months)).filter(within)
}

fn count(digits: &str) -> Option<i64> {
    (!digits.is_empty() && digits.len() <= 7 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

/// Durations stay within what the calendar can hold, so that both evaluators count without overflow.
pub(crate) fn within(duration: &Value) -> bool {
    match duration {
        Value::Days(days) => days.unsigned_abs() <= 4_000_000,
        Value::Months(months) => months.unsigned_abs() <= 120_000,
        _ => true,
    }
}

/// A property of a value: an entry of a context, a part of a date or duration, or the same of every element of a list.
pub(crate) fn property(value: &Value, name: &str) -> Value {
    match value {
        Value::Context(entries) => entries.get(name).cloned().unwrap_or(Value::Null),
        Value::List(items) => Value::list(items.iter().map(|item| match item {
            Value::List(_) => Value::Null,
            item => property(item, name),
        })),
        Value::Date(date) => match name {
            "year" => Value::integer(i64::from(date.year())),
            "month" => Value::integer(i64::from(date.month())),
            "day" => Value::integer(i64::from(date.day())),
            "weekday" => Value::integer((calendar::day_number(*date) + 2).rem_euclid(7) + 1),
            _ => Value::Null,
        },
        Value::Days(days) if name == "days" => Value::integer(*days),
        Value::Months(months) if name == "months" => Value::integer(months % 12),
        Value::Months(months) if name == "years" => Value::integer(months / 12),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, duration_from_iso, property};
    use crate::calendar::date_from_iso;

    #[test]
    fn durations_read_and_print_the_same() {
        for text in ["P1Y6M", "P2Y", "P18D", "-P3M", "P0D", "P0M"] {
            assert_eq!(duration_from_iso(text).map(|value| value.to_string()), Some(text.into()));
        }
        for bad in ["P", "P1", "1D", "P1M2D", "PT3H", "P-1D", "P1D2D", "P99999999D", "P1M1Y", ""] {
            assert_eq!(duration_from_iso(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_weekday_counts_from_monday() {
        let monday = date_from_iso("2025-06-30").map(Value::Date).expect("a date");
        assert_eq!(property(&monday, "weekday"), Value::integer(1));
        let sunday = date_from_iso("2025-07-06").map(Value::Date).expect("a date");
        assert_eq!(property(&sunday, "weekday"), Value::integer(7));
    }

    #[test]
    fn json_survives_the_round_trip() {
        let json: serde_json::Value =
            serde_json::from_str(r#"{"a":[1,0.1,-12.75,true,null,"Đ"],"b":{}}"#).expect("json");
        assert_eq!(Value::from_json(&json).to_json(), json);
    }

    #[test]
    fn json_deeper_than_any_form_is_cut_to_null() {
        let deep = (0..100).fold(serde_json::json!(1), |inner, _| serde_json::json!([inner]));
        assert!(Value::from_json(&deep).to_string().contains("null"));
    }
}
