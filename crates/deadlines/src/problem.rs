use std::fmt;

/// One thing to mend in a data file (_lỗi dữ liệu_): where, what was expected, what was found, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line in the file, from 1, where it is known.
    pub line: Option<u64>,
    /// The field, as a path: `days[3].date`.
    pub field: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// What to do about it.
    pub remedy: String,
}

/// All that must be mended before a data file can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "Dòng {line}, mục `{}`: ", self.field)?,
            None => write!(f, "Mục `{}`: ", self.field)?,
        }
        write!(f, "cần {}, nhưng thấy {}. {}", self.expected, self.found, self.remedy)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            let line_break = if at == 0 { "" } else { "\n" };
            write!(f, "{line_break}{problem}")?;
        }
        Ok(())
    }
}
