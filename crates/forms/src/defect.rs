//! What is wrong with a form's file.

use std::fmt;

/// A mistake of the form's author: where, what could stand there, what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The place in the file, for example `sections[1].fields[3] (quan_he).visible_when`.
    pub place: String,
    /// What could stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl Defect {
    pub(crate) fn new(
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self { place: place.into(), expected: expected.into(), found: found.into() }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.place, self.expected, self.found)
    }
}
