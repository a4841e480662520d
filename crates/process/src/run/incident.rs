//! Incidents (_sự cố_): what cannot go on by itself is kept, tried again, or skipped by a person.

use super::{
    act::Refused,
    course::{Course, Token},
    event::Event,
    state::{Cause, Place, Stuck, What},
};
use crate::{ElementId, ErrorCode, Key, Kind, Variables};

impl Course<'_> {
    /// A service or a child dossier failed: the nearest boundary event takes over, or it becomes an incident.
    pub(super) fn failed(&mut self, place: &Place, code: &ErrorCode, message: &str) {
        let (key, element) = (place.key, place.element.clone());
        if let Some((boundary, host)) = self.catcher(place, code.as_str()) {
            self.events.push(Event::Failed { key, element, code: code.clone() });
            let inside = self.state.place(host).map_or(Key::ROOT, |host| host.inside);
            self.close(key);
            self.disarm(key);
            self.cancel(host);
            return self.leave(boundary, inside);
        }
        let cause = Cause::Failure { code: code.clone(), message: message.to_owned() };
        if let Some(place) = self.state.places.iter_mut().find(|place| place.key == key) {
            place.what = What::Stuck(Stuck { cause: cause.clone(), is_working: true, via: None });
        }
        self.events.push(Event::IncidentRaised { key, element, cause });
    }

    pub(super) fn retry(
        &mut self,
        place: &Place,
        stuck: &Stuck,
        variables: Variables,
    ) -> Result<(), Refused> {
        if stuck.cause == Cause::Deadlock {
            return Err(Refused::NotRetried);
        }
        self.write(place.inside, variables);
        self.resolved(place, None);
        if stuck.is_working {
            let at = self.state.places.iter_mut().find(|open| open.key == place.key);
            if let Some(open) = at {
                open.what = What::Task;
            }
            if let Some(element) = self.element(place) {
                self.announce(place.key, element);
            }
            return Ok(());
        }
        self.close(place.key);
        self.enter_again(place, stuck);
        Ok(())
    }

    /// Goes past the element by a person's decision.
    pub(super) fn skip(
        &mut self,
        place: &Place,
        stuck: &Stuck,
        flow: Option<&ElementId>,
        (variables, reason): (Variables, &str),
    ) -> Result<(), Refused> {
        let def = self.def;
        let Some(ix) = self.ix(&place.element) else { return Ok(()) };
        let element = &def.elements[ix];
        let way = match (&element.kind, flow) {
            (Kind::Exclusive { .. }, Some(flow)) => {
                let way = element.outgoing.iter().find(|&&way| def.flows[way].id == *flow);
                Some(*way.ok_or(Refused::NoFlow)?)
            }
            (Kind::Exclusive { .. }, None) | (_, Some(_)) => return Err(Refused::NoFlow),
            (_, None) => None,
        };
        self.write(place.inside, variables);
        self.resolved(place, Some(reason.to_owned()));
        self.close(place.key);
        self.disarm(place.key);
        if stuck.is_working {
            self.events.push(Event::Cancelled { key: place.key, element: place.element.clone() });
        }
        match (way, place.index, &element.kind) {
            (Some(way), ..) => self.follow(way, place.inside),
            (None, Some(index), _) => self.instance_done(place.inside, index, super::state::Layer::default()),
            (None, None, Kind::Task(_) | Kind::SubProcess { .. } | Kind::Catch { .. }) => {
                self.leave(ix, place.inside)
            }
            (None, None, _) if stuck.cause == Cause::Deadlock => self.leave(ix, place.inside),
            (None, None, _) => self.enter_again(place, stuck),
        }
        Ok(())
    }

    pub(super) fn resolved(&mut self, place: &Place, reason: Option<String>) {
        self.events.push(Event::IncidentResolved { key: place.key, element: place.element.clone(), reason });
    }

    fn enter_again(&mut self, place: &Place, stuck: &Stuck) {
        let Some(ix) = self.ix(&place.element) else { return };
        let via =
            stuck.via.as_ref().and_then(|flow| self.def.flows.iter().position(|known| known.id == *flow));
        self.queue.push_back(Token { ix, inside: place.inside, index: place.index, via });
    }

    /// A level in which only tokens in joins are left will never move again: that is an incident, not silence.
    pub(super) fn find_deadlocks(&mut self) {
        let waits = |place: &Place| matches!(place.what, What::Arrived(_));
        let Some(first) = self.state.places.iter().find(|place| waits(place)) else { return };
        let mut levels = vec![first.inside];
        levels.extend(self.state.places.iter().filter(|place| waits(place)).map(|place| place.inside));
        levels.sort_unstable();
        levels.dedup();
        for level in levels {
            let is_dead = self.state.places.iter().filter(|place| place.inside == level).all(waits);
            if is_dead {
                self.deadlocked(level);
            }
        }
    }

    fn deadlocked(&mut self, level: Key) {
        let held: Vec<Place> =
            self.state.places.iter().filter(|place| place.inside == level).cloned().collect();
        let mut gateways: Vec<ElementId> = Vec::new();
        for place in held {
            self.close(place.key);
            if !gateways.contains(&place.element) {
                gateways.push(place.element);
            }
        }
        for ix in gateways.iter().filter_map(|id| self.ix(id)).collect::<Vec<_>>() {
            self.stuck(Token { ix, inside: level, index: None, via: None }, Cause::Deadlock);
        }
    }
}
