//! Builds the page of a form.

use serde_json::Value as Json;

use crate::check::{Checked, State};
use crate::context::{Answers, Context};
use crate::flat::typed;
use crate::form::{AccountFact, Field, Form, Prefill};
use crate::kind::{Kind, ResultKind, Table};
use crate::problem::{Problem, Severity};
use crate::show::{Words, reversed, shown, shown_bare};

use super::{
    AddressView, ColumnView, FieldView, FileView, FormView, OptionView, ProblemView, RowView, SectionView,
    TableView, TotalView,
};

impl Form {
    /// The page of a form with its answers and what a check found. Without any answers it shows first values.
    pub fn view(
        &self,
        answers: &Answers,
        checked: &Checked,
        context: &Context<'_>,
        language: &str,
    ) -> FormView {
        let page = Page { form: self, answers, checked, words: self.words(context), language };
        let sections = self.sections.iter().map(|section| {
            let fields: Vec<FieldView> = section.fields.clone().map(|at| page.field(at)).collect();
            SectionView {
                id: section.id.clone(),
                title: section.title.in_language(language).to_owned(),
                help: section.help.as_ref().map(|help| help.in_language(language).to_owned()),
                is_visible: fields.iter().any(|field| field.is_visible),
                fields,
            }
        });
        FormView {
            title: self.title.in_language(language).to_owned(),
            form_number: self.form_number.clone(),
            sections: sections.collect(),
            problems: checked.problems.iter().map(|problem| page.problem(problem)).collect(),
            model: self.browser_model(answers, context.today),
        }
    }
}

impl Problem {
    /// All of it in one or two sentences.
    pub fn sentence(&self) -> String {
        match self.code.as_str() {
            "required" => format!("Chưa có {}. {}", self.expected, self.remedy),
            code if code.starts_with("check.") => {
                let found =
                    if self.has_found() { format!(" Thấy: {}.", self.found) } else { String::new() };
                format!("{}{found} {}", self.expected, self.remedy)
            }
            "choice.outdated" => self.remedy.clone(),
            _ => format!("Cần {}; thấy {}. {}", self.expected, self.found, self.remedy),
        }
    }

    fn has_found(&self) -> bool {
        self.found != crate::check::NOTHING_FOUND
    }
}

struct Page<'a> {
    form: &'a Form,
    answers: &'a Answers,
    checked: &'a Checked,
    words: Words<'a>,
    language: &'a str,
}

/// One value to show.
struct Shown<'a> {
    path: String,
    /// As posted, or the first value of an untouched field.
    posted: Option<&'a Json>,
    /// In canonical form.
    value: Option<&'a Json>,
    state: State,
}

impl Page<'_> {
    fn field(&self, at: usize) -> FieldView {
        let field = &self.form.fields[at];
        let state = self.checked.states[at];
        let is_unseen =
            self.answers.is_empty() || !(state.is_visible || self.answers.contains_key(&field.id));
        let is_untouched = is_unseen && field.kind.table().is_none();
        let first = is_untouched.then(|| self.form.first_value(field, self.words.context)).flatten();
        let posted = self.answers.get(&field.id).or(first.as_ref());
        // What a hidden field was given, or proposes, stands ready for when it is shown.
        let ready = if state.is_visible { first.as_ref() } else { posted };
        let value = self.checked.values.get(&field.id).or(ready);
        let mut view = self.one(field, Shown { path: field.id.clone(), posted, value, state });
        if let Some(table) = field.kind.table() {
            view.table = Some(self.table(at, field, table));
        }
        view
    }

    fn one(&self, field: &Field, shown_value: Shown<'_>) -> FieldView {
        let Shown { path, posted, value, state } = shown_value;
        let (warnings, problems) = self.problems_at(&path);
        let mut view = FieldView {
            html_id: html_id(&path),
            kind: field.kind.name(),
            label: self.text(&field.label),
            help: field.help.as_ref().map(|help| self.text(help)),
            value: as_typed(&field.kind, posted, value),
            canonical: value
                .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                .unwrap_or_default(),
            text: value.map(|value| shown_bare(field, value, self.words)).unwrap_or_default(),
            is_checked: value == Some(&Json::Bool(true)),
            options: self.options(&field.kind, value),
            is_visible: state.is_visible,
            is_required: state.is_required,
            is_locked: state.is_locked,
            problems,
            warnings,
            input_mode: input_mode(&field.kind),
            autocomplete: autocomplete(field),
            register: match &field.prefill {
                Some(Prefill::Register(register)) => Some(register.clone()),
                _ => None,
            },
            name: path,
            ..FieldView::default()
        };
        self.rules(&field.kind, posted, &mut view);
        view
    }

    /// What only some kinds have.
    fn rules(&self, kind: &Kind, posted: Option<&Json>, view: &mut FieldView) {
        match kind {
            Kind::Text(rule) | Kind::Textarea(rule) => {
                view.max_length = Some(rule.max_length);
                view.pattern_hint = rule.pattern.as_ref().map(|pattern| self.text(&pattern.hint));
            }
            Kind::Number(rule) => view.unit = rule.unit.as_ref().map(|unit| self.text(unit)),
            Kind::Money(_) => view.unit = Some("đồng".to_owned()),
            Kind::Computed(rule) if rule.result == ResultKind::Money => view.unit = Some("đồng".to_owned()),
            Kind::Computed(rule) => view.unit = rule.unit.as_ref().map(|unit| self.text(unit)),
            Kind::Address(rule) => view.address = Some(address(rule, posted)),
            Kind::File(rule) => {
                view.accept =
                    rule.accept.iter().map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(",");
                (view.max_mb, view.max_files) = (rule.max_mb, rule.max_files);
                let ids = posted.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
                view.files = ids
                    .filter_map(|id| {
                        let facts = self.words.context.files.get(id)?;
                        Some(FileView {
                            id: id.to_owned(),
                            name: facts.name.clone(),
                            size_bytes: facts.size_bytes,
                        })
                    })
                    .collect();
            }
            _ => {}
        }
    }

    fn options(&self, kind: &Kind, value: Option<&Json>) -> Vec<OptionView> {
        let is_chosen = |option: &str| match value {
            Some(Json::Array(chosen)) => chosen.iter().any(|each| each == option),
            Some(Json::Object(parts)) => parts.get("method").is_some_and(|method| method == option),
            Some(chosen) => chosen == option,
            None => false,
        };
        if let Kind::Signature(methods) = kind {
            return methods
                .iter()
                .map(|method| OptionView {
                    value: method.name().to_owned(),
                    label: method.label().to_owned(),
                    help: None,
                    is_chosen: is_chosen(method.name()),
                })
                .collect();
        }
        let today = self.words.context.today;
        let offered =
            kind.options().iter().filter(|option| option.is_in_force(today) || is_chosen(&option.value));
        offered
            .map(|option| OptionView {
                value: option.value.clone(),
                label: self.text(&option.label),
                help: option.help.as_ref().map(|help| self.text(help)),
                is_chosen: is_chosen(&option.value),
            })
            .collect()
    }

    fn table(&self, at: usize, field: &Field, table: &Table) -> TableView {
        let posted =
            self.answers.get(&field.id).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let states = self.checked.rows.get(&at).map(Vec::as_slice).unwrap_or_default();
        let rows = posted.iter().zip(states).enumerate().map(|(number, (posted, row))| RowView {
            number: (number + 1).to_string(),
            fields: self.cells(field, table, &number.to_string(), |column, at| {
                (posted.get(&column.id), row.json.get(&column.id), row.states[at])
            }),
        });
        let blank = self.cells(field, table, "__n__", |column, _| {
            let state = State {
                is_visible: column.visible_when.is_none(),
                is_required: column.required,
                ..State::default()
            };
            (None, None, state)
        });
        TableView {
            columns: table.columns.iter().map(|column| self.column(column)).collect(),
            rows: rows.collect(),
            blank: RowView { number: String::new(), fields: blank },
            row_label: table.row_label.as_ref().map_or_else(|| "Dòng".to_owned(), |label| self.text(label)),
            min_rows: table.min_rows,
            max_rows: table.max_rows,
            totals: table.totals.iter().map(|column| self.total(field, &table.columns[*column])).collect(),
        }
    }

    fn cells<'v>(
        &self,
        field: &Field,
        table: &Table,
        number: &str,
        cell: impl Fn(&Field, usize) -> (Option<&'v Json>, Option<&'v Json>, State),
    ) -> Vec<FieldView> {
        let views = table.columns.iter().enumerate().map(|(at, column)| {
            let (posted, value, state) = cell(column, at);
            let first = column.default.as_ref().filter(|_| number == "__n__");
            let path = format!("{}[{number}].{}", field.id, column.id);
            self.one(column, Shown { path, posted: posted.or(first), value: value.or(first), state })
        });
        views.collect()
    }

    fn column(&self, column: &Field) -> ColumnView {
        let unit = match &column.kind {
            Kind::Number(rule) => rule.unit.as_ref(),
            Kind::Computed(rule) => rule.unit.as_ref(),
            _ => None,
        };
        ColumnView {
            id: column.id.clone(),
            label: self.text(&column.label),
            help: column.help.as_ref().map(|help| self.text(help)),
            unit: unit.map(|unit| self.text(unit)),
            is_required: column.required,
        }
    }

    fn total(&self, field: &Field, column: &Field) -> TotalView {
        let rows = self
            .checked
            .values
            .get(&field.id)
            .and_then(Json::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let cells = rows.iter().filter_map(|row| feel::Value::from_json(row.get(&column.id)?).as_number());
        let sum = cells.fold(feel::Number::ZERO, |sum, number| sum.plus(number).unwrap_or(sum));
        let text = shown(column, &feel::Value::Number(sum).to_json(), self.words);
        TotalView { column: column.id.clone(), label: self.text(&column.label), text }
    }

    fn problems_at(&self, path: &str) -> (Vec<ProblemView>, Vec<ProblemView>) {
        let here = self.checked.problems.iter().filter(|problem| problem.path == path);
        here.map(|problem| self.problem(problem)).partition(|problem| problem.is_warning)
    }

    fn problem(&self, problem: &Problem) -> ProblemView {
        let id = problem.path.split(['[', '.']).next().unwrap_or_default();
        let label = match self.form.field(id) {
            None => self.form.title.in_language(self.language).to_owned(),
            Some(field) => {
                let column = problem.path.split("].").nth(1).and_then(|column| {
                    field.kind.table().and_then(|table| table.columns.iter().find(|each| each.id == column))
                });
                match column {
                    None => self.text(&field.label),
                    Some(column) => {
                        format!(
                            "{}, dòng {}: {}",
                            self.text(&field.label),
                            problem.rank.1,
                            self.text(&column.label)
                        )
                    }
                }
            }
        };
        let is_warning = problem.severity == Severity::Warning;
        ProblemView { html_id: html_id(&problem.path), label, text: problem.sentence(), is_warning }
    }

    fn text(&self, text: &crate::text::Text) -> String {
        text.in_language(self.language).to_owned()
    }
}

/// `cu_tru[2].tu` as `f-cu_tru-2-tu`.
fn html_id(path: &str) -> String {
    let mut id = "f-".to_owned();
    id.extend(path.chars().filter(|c| *c != ']').map(|c| if matches!(c, '[' | '.') { '-' } else { c }));
    id
}

/// A faulty answer stands as it was typed; a sound one as one would type it.
fn as_typed(kind: &Kind, posted: Option<&Json>, value: Option<&Json>) -> String {
    match (kind, value, posted) {
        (Kind::Address(_) | Kind::Table(_) | Kind::File(_) | Kind::Multi(_) | Kind::Signature(_), ..) => {
            String::new()
        }
        (Kind::Date(_) | Kind::PartialDate(..) | Kind::Month(_), Some(Json::String(iso)), _) => reversed(iso),
        (_, Some(value), _) => typed(value),
        (Kind::Date(_) | Kind::PartialDate(..), None, Some(Json::Object(boxes))) => {
            let parts = ["day", "month", "year"].iter().filter_map(|part| boxes.get(*part)?.as_str());
            parts.collect::<Vec<_>>().join("/")
        }
        (_, None, Some(posted)) => typed(posted),
        (_, None, None) => String::new(),
    }
}

fn address(rule: &crate::kind::AddressRule, posted: Option<&Json>) -> AddressView {
    use crate::kind::UnitEra;
    let part = |name: &str| posted.and_then(|parts| parts.get(name)?.as_str()).unwrap_or_default().to_owned();
    let country =
        Some(part("country")).filter(|country| !country.is_empty()).unwrap_or_else(|| "VN".to_owned());
    AddressView {
        country,
        province: part("province"),
        district: part("district"),
        commune: part("commune"),
        detail: part("detail"),
        allows_abroad: !rule.vietnam_only,
        allows_former_units: rule.units != UnitEra::Current,
        only_former_units: rule.units == UnitEra::Former,
        is_detail_required: rule.detail_required,
    }
}

fn input_mode(kind: &Kind) -> &'static str {
    match kind {
        Kind::Number(rule) if rule.decimals > 0 => "decimal",
        Kind::Number(_) | Kind::Money(_) | Kind::Year(_) => "numeric",
        Kind::Phone => "tel",
        Kind::Email => "email",
        Kind::Url { .. } => "url",
        _ => "text",
    }
}

/// Only what the person tells about themselves may be filled by the browser.
fn autocomplete(field: &Field) -> Option<&'static str> {
    match &field.prefill {
        Some(Prefill::Account(AccountFact::FullName)) => Some("name"),
        Some(Prefill::Account(AccountFact::BirthDate)) => Some("bday"),
        Some(Prefill::Account(AccountFact::Phone)) => Some("tel"),
        Some(Prefill::Account(AccountFact::Email)) => Some("email"),
        Some(Prefill::Account(AccountFact::OrganisationName)) => Some("organization"),
        _ => None,
    }
}
