//! Which names an expression may use, and of what type: an unknown field is refused before anything runs.

use std::collections::BTreeMap;

use feel::{Expr, Type};
use forms::{Form, Kind, ResultKind};
use process::Definition;

use crate::{
    Defect, Formula, Part,
    outcome::{Filling, Input, InputKind, OutcomeKind},
    pack::Pack,
};

/// The types of the outside names.
struct Names<'a> {
    form: &'a Form,
    roots: BTreeMap<&'static str, Type>,
}

/// What an expression must give.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Truth,
    Amount,
    Anything,
}

/// Every expression of the pack that names what does not exist or could only ever be null.
pub(crate) fn check(pack: &Pack) -> Vec<Defect> {
    let mut defects = Vec::new();
    let mut names = Names::new(pack.form());
    names.named_expressions(pack, &mut defects);
    let procedure = pack.procedure();
    let mut ask = |place: String, formula: Option<&Formula>, wanted| {
        if let Some(formula) = formula {
            names.formula("procedure.yaml", &place, formula, wanted, &mut defects);
        }
    };
    for term in &procedure.terms {
        ask(format!("terms.{}.when", term.id), term.when.as_ref(), Wanted::Truth);
    }
    for component in &procedure.components {
        ask(
            format!("components.{}.required_when", component.id),
            component.required_when.as_ref(),
            Wanted::Truth,
        );
        ask(
            format!("components.{}.offered_when", component.id),
            component.offered_when.as_ref(),
            Wanted::Truth,
        );
    }
    for (key, formula) in procedure.applicant.all() {
        ask(format!("applicant.{key}"), formula, Wanted::Anything);
    }
    ask("subject".to_owned(), procedure.subject.as_ref(), Wanted::Anything);
    ask("delivery".to_owned(), procedure.delivery.as_ref(), Wanted::Anything);
    fees(pack, &names, &mut defects);
    for kind in &procedure.outcome.kinds {
        outcome(kind, &mut names, &mut defects);
    }
    diagram(pack.process(), &names, &mut defects);
    defects
}

fn fees(pack: &Pack, names: &Names<'_>, defects: &mut Vec<Defect>) {
    let mut ask = |place: String, formula: Option<&Formula>, wanted| {
        if let Some(formula) = formula {
            names.formula("fees.yaml", &place, formula, wanted, defects);
        }
    };
    for fee in pack.fees() {
        ask(format!("{}.applies_when", fee.id), fee.applies_when.as_ref(), Wanted::Truth);
        ask(format!("{}.rate", fee.id), fee.rate.as_ref(), Wanted::Amount);
        ask(format!("{}.quantity", fee.id), fee.quantity.as_ref(), Wanted::Amount);
        ask(format!("{}.amount", fee.id), fee.amount.as_ref(), Wanted::Amount);
        for reduction in &fee.reductions {
            let place = format!("{}.reductions.{}", fee.id, reduction.id);
            ask(format!("{place}.when"), reduction.when.as_ref(), Wanted::Truth);
            ask(format!("{place}.amount"), reduction.amount.as_ref(), Wanted::Amount);
        }
    }
}

/// Only inside an outcome are there inputs and rows.
fn outcome(kind: &OutcomeKind, names: &mut Names<'_>, defects: &mut Vec<Defect>) {
    let place = format!("outcome.kinds.{}", kind.id);
    for input in &kind.inputs {
        if let Some(default) = &input.default {
            let place = format!("{place}.inputs.{}.default", input.id);
            names.formula("procedure.yaml", &place, default, Wanted::Anything, defects);
        }
    }
    names
        .roots
        .insert("input", Type::context(kind.inputs.iter().map(|input| (&*input.id, input_type(input)))));
    for (key, filling) in &kind.data {
        names.filling(&format!("{place}.data.{key}"), filling, defects);
    }
    names.roots.remove("input");
}

/// The conditions of the diagram see the form, outcomes and variables.
fn diagram(def: &Definition, names: &Names<'_>, defects: &mut Vec<Defect>) {
    let of_flows = def.flows().iter().filter_map(|flow| Some((flow.id.as_str(), flow.condition.as_ref()?)));
    let of_lists = def
        .elements()
        .iter()
        .filter_map(|element| Some((element.id.as_str(), &element.many.as_ref()?.collection)));
    for (place, condition) in of_flows.chain(of_lists) {
        // Read once already by the process crate, so it parses.
        let Ok(expr) = Expr::parse(condition.source()) else { continue };
        let form = names.roots.get("form").cloned().unwrap_or(Type::Any);
        let types = |name: &str| if name == "form" { form.clone() } else { Type::Any };
        names.expr("process.bpmn", place, &expr, &types, defects);
    }
}

impl<'a> Names<'a> {
    fn new(form: &'a Form) -> Self {
        let fields = |kind_type: fn(&Kind) -> Type| {
            Type::context(form.fields.iter().map(|field| (&*field.id, kind_type(&field.kind))))
        };
        let roots = BTreeMap::from([
            ("form", fields(value_type)),
            ("text", fields(text_type)),
            ("channel", Type::String),
            ("day", Type::Date),
            ("agency", Type::context(Part::NAMED.map(|part| (part.code(), Type::String)))),
            ("vars", Type::Any),
        ]);
        Self { form, roots }
    }

    /// Names in the order written: each sees those before it.
    fn named_expressions(&mut self, pack: &Pack, defects: &mut Vec<Defect>) {
        let mut known: Vec<(&str, Type)> = Vec::new();
        for (name, formula) in &pack.procedure().names.0 {
            self.roots.insert("let", Type::context(known.iter().map(|(name, kind)| (*name, kind.clone()))));
            let kind =
                self.formula("procedure.yaml", &format!("let.{name}"), formula, Wanted::Anything, defects);
            known.push((name, kind));
        }
        self.roots.insert("let", Type::context(known));
    }

    fn filling(&mut self, place: &str, filling: &Filling, defects: &mut Vec<Defect>) {
        match filling {
            Filling::Formula(formula) => {
                self.formula("procedure.yaml", place, formula, Wanted::Anything, defects);
            }
            Filling::List(items) => items
                .iter()
                .enumerate()
                .for_each(|(at, item)| self.filling(&format!("{place}[{at}]"), item, defects)),
            Filling::Group(entries) => {
                entries
                    .iter()
                    .for_each(|(key, entry)| self.filling(&format!("{place}.{key}"), entry, defects));
            }
            Filling::Each(list, filling) => {
                let row = match self.formula(
                    "procedure.yaml",
                    &format!("{place}.each"),
                    list,
                    Wanted::Anything,
                    defects,
                ) {
                    Type::List(element) => *element,
                    _ => Type::Any,
                };
                let outer = self.roots.insert("row", row);
                self.filling(&format!("{place}.as"), filling, defects);
                match outer {
                    Some(outer) => self.roots.insert("row", outer),
                    None => self.roots.remove("row"),
                };
            }
        }
    }

    fn formula(
        &self,
        file: &str,
        place: &str,
        formula: &Formula,
        wanted: Wanted,
        defects: &mut Vec<Defect>,
    ) -> Type {
        for name in formula.expr().names() {
            if !self.roots.contains_key(&*name) {
                let known: Vec<&str> = self.roots.keys().copied().collect();
                defects.push(Defect::new(file, place, format!("names of {}", known.join(", ")), &*name));
            }
        }
        let types = |name: &str| self.roots.get(name).cloned().unwrap_or(Type::Any);
        let kind = self.expr(file, place, formula.expr(), &types, defects);
        let (fits, expected) = match wanted {
            Wanted::Truth => (matches!(kind, Type::Boolean | Type::Any), "true or false"),
            Wanted::Amount => (matches!(kind, Type::Number | Type::Any), "a number"),
            Wanted::Anything => (true, ""),
        };
        if !fits {
            defects.push(Defect::new(file, place, expected, kind.to_string()));
        }
        kind
    }

    fn expr(
        &self,
        file: &str,
        place: &str,
        expr: &Expr,
        types: &dyn Fn(&str) -> Type,
        defects: &mut Vec<Defect>,
    ) -> Type {
        let (kind, misuses) = expr.infer(types);
        let said = |misuse: feel::Misuse| {
            Defect::new(file, format!("{place}, character {}", misuse.at + 1), misuse.expected, misuse.found)
        };
        defects.extend(misuses.into_iter().map(said));
        for comparison in expr.string_comparisons() {
            if let Some(options) = self.options(&comparison.path)
                && !options.contains(&&*comparison.literal)
            {
                defects.push(Defect::new(
                    file,
                    place,
                    format!("an option of {}: {}", comparison.path.join("."), options.join(", ")),
                    &*comparison.literal,
                ));
            }
        }
        kind
    }

    /// The options of the choice that a path names.
    fn options(&self, path: &[std::sync::Arc<str>]) -> Option<Vec<&str>> {
        let names: Vec<&str> = path.iter().map(|name| &**name).collect();
        let kind = match names.as_slice() {
            ["form", field] => &self.form.field(field)?.kind,
            ["form", table, column] => {
                let columns = &self.form.field(table)?.kind.table()?.columns;
                &columns.iter().find(|field| field.id == *column)?.kind
            }
            _ => return None,
        };
        let options = kind.options();
        (!options.is_empty()).then(|| options.iter().map(|option| &*option.value).collect())
    }
}

fn input_type(input: &Input) -> Type {
    match input.kind {
        InputKind::Text | InputKind::Textarea | InputKind::Choice => Type::String,
        InputKind::Date => Type::Date,
        InputKind::List => Type::String.list(),
        InputKind::Table => {
            Type::context(input.columns.iter().map(|column| (&*column.id, Type::String))).list()
        }
    }
}

/// What a field is in `form`, as the README of the forms crate tells.
fn value_type(kind: &Kind) -> Type {
    match kind {
        Kind::Text(_) | Kind::Textarea(_) | Kind::Choice(_) | Kind::IdNumber(_) | Kind::TaxCode(_) => {
            Type::String
        }
        Kind::Phone | Kind::Email | Kind::Url { .. } => Type::String,
        Kind::Number(_) | Kind::Money(_) | Kind::Year(_) => Type::Number,
        Kind::Date(_) | Kind::Month(_) => Type::Date,
        Kind::Checkbox => Type::Boolean,
        Kind::Multi(_) | Kind::File(_) => Type::String.list(),
        Kind::PartialDate(..) => {
            let parts = ["year", "month", "day"].map(|part| (part, Type::Number));
            Type::context(parts.into_iter().chain([("earliest", Type::Date), ("latest", Type::Date)]))
        }
        Kind::DateTime(_) => {
            Type::context([("date", Type::Date), ("hour", Type::Number), ("minute", Type::Number)])
        }
        Kind::Address(_) => Type::context(
            ["country", "province", "district", "commune", "detail"].map(|part| (part, Type::String)),
        ),
        Kind::Signature(_) => Type::context([("method", Type::String), ("on", Type::Date)]),
        Kind::Table(table) => {
            Type::context(table.columns.iter().map(|column| (&*column.id, value_type(&column.kind)))).list()
        }
        Kind::Computed(computed) => match computed.result {
            ResultKind::Number | ResultKind::Money => Type::Number,
            ResultKind::Text => Type::String,
            ResultKind::Date => Type::Date,
            ResultKind::Boolean => Type::Boolean,
        },
    }
}

/// What a field is in `text`.
fn text_type(kind: &Kind) -> Type {
    match kind.table() {
        Some(table) => Type::context(table.columns.iter().map(|column| (&*column.id, Type::String))).list(),
        None => Type::String,
    }
}
