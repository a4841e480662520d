//! The work of one act: tokens that move, places that open and close.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::{
    Step,
    act::{Facts, Refused},
    event::Event,
    state::{Cause, Layer, Place, State, Stuck, Variables, What},
};
use crate::{
    Definition, Element, ElementId, Key, Kind, TermId,
    condition::{Condition, Scope},
    definition::{FlowIx, Ix},
};

/// The most moves of one act; what moves then becomes an incident (_giới hạn bước chạy_).
pub const MAX_MOVES: usize = 5_000;
/// How often one act may enter one element on one level; more is a loop, and becomes an incident.
const MAX_VISITS: u32 = 25;
/// Visits are counted only in acts longer than this: most are shorter.
const MOVES_OF_AN_ORDINARY_ACT: usize = 50;
/// The most instances of a step done once per item of a list (_giới hạn số lần lặp_).
pub const MAX_INSTANCES: usize = 200;
/// The most places open at once; an act that would open more is refused (_giới hạn việc mở_).
pub const MAX_OPEN: usize = 2_000;

/// What all expressions of one act may compute together.
const STEPS_OF_ONE_ACT: u64 = 200_000;

/// A token on its way into an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) ix: Ix,
    /// The sub-process or list it moves in.
    pub(super) inside: Key,
    /// Set on an instance of a list.
    pub(super) index: Option<u32>,
    /// The flow it comes on.
    pub(super) via: Option<FlowIx>,
}

pub(super) struct Course<'a> {
    pub(super) def: &'a Definition,
    pub(super) facts: &'a Facts<'a>,
    pub(super) state: State,
    pub(super) events: Vec<Event>,
    pub(super) queue: VecDeque<Token>,
    budget: feel::Budget,
}

impl<'a> Course<'a> {
    pub(super) fn new(def: &'a Definition, facts: &'a Facts<'a>, state: State) -> Self {
        Self {
            def,
            facts,
            state,
            events: Vec::with_capacity(4),
            queue: VecDeque::new(),
            budget: feel::Budget::new(STEPS_OF_ONE_ACT),
        }
    }

    pub(super) fn begin(&mut self, start: Ix) {
        self.queue.push_back(Token { ix: start, inside: Key::ROOT, index: None, via: None });
    }

    /// Moves tokens until everything waits.
    pub(super) fn finish_act(mut self) -> Result<Step, Refused> {
        let mut visits: HashMap<(Ix, Key, Option<u32>), u32> = HashMap::new();
        let mut moves = 0;
        while let Some(token) = self.queue.pop_front() {
            moves += 1;
            let mut is_loop = moves > MAX_MOVES;
            if moves > MOVES_OF_AN_ORDINARY_ACT {
                let count = visits.entry((token.ix, token.inside, token.index)).or_default();
                *count += 1;
                is_loop |= *count > MAX_VISITS;
            }
            if is_loop {
                self.stuck(token, Cause::Loop);
            } else {
                self.enter(token);
            }
            if self.state.places.len() > MAX_OPEN {
                return Err(Refused::TooMuch);
            }
        }
        self.find_deadlocks();
        Ok(Step { state: self.state, events: self.events })
    }

    fn enter(&mut self, token: Token) {
        let def = self.def;
        let element = &def.elements[token.ix];
        match &element.kind {
            Kind::Start(_) | Kind::Boundary { .. } => self.leave(token.ix, token.inside),
            Kind::End(end) => self.end(token, end),
            Kind::Task(_) | Kind::SubProcess { .. } => self.activity(token),
            Kind::Exclusive { default } => self.exclusive(token, default.as_ref()),
            Kind::Parallel => self.parallel(token),
            Kind::EventBased { .. } => self.event_based(token),
            Kind::Catch { trigger, .. } => self.catch(token, trigger),
            Kind::Throw { message, act } => self.throw(token, message.as_ref(), act.as_ref()),
        }
    }

    /// Goes on from an element by all its flows.
    pub(super) fn leave(&mut self, ix: Ix, inside: Key) {
        let def = self.def;
        for &flow in &def.elements[ix].outgoing {
            self.follow(flow, inside);
        }
    }

    pub(super) fn follow(&mut self, flow: FlowIx, inside: Key) {
        let def = self.def;
        let taken = &def.flows[flow];
        self.change_term(taken.term.as_ref(), &taken.id);
        self.queue.push_back(Token { ix: taken.to, inside, index: None, via: Some(flow) });
    }

    pub(super) fn change_term(&mut self, term: Option<&TermId>, element: &ElementId) {
        if let Some(term) = term
            && self.state.term.as_ref() != Some(term)
        {
            self.state.term = Some(term.clone());
            self.events.push(Event::TermChanged { term: term.clone(), element: element.clone() });
        }
    }

    /// Opens a place and pauses the clock if its element says so.
    pub(super) fn open(&mut self, token: Token, what: What) -> Key {
        let key = Key(self.state.next_key);
        self.state.next_key += 1;
        let element = self.def.elements[token.ix].id.clone();
        let Token { inside, index, .. } = token;
        self.state.places.push(Place { key, element, inside, index, since: self.facts.now, what });
        key
    }

    pub(super) fn pause_clock(&mut self, key: Key, element: &Element) {
        if let Some(pause) = element.pause() {
            self.events.push(Event::ClockPaused { key, ground: pause.ground, basis: pause.basis.clone() });
        }
    }

    /// Removes a place and lets the clock go on if it stood still for it.
    pub(super) fn close(&mut self, key: Key) -> Option<Place> {
        let at = self.state.places.iter().position(|place| place.key == key)?;
        let place = self.state.places.remove(at);
        let was_open = match &place.what {
            What::Task | What::Catch | What::EventBased => true,
            What::Stuck(stuck) => stuck.is_working,
            _ => false,
        };
        if was_open && self.element(&place).is_some_and(|element| element.pause().is_some()) {
            self.events.push(Event::ClockResumed { key });
        }
        Some(place)
    }

    pub(super) fn element(&self, place: &Place) -> Option<&'a Element> {
        self.def.element(place.element.as_str())
    }

    pub(super) fn ix(&self, id: &ElementId) -> Option<Ix> {
        self.def.by_id.get(id).copied()
    }

    /// Raises an incident where the token is.
    pub(super) fn stuck(&mut self, token: Token, cause: Cause) {
        let via = token.via.map(|flow| self.def.flows[flow].id.clone());
        let key = self.open(token, What::Stuck(Stuck { cause: cause.clone(), is_working: false, via }));
        let element = self.def.elements[token.ix].id.clone();
        self.events.push(Event::IncidentRaised { key, element, cause });
    }

    pub(super) fn holds(&mut self, condition: &Condition, token: Token) -> Result<bool, Cause> {
        self.compute(token, |scope, budget| condition.holds(scope, budget))
    }

    pub(super) fn value(&mut self, expression: &Condition, token: Token) -> Result<feel::Value, Cause> {
        self.compute(token, |scope, budget| expression.value(scope, budget))
    }

    fn compute<T>(
        &mut self,
        token: Token,
        with: impl FnOnce(&Scope<'_>, &mut feel::Budget) -> Result<T, String>,
    ) -> Result<T, Cause> {
        let mut budget = self.budget.clone();
        let scope = Scope {
            today: self.facts.today,
            form: self.facts.form,
            layers: self.layers(token.inside),
            item: self.item_around(token),
        };
        let computed = with(&scope, &mut budget).map_err(Cause::Expression);
        self.budget = budget;
        computed
    }

    /// Outcomes and variables that can be seen from inside a place, the nearest first.
    fn layers(&self, inside: Key) -> Vec<&Layer> {
        let mut layers = Vec::with_capacity(1);
        let mut at = inside;
        while let Some(place) = self.state.place(at) {
            if let (What::Scope(layer), Some(_)) = (&place.what, place.index) {
                layers.push(layer);
            }
            at = place.inside;
        }
        layers.push(&self.state.facts);
        layers
    }

    fn item_around(&self, token: Token) -> Option<(&Value, u32)> {
        let holder = self.state.place(token.inside)?;
        match (&holder.what, token.index) {
            (What::Many { items, .. }, Some(index)) => {
                items.get(index.checked_sub(1)? as usize).map(|item| (item, index))
            }
            _ => self.state.numbered_item(holder),
        }
    }

    /// Where outcomes and variables written inside a place go: the nearest instance of a list, or the process.
    pub(super) fn layer(&mut self, inside: Key) -> &mut Layer {
        let mut at = inside;
        let home = loop {
            let Some(index) = self.state.places.iter().position(|place| place.key == at) else { break None };
            let place = &self.state.places[index];
            if place.index.is_some() && matches!(place.what, What::Scope(_)) {
                break Some(index);
            }
            at = place.inside;
        };
        match home.map(|index| &mut self.state.places[index].what) {
            Some(What::Scope(layer)) => layer,
            _ => &mut self.state.facts,
        }
    }

    pub(super) fn write(&mut self, inside: Key, variables: Variables) {
        if !variables.is_empty() {
            self.layer(inside).vars.extend(variables);
        }
    }

    /// Whether nothing is left in a sub-process, a list or the process.
    pub(super) fn is_empty(&self, inside: Key) -> bool {
        let is_in_it = |place: &Place| place.inside == inside && !matches!(place.what, What::Armed(_));
        !self.state.places.iter().any(is_in_it) && !self.queue.iter().any(|token| token.inside == inside)
    }
}
