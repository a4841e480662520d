//! Text as it is compared when somebody searches (_tìm không dấu_).

pub use search::fold;

/// Whether every word of `query` stands somewhere in `text`, marks and case apart; an empty query stands everywhere.
pub fn holds_words(text: &str, query: &str) -> bool {
    let text = fold(text);
    fold(query).split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_query_must_stand_in_the_text_in_any_order() {
        assert!(holds_words("Ủy ban nhân dân xã Bình Sơn", "binh son xã"));
        assert!(holds_words("Ủy ban nhân dân xã Bình Sơn", "  "));
        assert!(!holds_words("Ủy ban nhân dân xã Bình Sơn", "bình minh"));
    }
}
