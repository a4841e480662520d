//! Returns to an earlier step, and errors that nobody catches.

use super::{at, called};
use crate::{
    Definition, Element, EndKind, Kind, Problem,
    definition::{Ix, Trigger},
    graph::{self, NoReturn},
    step::TaskKind,
};

pub(super) fn returns(def: &Definition, problems: &mut Vec<Problem>) {
    for (ix, element) in def.elements.iter().enumerate() {
        let Some(task) = element.task() else { continue };
        for outcome in &task.outcomes {
            let Some(target) = &outcome.return_to else { continue };
            if let Err(reason) = returnable(def, ix, target.as_str()) {
                problems.push(Problem::refuse(
                    "bad_return",
                    at(element),
                    format!("Kết luận “{}” trả về “{target}”: {}.", outcome.label, said(reason)),
                    "return-to phải là bước hoặc quy trình con đứng trước, cùng khung hoặc ở khung ngoài, không nằm trong \
                     nhánh song song đã gộp.",
                    "Xin chọn bước khác để trả về.",
                ));
            }
        }
        let only_returns = !task.outcomes.is_empty() && task.outcomes.iter().all(|o| o.return_to.is_some());
        if only_returns {
            problems.push(Problem::refuse(
                "only_returns",
                at(element),
                "Mọi kết luận của bước đều trả về bước trước.".to_owned(),
                "Phải có ít nhất một kết luận để đi tiếp.",
                "Xin thêm một kết luận không có return-to.",
            ));
        }
        let is_plain = element.id.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !task.outcomes.is_empty() && !is_plain {
            problems.push(Problem::warn(
                "id_not_plain",
                at(element),
                format!("Mã “{}” có ký tự mà điều kiện không đọc được.", element.id),
                "Mã của bước có kết luận chỉ gồm chữ không dấu, chữ số và gạch dưới.",
                "Xin đổi mã của bước.",
            ));
        }
    }
}

/// Whether the step may return to the target, from its own level or from inside a sub-process at the target's level.
fn returnable(def: &Definition, from: Ix, target: &str) -> Result<(), NoReturn> {
    let to = *def.by_id.get(target).ok_or(NoReturn::NotAnActivity)?;
    let mut at = Some(from);
    while let Some(ix) = at {
        if def.elements[ix].inside == def.elements[to].inside {
            return graph::may_return(def, ix, to);
        }
        at = def.elements[ix].inside;
    }
    Err(NoReturn::NotEarlier)
}

fn said(reason: NoReturn) -> &'static str {
    match reason {
        NoReturn::NotAnActivity => "không có bước nào như vậy",
        NoReturn::NotEarlier => "bước ấy không đứng trước",
        NoReturn::IntoParallel => "bước ấy nằm trong nhánh song song đã gộp",
    }
}

/// Errors are caught around where they are thrown, and only what may fail catches them.
pub(super) fn errors(def: &Definition, sound: &[Ix], problems: &mut Vec<Problem>) {
    for element in sound.iter().map(|&ix| &def.elements[ix]) {
        match &element.kind {
            Kind::End(end) => {
                let EndKind::Error(code) = &end.how else { continue };
                if element.inside.is_some() && !is_caught(def, element, code.as_str()) {
                    problems.push(Problem::refuse(
                        "uncaught_error",
                        at(element),
                        format!("Lỗi “{code}” kết thúc quy trình con nhưng không nơi nào bắt."),
                        "Lỗi trong quy trình con phải được sự kiện biên của quy trình con bắt.",
                        "Xin gắn sự kiện biên bắt lỗi vào quy trình con.",
                    ));
                }
            }
            Kind::Boundary { host, trigger: Trigger::Error(_), .. } => {
                let Some(host) = def.element(host.as_str()) else { continue };
                let may_fail = match &host.kind {
                    Kind::Task(task) => matches!(task.kind, TaskKind::Service | TaskKind::Call(_)),
                    _ => true,
                };
                if !may_fail {
                    problems.push(Problem::refuse(
                        "error_on_people",
                        at(element),
                        format!("Sự kiện bắt lỗi gắn vào bước “{}” do người làm.", called(host)),
                        "Chỉ bước tự động, hồ sơ con và quy trình con mới có lỗi.",
                        "Xin dùng kết luận (mc:outcome) và cổng loại trừ.",
                    ));
                }
            }
            _ => {}
        }
    }
}

fn is_caught(def: &Definition, from: &Element, code: &str) -> bool {
    let mut around = from.inside;
    while let Some(ix) = around {
        let catches = |&on: &Ix| match &def.elements[on].kind {
            Kind::Boundary { trigger: Trigger::Error(caught), .. } => {
                caught.as_ref().is_none_or(|caught| caught.as_str() == code)
            }
            _ => false,
        };
        if def.elements[ix].attached.iter().any(catches) {
            return true;
        }
        around = def.elements[ix].inside;
    }
    false
}
