//! Reads tables.

use std::collections::HashMap;

use super::fields::{Naming, Pending, checks, field};
use crate::form::{Check, Field};
use crate::kind::{Kind, ResultKind, Table};
use crate::read::Reader;

/// The most rows any table may have.
pub(crate) const MAX_ROWS: usize = 200;

pub(super) fn table(reader: &Reader<'_>, id: &str, naming: &Naming<'_>, pending: &mut Vec<Pending>) -> Table {
    let written = reader.list("columns").unwrap_or_default();
    let ids = written.iter().filter_map(|column| column.get("id")?.as_str()).map(str::to_owned).collect();
    let inner = naming.for_columns(&ids);
    let mut waiting = Vec::new();
    let mut columns = Vec::new();
    let mut index = HashMap::new();
    for (at, json) in written.iter().enumerate() {
        let place = reader.at(&format!("columns[{at}]"));
        if let Some(column) = field(json, &place, &inner, &mut waiting) {
            if index.insert(column.id.clone(), columns.len()).is_some() {
                naming.defects.add(place, "an id of its own", format!("{} again", column.id));
            }
            columns.push(column);
        }
    }
    if columns.is_empty() || columns.len() > 30 {
        reader.refuse("columns", "1 to 30 columns", columns.len().to_string());
    }
    let row_checks = row_checks(reader, id, &inner, &mut waiting);
    pending.extend(waiting.into_iter().map(|pending| Pending { table: Some(id.to_owned()), ..pending }));
    let (min_rows, max_rows) =
        (reader.count("min_rows").unwrap_or(0), reader.count("max_rows").unwrap_or(50));
    if max_rows == 0 || max_rows > MAX_ROWS || min_rows > max_rows {
        reader.refuse("max_rows", format!("a count from min_rows to {MAX_ROWS}"), max_rows.to_string());
    }
    let totals = totals(reader, &columns, &index);
    let row_label = reader.text("row_label");
    Table { columns, min_rows, max_rows, row_checks, totals, row_label, index, order: vec![] }
}

/// A row check without an id is named after the table and its place.
fn row_checks(reader: &Reader<'_>, id: &str, naming: &Naming<'_>, pending: &mut Vec<Pending>) -> Vec<Check> {
    let read = checks(reader, "row_checks", naming, pending, Some(id));
    for check in read.iter().filter(|check| check.at == [id]) {
        reader.refuse("row_checks", "at: and a column", format!("none at {}", check.id));
    }
    read
}

fn totals(reader: &Reader<'_>, columns: &[Field], index: &HashMap<String, usize>) -> Vec<usize> {
    let mut totals = Vec::new();
    for id in reader.words("totals").unwrap_or_default() {
        let column = index.get(&id).copied().filter(|at| match &columns[*at].kind {
            Kind::Number(_) | Kind::Money(_) => true,
            Kind::Computed(computed) => matches!(computed.result, ResultKind::Number | ResultKind::Money),
            _ => false,
        });
        match column {
            Some(at) => totals.push(at),
            None => reader.refuse("totals", "columns of numbers", id),
        }
    }
    totals
}
