//! Reads events: what they wait for, what they send, how they end.

use roxmltree::Node;

use super::{BPMN, MC, Reader, is_bpmn, refused, text_of};
use crate::{
    Kind, MessageName,
    definition::{Due, EndKind, Trigger},
    problem::Place,
    step::TimeUnit,
};

impl Reader {
    pub(super) fn start(&mut self, node: Node<'_, '_>) -> Option<Kind> {
        self.known_attributes(node, &["time", "time-unit"]);
        Some(Kind::Start(match self.definition_of(node)? {
            None => None,
            Some(definition) => Some(self.trigger(node, definition, &["message", "timer"])?),
        }))
    }

    pub(super) fn catch(&mut self, node: Node<'_, '_>) -> Option<Kind> {
        self.known_attributes(node, &["time", "time-unit", "clock", "ground", "basis"]);
        let pause = self.pause(node);
        let Some(definition) = self.definition_of(node)? else {
            self.problems.push(refused::event_without_trigger(self.place(node)));
            return None;
        };
        Some(Kind::Catch { trigger: self.trigger(node, definition, &["message", "timer"])?, pause })
    }

    pub(super) fn boundary(&mut self, node: Node<'_, '_>) -> Option<Kind> {
        self.known_attributes(node, &["time", "time-unit"]);
        let Some(definition) = self.definition_of(node)? else {
            self.problems.push(refused::event_without_trigger(self.place(node)));
            return None;
        };
        let trigger = self.trigger(node, definition, &["message", "timer", "error"])?;
        let interrupting = node.attribute("cancelActivity") != Some("false");
        if !interrupting && matches!(trigger, Trigger::Error(_)) {
            self.problems.push(refused::error_that_does_not_interrupt(self.place(node)));
            return None;
        }
        let host = node.attribute("attachedToRef").unwrap_or_default().into();
        Some(Kind::Boundary { host, trigger, interrupting })
    }

    pub(super) fn throw(&mut self, node: Node<'_, '_>) -> Option<Kind> {
        self.known_attributes(node, &["act"]);
        let act = self.word(node, "act").map(|act| act.as_str().into());
        let message = match self.definition_of(node)? {
            None => None,
            Some(definition) if is_bpmn(definition, "messageEventDefinition") => {
                Some(self.message(node, definition.attribute("messageRef").unwrap_or_default())?)
            }
            Some(definition) => {
                self.problems.push(refused::unsupported(self.place(node), definition.tag_name().name()));
                return None;
            }
        };
        Some(Kind::Throw { message, act })
    }

    pub(super) fn end_kind(&mut self, node: Node<'_, '_>) -> Option<EndKind> {
        let Some(definition) = self.definition_of(node)? else { return Some(EndKind::None) };
        match definition.tag_name().name() {
            "terminateEventDefinition" => Some(EndKind::Terminate),
            "errorEventDefinition" => {
                let code = definition.attribute("errorRef").and_then(|reference| self.errors.get(reference));
                if code.is_none() {
                    self.problems.push(refused::unknown_error(self.place(node)));
                }
                code.cloned().map(EndKind::Error)
            }
            name => {
                self.problems.push(refused::unsupported(self.place(node), name));
                None
            }
        }
    }

    /// The one event definition; the outer None is a fault, already noted.
    fn definition_of<'x>(&mut self, node: Node<'x, 'x>) -> Option<Option<Node<'x, 'x>>> {
        let mut definitions = node.children().filter(|child| {
            let tag = child.tag_name();
            let is_one = tag.name().ends_with("EventDefinition") || tag.name() == "eventDefinitionRef";
            tag.namespace() == Some(BPMN) && is_one
        });
        let first = definitions.next();
        if definitions.next().is_some() {
            self.problems.push(refused::unsupported(self.place(node), "multipleEvent"));
            return None;
        }
        Some(first)
    }

    fn trigger(&mut self, node: Node<'_, '_>, definition: Node<'_, '_>, allowed: &[&str]) -> Option<Trigger> {
        let name = definition.tag_name().name();
        let kind = name.strip_suffix("EventDefinition").unwrap_or(name);
        if !allowed.contains(&kind) {
            self.problems.push(refused::unsupported(self.place(node), name));
            return None;
        }
        if kind != "timer" && (node.has_attribute((MC, "time")) || node.has_attribute((MC, "time-unit"))) {
            self.problems.push(refused::time_without_timer(self.place(node)));
        }
        match kind {
            "timer" => self.due(node, definition).map(Trigger::Timer),
            "message" => {
                let reference = definition.attribute("messageRef").unwrap_or_default();
                self.message(node, reference).map(Trigger::Message)
            }
            _ => match definition.attribute("errorRef") {
                None => Some(Trigger::Error(None)),
                Some(reference) => {
                    let code = self.errors.get(reference).cloned();
                    if code.is_none() {
                        self.problems.push(refused::unknown_error(self.place(node)));
                    }
                    code.map(|code| Trigger::Error(Some(code)))
                }
            },
        }
    }

    pub(super) fn message(&mut self, node: Node<'_, '_>, reference: &str) -> Option<MessageName> {
        let name = self.messages.get(reference).filter(|name| !name.as_str().is_empty()).cloned();
        if name.is_none() {
            self.problems.push(refused::unknown_message(self.place(node)));
        }
        name
    }

    /// When a timer is due: by exactly one of the ways to say it.
    fn due(&mut self, node: Node<'_, '_>, definition: Node<'_, '_>) -> Option<Due> {
        let at = self.place(node);
        let mut said: Vec<(&str, String)> = definition
            .children()
            .filter(|child| child.is_element() && child.tag_name().name().starts_with("time"))
            .map(|child| (child.tag_name().name(), text_of(child)))
            .collect();
        if node.has_attribute((MC, "time")) {
            said.push(("mc:time", String::new()));
        }
        let [(way, text)] = said.as_slice() else {
            self.problems.push(refused::timer_said_not_once(at, said.len()));
            return None;
        };
        match *way {
            "mc:time" => match self.share(node)? {
                share if share.unit != TimeUnit::None => Some(Due::Working(share)),
                _ => self.no_timer(refused::timer_without_unit(at)),
            },
            "timeDuration" if is_duration(text) => Some(Due::Elapsed(text.as_str().into())),
            "timeDate" => self.due_date(at, text),
            "timeCycle" => self.no_timer(refused::unsupported(at, "timeCycle")),
            _ => self.no_timer(refused::time_unreadable(at, text)),
        }
    }

    fn due_date(&mut self, at: Place, text: &str) -> Option<Due> {
        if text.starts_with('=') {
            return self.expression(text, at).map(Due::Computed);
        }
        let shape: String = text.chars().take(10).map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
        if shape == "9999-99-99" {
            return Some(Due::At(text.into()));
        }
        self.no_timer(refused::time_unreadable(at, text))
    }

    fn no_timer(&mut self, problem: crate::Problem) -> Option<Due> {
        self.problems.push(problem);
        None
    }
}

/// `P3D`, `PT8H`, `P1DT12H30M`: whole numbers, units in order, at least one.
fn is_duration(text: &str) -> bool {
    let Some(body) = text.strip_prefix('P') else { return false };
    let (days, time) = match body.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (body, None),
    };
    let is_time_sound = time.is_none_or(|time| !time.is_empty() && are_parts(time, "HMS"));
    !body.is_empty() && are_parts(days, "YMWD") && is_time_sound
}

fn are_parts(mut text: &str, mut units: &str) -> bool {
    while !text.is_empty() {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let Some(unit) = text[digits..].chars().next() else { return false };
        let Some(at) = units.find(unit) else { return false };
        if digits == 0 || digits > 6 {
            return false;
        }
        units = &units[at + 1..];
        text = &text[digits + unit.len_utf8()..];
    }
    true
}
