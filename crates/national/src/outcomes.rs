//! What comes out (_kết quả thực hiện_): names with codes, then furniture of the page.

use crate::field::{Field, State, Unclear, Why};
use crate::text::{digits, excerpt, meant};

/// One thing that may come out (_loại kết quả_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeKind {
    /// Its name.
    pub name: String,
    /// National code, `KQ.G01.00262`; empty when there is none.
    pub code: String,
}

/// Where the page's furniture begins.
const FURNITURE: [&str; 3] = ["Từ khóa", "Chọn cơ quan thực hiện", "Không có thông tinMô tả"];
const CODE: &str = "Mã: ";

pub(crate) fn read(text: &str, unclear: &mut Vec<Unclear>) -> (Vec<OutcomeKind>, State) {
    // The last code ends the list; furniture is cut only behind it, so a name may hold those words.
    let from = text.rfind(CODE).unwrap_or(0);
    let end =
        FURNITURE.iter().filter_map(|mark| text[from..].find(mark)).min().map_or(text.len(), |at| from + at);
    let text = meant(&text[..end]);
    if text.is_empty() {
        return (vec![], State::Absent);
    }
    let mut outcomes = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once(CODE) {
        let (code, next) = after.split_at(code_length(after));
        if code.is_empty() {
            break;
        }
        outcomes.push(OutcomeKind { name: name.trim().to_owned(), code: code.to_owned() });
        rest = next;
    }
    let rest = rest.trim();
    if rest.is_empty() && outcomes.iter().all(|outcome| !outcome.name.is_empty()) {
        return (outcomes, State::Whole);
    }
    unclear.push(Unclear { field: Field::Outcomes, why: Why::OutcomeCode, excerpt: excerpt(rest) });
    if !rest.is_empty() {
        outcomes.push(OutcomeKind { name: rest.to_owned(), code: String::new() });
    }
    let has_code = outcomes.iter().any(|outcome| !outcome.code.is_empty());
    (outcomes, if has_code { State::Partly } else { State::Unread })
}

/// Bytes of a code at the start of the text, else 0: `KQ.G10.001148`, `KQ-G10.000002`, `000.00.00.G04-KQ3112`.
fn code_length(text: &str) -> usize {
    let is_part = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '.' | '-');
    let part = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let Some(mark) = text[..part].find("KQ") else { return 0 };
    let after = mark + 2;
    // `.G10.` between the mark and the number.
    let agency = match text[after..part].strip_prefix(['.', '-']) {
        Some(rest) => rest.find('.').map_or(0, |at| at + 2),
        None => 0,
    };
    let (number, _) = digits(&text[after + agency..]);
    if number.is_empty() { 0 } else { after + agency + number.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_are_told_apart_and_furniture_is_left_out() {
        let text = "Quyết định lần 1Mã: KQ.G01.00262Giấy chứng nhậnMã: KQ.G10.001148Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốNộp hồ sơ";
        let (outcomes, state) = read(text, &mut vec![]);
        let shown: Vec<_> = outcomes.iter().map(|kind| (kind.name.as_str(), kind.code.as_str())).collect();
        assert_eq!(shown, [("Quyết định lần 1", "KQ.G01.00262"), ("Giấy chứng nhận", "KQ.G10.001148")]);
        assert_eq!(state, State::Whole);
        let (outcomes, state) = read("Biển sốMã: 000.00.00.G04-KQ3112Mã sốMã: KQ-G10.000002", &mut vec![]);
        assert_eq!(
            (outcomes[0].code.as_str(), outcomes[1].code.as_str()),
            ("000.00.00.G04-KQ3112", "KQ-G10.000002")
        );
        assert_eq!(state, State::Whole);
    }

    #[test]
    fn an_outcome_without_code_is_kept_and_told() {
        let mut unclear = vec![];
        let (outcomes, state) = read("Thông báo\nTừ khóaKhông có thông tin", &mut unclear);
        assert_eq!((outcomes[0].name.as_str(), state, unclear.len()), ("Thông báo", State::Unread, 1));
        assert_eq!(read("Không có thông tin", &mut vec![]).1, State::Absent);
    }
}
