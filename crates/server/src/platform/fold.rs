//! Text as it is compared when somebody searches (_tìm không dấu_).

use unicode_normalization::UnicodeNormalization;

/// Lower case without marks, `đ` as `d`, everything else than letters and digits as a space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().flat_map(char::to_lowercase) {
        match c {
            'đ' => folded.push('d'),
            c if c.is_alphanumeric() || c == '.' => folded.push(c),
            '\u{300}'..='\u{36f}' => {}
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether every word of `query` stands somewhere in `text`, marks and case apart; an empty query stands everywhere.
pub fn holds_words(text: &str, query: &str) -> bool {
    let text = fold(text);
    fold(query).split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_marks_off_whatever_their_form() {
        assert_eq!(fold("Đặng Thị Ổi"), "dang thi oi");
        assert_eq!(fold("Đặng".nfd().collect::<String>().as_str()), "dang");
    }

    #[test]
    fn every_word_of_a_query_must_stand_in_the_text_in_any_order() {
        assert!(holds_words("Ủy ban nhân dân xã Bình Sơn", "binh son xã"));
        assert!(holds_words("Ủy ban nhân dân xã Bình Sơn", "  "));
        assert!(!holds_words("Ủy ban nhân dân xã Bình Sơn", "bình minh"));
    }
}
