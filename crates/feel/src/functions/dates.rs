//! Functions of dates and durations.

use jiff::civil::Date;

use super::Computed;
use crate::value::duration_from_iso;
use crate::{Budget, Number, Value, calendar};

/// `date("2025-07-01")`, `date(2025, 7, 1)`, or a date as it is.
pub(super) fn date(arguments: &[Value], _: &mut Budget) -> Computed {
    let whole = |value: &Value| value.as_number().and_then(Number::to_i64);
    let date = match arguments {
        [Value::Date(date)] => Some(*date),
        [Value::String(text)] => calendar::date_from_iso(text),
        [year, month, day] => match (whole(year), whole(month), whole(day)) {
            (Some(year), Some(month), Some(day)) => calendar::civil(year, month, day),
            _ => None,
        },
        _ => None,
    };
    Ok(date.map_or(Value::Null, Value::Date))
}

pub(super) fn duration(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(match &arguments[0] {
        Value::String(text) => duration_from_iso(text).unwrap_or(Value::Null),
        value @ (Value::Days(_) | Value::Months(_)) => value.clone(),
        _ => Value::Null,
    })
}

pub(super) fn days_between(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(between(arguments, |from, to| calendar::day_number(to) - calendar::day_number(from)))
}

pub(super) fn months_between(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(between(arguments, calendar::months_between))
}

pub(super) fn years_between(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(between(arguments, calendar::years_between))
}

fn between(arguments: &[Value], measure: fn(Date, Date) -> i64) -> Value {
    let dates = arguments[0].as_date().zip(arguments[1].as_date());
    dates.map_or(Value::Null, |(from, to)| Value::integer(measure(from, to)))
}
