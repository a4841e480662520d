//! First pass: what each field's value is.

use feel::{Expr, Value};
use serde_json::{Map, Value as Json};

use super::read::{self, Reading, is_blank};
use super::scope::{FormScope, RowScope};
use super::{RowState, Run, State};
use crate::form::Field;
use crate::kind::{Computed, Kind, ResultKind, Table};
use crate::load::MAX_ROWS;
use crate::problem::{Fault, Severity};

impl Run<'_> {
    pub(super) fn values(&mut self) {
        let form = self.form;
        for at in form.order.iter().copied() {
            let field = &form.fields[at];
            let is_visible = field.visible_when.is_none() || self.is_true(field.visible_when.as_ref());
            self.out.states[at].is_visible = is_visible;
            let posted = self.answers.get(&field.id).filter(|json| !is_blank(json));
            if !is_visible {
                self.ignore(posted.is_some(), &field.id);
                continue;
            }
            match &field.kind {
                Kind::Computed(computed) => {
                    self.ignore(posted.is_some(), &field.id);
                    let value = self.eval(&computed.compute);
                    self.keep(at, promised(computed, &value));
                }
                Kind::Table(table) => self.table(at, table, self.answers.get(&field.id)),
                _ => self.plain(at, field, posted),
            }
        }
        for id in self.answers.keys().filter(|id| !form.index.contains_key(*id)).take(100) {
            self.out.ignored.push(id.clone());
        }
    }

    fn ignore(&mut self, was_posted: bool, path: &str) {
        if was_posted {
            self.out.ignored.push(path.to_owned());
        }
    }

    fn keep(&mut self, at: usize, reading: Reading) {
        self.feel[at] = reading.feel;
        if let Some(json) = reading.json {
            self.out.values.insert(self.form.fields[at].id.clone(), json);
        }
    }

    fn plain(&mut self, at: usize, field: &Field, posted: Option<&Json>) {
        let given = field.locked_when.as_ref().and_then(|_| self.form.first_value(field, self.context));
        let is_locked = given.is_some() && self.is_true(field.locked_when.as_ref());
        self.out.states[at].is_locked = is_locked;
        let value = if is_locked { given.as_ref() } else { posted };
        self.ignore(is_locked && posted.is_some(), &field.id);
        let Some(json) = value else {
            self.feel[at] = Reading::empty(&field.kind).feel;
            return;
        };
        match read::value(&field.kind, json, self.form.words(self.context), &self.form.codes) {
            Ok(mut reading) => {
                let warning = reading.warning.take();
                self.keep(at, reading);
                if let Some(warning) = warning {
                    self.report(&self.field_spot(at), warning);
                }
            }
            Err(fault) => {
                self.out.states[at].is_faulty |= fault.severity == Severity::Problem;
                self.report(&self.field_spot(at), fault);
            }
        }
    }

    fn table(&mut self, at: usize, table: &Table, posted: Option<&Json>) {
        let Some(json) = posted.filter(|json| json.is_array() || !is_blank(json)) else {
            self.feel[at] = Value::list([]);
            return;
        };
        let Json::Array(items) = json else {
            self.out.states[at].is_faulty = true;
            let fault =
                Fault::new("table.format", "các dòng của bảng", "dữ liệu khác", "Xin nhập lại bảng này.");
            self.report(&self.field_spot(at), fault);
            return;
        };
        let count = items.iter().filter(|row| read::has_content(table, row)).count();
        let looked_at = if items.len() > MAX_ROWS { items.len() } else { count };
        self.count_rows(at, table, looked_at);
        let mut states = Vec::new();
        for (number, row) in items.iter().take(MAX_ROWS).enumerate() {
            states.push(self.row(at, table, number, row));
        }
        let kept = || states.iter().filter(|row| !row.is_blank);
        self.feel[at] = Value::list(kept().map(|row| {
            let cells = table.columns.iter().zip(&row.feel);
            Value::context(cells.map(|(column, value)| (column.id.as_str(), value.clone())))
        }));
        let rows: Vec<Json> = kept().map(|row| Json::Object(row.json.clone())).collect();
        if !rows.is_empty() {
            self.out.values.insert(self.form.fields[at].id.clone(), Json::Array(rows));
        }
        self.out.rows.insert(at, states);
    }

    fn count_rows(&mut self, at: usize, table: &Table, count: usize) {
        if count > table.max_rows {
            self.out.states[at].is_faulty = true;
            let expected = format!("nhiều nhất {} dòng", table.max_rows);
            let fault = Fault::new("table.max_rows", expected, format!("{count} dòng"), "Xin bớt dòng.");
            self.report(&self.field_spot(at), fault);
        }
    }

    fn row(&mut self, at: usize, table: &Table, number: usize, json: &Json) -> RowState {
        let empty = Map::new();
        let cells = json.as_object().unwrap_or(&empty);
        let count = table.columns.len();
        let mut row = RowState {
            states: vec![State::default(); count],
            feel: vec![Value::Null; count],
            json: Map::new(),
            is_blank: !read::has_content(table, json),
        };
        if !json.is_object() && !row.is_blank {
            let fault =
                Fault::new("table.format", "một dòng gồm các ô", "dữ liệu khác", "Xin nhập lại dòng này.");
            self.out.states[at].is_faulty = true;
            self.report(&self.cell_spot(at, number, 0), fault);
            return row;
        }
        for column_at in table.order.iter().copied() {
            let column = &table.columns[column_at];
            let posted = cells.get(&column.id).filter(|json| !is_blank(json));
            let is_visible = column.visible_when.is_none()
                || column
                    .visible_when
                    .as_ref()
                    .is_some_and(|expr| self.eval_row(expr, table, &row, number).is_true());
            row.states[column_at].is_visible = is_visible;
            let was_posted_in_vain =
                posted.is_some() && (!is_visible || matches!(column.kind, Kind::Computed(_)));
            if was_posted_in_vain {
                self.out.ignored.push(self.cell_spot(at, number, column_at).path);
            }
            if !is_visible {
                continue;
            }
            let reading = match (&column.kind, posted) {
                (Kind::Computed(computed), _) => {
                    Ok(promised(computed, &self.eval_row(&computed.compute, table, &row, number)))
                }
                (kind, None) => Ok(Reading::empty(kind)),
                (kind, Some(json)) => {
                    read::value(kind, json, self.form.words(self.context), &self.form.codes)
                }
            };
            self.keep_cell(at, number, column_at, (&mut row, reading));
        }
        self.refuse_empty(at, table, number, &row);
        row
    }

    /// All that was typed into the row is hidden, so nothing of it is left.
    fn refuse_empty(&mut self, at: usize, table: &Table, number: usize, row: &RowState) {
        let is_left = table.columns.iter().zip(&row.states).any(|(column, state)| {
            let is_typed = !matches!(column.kind, Kind::Computed(_));
            state.is_faulty || is_typed && row.json.contains_key(&column.id)
        });
        if !is_left && !row.is_blank {
            let remedy = "Xin điền hoặc xóa dòng này.";
            let fault = Fault::new("table.empty_row", "một dòng có nội dung", "dòng trống", remedy);
            self.out.states[at].is_faulty = true;
            self.report(&self.cell_spot(at, number, 0), fault);
        }
    }

    fn keep_cell(
        &mut self,
        at: usize,
        number: usize,
        column_at: usize,
        (row, reading): (&mut RowState, Result<Reading, Fault>),
    ) {
        let spot = self.cell_spot(at, number, column_at);
        match reading {
            Ok(reading) => {
                row.feel[column_at] = reading.feel;
                if let Some((json, table)) = reading.json.zip(self.form.fields[at].kind.table()) {
                    row.json.insert(table.columns[column_at].id.clone(), json);
                }
                if let Some(warning) = reading.warning {
                    self.report(&spot, warning);
                }
            }
            Err(fault) => {
                row.states[column_at].is_faulty = true;
                self.out.states[at].is_faulty = true;
                self.report(&spot, fault);
            }
        }
    }

    /// The value of an expression over a row; null once the budget is used up.
    pub(super) fn eval_row(&mut self, expr: &Expr, table: &Table, row: &RowState, number: usize) -> Value {
        let form = FormScope { index: &self.form.index, values: &self.feel, today: self.context.today };
        let scope = RowScope { index: &table.index, values: &row.feel, row_number: number + 1, form };
        let value = expr.eval(&scope, &mut self.budget);
        value.unwrap_or_else(|_| {
            self.is_exhausted = true;
            Value::Null
        })
    }
}

/// A computed value of the promised kind; anything else is nothing.
fn promised(computed: &Computed, value: &Value) -> Reading {
    let rounded = |decimals: u32| {
        let number =
            value.as_number().and_then(|number| number.round_half_up(i32::try_from(decimals).unwrap_or(9)));
        number.map(Value::Number)
    };
    let kept = match (computed.result, value) {
        (ResultKind::Number, _) => rounded(computed.decimals),
        (ResultKind::Money, _) => rounded(0),
        (ResultKind::Text, Value::String(_))
        | (ResultKind::Date, Value::Date(_))
        | (ResultKind::Boolean, Value::Boolean(_)) => Some(value.clone()),
        _ => None,
    };
    let feel = kept.unwrap_or(Value::Null);
    let json = (!feel.is_null()).then(|| feel.to_json());
    Reading { json, feel, warning: None }
}
