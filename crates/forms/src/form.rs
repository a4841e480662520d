//! What a form is, after it was read and found sound.

use std::collections::HashMap;
use std::sync::Arc;

use feel::{Expr, Number};
use jiff::civil::Date;
use regex_lite::Regex;

use crate::codes::{Choice, Codes, IdRule};
use crate::problem::Severity;
use crate::text::Text;

/// What the law says about an item of a form (_căn cứ, độ tin cậy_).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Law {
    /// Numbers of documents, with articles.
    pub basis: Vec<String>,
    /// How sure the authors are.
    pub confidence: Option<Confidence>,
    /// For the keepers of the law data; never shown to citizens.
    pub note: Option<String>,
}

/// How sure the authors of a piece of law data are (_độ tin cậy_).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Read in the named source.
    Verified,
    /// Partly read, partly from memory.
    Partial,
    /// From general knowledge, not held against a source.
    FromMemory,
    /// Made up to fit, not published by anybody.
    Proposal,
}

/// A declaration form (_tờ khai, đơn_).
#[derive(Debug, Clone)]
pub struct Form {
    /// Id of the form.
    pub id: String,
    /// Title as printed.
    pub title: Text,
    /// Number of the printed form.
    pub form_number: Option<String>,
    /// First day the form is in force.
    pub effective_from: Option<Date>,
    /// Last day the form is in force.
    pub effective_to: Option<Date>,
    /// Legal basis and confidence.
    pub law: Law,
    /// Parts of the page, in order.
    pub sections: Vec<Section>,
    /// All fields in the order of the page.
    pub fields: Vec<Field>,
    /// Checks across fields.
    pub checks: Vec<Check>,
    pub(crate) index: HashMap<String, usize>,
    /// The order in which values may be worked out: what a condition names comes first.
    pub(crate) order: Vec<usize>,
    pub(crate) codes: Codes,
}

/// A titled part of a form (_mục_).
#[derive(Debug, Clone)]
pub struct Section {
    /// Id of the section.
    pub id: String,
    /// Title.
    pub title: Text,
    /// A sentence under the title.
    pub help: Option<Text>,
    /// The fields of the section, as positions in [`Form::fields`].
    pub fields: std::ops::Range<usize>,
    /// Legal basis and confidence.
    pub law: Law,
}

/// One question of a form, or one column of a table (_trường, ô_).
#[derive(Debug, Clone)]
pub struct Field {
    /// Id, stable across revisions of the form.
    pub id: String,
    /// The question.
    pub label: Text,
    /// One or two sentences under it.
    pub help: Option<Text>,
    /// What kind of answer it takes, with its rules.
    pub kind: Kind,
    /// Must be answered when visible.
    pub required: bool,
    /// Must be answered when visible and this is true.
    pub required_when: Option<Expr>,
    /// Shown only when this is true; conditions of the section and of the block are already joined.
    pub visible_when: Option<Expr>,
    /// The person cannot change it when this is true.
    pub locked_when: Option<Expr>,
    /// First value, in canonical form, or `"today"`.
    pub default: Option<serde_json::Value>,
    /// Where a first value comes from.
    pub prefill: Option<Prefill>,
    /// Checks about this field alone.
    pub checks: Vec<Check>,
    /// Legal basis and confidence.
    pub law: Law,
}

/// Where a proposed answer comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prefill {
    /// The account of the person who is logged in.
    Account(AccountFact),
    /// A register that is not connected: the person types it (_chưa kết nối, xin tự khai_).
    Register(String),
}

/// What an account knows about its person (_thông tin tài khoản_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum AccountFact {
    FullName,
    BirthDate,
    Sex,
    IdKind,
    IdNumber,
    IdIssuedOn,
    IdIssuedBy,
    Address,
    Phone,
    Email,
    OrganisationName,
    TaxCode,
}

/// The kind of an answer with its rules. The names are those of the README.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "README §3 describes the 22 kinds one by one")]
pub enum Kind {
    Text(TextRule),
    Textarea(TextRule),
    Number(NumberRule),
    Money(NumberRule),
    Date(DayRule),
    PartialDate(DayRule, Precision),
    DateTime(DayRule),
    Month(DayRule),
    Year(YearRule),
    Choice(Arc<[Choice]>),
    Multi(MultiRule),
    Checkbox,
    IdNumber(IdNumberRule),
    TaxCode(Vec<TaxForm>),
    Phone,
    Email,
    Url { bare_domain: bool },
    Address(AddressRule),
    Table(Box<Table>),
    File(FileRule),
    Signature(Vec<SignatureMethod>),
    Computed(Box<Computed>),
}

/// Lengths count characters.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "README §3")]
pub struct TextRule {
    pub min_length: usize,
    pub max_length: usize,
    pub pattern: Option<Pattern>,
}

/// A pattern and what it means in words.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Compiled; matching takes time linear in the text.
    pub regex: Regex,
    /// What fits, for people.
    pub hint: Text,
}

#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "README §3")]
pub struct NumberRule {
    pub decimals: u32,
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub unit: Option<Text>,
}

#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "README §3")]
pub struct DayRule {
    pub tense: Tense,
    pub min: Option<Date>,
    pub max: Option<Date>,
}

#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "README §3")]
pub struct YearRule {
    pub tense: Tense,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

/// Where a day may lie, seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tense {
    /// Anywhere.
    #[default]
    Any,
    /// Today or earlier.
    Past,
    /// After today.
    Future,
}

/// The least a partial date must tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// The year.
    Year,
    /// The month and the year.
    Month,
}

#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "README §3")]
pub struct MultiRule {
    pub options: Arc<[Choice]>,
    pub min_chosen: usize,
    pub max_chosen: usize,
}

/// Which rule a paper's number follows, and what it is held against.
#[derive(Debug, Clone)]
pub struct IdNumberRule {
    /// Where the kind of paper is told.
    pub paper: Paper,
    /// Field with the date of birth.
    pub birth: Option<String>,
    /// Field with the sex.
    pub sex: Option<String>,
    /// Field with the nationality.
    pub nationality: Option<String>,
    /// How a contradiction counts; otherwise as the code list says.
    pub cross_check: Option<Severity>,
}

/// The kind of an identity paper: told by a field, or one of a few.
#[derive(Debug, Clone)]
pub enum Paper {
    /// The field whose answer names the kind.
    Field(String),
    /// Any of these rules, with the severity of their cross-check.
    AnyOf(Vec<(Arc<IdRule>, Severity)>),
}

/// The shapes a tax code may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxForm {
    /// 10 digits with a check digit.
    Business,
    /// 10 digits, a dash and 3 digits.
    Branch,
    /// The 12-digit identity number of a person or household business.
    Personal,
}

#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "README §3")]
pub struct AddressRule {
    pub units: UnitEra,
    pub vietnam_only: bool,
    pub detail_required: bool,
}

/// Which units of administration an address may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitEra {
    /// Units in force today.
    Current,
    /// Units of the time with districts.
    Former,
    /// Either.
    Any,
}

/// A table of rows (_bảng_).
#[derive(Debug, Clone)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Field>,
    /// The least number of rows once there is one.
    pub min_rows: usize,
    /// The most rows.
    pub max_rows: usize,
    /// Checks that run for each row.
    pub row_checks: Vec<Check>,
    /// Positions of the columns whose sum is shown.
    pub totals: Vec<usize>,
    /// What one row is called.
    pub row_label: Option<Text>,
    pub(crate) index: HashMap<String, usize>,
    pub(crate) order: Vec<usize>,
}

#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "README §3")]
pub struct FileRule {
    pub accept: Vec<String>,
    pub max_mb: usize,
    pub max_files: usize,
}

/// How somebody signs (_ký_).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureMethod {
    /// By a recorded consent.
    Consent,
    /// On paper, before the official.
    Paper,
    /// By a digital signature in the attached file.
    Digital,
}

/// A value that is worked out, never typed.
#[derive(Debug, Clone)]
pub struct Computed {
    /// The expression.
    pub compute: Expr,
    /// The kind of the result.
    pub result: ResultKind,
    /// Unit shown after a number.
    pub unit: Option<Text>,
    /// Digits after the point; rounded half up.
    pub decimals: u32,
}

/// The kind of a computed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum ResultKind {
    Number,
    Money,
    Text,
    Date,
    Boolean,
}

/// A condition that answers must meet (_kiểm tra chéo_).
#[derive(Debug, Clone)]
pub struct Check {
    /// Stable id; the problem's code is `check.<id>`.
    pub id: String,
    /// Fails when this is false.
    pub must: Expr,
    /// Runs only when this is true.
    pub when: Option<Expr>,
    /// What is expected.
    pub message: Text,
    /// What was found.
    pub found: Option<Expr>,
    /// How to mend it.
    pub remedy: Option<Text>,
    /// Fields it is about; the first carries the message.
    pub at: Vec<String>,
    /// Whether it blocks.
    pub severity: Severity,
    /// Legal basis and confidence.
    pub law: Law,
}

impl Form {
    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.index.get(id).map(|at| &self.fields[*at])
    }
}

impl Kind {
    /// The name of the kind as files write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Textarea(_) => "textarea",
            Self::Number(_) => "number",
            Self::Money(_) => "money",
            Self::Date(_) => "date",
            Self::PartialDate(..) => "partial_date",
            Self::DateTime(_) => "datetime",
            Self::Month(_) => "month",
            Self::Year(_) => "year",
            Self::Choice(_) => "choice",
            Self::Multi(_) => "multi",
            Self::Checkbox => "checkbox",
            Self::IdNumber(_) => "id_number",
            Self::TaxCode(_) => "tax_code",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Url { .. } => "url",
            Self::Address(_) => "address",
            Self::Table(_) => "table",
            Self::File(_) => "file",
            Self::Signature(_) => "signature",
            Self::Computed(_) => "computed",
        }
    }

    /// The options of a choice or multi.
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Choice(options) => options,
            Self::Multi(rule) => &rule.options,
            _ => &[],
        }
    }

    /// The table, when it is one.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }
}
