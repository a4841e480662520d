//! A field of a form as the components of the page take it (_ô nhập_): plain texts, no options of options.

use forms::{AddressView, Answers, FieldView, FormView, ProblemView, TableView};
use serde_json::json;

use crate::app::App;
use crate::features::documents::Attachment;
use crate::platform::web::Pairs;
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
    /// Districts until 30/6/2025, when a place of that time may be chosen.
    pub districts: Vec<Choice>,
    /// The communes of the chosen province or district.
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

impl Control {
    /// Where the lists of this address come from.
    pub fn places_url(&self) -> &'static str {
        if self.districts.is_empty() { "/dia-danh/xa" } else { "/dia-danh/xa?cu=1" }
    }

    /// Whether a row of this table is too wide for a line.
    pub fn has_wide_rows(&self) -> bool {
        self.blank.iter().any(|cell| matches!(cell.control, "address" | "textarea"))
    }
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

/// The pseudo-component of files that the form itself asks for (_tệp trong tờ khai_): uploaded once, chosen in a field or a row.
pub const FORM_FILES: &str = "_form";

/// Begins the value of the list of districts that says "since 1/7/2025, without district"; the province follows.
pub const NO_DISTRICT: &str = "moi.";

/// The entry of the list of districts for places of today.
pub fn era_choice(province: &str) -> (String, &'static str) {
    (format!("{NO_DISTRICT}{province}"), "Từ 01/7/2025 (không còn huyện)")
}

/// The fields of section `section` as controls; `files` are the uploads that file fields may name.
pub fn controls(app: &App, (view, section, files): (&FormView, &str, &[Attachment])) -> Vec<Control> {
    let sheet = Sheet { app, files };
    let section = view.sections.iter().find(|each| each.id == section);
    section
        .map(|section| section.fields.iter().map(|field| sheet.control(field)).collect())
        .unwrap_or_default()
}

/// Whether a section asks for files.
pub fn asks_for_files(controls: &[Control]) -> bool {
    controls.iter().any(|each| each.control == "file" || each.blank.iter().any(|cell| cell.control == "file"))
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
    lines.extend(field.problems.iter().map(|problem| {
        let names_itself = problem.text.contains(&field.label);
        let text =
            if names_itself { problem.text.clone() } else { format!("{}: {}", field.label, problem.text) };
        Problem { text, href: format!("#{}", field.name) }
    }));
    for row in field.table.iter().flat_map(|table| &table.rows) {
        let mut own = Vec::new();
        row.fields.iter().for_each(|cell| collect(cell, &mut own));
        lines.extend(
            own.into_iter()
                .map(|line| Problem { text: format!("Dòng {}: {}", row.number, line.text), ..line }),
        );
    }
}

/// What controls are made from.
struct Sheet<'a> {
    app: &'a App,
    files: &'a [Attachment],
}

impl Sheet<'_> {
    fn control(&self, field: &FieldView) -> Control {
        let texts =
            |views: &[ProblemView]| views.iter().map(|p| p.text.clone()).collect::<Vec<_>>().join(" ");
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
            self.with_places(&mut shown, address);
        }
        if let Some(table) = &field.table {
            self.with_rows(&mut shown, table);
        }
        if field.kind == "file" {
            shown.options = self.file_choices(field);
        }
        if field.kind == "computed" {
            shown.value.clone_from(&field.text);
        }
        shown
    }

    /// Uploads of the form, those that the field names as chosen.
    fn file_choices(&self, field: &FieldView) -> Vec<Choice> {
        let of_form = self.files.iter().filter(|file| file.component == FORM_FILES);
        of_form
            .map(|file| {
                let id = file.id.to_string();
                let checked = field.files.iter().any(|chosen| chosen.id == id);
                Choice { value: id, label: file.name.clone(), hint: String::new(), checked }
            })
            .collect()
    }

    fn with_places(&self, shown: &mut Control, address: &AddressView) {
        let lists = &self.app.catalogue.known.law.lists;
        shown.provinces = choices(lists.provinces(), &address.province);
        shown.communes = choices(lists.communes(&address.province), &address.commune);
        if address.allows_former_units || address.only_former_units {
            let former = lists
                .former_provinces()
                .map(|(code, name)| (code.clone(), format!("{name} (đến 30/6/2025)")))
                .collect::<Vec<_>>();
            shown.provinces.extend(choices(&former, &address.province));
            let (mark, label) = era_choice(&address.province);
            let is_of_today = address.district.is_empty() && !address.province.is_empty();
            if address.province.is_empty() || !lists.communes(&address.province).is_empty() {
                let today = Choice {
                    value: mark,
                    label: label.to_owned(),
                    checked: is_of_today,
                    ..Choice::default()
                };
                shown.districts.push(today);
            }
            shown.districts.extend(choices(lists.former_districts(&address.province), &address.district));
            if !address.district.is_empty() {
                shown.communes = choices(lists.former_communes(&address.district), &address.commune);
            }
        }
        if address.allows_abroad {
            let chosen = if address.country.is_empty() { "VN" } else { &address.country };
            shown.countries = choices(self.app.catalogue.countries(), chosen);
        }
        shown.detail.clone_from(&address.detail);
    }

    fn with_rows(&self, shown: &mut Control, table: &TableView) {
        shown.columns = table.columns.iter().map(|column| column.label.clone()).collect();
        shown.blank = table.blank.fields.iter().map(|cell| self.control(cell)).collect();
        let name = |at: usize| format!("{}[{at}]", shown.name);
        if table.rows.is_empty() && shown.is_required {
            let cells = table.blank.fields.iter().map(|cell| self.control(&numbered(cell, 0))).collect();
            shown.rows = vec![Row { name: name(0), number: "1".into(), cells }];
            return;
        }
        shown.rows = table
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| Row {
                name: name(at),
                number: row.number.clone(),
                cells: row.fields.iter().map(|cell| self.control(cell)).collect(),
            })
            .collect();
    }
}

/// A cell of the blank row as that of row `at`.
fn numbered(cell: &FieldView, at: usize) -> FieldView {
    FieldView { name: cell.name.replace("__n__", &at.to_string()), ..cell.clone() }
}

fn choices(places: &[(String, String)], chosen: &str) -> Vec<Choice> {
    let choice = |(code, name): &(String, String)| Choice {
        value: code.clone(),
        label: name.clone(),
        hint: String::new(),
        checked: code == chosen,
    };
    places.iter().map(choice).collect()
}

/// Answers as posted, without the mark for "no district", which is no code of a place.
pub fn without_marks(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| {
        let is_mark = name.ends_with(".district") && value.starts_with(NO_DISTRICT);
        (name.as_str(), if is_mark { "" } else { value.as_str() })
    })
}

/// Whether a button of the form itself was pressed: a row more, a row less, the next list of an address.
pub fn is_button(pairs: &Pairs) -> bool {
    ["_add", "_remove", "_reload"].iter().any(|button| pairs.has(button))
}

/// Adds or removes the row that a button of the form asks for.
pub fn change_rows(answers: &mut Answers, pairs: &Pairs) {
    let added = pairs.get("_add");
    if !added.is_empty()
        && let Some(rows) = answers.entry(added).or_insert_with(|| json!([])).as_array_mut()
    {
        rows.push(json!({}));
    }
    if let Some((table, at)) = pairs.get("_remove").trim_end_matches(']').split_once('[')
        && let Some(rows) = answers.get_mut(table).and_then(serde_json::Value::as_array_mut)
        && let Ok(at) = at.parse::<usize>()
        && at < rows.len()
    {
        rows.remove(at);
    }
}

/// Which component draws a kind.
fn component(field: &FieldView) -> &'static str {
    match field.kind {
        "choice" if field.options.len() <= MOST_RADIOS => "radios",
        "choice" => "select",
        "multi" => "checkboxes",
        "signature" if field.options.len() > 1 => "radios",
        "signature" => "consent",
        kind @ ("textarea" | "number" | "money" | "date" | "partial_date" | "month" | "checkbox"
        | "address" | "table" | "file" | "computed") => kind,
        "phone" => "tel",
        "email" => "email",
        "datetime" => "datetime",
        _ => "text",
    }
}
