//! Legal basis (_căn cứ pháp lý_): titles and numbers that stand without spaces between them.

use crate::field::{Field, State, Unclear, Why};
use crate::text::{digits, excerpt, is_glued};

/// A document of the law (_văn bản căn cứ_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its number, `118/2025/NĐ-CP`; empty when it cannot be told.
    pub number: String,
}

const HEADING: &str = "Tên văn bản pháp lýMã văn bản";

/// Last parts of document numbers. A title in capitals may be glued to one, so what is known is cut off first.
const ISSUERS: [&str; 52] = [
    "BLĐTBXH", "BNNPTNT", "BVHTTDL", "VKSNDTC", "TANDTC", "BGDĐT", "BGDDT", "BKHCN", "BKHĐT", "BTNMT",
    "BNNMT", "BTTTT", "UBTVQH", "BDTTG", "BGTVT", "BHXH", "HĐND", "NHNN", "TCHQ", "UBDT", "UBND", "VPCP",
    "TTCP", "BCVT", "TTLT", "BCA", "BCT", "BNG", "BNN", "BNV", "BQP", "BTC", "BTM", "BTP", "BTS", "BTTT",
    "BTL", "BXD", "BYT", "BLĐ", "CAP", "CTN", "CHK", "TLĐ", "TTg", "TTG", "VKS", "TCT", "TW", "CP", "BC",
    "BB",
];

pub(crate) fn read(text: &str, unclear: &mut Vec<Unclear>) -> (Vec<Document>, State) {
    if text.is_empty() {
        return (vec![], State::Absent);
    }
    let mut tell =
        |why, place: &str| unclear.push(Unclear { field: Field::Basis, why, excerpt: excerpt(place) });
    let Some(table) = text.strip_prefix(HEADING) else {
        tell(Why::NoTable, text);
        return (vec![], State::Unread);
    };
    let (mut documents, rest) = rows(table);
    if rest.trim().is_empty() {
        return (documents, State::Whole);
    }
    tell(Why::DocumentNumber, rest);
    let has_number = !documents.is_empty();
    documents.push(Document { title: rest.trim().to_owned(), number: String::new() });
    (documents, if has_number { State::Partly } else { State::Unread })
}

/// Titles with their numbers, and what is left after the last number.
fn rows(table: &str) -> (Vec<Document>, &str) {
    let mut documents = Vec::new();
    let (mut row, mut at) = (0, 0);
    while let Some(c) = table[at..].chars().next() {
        if !c.is_ascii_digit() {
            at += c.len_utf8();
            continue;
        }
        let run = digits(&table[at..]).0.len();
        // `năm 201102/2011/QH13`: a year, then the number.
        let begin = if run > 4 && is_year(&table[at..at + 4]) { at + 4 } else { at };
        let Some(length) = number_length(&table[begin..]) else {
            at += run;
            continue;
        };
        let end = begin + length;
        let before = table[row..begin].chars().next_back();
        let is_cell = before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '/' | '"' | '“'))
            && is_glued(table[end..].chars().next());
        if is_cell {
            let document =
                Document { title: table[row..begin].trim().to_owned(), number: table[begin..end].to_owned() };
            documents.push(document);
            row = end;
        }
        at = end;
    }
    (documents, &table[row..])
}

fn is_year(digits: &str) -> bool {
    digits.starts_with("19") || digits.starts_with("20")
}

/// Bytes of a document number at the start of the text: `68/2013/TT-BCA`, `02/2011/QH13`, `601/QĐ-BTC`.
fn number_length(text: &str) -> Option<usize> {
    let (first, rest) = digits(text);
    if first.len() > 5 {
        return None;
    }
    let rest = rest.strip_prefix('/')?;
    let mut length = first.len() + 1;
    let (year, after) = digits(rest);
    let mut rest = rest;
    if !year.is_empty() {
        if year.len() != 4 || !is_year(year) {
            return None;
        }
        rest = after.strip_prefix('/')?;
        length += 5;
    }
    let kind = kind_length(rest);
    // `05/QĐ` alone is a number only with an issuer.
    (kind > 0 && (!year.is_empty() || rest[..kind].contains('-'))).then_some(length + kind)
}

/// Bytes of `TT-BCA`, `NĐ-CP`, `QH13`, `TTLT-BCA-BTC` at the start of the text.
fn kind_length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let part = part_length(&text[length..]);
        if part == 0 {
            return length.saturating_sub(1);
        }
        length += part;
        match text[length..].strip_prefix('-') {
            Some(_) => length += 1,
            None => return length,
        }
    }
}

/// Bytes of one part between hyphens: capitals, two digits after `QH`, as `TTg` is written.
fn part_length(text: &str) -> usize {
    let capitals = text.find(|c: char| !c.is_uppercase()).unwrap_or(text.len());
    let run = &text[..capitals];
    if let Some(at) = run.find("QH").filter(|at| at + 2 == capitals) {
        let (number, _) = digits(&text[at + 2..]);
        if !number.is_empty() {
            return at + 2 + number.len().min(2);
        }
    }
    if run.ends_with("TT") && text[capitals..].starts_with('g') {
        return capitals + 1;
    }
    let next = text[capitals..].chars().next();
    if ISSUERS.contains(&run) || run.is_empty() {
        return capitals;
    }
    // `TT-BCAQUY ĐỊNH`, `NĐ-CPLuật`: the known issuer, then the next title.
    let known = ISSUERS.iter().filter(|issuer| run.starts_with(**issuer)).map(|issuer| issuer.len()).max();
    match (known, next) {
        (Some(length), _) => length,
        (None, Some(c)) if c.is_lowercase() => run.char_indices().next_back().map_or(0, |(at, _)| at),
        _ => capitals,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_rows(text: &str) -> (Vec<(String, String)>, String) {
        let (documents, rest) = rows(text);
        (documents.into_iter().map(|document| (document.title, document.number)).collect(), rest.to_owned())
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(title, number)| ((*title).to_owned(), (*number).to_owned())).collect()
    }

    #[test]
    fn a_number_glued_to_its_title_ends_the_row() {
        let (rows, rest) = read_rows(
            "Hướng dẫn xử lý68/2013/TT-BCALuật Khiếu nại năm 201102/2011/QH13Nghị định 05/2012/NĐ-CP05/2012/NĐ-CPQuyết định 601/QĐ-BTC601/QĐ-BTC",
        );
        assert_eq!(
            rows,
            pairs(&[
                ("Hướng dẫn xử lý", "68/2013/TT-BCA"),
                ("Luật Khiếu nại năm 2011", "02/2011/QH13"),
                ("Nghị định 05/2012/NĐ-CP", "05/2012/NĐ-CP"),
                ("Quyết định 601/QĐ-BTC", "601/QĐ-BTC"),
            ])
        );
        assert_eq!(rest, "");
    }

    #[test]
    fn capitals_digits_and_small_letters_may_follow_a_number() {
        let (rows, _) = read_rows(
            "a14/2025/TT-BNNMT14/2025/TT-BNNMTQUY ĐỊNH VIỆC54/2024/NĐ-CPquy định về144/2025/NĐ-CPLuật 51/2019/QH1451/2019/QH14",
        );
        assert_eq!(
            rows,
            pairs(&[
                ("a", "14/2025/TT-BNNMT"),
                ("14/2025/TT-BNNMTQUY ĐỊNH VIỆC", "54/2024/NĐ-CP"),
                ("quy định về", "144/2025/NĐ-CP"),
                ("Luật 51/2019/QH14", "51/2019/QH14"),
            ])
        );
    }

    #[test]
    fn a_number_inside_a_title_is_no_cell_and_a_missing_one_is_told() {
        let (rows, rest) =
            read_rows("Sửa đổi Thông tư 19/2021/TT-BTC ngày 18/3/202146/2024/TT-BTCLuật Hải quan54");
        assert_eq!(rows, pairs(&[("Sửa đổi Thông tư 19/2021/TT-BTC ngày 18/3/2021", "46/2024/TT-BTC")]));
        assert_eq!(rest, "Luật Hải quan54");
        let mut unclear = vec![];
        assert_eq!(read("Tên văn bản pháp lýMã văn bảnLuật Hải quan54", &mut unclear).1, State::Unread);
        assert_eq!(unclear[0].why, Why::DocumentNumber);
    }
}
