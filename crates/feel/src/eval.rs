//! Evaluation, under a budget.

use std::cmp::Ordering;

use crate::ast::{Arithmetic, Comparison, Domain, Expr, Iteration, Loop, Node, Test, Tree};
use crate::calendar;
use crate::compare::{equal, order};
use crate::value::{property, within};
use crate::{Budget, BudgetExceeded, Number, Value};

/// Where an expression finds the values of its names.
pub trait Scope {
    /// The value of a name, or `None` when the name is unknown (which evaluates to null).
    fn get(&self, name: &str) -> Option<Value>;
}

impl<F: Fn(&str) -> Option<Value>> Scope for F {
    fn get(&self, name: &str) -> Option<Value> {
        self(name)
    }
}

impl Expr {
    /// The value of the expression. What cannot be computed is null; only an exhausted budget is an error.
    pub fn eval(&self, scope: &dyn Scope, budget: &mut Budget) -> Result<Value, BudgetExceeded> {
        Run { scope, budget, locals: Vec::new() }.eval(&self.root)
    }
}

struct Run<'a> {
    scope: &'a dyn Scope,
    budget: &'a mut Budget,
    locals: Vec<(&'a str, Value)>,
}

type Evaluated = Result<Value, BudgetExceeded>;

impl<'a> Run<'a> {
    fn eval(&mut self, tree: &'a Tree) -> Evaluated {
        self.budget.charge(1)?;
        Ok(match &tree.node {
            Node::Null => Value::Null,
            Node::Boolean(value) => Value::Boolean(*value),
            Node::Number(value) => Value::Number(*value),
            Node::Text(value) => Value::String(value.clone()),
            Node::Name(name) => self.name(name),
            Node::Path(base, name) => {
                let base = self.eval(base)?;
                self.charge_list(&base)?;
                property(&base, name)
            }
            Node::Index(list, index) => at_index(self.eval(list)?, &self.eval(index)?),
            Node::Filter(list, predicate) => self.filter(list, predicate)?,
            Node::List(items) => Value::List(self.eval_all(items)?.into()),
            Node::Negate(value) => negate(self.eval(value)?),
            Node::Arithmetic(operator, left, right) => {
                let (left, right) = (self.eval(left)?, self.eval(right)?);
                self.arithmetic(*operator, &left, &right)?
            }
            Node::Compare(operator, left, right) => {
                let (left, right) = (self.eval(left)?, self.eval(right)?);
                self.compare(*operator, &left, &right)?
            }
            Node::Between(parts) => {
                let [value, low, high] = self.eval_three(parts)?;
                let above = self.compare(Comparison::GreaterOrEqual, &value, &low)?;
                both(&above, &self.compare(Comparison::LessOrEqual, &value, &high)?)
            }
            Node::In(subject, tests) => self.is_in(subject, tests)?,
            Node::And(left, right) => match self.eval(left)? {
                Value::Boolean(false) => Value::Boolean(false),
                left => both(&left, &self.eval(right)?),
            },
            Node::Or(left, right) => match self.eval(left)? {
                Value::Boolean(true) => Value::Boolean(true),
                left => either(&left, &self.eval(right)?),
            },
            Node::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                if self.eval(condition)?.is_true() { self.eval(then)? } else { self.eval(otherwise)? }
            }
            Node::Loop(Loop::For, iterations, body) => self.collect(iterations, body)?,
            Node::Loop(kind, iterations, body) => self.quantify(*kind == Loop::Every, iterations, body)?,
            Node::Call(function, arguments) => {
                let arguments = self.eval_all(arguments)?;
                function.run(&arguments, self.budget)?
            }
        })
    }

    fn eval_all(&mut self, trees: &'a [Tree]) -> Result<Vec<Value>, BudgetExceeded> {
        trees.iter().map(|tree| self.eval(tree)).collect()
    }

    fn eval_three(&mut self, trees: &'a [Tree; 3]) -> Result<[Value; 3], BudgetExceeded> {
        Ok([self.eval(&trees[0])?, self.eval(&trees[1])?, self.eval(&trees[2])?])
    }

    fn name(&self, name: &str) -> Value {
        let local = self.locals.iter().rev().find(|(bound, _)| *bound == name);
        local.map(|(_, value)| value.clone()).or_else(|| self.scope.get(name)).unwrap_or(Value::Null)
    }

    fn charge_list(&mut self, value: &Value) -> Result<(), BudgetExceeded> {
        match value {
            Value::List(items) => self.budget.charge(items.len()),
            _ => Ok(()),
        }
    }

    fn filter(&mut self, list: &'a Tree, predicate: &'a Tree) -> Evaluated {
        let Some(items) = as_list(self.eval(list)?) else {
            return Ok(Value::Null);
        };
        let mut kept = Vec::new();
        for item in items.iter() {
            self.locals.push(("item", item.clone()));
            let verdict = self.eval(predicate);
            self.locals.pop();
            if verdict?.is_true() {
                kept.push(item.clone());
            }
        }
        Ok(Value::List(kept.into()))
    }

    fn is_in(&mut self, subject: &'a Tree, tests: &'a [Test]) -> Evaluated {
        let subject = self.eval(subject)?;
        let mut verdict = Value::Boolean(false);
        for test in tests {
            verdict = either(&verdict, &self.test(&subject, test)?);
            if verdict.is_true() {
                break;
            }
        }
        Ok(verdict)
    }

    fn test(&mut self, subject: &Value, test: &'a Test) -> Evaluated {
        match test {
            Test::Compare(operator, value) => {
                let value = self.eval(value)?;
                self.compare(*operator, subject, &value)
            }
            Test::Range { low, low_closed, high, high_closed } => {
                let (low, high) = (self.eval(low)?, self.eval(high)?);
                let from = if *low_closed { Comparison::GreaterOrEqual } else { Comparison::Greater };
                let to = if *high_closed { Comparison::LessOrEqual } else { Comparison::Less };
                let above = self.compare(from, subject, &low)?;
                Ok(both(&above, &self.compare(to, subject, &high)?))
            }
            Test::Value(value) => match self.eval(value)? {
                Value::List(items) => {
                    for item in items.iter() {
                        if equal(subject, item, self.budget)?.is_true() {
                            return Ok(Value::Boolean(true));
                        }
                    }
                    Ok(Value::Boolean(false))
                }
                value => equal(subject, &value, self.budget),
            },
        }
    }

    fn compare(&mut self, operator: Comparison, left: &Value, right: &Value) -> Evaluated {
        let accepts: fn(Ordering) -> bool = match operator {
            Comparison::Equal => return equal(left, right, self.budget),
            Comparison::NotEqual => return Ok(not(&equal(left, right, self.budget)?)),
            Comparison::Less => Ordering::is_lt,
            Comparison::LessOrEqual => Ordering::is_le,
            Comparison::Greater => Ordering::is_gt,
            Comparison::GreaterOrEqual => Ordering::is_ge,
        };
        Ok(order(left, right, self.budget)?.map_or(Value::Null, |order| Value::Boolean(accepts(order))))
    }

    fn arithmetic(&mut self, operator: Arithmetic, left: &Value, right: &Value) -> Evaluated {
        if let (Arithmetic::Add, Value::String(left), Value::String(right)) = (operator, left, right) {
            self.budget.charge((left.len() + right.len()) / 16)?;
            return Ok(Value::text(&format!("{left}{right}")));
        }
        Ok(calculate(operator, left, right).filter(within).unwrap_or(Value::Null))
    }

    fn collect(&mut self, iterations: &'a [Iteration], body: &'a Tree) -> Evaluated {
        let mut results = Vec::new();
        let complete = self.walk(iterations, body, &mut |value| {
            results.push(value);
            true
        })?;
        Ok(if complete.is_null() { Value::Null } else { Value::List(results.into()) })
    }

    /// `some` is an endless `or`, `every` an endless `and`.
    fn quantify(&mut self, every: bool, iterations: &'a [Iteration], body: &'a Tree) -> Evaluated {
        let mut verdict = Value::Boolean(every);
        let domains = self.walk(iterations, body, &mut |value| {
            verdict = if every { both(&verdict, &value) } else { either(&verdict, &value) };
            verdict != Value::Boolean(!every)
        })?;
        Ok(if domains.is_null() { Value::Null } else { verdict })
    }

    /// Runs the body for each combination until `act` says stop; null when a domain is not there.
    fn walk(
        &mut self,
        iterations: &'a [Iteration],
        body: &'a Tree,
        act: &mut dyn FnMut(Value) -> bool,
    ) -> Result<Value, BudgetExceeded> {
        let Some((first, rest)) = iterations.split_first() else {
            let value = self.eval(body)?;
            return Ok(Value::Boolean(act(value)));
        };
        let items = match &first.domain {
            Domain::Each(list) => as_list(self.eval(list)?).map(Items::List),
            Domain::Range(low, high) => {
                let (low, high) = (self.eval(low)?, self.eval(high)?);
                whole(&low).zip(whole(&high)).map(|(low, high)| Items::Range(low, high))
            }
        };
        let Some(items) = items else {
            return Ok(Value::Null);
        };
        for index in 0..items.len() {
            self.budget.charge(1)?;
            self.locals.push((&first.name, items.get(index)));
            let outcome = self.walk(rest, body, act);
            self.locals.pop();
            let outcome = outcome?;
            if !outcome.is_true() {
                return Ok(outcome);
            }
        }
        Ok(Value::Boolean(true))
    }
}

/// The elements a loop runs over; a range is never built.
enum Items {
    List(std::sync::Arc<[Value]>),
    Range(i64, i64),
}

impl Items {
    fn len(&self) -> u64 {
        match self {
            Self::List(items) => items.len() as u64,
            Self::Range(low, high) => low.abs_diff(*high) + 1,
        }
    }

    fn get(&self, index: u64) -> Value {
        match self {
            Self::List(items) => {
                usize::try_from(index).ok().and_then(|index| items.get(index).cloned()).unwrap_or(Value::Null)
            }
            Self::Range(low, high) => {
                let index = index.cast_signed();
                Value::integer(if low <= high { low + index } else { low - index })
            }
        }
    }
}

/// A single value counts as a list of one; null is no list.
fn as_list(value: Value) -> Option<std::sync::Arc<[Value]>> {
    match value {
        Value::Null => None,
        Value::List(items) => Some(items),
        single => Some(vec![single].into()),
    }
}

/// A whole number that the browser can count to as well.
fn whole(value: &Value) -> Option<i64> {
    value.as_number().and_then(Number::to_i64).filter(|number| number.unsigned_abs() <= 1 << 53)
}

fn at_index(list: Value, index: &Value) -> Value {
    let (Some(items), Some(index)) = (as_list(list), whole(index)) else {
        return Value::Null;
    };
    let from_start = if index < 0 { items.len() as i64 + index } else { index - 1 };
    usize::try_from(from_start).ok().and_then(|at| items.get(at).cloned()).unwrap_or(Value::Null)
}

/// Three-valued `and`: what is not a boolean is unknown.
pub(crate) fn both(left: &Value, right: &Value) -> Value {
    if left.is_false() || right.is_false() {
        return Value::Boolean(false);
    }
    if left.is_true() && right.is_true() { Value::Boolean(true) } else { Value::Null }
}

/// Three-valued `or`.
pub(crate) fn either(left: &Value, right: &Value) -> Value {
    if left.is_true() || right.is_true() {
        return Value::Boolean(true);
    }
    if left.is_false() && right.is_false() { Value::Boolean(false) } else { Value::Null }
}

/// Three-valued `not`.
pub(crate) fn not(value: &Value) -> Value {
    match value {
        Value::Boolean(value) => Value::Boolean(!value),
        _ => Value::Null,
    }
}

fn negate(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(number.neg()),
        Value::Days(days) => Value::Days(-days),
        Value::Months(months) => Value::Months(-months),
        _ => Value::Null,
    }
}

fn calculate(operator: Arithmetic, left: &Value, right: &Value) -> Option<Value> {
    use Arithmetic::{Add, Divide, Multiply, Subtract};
    use Value::{Date, Days, Months, Number};
    Some(match (operator, left, right) {
        (Add, Number(a), Number(b)) => Number(a.add(*b)?),
        (Subtract, Number(a), Number(b)) => Number(a.sub(*b)?),
        (Multiply, Number(a), Number(b)) => Number(a.mul(*b)?),
        (Divide, Number(a), Number(b)) => Number(a.div(*b)?),
        (Add, Date(date), Days(days)) | (Add, Days(days), Date(date)) => {
            Date(calendar::add_days(*date, *days)?)
        }
        (Subtract, Date(date), Days(days)) => Date(calendar::add_days(*date, -days)?),
        (Add, Date(date), Months(months)) | (Add, Months(months), Date(date)) => {
            Date(calendar::add_months(*date, *months)?)
        }
        (Subtract, Date(date), Months(months)) => Date(calendar::add_months(*date, -months)?),
        (Subtract, Date(a), Date(b)) => Days(calendar::day_number(*a) - calendar::day_number(*b)),
        (Add, Days(a), Days(b)) => Days(a + b),
        (Subtract, Days(a), Days(b)) => Days(a - b),
        (Add, Months(a), Months(b)) => Months(a + b),
        (Subtract, Months(a), Months(b)) => Months(a - b),
        (Multiply, Days(amount), Number(n)) | (Multiply, Number(n), Days(amount)) => {
            Days(amount.checked_mul(n.to_i64()?)?)
        }
        (Multiply, Months(amount), Number(n)) | (Multiply, Number(n), Months(amount)) => {
            Months(amount.checked_mul(n.to_i64()?)?)
        }
        _ => return None,
    })
}
