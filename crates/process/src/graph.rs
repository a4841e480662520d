//! The diagram as a graph: what comes before what.
//!
//! "Before" is judged without the flows that close a loop, so it is an order even in a process with loops. A boundary
//! event comes after the step it is drawn on. A sub-process is one node in its own level.

use crate::definition::{Definition, FlowIx, Ix, Kind};

/// A set of elements.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Elements(Vec<u64>);

impl Elements {
    pub(crate) fn none(of: &Definition) -> Self {
        Self(vec![0; of.elements.len().div_ceil(64)])
    }

    pub(crate) fn has(&self, ix: Ix) -> bool {
        self.0[ix / 64] & (1 << (ix % 64)) != 0
    }

    /// Adds it; false if it was there.
    pub(crate) fn add(&mut self, ix: Ix) -> bool {
        let is_new = !self.has(ix);
        self.0[ix / 64] |= 1 << (ix % 64);
        is_new
    }

    pub(crate) fn add_all(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(mine, theirs)| *mine |= theirs);
    }

    pub(crate) fn keep(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(mine, theirs)| *mine &= theirs);
    }
}

/// Marks the flows that close a loop. Deterministic: starts and flows in the order of the file.
pub(crate) fn mark_loops(def: &mut Definition) {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        Open,
        Done,
    }
    let mut seen = vec![Seen::No; def.elements.len()];
    let starts = (0..def.elements.len()).filter(|&ix| matches!(def.elements[ix].kind, Kind::Start(_)));
    let others = 0..def.elements.len();
    for root in starts.chain(others).collect::<Vec<_>>() {
        if seen[root] != Seen::No {
            continue;
        }
        seen[root] = Seen::Open;
        let mut path = vec![(root, 0)];
        while let Some((ix, nth)) = path.last_mut() {
            let at = *ix;
            let Some(step) = step_out(def, at, *nth) else {
                seen[at] = Seen::Done;
                path.pop();
                continue;
            };
            *nth += 1;
            match (seen[step.to], step.flow) {
                (Seen::No, _) => {
                    seen[step.to] = Seen::Open;
                    path.push((step.to, 0));
                }
                (Seen::Open, Some(flow)) => def.flows[flow].is_back = true,
                _ => {}
            }
        }
    }
}

struct StepOut {
    to: Ix,
    flow: Option<FlowIx>,
}

/// The nth way out of an element: its flows, then its boundary events.
fn step_out(def: &Definition, from: Ix, nth: usize) -> Option<StepOut> {
    let element = &def.elements[from];
    match element.outgoing.get(nth) {
        Some(&flow) => Some(StepOut { to: def.flows[flow].to, flow: Some(flow) }),
        None => {
            let &to = element.attached.get(nth - element.outgoing.len())?;
            Some(StepOut { to, flow: None })
        }
    }
}

/// All elements of one order: each after everything before it.
pub(crate) fn in_order(def: &Definition) -> Vec<Ix> {
    let mut waiting_for: Vec<usize> = (0..def.elements.len()).map(|ix| before(def, ix).count()).collect();
    let mut order: Vec<Ix> = (0..def.elements.len()).filter(|&ix| waiting_for[ix] == 0).collect();
    let mut next = 0;
    while next < order.len() {
        for to in after(def, order[next]) {
            waiting_for[to] -= 1;
            if waiting_for[to] == 0 {
                order.push(to);
            }
        }
        next += 1;
    }
    order
}

/// What directly follows, loops left out.
pub(crate) fn after(def: &Definition, ix: Ix) -> impl Iterator<Item = Ix> {
    let element = &def.elements[ix];
    let flows = element.outgoing.iter().map(|&flow| &def.flows[flow]).filter(|flow| !flow.is_back);
    flows.map(|flow| flow.to).chain(element.attached.iter().copied())
}

/// What directly precedes, loops left out.
pub(crate) fn before(def: &Definition, ix: Ix) -> impl Iterator<Item = Ix> {
    let element = &def.elements[ix];
    let flows = element.incoming.iter().map(|&flow| &def.flows[flow]).filter(|flow| !flow.is_back);
    let host = match &element.kind {
        Kind::Boundary { host, .. } => def.by_id.get(host).copied(),
        _ => None,
    };
    flows.map(|flow| flow.from).chain(host)
}

/// The element and everything after it, loops left out.
pub(crate) fn downstream(def: &Definition, from: Ix) -> Elements {
    downstream_of_any(def, vec![from])
}

fn downstream_of_any(def: &Definition, mut todo: Vec<Ix>) -> Elements {
    let mut reached = Elements::none(def);
    for &ix in &todo {
        reached.add(ix);
    }
    while let Some(ix) = todo.pop() {
        todo.extend(after(def, ix).filter(|&to| reached.add(to)));
    }
    reached
}

/// For each element: itself and everything before it, loops left out.
pub(crate) fn upstream_of_all(def: &Definition) -> Vec<Elements> {
    let mut all = vec![Elements::none(def); def.elements.len()];
    for ix in in_order(def) {
        let mut set = Elements::none(def);
        before(def, ix).for_each(|earlier| set.add_all(&all[earlier]));
        set.add(ix);
        all[ix] = set;
    }
    all
}

/// Why a step may not be returned to from another (_không trả lại được_).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoReturn {
    NotAnActivity,
    NotEarlier,
    IntoParallel,
}

/// Whether work at `from` may go back to `to`, both on one level.
///
/// A return into a parallel block would leave its join waiting for a branch that has long been done. Work that a boundary
/// event began beside its step is not later than the step, so it cannot return to it.
pub(crate) fn may_return(def: &Definition, from: Ix, to: Ix) -> Result<(), NoReturn> {
    if !def.elements[to].is_activity() {
        return Err(NoReturn::NotAnActivity);
    }
    let again = downstream(def, to);
    if from == to || !follows(def, from, to) {
        return Err(NoReturn::NotEarlier);
    }
    let joins_with_another_branch = (0..def.elements.len())
        .filter(|&join| again.has(join) && is_join(def, join))
        .filter(|&join| before(def, join).any(|other| !again.has(other)))
        .collect();
    if downstream_of_any(def, joins_with_another_branch).has(from) {
        Err(NoReturn::IntoParallel)
    } else {
        Ok(())
    }
}

/// Whether an element comes after another, and not only beside it.
fn follows(def: &Definition, later: Ix, earlier: Ix) -> bool {
    let is_beside = |ix: Ix| matches!(def.elements[ix].kind, Kind::Boundary { interrupting: false, .. });
    let mut reached = Elements::none(def);
    let mut todo = vec![earlier];
    while let Some(ix) = todo.pop() {
        todo.extend(after(def, ix).filter(|&to| !is_beside(to) && reached.add(to)));
    }
    reached.has(later)
}

/// A parallel gateway that waits for several flows.
pub(crate) fn is_join(def: &Definition, ix: Ix) -> bool {
    matches!(def.elements[ix].kind, Kind::Parallel) && def.elements[ix].incoming.len() > 1
}
