//! Acts from outside: each checks first (open, of the right kind, with what it needs), then does.

use super::{
    act::{Act, Refused, check_outcome, check_reason},
    course::Course,
    state::{HowEnded, Place, Stuck, Variables, What},
};
use crate::{ElementId, Key, Kind, MessageName, OutcomeId, Task, TaskKind, Trigger};

impl<'a> Course<'a> {
    pub(super) fn command(&mut self, act: &Act) -> Result<(), Refused> {
        match act {
            Act::Complete { key, outcome, variables, reason } => {
                self.complete_by_person(*key, outcome.as_ref(), variables, reason.as_deref())
            }
            Act::Return { key, to, reason } => self.return_by_person(*key, to, reason),
            Act::TimerDue { key } => {
                let place = self.opened(*key)?;
                if !matches!(self.awaited(&place), Some(Trigger::Timer(_))) {
                    return Err(Refused::NotThat { key: *key, expected: "bộ hẹn giờ" });
                }
                self.happened(*key, Variables::new());
                Ok(())
            }
            Act::Message { name, key, outcome, variables } => {
                self.message_came(name, *key, outcome.as_ref(), variables)
            }
            Act::Done { key, outcome, variables } => self.machine_done(*key, outcome.as_ref(), variables),
            Act::Failed { key, code, message } => {
                let place = self.opened(*key)?;
                self.machine(&place)?;
                if place.what != What::Task {
                    return Err(Refused::NotThat {
                        key: *key, expected: "bước tự động đang chạy"
                    });
                }
                self.failed(&place, code, message);
                Ok(())
            }
            Act::Retry { key, variables } => {
                let (place, stuck) = self.incident(*key)?;
                self.retry(&place, &stuck, variables.clone())
            }
            Act::Skip { key, flow, variables, reason } => {
                let (place, stuck) = self.incident(*key)?;
                check_reason(reason)?;
                self.skip(&place, &stuck, flow.as_ref(), (variables.clone(), reason))
            }
            Act::Cancel { reason } => {
                check_reason(reason)?;
                self.finish(HowEnded::Cancelled(reason.clone()), None);
                Ok(())
            }
        }
    }

    fn complete_by_person(
        &mut self,
        key: Key,
        outcome: Option<&OutcomeId>,
        variables: &Variables,
        reason: Option<&str>,
    ) -> Result<(), Refused> {
        let place = self.opened(key)?;
        let task = self.by_person(&place)?;
        check_outcome(self.def, place.element.as_str(), outcome)?;
        let back = outcome.and_then(|outcome| task.outcome(outcome.as_str())?.return_to.as_ref());
        let Some(to) = back else {
            self.complete(key, outcome.cloned(), variables.clone());
            return Ok(());
        };
        let reason = reason.unwrap_or_default();
        check_reason(reason)?;
        let way = self.way_back(&place, to)?;
        if let Some(outcome) = outcome {
            self.layer(place.inside).outcomes.insert(place.element.clone(), outcome.clone());
        }
        self.write(place.inside, variables.clone());
        self.close(key);
        self.disarm(key);
        self.go_back(key, place.element, way, reason);
        Ok(())
    }

    fn return_by_person(&mut self, key: Key, to: &ElementId, reason: &str) -> Result<(), Refused> {
        let place = self.opened(key)?;
        self.by_person(&place)?;
        check_reason(reason)?;
        let way = self.way_back(&place, to)?;
        self.close(key);
        self.disarm(key);
        self.go_back(key, place.element, way, reason);
        Ok(())
    }

    fn message_came(
        &mut self,
        name: &MessageName,
        key: Option<Key>,
        outcome: Option<&OutcomeId>,
        variables: &Variables,
    ) -> Result<(), Refused> {
        let waits = |place: &&Place| match (self.element(place).map(|element| &element.kind), &place.what) {
            (Some(Kind::Task(Task { kind: TaskKind::Receive(Some(waited)), .. })), What::Task) => {
                waited == name
            }
            _ => matches!(self.awaited(place), Some(Trigger::Message(waited)) if waited == name),
        };
        let is_meant = |place: &&Place| key.is_none_or(|key| place.key == key);
        let found = self.state.places.iter().filter(is_meant).find(waits).cloned();
        let Some(place) = found else { return Err(Refused::NobodyWaits(name.clone())) };
        if place.what != What::Task {
            self.happened(place.key, variables.clone());
            return Ok(());
        }
        // A message concludes a receive task as a person would; the reason of a return is what the outcome says.
        let label = self.label(&place, outcome);
        self.complete_by_person(place.key, outcome, variables, label)
    }

    fn machine_done(
        &mut self,
        key: Key,
        outcome: Option<&OutcomeId>,
        variables: &Variables,
    ) -> Result<(), Refused> {
        let place = self.opened(key)?;
        let task = self.machine(&place)?;
        check_outcome(self.def, place.element.as_str(), outcome)?;
        let back = outcome.and_then(|outcome| task.outcome(outcome.as_str())?.return_to.as_ref());
        let way = back.map(|to| self.way_back(&place, to)).transpose()?;
        if matches!(place.what, What::Stuck(_)) {
            self.resolved(&place, None);
        }
        let Some(way) = way else {
            self.complete(key, outcome.cloned(), variables.clone());
            return Ok(());
        };
        let reason = self.label(&place, outcome).unwrap_or_default();
        self.write(place.inside, variables.clone());
        self.close(key);
        self.disarm(key);
        self.go_back(key, place.element, way, reason);
        Ok(())
    }

    fn label(&self, place: &Place, outcome: Option<&OutcomeId>) -> Option<&'a str> {
        let task = self.element(place)?.task()?;
        Some(task.outcome(outcome?.as_str())?.label.as_str())
    }

    fn opened(&self, key: Key) -> Result<Place, Refused> {
        self.state.place(key).cloned().ok_or(Refused::NotOpen(key))
    }

    /// The step of a person that is open at a place.
    fn by_person(&self, place: &Place) -> Result<&'a Task, Refused> {
        let task =
            self.element(place).and_then(|element| element.task()).filter(|_| place.what == What::Task);
        let is_by_person = |task: &&Task| !matches!(task.kind, TaskKind::Service | TaskKind::Call(_));
        task.filter(is_by_person)
            .ok_or(Refused::NotThat { key: place.key, expected: "bước do người làm" })
    }

    /// The service or child dossier at a place, running or failed.
    fn machine(&self, place: &Place) -> Result<&'a Task, Refused> {
        let is_there = match &place.what {
            What::Task => true,
            What::Stuck(stuck) => stuck.is_working,
            _ => false,
        };
        let task = self.element(place).and_then(|element| element.task()).filter(|_| is_there);
        let is_machine = |task: &&Task| matches!(task.kind, TaskKind::Service | TaskKind::Call(_));
        task.filter(is_machine)
            .ok_or(Refused::NotThat { key: place.key, expected: "bước tự động hoặc hồ sơ con" })
    }

    fn incident(&self, key: Key) -> Result<(Place, Stuck), Refused> {
        let place = self.opened(key)?;
        match &place.what {
            What::Stuck(stuck) => Ok((place.clone(), stuck.clone())),
            _ => Err(Refused::NotThat { key, expected: "sự cố" }),
        }
    }

    /// What an event that is waited for waits for.
    fn awaited(&self, place: &Place) -> Option<&Trigger> {
        if !matches!(place.what, What::Catch | What::Armed(_)) {
            return None;
        }
        match &self.element(place)?.kind {
            Kind::Catch { trigger, .. } | Kind::Boundary { trigger, .. } => Some(trigger),
            _ => None,
        }
    }
}
