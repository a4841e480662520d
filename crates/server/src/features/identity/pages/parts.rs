//! What the forms of accounts and units share: problems beside fields, choices of lists.

use crate::features::identity::model::FieldProblem;
use crate::features::identity::own::Told;
use crate::ui::{Problem, Words};

/// What has to be mended on a page: beside each field, and all of it on top.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<(&'static str, String)>);

impl Problems {
    /// What stands beside `field`.
    pub fn of(&self, field: &str) -> String {
        let texts: Vec<_> =
            self.0.iter().filter(|(name, _)| *name == field).map(|(_, text)| text.as_str()).collect();
        texts.join(" ")
    }

    /// Lines of the summary; each leads to its field, if it has one.
    pub fn lines(&self) -> Vec<Problem> {
        let href = |field: &str| if field.is_empty() { String::new() } else { format!("#{field}") };
        self.0.iter().map(|(field, text)| Problem { text: text.clone(), href: href(field) }).collect()
    }

    /// Whether nothing has to be mended.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Problems told in the language of the page.
    pub fn told(problems: &[Told], words: Words) -> Self {
        Self(problems.iter().map(|told| (told.field, words.with(told.key, "found", &told.found))).collect())
    }
}

impl From<Vec<FieldProblem>> for Problems {
    fn from(problems: Vec<FieldProblem>) -> Self {
        Self(problems)
    }
}

/// An option of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What people read.
    pub label: String,
    /// More; may be empty.
    pub hint: String,
    /// Chosen.
    pub checked: bool,
}

/// Options from pairs of code and name, with the chosen one marked.
pub fn choices<C: AsRef<str>, N: AsRef<str>>(
    pairs: impl IntoIterator<Item = (C, N)>,
    chosen: &str,
) -> Vec<Choice> {
    let choice = |(code, name): (C, N)| Choice {
        value: code.as_ref().to_owned(),
        label: name.as_ref().to_owned(),
        hint: String::new(),
        checked: code.as_ref() == chosen,
    };
    pairs.into_iter().map(choice).collect()
}

/// Something to mend at `field`, for samples of pages.
#[cfg(test)]
pub fn sample_problem(field: &'static str) -> Problems {
    Problems(vec![(field, "Cần ghi nội dung này.".into())])
}

/// Options for samples of pages.
#[cfg(test)]
pub fn sample_choices() -> Vec<Choice> {
    choices([("mot", "Lựa chọn một"), ("hai", "Lựa chọn hai")], "mot")
}

/// The frame of an administrator's page, for samples.
#[cfg(test)]
pub fn sample_shell(title: &str) -> crate::ui::Shell {
    crate::ui::Shell { is_compact: true, ..crate::ui::Shell::sample(title) }
}
