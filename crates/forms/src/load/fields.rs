//! Reads fields, columns and checks.

use std::collections::BTreeSet;

use feel::Expr;
use serde_json::Value as Json;

use super::kinds;
use crate::codes::{Codes, SEVERITIES};
use crate::form::{AccountFact, Check, Field, Prefill};
use crate::kind::Kind;
use crate::problem::Severity;
use crate::read::{Defects, Reader};

/// How names of a file become names of the form: as they stand, or with the prefix of a block.
pub(crate) struct Naming<'a> {
    pub(crate) codes: &'a Codes,
    pub(crate) defects: &'a Defects,
    prefix: &'a str,
    own: Option<&'a BTreeSet<String>>,
    /// Columns of the table being read: they hide a block's field of the same name.
    columns: Option<&'a BTreeSet<String>>,
    /// Whether the field is a column.
    pub(crate) in_table: bool,
}

/// A condition whose names and types are looked at once all fields are known.
pub(crate) struct Pending {
    pub(crate) place: String,
    pub(crate) wanted: Wanted,
    /// The table whose columns come first, by field id.
    pub(crate) table: Option<String>,
}

pub(crate) enum Wanted {
    /// An expression that is true or false.
    Condition(Expr),
    /// An expression of some value.
    Value(Expr),
    /// An id of a field of one of these kinds.
    Reference(String, &'static [&'static str]),
    /// Ids a check stands at.
    At(Vec<String>),
}

impl Pending {
    pub(crate) fn condition(place: String, expr: Expr, table: Option<String>) -> Self {
        Self { place, wanted: Wanted::Condition(expr), table }
    }
}

impl<'a> Naming<'a> {
    pub(crate) fn plain(codes: &'a Codes, defects: &'a Defects) -> Self {
        Self { codes, defects, prefix: "", own: None, columns: None, in_table: false }
    }

    pub(crate) fn prefixed(&self, prefix: &'a str, own: &'a BTreeSet<String>) -> Self {
        Self { prefix, own: Some(own), ..*self }
    }

    pub(crate) fn for_columns(&self, columns: &'a BTreeSet<String>) -> Self {
        Self { columns: Some(columns), in_table: true, ..*self }
    }

    /// A name used inside the block.
    pub(crate) fn reference(&self, id: &str) -> String {
        let is_column = self.columns.is_some_and(|columns| columns.contains(id));
        match self.own {
            Some(own) if own.contains(id) && !is_column => format!("{}{id}", self.prefix),
            _ => id.to_owned(),
        }
    }

    /// The name of a field itself; columns keep theirs.
    fn declared(&self, id: &str) -> String {
        if self.in_table { id.to_owned() } else { format!("{}{id}", self.prefix) }
    }

    pub(crate) fn expr(&self, expr: &Expr) -> Expr {
        expr.rename(&|name| Some(self.reference(name)))
    }
}

/// Reads one field or column; its conditions wait in `pending`.
pub(crate) fn field(
    json: &Json,
    place: &str,
    naming: &Naming<'_>,
    pending: &mut Vec<Pending>,
) -> Option<Field> {
    let written_id = json.get("id").and_then(Json::as_str).unwrap_or("?");
    let reader = Reader::new(json, format!("{place} ({})", naming.declared(written_id)), naming.defects)?;
    let id = reader.id("id");
    for key in ["id", "label", "kind"] {
        if !reader.has(key) {
            reader.refuse(key, "a value", "none");
        }
    }
    let id = naming.declared(&id?);
    let label = reader.text("label");
    let kind = kinds::kind(&reader, &id, naming, pending);
    let (required_when, visible_when, locked_when) = (
        condition(&reader, "required_when", naming, pending),
        condition(&reader, "visible_when", naming, pending),
        condition(&reader, "locked_when", naming, pending),
    );
    let prefill = prefill(&reader);
    if naming.in_table && (prefill.is_some() || locked_when.is_some()) {
        reader.refuse("", "a column without prefill and locked_when", "one of them");
    }
    if locked_when.is_some() && prefill.is_none() && !reader.has("default") {
        reader.refuse("locked_when", "prefill or default beside it", "neither");
    }
    let default = kind.as_ref().and_then(|kind| default(&reader, kind));
    let field = Field {
        checks: checks(&reader, "checks", naming, pending, Some(&id)),
        id,
        label: label.unwrap_or_default(),
        help: reader.text("help"),
        required: reader.boolean("required"),
        required_when,
        visible_when,
        locked_when,
        default,
        prefill,
        law: reader.law(),
        kind: kind?,
    };
    if matches!(field.kind, Kind::Computed(_)) && (field.required || field.required_when.is_some()) {
        reader.refuse("required", "nothing, for nobody can type a computed field", "required");
    }
    reader.done();
    Some(field)
}

fn condition(
    reader: &Reader<'_>,
    key: &'static str,
    naming: &Naming<'_>,
    pending: &mut Vec<Pending>,
) -> Option<Expr> {
    let expr = naming.expr(&reader.expr(key)?);
    pending.push(Pending::condition(reader.at(key), expr.clone(), None));
    Some(expr)
}

/// Reads the list of checks under a key; `at` is given for checks that stand under a field.
pub(crate) fn checks(
    reader: &Reader<'_>,
    key: &'static str,
    naming: &Naming<'_>,
    pending: &mut Vec<Pending>,
    at: Option<&str>,
) -> Vec<Check> {
    let items = reader.list(key).unwrap_or_default();
    let read = items.iter().enumerate().filter_map(|(index, json)| {
        let reader = Reader::new(json, reader.at(&format!("{key}[{index}]")), naming.defects)?;
        let check = check(&reader, naming, pending, at, index);
        reader.done();
        check
    });
    read.collect()
}

fn check(
    reader: &Reader<'_>,
    naming: &Naming<'_>,
    pending: &mut Vec<Pending>,
    at: Option<&str>,
    index: usize,
) -> Option<Check> {
    let id = match reader.id("id") {
        Some(id) => id,
        None if at.is_some() => format!("{}_{}", at.unwrap_or_default(), index + 1),
        None => {
            reader.refuse("id", "an id", "none");
            return None;
        }
    };
    for required in ["must", "message"] {
        if !reader.has(required) {
            reader.refuse(required, "a value", "none");
        }
    }
    let mut expr = |key: &'static str, is_condition: bool| {
        let expr = naming.expr(&reader.expr(key)?);
        let wanted = if is_condition { Wanted::Condition(expr.clone()) } else { Wanted::Value(expr.clone()) };
        pending.push(Pending { place: reader.at(key), wanted, table: None });
        Some(expr)
    };
    let (must, when, found) = (expr("must", true), expr("when", true), expr("found", false));
    let written = reader.words("at");
    let places: Vec<String> = match (&written, at) {
        (Some(ids), _) => ids.iter().map(|id| naming.reference(id)).collect(),
        (None, Some(field)) => vec![field.to_owned()],
        (None, None) => vec![],
    };
    if places.is_empty() {
        reader.refuse("at", "at least one field id", "none");
    }
    pending.push(Pending { place: reader.at("at"), wanted: Wanted::At(places.clone()), table: None });
    Some(Check {
        id,
        must: must?,
        when,
        message: reader.text("message")?,
        found,
        remedy: reader.text("remedy"),
        at: places,
        severity: reader.one_of("severity", SEVERITIES).unwrap_or(Severity::Problem),
        law: reader.law(),
    })
}

fn prefill(reader: &Reader<'_>) -> Option<Prefill> {
    use AccountFact::{
        Address, BirthDate, Email, FullName, IdIssuedBy, IdIssuedOn, IdKind, IdNumber, OrganisationName,
        Phone, Sex, TaxCode,
    };
    const FACTS: [(&str, AccountFact); 12] = [
        ("full_name", FullName),
        ("birth_date", BirthDate),
        ("sex", Sex),
        ("id_kind", IdKind),
        ("id_number", IdNumber),
        ("id_issued_on", IdIssuedOn),
        ("id_issued_by", IdIssuedBy),
        ("address", Address),
        ("phone", Phone),
        ("email", Email),
        ("organisation_name", OrganisationName),
        ("tax_code", TaxCode),
    ];
    let source = reader.string("prefill")?;
    if let Some(register) = source.strip_prefix("register.").filter(|rest| !rest.is_empty()) {
        return Some(Prefill::Register(register.to_owned()));
    }
    let fact =
        source.strip_prefix("account.").and_then(|name| FACTS.iter().find(|(known, _)| *known == name));
    if fact.is_none() {
        let known: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
        reader.refuse(
            "prefill",
            format!("register.<name> or account. and one of {}", known.join(", ")),
            source,
        );
    }
    fact.map(|(_, fact)| Prefill::Account(*fact))
}

/// A first value must be one the field itself would accept.
fn default(reader: &Reader<'_>, kind: &Kind) -> Option<Json> {
    let json = reader.get("default")?;
    let fits = match kind {
        Kind::Date(_) | Kind::Month(_) => {
            json == "today" || json.as_str().is_some_and(|text| text.len() >= 7)
        }
        Kind::Choice(options) => options.iter().any(|option| json == option.value.as_str()),
        Kind::Multi(rule) => json.as_array().is_some_and(|chosen| {
            chosen.iter().all(|value| rule.options.iter().any(|option| value == option.value.as_str()))
        }),
        Kind::Checkbox => json.is_boolean(),
        Kind::Number(_) | Kind::Money(_) | Kind::Year(_) => json.is_number(),
        Kind::Table(_) | Kind::File(_) | Kind::Signature(_) | Kind::Computed(_) => false,
        Kind::Address(_) => json.is_object(),
        _ => json.is_string(),
    };
    if !fits {
        reader.refuse("default", format!("a first value for a {}", kind.name()), crate::read::shown(json));
        return None;
    }
    Some(json.clone())
}
