//! Dates, as machines send them (ISO) and as people type them (dd/mm/yyyy).

use feel::Value;
use jiff::civil::Date;
use serde_json::Value as Json;

use crate::kind::{DayRule, Precision, Tense, YearRule};
use crate::problem::{Fault, quoted};
use crate::show;

/// Nobody's papers are older, and a slip such as 0205 for 2025 is caught.
pub(crate) const FIRST_YEAR: i64 = 1800;
pub(crate) const LAST_YEAR: i64 = 2200;

/// A date of which the day, or day and month, may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Partial {
    pub(crate) year: i64,
    pub(crate) month: Option<i64>,
    pub(crate) day: Option<i64>,
}

impl Partial {
    /// The first day it may be.
    pub(crate) fn earliest(self) -> Option<Date> {
        civil(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it may be.
    pub(crate) fn latest(self) -> Option<Date> {
        let first = civil(self.year, self.month.unwrap_or(12), self.day.unwrap_or(1))?;
        if self.day.is_some() { Some(first) } else { Some(first.last_of_month()) }
    }

    pub(crate) fn to_iso(self) -> String {
        let mut text = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            text.push_str(&format!("-{part:02}"));
        }
        text
    }

    pub(crate) fn to_feel(self) -> Value {
        let whole = |part: Option<i64>| part.map_or(Value::Null, Value::integer);
        let day = |day: Option<Date>| day.map_or(Value::Null, Value::Date);
        Value::context([
            ("year", Value::integer(self.year)),
            ("month", whole(self.month)),
            ("day", whole(self.day)),
            ("earliest", day(self.earliest())),
            ("latest", day(self.latest())),
        ])
    }
}

/// A full date.
pub(crate) fn date(json: &Json) -> Result<Date, Fault> {
    let typed = typed(json);
    let found = parts(&typed).filter(|found| found.day.is_some()).and_then(Partial::earliest);
    found.ok_or_else(|| {
        let is_shape = parts_of(&typed).is_some_and(|numbers| numbers.len() == 3);
        let expected =
            if is_shape { "một ngày có trong lịch" } else { "ngày dạng ngày/tháng/năm" };
        Fault::new("date.format", expected, quoted(&typed), "Xin nhập ví dụ 25/12/1990.")
    })
}

/// A month of a year, as its first day.
pub(crate) fn month(json: &Json) -> Result<Date, Fault> {
    let typed = typed(json);
    let found = parts(&typed)
        .filter(|found| found.month.is_some() && found.day.is_none())
        .and_then(Partial::earliest);
    found.ok_or_else(|| {
        Fault::new("month.format", "tháng dạng tháng/năm", quoted(&typed), "Xin nhập ví dụ 12/1990.")
    })
}

/// A date of which only the year, or month and year, may be known.
pub(crate) fn partial(json: &Json, precision: Precision) -> Result<Partial, Fault> {
    let typed = typed(json);
    let found = parts(&typed).filter(|found| found.earliest().is_some()).ok_or_else(|| {
        Fault::new(
            "date.format",
            "ngày/tháng/năm, tháng/năm hoặc năm",
            quoted(&typed),
            "Xin nhập ví dụ 25/12/1960, 12/1960 hoặc 1960.",
        )
    })?;
    if precision == Precision::Month && found.month.is_none() {
        let expected = "ít nhất tháng và năm";
        return Err(Fault::new("date.precision", expected, quoted(&typed), "Xin nhập ví dụ 12/1960."));
    }
    Ok(found)
}

/// A day and a time of it, in Viet Nam.
pub(crate) fn datetime(json: &Json) -> Result<(Date, i64, i64), Fault> {
    let typed = typed(json);
    let fault =
        || Fault::new("datetime.format", "ngày và giờ", quoted(&typed), "Xin nhập ví dụ 25/12/2025 08:30.");
    let mut pieces = typed.split([' ', 'T']).filter(|piece| !piece.is_empty());
    let (Some(first), Some(second), None) = (pieces.next(), pieces.next(), pieces.next()) else {
        return Err(fault());
    };
    let (day, time) = if first.contains(':') { (second, first) } else { (first, second) };
    let date =
        parts(day).filter(|found| found.day.is_some()).and_then(Partial::earliest).ok_or_else(fault)?;
    let (hour, minute) = time.split_once(':').ok_or_else(fault)?;
    let number = |text: &str, limit: i64| {
        let text = text.strip_suffix(":00").unwrap_or(text);
        (matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<i64>().ok())
            .flatten()
            .filter(|number| *number < limit)
    };
    match (number(hour, 24), number(minute, 60)) {
        (Some(hour), Some(minute)) => Ok((date, hour, minute)),
        _ => Err(fault()),
    }
}

/// Past, future and bounds. For a month, `today` is the first day of this month.
pub(crate) fn bounded(day: Date, rule: &DayRule, today: Date, show: fn(Date) -> String) -> Result<(), Fault> {
    let found = show(day);
    match rule.tense {
        Tense::Past if day > today => {
            let expected = format!("không sau hôm nay ({})", show(today));
            return Err(Fault::new("date.past", expected, found, "Xin kiểm tra lại ngày, tháng, năm."));
        }
        Tense::Future if day <= today => {
            let expected = format!("sau hôm nay ({})", show(today));
            return Err(Fault::new("date.future", expected, found, "Xin kiểm tra lại ngày, tháng, năm."));
        }
        _ => {}
    }
    if let Some(min) = rule.min.filter(|min| day < *min) {
        let expected = format!("từ {} trở đi", show(min));
        return Err(Fault::new("date.min", expected, found, "Xin kiểm tra lại ngày, tháng, năm."));
    }
    if let Some(max) = rule.max.filter(|max| day > *max) {
        let expected = format!("không sau {}", show(max));
        return Err(Fault::new("date.max", expected, found, "Xin kiểm tra lại ngày, tháng, năm."));
    }
    Ok(())
}

/// The same for a year alone.
pub(crate) fn bounded_year(year: i64, rule: &YearRule, today: Date) -> Result<(), Fault> {
    let this_year = i64::from(today.year());
    let (expected, code) = match rule.tense {
        Tense::Past if year > this_year => (format!("không sau năm {this_year}"), "date.past"),
        Tense::Future if year <= this_year => (format!("sau năm {this_year}"), "date.future"),
        _ => match (rule.min, rule.max) {
            (Some(min), _) if year < min => (format!("từ năm {min} trở đi"), "date.min"),
            (_, Some(max)) if year > max => (format!("không sau năm {max}"), "date.max"),
            _ => return Ok(()),
        },
    };
    Err(Fault::new(code, expected, format!("năm {year}"), "Xin kiểm tra lại năm."))
}

pub(crate) fn month_text(day: Date) -> String {
    format!("{:02}/{}", day.month(), day.year())
}

pub(crate) fn date_text(day: Date) -> String {
    show::date(day)
}

/// What was typed; three boxes for day, month and year are read as one text.
fn typed(json: &Json) -> String {
    match json {
        Json::String(text) => text.trim().to_owned(),
        Json::Object(boxes) => ["day", "month", "year"]
            .iter()
            .filter_map(|name| match boxes.get(*name)? {
                Json::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
                Json::Number(number) => Some(number.to_string()),
                _ => None,
            })
            .collect::<Vec<_>>()
            .join("/"),
        other => other.to_string(),
    }
}

/// `25/12/1990`, `12/1990`, `1990`, and the same in ISO order.
fn parts(typed: &str) -> Option<Partial> {
    let numbers = parts_of(typed)?;
    let is_iso = typed.split('-').next().is_some_and(|first| first.len() == 4) && typed.contains('-');
    let ordered: Vec<(i64, usize)> = if is_iso { numbers } else { numbers.into_iter().rev().collect() };
    let [(year, 4), rest @ ..] = ordered.as_slice() else {
        return None;
    };
    let small: Vec<i64> =
        rest.iter().filter(|(_, width)| matches!(width, 1 | 2)).map(|(number, _)| *number).collect();
    let in_range = (FIRST_YEAR..=LAST_YEAR).contains(year) && small.len() == rest.len() && rest.len() <= 2;
    in_range.then(|| Partial { year: *year, month: small.first().copied(), day: small.get(1).copied() })
}

/// Numbers between `/`, `-` or `.`, each with its count of digits.
fn parts_of(typed: &str) -> Option<Vec<(i64, usize)>> {
    if typed.len() > 20 {
        return None;
    }
    typed
        .split(['/', '-', '.'])
        .map(|part| {
            let part = part.trim();
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse().ok().map(|number| (number, part.len()))).flatten()
        })
        .collect()
}

fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
