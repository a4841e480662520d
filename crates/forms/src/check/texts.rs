//! Texts: normalised, refused when they hide something, never cut.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::kind::TextRule;
use crate::problem::{Fault, quoted};

/// Longer than any field allows; what is longer is not even looked at.
const LONGEST_BYTES: usize = 100_000;

/// One line: trimmed, in composed form, without characters that cannot be seen.
pub(crate) fn line(text: &str) -> Result<String, Fault> {
    let text = tidy(text)?;
    if text.contains('\n') {
        return Err(Fault::new(
            "text.line_break",
            "một dòng chữ",
            "nhiều dòng",
            "Xin viết lại thành một dòng, không xuống dòng.",
        ));
    }
    Ok(text.replace('\t', " "))
}

/// Several lines, each ended by `\n`.
pub(crate) fn lines(text: &str) -> Result<String, Fault> {
    tidy(text)
}

/// Length and pattern of a tidy text.
pub(crate) fn measure(text: &str, rule: &TextRule) -> Result<(), Fault> {
    let length = text.chars().count();
    if length > rule.max_length {
        return Err(Fault::new(
            "text.too_long",
            format!("nhiều nhất {} ký tự", rule.max_length),
            format!("{length} ký tự"),
            format!("Xin bớt ít nhất {} ký tự.", length - rule.max_length),
        ));
    }
    if length < rule.min_length {
        return Err(Fault::new(
            "text.too_short",
            format!("ít nhất {} ký tự", rule.min_length),
            format!("{length} ký tự"),
            "Xin viết đầy đủ hơn.",
        ));
    }
    match &rule.pattern {
        Some(pattern) if !pattern.regex.is_match(text) => Err(Fault::new(
            "text.pattern",
            pattern.hint.vi.clone(),
            quoted(text),
            format!("Xin viết đúng dạng: {}.", pattern.hint.vi),
        )),
        _ => Ok(()),
    }
}

fn tidy(text: &str) -> Result<String, Fault> {
    if text.len() > LONGEST_BYTES {
        return Err(Fault::new(
            "text.too_long",
            "một đoạn chữ có độ dài bình thường",
            format!("{} byte", text.len()),
            "Xin rút gọn, hoặc gửi nội dung dài thành tệp đính kèm.",
        ));
    }
    let mut tidy = match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_owned(),
    };
    if is_nfc_quick(tidy.chars()) != IsNormalized::Yes {
        tidy = tidy.nfc().collect();
    }
    let trimmed = tidy.trim();
    match trimmed.chars().enumerate().find(|(_, character)| is_hidden(*character)) {
        Some((at, character)) => Err(Fault::new(
            "text.control",
            "chữ, số và dấu đọc được",
            format!("một ký tự không nhìn thấy được (U+{:04X}) ở vị trí {}", u32::from(character), at + 1),
            "Xin xóa ký tự đó, thường do sao chép từ nơi khác, rồi gõ lại.",
        )),
        None => Ok(trimmed.to_owned()),
    }
}

/// Control characters, marks that turn the reading direction, and code points that are never characters.
fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => true,
        '\u{FDD0}'..='\u{FDEF}' | '\u{FFF9}'..='\u{FFFB}' => true,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{E0000}'..='\u{E007F}' => true,
        character => character.is_control() || u32::from(character) & 0xFFFE == 0xFFFE,
    }
}
