//! Makes texts fit for print: one normal form, no control characters, only what the fonts can draw.
//!
//! A text is passed to the template as a JSON string and never becomes markup, so nothing
//! is escaped here. What is removed or replaced is what has no shape on paper, or what
//! would let a text lie about its order (bidirectional overrides).

use std::collections::BTreeSet;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::faces::Coverage;

/// Stands for a character that no loaded face can draw.
const UNDRAWABLE: char = '\u{25A1}';
/// Invisible place where a line may break.
const BREAK: char = '\u{200B}';
/// A run without a space or hyphen longer than this would leave its line or column.
const LONGEST_RUN: usize = 30;
/// Characters between two breaks offered in such a run.
const PIECE: usize = 10;
/// More marks than this on one letter is not a language but an attack on the lines above.
const MOST_MARKS: usize = 3;

/// Cleans every text of the data; also tells which characters could not be drawn.
pub(crate) fn clean(data: &Value, coverage: &Coverage) -> (Value, BTreeSet<char>) {
    let mut undrawable = BTreeSet::new();
    let value = clean_value(data, coverage, &mut undrawable);
    (value, undrawable)
}

fn clean_value(value: &Value, coverage: &Coverage, undrawable: &mut BTreeSet<char>) -> Value {
    match value {
        Value::Null => Value::String(String::new()),
        Value::String(text) => Value::String(clean_text(text, coverage, undrawable)),
        Value::Array(items) => items.iter().map(|item| clean_value(item, coverage, undrawable)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(key, item)| (key.clone(), clean_value(item, coverage, undrawable))).collect()
        }
        Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn clean_text(text: &str, coverage: &Coverage, undrawable: &mut BTreeSet<char>) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut marks = 0;
    for character in text.replace("\r\n", "\n").nfc().filter_map(printable) {
        marks = if is_combining_mark(character) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            continue;
        }
        if character == '\n' || coverage.has(character) {
            clean.push(character);
        } else {
            undrawable.insert(character);
            clean.push(UNDRAWABLE);
        }
    }
    offer_breaks(clean)
}

/// Lets runs break that no line could hold, such as a fingerprint or a hostile name.
fn offer_breaks(text: String) -> String {
    let may_break = |character: char| character.is_whitespace() || character == '-';
    if !text.split(may_break).any(|run| run.chars().count() > LONGEST_RUN) {
        return text;
    }
    let mut broken = String::with_capacity(text.len() + text.len() / PIECE);
    for run in text.split_inclusive(may_break) {
        let is_long = run.chars().count() > LONGEST_RUN;
        for (place, character) in run.chars().enumerate() {
            if is_long && place > 0 && place % PIECE == 0 && !is_combining_mark(character) {
                broken.push(BREAK);
            }
            broken.push(character);
        }
    }
    broken
}

/// The character as it goes to paper; `None` for what has no shape.
fn printable(character: char) -> Option<char> {
    match character {
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        _ if character.is_control() => None,
        // Soft hyphen, joiners, marks and overrides of direction, byte order mark,
        // variation selectors, tags, interlinear marks.
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}' => None,
        // Private use: no agreed meaning, and PDF/A-2a forbids it in text.
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Some(UNDRAWABLE),
        _ => Some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faces;

    fn check(text: &str, expected: &str) {
        // Every character below U+0250 and the mark of the undrawable count as drawable.
        let coverage = faces::Coverage::from_ranges(&[(0x20, 0x370), (0x1E00, 0x1F00), (0x25A1, 0x25A2)]);
        let (clean, _) = clean(&Value::from(text), &coverage);
        assert_eq!(clean, Value::from(expected), "{text:?}");
    }

    #[test]
    fn decomposed_vietnamese_becomes_the_composed_form() {
        check("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "Tiếng Việt");
        check("Đặng Thị Ngọc Ẩn", "Đặng Thị Ngọc Ẩn");
    }

    #[test]
    fn control_characters_leave_no_trace_and_line_ends_become_one() {
        check("a\u{0}b\u{7}c\u{1b}d\u{7f}e\u{9c}", "abcde");
        check("a\r\nb\rc\u{2028}d\te", "a\nb\nc\nd e");
    }

    #[test]
    fn a_text_cannot_reverse_its_own_order_on_paper() {
        check("75.000\u{202e}000.57", "75.000000.57");
    }

    #[test]
    fn what_no_face_can_draw_is_shown_as_a_box_not_lost() {
        check("Lan 😀", "Lan □");
        check("\u{E000}", "□");
    }

    #[test]
    fn marks_piled_on_one_letter_are_cut_before_they_reach_other_lines() {
        check("x\u{316}\u{317}\u{318}\u{319}\u{31A}y", "x\u{316}\u{317}\u{318}y");
    }

    #[test]
    fn a_long_run_without_spaces_may_break() {
        check(&"x".repeat(31), "xxxxxxxxxx\u{200B}xxxxxxxxxx\u{200B}xxxxxxxxxx\u{200B}x");
        check(&"x".repeat(30), &"x".repeat(30));
        check(&"nguyễn ".repeat(9), &"nguyễn ".repeat(9));
    }

    #[test]
    fn null_prints_as_an_empty_text() {
        let coverage = faces::Coverage::from_ranges(&[]);
        let (clean, _) = clean(&serde_json::json!({"a": null, "b": [null]}), &coverage);
        assert_eq!(clean, serde_json::json!({"a": "", "b": [""]}));
    }
}
