//! Which fields a record has, how far each was understood, and the sum over many records.

use std::collections::BTreeMap;
use std::fmt;

/// A field whose text has a structure (_trường có cấu trúc_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Levels that carry it out.
    Levels,
    /// Who may ask.
    Audiences,
    /// How to file: channel, term, fees.
    Routes,
    /// Papers that belong to the dossier.
    Components,
    /// Steps.
    Steps,
    /// What comes out.
    Outcomes,
    /// Legal basis.
    Basis,
    /// The ministry that published it.
    Publisher,
}

impl Field {
    /// All fields, in the order in which a page shows them.
    pub const ALL: [Self; 8] = [
        Self::Levels,
        Self::Audiences,
        Self::Routes,
        Self::Components,
        Self::Steps,
        Self::Outcomes,
        Self::Basis,
        Self::Publisher,
    ];

    /// The key of the field in a record.
    pub fn key(self) -> &'static str {
        match self {
            Self::Levels => "cap_thuc_hien",
            Self::Audiences => "doi_tuong_thuc_hien",
            Self::Routes => "cach_thuc_thuc_hien",
            Self::Components => "thanh_phan_ho_so",
            Self::Steps => "trinh_tu_thuc_hien",
            Self::Outcomes => "ket_qua_xu_ly",
            Self::Basis => "can_cu_phap_ly",
            Self::Publisher => "co_quan_cong_bo",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Levels => "Cấp thực hiện",
            Self::Audiences => "Đối tượng thực hiện",
            Self::Routes => "Cách thức, thời hạn, phí",
            Self::Components => "Thành phần hồ sơ",
            Self::Steps => "Trình tự thực hiện",
            Self::Outcomes => "Kết quả",
            Self::Basis => "Căn cứ pháp lý",
            Self::Publisher => "Cơ quan công bố",
        }
    }
}

/// How far a field was understood (_mức đọc hiểu_).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The source says nothing.
    #[default]
    Absent,
    /// Everything has its place.
    Whole,
    /// Some of it has its place; the original words belong beside it.
    Partly,
    /// Only the original words are there.
    Unread,
}

/// Why something was not understood (_lý do chưa hiểu_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The heading of the table is missing.
    NoTable,
    /// A row does not begin as rows do.
    Row,
    /// A term is a number without a unit.
    TermWithoutUnit,
    /// A term is a sentence.
    TermInWords,
    /// A fee is none of the known kinds.
    Fee,
    /// An amount of đồng below a thousand has probably lost its zeros.
    AmountTooSmall,
    /// A bracket is not closed.
    Bracket,
    /// A quantity cannot be told from the digits before it.
    Quantity,
    /// A paper has no quantity, so its end is not certain.
    NoQuantity,
    /// A document has no number, or its title and number cannot be told apart.
    DocumentNumber,
    /// A word is none of the known ones.
    Unknown,
    /// The text is not divided into steps.
    NoSteps,
    /// An outcome has no code.
    OutcomeCode,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoTable => "không thấy tiêu đề bảng",
            Self::Row => "một dòng không bắt đầu bằng kênh nộp, thời gian, phí",
            Self::TermWithoutUnit => "thời hạn là số không có đơn vị",
            Self::TermInWords => "thời hạn viết bằng lời",
            Self::Fee => "phí, lệ phí không đúng dạng đã biết",
            Self::AmountTooSmall => "số tiền dưới 1.000 đồng, có lẽ thiếu số 0",
            Self::Bracket => "ngoặc mở không có ngoặc đóng",
            Self::Quantity => "số lượng dính liền với số đứng trước",
            Self::NoQuantity => "giấy tờ không có số lượng",
            Self::DocumentNumber => "không tách được tên và số của văn bản",
            Self::Unknown => "giá trị không có trong danh sách đã biết",
            Self::NoSteps => "không chia thành bước",
            Self::OutcomeCode => "kết quả không có mã",
        })
    }
}

/// One place that was not understood (_chỗ chưa hiểu_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclear {
    /// Where.
    pub field: Field,
    /// Why.
    pub why: Why,
    /// The beginning of the place.
    pub excerpt: String,
}

/// How many records had a field in which state (_tỉ lệ đọc hiểu_).
#[derive(Clone, Debug, Default)]
pub struct Tally {
    counts: BTreeMap<(Field, State), usize>,
}

impl Tally {
    /// Counts one field of one record.
    pub fn add(&mut self, field: Field, state: State) {
        *self.counts.entry((field, state)).or_default() += 1;
    }

    /// How many records have `field` in `state`.
    pub fn count(&self, field: Field, state: State) -> usize {
        self.counts.get(&(field, state)).copied().unwrap_or_default()
    }

    /// Share of the records that have the field in which it was understood as a whole, in tenths of a percent.
    pub fn share_permille(&self, field: Field) -> Option<usize> {
        let whole = self.count(field, State::Whole);
        let present = whole + self.count(field, State::Partly) + self.count(field, State::Unread);
        (whole * 1000).checked_div(present)
    }

    /// The share over all fields.
    pub fn total_permille(&self) -> Option<usize> {
        let sum = |state| Field::ALL.iter().map(|field| self.count(*field, state)).sum::<usize>();
        let whole = sum(State::Whole);
        (whole * 1000).checked_div(whole + sum(State::Partly) + sum(State::Unread))
    }
}
