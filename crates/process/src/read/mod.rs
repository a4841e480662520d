//! From the bytes of a diagram to a [`Definition`], or to the list of everything that is wrong with it.
//!
//! A file with faults is still read to its end: what cannot be understood becomes a plain milestone and is marked, so
//! that the checks of structure go on around it and the author sees all faults at once.

mod element;
mod event;
mod guard;
mod refused;
mod step;
mod unsupported;

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node, ParsingOptions};

use crate::{
    Definition, Element, ElementId, ErrorCode, Flow, MessageName, Problem, Severity, check,
    condition::Condition,
    definition::{Ix, Kind},
    graph,
    problem::Place,
};

pub use guard::{MAX_BYTES, MAX_DEPTH, MAX_NODES};

/// The namespace of BPMN 2.0.
pub(crate) const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// The namespace of this project's attributes.
pub const MC: &str = "urn:motcua:process:1";

/// The most elements of one diagram (_số phần tử tối đa_).
pub const MAX_ELEMENTS: usize = 600;
/// The most flows of one diagram (_số luồng tối đa_).
pub const MAX_FLOWS: usize = 1_200;
const MAX_PROBLEMS: usize = 500;

/// What came of reading a diagram (_kết quả đọc sơ đồ_).
#[derive(Debug, Clone)]
pub struct Reading {
    /// The process, unless the diagram is refused.
    pub definition: Option<Definition>,
    /// Everything found, refusals first.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// The faults for which the diagram is refused.
    pub fn refusals(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Refusal)
    }
}

/// Reads and checks a diagram.
pub fn read(xml: &str) -> Reading {
    if let Err(hostile) = guard::look(xml) {
        return refused_as_a_whole(refused::hostile(hostile));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(xml, options) {
        Ok(document) => document,
        Err(error) => return refused_as_a_whole(refused::malformed(&error)),
    };
    let Some(process) = sole_process(document.root_element()) else {
        return refused_as_a_whole(refused::no_process());
    };
    let mut reader = Reader::new(xml, document.root_element());
    reader.level(process, None);
    reader.finish(process, document.root_element())
}

fn refused_as_a_whole(problem: Problem) -> Reading {
    Reading { definition: None, problems: vec![problem] }
}

/// The one process with content; pools without a process of their own do not count.
fn sole_process<'x>(root: Node<'x, 'x>) -> Option<Node<'x, 'x>> {
    if !root.has_tag_name((BPMN, "definitions")) {
        return None;
    }
    let has_content = |node: &Node<'x, 'x>| node.children().any(|child| is_bpmn(child, "startEvent"));
    let processes = || root.children().filter(|child| is_bpmn(*child, "process"));
    let mut full = processes().filter(has_content);
    match (full.next(), full.next()) {
        (Some(one), None) => Some(one),
        (None, _) if processes().count() == 1 => processes().next(),
        _ => None,
    }
}

pub(crate) fn is_bpmn(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((BPMN, name))
}

/// A flow whose ends are still names.
struct RawFlow {
    flow: Flow,
    from: String,
    to: String,
    inside: Option<Ix>,
}

/// Everything gathered while walking the tree.
pub(crate) struct Reader {
    line_starts: Vec<usize>,
    messages: HashMap<String, MessageName>,
    errors: HashMap<String, ErrorCode>,
    elements: Vec<Element>,
    by_id: HashMap<ElementId, Ix>,
    flows: Vec<RawFlow>,
    ids_of_flows: HashSet<String>,
    foreign: HashSet<String>,
    pub(crate) problems: Vec<Problem>,
    /// Elements already found faulty: the checks of structure say nothing more about them.
    faulty: HashSet<Ix>,
}

impl Reader {
    fn new(xml: &str, root: Node<'_, '_>) -> Self {
        let line_starts = std::iter::once(0).chain(xml.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let named = |kind: &'static str, what: &'static str| {
            let nodes = root.children().filter(move |node| is_bpmn(*node, kind));
            nodes.filter_map(move |node| Some((node.attribute("id")?.to_owned(), node.attribute(what)?)))
        };
        Self {
            line_starts,
            messages: named("message", "name").map(|(id, name)| (id, name.into())).collect(),
            errors: named("error", "errorCode").map(|(id, code)| (id, code.into())).collect(),
            elements: Vec::new(),
            by_id: HashMap::new(),
            flows: Vec::new(),
            ids_of_flows: HashSet::new(),
            foreign: HashSet::new(),
            problems: Vec::new(),
            faulty: HashSet::new(),
        }
    }

    /// Reads what is drawn directly in a process or a sub-process.
    fn level(&mut self, container: Node<'_, '_>, inside: Option<Ix>) {
        for node in container.children().filter(Node::is_element) {
            if self.elements.len() >= MAX_ELEMENTS || self.flows.len() >= MAX_FLOWS {
                let is_said = self.problems.iter().any(|problem| problem.code == "too_many_elements");
                if !is_said {
                    self.problems.push(refused::too_many_elements());
                }
                return;
            }
            match (node.tag_name().namespace(), node.tag_name().name()) {
                (Some(BPMN), "sequenceFlow") => self.flow(node, inside),
                (Some(BPMN), name) if refused::is_drawing(name) || refused::is_part_of_an_element(name) => {}
                (Some(BPMN), _) => self.element(node, inside),
                (Some(MC), _) => self.problems.push(refused::misplaced_extension(self.place(node))),
                _ => {}
            }
        }
    }

    fn flow(&mut self, node: Node<'_, '_>, inside: Option<Ix>) {
        let at = self.place(node);
        self.known_attributes(node, &["term"]);
        let id = self.id_of(node);
        let condition = node
            .children()
            .find(|child| is_bpmn(*child, "conditionExpression"))
            .and_then(|child| self.expression(&text_of(child), at.clone()));
        let name = node.attribute("name").unwrap_or_default().to_owned();
        let term = self.word(node, "term").map(|term| term.as_str().into());
        let line = at.line.unwrap_or_default();
        let flow = Flow { id: id.clone(), name, condition, term, line, from: 0, to: 0, is_back: false };
        let end = |attribute| node.attribute(attribute).unwrap_or_default().to_owned();
        if self.by_id.contains_key(&id) || !self.ids_of_flows.insert(id.to_string()) {
            self.problems.push(refused::double_id(at));
        }
        self.flows.push(RawFlow { flow, from: end("sourceRef"), to: end("targetRef"), inside });
    }

    /// A condition that parses; a fault otherwise.
    fn expression(&mut self, text: &str, at: Place) -> Option<Condition> {
        match Condition::parse(text) {
            Ok(condition) => Some(condition),
            Err(reason) => {
                self.problems.push(refused::condition(at, text, &reason));
                None
            }
        }
    }

    fn finish(mut self, process: Node<'_, '_>, root: Node<'_, '_>) -> Reading {
        let raw = std::mem::take(&mut self.flows);
        let flows: Vec<Flow> = raw.into_iter().filter_map(|flow| self.joined(flow)).collect();
        for (ix, flow) in flows.iter().enumerate() {
            self.elements[flow.from].outgoing.push(ix);
            self.elements[flow.to].incoming.push(ix);
        }
        self.attach_boundaries();
        let mut definition = Definition {
            id: process.attribute("id").unwrap_or("process").into(),
            name: process.attribute("name").unwrap_or_default().to_owned(),
            elements: self.elements,
            flows,
            by_id: self.by_id,
            has_picture: root.children().any(|node| node.tag_name().name() == "BPMNDiagram"),
        };
        graph::mark_loops(&mut definition);
        let mut problems = self.problems;
        problems.extend(check::check(&definition, &self.faulty));
        problems.sort_by(|a, b| b.severity.cmp(&a.severity).then(a.line.cmp(&b.line)));
        problems.truncate(MAX_PROBLEMS);
        let is_refused = problems.iter().any(|problem| problem.severity == Severity::Refusal);
        Reading { definition: (!is_refused).then_some(definition), problems }
    }

    fn joined(&mut self, raw: RawFlow) -> Option<Flow> {
        let at = Place {
            element: Some(raw.flow.id.clone()),
            name: Some(raw.flow.name.clone()),
            line: Some(raw.flow.line),
        };
        let (Some(&from), Some(&to)) = (self.by_id.get(raw.from.as_str()), self.by_id.get(raw.to.as_str()))
        else {
            self.problems.push(refused::loose_flow(at, &raw.from, &raw.to));
            return None;
        };
        if [from, to].iter().any(|&ix| self.elements[ix].inside != raw.inside) {
            self.problems.push(refused::flow_across_levels(at));
            return None;
        }
        Some(Flow { from, to, ..raw.flow })
    }

    fn attach_boundaries(&mut self) {
        for ix in 0..self.elements.len() {
            let Kind::Boundary { host, .. } = &self.elements[ix].kind else { continue };
            match self.by_id.get(host.as_str()) {
                Some(&on)
                    if self.elements[on].is_activity()
                        && self.elements[on].inside == self.elements[ix].inside =>
                {
                    self.elements[on].attached.push(ix);
                }
                // What it is drawn on has its own fault.
                Some(on) if self.faulty.contains(on) => {
                    self.faulty.insert(ix);
                }
                _ => {
                    let problem = refused::boundary_on_nothing(check::at(&self.elements[ix]), host.as_str());
                    self.problems.push(problem);
                    self.faulty.insert(ix);
                }
            }
        }
    }

    /// The id of a node; a made-up one, and a fault, if it has none.
    fn id_of(&mut self, node: Node<'_, '_>) -> ElementId {
        match node.attribute("id") {
            Some(id) if !id.is_empty() => id.into(),
            _ => {
                self.problems.push(refused::no_id(self.place(node), node.tag_name().name()));
                ElementId::from(format!("?{}", node.id().get()).as_str())
            }
        }
    }

    pub(crate) fn place(&self, node: Node<'_, '_>) -> Place {
        let line = self.line_starts.partition_point(|&start| start <= node.range().start);
        Place {
            element: node.attribute("id").map(Into::into),
            name: node.attribute("name").map(str::to_owned),
            line: u32::try_from(line).ok(),
        }
    }
}

/// All text directly inside a node.
pub(crate) fn text_of(node: Node<'_, '_>) -> String {
    let texts = node.children().filter(|child| child.is_text()).filter_map(|child| child.text());
    texts.collect::<String>().trim().to_owned()
}
