//! Texts that officials type (_nội dung gõ tay_): one that is too long is refused with both numbers, never cut.

use serde_json::Value as Json;

use crate::platform::web::Failure;

/// Longest text of a note, a reason, or an entry of an outcome paper.
pub const MAX_CHARS: usize = 4000;

/// Refuses a text over the limit.
pub fn within_limit(what: &str, text: &str) -> Result<(), Failure> {
    let length = text.chars().count();
    if length <= MAX_CHARS {
        return Ok(());
    }
    Err(Failure::Malformed(format!(
        "{what} dài nhất {MAX_CHARS} ký tự; đã nhập {length}. Thao tác của bạn chưa được ghi."
    )))
}

/// The same for everything typed for a paper: texts, lists of texts, rows.
pub fn all_within_limit(what: &str, typed: &Json) -> Result<(), Failure> {
    match typed {
        Json::String(text) => within_limit(what, text),
        Json::Array(items) => items.iter().try_for_each(|item| all_within_limit(what, item)),
        Json::Object(fields) => fields.values().try_for_each(|field| all_within_limit(what, field)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_of_the_greatest_length_passes_and_one_letter_more_does_not_wherever_it_stands() {
        let (most, more) = ("ổ".repeat(MAX_CHARS), "ổ".repeat(MAX_CHARS + 1));
        assert!(within_limit("Lý do", &most).is_ok());
        assert!(all_within_limit("Nội dung", &json!({ "a": [{ "b": most }], "n": 1 })).is_ok());
        let Err(Failure::Malformed(said)) = all_within_limit("Nội dung", &json!({ "a": [{ "b": more }] }))
        else {
            panic!("it is refused as a mistake of the person");
        };
        assert!(said.contains("dài nhất 4000 ký tự; đã nhập 4001"), "{said}");
    }
}
