//! Functions of texts. Positions and lengths count characters (Unicode scalar values) from 1.

use super::Computed;
use crate::{Budget, BudgetExceeded, Number, Value};

pub(super) fn string(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(match &arguments[0] {
        Value::Null | Value::List(_) | Value::Context(_) => Value::Null,
        Value::String(text) => Value::String(text.clone()),
        value => Value::text(&value.to_string()),
    })
}

pub(super) fn string_length(arguments: &[Value], budget: &mut Budget) -> Computed {
    let Some(text) = text(&arguments[0], budget)? else {
        return Ok(Value::Null);
    };
    Ok(Value::integer(i64::try_from(text.chars().count()).unwrap_or(i64::MAX)))
}

pub(super) fn substring(arguments: &[Value], budget: &mut Budget) -> Computed {
    let whole = |value: &Value| value.as_number().and_then(Number::to_i64);
    let (Some(text), Some(start)) = (text(&arguments[0], budget)?, whole(&arguments[1])) else {
        return Ok(Value::Null);
    };
    let length = match arguments.get(2) {
        None => usize::MAX,
        Some(length) => match whole(length).and_then(|length| usize::try_from(length).ok()) {
            Some(length) => length,
            None => return Ok(Value::Null),
        },
    };
    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let from = if start < 0 { count + start } else { start - 1 };
    Ok(match usize::try_from(from) {
        Ok(from) => Value::String(text.chars().skip(from).take(length).collect::<String>().into()),
        Err(_) => Value::Null,
    })
}

pub(super) fn upper_case(arguments: &[Value], budget: &mut Budget) -> Computed {
    Ok(text(&arguments[0], budget)?.map_or(Value::Null, |text| Value::text(&text.to_uppercase())))
}

pub(super) fn lower_case(arguments: &[Value], budget: &mut Budget) -> Computed {
    Ok(text(&arguments[0], budget)?.map_or(Value::Null, |text| Value::text(&text.to_lowercase())))
}

pub(super) fn contains(arguments: &[Value], budget: &mut Budget) -> Computed {
    Ok(two(arguments, budget)?.map_or(Value::Null, |(text, part)| Value::Boolean(text.contains(part))))
}

pub(super) fn starts_with(arguments: &[Value], budget: &mut Budget) -> Computed {
    Ok(two(arguments, budget)?.map_or(Value::Null, |(text, part)| Value::Boolean(text.starts_with(part))))
}

pub(super) fn ends_with(arguments: &[Value], budget: &mut Budget) -> Computed {
    Ok(two(arguments, budget)?.map_or(Value::Null, |(text, part)| Value::Boolean(text.ends_with(part))))
}

pub(super) fn substring_before(arguments: &[Value], budget: &mut Budget) -> Computed {
    Ok(two(arguments, budget)?.map_or(Value::Null, |(text, part)| {
        Value::text(text.split_once(part).map_or("", |(before, _)| before))
    }))
}

pub(super) fn substring_after(arguments: &[Value], budget: &mut Budget) -> Computed {
    Ok(two(arguments, budget)?.map_or(Value::Null, |(text, part)| {
        Value::text(text.split_once(part).map_or("", |(_, after)| after))
    }))
}

/// Joins the texts of a list, leaving out nulls.
pub(super) fn string_join(arguments: &[Value], budget: &mut Budget) -> Computed {
    let delimiter = match arguments.get(1) {
        None | Some(Value::Null) => "",
        Some(Value::String(delimiter)) => delimiter,
        Some(_) => return Ok(Value::Null),
    };
    let Value::List(items) = &arguments[0] else {
        return Ok(Value::Null);
    };
    let mut parts = Vec::new();
    for item in items.iter() {
        budget.charge(1 + delimiter.len() / 16)?;
        match item {
            Value::Null => {}
            Value::String(part) => {
                budget.charge(part.len() / 16)?;
                parts.push(&**part);
            }
            _ => return Ok(Value::Null),
        }
    }
    Ok(Value::text(&parts.join(delimiter)))
}

fn text<'a>(value: &'a Value, budget: &mut Budget) -> Result<Option<&'a str>, BudgetExceeded> {
    let text = value.as_text();
    budget.charge(text.map_or(0, str::len) / 16)?;
    Ok(text)
}

fn two<'a>(
    arguments: &'a [Value],
    budget: &mut Budget,
) -> Result<Option<(&'a str, &'a str)>, BudgetExceeded> {
    Ok(text(&arguments[0], budget)?.zip(text(&arguments[1], budget)?))
}
