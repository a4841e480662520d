//! Reads a YAML document key by key, so that nothing unknown slips through and every defect names its place.

use std::cell::RefCell;
use std::collections::BTreeSet;

use feel::Expr;
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use crate::defect::Defect;
use crate::form::{Confidence, Law};
use crate::text::Text;

/// The defects found so far.
#[derive(Debug, Default)]
pub(crate) struct Defects(RefCell<Vec<Defect>>);

impl Defects {
    pub(crate) fn add(
        &self,
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        self.0.borrow_mut().push(Defect::new(place, expected, found));
    }

    pub(crate) fn into_vec(self) -> Vec<Defect> {
        self.0.into_inner()
    }
}

/// A YAML document as JSON, or the one defect that says why not.
pub(crate) fn document(yaml: &str) -> Result<Json, Vec<Defect>> {
    // `n`, `no` and `on` are words, as YAML 1.2 has it, and `051` keeps its zero.
    let options = serde_saphyr::options! { strict_booleans: true, leading_zero_numbers_as_strings: true };
    serde_saphyr::from_str_with_options::<Json>(yaml, options).map_err(|error| {
        vec![Defect::new("the file", "YAML without repeated keys", error.without_snippet().to_string())]
    })
}

/// One mapping of the document. Call [`Reader::done`] at the end: it refuses the keys nobody asked for.
pub(crate) struct Reader<'a> {
    pub(crate) place: String,
    map: &'a Map<String, Json>,
    asked: RefCell<BTreeSet<&'static str>>,
    pub(crate) defects: &'a Defects,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(json: &'a Json, place: impl Into<String>, defects: &'a Defects) -> Option<Self> {
        let place = place.into();
        match json {
            Json::Object(map) => Some(Self { place, map, asked: RefCell::default(), defects }),
            other => {
                defects.add(place, "keys and values", shown(other));
                None
            }
        }
    }

    pub(crate) fn refuse(&self, key: &str, expected: impl Into<String>, found: impl Into<String>) {
        self.defects.add(self.at(key), expected, found);
    }

    pub(crate) fn at(&self, key: &str) -> String {
        if key.is_empty() {
            return self.place.clone();
        }
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    /// The value of a key; YAML's empty value counts as absent.
    pub(crate) fn get(&self, key: &'static str) -> Option<&'a Json> {
        self.asked.borrow_mut().insert(key);
        self.map.get(key).filter(|value| !value.is_null())
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| !value.is_null())
    }

    pub(crate) fn string(&self, key: &'static str) -> Option<String> {
        match self.get(key)? {
            Json::String(text) if !text.trim().is_empty() => Some(text.clone()),
            other => {
                self.refuse(key, "a text (put it in quotes)", shown(other));
                None
            }
        }
    }

    pub(crate) fn id(&self, key: &'static str) -> Option<String> {
        let id = self.string(key)?;
        if is_id(&id) {
            return Some(id);
        }
        self.refuse(key, "an id of a-z, 0-9 and _ that starts with a letter, at most 60 characters", id);
        None
    }

    pub(crate) fn text(&self, key: &'static str) -> Option<Text> {
        self.text_of(key, self.get(key)?)
    }

    fn text_of(&self, key: &str, json: &Json) -> Option<Text> {
        match json {
            Json::String(text) if !text.trim().is_empty() => Some(Text::vi(text.trim())),
            Json::Object(_) => {
                let reader = Reader::new(json, self.at(key), self.defects)?;
                let vi = reader.string("vi");
                let en = reader.string("en");
                reader.done();
                match vi {
                    Some(vi) => Some(Text { vi, en }),
                    None => {
                        self.refuse(key, "vi: and a text", "no Vietnamese");
                        None
                    }
                }
            }
            other => {
                self.refuse(key, "a text or {vi: …, en: …}", shown(other));
                None
            }
        }
    }

    pub(crate) fn boolean(&self, key: &'static str) -> bool {
        match self.get(key) {
            None => false,
            Some(Json::Bool(value)) => *value,
            Some(other) => {
                self.refuse(key, "true or false", shown(other));
                false
            }
        }
    }

    pub(crate) fn count(&self, key: &'static str) -> Option<usize> {
        let json = self.get(key)?;
        let count = json.as_u64().and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.refuse(key, "a whole number", shown(json));
        }
        count
    }

    pub(crate) fn number(&self, key: &'static str) -> Option<feel::Number> {
        let json = self.get(key)?;
        let number = feel::Value::from_json(json).as_number();
        if number.is_none() {
            self.refuse(key, "a number", shown(json));
        }
        number
    }

    pub(crate) fn date(&self, key: &'static str) -> Option<Date> {
        let text = self.string(key)?;
        let date = feel::date_from_iso(&text);
        if date.is_none() {
            self.refuse(key, "a day written YYYY-MM-DD", text);
        }
        date
    }

    pub(crate) fn one_of<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let found = self.string(key)?;
        let chosen = words.iter().find(|(word, _)| *word == found).map(|(_, value)| *value);
        if chosen.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.refuse(key, format!("one of {}", known.join(", ")), found);
        }
        chosen
    }

    pub(crate) fn expr(&self, key: &'static str) -> Option<Expr> {
        let json = self.get(key)?;
        let source = match json {
            Json::String(source) => source.clone(),
            Json::Bool(_) | Json::Number(_) => json.to_string(),
            other => {
                self.refuse(key, "a FEEL expression", shown(other));
                return None;
            }
        };
        Expr::parse(&source)
            .map_err(|error| {
                let expected = format!("{} (character {})", error.expected, error.at + 1);
                self.refuse(key, expected, format!("{} in {source}", error.found));
            })
            .ok()
    }

    pub(crate) fn list(&self, key: &'static str) -> Option<&'a [Json]> {
        match self.get(key)? {
            Json::Array(items) => Some(items),
            other => {
                self.refuse(key, "a list", shown(other));
                None
            }
        }
    }

    pub(crate) fn words(&self, key: &'static str) -> Option<Vec<String>> {
        let items = self.list(key)?;
        let words = items.iter().enumerate().filter_map(|(index, item)| match item {
            Json::String(word) => Some(word.clone()),
            other => {
                self.refuse(&format!("{key}[{index}]"), "a word", shown(other));
                None
            }
        });
        Some(words.collect())
    }

    /// Legal basis, confidence and note, which may stand on everything the law says.
    pub(crate) fn law(&self) -> Law {
        let basis = match self.get("basis") {
            None => vec![],
            Some(Json::String(basis)) => vec![basis.clone()],
            Some(_) => self.words("basis").unwrap_or_default(),
        };
        let confidence = self.one_of(
            "confidence",
            &[
                ("verified", Confidence::Verified),
                ("partial", Confidence::Partial),
                ("from_memory", Confidence::FromMemory),
                ("proposal", Confidence::Proposal),
            ],
        );
        Law { basis, confidence, note: self.string("note") }
    }

    /// Refuses every key that was not asked for, naming the nearest known one.
    pub(crate) fn done(self) {
        let asked = self.asked.borrow();
        for key in self.map.keys().filter(|key| !asked.contains(key.as_str())) {
            let known: Vec<&str> = asked.iter().copied().collect();
            let nearest = known.iter().max_by_key(|name| shared(name, key)).copied().unwrap_or_default();
            let expected = match shared(nearest, key) {
                0..=2 => format!("one of the keys {}", known.join(", ")),
                _ => format!("a known key, perhaps {nearest}"),
            };
            self.defects.add(self.place.clone(), expected, format!("the key {key}"));
        }
    }
}

pub(crate) fn is_id(text: &str) -> bool {
    let mut characters = text.chars();
    text.len() <= 60
        && characters.next().is_some_and(|first| first.is_ascii_lowercase())
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// A value as it may stand in a message, cut to a readable length.
pub(crate) fn shown(json: &Json) -> String {
    let text = json.to_string();
    match text.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}
