//! Whether paths that part come together again in the right way.
//!
//! A simple check, not a proof: for two flows into one element it looks at the last element before both. If that one
//! chooses, a parallel join waits for ever; if that one starts both, anything but a join runs twice.

use super::{at, called};
use crate::{
    Definition, Element, Kind, Problem,
    definition::{Ix, Trigger},
    graph::{self, Elements},
    step::TaskKind,
};

/// So that a diagram made to be slow is not: each two flows into one element are compared.
const MOST_FLOWS_COMPARED: usize = 32;

pub(super) fn joins(def: &Definition, problems: &mut Vec<Problem>) {
    let order = graph::in_order(def);
    let upstream = graph::upstream_of_all(def);
    let quiet = before_a_quiet_end(def, &upstream);
    for (ix, element) in def.elements.iter().enumerate().filter(|(_, element)| element.incoming.len() > 1) {
        let is_join = graph::is_join(def, ix);
        if is_join && element.incoming.iter().any(|&flow| def.flows[flow].is_back) {
            problems.push(loop_into_join(element));
            continue;
        }
        let partings = partings(def, &order, &upstream, ix);
        if is_join {
            if let Some(&parting) = partings.iter().find(|&&parting| !starts_both(def, parting)) {
                problems.push(never_completes(element, &def.elements[parting]));
            }
            for &parting in &partings {
                escapes(def, (&upstream[ix], &quiet), (parting, ix), problems);
            }
        } else if let Some(&parting) = partings.iter().find(|&&parting| starts_both(def, parting)) {
            problems.push(runs_twice(element, &def.elements[parting]));
        }
    }
}

/// For each two flows into an element, the last element before both.
fn partings(def: &Definition, order: &[Ix], upstream: &[Elements], ix: Ix) -> Vec<Ix> {
    let froms: Vec<Ix> = graph::before(def, ix).take(MOST_FLOWS_COMPARED).collect();
    let mut partings = Vec::new();
    for (nth, &one) in froms.iter().enumerate() {
        for &other in &froms[nth + 1..] {
            let mut common = upstream[one].clone();
            common.keep(&upstream[other]);
            if let Some(&last) = order.iter().rev().find(|&&candidate| common.has(candidate))
                && !partings.contains(&last)
            {
                partings.push(last);
            }
        }
    }
    partings
}

/// Whether an element sends work down several ways at once.
///
/// A step whose boundary event does not interrupt does so too, when the event happens.
fn starts_both(def: &Definition, ix: Ix) -> bool {
    let element = &def.elements[ix];
    matches!(element.kind, Kind::Parallel)
        || element
            .attached
            .iter()
            .any(|&on| matches!(def.elements[on].kind, Kind::Boundary { interrupting: false, .. }))
}

/// A branch that may leave for an end which does not end everything.
fn escapes(
    def: &Definition,
    (before_join, quiet): (&Elements, &Elements),
    (parting, join): (Ix, Ix),
    problems: &mut Vec<Problem>,
) {
    let inside = graph::downstream(def, parting);
    for ix in (0..def.elements.len()).filter(|&ix| inside.has(ix) && before_join.has(ix) && ix != parting) {
        let element = &def.elements[ix];
        let leaves_quietly = matches!(element.kind, Kind::Exclusive { .. } | Kind::EventBased { .. })
            && graph::after(def, ix).any(|to| !before_join.has(to) && quiet.has(to));
        if leaves_quietly {
            problems.push(Problem::warn(
                "branch_may_escape",
                at(element),
                format!(
                    "Một nhánh song song có thể kết thúc trước cổng gộp “{}”.",
                    called(&def.elements[join])
                ),
                "Cổng gộp chờ đủ mọi nhánh; nhánh rẽ đi nơi khác thì cổng chờ mãi.",
                "Xin dẫn nhánh về cổng gộp, hoặc kết thúc bằng sự kiện dừng hết.",
            ));
        }
    }
}

/// Everything from which a path leads to an end that ends only itself.
fn before_a_quiet_end(def: &Definition, upstream: &[Elements]) -> Elements {
    let is_quiet =
        |element: &Element| matches!(&element.kind, Kind::End(end) if end.how == crate::EndKind::None);
    let mut before = Elements::none(def);
    let quiet_ends = (0..def.elements.len()).filter(|&ix| is_quiet(&def.elements[ix]));
    quiet_ends.for_each(|ix| before.add_all(&upstream[ix]));
    before
}

fn loop_into_join(join: &Element) -> Problem {
    Problem::refuse(
        "loop_into_join",
        at(join),
        "Một luồng quay lại đi vào cổng song song đang gộp.".to_owned(),
        "Lần đầu chưa có gì quay lại, nên cổng sẽ chờ mãi.",
        "Xin cho luồng quay lại vào một cổng loại trừ đặt sau cổng song song.",
    )
}

fn never_completes(join: &Element, parting: &Element) -> Problem {
    Problem::refuse(
        "join_never_completes",
        at(join),
        format!("Cổng song song gộp các nhánh rẽ ra từ “{}”, nơi chỉ một nhánh được chọn.", called(parting)),
        "Cổng song song chỉ gộp những nhánh cùng chạy.",
        "Xin gộp bằng cổng loại trừ, hoặc rẽ bằng cổng song song.",
    )
}

fn runs_twice(element: &Element, parting: &Element) -> Problem {
    Problem::warn(
        "runs_twice",
        at(element),
        format!("Các nhánh cùng chạy từ “{}” đi thẳng vào đây mà không chờ nhau.", called(parting)),
        "Phần sau sẽ chạy một lần cho mỗi nhánh.",
        "Nếu không chủ ý, xin gộp các nhánh bằng cổng song song trước.",
    )
}

/// Behind an event-based gateway stand catch events, each with this one way in.
pub(super) fn event_gateways(def: &Definition, sound: &[Ix], problems: &mut Vec<Problem>) {
    for gateway in sound.iter().map(|&ix| &def.elements[ix]) {
        if !matches!(gateway.kind, Kind::EventBased { .. }) {
            continue;
        }
        let targets: Vec<&Element> =
            gateway.outgoing.iter().map(|&flow| &def.elements[def.flows[flow].to]).collect();
        let is_sound = |target: &&Element| {
            let is_bare_catch = matches!(&target.kind, Kind::Catch { pause: None, .. });
            is_bare_catch && target.incoming.len() == 1
        };
        if targets.len() < 2 || !targets.iter().all(is_sound) || has_same_message_twice(&targets) {
            problems.push(Problem::refuse(
                "event_gateway_targets",
                at(gateway),
                "Sau cổng sự kiện có phần tử không phải sự kiện chờ riêng của cổng.".to_owned(),
                "Cổng sự kiện phải dẫn tới ít nhất hai sự kiện chờ khác nhau (thông điệp hoặc hẹn giờ), mỗi sự kiện chỉ \
                 có luồng từ cổng và không mang mc:clock.",
                "Xin đặt sự kiện chờ ngay sau cổng; việc dừng thời hạn đặt ở cổng.",
            ));
        }
    }
}

fn has_same_message_twice(targets: &[&Element]) -> bool {
    let mut names: Vec<_> = targets
        .iter()
        .filter_map(|target| match &target.kind {
            Kind::Catch { trigger: Trigger::Message(name), .. } => Some(name),
            _ => None,
        })
        .collect();
    let all = names.len();
    names.sort();
    names.dedup();
    names.len() < all
}

/// A loop in which nothing waits would turn until the guard stops it.
pub(super) fn loops_without_a_wait(def: &Definition, problems: &mut Vec<Problem>) {
    for flow in def.flows.iter().filter(|flow| flow.is_back) {
        let mut seen = Elements::none(def);
        let mut todo = vec![flow.to];
        while let Some(ix) = todo.pop() {
            if waits(&def.elements[ix]) || !seen.add(ix) {
                continue;
            }
            todo.extend(graph::after(def, ix));
        }
        if seen.has(flow.from) {
            problems.push(Problem::warn(
                "loop_without_wait",
                at(&def.elements[flow.to]),
                "Vòng lặp này không có bước nào chờ người hoặc chờ sự kiện.".to_owned(),
                "Vòng lặp không chờ sẽ quay liên tục và bị chặn thành sự cố.",
                "Xin đưa một bước vào vòng lặp.",
            ));
        }
    }
}

fn waits(element: &Element) -> bool {
    match &element.kind {
        Kind::Task(task) => !matches!(task.kind, TaskKind::Service),
        Kind::SubProcess { .. } | Kind::EventBased { .. } | Kind::Catch { .. } => true,
        _ => false,
    }
}
