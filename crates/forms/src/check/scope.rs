//! Where conditions find their names.

use std::collections::HashMap;

use feel::{Scope, Value};
use jiff::civil::Date;

/// The fields of the form.
pub(super) struct FormScope<'a> {
    pub(super) index: &'a HashMap<String, usize>,
    pub(super) values: &'a [Value],
    pub(super) today: Date,
}

/// The columns of a row, then the fields of the form.
pub(super) struct RowScope<'a> {
    pub(super) index: &'a HashMap<String, usize>,
    pub(super) values: &'a [Value],
    pub(super) row_number: usize,
    pub(super) form: FormScope<'a>,
}

impl Scope for FormScope<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        match self.index.get(name) {
            Some(at) => self.values.get(*at).cloned(),
            None => (name == "today").then_some(Value::Date(self.today)),
        }
    }
}

impl Scope for RowScope<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        match self.index.get(name) {
            Some(at) => self.values.get(*at).cloned(),
            None if name == "row_number" => i64::try_from(self.row_number).ok().map(Value::integer),
            None => self.form.get(name),
        }
    }
}
