//! Small questions about running text in which cells of a table stand without a space between them.

/// What the database writes for an empty cell.
pub(crate) const NOTHING: &str = "Không có thông tin";

/// The text without what stands for nothing and without spaces around it.
pub(crate) fn meant(text: &str) -> &str {
    let text = text.trim();
    if text == NOTHING || text.chars().all(|c| c == '-') { "" } else { text }
}

/// Whether a cell can begin here: what comes is glued to what was before.
pub(crate) fn is_glued(next: Option<char>) -> bool {
    next.is_none_or(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '*' | '(' | '“' | '"' | '–' | '•'))
}

/// Digits at the start of the text, and the rest.
pub(crate) fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// At most `limit` characters, for a report.
pub(crate) fn excerpt(text: &str) -> String {
    const LIMIT: usize = 120;
    let mut short: String =
        text.trim().chars().take(LIMIT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(LIMIT).is_some() {
        short.push('…');
    }
    short
}

/// The part of a note in brackets that `text` begins with, and the rest. Without its closing bracket there is none.
pub(crate) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some((text[1..at].trim(), &text[at + 1..])),
            ')' => depth -= 1,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_may_nest_and_must_close() {
        assert_eq!(bracketed("(a (b) c)d"), Some(("a (b) c", "d")));
        assert_eq!(bracketed("(a (b)"), None);
        assert_eq!(bracketed("x(a)"), None);
    }
}
