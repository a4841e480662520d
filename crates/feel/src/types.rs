//! A look at the types before anything runs: what could only ever be null is a mistake of the author.
//!
//! FEEL answers a wrong type with null, and a check whose condition is null never fails. So a comparison of a date with a number
//! would silently check nothing. [`Expr::infer`] finds such places; it never complains when it is not sure.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::Expr;
use crate::ast::{Arithmetic, Comparison, Domain, Iteration, Loop, Node, Test, Tree};

/// What is known of a value before evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Nothing is known, or it may be several kinds.
    Any,
    /// The literal null.
    Null,
    /// True or false.
    Boolean,
    /// A number.
    Number,
    /// A text.
    String,
    /// A day.
    Date,
    /// A length of time in days.
    Days,
    /// A length of time in months.
    Months,
    /// A list of values of one type.
    List(Box<Type>),
    /// A context with exactly these entries.
    Context(Arc<BTreeMap<String, Type>>),
}

/// A place where the types cannot fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misuse {
    /// The character, counted from 0.
    pub at: usize,
    /// What would fit.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl Type {
    /// A list of this type.
    pub fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    /// A context with these entries.
    pub fn context<'a>(entries: impl IntoIterator<Item = (&'a str, Type)>) -> Self {
        Self::Context(Arc::new(entries.into_iter().map(|(name, entry)| (name.to_owned(), entry)).collect()))
    }

    fn is_open(&self) -> bool {
        matches!(self, Self::Any | Self::Null)
    }

    fn is_ordered(&self) -> bool {
        self.is_open() || matches!(self, Self::Number | Self::String | Self::Date | Self::Days | Self::Months)
    }

    fn fits(&self, other: &Self) -> bool {
        self.is_open() || other.is_open() || std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Null, known) | (known, Self::Null) => known,
            (a, b) if a == b => a,
            _ => Self::Any,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "any value",
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a text",
            Self::Date => "a date",
            Self::Days => "a duration in days",
            Self::Months => "a duration in months",
            Self::List(_) => "a list",
            Self::Context(_) => "a context",
        })
    }
}

impl Expr {
    /// The type of the expression and every place that cannot work, given the types of the outside names.
    pub fn infer(&self, names: &dyn Fn(&str) -> Type) -> (Type, Vec<Misuse>) {
        let mut check = Check { names, locals: Vec::new(), misuses: Vec::new() };
        let root = check.infer(&self.root);
        (root, check.misuses)
    }
}

struct Check<'a> {
    names: &'a dyn Fn(&str) -> Type,
    locals: Vec<(&'a str, Type)>,
    misuses: Vec<Misuse>,
}

impl<'a> Check<'a> {
    fn refuse(&mut self, at: usize, expected: impl Into<String>, found: impl Into<String>) {
        self.misuses.push(Misuse { at, expected: expected.into(), found: found.into() });
    }

    fn infer(&mut self, tree: &'a Tree) -> Type {
        match &tree.node {
            Node::Null => Type::Null,
            Node::Boolean(_) => Type::Boolean,
            Node::Number(_) => Type::Number,
            Node::Text(_) => Type::String,
            Node::Name(name) => self.name(name),
            Node::Path(base, name) => {
                let base = self.infer(base);
                self.part(tree.at, &base, name)
            }
            Node::Index(list, index) => {
                self.require(index, &Type::Number);
                self.element(list)
            }
            Node::Filter(list, predicate) => {
                let element = self.element(list);
                self.locals.push(("item", element.clone()));
                self.require(predicate, &Type::Boolean);
                self.locals.pop();
                element.list()
            }
            Node::List(items) => {
                let types: Vec<Type> = items.iter().map(|item| self.infer(item)).collect();
                types.into_iter().reduce(Type::join).unwrap_or(Type::Any).list()
            }
            Node::Negate(value) => self.infer(value),
            Node::Arithmetic(operator, left, right) => self.arithmetic(tree.at, *operator, left, right),
            Node::Compare(operator, left, right) => {
                let (left, right) = (self.infer(left), self.infer(right));
                self.compare(tree.at, *operator, &left, &right);
                Type::Boolean
            }
            Node::Between(parts) => {
                let types = parts.each_ref().map(|part| self.infer(part));
                self.compare(tree.at, Comparison::GreaterOrEqual, &types[0], &types[1]);
                self.compare(tree.at, Comparison::LessOrEqual, &types[0], &types[2]);
                Type::Boolean
            }
            Node::In(subject, tests) => {
                let subject = self.infer(subject);
                tests.iter().for_each(|test| self.test(tree.at, &subject, test));
                Type::Boolean
            }
            Node::And(left, right) | Node::Or(left, right) => {
                self.require(left, &Type::Boolean);
                self.require(right, &Type::Boolean);
                Type::Boolean
            }
            Node::If(parts) => {
                self.require(&parts[0], &Type::Boolean);
                let then = self.infer(&parts[1]);
                then.join(self.infer(&parts[2]))
            }
            Node::Loop(kind, iterations, body) => self.looping(*kind, iterations, body),
            Node::Call(function, arguments) => self.call(tree.at, function.name(), arguments),
        }
    }

    fn name(&self, name: &str) -> Type {
        let local = self.locals.iter().rev().find(|(bound, _)| *bound == name);
        local.map_or_else(|| (self.names)(name), |(_, bound)| bound.clone())
    }

    fn part(&mut self, at: usize, base: &Type, name: &str) -> Type {
        match base {
            Type::Any | Type::Null => Type::Any,
            Type::Context(entries) => match entries.get(name) {
                Some(entry) => entry.clone(),
                None => {
                    let known: Vec<&str> = entries.keys().map(String::as_str).collect();
                    self.refuse(at, format!("one of {}", known.join(", ")), name);
                    Type::Any
                }
            },
            Type::List(element) => self.part(at, element, name).list(),
            Type::Date if matches!(name, "year" | "month" | "day" | "weekday") => Type::Number,
            Type::Days if name == "days" => Type::Number,
            Type::Months if matches!(name, "months" | "years") => Type::Number,
            other => {
                self.refuse(at, format!("a part that {other} has"), name);
                Type::Any
            }
        }
    }

    fn require(&mut self, tree: &'a Tree, wanted: &Type) {
        let found = self.infer(tree);
        if !found.fits(wanted) {
            self.refuse(tree.at, wanted.to_string(), found.to_string());
        }
    }

    /// The type of one element; a single value counts as a list of one.
    fn element(&mut self, list: &'a Tree) -> Type {
        match self.infer(list) {
            Type::List(element) => *element,
            Type::Null => Type::Any,
            other => other,
        }
    }

    fn compare(&mut self, at: usize, operator: Comparison, left: &Type, right: &Type) {
        let by_order = !matches!(operator, Comparison::Equal | Comparison::NotEqual);
        if by_order && !left.is_ordered() {
            self.refuse(at, "numbers, texts, dates or durations to compare", left.to_string());
        } else if !left.fits(right) {
            self.refuse(at, format!("{left} on both sides"), format!("{left} and {right}"));
        }
    }

    fn test(&mut self, at: usize, subject: &Type, test: &'a Test) {
        match test {
            Test::Compare(operator, value) => {
                let value = self.infer(value);
                self.compare(at, *operator, subject, &value);
            }
            Test::Range { low, high, .. } => {
                for end in [low, high] {
                    let end = self.infer(end);
                    self.compare(at, Comparison::LessOrEqual, subject, &end);
                }
            }
            Test::Value(value) => {
                let value = match self.infer(value) {
                    Type::List(element) => *element,
                    other => other,
                };
                self.compare(at, Comparison::Equal, subject, &value);
            }
        }
    }

    fn arithmetic(&mut self, at: usize, operator: Arithmetic, left: &'a Tree, right: &'a Tree) -> Type {
        use Arithmetic::{Add, Divide, Multiply, Subtract};
        use Type::{Any, Date, Days, Months, Null, Number, String};
        let (left, right) = (self.infer(left), self.infer(right));
        match (operator, &left, &right) {
            (_, Any | Null, _) | (_, _, Any | Null) => Any,
            (_, Number, Number) => Number,
            (Add, String, String) => String,
            (Add, Date, Days | Months) | (Add, Days | Months, Date) | (Subtract, Date, Days | Months) => Date,
            (Subtract, Date, Date) | (Add | Subtract, Days, Days) => Days,
            (Add | Subtract, Months, Months) => Months,
            (Multiply, Days, Number) | (Multiply, Number, Days) => Days,
            (Multiply, Months, Number) | (Multiply, Number, Months) => Months,
            (Add | Subtract | Multiply | Divide, ..) => {
                self.refuse(
                    at,
                    format!("values that {} can join", operator.sign()),
                    format!("{left} and {right}"),
                );
                Any
            }
        }
    }

    fn looping(&mut self, kind: Loop, iterations: &'a [Iteration], body: &'a Tree) -> Type {
        let outer = self.locals.len();
        for iteration in iterations {
            let element = match &iteration.domain {
                Domain::Each(list) => self.element(list),
                Domain::Range(low, high) => {
                    self.require(low, &Type::Number);
                    self.require(high, &Type::Number);
                    Type::Number
                }
            };
            self.locals.push((&iteration.name, element));
        }
        let result = if kind == Loop::For {
            self.infer(body).list()
        } else {
            self.require(body, &Type::Boolean);
            Type::Boolean
        };
        self.locals.truncate(outer);
        result
    }

    fn call(&mut self, at: usize, name: &str, arguments: &'a [Tree]) -> Type {
        let types: Vec<Type> = arguments.iter().map(|argument| self.infer(argument)).collect();
        let (wanted, result) = signature(name, &types);
        for (argument, wanted) in types.iter().zip(wanted) {
            if !argument.fits(&wanted) {
                self.refuse(at, format!("{name} with {wanted}"), argument.to_string());
            }
        }
        result
    }
}

/// The types a function takes and gives. A missing entry accepts anything.
fn signature(name: &str, types: &[Type]) -> (Vec<Type>, Type) {
    use Type::{Any, Boolean, Date, Number, String};
    let list = || Any.list();
    let first = || types.first().cloned().unwrap_or(Any);
    let element = || match types {
        [Type::List(element)] => (**element).clone(),
        [single, ..] => single.clone(),
        [] => Any,
    };
    match name {
        "not" => (vec![Boolean], Boolean),
        "is defined" => (vec![], Boolean),
        "all" | "any" => (vec![Boolean.list()], Boolean),
        "even" | "odd" => (vec![Number], Boolean),
        "list contains" => (vec![list()], Boolean),
        "contains" | "starts with" | "ends with" => (vec![String, String], Boolean),
        "count" => (vec![list()], Number),
        "index of" => (vec![list()], Number.list()),
        "sum" | "mean" => (vec![], Number),
        "min" | "max" => (vec![], element()),
        "string length" => (vec![String], Number),
        "days between" | "months between" | "years between" => (vec![Date, Date], Number),
        "decimal" | "floor" | "ceiling" | "round down" | "round up" | "round half up" | "round half even"
        | "modulo" => (vec![Number, Number], Number),
        "number" => (vec![], Number),
        "substring" => (vec![String, Number, Number], String),
        "upper case" | "lower case" => (vec![String], String),
        "substring before" | "substring after" => (vec![String, String], String),
        "string join" => (vec![list(), String], String),
        "string" => (vec![], String),
        "date" => (vec![], Date),
        "first gap" | "first month gap" => (vec![list(), String, String, Date, Date], Date),
        "distinct values" | "reverse" | "append" | "concatenate" => (vec![list()], first()),
        "get or else" => (vec![], first().join(types.get(1).cloned().unwrap_or(Any))),
        _ => (vec![], Any),
    }
}
