//! What a form is, after it was read and found sound.

use std::collections::HashMap;

use feel::Expr;
use jiff::civil::Date;

use crate::codes::Codes;
use crate::kind::Kind;
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
