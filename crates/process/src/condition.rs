//! The one place that speaks FEEL (_điều kiện_).

use std::sync::Arc;

use feel::{Expr, Value};
use jiff::civil::Date;
use serde_json::Value as Json;

use crate::run::Layer;

/// An expression as written, known to parse (_điều kiện_).
#[derive(Debug, Clone)]
pub struct Condition {
    expr: Arc<Expr>,
}

/// What an expression can see.
pub(crate) struct Scope<'a> {
    pub(crate) form: &'a Value,
    pub(crate) today: Date,
    /// Outcomes and variables, the nearest first.
    pub(crate) layers: Vec<&'a Layer>,
    /// The current element of a list and its place there, from 1.
    pub(crate) item: Option<(&'a Json, u32)>,
}

impl feel::Scope for Scope<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        // The nearest layer is put in last, over the others.
        let outer_first = || self.layers.iter().rev();
        match name {
            "form" => Some(self.form.clone()),
            "today" => Some(Value::Date(self.today)),
            "outcomes" => {
                let all = outer_first().flat_map(|layer| &layer.outcomes);
                Some(Value::context(all.map(|(id, outcome)| (id.as_str(), Value::text(outcome.as_str())))))
            }
            "vars" => {
                let all = outer_first().flat_map(|layer| &layer.vars);
                Some(Value::context(all.map(|(name, value)| (name.as_str(), Value::from_json(value)))))
            }
            "item" => self.item.map(|(item, _)| Value::from_json(item)),
            "index" => self.item.map(|(_, index)| Value::integer(index.into())),
            _ => None,
        }
    }
}

/// The names an expression may take from outside.
const NAMES: [&str; 6] = ["form", "today", "outcomes", "vars", "item", "index"];

impl Condition {
    /// Parses the text; a leading `=` is allowed, as other tools write it.
    pub(crate) fn parse(source: &str) -> Result<Self, String> {
        let text = source.trim();
        let text = text.strip_prefix('=').unwrap_or(text).trim();
        let expr = Expr::parse(text).map_err(|error| error.to_string())?;
        if let Some(unknown) = expr.names().into_iter().find(|name| !NAMES.contains(&&**name)) {
            return Err(format!("không có tên “{unknown}”, chỉ có {}", NAMES.join(", ")));
        }
        Ok(Self { expr: Arc::new(expr) })
    }

    /// The expression as written, without the leading `=`.
    pub fn source(&self) -> &str {
        self.expr.source()
    }

    /// Whether it holds; `null` counts as false, anything else but true and false is a fault.
    pub(crate) fn holds(&self, scope: &Scope<'_>, budget: &mut feel::Budget) -> Result<bool, String> {
        match self.value(scope, budget)? {
            Value::Boolean(holds) => Ok(holds),
            Value::Null => Ok(false),
            other => {
                Err(format!("Điều kiện “{}” cho ra “{other}”, không phải đúng hoặc sai.", self.source()))
            }
        }
    }

    /// What it gives.
    pub(crate) fn value(&self, scope: &Scope<'_>, budget: &mut feel::Budget) -> Result<Value, String> {
        let exceeded = |_| format!("Biểu thức “{}” cần quá nhiều bước tính.", self.source());
        self.expr.eval(scope, budget).map_err(exceeded)
    }

    /// The steps whose outcomes it mentions.
    pub(crate) fn steps_mentioned(&self) -> Vec<String> {
        let mut steps = Vec::new();
        gather_steps(&self.expr.to_json(), &mut steps);
        steps
    }

    /// Every step whose outcome is compared with a text, and that text.
    pub(crate) fn outcomes_mentioned(&self) -> Vec<(Arc<str>, Arc<str>)> {
        let comparisons = self.expr.string_comparisons().into_iter();
        let of_outcomes = comparisons.filter_map(|comparison| match comparison.path.as_slice() {
            [root, step] if &**root == "outcomes" => Some((step.clone(), comparison.literal)),
            _ => None,
        });
        of_outcomes.collect()
    }

    /// The outcomes of one step that make it true, when it says nothing else, such as
    /// `outcomes.x = "a" or outcomes.x in ("b", "c")`.
    pub(crate) fn plain_choice(&self) -> Option<(String, Vec<String>)> {
        plain_choice(&self.expr.to_json())
    }

    /// Whether it is `not(…)` of the other.
    pub(crate) fn negates(&self, other: &Self) -> bool {
        let tree = self.expr.to_json();
        tree[0] == "call" && tree[1] == "not" && tree[2] == Json::Array(vec![other.expr.to_json()])
    }
}

/// `outcomes.x` in a syntax tree.
fn step_of(tree: &Json) -> Option<&str> {
    let is_outcomes = tree[0] == "path" && tree[1][0] == "name" && tree[1][1] == "outcomes";
    tree[2].as_str().filter(|_| is_outcomes)
}

fn gather_steps(tree: &Json, steps: &mut Vec<String>) {
    if let Some(step) = step_of(tree) {
        steps.push(step.to_owned());
    }
    tree.as_array().into_iter().flatten().for_each(|part| gather_steps(part, steps));
}

fn plain_choice(tree: &Json) -> Option<(String, Vec<String>)> {
    let texts_of = |list: &Json| -> Option<Vec<String>> {
        let items = list.as_array()?;
        items.iter().map(|item| item[1].as_str().filter(|_| item[0] == "text").map(str::to_owned)).collect()
    };
    match tree[0].as_str()? {
        "or" => {
            let (step, mut outcomes) = plain_choice(&tree[1])?;
            let (other, more) = plain_choice(&tree[2])?;
            outcomes.extend(more);
            (step == other).then_some((step, outcomes))
        }
        "=" => {
            let (path, text) =
                if step_of(&tree[1]).is_some() { (&tree[1], &tree[2]) } else { (&tree[2], &tree[1]) };
            Some((step_of(path)?.to_owned(), texts_of(&Json::Array(vec![text.clone()]))?))
        }
        "in" => {
            let mut outcomes = Vec::new();
            for test in tree[2].as_array()?.iter().filter(|test| test[0] == "is") {
                let value = &test[1];
                let texts =
                    if value[0] == "list" { value[1].clone() } else { Json::Array(vec![value.clone()]) };
                outcomes.extend(texts_of(&texts)?);
            }
            Some((step_of(&tree[1])?.to_owned(), outcomes))
        }
        _ => None,
    }
}
