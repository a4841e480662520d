//! Looks at every name once all fields are known: does it exist, can the types work, are the compared values options.

use std::collections::HashMap;

use feel::{Expr, Type};

use super::fields::{Pending, Wanted};
use crate::form::{Field, Form};
use crate::kind::{Kind, ResultKind, Table};
use crate::read::Defects;

/// FEEL's words and the names the kernel gives itself.
const RESERVED: [&str; 20] = [
    "today",
    "row_number",
    "item",
    "if",
    "then",
    "else",
    "for",
    "in",
    "return",
    "some",
    "every",
    "satisfies",
    "and",
    "or",
    "not",
    "between",
    "true",
    "false",
    "null",
    "function",
];

/// Positions by id; refuses repeated and reserved ids.
pub(super) fn index(form: &Form, defects: &Defects) -> HashMap<String, usize> {
    let mut index = HashMap::new();
    for (at, field) in form.fields.iter().enumerate() {
        refuse_reserved(field, defects);
        field
            .kind
            .table()
            .into_iter()
            .flat_map(|table| &table.columns)
            .for_each(|column| refuse_reserved(column, defects));
        if index.insert(field.id.clone(), at).is_some() {
            defects.add(format!("field {}", field.id), "an id of its own", "the same id twice");
        }
    }
    let mut checks: Vec<&str> = super::all_checks(form).map(|check| check.id.as_str()).collect();
    checks.sort_unstable();
    for pair in checks.windows(2).filter(|pair| pair[0] == pair[1]) {
        defects.add(format!("check {}", pair[0]), "an id of its own", "the same id twice");
    }
    index
}

fn refuse_reserved(field: &Field, defects: &Defects) {
    if RESERVED.contains(&field.id.as_str()) {
        defects.add(format!("field {}", field.id), "an id that is not a word of FEEL", field.id.clone());
    }
}

pub(super) fn resolve(form: &Form, pending: &[Pending], defects: &Defects) {
    for pending in pending {
        let table = pending.table.as_ref().and_then(|id| form.field(id)).and_then(|field| field.kind.table());
        let names = Names { form, table };
        match &pending.wanted {
            Wanted::Condition(expr) => {
                let found = names.check(expr, &pending.place, defects);
                if !matches!(found, Type::Boolean | Type::Any) {
                    defects.add(&pending.place, "a condition, true or false", found.to_string());
                }
            }
            Wanted::Value(expr) => {
                names.check(expr, &pending.place, defects);
            }
            Wanted::Reference(id, kinds) => names.refer(id, kinds, &pending.place, defects),
            Wanted::At(ids) => {
                for id in ids.iter().filter(|id| !names.may_stand_at(id)) {
                    defects.add(&pending.place, "ids of fields", id.clone());
                }
            }
        }
    }
    for field in &form.fields {
        check_result(field, &Names { form, table: None }, defects);
        if let Some(table) = field.kind.table() {
            let names = Names { form, table: Some(table) };
            table.columns.iter().for_each(|column| check_result(column, &names, defects));
        }
    }
}

/// A computed field must give what it promises.
fn check_result(field: &Field, names: &Names<'_>, defects: &Defects) {
    let Kind::Computed(computed) = &field.kind else {
        return;
    };
    let (found, _) = computed.compute.infer(&|name| names.type_of(name).unwrap_or(Type::Any));
    let wanted = feel_type(&field.kind);
    if found != wanted && found != Type::Any {
        let place = format!("field {}.compute", field.id);
        defects.add(place, wanted.to_string(), found.to_string());
    }
}

/// The names an expression may use: the row's columns first, then the fields.
struct Names<'a> {
    form: &'a Form,
    table: Option<&'a Table>,
}

impl<'a> Names<'a> {
    fn field(&self, name: &str) -> Option<&'a Field> {
        let column = self.table.and_then(|table| table.index.get(name).map(|at| &table.columns[*at]));
        column.or_else(|| self.form.field(name))
    }

    fn type_of(&self, name: &str) -> Option<Type> {
        match name {
            "today" => Some(Type::Date),
            "row_number" if self.table.is_some() => Some(Type::Number),
            _ => self.field(name).map(|field| feel_type(&field.kind)),
        }
    }

    fn check(&self, expr: &Expr, place: &str, defects: &Defects) -> Type {
        for name in expr.names().iter().filter(|name| self.type_of(name).is_none()) {
            defects.add(place, "an id of the form", format!("{name} in {}", expr.source()));
        }
        let (found, misuses) = expr.infer(&|name| self.type_of(name).unwrap_or(Type::Any));
        for misuse in misuses {
            defects.add(place, misuse.expected, format!("{} in {}", misuse.found, expr.source()));
        }
        for comparison in expr.string_comparisons() {
            let field = match comparison.path.as_slice() {
                [name] => self.field(name),
                [table, column] => self
                    .field(table)
                    .and_then(|field| field.kind.table())
                    .and_then(|table| table.index.get(&**column).map(|at| &table.columns[*at])),
                _ => None,
            };
            let options = field.map(|field| field.kind.options()).unwrap_or_default();
            if !options.is_empty() && !options.iter().any(|option| option.value == *comparison.literal) {
                let known: Vec<&str> = options.iter().take(40).map(|option| option.value.as_str()).collect();
                defects.add(
                    place,
                    format!("one of {}", known.join(", ")),
                    format!("\"{}\"", comparison.literal),
                );
            }
        }
        found
    }

    fn refer(&self, id: &str, kinds: &[&str], place: &str, defects: &Defects) {
        let Some(field) = self.field(id) else {
            defects.add(place, "the id of a field", id);
            return;
        };
        if !kinds.contains(&field.kind.name()) {
            defects.add(place, format!("a field of kind {}", kinds.join(" or ")), field.kind.name());
        }
        let is_document = place.ends_with(".document");
        if is_document && field.kind.options().iter().any(|option| option.id_rule.is_none()) {
            defects.add(place, "a choice from loai_giay_to, whose options have rules", id);
        }
    }

    fn may_stand_at(&self, id: &str) -> bool {
        match self.table {
            Some(table) => table.index.contains_key(id),
            None => self.form.index.contains_key(id),
        }
    }
}

/// The type of a field's value in conditions.
pub(crate) fn feel_type(kind: &Kind) -> Type {
    match kind {
        Kind::Text(_)
        | Kind::Textarea(_)
        | Kind::Choice(_)
        | Kind::IdNumber(_)
        | Kind::TaxCode(_)
        | Kind::Phone
        | Kind::Email
        | Kind::Url { .. } => Type::String,
        Kind::Number(_) | Kind::Money(_) | Kind::Year(_) => Type::Number,
        Kind::Date(_) | Kind::Month(_) => Type::Date,
        Kind::PartialDate(..) => Type::context([
            ("year", Type::Number),
            ("month", Type::Number),
            ("day", Type::Number),
            ("earliest", Type::Date),
            ("latest", Type::Date),
        ]),
        Kind::DateTime(_) => {
            Type::context([("date", Type::Date), ("hour", Type::Number), ("minute", Type::Number)])
        }
        Kind::Multi(_) | Kind::File(_) => Type::String.list(),
        Kind::Checkbox => Type::Boolean,
        Kind::Address(_) => Type::context(
            ["country", "province", "district", "commune", "detail"].map(|part| (part, Type::String)),
        ),
        Kind::Table(table) => {
            Type::context(table.columns.iter().map(|column| (column.id.as_str(), feel_type(&column.kind))))
                .list()
        }
        Kind::Signature(_) => Type::context([("method", Type::String), ("on", Type::Date)]),
        Kind::Computed(computed) => match computed.result {
            ResultKind::Number | ResultKind::Money => Type::Number,
            ResultKind::Text => Type::String,
            ResultKind::Date => Type::Date,
            ResultKind::Boolean => Type::Boolean,
        },
    }
}
