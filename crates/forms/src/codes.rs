//! Named lists of options and the patterns of papers: `law/codes/*.yaml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use regex_lite::Regex;
use serde_json::Value as Json;

use crate::defect::Defect;
use crate::form::Law;
use crate::kind::Pattern;
use crate::problem::Severity;
use crate::read::{Defects, Reader, document};
use crate::text::Text;

/// One option of a choice (_lựa chọn_).
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is stored and what conditions compare with.
    pub value: String,
    /// What people read.
    pub label: Text,
    /// A sentence under it.
    pub help: Option<Text>,
    /// First day it may be chosen.
    pub effective_from: Option<Date>,
    /// Last day it may be chosen.
    pub effective_to: Option<Date>,
    /// From this day on it is still accepted, with a warning.
    pub warning: Option<(Date, Text)>,
    /// For kinds of identity papers: the rule of their numbers.
    pub id_rule: Option<Arc<IdRule>>,
    /// For kinds of identity papers: how a contradiction with birth or sex counts.
    pub cross_check: Severity,
    /// Legal basis and confidence.
    pub law: Law,
}

impl Choice {
    /// Whether the option may be chosen on a day.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.effective_from.is_none_or(|from| from <= day) && self.effective_to.is_none_or(|to| day <= to)
    }
}

/// A named list of options (_danh mục_).
#[derive(Debug, Clone)]
pub struct CodeList {
    /// Name, as `options_from` writes it.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Legal basis and confidence of the whole list.
    pub law: Law,
    /// The options, in order.
    pub items: Arc<[Choice]>,
}

/// The shape of an identity paper's number (_quy tắc số giấy tờ_).
#[derive(Debug, Clone)]
pub struct IdRule {
    /// The pattern for Vietnamese papers, or for all.
    pub pattern: Pattern,
    /// The pattern for foreign papers.
    pub foreign: Option<Pattern>,
    /// Whether digits 4 to 6 tell century, sex and year of birth.
    pub encodes_birth_and_sex: bool,
}

/// Patterns and dates that kinds of field are checked with.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Rules of identity papers by name.
    pub identity: BTreeMap<String, Arc<IdRule>>,
    /// Phone numbers.
    pub phone: Pattern,
    /// The day from which a 12-digit identity number serves as tax code.
    pub personal_tax_code_from: Date,
}

/// All code lists and rules.
#[derive(Debug, Clone)]
pub struct Codes {
    lists: HashMap<String, CodeList>,
    pub(crate) rules: Arc<Rules>,
}

impl Codes {
    /// Reads `rules.yaml` and the list files, each given as (name for messages, content).
    pub fn load<'a>(
        rules_yaml: &str,
        list_files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<Defect>> {
        let defects = Defects::default();
        let rules = document(rules_yaml).map(|json| rules(&json, &defects));
        let Ok(Some(rules)) = rules else {
            let mut found = defects.into_vec();
            found.extend(rules.err().unwrap_or_default());
            return Err(found);
        };
        let mut lists = HashMap::new();
        let mut unreadable = Vec::new();
        for (name, yaml) in list_files {
            match document(yaml) {
                Err(problems) => unreadable.extend(problems),
                Ok(json) => {
                    if let Some(list) = list(&json, name, &rules, &defects) {
                        let id = list.id.clone();
                        if lists.insert(id.clone(), list).is_some() {
                            defects.add(name, "a new list", format!("a second list {id}"));
                        }
                    }
                }
            }
        }
        let mut found = defects.into_vec();
        found.extend(unreadable);
        if found.is_empty() { Ok(Self { lists, rules: Arc::new(rules) }) } else { Err(found) }
    }

    /// The list with this name.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.get(id)
    }

    /// The countries an address abroad may name.
    pub(crate) fn countries(&self) -> &[Choice] {
        self.lists.get("quoc_gia").map(|list| &*list.items).unwrap_or_default()
    }

    /// The names of the lists, sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.lists.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }
}

fn rules(json: &Json, defects: &Defects) -> Option<Rules> {
    let reader = Reader::new(json, "rules.yaml", defects)?;
    let mut identity = BTreeMap::new();
    if let Some(Json::Object(named)) = reader.get("rules") {
        for (name, json) in named {
            let reader = Reader::new(json, format!("rules.yaml.rules.{name}"), defects)?;
            let (pattern, foreign) =
                (pattern(&reader, "pattern", "hint"), pattern(&reader, "foreign_pattern", "foreign_hint"));
            let encodes_birth_and_sex = reader.boolean("encodes_birth_and_sex");
            reader.law();
            if pattern.is_none() {
                reader.refuse("pattern", "a pattern", "none");
            }
            reader.done();
            identity
                .insert(name.clone(), Arc::new(IdRule { pattern: pattern?, foreign, encodes_birth_and_sex }));
        }
    } else {
        reader.refuse("rules", "the rules by name", "none");
    }
    let phone = {
        let reader = Reader::new(reader.get("phone").unwrap_or(&Json::Null), "rules.yaml.phone", defects)?;
        let phone = pattern(&reader, "pattern", "hint");
        reader.law();
        reader.done();
        phone
    };
    let personal_tax_code_from = {
        let reader =
            Reader::new(reader.get("tax_code").unwrap_or(&Json::Null), "rules.yaml.tax_code", defects)?;
        let from = reader.date("personal_from");
        reader.law();
        reader.done();
        from
    };
    reader.done();
    Some(Rules { identity, phone: phone?, personal_tax_code_from: personal_tax_code_from? })
}

/// Two keys that only make sense together.
pub(crate) fn pattern(reader: &Reader<'_>, key: &'static str, hint_key: &'static str) -> Option<Pattern> {
    let (source, hint) = (reader.string(key), reader.text(hint_key));
    match (source, hint) {
        (None, None) => None,
        (Some(source), Some(hint)) => match Regex::new(&source) {
            Ok(regex) => Some(Pattern { regex, hint }),
            Err(error) => {
                reader.refuse(
                    key,
                    "a regular expression without look-around and back-references",
                    error.to_string(),
                );
                None
            }
        },
        (Some(_), None) => {
            reader.refuse(hint_key, "words that say what the pattern means", "none");
            None
        }
        (None, Some(_)) => {
            reader.refuse(key, "the pattern that the hint describes", "none");
            None
        }
    }
}

fn list(json: &Json, name: &str, rules: &Rules, defects: &Defects) -> Option<CodeList> {
    let reader = Reader::new(json, name, defects)?;
    let (id, title, law) = (reader.id("id"), reader.text("title"), reader.law());
    let items = reader.list("items").map(|items| choices(items, &reader.at("items"), Some(rules), defects));
    if items.is_none() {
        reader.refuse("items", "a list of options", "none");
    }
    reader.done();
    Some(CodeList { id: id?, title: title?, law, items: items?.into() })
}

/// Reads options; only code lists may carry rules of identity papers.
pub(crate) fn choices(items: &[Json], place: &str, rules: Option<&Rules>, defects: &Defects) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (index, json) in items.iter().enumerate() {
        let Some(reader) = Reader::new(json, format!("{place}[{index}]"), defects) else {
            continue;
        };
        if let Some(choice) = choice(&reader, rules) {
            if choices.iter().any(|other| other.value == choice.value) {
                reader.refuse("value", "a value of its own", format!("{} again", choice.value));
            }
            choices.push(choice);
        }
        reader.done();
    }
    if choices.is_empty() && items.is_empty() {
        defects.add(place, "at least one option", "none");
    }
    choices
}

fn choice(reader: &Reader<'_>, rules: Option<&Rules>) -> Option<Choice> {
    let (value, label) = (reader.string("value"), reader.text("label"));
    let (mut id_rule, mut cross_check, mut warning) = (None, Severity::Warning, None);
    if let Some(rules) = rules {
        id_rule = reader.string("rule").and_then(|name| {
            let rule = rules.identity.get(&name).cloned();
            if rule.is_none() {
                let known: Vec<&str> = rules.identity.keys().map(String::as_str).collect();
                reader.refuse("rule", format!("one of {}", known.join(", ")), name);
            }
            rule
        });
        cross_check = reader.one_of("cross_check", SEVERITIES).unwrap_or(Severity::Warning);
        warning = reader.date("warn_from").zip(reader.text("warning"));
    }
    let choice = Choice {
        value: value.clone().unwrap_or_default(),
        label: label.clone().unwrap_or_default(),
        help: reader.text("help"),
        effective_from: reader.date("effective_from"),
        effective_to: reader.date("effective_to"),
        warning,
        id_rule,
        cross_check,
        law: reader.law(),
    };
    let value = value.or_else(|| missing(reader, "value"))?;
    label.or_else(|| missing(reader, "label"))?;
    let fits =
        value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) && value.len() <= 60;
    if !fits {
        reader.refuse("value", "letters a-z, digits, _ and -", value);
        return None;
    }
    Some(choice)
}

fn missing<T>(reader: &Reader<'_>, key: &str) -> Option<T> {
    if !reader.has(key) {
        reader.refuse(key, "a text", "none");
    }
    None
}

pub(crate) const SEVERITIES: &[(&str, Severity)] =
    &[("warning", Severity::Warning), ("problem", Severity::Problem)];
