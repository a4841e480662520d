//! Reads one element: which kind it is, and what all kinds have in common.

use roxmltree::Node;

use super::{BPMN, MC, Reader, is_bpmn, refused, text_of};
use crate::{
    Element, End, Kind,
    definition::{Ix, Many},
    step::TaskKind,
};

/// Namespaces that carry colours and fonts, not behaviour.
const LOOKS: [&str; 4] = [
    "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://bpmn.io/schema/bpmn",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "http://www.w3.org/2001/XMLSchema-instance",
];

impl Reader {
    pub(super) fn element(&mut self, node: Node<'_, '_>, inside: Option<Ix>) {
        let at = self.place(node);
        let faults_before = self.problems.len();
        let id = self.id_of(node);
        let ix = self.elements.len();
        if self.ids_of_flows.contains(id.as_str()) || self.by_id.insert(id.clone(), ix).is_some() {
            self.problems.push(refused::double_id(at.clone()));
        }
        self.foreign_extensions(node);
        let kind = self.kind(node).unwrap_or_else(|| {
            self.faulty.insert(ix);
            Kind::Throw { message: None, act: None }
        });
        let many = self.many(node, &kind);
        self.parts_of(node);
        let documentation = node.children().find(|child| is_bpmn(*child, "documentation")).map(text_of);
        let is_level = matches!(kind, Kind::SubProcess { .. });
        self.elements.push(Element {
            id,
            name: at.name.unwrap_or_default().into(),
            documentation: documentation.filter(|text| !text.is_empty()),
            line: at.line.unwrap_or_default(),
            kind,
            many,
            inside,
            outgoing: Vec::new(),
            incoming: Vec::new(),
            attached: Vec::new(),
        });
        if self.problems[faults_before..].iter().any(|problem| problem.code == "unsupported") {
            self.faulty.insert(ix);
        }
        if is_level {
            self.level(node, Some(ix));
        }
    }

    /// None if it is outside the profile; the fault has then been noted.
    fn kind(&mut self, node: Node<'_, '_>) -> Option<Kind> {
        Some(match node.tag_name().name() {
            "startEvent" => self.start(node)?,
            "endEvent" => self.end(node)?,
            "userTask" => self.task(node, TaskKind::User)?,
            "manualTask" => self.task(node, TaskKind::Manual)?,
            "receiveTask" => {
                let message = match node.attribute("messageRef") {
                    Some(reference) => Some(self.message(node, reference)?),
                    None => None,
                };
                self.task(node, TaskKind::Receive(message))?
            }
            "serviceTask" => self.task(node, TaskKind::Service)?,
            "callActivity" => {
                let called = node.attribute("calledElement").unwrap_or_default();
                if called.is_empty() {
                    self.problems.push(refused::call_without_procedure(self.place(node)));
                    return None;
                }
                self.task(node, TaskKind::Call(called.into()))?
            }
            "subProcess" => self.sub_process(node)?,
            "exclusiveGateway" => {
                self.known_attributes(node, &[]);
                Kind::Exclusive { default: node.attribute("default").map(Into::into) }
            }
            "parallelGateway" => {
                self.known_attributes(node, &[]);
                Kind::Parallel
            }
            "eventBasedGateway" => self.event_based(node)?,
            "intermediateCatchEvent" => self.catch(node)?,
            "intermediateThrowEvent" => self.throw(node)?,
            "boundaryEvent" => self.boundary(node)?,
            name => {
                self.problems.push(refused::unsupported(self.place(node), name));
                return None;
            }
        })
    }

    fn sub_process(&mut self, node: Node<'_, '_>) -> Option<Kind> {
        self.known_attributes(node, &["term"]);
        if node.attribute("triggeredByEvent") == Some("true") {
            self.problems.push(refused::unsupported(self.place(node), "eventSubProcess"));
            return None;
        }
        Some(Kind::SubProcess { term: self.word(node, "term").map(|term| term.as_str().into()) })
    }

    fn event_based(&mut self, node: Node<'_, '_>) -> Option<Kind> {
        self.known_attributes(node, &["clock", "ground", "basis"]);
        let is_plain = node.attribute("instantiate") != Some("true")
            && node.attribute("eventGatewayType").is_none_or(|kind| kind == "Exclusive");
        if !is_plain {
            self.problems.push(refused::unsupported(self.place(node), "startingEventGateway"));
            return None;
        }
        Some(Kind::EventBased { pause: self.pause(node) })
    }

    fn end(&mut self, node: Node<'_, '_>) -> Option<Kind> {
        self.known_attributes(node, &["act"]);
        let act = self.word(node, "act").map(|act| act.as_str().into());
        Some(Kind::End(End { how: self.end_kind(node)?, act }))
    }

    fn many(&mut self, node: Node<'_, '_>, kind: &Kind) -> Option<Many> {
        let list = node.children().find(|child| is_bpmn(*child, "multiInstanceLoopCharacteristics"))?;
        let at = self.place(node);
        if !matches!(kind, Kind::Task(_) | Kind::SubProcess { .. }) {
            return None;
        }
        self.known_attributes(list, &["collection", "collect"]);
        let Some(collection) = list.attribute((MC, "collection")) else {
            self.problems.push(refused::list_without_collection(at));
            return None;
        };
        let collection = self.expression(collection, at.clone())?;
        let completion = list
            .children()
            .find(|child| is_bpmn(*child, "completionCondition"))
            .and_then(|child| self.expression(&text_of(child), at.clone()));
        let collect = self.word(list, "collect").map(|name| name.as_str().into());
        let is_sequential = list.attribute("isSequential") == Some("true");
        Some(Many { is_sequential, collection, collect, completion })
    }

    /// Refuses children that would change how the element runs.
    fn parts_of(&mut self, node: Node<'_, '_>) {
        let is_level = is_bpmn(node, "subProcess");
        for child in node.children().filter(Node::is_element) {
            let name = child.tag_name().name();
            let is_known = refused::is_part_of_an_element(name) || name.ends_with("EventDefinition");
            match child.tag_name().namespace() {
                Some(BPMN) if !is_known && !is_level => {
                    self.problems.push(refused::unsupported(self.place(node), name));
                }
                Some(BPMN) if is_level && name == "standardLoopCharacteristics" => {
                    self.problems.push(refused::unsupported(self.place(node), name));
                }
                _ => {}
            }
        }
    }

    /// Says once per namespace that attributes of another engine are passed over.
    fn foreign_extensions(&mut self, node: Node<'_, '_>) {
        let extensions = node.children().filter(|child| is_bpmn(*child, "extensionElements"));
        let of_elements =
            extensions.flat_map(|holder| holder.children()).filter_map(|e| e.tag_name().namespace());
        let of_attributes = node.attributes().filter_map(|attribute| attribute.namespace());
        for namespace in of_elements.chain(of_attributes) {
            let is_ours = namespace == MC || namespace == BPMN || LOOKS.contains(&namespace);
            if !is_ours && self.foreign.insert(namespace.to_owned()) {
                self.problems.push(refused::foreign(self.place(node), namespace));
            }
        }
    }
}
