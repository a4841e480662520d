//! What is wrong with law data, said so that its keeper can mend it.

use std::fmt;

/// One fault of a pack (_lỗi dữ liệu thủ tục_): where, what was expected, what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The file, relative to the folder of the pack.
    pub file: String,
    /// The place in the file: a path of keys, an element of the diagram, or a line.
    pub place: String,
    /// What should stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl Defect {
    pub(crate) fn new(
        file: &str,
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self { file: file.to_owned(), place: place.into(), expected: expected.into(), found: found.into() }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: expected {}, found {}", self.file, self.place, self.expected, self.found)
    }
}
