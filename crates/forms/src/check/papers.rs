//! Second pass, part two: numbers of identity papers need to know the kind of paper, and are held against birth, sex and nationality.

use feel::Value;

use super::{Run, Spot, identity};
use crate::codes::Choice;
use crate::form::Field;
use crate::kind::{IdNumberRule, Kind, Paper, Table};
use crate::problem::{Fault, Severity};

impl Run<'_> {
    pub(super) fn papers(&mut self) {
        let form = self.form;
        for (at, field) in form.fields.iter().enumerate() {
            match &field.kind {
                Kind::IdNumber(rule) => {
                    let number = self.feel[at].clone();
                    let spot = self.field_spot(at);
                    let faults = self.paper(rule, &number, &|run, id| run.form_value(id));
                    self.report_paper(at, &spot, faults);
                }
                Kind::Table(table) => self.papers_in_rows(at, table),
                _ => {}
            }
        }
    }

    fn papers_in_rows(&mut self, at: usize, table: &Table) {
        let rows = self.out.rows.get(&at).cloned().unwrap_or_default();
        for (number, row) in rows.iter().enumerate() {
            for (column_at, column) in table.columns.iter().enumerate() {
                let Kind::IdNumber(rule) = &column.kind else {
                    continue;
                };
                let value = |run: &Self, id: &str| match table.index.get(id) {
                    Some(other) => row.feel[*other].clone(),
                    None => run.form_value(id),
                };
                let spot = self.cell_spot(at, number, column_at);
                let faults = self.paper(rule, &row.feel[column_at], &value);
                self.report_paper(at, &spot, faults);
            }
        }
    }

    fn report_paper(&mut self, at: usize, spot: &Spot, faults: Vec<Fault>) {
        for fault in faults {
            self.out.states[at].is_faulty |= fault.severity == Severity::Problem;
            self.report(spot, fault);
        }
    }

    fn form_value(&self, id: &str) -> Value {
        self.form.index.get(id).map_or(Value::Null, |at| self.feel[*at].clone())
    }

    fn paper(&self, rule: &IdNumberRule, number: &Value, value: &dyn Fn(&Self, &str) -> Value) -> Vec<Fault> {
        let Some(number) = number.as_text() else {
            return vec![];
        };
        let nationality = rule.nationality.as_ref().map(|id| value(self, id));
        let is_foreign = nationality.as_ref().and_then(Value::as_text).map(|country| country != "VN");
        let chosen = match &rule.paper {
            Paper::Field(id) => {
                let kind = value(self, id);
                let option = kind.as_text().and_then(|kind| self.option(id, kind));
                option
                    .and_then(|option| Some((option.id_rule.clone()?, option.cross_check)))
                    .into_iter()
                    .collect()
            }
            Paper::AnyOf(papers) => papers.clone(),
        };
        let Some((first, _)) = chosen.first() else {
            return vec![];
        };
        let Some((fitting, severity)) =
            chosen.iter().find(|(paper, _)| identity::fits(number, paper, is_foreign))
        else {
            return vec![identity::misfit(number, first, is_foreign)];
        };
        if !fitting.encodes_birth_and_sex {
            return vec![];
        }
        let told = |id: &Option<String>| id.as_ref().map_or(Value::Null, |id| value(self, id));
        contradictions(number, &told(&rule.birth), &told(&rule.sex))
            .into_iter()
            .map(|fault| fault.with_severity(rule.cross_check.unwrap_or(*severity)))
            .collect()
    }

    /// The chosen option of a field or column that names kinds of papers.
    fn option(&self, id: &str, value: &str) -> Option<&Choice> {
        let columns =
            self.form.fields.iter().filter_map(|field| field.kind.table()).flat_map(|table| &table.columns);
        let all = self.form.field(id).into_iter().chain(columns.filter(|column| column.id == id));
        all.flat_map(|field: &Field| field.kind.options())
            .find(|option| option.value == value && option.id_rule.is_some())
    }
}

fn contradictions(number: &str, birth: &Value, sex: &Value) -> Vec<Fault> {
    let Some((told_year, told_male)) = identity::told_by_number(number) else {
        return vec![];
    };
    let mut faults = Vec::new();
    let year = match birth {
        Value::Date(day) => Some(i64::from(day.year())),
        Value::Context(parts) => parts.get("year").and_then(Value::as_number).and_then(feel::Number::to_i64),
        _ => None,
    };
    if let Some(year) = year.filter(|year| *year != told_year) {
        faults.push(Fault::new(
            "id_number.birth",
            format!("năm sinh {told_year} theo số căn cước"),
            format!("năm sinh đã khai {year}"),
            "Xin xem lại số căn cước và năm sinh.",
        ));
    }
    let male = match sex.as_text() {
        Some("nam") => Some(true),
        Some("nu") => Some(false),
        _ => None,
    };
    if male.is_some_and(|male| male != told_male) {
        let word = |male: bool| if male { "nam" } else { "nữ" };
        faults.push(Fault::new(
            "id_number.sex",
            format!("giới tính {} theo số căn cước", word(told_male)),
            format!("giới tính đã khai {}", word(!told_male)),
            "Xin xem lại số căn cước và giới tính.",
        ));
    }
    faults
}
