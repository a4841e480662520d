//! The longest way through a process, to hold the steps' shares against the term (_tổng thời gian các bước_).
//!
//! Each step has its own term, and together they may not exceed the term of the procedure; where the process changes
//! the term, the ways behind the change are held against the new one.

use std::collections::BTreeMap;

use crate::{
    Definition, ElementId, Kind, Task, TermId,
    definition::{FlowIx, Ix},
    graph,
};

/// The longest way that ends under one term (_đường dài nhất_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongestPath {
    /// The term; none is the procedure's usual one.
    pub term: Option<TermId>,
    /// What its steps take together.
    pub minutes: u64,
    /// Its steps, in order.
    pub steps: Vec<ElementId>,
}

/// The longest way for each term under which the process may end.
///
/// Of parallel branches the longest counts; a loop, a list and a return count once; steps during which the legal clock
/// stands still count nothing. What follows a boundary event counts after the whole of its step.
pub fn longest_paths(def: &Definition, minutes: impl Fn(&Task) -> u64) -> Vec<LongestPath> {
    let mut ways = Ways { def, minutes, order: graph::in_order(def), links: Vec::new() };
    let entry = Best::from([(None, Way { minutes: 0, last: None })]);
    let ends = ways.through(None, entry);
    ends.into_iter()
        .map(|(term, way)| LongestPath { term, minutes: way.minutes, steps: ways.steps(way.last) })
        .collect()
}

/// The longest way to one point, for each term that may apply there.
type Best = BTreeMap<Option<TermId>, Way>;

#[derive(Debug, Clone, Copy)]
struct Way {
    minutes: u64,
    /// Its last step, in [`Ways::links`].
    last: Option<usize>,
}

struct Link {
    element: Ix,
    before: Option<usize>,
}

struct Ways<'a, F> {
    def: &'a Definition,
    minutes: F,
    order: Vec<Ix>,
    links: Vec<Link>,
}

impl<F: Fn(&Task) -> u64> Ways<'_, F> {
    /// From the start of a level to its ends.
    fn through(&mut self, level: Option<Ix>, entry: Best) -> Best {
        let mut after: BTreeMap<Ix, Best> = BTreeMap::new();
        let mut ends = Best::new();
        let on_level = |ix: &Ix| self.def.elements[*ix].inside == level;
        for ix in self.order.iter().copied().filter(on_level).collect::<Vec<_>>() {
            let before = match &self.def.elements[ix].kind {
                Kind::Start(_) => entry.clone(),
                Kind::Boundary { host, .. } => {
                    self.def.by_id.get(host).and_then(|host| after.get(host)).cloned().unwrap_or_default()
                }
                _ => self.arriving(ix, &after),
            };
            let here = self.along(ix, before);
            if matches!(self.def.elements[ix].kind, Kind::End(_)) {
                longest(&mut ends, here);
            } else {
                after.insert(ix, here);
            }
        }
        ends
    }

    fn arriving(&self, ix: Ix, after: &BTreeMap<Ix, Best>) -> Best {
        let along = |flow: &FlowIx| {
            let flow = &self.def.flows[*flow];
            after.get(&flow.from).map(|best| under(flow.term.as_ref(), best.clone()))
        };
        let forward = self.def.elements[ix].incoming.iter().filter(|&&flow| !self.def.flows[flow].is_back);
        let arriving: Vec<Best> = forward.filter_map(along).collect();
        if graph::is_join(self.def, ix) {
            return joined(&arriving);
        }
        let mut all = Best::new();
        arriving.into_iter().for_each(|best| longest(&mut all, best));
        all
    }

    /// Through one element.
    fn along(&mut self, ix: Ix, before: Best) -> Best {
        let kind = &self.def.elements[ix].kind;
        let before = under(kind.term(), before);
        match kind {
            Kind::SubProcess { .. } => self.through(Some(ix), before),
            Kind::Task(task) => {
                let minutes = if task.pause.is_some() { 0 } else { (self.minutes)(task) };
                before
                    .into_iter()
                    .map(|(term, way)| {
                        self.links.push(Link { element: ix, before: way.last });
                        let minutes = way.minutes.saturating_add(minutes);
                        (term, Way { minutes, last: Some(self.links.len() - 1) })
                    })
                    .collect()
            }
            _ => before,
        }
    }

    fn steps(&self, mut last: Option<usize>) -> Vec<ElementId> {
        let mut steps = Vec::new();
        while let Some(link) = last.map(|at| &self.links[at]) {
            steps.push(self.def.elements[link.element].id.clone());
            last = link.before;
        }
        steps.reverse();
        steps
    }
}

/// The same ways once another term applies.
fn under(term: Option<&TermId>, best: Best) -> Best {
    let Some(term) = term else { return best };
    let longest = best.into_values().max_by_key(|way| way.minutes);
    longest.map(|way| (Some(term.clone()), way)).into_iter().collect()
}

fn longest(all: &mut Best, more: Best) {
    for (term, way) in more {
        let known = all.entry(term).or_insert(way);
        if way.minutes > known.minutes {
            *known = way;
        }
    }
}

/// Behind a join a term applies if one branch brings it; the usual one only if all branches may.
fn joined(branches: &[Best]) -> Best {
    let terms = branches.iter().flat_map(|branch| branch.keys().cloned());
    let is_possible =
        |term: &Option<TermId>| term.is_some() || branches.iter().all(|branch| branch.contains_key(&None));
    let mut all = Best::new();
    for term in terms.filter(is_possible) {
        let of_branch = |branch: &Best| {
            let own = branch.get(&term).into_iter().chain(branch.get(&None)).max_by_key(|way| way.minutes);
            own.or_else(|| branch.values().max_by_key(|way| way.minutes)).copied()
        };
        if let Some(way) = branches.iter().filter_map(of_branch).max_by_key(|way| way.minutes) {
            all.insert(term, way);
        }
    }
    all
}
