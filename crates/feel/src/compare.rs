//! Equality and order.

use std::cmp::Ordering;

use crate::{Budget, BudgetExceeded, Value};

/// FEEL's `=`: null equals only null; values of different kinds are not comparable and give null.
pub(crate) fn equal(a: &Value, b: &Value, budget: &mut Budget) -> Result<Value, BudgetExceeded> {
    if !a.is_null() && !b.is_null() && kind(a) != kind(b) {
        return Ok(Value::Null);
    }
    same(a, b, budget).map(Value::Boolean)
}

/// Whether two values are the same through and through; different kinds are simply different.
pub(crate) fn same(a: &Value, b: &Value, budget: &mut Budget) -> Result<bool, BudgetExceeded> {
    budget.charge(1)?;
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            for (left, right) in a.iter().zip(b.iter()) {
                if !same(left, right, budget)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Value::Context(a), Value::Context(b)) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            for ((left_name, left), (right_name, right)) in a.iter().zip(b.iter()) {
                if left_name != right_name || !same(left, right, budget)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Value::String(a), Value::String(b)) => {
            budget.charge(a.len().min(b.len()) / 16)?;
            Ok(a == b)
        }
        (a, b) => Ok(a == b),
    }
}

/// Which of two values of one ordered kind comes first; `None` when they have no order.
pub(crate) fn order(a: &Value, b: &Value, budget: &mut Budget) -> Result<Option<Ordering>, BudgetExceeded> {
    budget.charge(1)?;
    Ok(match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Days(a), Value::Days(b)) | (Value::Months(a), Value::Months(b)) => Some(a.cmp(b)),
        (Value::String(a), Value::String(b)) => {
            budget.charge(a.len().min(b.len()) / 16)?;
            Some(a.cmp(b))
        }
        _ => None,
    })
}

fn kind(value: &Value) -> std::mem::Discriminant<Value> {
    std::mem::discriminant(value)
}
