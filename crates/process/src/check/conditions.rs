//! Conditions on flows, the outcomes they mention, and whether the choices leave a gap.

use super::{at, at_flow, called};
use crate::{
    Condition, Definition, Element, Kind, Problem,
    definition::Ix,
    problem::Place,
    step::{Task, TaskKind},
};

/// Conditions stand behind exclusive gateways only, and there on every flow but the default.
pub(super) fn of_flows(def: &Definition, sound: &[Ix], problems: &mut Vec<Problem>) {
    for element in sound.iter().map(|&ix| &def.elements[ix]) {
        let default = match &element.kind {
            Kind::Exclusive { default } => default.as_ref(),
            _ => {
                for flow in element.outgoing.iter().map(|&flow| &def.flows[flow]) {
                    if flow.condition.is_some() {
                        problems.push(misplaced(at_flow(flow)));
                    }
                }
                continue;
            }
        };
        let flows = || element.outgoing.iter().map(|&flow| &def.flows[flow]);
        if let Some(default) = default
            && !flows().any(|flow| flow.id == *default)
        {
            problems.push(Problem::refuse(
                "unknown_default",
                at(element),
                format!("Luồng mặc định “{default}” không đi ra từ cổng này."),
                "Luồng mặc định phải là một luồng đi ra của chính cổng.",
                "Xin chọn lại luồng mặc định.",
            ));
        }
        for flow in flows().filter(|_| element.outgoing.len() > 1) {
            let is_default = default == Some(&flow.id);
            match (&flow.condition, is_default) {
                (None, false) => problems.push(Problem::refuse(
                    "flow_without_condition",
                    at_flow(flow),
                    format!("Luồng đi ra từ cổng “{}” chưa có điều kiện.", called(element)),
                    "Mỗi luồng của cổng loại trừ phải có điều kiện, trừ luồng mặc định.",
                    "Xin đặt điều kiện, hoặc đặt làm luồng mặc định.",
                )),
                (Some(_), true) => problems.push(Problem::warn(
                    "default_with_condition",
                    at_flow(flow),
                    "Luồng mặc định có điều kiện; điều kiện ấy không được xét.".to_owned(),
                    "Luồng mặc định được chọn khi không điều kiện nào đúng.",
                    "Xin bỏ điều kiện cho khỏi hiểu nhầm.",
                )),
                _ => {}
            }
        }
    }
}

fn misplaced(at: Place) -> Problem {
    Problem::refuse(
        "misplaced_condition",
        at,
        "Điều kiện đặt ở luồng không đi ra từ cổng loại trừ.".to_owned(),
        "Chỉ cổng loại trừ mới xét điều kiện.",
        "Xin đặt cổng loại trừ trước luồng này, hoặc bỏ điều kiện.",
    )
}

/// Every outcome an expression mentions is declared.
pub(super) fn mentions(def: &Definition, problems: &mut Vec<Problem>) {
    for flow in &def.flows {
        if let Some(condition) = &flow.condition {
            mentions_in(def, condition, &at_flow(flow), problems);
        }
    }
    for element in &def.elements {
        let of_list = element.many.iter().flat_map(|many| [Some(&many.collection), many.completion.as_ref()]);
        for condition in of_list.flatten() {
            mentions_in(def, condition, &at(element), problems);
        }
    }
}

fn mentions_in(def: &Definition, condition: &Condition, place: &Place, problems: &mut Vec<Problem>) {
    for step in condition.steps_mentioned().iter().filter(|step| def.task(step).is_none()) {
        problems.push(Problem::refuse(
            "unknown_step_in_condition",
            place.clone(),
            format!("Biểu thức nhắc tới kết luận của “{step}”, không phải bước nào trong sơ đồ."),
            "outcomes.<mã bước> phải là mã của một bước.",
            "Xin sửa mã bước trong biểu thức.",
        ));
    }
    for (step, outcome) in condition.outcomes_mentioned() {
        let Some(task) = def.task(&step) else { continue };
        // A child dossier may end in ways only its own procedure knows.
        let is_free = matches!(task.kind, TaskKind::Call(_)) && task.outcomes.is_empty();
        match task.outcome(&outcome) {
            _ if is_free => {}
            None => problems.push(Problem::refuse(
                "unknown_outcome_in_condition",
                place.clone(),
                format!("Biểu thức so với kết luận “{outcome}” mà bước “{}” không có.", task.element),
                &format!("Các kết luận của bước: {}.", list_of(task)),
                "Xin sửa biểu thức hoặc khai báo kết luận.",
            )),
            Some(outcome) if outcome.return_to.is_some() => problems.push(Problem::warn(
                "returning_outcome_in_condition",
                place.clone(),
                format!(
                    "Kết luận “{}” đưa về bước trước, nên không bao giờ đi tới điều kiện này.",
                    outcome.id
                ),
                "Điều kiện chỉ xét các kết luận đi tiếp.",
                "Xin bỏ return-to của kết luận, hoặc bỏ nhánh này.",
            )),
            Some(_) => {}
        }
    }
}

fn list_of(task: &Task) -> String {
    match task.outcomes.as_slice() {
        [] => "chưa khai báo".to_owned(),
        all => all.iter().map(|outcome| outcome.id.as_str()).collect::<Vec<_>>().join(", "),
    }
}

/// A gateway without a default should have conditions that leave no gap.
pub(super) fn choices(def: &Definition, sound: &[Ix], problems: &mut Vec<Problem>) {
    for element in sound.iter().map(|&ix| &def.elements[ix]) {
        let Kind::Exclusive { default: None } = &element.kind else { continue };
        if element.outgoing.len() > 1 && !leaves_no_gap(def, element) {
            problems.push(Problem::warn(
                "choice_with_gap",
                at(element),
                "Cổng không có luồng mặc định và các điều kiện có thể cùng sai.".to_owned(),
                "Luôn phải có một đường đi tiếp; nếu không, hồ sơ dừng lại chờ người xử lý sự cố.",
                "Xin đặt một luồng làm mặc định, hoặc xét đủ mọi kết luận.",
            ));
        }
    }
}

/// The conditions are the plain choices of one step and name each of its outcomes that go on, or are `c` and `not(c)`.
fn leaves_no_gap(def: &Definition, gateway: &Element) -> bool {
    let conditions = || gateway.outgoing.iter().filter_map(|&flow| def.flows[flow].condition.as_ref());
    if let [one, other] = conditions().collect::<Vec<_>>().as_slice()
        && (one.negates(other) || other.negates(one))
    {
        return true;
    }
    let mut step = None;
    let mut named = Vec::new();
    for condition in conditions() {
        let Some((of, outcomes)) = condition.plain_choice() else { return false };
        if *step.get_or_insert_with(|| of.clone()) != of {
            return false;
        }
        named.extend(outcomes);
    }
    let Some(task) = step.and_then(|step| def.task(&step)) else { return false };
    let mut going_on = task.outcomes.iter().filter(|outcome| outcome.return_to.is_none());
    !task.outcomes.is_empty() && going_on.all(|outcome| named.iter().any(|name| name == outcome.id.as_str()))
}
