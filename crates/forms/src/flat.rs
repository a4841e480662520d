//! Answers as a web page posts them: names and texts, `cu_tru[2].noi.province=51`.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::check::read::is_blank;
use crate::context::Answers;
use crate::form::{Field, Form};
use crate::kind::Kind;

/// More than any form can post.
pub const MAX_PAIRS: usize = 20_000;

/// What a page posted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Posted {
    /// Answers by field; texts as they were typed, rows without any content left out.
    pub answers: Answers,
    /// Names that are no field of the form, such as buttons; at most a hundred.
    pub unknown: Vec<String>,
    /// More than [`MAX_PAIRS`] came; the rest was not looked at.
    pub is_cut: bool,
}

impl Form {
    /// Reads posted pairs. For a single value the last one counts, so a page may put a hidden empty input before a tick.
    pub fn answers_from_pairs<'a>(&self, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Posted {
        let mut posted = Posted::default();
        let mut rows: BTreeMap<&str, BTreeMap<u16, Map<String, Json>>> = BTreeMap::new();
        for (count, (name, text)) in pairs.into_iter().enumerate() {
            if count == MAX_PAIRS {
                posted.is_cut = true;
                break;
            }
            let is_known = match split_row(name) {
                None => {
                    let (id, part) = split_part(name);
                    self.field(id).is_some_and(|field| put(field, part, text, &mut posted.answers))
                }
                Some((id, row, cell)) => self.field(id).is_some_and(|field| {
                    let (column, part) = split_part(cell);
                    let column = field
                        .kind
                        .table()
                        .and_then(|table| table.index.get(column).map(|at| &table.columns[*at]));
                    let cells = rows.entry(field.id.as_str()).or_default().entry(row).or_default();
                    column.is_some_and(|column| put(column, part, text, cells))
                }),
            };
            if !is_known && posted.unknown.len() < 100 {
                posted.unknown.push(name.chars().take(200).collect());
            }
        }
        for (id, rows) in rows {
            let filled = rows.into_values().map(Json::Object).filter(|row| !is_blank(row)).collect();
            posted.answers.insert(id.to_owned(), Json::Array(filled));
        }
        posted
    }

    /// The pairs a page would post to give these answers; the other way round of [`Form::answers_from_pairs`].
    pub fn pairs(&self, answers: &Answers) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for field in &self.fields {
            let Some(json) = answers.get(&field.id) else {
                continue;
            };
            match (&field.kind, json) {
                (Kind::Table(table), Json::Array(rows)) => {
                    for (number, row) in rows.iter().enumerate() {
                        for column in &table.columns {
                            let name = format!("{}[{number}].{}", field.id, column.id);
                            row.get(&column.id).into_iter().for_each(|cell| flatten(&name, cell, &mut pairs));
                        }
                    }
                }
                _ => flatten(&field.id, json, &mut pairs),
            }
        }
        pairs
    }
}

/// Puts one text where it belongs; false when the field has no such part.
fn put(field: &Field, part: Option<&str>, text: &str, into: &mut Map<String, Json>) -> bool {
    let text = Json::String(text.to_owned());
    match (&field.kind, part) {
        (Kind::Table(_) | Kind::Computed(_), _) => false,
        (Kind::Multi(_) | Kind::File(_), None) => {
            let slot = into.entry(field.id.clone()).or_insert_with(|| Json::Array(vec![]));
            if let Json::Array(items) = slot {
                items.push(text);
            }
            true
        }
        (_, None) => {
            into.insert(field.id.clone(), text);
            true
        }
        (kind, Some(part)) if parts(kind).contains(&part) => {
            let slot = into.entry(field.id.clone()).or_insert_with(|| Json::Object(Map::new()));
            if !slot.is_object() {
                *slot = Json::Object(Map::new());
            }
            if let Json::Object(parts) = slot {
                parts.insert(part.to_owned(), text);
            }
            true
        }
        (_, Some(_)) => false,
    }
}

fn parts(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::Address(_) => &["country", "province", "district", "commune", "detail"],
        Kind::Date(_) | Kind::PartialDate(..) => &["day", "month", "year"],
        Kind::Signature(_) => &["method", "on"],
        _ => &[],
    }
}

/// `cu_tru[2].noi` as table, row and cell.
fn split_row(name: &str) -> Option<(&str, u16, &str)> {
    let (id, rest) = name.split_once('[')?;
    let (row, cell) = rest.split_once("].")?;
    let is_number = (1..=4).contains(&row.len()) && row.bytes().all(|byte| byte.is_ascii_digit());
    Some((id, row.parse().ok().filter(|_| is_number)?, cell))
}

fn split_part(name: &str) -> (&str, Option<&str>) {
    name.split_once('.').map_or((name, None), |(id, part)| (id, Some(part)))
}

fn flatten(name: &str, json: &Json, pairs: &mut Vec<(String, String)>) {
    match json {
        Json::Null => {}
        Json::Array(items) => items.iter().for_each(|item| flatten(name, item, pairs)),
        Json::Object(parts) => {
            parts.iter().for_each(|(part, value)| flatten(&format!("{name}.{part}"), value, pairs))
        }
        value => pairs.push((name.to_owned(), typed(value))),
    }
}

/// A canonical value as somebody would type it: a decimal comma, never a dot that could be misread.
pub(crate) fn typed(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string().replace('.', ","),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}
