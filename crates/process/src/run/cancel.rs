//! Closes what is not needed any more, with everything inside it and everything armed on it.

use super::{course::Course, event::Event, state::What};
use crate::Key;

impl Course<'_> {
    /// Cancels a place: what is inside first, then what is armed on it, then itself.
    pub(super) fn cancel(&mut self, key: Key) {
        self.cancel_inside(key);
        self.disarm(key);
        let Some(place) = self.close(key) else { return };
        let was_announced = matches!(place.what, What::Task | What::Catch | What::Armed(_) | What::Stuck(_));
        if was_announced {
            self.events.push(Event::Cancelled { key, element: place.element });
        }
    }

    /// Cancels everything inside a sub-process, a list or the process, tokens on their way too.
    pub(super) fn cancel_inside(&mut self, inside: Key) {
        self.queue.retain(|token| token.inside != inside);
        let held: Vec<Key> =
            self.state.places.iter().filter(|place| place.inside == inside).map(|place| place.key).collect();
        for key in held {
            self.cancel(key);
        }
    }

    /// Disarms the boundary events of a step that is over.
    pub(super) fn disarm(&mut self, host: Key) {
        let is_on_it = |what: &What| matches!(what, What::Armed(on) if *on == host);
        while let Some(at) = self.state.places.iter().position(|place| is_on_it(&place.what)) {
            let place = self.state.places.remove(at);
            self.events.push(Event::Cancelled { key: place.key, element: place.element });
        }
    }
}
