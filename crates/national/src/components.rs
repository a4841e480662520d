//! Papers of the dossier (_thành phần hồ sơ_): groups of name, form file and quantity without spaces between them.

use crate::field::{Field, State, Unclear, Why};
use crate::text::{digits, excerpt, is_glued, meant};

/// Papers under one heading, often one case (_nhóm giấy tờ_).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The heading; empty where the source has `--`.
    pub heading: String,
    /// Its papers.
    pub papers: Vec<Paper>,
}

/// One paper (_giấy tờ_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its name.
    pub name: String,
    /// Name of the file of its form; empty when there is none.
    pub form: String,
    /// How many originals; `None` where the source does not say.
    pub originals: Option<u8>,
    /// How many copies.
    pub copies: Option<u8>,
}

const HEADING: &str = "Tên giấy tờMẫu đơn, tờ khaiSố lượng";
const ORIGINAL: &str = " bản chính";
const COPY: &str = " bản sao";

pub(crate) fn read(text: &str, unclear: &mut Vec<Unclear>) -> (Vec<Group>, State) {
    if text.is_empty() {
        return (vec![], State::Absent);
    }
    let mut told = Vec::new();
    let mut tell =
        |why, place: &str| told.push(Unclear { field: Field::Components, why, excerpt: excerpt(place) });
    let mut parts = text.split(HEADING);
    let mut heading = parts.next().unwrap_or_default();
    let mut groups = Vec::new();
    let parts: Vec<_> = parts.collect();
    if parts.is_empty() {
        tell(Why::NoTable, text);
    }
    for (n, body) in parts.iter().enumerate() {
        let (mut papers, rest) = papers(body, &mut tell);
        let is_last = n + 1 == parts.len();
        if is_last && !rest.trim().is_empty() {
            tell(Why::NoQuantity, rest);
            papers.push(Paper {
                name: rest.trim().to_owned(),
                form: String::new(),
                originals: None,
                copies: None,
            });
        }
        groups.push(Group { heading: meant(heading).to_owned(), papers });
        heading = if is_last { "" } else { rest };
    }
    let has_papers = groups.iter().any(|group| !group.papers.is_empty());
    let state = match (has_papers, told.is_empty()) {
        (false, true) => State::Absent,
        (false, false) => State::Unread,
        (true, true) => State::Whole,
        (true, false) => State::Partly,
    };
    unclear.append(&mut told);
    (groups, state)
}

/// Papers that end with a quantity, and what is left after the last one.
fn papers<'a>(body: &'a str, tell: &mut impl FnMut(Why, &str)) -> (Vec<Paper>, &'a str) {
    let mut papers = Vec::new();
    let (mut row, mut at) = (0, 0);
    while let Some(found) = body[at..].find(" bản ").map(|found| at + found) {
        at = found + " bản ".len();
        let Some(quantity) = Quantity::around(&body[row..], found - row) else { continue };
        if quantity.is_doubtful {
            tell(Why::Quantity, &body[row..row + quantity.end]);
        }
        let (name, form) = split_form(body[row..row + quantity.begin].trim());
        papers.push(Paper {
            name: name.to_owned(),
            form: form.to_owned(),
            originals: Some(quantity.originals),
            copies: Some(quantity.copies),
        });
        row += quantity.end;
        at = row;
    }
    (papers, &body[row..])
}

struct Quantity {
    begin: usize,
    end: usize,
    originals: u8,
    copies: u8,
    is_doubtful: bool,
}

impl Quantity {
    /// The quantity whose “ bản …” begins at `at`, when it is a cell: glued to the name before and to what follows.
    fn around(row: &str, at: usize) -> Option<Self> {
        let before = row[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let run = &row[before.len()..at];
        let glue = before.chars().next_back()?;
        if run.is_empty() || glue.is_whitespace() || glue == '(' {
            return None;
        }
        // `NĐ-CP1` and `20251`: the quantity is the last digit, the rest belongs to the name.
        let is_year = run.len() == 5 && (run.starts_with("19") || run.starts_with("20"));
        let digit = run.bytes().next_back()?.checked_sub(b'0')?;
        let (first_is_original, mut end) = match &row[at..] {
            rest if rest.starts_with(ORIGINAL) => (true, at + ORIGINAL.len()),
            rest if rest.starts_with(COPY) => (false, at + COPY.len()),
            _ => return None,
        };
        let mut quantity = Self {
            begin: at - 1,
            end,
            originals: if first_is_original { digit } else { 0 },
            copies: if first_is_original { 0 } else { digit },
            is_doubtful: run.len() > 1 && !is_year,
        };
        if let Some(rest) = row[end..].strip_prefix(',').filter(|_| first_is_original) {
            let (number, after) = digits(rest);
            if after.starts_with(COPY) {
                quantity.copies = number.parse().ok()?;
                end += 1 + number.len() + COPY.len();
            }
        }
        quantity.end = end;
        is_glued(row[end..].chars().next()).then_some(quantity)
    }
}

const ENDINGS: [&str; 8] = [".docx", ".doc", ".pdf", ".xlsx", ".xls", ".rar", ".zip", ".odt"];
/// A file name that is longer is a sentence.
const LONGEST_FILE_CHARS: usize = 120;

/// The name of a paper and the file name glued behind it.
fn split_form(cell: &str) -> (&str, &str) {
    let tail: String =
        cell.chars().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect::<String>().to_lowercase();
    if !ENDINGS.iter().any(|ending| tail.ends_with(ending)) {
        return (cell, "");
    }
    let characters: Vec<(usize, char)> = cell.char_indices().collect();
    for window in 1..characters.len() {
        let ((_, before), (at, here)) = (characters[window - 1], characters[window]);
        let next = characters.get(window + 1).map(|(_, c)| *c);
        let is_near = characters.len() - window <= LONGEST_FILE_CHARS;
        if is_near && is_seam(before, here, next) && !cell[..at].ends_with("VNe") {
            return (cell[..at].trim(), cell[at..].trim());
        }
    }
    (cell, "")
}

/// Whether a new cell begins with `here`.
fn is_seam(before: char, here: char, next: Option<char>) -> bool {
    let starts = here.is_uppercase() || here.is_ascii_digit() && matches!(before, '.' | ';' | ')' | ':');
    let ends = before.is_lowercase() || matches!(before, '.' | ';' | ')' | ':' | '”' | '"' | ',');
    starts && (ends || before.is_uppercase() && here.is_uppercase() && next.is_some_and(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, String, u8, u8)> {
        let (papers, rest) = papers(text, &mut |_, _| {});
        assert_eq!(rest, "");
        papers
            .into_iter()
            .map(|paper| (paper.name, paper.form, paper.originals.unwrap(), paper.copies.unwrap()))
            .collect()
    }

    fn paper(name: &str, form: &str, originals: u8, copies: u8) -> (String, String, u8, u8) {
        (name.into(), form.into(), originals, copies)
    }

    #[test]
    fn a_quantity_glued_to_the_name_ends_a_paper() {
        let text = "Tài liệu, chứng cứ1 bản chínhVăn bản: 01 bản chính;1 bản chính,1 bản saoẢnh0 bản chính,2 bản sao";
        assert_eq!(
            shown(text),
            [
                paper("Tài liệu, chứng cứ", "", 1, 0),
                paper("Văn bản: 01 bản chính;", "", 1, 1),
                paper("Ảnh", "", 0, 2)
            ]
        );
    }

    #[test]
    fn the_file_of_a_form_is_told_from_the_name() {
        let text = "Văn bản đề nghị (NA20).Mau NA20-BCA.docx1 bản chínhMẫu số 36 TT 85/2025/TT-BNNMTMẫu số 36..docx1 bản chính";
        assert_eq!(
            shown(text),
            [
                paper("Văn bản đề nghị (NA20).", "Mau NA20-BCA.docx", 1, 0),
                paper("Mẫu số 36 TT 85/2025/TT-BNNMT", "Mẫu số 36..docx", 1, 0)
            ]
        );
    }

    #[test]
    fn headings_stand_before_their_table_and_the_rest_is_told() {
        let text = "a) Cơ quan:Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn ngày 19/4/20211 bản chínhb) Cá nhân:Tên giấy tờMẫu đơn, tờ khaiSố lượngThẻ021 bản chínhcòn lại";
        let mut unclear = vec![];
        let (groups, state) = read(text, &mut unclear);
        let headings: Vec<_> = groups.iter().map(|group| group.heading.as_str()).collect();
        assert_eq!(headings, ["a) Cơ quan:", "b) Cá nhân:"]);
        assert_eq!(groups[0].papers[0].name, "Đơn ngày 19/4/2021");
        let why: Vec<_> = unclear.iter().map(|unclear| unclear.why).collect();
        assert_eq!((state, why), (State::Partly, vec![Why::Quantity, Why::NoQuantity]));
        assert_eq!(read("Bước 2. Nộp hồ sơ", &mut vec![]).1, State::Unread);
    }
}
