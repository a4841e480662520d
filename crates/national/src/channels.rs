//! How to file (_cách thức thực hiện_): rows of channel, term, fees and description that stand without spaces between them.

use std::fmt;

use crate::field::{Field, State, Unclear, Why};
use crate::text::{NOTHING, bracketed, digits, excerpt, is_glued, meant};

/// How a dossier is filed (_kênh nộp_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Trực tiếp.
    InPerson,
    /// Trực tuyến.
    Online,
    /// Dịch vụ bưu chính.
    Post,
}

impl Channel {
    const ALL: [Self; 3] = [Self::InPerson, Self::Online, Self::Post];

    /// Its name in the database.
    pub fn label(self) -> &'static str {
        match self {
            Self::InPerson => "Trực tiếp",
            Self::Online => "Trực tuyến",
            Self::Post => "Dịch vụ bưu chính",
        }
    }
}

/// What a term is counted in (_đơn vị tính thời hạn_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Giờ.
    Hour,
    /// Ngày.
    Day,
    /// Ngày làm việc.
    WorkingDay,
    /// Tuần.
    Week,
    /// Tháng.
    Month,
    /// Năm.
    Year,
}

impl TimeUnit {
    /// Spellings; a longer one stands before its beginning.
    const SPELLINGS: [(&str, Self); 8] = [
        ("Ngày làm việc", Self::WorkingDay),
        ("Giờ làm việc", Self::Hour),
        ("Ngày", Self::Day),
        ("Giờ", Self::Hour),
        ("Tuần", Self::Week),
        ("Tháng", Self::Month),
        ("Năm", Self::Year),
        ("ngày làm việc", Self::WorkingDay),
    ];

    fn label(self) -> &'static str {
        match self {
            Self::Hour => "giờ",
            Self::Day => "ngày",
            Self::WorkingDay => "ngày làm việc",
            Self::Week => "tuần",
            Self::Month => "tháng",
            Self::Year => "năm",
        }
    }
}

/// How long it may take (_thời hạn giải quyết_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The number as it stands, `5` or `0.5`.
    pub value: String,
    /// Counted in.
    pub unit: TimeUnit,
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value.replace('.', ","), self.unit.label())
    }
}

/// How much (_mức thu_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Nothing is taken.
    Free,
    /// Money, but the database does not say how much.
    Unstated,
    /// That many đồng.
    Dong(u64),
    /// That many of another currency, as it stands.
    Foreign(String, String),
    /// A number that cannot be right, as it stands.
    Doubtful(String),
}

/// One fee under one term (_phí, lệ phí_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// How much.
    pub amount: Amount,
    /// What stands in brackets behind it.
    pub note: String,
}

impl fmt::Display for Fee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.amount {
            Amount::Free => f.write_str("miễn phí")?,
            Amount::Unstated => f.write_str("có thu, mức chưa ghi")?,
            Amount::Dong(dong) => write!(f, "{} đồng", grouped(*dong))?,
            Amount::Foreign(number, currency) => write!(f, "{number} {currency}")?,
            Amount::Doubtful(text) => write!(f, "“{text}” (cần đối chiếu)")?,
        }
        if self.note.is_empty() { Ok(()) } else { write!(f, " ({})", self.note) }
    }
}

/// One row: a channel with its term and fees (_cách nộp_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// How the dossier is filed.
    pub channel: Channel,
    /// How long it takes, when that is a number with a unit.
    pub term: Option<Term>,
    /// The term in the words of the source, when it is not.
    pub term_words: String,
    /// What it costs; none where the source says nothing.
    pub fees: Vec<Fee>,
    /// Description.
    pub note: String,
}

const HEADING: &str = "Hình thức nộpThời gianPhí, lệ phíMô tả";
const CURRENCIES: [(&str, &str); 6] = [
    ("Việt Nam Đồng", "đồng"),
    ("VNĐ", "đồng"),
    ("VND", "đồng"),
    ("Đồng", "đồng"),
    ("USD", "USD"),
    ("EUR", "EUR"),
];
/// Below this an amount of đồng has lost its zeros: no fee of the law is that small.
const SMALLEST_DONG: u64 = 1000;

pub(crate) fn read(text: &str, unclear: &mut Vec<Unclear>) -> (Vec<Route>, State) {
    if text.is_empty() {
        return (vec![], State::Absent);
    }
    let tell = |why, place: &str| Unclear { field: Field::Routes, why, excerpt: excerpt(place) };
    let Some(table) = text.strip_prefix(HEADING) else {
        unclear.push(tell(Why::NoTable, text));
        return (vec![], State::Unread);
    };
    let starts = starts(table);
    let first = starts.first().map_or(table.len(), |(at, _)| *at);
    let mut told = Vec::new();
    if !table[..first].trim().is_empty() {
        told.push(tell(Why::Row, table));
    }
    let mut routes = Vec::new();
    for (n, (at, channel)) in starts.iter().enumerate() {
        let end = starts.get(n + 1).map_or(table.len(), |(next, _)| *next);
        let cells = &table[at + channel.label().len()..end];
        routes.push(route(*channel, cells, &mut |why| told.push(tell(why, &table[*at..end]))));
    }
    let state = match (routes.is_empty(), told.is_empty()) {
        (true, true) => State::Absent,
        (true, false) => State::Unread,
        (false, true) => State::Whole,
        (false, false) => State::Partly,
    };
    unclear.append(&mut told);
    (routes, state)
}

/// Where rows begin: a channel's name, glued to the term behind it, and to what is before it or at the start of a line.
fn starts(table: &str) -> Vec<(usize, Channel)> {
    let mut found = Vec::new();
    for (at, _) in table.char_indices().filter(|(_, c)| matches!(c, 'T' | 'D')) {
        let rest = &table[at..];
        let Some(channel) = Channel::ALL.into_iter().find(|channel| rest.starts_with(channel.label())) else {
            continue;
        };
        let before = table[..at].chars().next_back();
        let after = rest[channel.label().len()..].chars().next();
        let begins = before.is_none_or(|c| !c.is_whitespace() || c == '\n');
        if begins && after.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) {
            found.push((at, channel));
        }
    }
    found
}

fn route(channel: Channel, cells: &str, tell: &mut impl FnMut(Why)) -> Route {
    let mut route =
        Route { channel, term: None, term_words: String::new(), fees: vec![], note: String::new() };
    let rest = match term(cells) {
        Cell::Term(term, rest) => {
            route.term = Some(term);
            rest
        }
        Cell::Nothing(rest) => rest,
        Cell::Bare(number, rest) => {
            tell(Why::TermWithoutUnit);
            number.clone_into(&mut route.term_words);
            rest
        }
        Cell::Words => {
            tell(Why::TermInWords);
            let at = fee_start(cells);
            cells[..at].trim().clone_into(&mut route.term_words);
            &cells[at..]
        }
    };
    let rest = fees(rest, &mut route.fees, tell);
    meant(rest).clone_into(&mut route.note);
    route
}

enum Cell<'a> {
    Term(Term, &'a str),
    Nothing(&'a str),
    Bare(&'a str, &'a str),
    Words,
}

fn term(cells: &str) -> Cell<'_> {
    if let Some(rest) = cells.strip_prefix(NOTHING) {
        return Cell::Nothing(rest);
    }
    let (whole, mut rest) = digits(cells);
    let mut length = whole.len();
    if let Some((fraction, after)) =
        rest.strip_prefix('.').map(digits).filter(|(fraction, _)| !fraction.is_empty())
    {
        length += 1 + fraction.len();
        rest = after;
    }
    if whole.is_empty() || whole.len() > 4 {
        return Cell::Words;
    }
    let value = &cells[..length];
    let unit = TimeUnit::SPELLINGS
        .iter()
        .find_map(|(spelling, unit)| Some((*unit, rest.trim_start().strip_prefix(spelling)?)));
    match unit {
        Some((unit, rest)) => Cell::Term(Term { value: value.to_owned(), unit }, rest),
        // `1Miễn phí` is a number; `1100,000 VNĐ` might be 1 and 100,000.
        None if rest.starts_with("Miễn phí") || rest.starts_with(NOTHING) || rest.is_empty() => {
            Cell::Bare(value, rest)
        }
        None => Cell::Words,
    }
}

/// Where the fee of a row begins whose term is a sentence.
fn fee_start(cells: &str) -> usize {
    [NOTHING, "Miễn phí"].iter().filter_map(|mark| cells.find(mark)).min().unwrap_or(cells.len())
}

/// Reads fee after fee; gives what is left, the description.
fn fees<'a>(cells: &'a str, fees: &mut Vec<Fee>, tell: &mut impl FnMut(Why)) -> &'a str {
    let mut rest = cells;
    if let Some(after) = rest.strip_prefix(NOTHING) {
        return after;
    }
    while let Some((amount, after)) = amount(rest) {
        if matches!(amount, Amount::Doubtful(_)) {
            tell(Why::AmountTooSmall);
        }
        let (note, after) = match bracketed(after) {
            Some((note, after)) => (note, after),
            None if after.starts_with('(') => {
                tell(Why::Bracket);
                (after[1..].trim(), "")
            }
            None => ("", after),
        };
        fees.push(Fee { amount, note: meant(note).to_owned() });
        rest = after;
    }
    if fees.is_empty() && !cells.is_empty() {
        tell(Why::Fee);
    }
    rest
}

fn amount(text: &str) -> Option<(Amount, &str)> {
    if let Some(rest) = text.strip_prefix("Miễn phí") {
        return Some((Amount::Free, rest));
    }
    let number_end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(text.len());
    let (number, rest) = text.split_at(number_end);
    let rest = rest.strip_prefix(' ')?;
    let (spelling, currency) = CURRENCIES.iter().find(|(spelling, _)| rest.starts_with(spelling))?;
    let rest = &rest[spelling.len()..];
    if !is_glued(rest.chars().next()) {
        return None;
    }
    if number.is_empty() {
        return Some((Amount::Unstated, rest));
    }
    if *currency != "đồng" {
        return Some((Amount::Foreign(number.to_owned(), (*currency).to_owned()), rest));
    }
    let is_grouped = number.split([',', '.']).skip(1).all(|group| group.len() == 3);
    let dong = number
        .replace([',', '.'], "")
        .parse::<u64>()
        .ok()
        .filter(|dong| is_grouped && *dong >= SMALLEST_DONG);
    let amount = dong.map_or_else(|| Amount::Doubtful(format!("{number} {spelling}")), Amount::Dong);
    Some((amount, rest))
}

/// `1.500.000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}
