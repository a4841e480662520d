//! Events (_sự kiện_): waits, messages sent, ends, and what may happen while a step is open.

use crate::{
    ActName, Due, DueRule, ElementId, End, EndKind, Event, HowEnded, Key, Kind, MessageName, Trigger,
    Variables,
    run::{
        course::{Course, Token},
        state::{Cause, Place, What},
    },
};

impl Course<'_> {
    pub(in crate::run) fn catch(&mut self, token: Token, trigger: &Trigger) {
        let due = match trigger {
            Trigger::Timer(due) => match self.due(due, token) {
                Ok(due) => Some(due),
                Err(cause) => return self.stuck(token, cause),
            },
            _ => None,
        };
        let key = self.open(token, What::Catch);
        self.announce_wait(key, token.ix, due);
        self.pause_clock(key, &self.def.elements[token.ix]);
    }

    pub(in crate::run) fn throw(
        &mut self,
        token: Token,
        message: Option<&MessageName>,
        act: Option<&ActName>,
    ) {
        let element = self.def.elements[token.ix].id.clone();
        let act = act.cloned();
        self.events.push(match message {
            Some(name) => Event::MessageSent { name: name.clone(), element, act },
            None => Event::Passed { element, act },
        });
        self.leave(token.ix, token.inside);
    }

    pub(in crate::run) fn end(&mut self, token: Token, end: &End) {
        let id = self.def.elements[token.ix].id.clone();
        self.events.push(Event::Passed { element: id.clone(), act: end.act.clone() });
        match &end.how {
            EndKind::None => self.leave_level(token.inside, id, HowEnded::Normally),
            EndKind::Terminate => {
                self.cancel_inside(token.inside);
                self.leave_level(token.inside, id, HowEnded::Terminated);
            }
            EndKind::Error(code) => {
                let caught =
                    self.state.place(token.inside).and_then(|level| self.catcher(level, code.as_str()));
                match caught {
                    Some((boundary, host)) => self.interrupt(boundary, host),
                    None => self.finish(HowEnded::Failed(code.clone()), Some(id)),
                }
            }
        }
    }

    /// When a timer is due; an expression must give a text.
    pub(in crate::run) fn due(&mut self, due: &Due, token: Token) -> Result<DueRule, Cause> {
        Ok(match due {
            Due::Working(share) => DueRule::Working(*share),
            Due::Elapsed(duration) => DueRule::Elapsed(duration.to_string()),
            Due::At(moment) => DueRule::At(moment.to_string()),
            Due::Computed(expression) => match self.value(expression, token)? {
                feel::Value::String(moment) => DueRule::At(moment.to_string()),
                day @ feel::Value::Date(_) => DueRule::At(day.to_string()),
                other => {
                    let text =
                        format!("Hẹn giờ “{}” cho ra “{other}”, không phải ngày giờ.", expression.source());
                    return Err(Cause::Expression(text));
                }
            },
        })
    }

    /// Arms everything drawn on a step.
    pub(in crate::run) fn arm_boundaries(&mut self, on: Token, host: Key, timers: Vec<(ElementId, DueRule)>) {
        let def = self.def;
        let mut timers = timers.into_iter().map(|(_, due)| due);
        for &ix in &def.elements[on.ix].attached {
            let Kind::Boundary { trigger, .. } = &def.elements[ix].kind else { continue };
            let token = Token { ix, index: None, via: None, ..on };
            match trigger {
                // Errors are looked up when they happen.
                Trigger::Error(_) => {}
                Trigger::Message(_) => self.arm(token, host, None),
                Trigger::Timer(_) => {
                    let due = timers.next();
                    self.arm(token, host, due);
                }
            }
        }
    }

    pub(in crate::run) fn arm(&mut self, token: Token, host: Key, due: Option<DueRule>) {
        let key = self.open(token, What::Armed(host));
        self.announce_wait(key, token.ix, due);
    }

    fn announce_wait(&mut self, key: Key, ix: usize, due: Option<DueRule>) {
        let element = &self.def.elements[ix];
        let id = element.id.clone();
        if let Some(due) = due {
            self.events.push(Event::TimerSet { key, element: id, due });
        } else if let Kind::Catch { trigger, .. } | Kind::Boundary { trigger, .. } = &element.kind
            && let Trigger::Message(name) = trigger
        {
            self.events.push(Event::MessageAwaited { key, element: id, name: name.clone() });
        }
    }

    /// What was waited for has happened.
    pub(in crate::run) fn happened(&mut self, key: Key, variables: Variables) {
        let Some(place) = self.state.place(key).cloned() else { return };
        let Some(ix) = self.ix(&place.element) else { return };
        self.events.push(Event::Triggered { key, element: place.element.clone() });
        self.write(place.inside, variables);
        match (&place.what, &self.def.elements[ix].kind) {
            (What::Armed(host), Kind::Boundary { interrupting: true, .. }) => {
                self.close(key);
                self.interrupt(ix, *host);
            }
            (What::Armed(_), Kind::Boundary { trigger, .. }) => {
                if matches!(trigger, Trigger::Timer(_)) {
                    self.close(key);
                }
                self.leave(ix, place.inside);
            }
            (What::Armed(gateway), _) => {
                self.close(key);
                self.cancel(*gateway);
                self.leave(ix, place.inside);
            }
            _ => {
                self.close(key);
                self.leave(ix, place.inside);
            }
        }
    }

    /// Breaks off a step and goes on from the boundary event.
    pub(in crate::run) fn interrupt(&mut self, boundary: usize, host: Key) {
        let inside = self.state.place(host).map_or(Key::ROOT, |place| place.inside);
        self.cancel(host);
        self.leave(boundary, inside);
    }

    /// The boundary event that catches an error thrown at a place, and the key of the step it is drawn on.
    pub(in crate::run) fn catcher(&self, from: &Place, code: &str) -> Option<(usize, Key)> {
        let mut at = from;
        loop {
            // Boundary events of an instance belong to its list.
            let host = if at.index.is_some() { self.state.place(at.inside)? } else { at };
            let catches = |ix: &usize| match &self.def.elements[*ix].kind {
                Kind::Boundary { trigger: Trigger::Error(caught), .. } => {
                    caught.as_ref().is_none_or(|caught| caught.as_str() == code)
                }
                _ => false,
            };
            if let Some(&boundary) = self.element(host)?.attached.iter().find(|ix| catches(ix)) {
                return Some((boundary, host.key));
            }
            at = self.state.place(host.inside)?;
        }
    }
}
