//! The 22 kinds of answers and their rules.

use std::collections::HashMap;
use std::sync::Arc;

use feel::{Expr, Number};
use jiff::civil::Date;
use regex_lite::Regex;

use crate::codes::{Choice, IdRule};
use crate::form::{Check, Field};
use crate::problem::Severity;
use crate::text::Text;

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

impl ResultKind {
    /// The name as files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Money => "money",
            Self::Text => "text",
            Self::Date => "date",
            Self::Boolean => "boolean",
        }
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
