//! One posted value to its canonical form and its value in conditions.

use feel::Value;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{addresses, choices, contacts, days, files, identity, numbers, texts};
use crate::codes::Codes;
use crate::kind::{DayRule, Kind, Table};
use crate::problem::Fault;
use crate::show::Words;

/// A value that was read.
pub(crate) struct Reading {
    /// Canonical form; `None` when nothing was answered.
    pub(crate) json: Option<Json>,
    /// The value conditions see.
    pub(crate) feel: Value,
    /// Something to look at again.
    pub(crate) warning: Option<Fault>,
}

impl Reading {
    fn of(json: Json, feel: Value) -> Self {
        Self { json: Some(json), feel, warning: None }
    }

    /// No answer: null, or an empty list, or a tick that is not there.
    pub(crate) fn empty(kind: &Kind) -> Self {
        let feel = match kind {
            Kind::Checkbox => Value::Boolean(false),
            Kind::Multi(_) | Kind::File(_) | Kind::Table(_) => Value::list([]),
            _ => Value::Null,
        };
        Self { json: None, feel, warning: None }
    }

    /// Whether a required field would still be missing.
    pub(crate) fn is_missing(kind: &Kind, json: Option<&Json>) -> bool {
        match json {
            None | Some(Json::Null) => true,
            Some(Json::Bool(false)) => matches!(kind, Kind::Checkbox),
            Some(Json::Array(items)) => items.is_empty(),
            Some(_) => false,
        }
    }
}

/// Whether something was posted at all.
pub(crate) fn is_blank(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.iter().all(is_blank),
        Json::Object(parts) => parts.values().all(is_blank),
        _ => false,
    }
}

/// Whether a row counts: somebody typed into one of its columns. What is no row at all counts too, to be refused.
pub(crate) fn has_content(table: &Table, row: &Json) -> bool {
    let Json::Object(cells) = row else {
        return !is_blank(row);
    };
    let typed = table.columns.iter().filter(|column| !matches!(column.kind, Kind::Computed(_)));
    typed.into_iter().any(|column| cells.get(&column.id).is_some_and(|cell| !is_blank(cell)))
}

/// Reads a value of any kind but table and computed.
pub(crate) fn value(kind: &Kind, json: &Json, words: Words<'_>, codes: &Codes) -> Result<Reading, Fault> {
    if is_blank(json) {
        return Ok(Reading::empty(kind));
    }
    let today = words.context.today;
    Ok(match kind {
        Kind::Text(rule) => {
            let text = texts::line(plain(json)?)?;
            texts::measure(&text, rule)?;
            text_reading(text)
        }
        Kind::Textarea(rule) => {
            let text = texts::lines(plain(json)?)?;
            texts::measure(&text, rule)?;
            text_reading(text)
        }
        Kind::Number(rule) | Kind::Money(rule) => {
            let number = numbers::number(json, rule)?;
            Reading::of(numbers::to_json(number), Value::Number(number))
        }
        Kind::Date(_) | Kind::Month(_) | Kind::DateTime(_) | Kind::PartialDate(..) | Kind::Year(_) => {
            moment(kind, json, today)?
        }
        Kind::Choice(options) => {
            let (chosen, warning) = choices::choice(json, options, today)?;
            Reading { warning, ..text_reading(chosen) }
        }
        Kind::Multi(rule) => list_reading(choices::multi(json, rule, today)?),
        Kind::Checkbox => {
            let ticked = choices::checkbox(json)?;
            Reading::of(json!(ticked), Value::Boolean(ticked))
        }
        Kind::IdNumber(_) => text_reading(identity::compact(&texts::line(plain(json)?)?)?),
        Kind::TaxCode(forms) => {
            text_reading(identity::tax_code(&texts::line(plain(json)?)?, forms, &codes.rules, today)?)
        }
        Kind::Phone => text_reading(identity::phone(&texts::line(plain(json)?)?, &codes.rules)?),
        Kind::Email => text_reading(contacts::email(&texts::line(plain(json)?)?)?),
        Kind::Url { bare_domain } => text_reading(contacts::url(&texts::line(plain(json)?)?, *bare_domain)?),
        Kind::Address(rule) => match addresses::address(json, rule, words)? {
            None => Reading::empty(kind),
            Some((json, feel)) => Reading::of(json, feel),
        },
        Kind::File(rule) => list_reading(files::files(json, rule, words.context.files)?),
        Kind::Signature(methods) => match files::signature(json, methods, today)? {
            None => Reading::empty(kind),
            Some((json, on)) => {
                let method = json.get("method").and_then(Json::as_str).map_or(Value::Null, Value::text);
                Reading::of(json, Value::context([("method", method), ("on", Value::Date(on))]))
            }
        },
        Kind::Table(_) | Kind::Computed(_) => Reading::empty(kind),
    })
}

fn plain(json: &Json) -> Result<&str, Fault> {
    json.as_str().ok_or_else(|| {
        let found = crate::problem::quoted(&json.to_string());
        Fault::new("text.format", "chữ", found, "Xin nhập lại ô này.")
    })
}

fn text_reading(text: String) -> Reading {
    let feel = Value::text(&text);
    Reading::of(Json::String(text), feel)
}

fn list_reading(items: Vec<String>) -> Reading {
    let feel = Value::list(items.iter().map(|item| Value::text(item)));
    Reading::of(json!(items), feel)
}

fn moment(kind: &Kind, json: &Json, today: Date) -> Result<Reading, Fault> {
    let iso = |day: Date| Value::Date(day).to_string();
    Ok(match kind {
        Kind::Date(rule) => {
            let day = days::date(json)?;
            days::bounded(day, rule, today, days::date_text)?;
            Reading::of(json!(iso(day)), Value::Date(day))
        }
        Kind::Month(rule) => {
            let day = days::month(json)?;
            days::bounded(day, rule, today.first_of_month(), days::month_text)?;
            Reading::of(json!(iso(day)[..7]), Value::Date(day))
        }
        Kind::PartialDate(rule, precision) => {
            let partial = days::partial(json, *precision)?;
            let earliest = partial.earliest().unwrap_or(today);
            days::bounded(earliest, rule, today, days::date_text)?;
            Reading::of(json!(partial.to_iso()), partial.to_feel())
        }
        Kind::DateTime(DayRule { tense, .. }) => {
            let (day, hour, minute) = days::datetime(json)?;
            days::bounded(day, &DayRule { tense: *tense, min: None, max: None }, today, days::date_text)?;
            let parts = [
                ("date", Value::Date(day)),
                ("hour", Value::integer(hour)),
                ("minute", Value::integer(minute)),
            ];
            Reading::of(json!(format!("{}T{hour:02}:{minute:02}", iso(day))), Value::context(parts))
        }
        Kind::Year(rule) => {
            let year = numbers::year(json)?;
            days::bounded_year(year, rule, today)?;
            Reading::of(json!(year), Value::integer(year))
        }
        _ => Reading::empty(kind),
    })
}
