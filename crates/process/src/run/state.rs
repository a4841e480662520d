//! Where a running process stands. Small, plain JSON, with a version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::{Definition, Element, ElementId, ErrorCode, Key, Kind, OutcomeId, TermId, VariableName};

/// The version of the state's own format.
const VERSION: u32 = 1;

/// Process variables by name (_biến quy trình_).
pub type Variables = BTreeMap<VariableName, Value>;

/// Where a running process stands (_trạng thái quy trình_).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    version: u32,
    pub(crate) next_key: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) term: Option<TermId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ended: Option<Ended>,
    /// In the order in which they were opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) places: Vec<Place>,
    pub(crate) facts: Layer,
}

/// Outcomes and variables of the process, or of one instance of a repeated sub-process.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Layer {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) outcomes: BTreeMap<ElementId, OutcomeId>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) vars: Variables,
}

/// One place where the process waits, or one that holds others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) key: Key,
    pub(crate) element: ElementId,
    /// The sub-process or list it is in; the process itself is key 0.
    #[serde(default = "root", skip_serializing_if = "is_root")]
    pub(crate) inside: Key,
    /// Set on an instance of a list: its place there, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) index: Option<u32>,
    /// When it was opened, microseconds UTC.
    pub(crate) since: i64,
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// A step that is to be done.
    Task,
    /// An intermediate event that is waited for.
    Catch,
    /// An event-based gateway; its events are armed.
    EventBased,
    /// A boundary event of a host, or an event behind an event-based gateway.
    Armed(Key),
    /// A sub-process.
    Scope(Layer),
    /// A list; its instances are inside.
    Many { items: Vec<Value>, opened: u32 },
    /// A token that waits in a parallel gateway, by the flow it came on.
    Arrived(ElementId),
    /// An incident.
    Stuck(Stuck),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stuck {
    pub(crate) cause: Cause,
    /// The step is open: its boundary events stay armed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_working: bool,
    /// The flow it came on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) via: Option<ElementId>,
}

/// Why a process cannot go on by itself (_nguyên nhân sự cố_).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// No condition of an exclusive gateway is true and there is no default.
    NoWay,
    /// An expression could not be computed, or gave something of the wrong kind.
    Expression(String),
    /// A list has more items than instances are allowed.
    TooMany(usize),
    /// A service or a child dossier failed with an error nobody catches.
    Failure {
        /// The error.
        code: ErrorCode,
        /// What it said.
        message: String,
    },
    /// One act made more moves than allowed: a loop in which nothing waits.
    Loop,
    /// A parallel gateway waits for branches that will not come.
    Deadlock,
}

/// How a process ended (_kết thúc quy trình_).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The way it ended.
    pub how: HowEnded,
    /// The end event reached last, unless it was cancelled.
    pub at: Option<ElementId>,
}

/// The ways a process ends (_cách kết thúc_).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowEnded {
    /// Every path reached an end.
    Normally,
    /// An end event ended everything.
    Terminated,
    /// With an error.
    Failed(ErrorCode),
    /// From outside, for this reason.
    Cancelled(String),
}

/// Why stored text is not a state (_không đọc được trạng thái_).
#[derive(Debug, Error)]
pub enum StateError {
    /// Not the JSON of a state.
    #[error("không đọc được trạng thái quy trình: {0}")]
    Malformed(#[from] serde_json::Error),
    /// Written by another version.
    #[error("trạng thái quy trình có phiên bản {found}, cần phiên bản {VERSION}")]
    Version {
        /// The version found.
        found: u32,
    },
}

/// One thing that is open (_việc đang mở_).
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// Its key.
    pub key: Key,
    /// Its element.
    pub element: &'a Element,
    /// When it was opened, microseconds UTC.
    pub since: i64,
    /// In a step done once per item of a list: the item.
    pub item: Option<&'a Value>,
    /// Set when it is an incident.
    pub incident: Option<&'a Cause>,
}

fn root() -> Key {
    Key::ROOT
}

fn is_root(key: &Key) -> bool {
    *key == Key::ROOT
}

impl State {
    pub(crate) fn new(vars: Variables) -> Self {
        let facts = Layer { outcomes: BTreeMap::new(), vars };
        Self { version: VERSION, next_key: 1, term: None, ended: None, places: Vec::new(), facts }
    }

    /// Reads a stored state.
    pub fn from_json(text: &str) -> Result<Self, StateError> {
        let state: Self = serde_json::from_str(text)?;
        match state.version {
            VERSION => Ok(state),
            found => Err(StateError::Version { found }),
        }
    }

    /// The text to store.
    pub fn to_json(&self) -> String {
        // Every map in it has text keys and every value came from JSON, so nothing can fail to serialise.
        serde_json::to_string(self).expect("a state is plain JSON")
    }

    /// How it ended, if it did.
    pub fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// The term that applies now; none is the procedure's usual one.
    pub fn term(&self) -> Option<&TermId> {
        self.term.as_ref()
    }

    /// The last outcome of a step.
    pub fn outcome(&self, element: &str) -> Option<&OutcomeId> {
        self.facts.outcomes.get(element)
    }

    /// The process variables.
    pub fn vars(&self) -> &Variables {
        &self.facts.vars
    }

    /// What is open: steps, waits, timers and incidents, oldest first.
    pub fn open<'a>(&'a self, def: &'a Definition) -> impl Iterator<Item = Open<'a>> {
        self.places.iter().filter_map(|place| {
            let incident = match &place.what {
                What::Task | What::Catch | What::Armed(_) => None,
                What::Stuck(stuck) => Some(&stuck.cause),
                _ => return None,
            };
            let element = def.element(place.element.as_str())?;
            Some(Open { key: place.key, element, since: place.since, item: self.item(place), incident })
        })
    }

    /// The places of a running process that another version of its diagram has no home for; empty means it may move.
    pub fn misfits(&self, def: &Definition) -> Vec<ElementId> {
        let is_home = |place: &&Place| {
            let is_held = place.inside == Key::ROOT
                || self
                    .place(place.inside)
                    .is_some_and(|holder| holds(holder, place) && holder.key < place.key);
            is_held
                && def.element(place.element.as_str()).is_some_and(|element| self.fits(def, place, element))
        };
        self.places.iter().filter(|place| !is_home(place)).map(|place| place.element.clone()).collect()
    }

    fn fits(&self, def: &Definition, place: &Place, element: &Element) -> bool {
        let around = match self.place(place.inside) {
            None => None,
            Some(holder) => match holder.what {
                What::Many { .. } => return holder.element == place.element && element.is_activity(),
                _ => Some(&holder.element),
            },
        };
        if def.around(element).map(|around| &around.id) != around {
            return false;
        }
        match &place.what {
            What::Task => matches!(element.kind, Kind::Task(_)),
            What::Catch => matches!(element.kind, Kind::Catch { .. }),
            What::EventBased => matches!(element.kind, Kind::EventBased { .. }),
            What::Armed(host) => {
                let has_host = *host < place.key && self.place(*host).is_some();
                has_host && matches!(element.kind, Kind::Boundary { .. } | Kind::Catch { .. })
            }
            What::Scope(_) => matches!(element.kind, Kind::SubProcess { .. }),
            What::Many { .. } => element.many.is_some(),
            What::Arrived(flow) => element.incoming.iter().any(|&ix| def.flows[ix].id == *flow),
            What::Stuck(_) => true,
        }
    }

    pub(crate) fn place(&self, key: Key) -> Option<&Place> {
        self.places.iter().find(|place| place.key == key)
    }

    /// The list item a place belongs to: its own, or that of the nearest instance around it.
    pub(crate) fn item(&self, place: &Place) -> Option<&Value> {
        self.numbered_item(place).map(|(item, _)| item)
    }

    pub(crate) fn numbered_item(&self, place: &Place) -> Option<(&Value, u32)> {
        let mut at = place;
        loop {
            let holder = self.place(at.inside).filter(|holder| holder.key < at.key)?;
            if let (What::Many { items, .. }, Some(index)) = (&holder.what, at.index) {
                return items.get(index.checked_sub(1)? as usize).map(|item| (item, index));
            }
            at = holder;
        }
    }
}

/// Sub-processes hold elements, lists hold instances.
fn holds(holder: &Place, place: &Place) -> bool {
    match &holder.what {
        What::Scope(_) => place.index.is_none(),
        What::Many { .. } => place.index.is_some(),
        _ => false,
    }
}
