//! Holds answers against a form.
//!
//! Three passes. First values, in the order of what names what: a hidden field has none, a computed one is worked out, a locked one
//! is filled in, and whatever was posted for these is ignored. Then what is required and what papers contradict. Then the checks.

mod addresses;
mod choices;
mod contacts;
pub(crate) mod days;
pub(crate) mod files;
mod identity;
mod numbers;
mod papers;
pub(crate) mod read;
mod rules;
mod scope;
mod texts;
mod values;

use std::collections::HashMap;

use feel::{Budget, Expr, Value};
use serde_json::{Map, Value as Json};

use crate::context::{Answers, Context};
use crate::form::{Field, Form};
use crate::problem::{Fault, Problem, Rank, Severity};
use scope::FormScope;

/// Enough for a form of a few hundred fields with full tables; a hostile form stops here.
const STEPS: u64 = 2_000_000;

/// Stands for what was found when a check does not tell.
pub(crate) const NOTHING_FOUND: &str = "nội dung đã khai chưa đúng như vậy";

/// What came out of a check (_kết quả kiểm tra_).
#[derive(Debug, Clone)]
pub struct Checked {
    /// The answers that stand, in canonical form, hidden and faulty ones left out.
    pub values: Map<String, Json>,
    /// What does not fit, in the order of the page.
    pub problems: Vec<Problem>,
    /// Paths that were posted and do not count: hidden, locked, computed or unknown.
    pub ignored: Vec<String>,
    pub(crate) states: Vec<State>,
    pub(crate) rows: HashMap<usize, Vec<RowState>>,
    feel: HashMap<String, Value>,
}

/// What became of one field or cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct State {
    pub(crate) is_visible: bool,
    pub(crate) is_required: bool,
    pub(crate) is_locked: bool,
    pub(crate) is_faulty: bool,
}

/// One row of a table.
#[derive(Debug, Clone)]
pub(crate) struct RowState {
    pub(crate) states: Vec<State>,
    feel: Vec<Value>,
    pub(crate) json: Map<String, Json>,
    /// Nobody typed anything; it is shown, but counts for nothing.
    pub(crate) is_blank: bool,
}

impl Form {
    /// Checks answers that are to be submitted.
    pub fn check(&self, answers: &Answers, context: &Context<'_>) -> Checked {
        let mut run = Run::new(self, answers, context);
        run.values();
        run.required();
        run.papers();
        run.checks();
        run.finish()
    }

    /// Checks a draft: what is there must be well-formed, nothing is required yet and nothing is held against anything.
    pub fn check_draft(&self, answers: &Answers, context: &Context<'_>) -> Checked {
        let mut run = Run::new(self, answers, context);
        run.values();
        run.mark_required();
        run.finish()
    }
}

impl Checked {
    /// Whether nothing blocks; warnings do not.
    pub fn is_valid(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity == Severity::Warning)
    }

    /// The value of a field as conditions see it.
    pub fn value(&self, id: &str) -> Value {
        self.feel.get(id).cloned().unwrap_or(Value::Null)
    }

    /// All values as one context, for conditions outside the form (fees, routing).
    pub fn context(&self) -> Value {
        Value::context(self.feel.iter().map(|(id, value)| (id.as_str(), value.clone())))
    }

    /// Whether a field is shown.
    pub fn is_visible(&self, form: &Form, id: &str) -> bool {
        form.index.get(id).is_some_and(|at| self.states[*at].is_visible)
    }

    /// Whether a field must be answered.
    pub fn is_required(&self, form: &Form, id: &str) -> bool {
        form.index.get(id).is_some_and(|at| self.states[*at].is_visible && self.states[*at].is_required)
    }
}

/// A check under way.
struct Run<'a> {
    form: &'a Form,
    answers: &'a Answers,
    context: &'a Context<'a>,
    budget: Budget,
    is_exhausted: bool,
    feel: Vec<Value>,
    out: Checked,
}

/// Where a problem stands.
#[derive(Debug, Clone)]
struct Spot {
    path: String,
    rank: Rank,
}

impl<'a> Run<'a> {
    fn new(form: &'a Form, answers: &'a Answers, context: &'a Context<'a>) -> Self {
        let count = form.fields.len();
        let out = Checked {
            values: Map::new(),
            problems: vec![],
            ignored: vec![],
            states: vec![State::default(); count],
            rows: HashMap::new(),
            feel: HashMap::new(),
        };
        let feel = vec![Value::Null; count];
        Self { form, answers, context, budget: Budget::new(STEPS), is_exhausted: false, feel, out }
    }

    fn field_spot(&self, at: usize) -> Spot {
        Spot { path: self.form.fields[at].id.clone(), rank: (at, 0, 0) }
    }

    fn cell_spot(&self, at: usize, row: usize, column: usize) -> Spot {
        let field = &self.form.fields[at];
        let name = field.kind.table().map_or("", |table| table.columns[column].id.as_str());
        Spot { path: format!("{}[{row}].{name}", field.id), rank: (at, row + 1, column + 1) }
    }

    fn report(&mut self, spot: &Spot, fault: Fault) {
        self.out.problems.push(Problem {
            path: spot.path.clone(),
            also: vec![],
            code: fault.code.to_owned(),
            expected: fault.expected,
            found: fault.found,
            remedy: fault.remedy,
            severity: fault.severity,
            rank: spot.rank,
        });
    }

    /// The value of an expression over the form; null once the budget is used up.
    fn eval(&mut self, expr: &Expr) -> Value {
        let scope = FormScope { index: &self.form.index, values: &self.feel, today: self.context.today };
        let value = expr.eval(&scope, &mut self.budget);
        value.unwrap_or_else(|_| {
            self.is_exhausted = true;
            Value::Null
        })
    }

    fn is_true(&mut self, expr: Option<&Expr>) -> bool {
        expr.is_some_and(|expr| self.eval(expr).is_true())
    }

    fn finish(mut self) -> Checked {
        if self.is_exhausted {
            let fault = Fault::new(
                "form.too_large",
                "một tờ khai hệ thống kiểm tra hết được",
                "quá nhiều dòng, quá nhiều điều kiện",
                "Xin bớt số dòng trong các bảng rồi gửi lại.",
            );
            self.report(&Spot { path: String::new(), rank: (0, 0, 0) }, fault);
        }
        self.out.problems.sort_by_key(|problem| problem.rank);
        self.out.ignored.sort_unstable();
        let ids = self.form.fields.iter().map(|field| field.id.clone());
        self.out.feel = ids.zip(self.feel).collect();
        self.out
    }
}

/// The label of a field, for a sentence.
fn named(field: &Field) -> String {
    crate::problem::quoted(&field.label.vi)
}
