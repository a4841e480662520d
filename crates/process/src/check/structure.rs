//! Starts, ways in and out, and what cannot be reached or left.

use super::at;
use crate::{Definition, Kind, Problem, definition::Ix, graph::Elements, problem::Place, step::TaskKind};

/// A process has a start; a sub-process has exactly one, and it waits for nothing.
pub(super) fn starts(def: &Definition, problems: &mut Vec<Problem>) {
    let plain =
        |scope| def.starts_in(scope).filter(|&ix| matches!(def.elements[ix].kind, Kind::Start(None))).count();
    let all = |scope| def.starts_in(scope).count();
    if all(None) == 0 || plain(None) > 1 {
        problems.push(Problem::refuse(
            "process_starts",
            Place::default(),
            format!("Quy trình có {} sự kiện bắt đầu, trong đó {} loại thường.", all(None), plain(None)),
            "Quy trình phải có sự kiện bắt đầu, và nhiều nhất một loại thường.",
            "Xin thêm hoặc bỏ sự kiện bắt đầu.",
        ));
    }
    for (ix, element) in def.elements.iter().enumerate() {
        if matches!(element.kind, Kind::SubProcess { .. }) && (all(Some(ix)) != 1 || plain(Some(ix)) != 1) {
            problems.push(Problem::refuse(
                "sub_process_starts",
                at(element),
                format!("Quy trình con có {} sự kiện bắt đầu.", all(Some(ix))),
                "Quy trình con phải có đúng một sự kiện bắt đầu loại thường.",
                "Xin giữ một sự kiện bắt đầu.",
            ));
        }
    }
}

/// Flows enter and leave only where they may, and never fork without a gateway.
pub(super) fn ways_in_and_out(def: &Definition, sound: &[Ix], problems: &mut Vec<Problem>) {
    for element in sound.iter().map(|&ix| &def.elements[ix]) {
        let (ins, outs) = (element.incoming.len(), element.outgoing.len());
        let (has_no_way_in, has_no_way_out, is_gateway) = match element.kind {
            Kind::Start(_) | Kind::Boundary { .. } => (true, false, false),
            Kind::End(_) => (false, true, false),
            Kind::Exclusive { .. } | Kind::Parallel | Kind::EventBased { .. } => (false, false, true),
            _ => (false, false, false),
        };
        if has_no_way_in && ins > 0 {
            problems.push(Problem::refuse(
                "flow_into_start",
                at(element),
                "Có luồng đi vào sự kiện bắt đầu hoặc sự kiện biên.".to_owned(),
                "Các sự kiện này chỉ có luồng đi ra.",
                "Xin nối luồng vào bước ngay sau đó.",
            ));
        }
        if has_no_way_out && outs > 0 {
            problems.push(Problem::refuse(
                "flow_out_of_end",
                at(element),
                "Có luồng đi ra khỏi sự kiện kết thúc.".to_owned(),
                "Sau kết thúc không còn bước nào.",
                "Xin dùng sự kiện giữa nếu quy trình còn đi tiếp.",
            ));
        }
        if !has_no_way_out && outs == 0 {
            problems.push(Problem::refuse(
                "dead_end",
                at(element),
                "Không có luồng nào đi ra.".to_owned(),
                "Mọi đường đi phải dẫn tới một sự kiện kết thúc.",
                "Xin nối tiếp, hoặc đặt sự kiện kết thúc.",
            ));
        }
        if !is_gateway && outs > 1 {
            problems.push(Problem::refuse(
                "fork_without_gateway",
                at(element),
                format!("Có {outs} luồng đi ra mà không qua cổng."),
                "Chỗ rẽ phải vẽ bằng cổng, để thấy rõ là chọn một hay chạy cả.",
                "Xin đặt cổng loại trừ hoặc cổng song song ngay sau phần tử này.",
            ));
        }
    }
}

/// Everything can be reached from a start, and everything can reach an end.
pub(super) fn reachable(def: &Definition, sound: &[Ix], problems: &mut Vec<Problem>) {
    let starts = (0..def.elements.len()).filter(|&ix| matches!(def.elements[ix].kind, Kind::Start(_)));
    let from_start = spread(def, starts, |ix| {
        let element = &def.elements[ix];
        let flows = element.outgoing.iter().map(|&flow| def.flows[flow].to);
        flows.chain(element.attached.iter().copied()).collect()
    });
    // A dead end has been told of; what leads to it is not at fault.
    let is_end =
        |ix: &Ix| matches!(def.elements[*ix].kind, Kind::End(_)) || def.elements[*ix].outgoing.is_empty();
    let ends = (0..def.elements.len()).filter(is_end);
    let to_end = spread(def, ends, |ix| {
        let flows = def.elements[ix].incoming.iter().map(|&flow| def.flows[flow].from);
        let host = match &def.elements[ix].kind {
            Kind::Boundary { host, .. } => def.by_id.get(host).copied(),
            _ => None,
        };
        flows.chain(host).collect()
    });
    for &ix in sound {
        let element = &def.elements[ix];
        if !from_start.has(ix) {
            problems.push(Problem::refuse(
                "unreachable",
                at(element),
                "Không có đường nào dẫn tới đây.".to_owned(),
                "Mọi phần tử phải đi tới được từ sự kiện bắt đầu cùng khung.",
                "Xin nối luồng tới phần tử này hoặc xóa nó.",
            ));
        } else if !to_end.has(ix) {
            problems.push(Problem::refuse(
                "never_ends",
                at(element),
                "Từ đây không có đường nào tới kết thúc.".to_owned(),
                "Mọi đường đi phải dẫn tới một sự kiện kết thúc cùng khung.",
                "Xin thêm lối ra khỏi vòng lặp hoặc sự kiện kết thúc.",
            ));
        }
    }
}

fn spread(def: &Definition, from: impl Iterator<Item = Ix>, next: impl Fn(Ix) -> Vec<Ix>) -> Elements {
    let mut reached = Elements::none(def);
    let mut todo: Vec<Ix> = from.collect();
    todo.iter().for_each(|&ix| {
        reached.add(ix);
    });
    while let Some(ix) = todo.pop() {
        todo.extend(next(ix).into_iter().filter(|&to| reached.add(to)));
    }
    reached
}

/// Steps of people should say how much of the term they take.
pub(super) fn shares(def: &Definition, problems: &mut Vec<Problem>) {
    for element in &def.elements {
        let Some(task) = element.task() else { continue };
        let is_by_people = matches!(task.kind, TaskKind::User | TaskKind::Manual | TaskKind::Receive(_));
        if is_by_people && task.share.is_none() && task.pause.is_none() {
            problems.push(Problem::warn(
                "no_share",
                at(element),
                "Bước chưa có phần thời gian.".to_owned(),
                "Tổng thời gian các bước được so với thời hạn của thủ tục.",
                "Xin đặt mc:time và mc:time-unit; bước không tính thời gian thì dùng mc:time-unit=\"none\".",
            ));
        }
    }
}
