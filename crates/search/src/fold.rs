//! Text as it is compared when somebody searches (_tìm không dấu_).

use unicode_normalization::UnicodeNormalization;

/// Lower case without marks, `đ` as `d`, everything else than letters, digits and points as a space.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_marks_off_whatever_their_form() {
        assert_eq!(fold("Đặng Thị Ổi"), "dang thi oi");
        assert_eq!(fold("Đặng".nfd().collect::<String>().as_str()), "dang");
    }
}
