//! Steps (_trình tự thực hiện_): lines that begin with “Bước 1”.

use crate::field::{Field, State, Unclear, Why};
use crate::text::{digits, excerpt};

/// A step (_bước_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// “Bước 1”, or nothing for what stands before the first step.
    pub title: String,
    /// What happens.
    pub text: String,
}

/// A longer beginning of a line is a sentence, not the mark of a list.
const LONGEST_MARK_BYTES: usize = 12;

pub(crate) fn read(text: &str, unclear: &mut Vec<Unclear>) -> (Vec<Step>, State) {
    if text.is_empty() {
        return (vec![], State::Absent);
    }
    let mut steps: Vec<Step> = Vec::new();
    for line in text.lines() {
        if let Some((title, rest)) = step(line) {
            steps.push(Step { title, text: rest.to_owned() });
            continue;
        }
        if steps.is_empty() {
            steps.push(Step { title: String::new(), text: String::new() });
        }
        if let Some(last) = steps.last_mut() {
            last.text.push('\n');
            last.text.push_str(line.trim_end());
        }
    }
    for step in &mut steps {
        step.text = step.text.trim().to_owned();
    }
    steps.retain(|step| !(step.title.is_empty() && step.text.is_empty()));
    if steps.iter().any(|step| !step.title.is_empty()) {
        return (steps, State::Whole);
    }
    unclear.push(Unclear { field: Field::Steps, why: Why::NoSteps, excerpt: excerpt(text) });
    (steps, State::Unread)
}

/// “Bước 2: Nộp hồ sơ” as title and text.
fn step(line: &str) -> Option<(String, &str)> {
    // “- Bước 1”, “a) Bước 1”, “1.1. Bước 1”: a mark of the list, but no words.
    let at = line.find("Bước").or_else(|| line.find("BƯỚC")).filter(|at| *at <= LONGEST_MARK_BYTES)?;
    let is_mark = |c: char| !c.is_alphabetic() || c.is_ascii_lowercase() || matches!(c, 'I' | 'V' | 'X');
    let letters = line[..at].chars().filter(|c| c.is_alphabetic()).count();
    if !line[..at].chars().all(is_mark) || letters > 3 {
        return None;
    }
    let rest = line[at..].trim_start_matches(char::is_alphabetic).trim_start();
    let (number, rest) = digits(rest);
    if number.is_empty() || number.len() > 2 {
        return None;
    }
    let rest = rest.trim_start().trim_start_matches([':', '.', '-', '–', ')']).trim_start();
    Some((format!("Bước {}", number.trim_start_matches('0')), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_with_buoc_are_steps_and_the_rest_belongs_to_them() {
        let (steps, state) = read("Chung\na) Bước 1: Nộp\n\n- tại quầy\n- Bước 02. Trả", &mut vec![]);
        let shown: Vec<_> = steps.iter().map(|step| (step.title.as_str(), step.text.as_str())).collect();
        assert_eq!(shown, [("", "Chung"), ("Bước 1", "Nộp\n\n- tại quầy"), ("Bước 2", "Trả")]);
        assert_eq!(state, State::Whole);
    }

    #[test]
    fn text_without_steps_stays_one_text_and_is_told() {
        let mut unclear = vec![];
        let (steps, state) = read("Nộp rồi chờ.", &mut unclear);
        assert_eq!((steps.len(), state, unclear[0].why), (1, State::Unread, Why::NoSteps));
    }
}
