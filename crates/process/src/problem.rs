//! What is wrong with a diagram, said to the person who drew it.

use std::fmt;

use crate::ElementId;

/// One fault of a diagram (_lỗi của sơ đồ_).
///
/// The three sentences are Vietnamese: what was found, what was expected, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the diagram can still be used.
    pub severity: Severity,
    /// Stable code, for tests and for pages that explain more.
    pub code: &'static str,
    /// The element the fault is at; none when it is the file as a whole.
    pub element: Option<ElementId>,
    /// The name of that element as drawn.
    pub name: Option<String>,
    /// Line in the file, from 1.
    pub line: Option<u32>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// How to mend it.
    pub remedy: String,
}

/// How grave a fault is (_mức độ_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The diagram works, but somebody should look.
    Warning,
    /// The diagram is refused.
    Refusal,
}

/// Where a fault is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) element: Option<ElementId>,
    pub(crate) name: Option<String>,
    pub(crate) line: Option<u32>,
}

impl Problem {
    pub(crate) fn refuse(code: &'static str, at: Place, found: String, expected: &str, remedy: &str) -> Self {
        Self {
            severity: Severity::Refusal,
            code,
            element: at.element,
            name: at.name.filter(|name| !name.is_empty()),
            line: at.line,
            found,
            expected: expected.to_owned(),
            remedy: remedy.to_owned(),
        }
    }

    pub(crate) fn warn(code: &'static str, at: Place, found: String, expected: &str, remedy: &str) -> Self {
        Self { severity: Severity::Warning, ..Self::refuse(code, at, found, expected, remedy) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.name, &self.element) {
            (Some(name), Some(id)) => write!(f, "“{name}” ({id}): ")?,
            (None, Some(id)) => write!(f, "{id}: ")?,
            _ => {}
        }
        write!(f, "{} {} {}", self.found, self.expected, self.remedy)?;
        match self.line {
            Some(line) => write!(f, " (dòng {line})"),
            None => Ok(()),
        }
    }
}
