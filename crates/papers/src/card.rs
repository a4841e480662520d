//! The card beside a template: what the paper is, by which law, and since when.

use jiff::civil::Date;
use serde::Deserialize;

/// What is known about one printed form (_thẻ mẫu_).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Title as printed, in ordinary case.
    pub title: String,
    /// What the paper is for, the same word in every generation: `receipt`, `control_slip` …
    pub kind: String,
    /// The set the form belongs to, for example `tt01-2018`.
    pub set: String,
    /// Number within the set; empty for papers without one.
    #[serde(default)]
    pub number: String,
    /// The instruments the form comes from.
    pub legal_basis: Vec<String>,
    /// How sure the layout and the fields are: `verified`, `partial`, `from_memory`, `proposal`.
    pub confidence: String,
    /// What is not sure, in words.
    #[serde(default)]
    pub note: String,
    /// First day on which an act is printed on this form.
    pub effective_from: Date,
    /// Last such day; none while the form is in force.
    pub effective_to: Option<Date>,
    /// Complete data of an example, printed by the tests.
    pub sample: serde_json::Value,
}

impl Card {
    /// Whether an act of that day is printed on this form.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.effective_from <= day && self.effective_to.is_none_or(|last| day <= last)
    }
}
