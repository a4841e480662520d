//! Answers carried over to another revision of a form, and differences between two sets of answers.

use serde_json::{Map, Value as Json};

use crate::context::{Answers, Context};
use crate::form::{Field, Form};
use crate::kind::{Kind, Table};
use crate::show::{Words, shown};

/// Answers under a newer revision.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// What could be kept.
    pub answers: Answers,
    /// What could not, with the reason.
    pub dropped: Vec<Dropped>,
}

/// An answer that has no place in the newer revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Where it stood.
    pub path: String,
    /// Why it could not be kept.
    pub reason: DropReason,
}

/// Why an answer is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DropReason {
    /// The field no longer exists.
    FieldGone,
    /// The chosen option no longer exists.
    OptionGone,
    /// The field now takes another kind of answer.
    KindChanged,
}

/// A difference between two sets of answers (_nội dung thay đổi_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where: `so_luong`, `cu_tru[2].tu`, or `cu_tru[2]` for a whole row.
    pub path: String,
    /// The label of the field, with that of the column.
    pub label: String,
    /// The text before, empty when there was nothing.
    pub before: String,
    /// The text after, empty when there is nothing.
    pub after: String,
}

impl Form {
    /// Maps old answers by id onto this form and tells what has no place here any more.
    pub fn carry(&self, old: &Answers) -> Carried {
        let mut carried = Carried { answers: Map::new(), dropped: vec![] };
        for (id, json) in old {
            let kept = match self.field(id) {
                Some(field) => keep(field, json, id, &mut carried.dropped),
                None => {
                    drop_answer(id, DropReason::FieldGone, &mut carried.dropped);
                    None
                }
            };
            if let Some(json) = kept {
                carried.answers.insert(id.clone(), json);
            }
        }
        carried
    }

    /// What changed between two sets of canonical values, in the order of the page.
    pub fn changes(
        &self,
        before: &Map<String, Json>,
        after: &Map<String, Json>,
        context: &Context<'_>,
    ) -> Vec<Change> {
        let words = self.words(context);
        let mut changes = Vec::new();
        for field in &self.fields {
            let pair = (before.get(&field.id), after.get(&field.id));
            match &field.kind {
                Kind::Computed(_) => {}
                Kind::Table(table) => changes.extend(row_changes(field, table, pair, words)),
                _ => changes.extend(change(field, (&field.id, &field.label.vi), pair, words)),
            }
        }
        changes
    }
}

fn drop_answer(path: &str, reason: DropReason, dropped: &mut Vec<Dropped>) {
    dropped.push(Dropped { path: path.to_owned(), reason });
}

fn keep(field: &Field, json: &Json, path: &str, dropped: &mut Vec<Dropped>) -> Option<Json> {
    let has_option = |value: &Json| field.kind.options().iter().any(|option| *value == option.value.as_str());
    match (&field.kind, json) {
        (_, Json::Null) => None,
        (Kind::Computed(_), _) => None,
        (Kind::Choice(_), value) if value == "" || has_option(value) => Some(json.clone()),
        (Kind::Choice(_), Json::String(_)) => {
            drop_answer(path, DropReason::OptionGone, dropped);
            None
        }
        (Kind::Multi(_), Json::Array(chosen)) => {
            let (kept, gone): (Vec<&Json>, Vec<&Json>) = chosen.iter().partition(|value| has_option(value));
            gone.iter().for_each(|_| drop_answer(path, DropReason::OptionGone, dropped));
            Some(Json::Array(kept.into_iter().cloned().collect()))
        }
        (Kind::Table(table), Json::Array(rows)) => {
            let kept = rows
                .iter()
                .enumerate()
                .map(|(number, row)| keep_row(table, row, &format!("{path}[{number}]"), dropped));
            Some(Json::Array(kept.collect()))
        }
        (kind, json) if fits(kind, json) => Some(json.clone()),
        _ => {
            drop_answer(path, DropReason::KindChanged, dropped);
            None
        }
    }
}

fn keep_row(table: &Table, row: &Json, path: &str, dropped: &mut Vec<Dropped>) -> Json {
    let mut kept = Map::new();
    for (id, cell) in row.as_object().into_iter().flatten() {
        let path = format!("{path}.{id}");
        match table.index.get(id).map(|at| &table.columns[*at]) {
            None => drop_answer(&path, DropReason::FieldGone, dropped),
            Some(column) => {
                if let Some(cell) = keep(column, cell, &path, dropped) {
                    kept.insert(id.clone(), cell);
                }
            }
        }
    }
    Json::Object(kept)
}

/// Whether the JSON could be an answer of this kind at all; its content is checked later.
fn fits(kind: &Kind, json: &Json) -> bool {
    match kind {
        Kind::Number(_) | Kind::Money(_) | Kind::Year(_) => json.is_number() || json.is_string(),
        Kind::Checkbox => json.is_boolean() || json.is_string(),
        Kind::Address(_) => json.is_object(),
        Kind::Signature(_) | Kind::Date(_) | Kind::PartialDate(..) => json.is_object() || json.is_string(),
        Kind::File(_) => json.is_array() || json.is_string(),
        Kind::Choice(_) | Kind::Multi(_) | Kind::Table(_) | Kind::Computed(_) => false,
        _ => json.is_string(),
    }
}

fn change(
    field: &Field,
    (path, label): (&str, &str),
    (before, after): (Option<&Json>, Option<&Json>),
    words: Words<'_>,
) -> Option<Change> {
    if before == after {
        return None;
    }
    let text = |value: Option<&Json>| value.map(|value| shown(field, value, words)).unwrap_or_default();
    Some(Change { path: path.to_owned(), label: label.to_owned(), before: text(before), after: text(after) })
}

/// Rows are compared by position; a row more or less is one change.
fn row_changes(
    field: &Field,
    table: &Table,
    (before, after): (Option<&Json>, Option<&Json>),
    words: Words<'_>,
) -> Vec<Change> {
    let rows = |json: Option<&Json>| json.and_then(Json::as_array).cloned().unwrap_or_default();
    let (before, after) = (rows(before), rows(after));
    let mut changes = Vec::new();
    for number in 0..before.len().max(after.len()) {
        let path = format!("{}[{number}]", field.id);
        match (before.get(number), after.get(number)) {
            (Some(old), Some(new)) => changes.extend(table.columns.iter().filter_map(|column| {
                let label = format!("{}, dòng {}: {}", field.label.vi, number + 1, column.label.vi);
                let cell = format!("{path}.{}", column.id);
                let is_computed = matches!(column.kind, Kind::Computed(_));
                let pair = (old.get(&column.id), new.get(&column.id));
                (!is_computed).then(|| change(column, (&cell, &label), pair, words)).flatten()
            })),
            (old, new) => {
                let text =
                    |row: Option<&Json>| row.map(|row| row_text(table, row, words)).unwrap_or_default();
                let label = format!("{}, dòng {}", field.label.vi, number + 1);
                changes.push(Change { path, label, before: text(old), after: text(new) });
            }
        }
    }
    changes
}

fn row_text(table: &Table, row: &Json, words: Words<'_>) -> String {
    let cells =
        table.columns.iter().filter_map(|column| row.get(&column.id).map(|cell| shown(column, cell, words)));
    cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}
