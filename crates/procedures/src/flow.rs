//! The rules of packs for a process, beside those of the profile: who hands over, who signs, in which order.

use std::collections::{HashMap, HashSet};

use process::{Definition, Kind, Task};

use crate::{Defect, Shared, catalogue, procedure::Procedure};

const FILE: &str = "process.bpmn";

/// Acts a pack may attach to steps, as in the README.
const ACTS: [&str; 11] = [
    "hand_over",
    "assign",
    "collect_fee",
    "appraise",
    "inspect",
    "consult",
    "draft",
    "approve",
    "sign",
    "issue",
    "deliver",
];

/// Everything in the diagram that breaks the rules of packs.
pub(crate) fn check(def: &Definition, procedure: &Procedure, shared: &Shared) -> Vec<Defect> {
    let mut defects = Vec::new();
    for task in def.tasks() {
        step(task, (procedure, shared), &mut defects);
    }
    first_step(def, &mut defects);
    for act in ["issue", "deliver"] {
        let count = with_act(def, act).len();
        if count != 1 {
            defects.push(Defect::new(
                FILE,
                "whole process",
                format!("exactly one step with act {act}"),
                count.to_string(),
            ));
        }
    }
    chain(def, &mut defects);
    decision(def, procedure, &mut defects);
    for term in def.terms() {
        if !procedure.terms.iter().any(|known| known.id == term.as_str()) {
            defects.push(Defect::new(FILE, "mc:term", "the id of a term of procedure.yaml", term.as_str()));
        }
    }
    defects
}

fn step(task: &Task, (procedure, shared): (&Procedure, &Shared), defects: &mut Vec<Defect>) {
    let place = task.element.as_str();
    if !catalogue::has(&shared.catalogue.roles, task.role.as_str()) {
        defects.push(Defect::new(FILE, place, "a role of catalogue.yaml", task.role.as_str()));
    }
    let is_on_other_ground = task.pause.as_ref().is_some_and(|pause| pause.ground == process::Ground::Other);
    if is_on_other_ground && !procedure.clock.names("other") {
        let expected = "the ground named in clock.pauses, for it stops the clock only then";
        defects.push(Defect::new(FILE, place, expected, "other"));
    }
    let Some(act) = task.act.as_ref().map(process::ActName::as_str) else { return };
    if !ACTS.contains(&act) {
        defects.push(Defect::new(FILE, place, format!("an act of {}", ACTS.join(", ")), act));
    }
    let is_for_money =
        task.pause.as_ref().is_some_and(|pause| pause.ground == process::Ground::FinancialDuty);
    if act == "collect_fee" && !is_for_money {
        defects.push(Defect::new(
            FILE,
            place,
            "the clock paused on the ground financial_duty",
            "a running clock",
        ));
    }
    let goes_back = task.outcomes.iter().any(|outcome| outcome.return_to.is_some());
    if matches!(act, "approve" | "sign") && !goes_back {
        defects.push(Defect::new(FILE, place, "an outcome that returns to an earlier step", "none"));
    }
}

fn first_step(def: &Definition, defects: &mut Vec<Defect>) {
    let starts = def
        .elements()
        .iter()
        .filter(|element| matches!(element.kind, Kind::Start(_)) && def.around(element).is_none());
    for start in starts {
        let next = def.flows().iter().map(|flow| def.ends_of(flow)).find(|(from, _)| **from == start.id);
        let first = next.and_then(|(_, to)| def.task(to.as_str()));
        let hands_over =
            first.is_some_and(|task| task.act.as_ref().is_some_and(|act| act.as_str() == "hand_over"));
        if !hands_over {
            let found = first.map_or("no step", |task| task.element.as_str());
            defects.push(Defect::new(FILE, start.id.as_str(), "a first step with act hand_over", found));
        }
    }
}

/// Every way from start to end passes a signature, then the number and seal, then the handing out.
fn chain(def: &Definition, defects: &mut Vec<Defect>) {
    let ends: HashSet<&str> = def
        .elements()
        .iter()
        .filter(|element| matches!(element.kind, Kind::End(_)) && def.around(element).is_none())
        .map(|element| element.id.as_str())
        .collect();
    let order: [(&str, HashSet<&str>); 3] =
        [("sign", with_act(def, "issue")), ("issue", with_act(def, "deliver")), ("deliver", ends)];
    for (needed, goal) in order {
        let reached = reachable_without(def, &with_act(def, needed));
        for id in goal.iter().filter(|id| reached.contains(**id)) {
            defects.push(Defect::new(
                FILE,
                *id,
                format!("every way here to pass a step with act {needed}"),
                "a way around it",
            ));
        }
    }
}

/// The step that decides declares every kind of outcome, and drafts.
fn decision(def: &Definition, procedure: &Procedure, defects: &mut Vec<Defect>) {
    let decided_at = &procedure.outcome.decided_at;
    let Some(task) = def.task(decided_at) else {
        defects.push(Defect::new("procedure.yaml", "outcome.decided_at", "the id of a step", decided_at));
        return;
    };
    if task.act.as_ref().is_none_or(|act| act.as_str() != "draft") {
        let found = task.act.as_ref().map_or("none", process::ActName::as_str);
        defects.push(Defect::new(FILE, decided_at, "the act draft, as in outcome.decided_at", found));
    }
    for kind in &procedure.outcome.kinds {
        if task.outcome(&kind.id).is_none() {
            let place = format!("outcome.kinds.{}", kind.id);
            defects.push(Defect::new(
                "procedure.yaml",
                place,
                format!("an outcome of the step {decided_at}"),
                &kind.id,
            ));
        }
    }
}

fn with_act<'d>(def: &'d Definition, act: &str) -> HashSet<&'d str> {
    let has_act = |task: &&Task| task.act.as_ref().is_some_and(|given| given.as_str() == act);
    def.tasks().filter(has_act).map(|task| task.element.as_str()).collect()
}

/// What can be reached from the start events without entering the forbidden elements.
fn reachable_without<'d>(def: &'d Definition, forbidden: &HashSet<&str>) -> HashSet<&'d str> {
    let mut next: HashMap<&str, Vec<&str>> = HashMap::new();
    for (from, to) in def.flows().iter().map(|flow| def.ends_of(flow)) {
        next.entry(from.as_str()).or_default().push(to.as_str());
    }
    for element in def.elements() {
        if let Kind::Boundary { host, .. } = &element.kind {
            next.entry(host.as_str()).or_default().push(element.id.as_str());
        }
        // A sub-process counts as a step: what is drawn in it is entered and left through it.
        if let (Some(around), Kind::Start(_)) = (def.around(element), &element.kind) {
            next.entry(around.id.as_str()).or_default().push(element.id.as_str());
        }
    }
    let starts = def
        .elements()
        .iter()
        .filter(|element| matches!(element.kind, Kind::Start(_)) && def.around(element).is_none());
    let mut waiting: Vec<&str> = starts.map(|element| element.id.as_str()).collect();
    let mut reached: HashSet<&str> = HashSet::new();
    while let Some(id) = waiting.pop() {
        if !forbidden.contains(id) && reached.insert(id) {
            waiting.extend(next.get(id).into_iter().flatten());
        }
    }
    reached
}
