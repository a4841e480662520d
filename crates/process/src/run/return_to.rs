//! Returns (_trả lại bước trước_): an earlier step opens again, and what ran after it is cancelled.

use super::{
    act::Refused,
    course::{Course, Token},
    event::Event,
    state::{Place, What},
};
use crate::{
    ElementId, Key,
    definition::Ix,
    graph::{self, Elements},
};

/// A return that has been found sound.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    to: Ix,
    /// The level on which the earlier step opens.
    level: Key,
}

impl Course<'_> {
    /// Where a return from a place would lead: the target on the place's own level or on one around it.
    pub(super) fn way_back(&self, from: &Place, to: &ElementId) -> Result<Way, Refused> {
        let refused = || Refused::NoReturn(to.clone());
        let target = self.ix(to).ok_or_else(refused)?;
        let mut at = from;
        loop {
            let level = self.state.place(at.inside);
            let is_list = level.is_some_and(|level| matches!(level.what, What::Many { .. }));
            let around = level.and_then(|level| self.ix(&level.element));
            if !is_list && around == self.def.elements[target].inside {
                let source = self.ix(&at.element).ok_or_else(refused)?;
                graph::may_return(self.def, source, target).map_err(|_| refused())?;
                return Ok(Way { to: target, level: at.inside });
            }
            at = level.ok_or_else(refused)?;
        }
    }

    pub(super) fn go_back(&mut self, from: Key, element: ElementId, way: Way, reason: &str) {
        let to = self.def.elements[way.to].id.clone();
        self.events.push(Event::Returned { key: from, element, to, reason: reason.to_owned() });
        let again = graph::downstream(self.def, way.to);
        let undone: Vec<Key> = self
            .state
            .places
            .iter()
            .filter(|place| place.inside == way.level && self.is_undone(place, &again))
            .map(|place| place.key)
            .collect();
        for key in undone {
            self.cancel(key);
        }
        self.queue.push_back(Token { ix: way.to, inside: way.level, index: None, via: None });
    }

    /// Tokens that wait in a join stay if their branch will not run again; armed events go with their step.
    fn is_undone(&self, place: &Place, again: &Elements) -> bool {
        match &place.what {
            What::Armed(_) => false,
            What::Arrived(flow) => {
                let flow = self.def.flows.iter().find(|candidate| candidate.id == *flow);
                flow.is_some_and(|flow| again.has(flow.from))
            }
            _ => self.ix(&place.element).is_some_and(|ix| again.has(ix)),
        }
    }
}
