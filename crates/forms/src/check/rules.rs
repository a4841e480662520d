//! Second pass, part one: what is required. Third pass: checks across fields and in rows.

use feel::Value;

use super::read::Reading;
use super::{NOTHING_FOUND, RowState, Run, Spot, named};
use crate::form::{Check, Field};
use crate::kind::{Kind, Table};
use crate::problem::{Fault, Problem, Severity};
use crate::show;

impl Run<'_> {
    /// Works out what is required without complaining.
    pub(super) fn mark_required(&mut self) {
        let form = self.form;
        for (at, field) in form.fields.iter().enumerate() {
            if !self.out.states[at].is_visible {
                continue;
            }
            self.out.states[at].is_required = field.required || self.is_true(field.required_when.as_ref());
            if let Some(table) = field.kind.table() {
                self.mark_rows(at, table);
            }
        }
    }

    fn mark_rows(&mut self, at: usize, table: &Table) {
        let Some(mut rows) = self.out.rows.remove(&at) else {
            return;
        };
        for (number, row) in rows.iter_mut().enumerate() {
            for (column_at, column) in table.columns.iter().enumerate() {
                let when = column.required_when.as_ref();
                let is_required = column.required
                    || when.is_some_and(|expr| self.eval_row(expr, table, row, number).is_true());
                row.states[column_at].is_required = is_required;
            }
        }
        self.out.rows.insert(at, rows);
    }

    pub(super) fn required(&mut self) {
        self.mark_required();
        let form = self.form;
        for (at, field) in form.fields.iter().enumerate() {
            let state = self.out.states[at];
            if !state.is_visible || matches!(field.kind, Kind::Computed(_)) {
                continue;
            }
            if !state.is_faulty
                && state.is_required
                && Reading::is_missing(&field.kind, self.out.values.get(&field.id))
            {
                self.report(&self.field_spot(at), missing(field));
                self.out.states[at].is_faulty = true;
            }
            if let Some(table) = field.kind.table() {
                self.required_in_rows(at, table);
            }
        }
    }

    fn required_in_rows(&mut self, at: usize, table: &Table) {
        let rows = self.out.rows.remove(&at).unwrap_or_default();
        let count = rows.iter().filter(|row| !row.is_blank).count();
        if count > 0 && count < table.min_rows {
            let expected = format!("ít nhất {} dòng", table.min_rows);
            let fault = Fault::new("table.min_rows", expected, format!("{count} dòng"), "Xin thêm dòng.");
            self.report(&self.field_spot(at), fault);
            self.out.states[at].is_faulty = true;
        }
        let mut rows = rows;
        for (number, row) in rows.iter_mut().enumerate().filter(|(_, row)| !row.is_blank) {
            for (column_at, column) in table.columns.iter().enumerate() {
                let state = row.states[column_at];
                let is_open = state.is_visible && state.is_required && !state.is_faulty;
                if is_open
                    && !matches!(column.kind, Kind::Computed(_))
                    && Reading::is_missing(&column.kind, row.json.get(&column.id))
                {
                    row.states[column_at].is_faulty = true;
                    self.out.states[at].is_faulty = true;
                    self.report(&self.cell_spot(at, number, column_at), missing(column));
                }
            }
        }
        self.out.rows.insert(at, rows);
    }

    pub(super) fn checks(&mut self) {
        let form = self.form;
        for (at, field) in form.fields.iter().enumerate() {
            if let Some(table) = field.kind.table().filter(|table| !table.row_checks.is_empty()) {
                self.row_checks(at, table);
            }
            for column in field.kind.table().into_iter().flat_map(|table| &table.columns) {
                self.column_checks(at, column);
            }
        }
        for check in crate::load::all_checks(form) {
            let places: Vec<usize> = check.at.iter().filter_map(|id| form.index.get(id).copied()).collect();
            let is_open =
                places.iter().all(|at| self.out.states[*at].is_visible && !self.out.states[*at].is_faulty);
            let Some(first) = places.first().copied().filter(|_| is_open) else {
                continue;
            };
            if check.when.is_some() && !self.is_true(check.when.as_ref()) {
                continue;
            }
            if self.eval(&check.must).is_false() {
                let found = check.found.as_ref().map(|found| self.eval(found));
                let also = check.at.iter().skip(1).cloned().collect();
                let spot = self.field_spot(first);
                self.fail(check, &spot, found, also);
            }
        }
    }

    fn row_checks(&mut self, at: usize, table: &Table) {
        let rows = self.out.rows.get(&at).cloned().unwrap_or_default();
        for (number, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank) {
            for check in &table.row_checks {
                self.row_check(at, table, check, (number, row));
            }
        }
    }

    /// A column's own checks are row checks at that column.
    fn column_checks(&mut self, at: usize, column: &Field) {
        let Some(table) = self.form.fields[at].kind.table().filter(|_| !column.checks.is_empty()) else {
            return;
        };
        let rows = self.out.rows.get(&at).cloned().unwrap_or_default();
        for (number, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank) {
            for check in &column.checks {
                self.row_check(at, table, check, (number, row));
            }
        }
    }

    fn row_check(&mut self, at: usize, table: &Table, check: &Check, (number, row): (usize, &RowState)) {
        let columns: Vec<usize> = check.at.iter().filter_map(|id| table.index.get(id).copied()).collect();
        let is_open =
            columns.iter().all(|column| row.states[*column].is_visible && !row.states[*column].is_faulty);
        let Some(first) = columns.first().copied().filter(|_| is_open) else {
            return;
        };
        let when = check.when.as_ref();
        if when.is_some_and(|when| !self.eval_row(when, table, row, number).is_true()) {
            return;
        }
        if self.eval_row(&check.must, table, row, number).is_false() {
            let found = check.found.as_ref().map(|found| self.eval_row(found, table, row, number));
            let also =
                columns.iter().skip(1).map(|column| self.cell_spot(at, number, *column).path).collect();
            let spot = self.cell_spot(at, number, first);
            self.out.states[at].is_faulty |= check.severity == Severity::Problem;
            self.fail(check, &spot, found, also);
        }
    }

    fn fail(&mut self, check: &Check, spot: &Spot, found: Option<Value>, also: Vec<String>) {
        let remedy = check
            .remedy
            .as_ref()
            .map_or_else(|| "Xin xem lại nội dung đã khai.".to_owned(), |text| text.vi.clone());
        self.out.problems.push(Problem {
            path: spot.path.clone(),
            also,
            code: format!("check.{}", check.id),
            expected: check.message.vi.clone(),
            found: found.map_or_else(|| NOTHING_FOUND.to_owned(), |value| show::feel(&value)),
            remedy,
            severity: check.severity,
            rank: spot.rank,
        });
    }
}

fn missing(field: &Field) -> Fault {
    let (expected, remedy) = match &field.kind {
        Kind::Choice(_) | Kind::Multi(_) => (format!("lựa chọn cho {}", named(field)), "Xin chọn."),
        Kind::Checkbox => (format!("đánh dấu ô {}", named(field)), "Xin đọc và đánh dấu nếu đồng ý."),
        Kind::Table(_) => (format!("ít nhất một dòng ở {}", named(field)), "Xin thêm dòng."),
        Kind::File(_) => (format!("tệp {}", named(field)), "Xin tải tệp lên."),
        Kind::Signature(_) => (format!("chữ ký ở {}", named(field)), "Xin ký."),
        _ => (format!("nội dung ô {}", named(field)), "Xin điền ô này."),
    };
    Fault::new("required", expected, "chưa có", remedy)
}
