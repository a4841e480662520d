//! What the page's script needs: kinds, conditions as syntax trees, nothing to parse.

use feel::Expr;
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use crate::context::Answers;
use crate::form::{Field, Form};
use crate::kind::{Kind, ResultKind};

impl Form {
    /// The model for `web/src/forms.js`, to stand in `<script type="application/json" data-form-model>`. It carries the answers as a
    /// page would post them, for a page that shows only some of the fields.
    pub fn browser_model(&self, answers: &Answers, today: Date) -> Json {
        let sections: Vec<Json> = self
            .sections
            .iter()
            .map(|section| {
                let ids: Vec<&str> =
                    self.fields[section.fields.clone()].iter().map(|field| field.id.as_str()).collect();
                json!({ "id": section.id, "fields": ids })
            })
            .collect();
        let ordered = self.order.iter().map(|at| field(&self.fields[*at])).collect::<Vec<_>>();
        let today = feel::Value::Date(today).to_string();
        json!({ "today": today, "sections": sections, "fields": ordered, "pairs": self.pairs(answers) })
    }
}

/// Fields come in the order in which their values can be worked out.
fn field(field: &Field) -> Json {
    let mut model = Map::new();
    model.insert("id".to_owned(), json!(field.id));
    model.insert("kind".to_owned(), json!(field.kind.name()));
    let mut put = |name: &str, expr: Option<&Expr>| {
        if let Some(expr) = expr {
            model.insert(name.to_owned(), expr.to_json());
        }
    };
    put("visible_when", field.visible_when.as_ref());
    put("required_when", field.required_when.as_ref());
    match &field.kind {
        Kind::Computed(rule) => {
            put("compute", Some(&rule.compute));
            let decimals = if rule.result == ResultKind::Number { rule.decimals } else { 0 };
            model.insert("decimals".to_owned(), json!(decimals));
            model.insert("result".to_owned(), json!(rule.result.name()));
            model.insert("unit".to_owned(), json!(rule.unit.as_ref().map(|unit| &unit.vi)));
        }
        Kind::Table(table) => {
            let columns: Vec<Json> = table.order.iter().map(|at| self::field(&table.columns[*at])).collect();
            model.insert("columns".to_owned(), json!(columns));
            model.insert("max_rows".to_owned(), json!(table.max_rows));
        }
        Kind::Number(rule) | Kind::Money(rule) => {
            model.insert("decimals".to_owned(), json!(rule.decimals));
            for (name, bound) in [("min", rule.min), ("max", rule.max)] {
                if let Some(bound) = bound {
                    model.insert(name.to_owned(), json!(bound.to_string()));
                }
            }
        }
        _ => {}
    }
    Json::Object(model)
}
