//! A field of a form as the components of the page take it (_ô nhập_): plain texts, no options of options.

use forms::{FieldView, FormView, ProblemView, TableView};

use crate::app::App;
use crate::ui::Problem;

/// A field on a page.
#[derive(Clone, Debug, Default)]
pub struct Control {
    /// Which component draws it.
    pub control: &'static str,
    /// Name and id.
    pub name: String,
    /// The question.
    pub label: String,
    /// The sentence under it.
    pub hint: String,
    /// What stands in the input.
    pub value: String,
    /// What has to be mended; empty when nothing has.
    pub error: String,
    /// Shown.
    pub is_visible: bool,
    /// Must be answered.
    pub is_required: bool,
    /// Cannot be changed.
    pub is_locked: bool,
    /// Set, for a tick.
    pub is_checked: bool,
    /// Options.
    pub options: Vec<Choice>,
    /// Provinces and communes of an address.
    pub provinces: Vec<Choice>,
    /// The communes of the chosen province.
    pub communes: Vec<Choice>,
    /// Countries, when another may be chosen.
    pub countries: Vec<Choice>,
    /// The rest of an address.
    pub detail: String,
    /// Unit after a number.
    pub unit: String,
    /// The most characters, as text; empty for the usual.
    pub max: String,
    /// For the `inputmode` attribute.
    pub input_mode: &'static str,
    /// For the `autocomplete` attribute.
    pub autocomplete: String,
    /// Heads of the columns of a table.
    pub columns: Vec<String>,
    /// Rows of a table.
    pub rows: Vec<Row>,
    /// An empty row for scripts.
    pub blank: Vec<Control>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its place, `cu_tru[2]`.
    pub name: String,
    /// From 1.
    pub number: String,
    /// Its cells.
    pub cells: Vec<Control>,
}

/// An option of a list.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What people read.
    pub label: String,
    /// More; may be empty.
    pub hint: String,
    /// Chosen.
    pub checked: bool,
}

/// Up to that many options are shown as buttons, more as a list.
const MOST_RADIOS: usize = 6;

/// The fields of section `section` as controls.
pub fn controls(app: &App, (view, section): (&FormView, &str)) -> Vec<Control> {
    let section = view.sections.iter().find(|each| each.id == section);
    section.map(|section| section.fields.iter().map(|field| control(app, field)).collect()).unwrap_or_default()
}

/// Problems of the form as lines of a summary that lead to the field by its name.
pub fn problems(view: &FormView, section: Option<&str>) -> Vec<Problem> {
    let mut lines = Vec::new();
    for each in view.sections.iter().filter(|each| section.is_none_or(|wanted| each.id == wanted)) {
        for field in &each.fields {
            collect(field, &mut lines);
        }
    }
    lines
}

fn collect(field: &FieldView, lines: &mut Vec<Problem>) {
    if !field.is_visible {
        return;
    }
    let own = field.problems.iter().map(|problem| Problem { text: format!("{}: {}", problem.label, problem.text), href: format!("#{}", field.name) });
    lines.extend(own);
    if let Some(table) = &field.table {
        table.rows.iter().flat_map(|row| &row.fields).for_each(|cell| collect(cell, lines));
    }
}

fn control(app: &App, field: &FieldView) -> Control {
    let texts = |views: &[ProblemView]| views.iter().map(|p| p.text.clone()).collect::<Vec<_>>().join(" ");
    let mut hint: Vec<String> = field.help.iter().cloned().collect();
    hint.extend(field.pattern_hint.iter().cloned());
    if field.register.is_some() {
        hint.push("Chưa kết nối cơ sở dữ liệu, xin tự khai.".to_owned());
    }
    if !field.warnings.is_empty() {
        hint.push(format!("Xin xem lại: {}", texts(&field.warnings)));
    }
    let mut shown = Control {
        control: component(field),
        name: field.name.clone(),
        label: field.label.clone(),
        hint: hint.join(" "),
        value: field.value.clone(),
        error: texts(&field.problems),
        is_visible: field.is_visible,
        is_required: field.is_required,
        is_locked: field.is_locked,
        is_checked: field.is_checked,
        options: field
            .options
            .iter()
            .map(|option| Choice {
                value: option.value.clone(),
                label: option.label.clone(),
                hint: option.help.clone().unwrap_or_default(),
                checked: option.is_chosen,
            })
            .collect(),
        unit: field.unit.clone().unwrap_or_default(),
        max: field.max_length.map(|max| max.to_string()).unwrap_or_default(),
        input_mode: field.input_mode,
        autocomplete: field.autocomplete.unwrap_or_default().to_owned(),
        ..Control::default()
    };
    if let Some(address) = &field.address {
        let place = |(code, name): &(String, String), chosen: &str| Choice {
            value: code.clone(),
            label: name.clone(),
            hint: String::new(),
            checked: code == chosen,
        };
        let lists = &app.catalogue.known.law.lists;
        shown.provinces = lists.provinces().iter().map(|each| place(each, &address.province)).collect();
        shown.communes = lists.communes(&address.province).iter().map(|each| place(each, &address.commune)).collect();
        if address.allows_abroad {
            shown.countries = app.catalogue.countries().iter().map(|each| place(each, &address.country)).collect();
        }
        shown.detail.clone_from(&address.detail);
    }
    if let Some(table) = &field.table {
        with_rows(app, &mut shown, table);
    }
    if field.kind == "computed" {
        shown.value.clone_from(&field.text);
    }
    shown
}

fn with_rows(app: &App, shown: &mut Control, table: &TableView) {
    shown.columns = table.columns.iter().map(|column| column.label.clone()).collect();
    shown.blank = table.blank.fields.iter().map(|cell| control(app, cell)).collect();
    let name = |at: usize| format!("{}[{at}]", shown.name);
    shown.rows = table
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| Row {
            name: name(at),
            number: row.number.clone(),
            cells: row.fields.iter().map(|cell| control(app, cell)).collect(),
        })
        .collect();
}

/// Which component draws a kind.
fn component(field: &FieldView) -> &'static str {
    match field.kind {
        "choice" if field.options.len() <= MOST_RADIOS => "radios",
        "choice" => "select",
        "multi" => "checkboxes",
        "signature" if field.options.len() > 1 => "radios",
        "signature" => "consent",
        kind @ ("textarea" | "number" | "money" | "date" | "partial_date" | "month" | "checkbox" | "address" | "table"
        | "file" | "computed") => kind,
        "phone" => "tel",
        "email" => "email",
        "datetime" => "datetime",
        _ => "text",
    }
}
