//! A person's mistake, said so that the person can mend it.

use std::fmt;

/// Whether a problem blocks (_lỗi_) or only asks to look again (_cảnh báo_).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Must be mended before the form is accepted.
    Problem,
    /// Shown; does not block.
    Warning,
}

/// Something in the answers that does not fit (_chỗ cần sửa_). The sentences are Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where: `so_luong`, or `cu_tru[2].tu` (rows count from 0). Empty when it is about the whole form.
    pub path: String,
    /// Other fields it is about.
    pub also: Vec<String>,
    /// Stable code, for example `number.max` or `check.lien_tuc`.
    pub code: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// How to mend it.
    pub remedy: String,
    /// Whether it blocks.
    pub severity: Severity,
    pub(crate) rank: Rank,
}

/// The place of a problem in the order of the page: field, row, column.
pub(crate) type Rank = (usize, usize, usize);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} [{}]: cần {}; thấy {}. {}",
            self.path, self.code, self.expected, self.found, self.remedy
        )
    }
}

/// A problem before its place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) expected: String,
    pub(crate) found: String,
    pub(crate) remedy: String,
    pub(crate) severity: Severity,
}

impl Fault {
    pub(crate) fn new(
        code: &'static str,
        expected: impl Into<String>,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let severity = Severity::Problem;
        Self { code, expected: expected.into(), found: found.into(), remedy: remedy.into(), severity }
    }

    pub(crate) fn into_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    pub(crate) fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// What a person typed, quoted for a message: shortened, control characters made visible.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown: String =
        text.chars().take(60).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    format!("“{shown}”")
}
