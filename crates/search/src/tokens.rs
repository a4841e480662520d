//! Syllables: each as it was typed and without its marks.

use unicode_normalization::UnicodeNormalization;

use crate::fold::fold;

/// One syllable (_tiếng_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Lower case, marks as typed.
    pub exact: String,
    /// Without marks.
    pub folded: String,
}

impl Token {
    /// A syllable of which only the letters are known.
    pub fn plain(folded: &str) -> Self {
        Self { exact: folded.to_owned(), folded: folded.to_owned() }
    }

    /// Whether marks were typed, so that they can be held against a document's.
    pub fn has_marks(&self) -> bool {
        self.exact != self.folded
    }
}

/// The syllables of a text. Numbers of procedures and documents (`1.004873`) stay together.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    let is_part = |c: char| c.is_alphanumeric() || c == '.' || ('\u{300}'..='\u{36f}').contains(&c);
    let words =
        lower.split(|c| !is_part(c)).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty());
    let parts = words.flat_map(|word| {
        let is_number = word.chars().all(|c| c.is_ascii_digit() || c == '.');
        word.split(move |c| c == '.' && !is_number).filter(|part| !part.is_empty())
    });
    parts
        .map(|part| Token { exact: part.to_owned(), folded: fold(part).replace(' ', "") })
        .filter(|token| !token.folded.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_keep_their_marks_beside_their_letters() {
        let shown: Vec<_> = tokens("Giấy-phép TP.HCM 1.004873.")
            .into_iter()
            .map(|token| (token.exact, token.folded))
            .collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            shown,
            [
                pair("giấy", "giay"),
                pair("phép", "phep"),
                pair("tp", "tp"),
                pair("hcm", "hcm"),
                pair("1.004873", "1.004873")
            ]
        );
    }
}
