//! Values as people in Viet Nam read them.

use feel::{Number, Value};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use crate::codes::Choice;
use crate::context::Context;
use crate::form::{Field, Form};
use crate::kind::{Kind, ResultKind};

/// What is needed to put values into words.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) countries: &'a [Choice],
}

/// `1.500,5`
pub(crate) fn number(number: Number) -> String {
    let plain = number.to_string();
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped},{fraction}") }
}

/// `01/07/2025`
pub(crate) fn date(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A FEEL value in a sentence.
pub(crate) fn feel(value: &Value) -> String {
    match value {
        Value::Null => "chưa có".to_owned(),
        Value::Boolean(true) => "có".to_owned(),
        Value::Boolean(false) => "không".to_owned(),
        Value::Number(value) => number(*value),
        Value::Date(day) => date(*day),
        Value::Days(days) => format!("{days} ngày"),
        Value::Months(months) => format!("{months} tháng"),
        Value::List(items) => items.iter().map(feel).collect::<Vec<_>>().join("; "),
        value => value.to_string(),
    }
}

impl Form {
    /// Canonical values as texts for pages and printed papers. A table is a list of rows of texts; an empty field is `""`.
    pub fn texts(&self, values: &Map<String, Json>, context: &Context<'_>) -> Map<String, Json> {
        let words = self.words(context);
        self.fields.iter().map(|each| (each.id.clone(), text_of(each, values.get(&each.id), words))).collect()
    }

    pub(crate) fn words<'a>(&'a self, context: &'a Context<'a>) -> Words<'a> {
        Words { context, countries: self.codes.countries() }
    }
}

fn text_of(field: &Field, value: Option<&Json>, words: Words<'_>) -> Json {
    match &field.kind {
        Kind::Table(table) => {
            let rows = value.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
            let row = |row: &Json| -> Json {
                table
                    .columns
                    .iter()
                    .map(|column| (column.id.clone(), text_of(column, row.get(&column.id), words)))
                    .collect::<Map<_, _>>()
                    .into()
            };
            Json::Array(rows.iter().map(row).collect())
        }
        _ => Json::String(value.map(|value| shown(field, value, words)).unwrap_or_default()),
    }
}

/// One canonical value as a text; a table as the number of its rows.
pub(crate) fn shown(field: &Field, value: &Json, words: Words<'_>) -> String {
    let plain = value.as_str().unwrap_or_default();
    match &field.kind {
        Kind::Number(rule) => {
            let unit = rule.unit.as_ref().map_or(String::new(), |unit| format!(" {}", unit.vi));
            format!("{}{unit}", decimal(value))
        }
        Kind::Money(_) => format!("{} đồng", decimal(value)),
        Kind::Year(_) => value.to_string(),
        Kind::Date(_) | Kind::PartialDate(..) | Kind::Month(_) => reversed(plain),
        Kind::DateTime(_) => {
            let (day, time) = plain.split_once('T').unwrap_or((plain, ""));
            format!("{} {time}", reversed(day))
        }
        Kind::Choice(options) => options
            .iter()
            .find(|option| option.value == plain)
            .map_or(plain, |option| &option.label.vi)
            .to_owned(),
        Kind::Multi(rule) => {
            let chosen = |option: &&crate::codes::Choice| {
                value
                    .as_array()
                    .is_some_and(|chosen| chosen.iter().any(|each| *each == option.value.as_str()))
            };
            rule.options
                .iter()
                .filter(chosen)
                .map(|option| option.label.vi.as_str())
                .collect::<Vec<_>>()
                .join("; ")
        }
        Kind::Checkbox => (if value == &Json::Bool(true) { "Có" } else { "Không" }).to_owned(),
        Kind::Address(_) => address(value, words),
        Kind::Table(_) => format!("{} dòng", value.as_array().map_or(0, Vec::len)),
        Kind::File(_) => {
            let names = value.as_array().into_iter().flatten().filter_map(Json::as_str);
            let names = names.map(|id| words.context.files.get(id).map_or(id, |facts| facts.name.as_str()));
            names.collect::<Vec<_>>().join("; ")
        }
        Kind::Signature(_) => {
            let on = value.get("on").and_then(Json::as_str).unwrap_or_default();
            format!("Đã ký ngày {}", reversed(on))
        }
        Kind::Computed(computed) => match computed.result {
            ResultKind::Money => format!("{} đồng", decimal(value)),
            ResultKind::Number => {
                let unit = computed.unit.as_ref().map_or(String::new(), |unit| format!(" {}", unit.vi));
                format!("{}{unit}", decimal(value))
            }
            ResultKind::Date => reversed(plain),
            ResultKind::Boolean => (if value == &Json::Bool(true) { "Có" } else { "Không" }).to_owned(),
            ResultKind::Text => plain.to_owned(),
        },
        _ => plain.to_owned(),
    }
}

/// A computed value without its unit, which stands beside it on the page.
pub(crate) fn shown_bare(field: &Field, value: &Json, words: Words<'_>) -> String {
    match &field.kind {
        Kind::Computed(rule) if matches!(rule.result, ResultKind::Number | ResultKind::Money) => {
            decimal(value)
        }
        _ => shown(field, value, words),
    }
}

fn decimal(value: &Json) -> String {
    Value::from_json(value).as_number().map(number).unwrap_or_default()
}

/// `2025-07-01` as `01/07/2025`, `2025-07` as `07/2025`.
pub(crate) fn reversed(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}

/// From the house number up to the province; abroad up to the country.
fn address(value: &Json, words: Words<'_>) -> String {
    let part = |name: &str| value.get(name).and_then(Json::as_str).unwrap_or_default();
    let district = Some(part("district")).filter(|code| !code.is_empty());
    let found = words.context.places.find(part("province"), district, part("commune"), None);
    let names = [found.commune, found.district, found.province]
        .into_iter()
        .flatten()
        .map(|place| place.name.as_str());
    let country = Some(part("country")).filter(|country| *country != "VN").map(|code| {
        words
            .countries
            .iter()
            .find(|choice| choice.value == code)
            .map_or(code, |choice| choice.label.vi.as_str())
    });
    let all = Some(part("detail")).into_iter().chain(names).chain(country);
    all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}
