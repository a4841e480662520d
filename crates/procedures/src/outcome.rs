//! What comes out of a procedure, and how its paper is filled.

use std::collections::BTreeMap;

use feel::{Scope, Value};
use serde::{Deserialize, Deserializer, de};
use serde_json::Value as Json;

use crate::{Formula, InForce, Text, item::law_item, text::printed};

/// What may come out, and where it is decided (_kết quả_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The step whose conclusion is the id of a kind.
    pub decided_at: String,
    /// The kinds.
    pub kinds: Vec<OutcomeKind>,
}

law_item! {
    /// One kind of outcome (_loại kết quả_).
    pub struct OutcomeKind {
        /// Its id.
        pub id: String,
        /// What people read.
        pub name: Text,
        /// It says no.
        #[serde(default)]
        pub refusal: bool,
        /// The paper, as in `law/papers`.
        pub paper: String,
        /// What follows the number, period by period.
        pub number: Vec<NumberSuffix>,
        /// How long it holds.
        pub validity: Option<Validity>,
        /// What else is handed back.
        #[serde(default)]
        pub returns: Vec<Text>,
        /// Who gets a copy.
        pub recipients: Vec<String>,
        /// What the officer types when drafting.
        #[serde(default)]
        pub inputs: Vec<Input>,
        /// How each key of the paper is filled.
        pub data: BTreeMap<String, Filling>,
    }
}

law_item! {
    /// What follows the number of a document, `12/GP-STTTT` (_ký hiệu văn bản_).
    pub struct NumberSuffix {
        /// The sign.
        pub suffix: String,
    }
}

law_item! {
    /// How long an outcome holds (_thời hạn giá trị_).
    pub struct Validity {
        /// ISO 8601, `P6M`; absent when it depends on the dossier.
        pub period: Option<String>,
        /// As citizens read it.
        pub text: Text,
    }
}

/// What an officer types when drafting an outcome (_nội dung cán bộ nhập_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Its id.
    pub id: String,
    /// What the officer reads.
    pub label: String,
    /// One sentence more.
    pub help: Option<String>,
    /// Its kind.
    pub kind: InputKind,
    /// It must be filled.
    #[serde(default)]
    pub required: bool,
    /// The first value.
    pub default: Option<Formula>,
    /// What a choice offers.
    #[serde(default)]
    pub options: Vec<InputOption>,
    /// The columns of a table.
    #[serde(default)]
    pub columns: Vec<InputColumn>,
}

/// The kinds of inputs (_kiểu nhập_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// A day, ISO text in the inputs.
    Date,
    /// A list of texts, one a line.
    List,
    /// One of the options.
    Choice,
    /// Rows of texts.
    Table,
}

/// An option of a choice input.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputOption {
    /// What is stored.
    pub value: String,
    /// What the officer reads.
    pub label: String,
}

/// A column of a table input.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputColumn {
    /// Its id.
    pub id: String,
    /// What the officer reads.
    pub label: String,
}

/// How one key of a paper is filled: an expression, or a structure of expressions.
#[derive(Debug, Clone)]
pub enum Filling {
    /// A text, a list of texts, or a list of contexts of texts.
    Formula(Formula),
    /// A list of fillings.
    List(Vec<Filling>),
    /// Named fillings.
    Group(BTreeMap<String, Filling>),
    /// One filling per element of a list, which is called `row` inside.
    Each(Formula, Box<Filling>),
}

impl OutcomeKind {
    /// What follows the number on a day; empty when nothing does.
    pub fn suffix_on(&self, on: jiff::civil::Date) -> &str {
        self.number.iter().find(|number| number.is_in_force(on)).map_or("", |number| &number.suffix)
    }

    /// The input with this id.
    pub fn input(&self, id: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.id == id)
    }

    /// The `outcome` object of the paper.
    pub(crate) fn filled(&self, scope: &dyn Scope) -> Json {
        Json::Object(self.data.iter().map(|(key, filling)| (key.clone(), filling.json(scope))).collect())
    }
}

impl Filling {
    pub(crate) fn json(&self, scope: &dyn Scope) -> Json {
        match self {
            Self::Formula(formula) => texts(&formula.value(scope)),
            Self::List(items) => Json::Array(items.iter().map(|item| item.json(scope)).collect()),
            Self::Group(entries) => Json::Object(
                entries.iter().map(|(key, filling)| (key.clone(), filling.json(scope))).collect(),
            ),
            Self::Each(list, filling) => match list.value(scope) {
                Value::List(rows) => {
                    Json::Array(rows.iter().map(|row| filling.json(&WithRow { scope, row })).collect())
                }
                _ => Json::Array(Vec::new()),
            },
        }
    }
}

impl<'de> Deserialize<'de> for Filling {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyFilling)
    }
}

/// By hand, so that a formula that does not parse says why.
struct AnyFilling;

impl<'de> de::Visitor<'de> for AnyFilling {
    type Value = Filling;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an expression, a list or a group of expressions")
    }

    fn visit_str<E: de::Error>(self, source: &str) -> Result<Filling, E> {
        Formula::parse(source).map(Filling::Formula).map_err(E::custom)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Filling, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Filling::List(items))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Filling, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some((key, filling)) = map.next_entry()? {
            entries.insert(key, filling);
        }
        if entries.len() != 2 || !entries.contains_key("each") || !entries.contains_key("as") {
            return Ok(Filling::Group(entries));
        }
        match (entries.remove("each"), entries.remove("as")) {
            (Some(Filling::Formula(list)), Some(filling)) => Ok(Filling::Each(list, Box::new(filling))),
            _ => Err(de::Error::custom("“each” takes an expression that gives a list")),
        }
    }
}

/// The names of a scope, and the element of a list beside them.
struct WithRow<'a> {
    scope: &'a dyn Scope,
    row: &'a Value,
}

impl Scope for WithRow<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        if name == "row" { Some(self.row.clone()) } else { self.scope.get(name) }
    }
}

/// Every value as a text ready to print; papers never compute.
fn texts(value: &Value) -> Json {
    match value {
        Value::List(items) => Json::Array(items.iter().map(texts).collect()),
        Value::Context(entries) => {
            Json::Object(entries.iter().map(|(name, value)| (name.to_string(), texts(value))).collect())
        }
        other => Json::String(printed(other)),
    }
}
