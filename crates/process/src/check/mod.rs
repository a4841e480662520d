//! Checks of a diagram as a whole: can everything be reached, does everything end, can every join complete.

mod conditions;
mod joins;
mod returns;
mod structure;

use std::collections::HashSet;

use crate::{
    Definition, Element, Problem,
    definition::{Flow, Ix},
    problem::Place,
};

/// All faults of structure. Elements in `faulty` have had theirs said; they only keep the paths whole.
pub(crate) fn check(def: &Definition, faulty: &HashSet<Ix>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sound: Vec<Ix> = (0..def.elements.len()).filter(|ix| !faulty.contains(ix)).collect();
    structure::starts(def, &mut problems);
    structure::ways_in_and_out(def, &sound, &mut problems);
    structure::reachable(def, &sound, &mut problems);
    structure::shares(def, &mut problems);
    conditions::of_flows(def, &sound, &mut problems);
    conditions::mentions(def, &mut problems);
    conditions::choices(def, &sound, &mut problems);
    joins::joins(def, &mut problems);
    joins::event_gateways(def, &sound, &mut problems);
    joins::loops_without_a_wait(def, &mut problems);
    returns::returns(def, &mut problems);
    returns::errors(def, &sound, &mut problems);
    if !def.has_picture {
        problems.push(Problem::warn(
            "no_picture",
            Place::default(),
            "Tệp không có hình vẽ (BPMN DI).".to_owned(),
            "Trình xem cần tọa độ của các phần tử.",
            "Hệ thống có thể tự sắp hình; cũng có thể mở bằng trình vẽ rồi lưu lại.",
        ));
    }
    problems
}

/// Where an element is.
pub(crate) fn at(element: &Element) -> Place {
    Place {
        element: Some(element.id.clone()),
        name: Some(element.name.to_string()),
        line: Some(element.line),
    }
}

fn at_flow(flow: &Flow) -> Place {
    Place { element: Some(flow.id.clone()), name: Some(flow.name.clone()), line: Some(flow.line) }
}

/// How a person calls an element: its name, or its id when it has none.
fn called(element: &Element) -> &str {
    if element.name.is_empty() { element.id.as_str() } else { &element.name }
}
