//! Reads what this project adds to a step: role, unit, time, pause, term, act, outcomes.

use roxmltree::Node;

use super::{MC, Reader, is_bpmn, refused};
use crate::{
    Kind, OutcomeId, Role,
    step::{Ground, Outcome, Pause, Share, Task, TaskKind, TimeUnit, Unit},
};

const OF_A_STEP: [&str; 10] =
    ["role", "unit", "time", "time-unit", "clock", "ground", "basis", "term", "act", "product"];
/// More ways to conclude one step than a person can choose from.
const MAX_OUTCOMES: usize = 20;
/// Done by the machine, when nothing else is said.
const MACHINE: &str = "he_thong";

impl Reader {
    pub(super) fn task(&mut self, node: Node<'_, '_>, kind: TaskKind) -> Option<Kind> {
        self.known_attributes(node, &OF_A_STEP);
        let role = self.role(node, &kind);
        let act = self.word(node, "act").map(|act| act.as_str().into());
        if kind == TaskKind::Service && act.is_none() {
            self.problems.push(refused::service_without_act(self.place(node)));
        }
        let outcomes = self.outcomes(node, &kind);
        let name = node.attribute("name").unwrap_or_default();
        Some(Kind::Task(Task {
            element: node.attribute("id").unwrap_or_default().into(),
            name: name.into(),
            role,
            unit: self.unit(node),
            share: node.has_attribute((MC, "time")).then(|| self.share(node)).flatten(),
            pause: self.pause(node),
            term: self.word(node, "term").map(|term| term.as_str().into()),
            act,
            product: node.attribute((MC, "product")).map(str::to_owned),
            outcomes,
            kind,
        }))
    }

    fn role(&mut self, node: Node<'_, '_>, kind: &TaskKind) -> Role {
        match self.word(node, "role") {
            Some(role) => role.as_str().into(),
            None => {
                let is_by_people = matches!(kind, TaskKind::User | TaskKind::Manual | TaskKind::Receive(_));
                if is_by_people && !node.has_attribute((MC, "role")) {
                    self.problems.push(refused::no_role(self.place(node)));
                }
                MACHINE.into()
            }
        }
    }

    fn unit(&mut self, node: Node<'_, '_>) -> Option<Unit> {
        let text = node.attribute((MC, "unit"))?;
        let unit = match text {
            "reception" => Some(Unit::Reception),
            "settling" => Some(Unit::Settling),
            "office" => Some(Unit::Office),
            _ => text
                .strip_prefix("external:")
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(|name| Unit::External(name.into())),
        };
        if unit.is_none() {
            self.problems.push(refused::bad_value(
                self.place(node),
                "unit",
                text,
                "reception, settling, office hoặc external:<tên cơ quan>",
            ));
        }
        unit
    }

    pub(super) fn share(&mut self, node: Node<'_, '_>) -> Option<Share> {
        let at = self.place(node);
        let unit_text = node.attribute((MC, "time-unit")).unwrap_or_default();
        let unit = match unit_text {
            "working_day" => Some(TimeUnit::WorkingDay),
            "calendar_day" => Some(TimeUnit::CalendarDay),
            "hour" => Some(TimeUnit::Hour),
            "none" => Some(TimeUnit::None),
            _ => None,
        };
        if unit.is_none() {
            let units = "working_day, calendar_day, hour hoặc none";
            self.problems.push(refused::bad_value(at.clone(), "time-unit", unit_text, units));
        }
        let text = node.attribute((MC, "time")).unwrap_or_default();
        let thousandths = thousandths(text);
        if thousandths.is_none() {
            let number = "số không âm, dùng dấu chấm, nhiều nhất ba chữ số lẻ, ví dụ 0.5";
            self.problems.push(refused::bad_value(at, "time", text, number));
        }
        Some(Share { thousandths: thousandths?, unit: unit? })
    }

    pub(super) fn pause(&mut self, node: Node<'_, '_>) -> Option<Pause> {
        let at = self.place(node);
        let clock = node.attribute((MC, "clock"));
        let ground_text = node.attribute((MC, "ground"));
        let basis = node.attribute((MC, "basis")).filter(|basis| !basis.trim().is_empty());
        match clock {
            None if ground_text.is_some() || basis.is_some() => {
                self.problems.push(refused::pause_without_clock(at));
                return None;
            }
            None => return None,
            Some("paused") => {}
            Some(other) => {
                self.problems.push(refused::bad_value(at, "clock", other, "paused"));
                return None;
            }
        }
        let ground = match ground_text {
            Some("financial_duty") => Some(Ground::FinancialDuty),
            Some("supplement") => Some(Ground::Supplement),
            Some("other") => Some(Ground::Other),
            _ => None,
        };
        if ground.is_none() || basis.is_none() {
            self.problems.push(refused::pause_without_ground(at));
        }
        Some(Pause { ground: ground?, basis: basis?.into() })
    }

    fn outcomes(&mut self, node: Node<'_, '_>, kind: &TaskKind) -> Vec<Outcome> {
        let holders = node.children().filter(|child| is_bpmn(*child, "extensionElements"));
        let mut outcomes: Vec<Outcome> = Vec::new();
        for child in holders.flat_map(|holder| holder.children()) {
            if child.tag_name().namespace() != Some(MC) {
                continue;
            }
            if child.tag_name().name() != "outcome" || *kind == TaskKind::Service {
                self.problems.push(refused::unknown_extension(self.place(node), child.tag_name().name()));
                continue;
            }
            if outcomes.len() == MAX_OUTCOMES {
                self.problems.push(refused::too_many_outcomes(self.place(node), MAX_OUTCOMES));
                break;
            }
            let id = child.attribute("id").unwrap_or_default();
            let label = child.attribute("label").unwrap_or_default();
            let is_double = outcomes.iter().any(|outcome| outcome.id.as_str() == id);
            if !is_word(id) || label.is_empty() || is_double {
                self.problems.push(refused::bad_outcome(self.place(node), id, label));
                continue;
            }
            let return_to = child.attribute("return-to").map(Into::into);
            outcomes.push(Outcome { id: OutcomeId::from(id), label: label.to_owned(), return_to });
        }
        outcomes
    }

    /// An attribute of ours that is a plain word; a fault if it is something else.
    pub(super) fn word(&mut self, node: Node<'_, '_>, name: &'static str) -> Option<String> {
        let text = node.attribute((MC, name))?;
        if is_word(text) {
            return Some(text.to_owned());
        }
        let word = "chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ";
        self.problems.push(refused::bad_value(self.place(node), name, text, word));
        None
    }

    /// Refuses attributes of ours that mean nothing here, so that a typing mistake is seen.
    pub(super) fn known_attributes(&mut self, node: Node<'_, '_>, known: &[&str]) {
        for attribute in node.attributes().filter(|attribute| attribute.namespace() == Some(MC)) {
            if !known.contains(&attribute.name()) {
                self.problems.push(refused::unknown_attribute(self.place(node), attribute.name(), known));
            }
        }
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 60
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// `1.5` is 1500; no signs, no comma, at most three decimals, at most six digits before the point.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_sound = |digits: &str, most: usize| {
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_sound(whole, 6) || !is_sound(part, 3) {
        return None;
    }
    format!("{whole}{part:0<3}").parse().ok()
}
