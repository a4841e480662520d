//! Steps (_bước_): opened for a person, a service or a child dossier; closed when done.

use crate::{
    Definition, DueRule, Element, ElementId, Event, Key, Kind, OutcomeId, TaskKind, Variables,
    run::{
        course::{Course, Token},
        state::{Cause, Layer, What},
    },
};

impl Course<'_> {
    /// A step or a sub-process, alone or once per item of a list.
    pub(in crate::run) fn activity(&mut self, token: Token) {
        let def = self.def;
        let element = &def.elements[token.ix];
        if let (Some(many), None) = (&element.many, token.index) {
            return self.open_list(token, many);
        }
        let is_alone = token.index.is_none();
        let timers = match self.boundary_timers(element, token) {
            Ok(timers) => timers,
            Err(cause) => return self.stuck(token, cause),
        };
        if is_alone {
            self.change_term(element.kind.term(), &element.id);
        }
        let key = match &element.kind {
            Kind::Task(_) => {
                let key = self.open(token, What::Task);
                self.announce(key, element);
                self.pause_clock(key, element);
                key
            }
            _ => self.open(token, What::Scope(Layer::default())),
        };
        if is_alone {
            self.arm_boundaries(token, key, timers);
        }
        if let Kind::SubProcess { .. } = element.kind {
            self.begin_sub_process(token.ix, key);
        }
    }

    /// Tells the caller that a step is open, or is to be tried again.
    pub(in crate::run) fn announce(&mut self, key: Key, element: &Element) {
        let Some(task) = element.task() else { return };
        let item = self.state.place(key).and_then(|place| self.state.item(place)).cloned();
        let element = element.id.clone();
        match &task.kind {
            TaskKind::Service => {
                self.events.push(Event::ServiceRequested { key, element, act: task.act.clone(), item });
            }
            TaskKind::Call(procedure) => {
                let (procedure, unit) = (procedure.clone(), task.unit.clone());
                self.events.push(Event::ChildRequested { key, element, procedure, unit, item });
            }
            TaskKind::User | TaskKind::Manual | TaskKind::Receive(_) => {
                self.events.push(Event::TaskOpened {
                    key,
                    element: element.clone(),
                    role: task.role.clone(),
                    unit: task.unit.clone(),
                    share: task.share,
                    act: task.act.clone(),
                    item,
                });
                if let TaskKind::Receive(Some(name)) = &task.kind {
                    self.events.push(Event::MessageAwaited { key, element, name: name.clone() });
                }
            }
        }
    }

    /// A step is done: its outcome and variables are written down and the process goes on.
    pub(in crate::run) fn complete(&mut self, key: Key, outcome: Option<OutcomeId>, variables: Variables) {
        let Some(place) = self.close(key) else { return };
        let Some(ix) = self.ix(&place.element) else { return };
        self.events.push(Event::Completed { key, element: place.element.clone(), outcome: outcome.clone() });
        match place.index {
            Some(index) => {
                let layer = Layer {
                    outcomes: outcome.map(|outcome| (place.element, outcome)).into_iter().collect(),
                    vars: variables,
                };
                self.instance_done(place.inside, index, layer);
            }
            None => {
                if let Some(outcome) = outcome {
                    self.layer(place.inside).outcomes.insert(place.element, outcome);
                }
                self.write(place.inside, variables);
                self.disarm(key);
                self.leave(ix, place.inside);
            }
        }
    }

    /// The timers on a step or list, computed before it opens, so that a fault stops it before and not half way.
    pub(in crate::run) fn boundary_timers(
        &mut self,
        element: &Element,
        token: Token,
    ) -> Result<Vec<(ElementId, DueRule)>, Cause> {
        let def: &Definition = self.def;
        if token.index.is_some() {
            return Ok(Vec::new());
        }
        let mut timers = Vec::new();
        for &on in &element.attached {
            if let Kind::Boundary { trigger: crate::Trigger::Timer(due), .. } = &def.elements[on].kind {
                timers.push((def.elements[on].id.clone(), self.due(due, token)?));
            }
        }
        Ok(timers)
    }
}
