//! Functions of numbers.

use super::Computed;
use crate::number::Rounding;
use crate::{Budget, Number, Value};

pub(super) fn abs(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(match &arguments[0] {
        Value::Number(number) => Value::Number(number.abs()),
        Value::Days(days) => Value::Days(days.abs()),
        Value::Months(months) => Value::Months(months.abs()),
        _ => Value::Null,
    })
}

pub(super) fn floor(arguments: &[Value], _: &mut Budget) -> Computed {
    round(arguments, Rounding::Floor)
}

pub(super) fn ceiling(arguments: &[Value], _: &mut Budget) -> Computed {
    round(arguments, Rounding::Ceiling)
}

/// `decimal(n, scale)` and `round half even(n, scale)` are the same.
pub(super) fn decimal(arguments: &[Value], _: &mut Budget) -> Computed {
    round(arguments, Rounding::HalfEven)
}

pub(super) fn round_half_up(arguments: &[Value], _: &mut Budget) -> Computed {
    round(arguments, Rounding::HalfUp)
}

pub(super) fn round_up(arguments: &[Value], _: &mut Budget) -> Computed {
    round(arguments, Rounding::Up)
}

pub(super) fn round_down(arguments: &[Value], _: &mut Budget) -> Computed {
    round(arguments, Rounding::Down)
}

pub(super) fn modulo(arguments: &[Value], _: &mut Budget) -> Computed {
    let rest = arguments[0].as_number().zip(arguments[1].as_number()).and_then(|(a, b)| a.modulo(b));
    Ok(rest.map_or(Value::Null, Value::Number))
}

pub(super) fn even(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(whole(&arguments[0]).map_or(Value::Null, |number| Value::Boolean(number % 2 == 0)))
}

pub(super) fn odd(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(whole(&arguments[0]).map_or(Value::Null, |number| Value::Boolean(number % 2 != 0)))
}

/// Reads a text such as `"12.5"`; a number stays what it is.
pub(super) fn number(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(match &arguments[0] {
        Value::Number(number) => Value::Number(*number),
        Value::String(text) if !text.contains(['e', 'E']) => text.parse().map_or(Value::Null, Value::Number),
        _ => Value::Null,
    })
}

fn round(arguments: &[Value], rounding: Rounding) -> Computed {
    let decimals = match arguments.get(1) {
        None => Some(0),
        Some(scale) => whole(scale).and_then(|scale| i32::try_from(scale).ok()),
    };
    let rounded =
        arguments[0].as_number().zip(decimals).and_then(|(number, scale)| number.rescale(scale, rounding));
    Ok(rounded.map_or(Value::Null, Value::Number))
}

fn whole(value: &Value) -> Option<i64> {
    value.as_number().and_then(Number::to_i64)
}
