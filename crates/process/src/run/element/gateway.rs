//! Gateways (_cổng_): one way by conditions, all ways, or the way of what happens first.

use crate::{
    ElementId, Key, Kind, Trigger,
    run::{
        course::{Course, Token},
        state::{Cause, What},
    },
};

impl Course<'_> {
    /// Takes the first flow whose condition holds, in the order of the file, or the default.
    pub(in crate::run) fn exclusive(&mut self, token: Token, default: Option<&ElementId>) {
        let def = self.def;
        let mut fallback = None;
        for &flow in &def.elements[token.ix].outgoing {
            let way = &def.flows[flow];
            if default == Some(&way.id) {
                fallback = Some(flow);
                continue;
            }
            let is_taken = match &way.condition {
                Some(condition) => self.holds(condition, token),
                None => Ok(true),
            };
            match is_taken {
                Ok(true) => return self.follow(flow, token.inside),
                Ok(false) => {}
                Err(cause) => return self.stuck(token, cause),
            }
        }
        match fallback {
            Some(flow) => self.follow(flow, token.inside),
            None => self.stuck(token, Cause::NoWay),
        }
    }

    /// Waits until a token has come on every flow, then goes on by every flow.
    pub(in crate::run) fn parallel(&mut self, token: Token) {
        let def = self.def;
        let element = &def.elements[token.ix];
        if element.incoming.len() > 1
            && let Some(via) = token.via
        {
            self.open(token, What::Arrived(def.flows[via].id.clone()));
            let mut complete = Vec::with_capacity(element.incoming.len());
            for &flow in &element.incoming {
                match self.arrived(token, &def.flows[flow].id) {
                    Some(key) => complete.push(key),
                    None => return,
                }
            }
            for key in complete {
                self.close(key);
            }
        }
        self.leave(token.ix, token.inside);
    }

    /// The oldest token that came to a gateway on this flow.
    fn arrived(&self, at: Token, flow: &ElementId) -> Option<Key> {
        let has_come = |what: &What| matches!(what, What::Arrived(via) if via == flow);
        let places = self.state.places.iter();
        places
            .filter(|place| place.inside == at.inside && has_come(&place.what))
            .map(|place| place.key)
            .next()
    }

    pub(in crate::run) fn event_based(&mut self, token: Token) {
        let def = self.def;
        let element = &def.elements[token.ix];
        let mut ways = Vec::with_capacity(element.outgoing.len());
        for to in element.outgoing.iter().map(|&flow| def.flows[flow].to) {
            let Kind::Catch { trigger, .. } = &def.elements[to].kind else { continue };
            let due = match trigger {
                Trigger::Timer(due) => match self.due(due, token) {
                    Ok(due) => Some(due),
                    Err(cause) => return self.stuck(token, cause),
                },
                _ => None,
            };
            ways.push((to, due));
        }
        let host = self.open(token, What::EventBased);
        self.pause_clock(host, element);
        for (to, due) in ways {
            self.arm(Token { ix: to, via: None, ..token }, host, due);
        }
    }
}
