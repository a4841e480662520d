//! Which names an expression may use, and of what type: an unknown field is refused before anything runs.

use std::{collections::BTreeMap, sync::Arc};

use feel::{Expr, Type};
use forms::{Form, Kind, ResultKind};
use process::Definition;

use crate::{
    Defect, Formula, Part,
    outcome::{Filling, Input, InputKind, OutcomeKind},
    pack::Pack,
};

/// The types of the outside names, and what was found so far.
struct Names<'a> {
    form: &'a Form,
    roots: BTreeMap<&'static str, Type>,
    file: &'static str,
    defects: Vec<Defect>,
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
    let mut names = Names::new(pack.form());
    names.named_expressions(pack);
    names.procedure(pack);
    for kind in &pack.procedure().outcome.kinds {
        names.outcome(kind);
    }
    names.file = "fees.yaml";
    names.fees(pack);
    names.file = "process.bpmn";
    names.diagram(pack.process());
    names.defects
}

impl<'a> Names<'a> {
    fn new(form: &'a Form) -> Self {
        let fields = |type_of: fn(&Kind) -> Type| {
            Type::context(form.fields.iter().map(|field| (&*field.id, type_of(&field.kind))))
        };
        let agencies = Type::context(Part::NAMED.map(|part| (part.code(), Type::String)));
        let roots = BTreeMap::from([
            ("form", fields(value_type)),
            ("text", fields(text_type)),
            ("channel", Type::String),
            ("day", Type::Date),
            ("agency", agencies),
            ("vars", Type::Any),
        ]);
        Self { form, roots, file: "procedure.yaml", defects: Vec::new() }
    }

    /// Names in the order written: each sees those before it.
    fn named_expressions(&mut self, pack: &Pack) {
        let mut known: Vec<(&str, Type)> = Vec::new();
        for (name, formula) in &pack.procedure().names.0 {
            let so_far = known.iter().map(|(name, kind)| (*name, kind.clone()));
            self.roots.insert("let", Type::context(so_far));
            let kind = self.formula(&format!("let.{name}"), formula, Wanted::Anything);
            known.push((name, kind));
        }
        self.roots.insert("let", Type::context(known));
    }

    fn procedure(&mut self, pack: &Pack) {
        let procedure = pack.procedure();
        for term in &procedure.terms {
            self.ask(format!("terms.{}.when", term.id), term.when.as_ref(), Wanted::Truth);
        }
        for component in &procedure.components {
            let place = format!("components.{}", component.id);
            self.ask(format!("{place}.required_when"), component.required_when.as_ref(), Wanted::Truth);
            self.ask(format!("{place}.offered_when"), component.offered_when.as_ref(), Wanted::Truth);
        }
        for (key, formula) in procedure.applicant.all() {
            self.ask(format!("applicant.{key}"), formula, Wanted::Anything);
        }
        self.ask("subject".to_owned(), procedure.subject.as_ref(), Wanted::Anything);
        self.ask("delivery".to_owned(), procedure.delivery.as_ref(), Wanted::Anything);
    }

    fn fees(&mut self, pack: &Pack) {
        for fee in pack.fees() {
            self.ask(format!("{}.applies_when", fee.id), fee.applies_when.as_ref(), Wanted::Truth);
            self.ask(format!("{}.rate", fee.id), fee.rate.as_ref(), Wanted::Amount);
            self.ask(format!("{}.quantity", fee.id), fee.quantity.as_ref(), Wanted::Amount);
            self.ask(format!("{}.amount", fee.id), fee.amount.as_ref(), Wanted::Amount);
            for reduction in &fee.reductions {
                let place = format!("{}.reductions.{}", fee.id, reduction.id);
                self.ask(format!("{place}.when"), reduction.when.as_ref(), Wanted::Truth);
                self.ask(format!("{place}.amount"), reduction.amount.as_ref(), Wanted::Amount);
            }
        }
    }

    /// Only the data of an outcome sees what the officer typed.
    fn outcome(&mut self, kind: &OutcomeKind) {
        let place = format!("outcome.kinds.{}", kind.id);
        for input in &kind.inputs {
            self.ask(
                format!("{place}.inputs.{}.default", input.id),
                input.default.as_ref(),
                Wanted::Anything,
            );
        }
        let inputs = kind.inputs.iter().map(|input| (&*input.id, input_type(input)));
        self.roots.insert("input", Type::context(inputs));
        for (key, filling) in &kind.data {
            self.filling(&format!("{place}.data.{key}"), filling);
        }
        self.roots.remove("input");
    }

    /// The conditions of the diagram see the form; outcomes and variables are the process crate's own.
    fn diagram(&mut self, def: &Definition) {
        let of_flows = def.flows().iter().filter_map(|flow| Some((&flow.id, flow.condition.as_ref()?)));
        let of_lists =
            def.elements().iter().filter_map(|each| Some((&each.id, &each.many.as_ref()?.collection)));
        let form = self.roots.get("form").cloned().unwrap_or(Type::Any);
        for (place, condition) in of_flows.chain(of_lists) {
            // Read once already by the process crate, so it parses.
            let Ok(expr) = Expr::parse(condition.source()) else { continue };
            let types = |name: &str| if name == "form" { form.clone() } else { Type::Any };
            self.expr(place.as_str(), &expr, &types);
        }
    }

    fn filling(&mut self, place: &str, filling: &Filling) {
        match filling {
            Filling::Formula(formula) => {
                self.formula(place, formula, Wanted::Anything);
            }
            Filling::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.filling(&format!("{place}[{at}]"), item);
                }
            }
            Filling::Group(entries) => {
                for (key, entry) in entries {
                    self.filling(&format!("{place}.{key}"), entry);
                }
            }
            Filling::Each(list, filling) => {
                let row = match self.formula(&format!("{place}.each"), list, Wanted::Anything) {
                    Type::List(element) => *element,
                    _ => Type::Any,
                };
                let outer = self.roots.insert("row", row);
                self.filling(&format!("{place}.as"), filling);
                match outer {
                    Some(outer) => self.roots.insert("row", outer),
                    None => self.roots.remove("row"),
                };
            }
        }
    }

    fn ask(&mut self, place: String, formula: Option<&Formula>, wanted: Wanted) {
        if let Some(formula) = formula {
            self.formula(&place, formula, wanted);
        }
    }

    fn formula(&mut self, place: &str, formula: &Formula, wanted: Wanted) -> Type {
        for name in formula.expr().names() {
            if !self.roots.contains_key(&*name) {
                let known: Vec<&str> = self.roots.keys().copied().collect();
                self.refuse(place, format!("names of {}", known.join(", ")), &*name);
            }
        }
        let roots = self.roots.clone();
        let types = |name: &str| roots.get(name).cloned().unwrap_or(Type::Any);
        let kind = self.expr(place, formula.expr(), &types);
        let (fits, expected) = match wanted {
            Wanted::Truth => (matches!(kind, Type::Boolean | Type::Any), "true or false"),
            Wanted::Amount => (matches!(kind, Type::Number | Type::Any), "a number"),
            Wanted::Anything => (true, ""),
        };
        if !fits {
            self.refuse(place, expected, kind.to_string());
        }
        kind
    }

    fn expr(&mut self, place: &str, expr: &Expr, types: &dyn Fn(&str) -> Type) -> Type {
        let (kind, misuses) = expr.infer(types);
        for misuse in misuses {
            self.refuse(&format!("{place}, character {}", misuse.at + 1), misuse.expected, misuse.found);
        }
        for comparison in expr.string_comparisons() {
            let Some(options) = self.options(&comparison.path) else { continue };
            if !options.contains(&&*comparison.literal) {
                let expected = format!("an option of {}: {}", comparison.path.join("."), options.join(", "));
                self.refuse(place, expected, &*comparison.literal);
            }
        }
        kind
    }

    /// The options of the choice that a path names.
    fn options(&self, path: &[Arc<str>]) -> Option<Vec<&'a str>> {
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

    fn refuse(&mut self, place: &str, expected: impl Into<String>, found: impl Into<String>) {
        self.defects.push(Defect::new(self.file, place, expected, found));
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
