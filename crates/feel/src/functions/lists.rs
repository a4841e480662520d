//! Functions of lists, and the few of any value.

use std::cmp::Ordering;

use super::Computed;
use crate::compare::{order, same};
use crate::eval::{both, either};
use crate::{Budget, BudgetExceeded, Number, Value};

pub(super) fn not(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(crate::eval::not(&arguments[0]))
}

pub(super) fn is_defined(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(Value::Boolean(!arguments[0].is_null()))
}

pub(super) fn get_or_else(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(if arguments[0].is_null() { arguments[1].clone() } else { arguments[0].clone() })
}

pub(super) fn count(arguments: &[Value], _: &mut Budget) -> Computed {
    Ok(match &arguments[0] {
        Value::List(items) => Value::integer(i64::try_from(items.len()).unwrap_or(i64::MAX)),
        _ => Value::Null,
    })
}

pub(super) fn all(arguments: &[Value], budget: &mut Budget) -> Computed {
    fold(&arguments[0], Value::Boolean(true), both, budget)
}

pub(super) fn any(arguments: &[Value], budget: &mut Budget) -> Computed {
    fold(&arguments[0], Value::Boolean(false), either, budget)
}

pub(super) fn sum(arguments: &[Value], budget: &mut Budget) -> Computed {
    Ok(total(items(arguments), budget)?.map_or(Value::Null, Value::Number))
}

pub(super) fn mean(arguments: &[Value], budget: &mut Budget) -> Computed {
    let items = items(arguments);
    let divisor = i64::try_from(items.len()).ok().and_then(|count| Number::try_from(count).ok());
    let mean = total(items, budget)?.zip(divisor).and_then(|(total, count)| total.div(count));
    Ok(mean.map_or(Value::Null, Value::Number))
}

pub(super) fn min(arguments: &[Value], budget: &mut Budget) -> Computed {
    extreme(items(arguments), Ordering::Less, budget)
}

pub(super) fn max(arguments: &[Value], budget: &mut Budget) -> Computed {
    extreme(items(arguments), Ordering::Greater, budget)
}

pub(super) fn list_contains(arguments: &[Value], budget: &mut Budget) -> Computed {
    let Value::List(items) = &arguments[0] else {
        return Ok(Value::Null);
    };
    Ok(Value::Boolean(position(items, &arguments[1], budget)?.is_some()))
}

pub(super) fn index_of(arguments: &[Value], budget: &mut Budget) -> Computed {
    let Value::List(items) = &arguments[0] else {
        return Ok(Value::Null);
    };
    let mut positions = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if same(item, &arguments[1], budget)? {
            positions.push(Value::integer(index as i64 + 1));
        }
    }
    Ok(Value::List(positions.into()))
}

pub(super) fn distinct_values(arguments: &[Value], budget: &mut Budget) -> Computed {
    let Value::List(items) = &arguments[0] else {
        return Ok(Value::Null);
    };
    let mut kept: Vec<Value> = Vec::new();
    for item in items.iter() {
        if position(&kept, item, budget)?.is_none() {
            kept.push(item.clone());
        }
    }
    Ok(Value::List(kept.into()))
}

pub(super) fn append(arguments: &[Value], budget: &mut Budget) -> Computed {
    let Some((Value::List(items), rest)) = arguments.split_first() else {
        return Ok(Value::Null);
    };
    budget.charge(items.len() + rest.len())?;
    Ok(Value::list(items.iter().chain(rest).cloned()))
}

pub(super) fn concatenate(arguments: &[Value], budget: &mut Budget) -> Computed {
    let mut joined = Vec::new();
    for argument in arguments {
        let Value::List(items) = argument else {
            return Ok(Value::Null);
        };
        budget.charge(items.len())?;
        joined.extend(items.iter().cloned());
    }
    Ok(Value::List(joined.into()))
}

pub(super) fn flatten(arguments: &[Value], budget: &mut Budget) -> Computed {
    let Value::List(items) = &arguments[0] else {
        return Ok(Value::Null);
    };
    let mut flat = Vec::new();
    flatten_into(items, &mut flat, budget)?;
    Ok(Value::List(flat.into()))
}

pub(super) fn reverse(arguments: &[Value], budget: &mut Budget) -> Computed {
    let Value::List(items) = &arguments[0] else {
        return Ok(Value::Null);
    };
    budget.charge(items.len())?;
    Ok(Value::list(items.iter().rev().cloned()))
}

/// `sum(list)` and `sum(a, b, c)` are both FEEL.
fn items(arguments: &[Value]) -> &[Value] {
    match arguments {
        [Value::List(items)] => items,
        several => several,
    }
}

fn fold(list: &Value, start: Value, join: fn(&Value, &Value) -> Value, budget: &mut Budget) -> Computed {
    let Value::List(items) = list else {
        return Ok(Value::Null);
    };
    budget.charge(items.len())?;
    Ok(items.iter().fold(start, |verdict, item| join(&verdict, item)))
}

/// The sum of numbers; `None` when the list is empty or holds anything else.
fn total(items: &[Value], budget: &mut Budget) -> Result<Option<Number>, BudgetExceeded> {
    budget.charge(items.len())?;
    let Some((first, rest)) = items.split_first() else {
        return Ok(None);
    };
    Ok(rest.iter().fold(first.as_number(), |sum, item| sum?.add(item.as_number()?)))
}

fn extreme(items: &[Value], wanted: Ordering, budget: &mut Budget) -> Computed {
    let Some((first, rest)) = items.split_first() else {
        return Ok(Value::Null);
    };
    // A single value must have an order too: `max([true])` is null.
    if order(first, first, budget)?.is_none() {
        return Ok(Value::Null);
    }
    let mut best = first;
    for item in rest {
        match order(item, best, budget)? {
            None => return Ok(Value::Null),
            Some(order) if order == wanted => best = item,
            Some(_) => {}
        }
    }
    Ok(best.clone())
}

fn position(items: &[Value], wanted: &Value, budget: &mut Budget) -> Result<Option<usize>, BudgetExceeded> {
    for (index, item) in items.iter().enumerate() {
        if same(item, wanted, budget)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

fn flatten_into(items: &[Value], flat: &mut Vec<Value>, budget: &mut Budget) -> Result<(), BudgetExceeded> {
    for item in items {
        budget.charge(1)?;
        match item {
            Value::List(inner) => flatten_into(inner, flat, budget)?,
            item => flat.push(item.clone()),
        }
    }
    Ok(())
}
