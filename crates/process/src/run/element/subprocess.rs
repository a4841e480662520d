//! Sub-processes (_quy trình con_), and the process itself as the outermost one.

use crate::{
    ElementId, Event, HowEnded, Key,
    run::{
        course::{Course, Token},
        state::{Ended, What},
    },
};

impl Course<'_> {
    pub(in crate::run) fn begin_sub_process(&mut self, ix: usize, key: Key) {
        let def = self.def;
        if let Some(start) = def.starts_in(Some(ix)).next() {
            self.queue.push_back(Token { ix: start, inside: key, index: None, via: None });
        }
    }

    /// A path has ended; if it was the last one, the level around it is left.
    pub(in crate::run) fn leave_level(&mut self, inside: Key, at: ElementId, how: HowEnded) {
        if !self.is_empty(inside) {
            return;
        }
        if inside == Key::ROOT {
            return self.finish(how, Some(at));
        }
        let Some(level) = self.close(inside) else { return };
        let Some(ix) = self.ix(&level.element) else { return };
        match (level.index, level.what) {
            (Some(index), What::Scope(layer)) => self.instance_done(level.inside, index, layer),
            _ => {
                self.disarm(inside);
                self.leave(ix, level.inside);
            }
        }
    }

    /// The process is over; whatever was open is not any more.
    pub(in crate::run) fn finish(&mut self, how: HowEnded, at: Option<ElementId>) {
        self.cancel_inside(Key::ROOT);
        let ended = Ended { how, at };
        self.state.ended = Some(ended.clone());
        self.events.push(Event::Ended(ended));
    }
}
