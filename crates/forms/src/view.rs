//! A form put into words for a page, so that templates need no logic beyond if and for.

mod page;

use serde_json::Value as Json;

/// A form on a page.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct FormView {
    pub title: String,
    pub form_number: Option<String>,
    pub sections: Vec<SectionView>,
    /// For the summary at the top, in the order of the page.
    pub problems: Vec<ProblemView>,
    /// For the page's script.
    pub model: Json,
}

/// A part of the page; not visible when none of its fields is.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct SectionView {
    pub id: String,
    pub title: String,
    pub help: Option<String>,
    pub is_visible: bool,
    pub fields: Vec<FieldView>,
}

/// A field, or a cell of a table.
#[derive(Debug, Clone, Default)]
pub struct FieldView {
    /// For the `id` attribute: `f-cu_tru-2-tu`.
    pub html_id: String,
    /// For the `name` attribute: `cu_tru[2].tu`.
    pub name: String,
    /// Name of the kind.
    pub kind: &'static str,
    /// The question.
    pub label: String,
    /// The sentence under it.
    pub help: Option<String>,
    /// What stands in an input: as typed when it is faulty, else as one would type it (dd/mm/yyyy, decimal comma).
    pub value: String,
    /// The canonical text (ISO dates), empty when the answer is faulty.
    pub canonical: String,
    /// For reading only: labels of options, units (not of a computed field, whose `unit` stands beside it), names of places.
    pub text: String,
    /// Whether a tick is set.
    pub is_checked: bool,
    /// Options of a choice or multi; ways to sign of a signature.
    pub options: Vec<OptionView>,
    /// Parts of an address.
    pub address: Option<AddressView>,
    /// Rows of a table.
    pub table: Option<TableView>,
    /// Uploads chosen so far.
    pub files: Vec<FileView>,
    /// For the `accept` attribute: `.pdf,.jpg`.
    pub accept: String,
    /// The largest upload.
    pub max_mb: usize,
    /// The most uploads.
    pub max_files: usize,
    /// Shown.
    pub is_visible: bool,
    /// Must be answered.
    pub is_required: bool,
    /// Cannot be changed.
    pub is_locked: bool,
    /// What blocks.
    pub problems: Vec<ProblemView>,
    /// What only asks to look again.
    pub warnings: Vec<ProblemView>,
    /// Unit after a number.
    pub unit: Option<String>,
    /// The most characters.
    pub max_length: Option<usize>,
    /// What the pattern means.
    pub pattern_hint: Option<String>,
    /// For the `inputmode` attribute.
    pub input_mode: &'static str,
    /// For the `autocomplete` attribute.
    pub autocomplete: Option<&'static str>,
    /// Comes from a register that is not connected: "chưa kết nối, xin tự khai".
    pub register: Option<String>,
}

/// An option.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct OptionView {
    pub value: String,
    pub label: String,
    pub help: Option<String>,
    pub is_chosen: bool,
}

/// Codes and text of an address; the page brings the lists of places.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct AddressView {
    pub country: String,
    pub province: String,
    pub district: String,
    pub commune: String,
    pub detail: String,
    /// Whether another country may be chosen.
    pub allows_abroad: bool,
    /// Whether units of the time with districts may be chosen.
    pub allows_former_units: bool,
    /// Whether only units of the time with districts may be chosen.
    pub only_former_units: bool,
    pub is_detail_required: bool,
}

/// A table.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct TableView {
    pub columns: Vec<ColumnView>,
    pub rows: Vec<RowView>,
    /// An empty row for `<template>`; its names hold `__n__` where the number goes.
    pub blank: RowView,
    pub row_label: String,
    pub min_rows: usize,
    pub max_rows: usize,
    pub totals: Vec<TotalView>,
}

/// The head of a column.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct ColumnView {
    pub id: String,
    pub label: String,
    pub help: Option<String>,
    pub unit: Option<String>,
    pub is_required: bool,
}

/// A row.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct RowView {
    /// For people, from 1; empty in the blank row.
    pub number: String,
    pub fields: Vec<FieldView>,
}

/// A sum under a column.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct TotalView {
    pub column: String,
    pub label: String,
    pub text: String,
}

/// An upload.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct FileView {
    pub id: String,
    pub name: String,
    pub size_bytes: u64,
}

/// A problem with the place to jump to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct ProblemView {
    /// The `id` of the field, without `#`.
    pub html_id: String,
    pub label: String,
    pub text: String,
    pub is_warning: bool,
}
