//! What is known of one dossier when its pack is asked, and the answers the pack gives.

use std::sync::OnceLock;

use feel::{Scope, Value};
use forms::{Checked, Context};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use crate::{
    Agency, Channel, Charge, Component, InForce, Moment, Need, OutcomeKind, Part, Term,
    outcome::{Input, InputKind},
    pack::Pack,
    text::printed,
};

/// What is known of one dossier when a question is asked (_dữ kiện hồ sơ_).
#[derive(Debug, Clone)]
pub struct Facts {
    form: Value,
    text: Value,
    channel: Channel,
    day: Date,
    vars: Value,
    /// Worked out at the first question. Invariant: the facts of a dossier are asked of one pack.
    derived: OnceLock<Derived>,
}

/// What follows from the facts for every question alike.
#[derive(Debug, Clone)]
struct Derived {
    /// Names of the agencies on the day.
    agencies: Value,
    /// The named expressions.
    named: Value,
}

/// Who stands on receipts and in lists (_chủ hồ sơ, người nộp_).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applicant {
    /// Name of the person or organisation the dossier is filed for.
    pub name: String,
    /// Number of the identity paper, or tax code.
    pub id_number: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Who files for an organisation.
    pub representative: String,
}

/// The commune whose unit receives or settles (_địa bàn_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locality {
    /// Code of the province.
    pub province: String,
    /// Code of the commune.
    pub commune: String,
}

impl Facts {
    /// The same dossier with the variables of its process, as JSON.
    pub fn with_vars(self, vars: &Json) -> Self {
        Self { vars: Value::from_json(vars), derived: OnceLock::new(), ..self }
    }

    /// The answers as expressions see them; the process sees the same.
    pub fn form(&self) -> &Value {
        &self.form
    }
}

impl Pack {
    /// What is known of a dossier from its checked answers.
    ///
    /// `day` is the day of filing, and from acceptance on the day of acceptance: a dossier keeps what it was accepted
    /// under. `context` is the one the answers were checked in.
    pub fn facts(&self, checked: &Checked, context: &Context<'_>, channel: Channel, day: Date) -> Facts {
        self.facts_told(checked, &self.form().texts(&checked.values, context), (channel, day))
    }

    /// The same, when the answers as people read them are at hand already.
    pub fn facts_told(
        &self,
        checked: &Checked,
        texts: &Map<String, Json>,
        (channel, day): (Channel, Date),
    ) -> Facts {
        let text = Value::context(texts.iter().map(|(id, text)| (id.as_str(), Value::from_json(text))));
        let (form, vars) = (checked.context(), Value::Null);
        Facts { form, text, channel, day, vars, derived: OnceLock::new() }
    }

    /// The components of the dossier, in the order of the law data: those needed and those offered.
    pub fn components(&self, facts: &Facts) -> Vec<Need<'_>> {
        let names = self.names(facts, Value::Null);
        let need = |component| Need::of(component, &names);
        let in_force = |component: &&Component| component.is_in_force(facts.day);
        self.procedure().components.iter().filter(in_force).filter_map(need).collect()
    }

    /// What is to be paid: at intake, when the process asks, or all of it when `moment` is none.
    pub fn charges(&self, facts: &Facts, moment: Option<Moment>) -> Vec<Charge> {
        let names = self.names(facts, Value::Null);
        let is_meant =
            |fee: &&crate::Fee| fee.is_in_force(facts.day) && moment.is_none_or(|moment| fee.when == moment);
        self.fees().iter().filter(is_meant).filter_map(|fee| fee.charge(&names, facts.day)).collect()
    }

    /// The term the dossier begins with; none only on a day on which the pack is not in force.
    pub fn initial_term(&self, facts: &Facts) -> Option<&Term> {
        let names = self.names(facts, Value::Null);
        self.procedure().terms.iter().find(|term| {
            let fits = term.channels.is_empty() || term.channels.contains(&facts.channel);
            term.initial
                && term.is_in_force(facts.day)
                && fits
                && term.when.as_ref().is_none_or(|when| when.holds(&names))
        })
    }

    /// Who stands on receipts and in lists.
    pub fn applicant(&self, facts: &Facts) -> Applicant {
        let names = self.names(facts, Value::Null);
        let [name, id_number, address, phone, email, representative] =
            self.procedure().applicant.all().map(|(_, formula)| {
                formula.map(|formula| printed(&formula.value(&names))).unwrap_or_default()
            });
        Applicant { name, id_number, address, phone, email, representative }
    }

    /// A few words that tell dossiers apart in a list.
    pub fn subject(&self, facts: &Facts) -> String {
        self.said(self.procedure().subject.as_ref(), facts)
    }

    /// The chosen way of delivery.
    pub fn delivery(&self, facts: &Facts) -> String {
        self.said(self.procedure().delivery.as_ref(), facts)
    }

    /// The commune chosen in the first answered field of `unit_from`.
    pub fn place_of(&self, agency: &Agency, facts: &Facts) -> Option<Locality> {
        agency.unit_from.iter().find_map(|field| {
            let address = part(&facts.form, field);
            let code = |name| part(&address, name).as_text().map(str::to_owned);
            Some(Locality { province: code("province")?, commune: code("commune")? })
        })
    }

    /// What the officer finds filled in when drafting an outcome.
    pub fn input_defaults(&self, kind: &OutcomeKind, facts: &Facts) -> Map<String, Json> {
        let names = self.names(facts, Value::Null);
        let first = |input: &Input| Some((input.id.clone(), input.default.as_ref()?.value(&names).to_json()));
        kind.inputs.iter().filter_map(first).collect()
    }

    /// The `outcome` object of the paper: every key of its card, as texts ready to print.
    pub fn outcome_data(&self, kind: &OutcomeKind, facts: &Facts, inputs: &Map<String, Json>) -> Json {
        let typed = kind.inputs.iter().map(|input| (&*input.id, typed(input, inputs.get(&input.id))));
        kind.filled(&self.names(facts, Value::context(typed)))
    }

    /// Inputs that must be filled and are not.
    pub fn missing_inputs<'a>(&self, kind: &'a OutcomeKind, inputs: &Map<String, Json>) -> Vec<&'a Input> {
        let is_empty = |input: &&Input| match inputs.get(&input.id) {
            None | Some(Json::Null) => true,
            Some(Json::String(text)) => text.trim().is_empty(),
            Some(Json::Array(items)) => items.is_empty(),
            Some(_) => false,
        };
        kind.inputs.iter().filter(|input| input.required).filter(is_empty).collect()
    }

    fn said(&self, formula: Option<&crate::Formula>, facts: &Facts) -> String {
        formula.map(|formula| printed(&formula.value(&self.names(facts, Value::Null)))).unwrap_or_default()
    }

    /// The names an expression sees. Named expressions do not see what an officer typed: one answer serves all questions.
    fn names<'a>(&self, facts: &'a Facts, input: Value) -> Known<'a> {
        let Derived { agencies, named } = facts.derived.get_or_init(|| self.derive(facts)).clone();
        Known { facts, agencies, named, input }
    }

    /// The named expressions are worked out in order, each seeing those before it.
    fn derive(&self, facts: &Facts) -> Derived {
        let agencies = Part::NAMED.map(|part| {
            (part.code(), self.agency(part, facts.day).and_then(|agency| agency.name.as_deref()))
        });
        let agencies =
            Value::context(agencies.map(|(part, name)| (part, Value::text(name.unwrap_or_default()))));
        let mut known = Known { facts, agencies, named: Value::context([]), input: Value::Null };
        let mut named: Vec<(&str, Value)> = Vec::new();
        for (name, formula) in &self.procedure().names.0 {
            named.push((name, formula.value(&known)));
            known.named = Value::context(named.iter().map(|(name, value)| (*name, value.clone())));
        }
        Derived { agencies: known.agencies, named: known.named }
    }
}

/// The names of the README, §0.
struct Known<'a> {
    facts: &'a Facts,
    agencies: Value,
    named: Value,
    input: Value,
}

impl Scope for Known<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        Some(match name {
            "form" => self.facts.form.clone(),
            "text" => self.facts.text.clone(),
            "let" => self.named.clone(),
            "channel" => Value::text(self.facts.channel.code()),
            "day" => Value::Date(self.facts.day),
            "agency" => self.agencies.clone(),
            "vars" => self.facts.vars.clone(),
            "input" => self.input.clone(),
            _ => return None,
        })
    }
}

/// What an officer typed, as its kind: a day becomes a date, an absent text is empty.
fn typed(input: &Input, json: Option<&Json>) -> Value {
    match (input.kind, json) {
        (InputKind::Date, Some(Json::String(day))) => {
            feel::date_from_iso(day).map_or(Value::Null, Value::Date)
        }
        (_, Some(json)) => Value::from_json(json),
        (InputKind::Date, None) => Value::Null,
        (InputKind::List | InputKind::Table, None) => Value::list([]),
        (_, None) => Value::text(""),
    }
}

/// An entry of a context.
fn part(value: &Value, name: &str) -> Value {
    match value {
        Value::Context(entries) => entries.get(name).cloned().unwrap_or(Value::Null),
        _ => Value::Null,
    }
}
