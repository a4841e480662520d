//! The process as read from its diagram: elements and flows.

use std::{collections::HashMap, sync::Arc};

use crate::{
    ActName, ElementId, ErrorCode, MessageName, TermId, VariableName,
    condition::Condition,
    step::{Pause, Share, Task},
};

/// Position of an element in [`Definition::elements`].
pub(crate) type Ix = usize;
/// Position of a flow in [`Definition::flows`].
pub(crate) type FlowIx = usize;

/// A process that may run (_quy trình_). Made by [`crate::read`] only, so it is always sound.
#[derive(Debug, Clone)]
pub struct Definition {
    pub(crate) id: ElementId,
    pub(crate) name: String,
    pub(crate) elements: Vec<Element>,
    pub(crate) flows: Vec<Flow>,
    pub(crate) by_id: HashMap<ElementId, Ix>,
    pub(crate) has_picture: bool,
}

/// One element of the diagram (_phần tử_).
#[derive(Debug, Clone)]
pub struct Element {
    /// Its id in the file.
    pub id: ElementId,
    /// Its name as drawn; may be empty.
    pub name: Arc<str>,
    /// The text of its `documentation`, if any.
    pub documentation: Option<String>,
    /// Line in the file, from 1.
    pub line: u32,
    /// What it is.
    pub kind: Kind,
    /// Set when the element runs once per item of a list.
    pub many: Option<Many>,
    /// The sub-process it is drawn in.
    pub(crate) inside: Option<Ix>,
    pub(crate) outgoing: Vec<FlowIx>,
    pub(crate) incoming: Vec<FlowIx>,
    /// Boundary events drawn on it.
    pub(crate) attached: Vec<Ix>,
}

/// The kinds of elements of the profile (_loại phần tử_).
#[derive(Debug, Clone)]
pub enum Kind {
    /// Where a process or a sub-process begins.
    Start(Option<Trigger>),
    /// Where a path ends.
    End(End),
    /// A step.
    Task(Task),
    /// An embedded sub-process.
    SubProcess {
        /// The term that applies from here on.
        term: Option<TermId>,
    },
    /// One of several ways, by conditions.
    Exclusive {
        /// The flow taken when no condition is true.
        default: Option<ElementId>,
    },
    /// All ways at once, or waiting for all.
    Parallel,
    /// One of several ways, by what happens first.
    EventBased {
        /// Set when the legal clock stands still meanwhile.
        pause: Option<Pause>,
    },
    /// A wait in the middle of a path.
    Catch {
        /// What is waited for.
        trigger: Trigger,
        /// Set when the legal clock stands still meanwhile.
        pause: Option<Pause>,
    },
    /// A message sent, or a milestone.
    Throw {
        /// The message, if one is sent.
        message: Option<MessageName>,
        /// The domain act attached to it.
        act: Option<ActName>,
    },
    /// What may happen while a step is open.
    Boundary {
        /// The step.
        host: ElementId,
        /// What may happen.
        trigger: Trigger,
        /// Whether the step is then broken off.
        interrupting: bool,
    },
}

/// What an event waits for (_sự kiện_).
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A message.
    Message(MessageName),
    /// A moment.
    Timer(Due),
    /// An error of the step; without a code, any.
    Error(Option<ErrorCode>),
}

/// When a timer is due (_hạn của bộ hẹn giờ_).
#[derive(Debug, Clone)]
pub enum Due {
    /// After this much time of the working calendar.
    Working(Share),
    /// After this ISO 8601 duration of elapsed time.
    Elapsed(Arc<str>),
    /// At this date or date-time.
    At(Arc<str>),
    /// At the date or date-time this expression gives.
    Computed(Condition),
}

/// How a path ends (_kết thúc_).
#[derive(Debug, Clone)]
pub struct End {
    /// The way it ends.
    pub how: EndKind,
    /// The domain act attached to it.
    pub act: Option<ActName>,
}

/// The ways a path may end (_loại kết thúc_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndKind {
    /// Only this path.
    None,
    /// With an error for whoever is around.
    Error(ErrorCode),
    /// Everything in this process or sub-process.
    Terminate,
}

/// A step done once per item of a list (_bước lặp theo danh sách_).
#[derive(Debug, Clone)]
pub struct Many {
    /// One after the other instead of all at once.
    pub is_sequential: bool,
    /// The list.
    pub collection: Condition,
    /// The variable that gathers what each instance gave.
    pub collect: Option<VariableName>,
    /// True ends the rest early.
    pub completion: Option<Condition>,
}

/// A flow between two elements (_luồng_).
#[derive(Debug, Clone)]
pub struct Flow {
    /// Its id in the file.
    pub id: ElementId,
    /// Its name as drawn; may be empty.
    pub name: String,
    /// When it is taken.
    pub condition: Option<Condition>,
    /// The term that applies from here on.
    pub term: Option<TermId>,
    /// Line in the file, from 1.
    pub line: u32,
    pub(crate) from: Ix,
    pub(crate) to: Ix,
    /// It closes a loop.
    pub(crate) is_back: bool,
}

impl Definition {
    /// The id of the process in the file.
    pub fn id(&self) -> &ElementId {
        &self.id
    }

    /// The name of the process.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All elements, in the order of the file.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// All flows, in the order of the file.
    pub fn flows(&self) -> &[Flow] {
        &self.flows
    }

    /// The element with this id.
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.by_id.get(id).map(|&ix| &self.elements[ix])
    }

    /// The step with this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.element(id)?.task()
    }

    /// All steps, in the order of the file.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.elements.iter().filter_map(Element::task)
    }

    /// Every term the diagram mentions, each once, in the order of the file.
    pub fn terms(&self) -> Vec<&TermId> {
        let of_elements = self.elements.iter().filter_map(|e| e.kind.term());
        let of_flows = self.flows.iter().filter_map(|f| f.term.as_ref());
        let mut terms = Vec::new();
        for term in of_elements.chain(of_flows) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        terms
    }

    /// The ids of the elements a flow joins.
    pub fn ends_of(&self, flow: &Flow) -> (&ElementId, &ElementId) {
        (&self.elements[flow.from].id, &self.elements[flow.to].id)
    }

    /// Whether the file has a picture (BPMN DI).
    pub fn has_picture(&self) -> bool {
        self.has_picture
    }

    /// The sub-process an element is drawn in.
    pub fn around(&self, element: &Element) -> Option<&Element> {
        element.inside.map(|ix| &self.elements[ix])
    }

    pub(crate) fn starts_in(&self, scope: Option<Ix>) -> impl Iterator<Item = Ix> {
        (0..self.elements.len()).filter(move |&ix| {
            self.elements[ix].inside == scope && matches!(self.elements[ix].kind, Kind::Start(_))
        })
    }
}

impl Element {
    /// The step, if it is one.
    pub fn task(&self) -> Option<&Task> {
        match &self.kind {
            Kind::Task(task) => Some(task),
            _ => None,
        }
    }

    /// Steps and sub-processes: what may hold boundary events and be returned to.
    pub fn is_activity(&self) -> bool {
        matches!(self.kind, Kind::Task(_) | Kind::SubProcess { .. })
    }

    pub(crate) fn pause(&self) -> Option<&Pause> {
        match &self.kind {
            Kind::Task(task) => task.pause.as_ref(),
            Kind::EventBased { pause } | Kind::Catch { pause, .. } => pause.as_ref(),
            _ => None,
        }
    }
}

impl Kind {
    pub(crate) fn term(&self) -> Option<&TermId> {
        match self {
            Self::Task(task) => task.term.as_ref(),
            Self::SubProcess { term } => term.as_ref(),
            _ => None,
        }
    }
}
