//! Filtered lists: one statement from optional conditions.

use crate::Value;

/// Builds a `select` from optional conditions, one order, and a page.
///
/// The conditions are put into one fixed order whatever the order of the calls, and values are numbered, so a
/// list with the same filters is always the same text: the engines keep few prepared statements. Pages go by
/// key (`after the last row seen`), never by offset, so page 1 000 costs what page 1 costs.
///
/// Every text is `'static`: what a user typed can only ever be a value.
///
/// ```
/// use store::{Select, vals};
/// let unit: Option<i64> = None;
/// let (sql, values) = Select::new("select id, title from thing")
///     .filter("stage = ?", vals!["open"])
///     .filter_some("unit = ?", unit)
///     .page(&["due_at", "id"], Some(vals![1_700_000_000_i64, 5]), 20)
///     .build();
/// assert_eq!(
///     sql,
///     "select id, title from thing where (due_at, id) > (?1, ?2) and stage = ?3 order by due_at, id limit ?4"
/// );
/// assert_eq!(values, vals![1_700_000_000_i64, 5, "open", 20]);
/// ```
#[derive(Debug, Clone)]
pub struct Select {
    base: &'static str,
    conditions: Vec<(String, Vec<Value>)>,
    tail: String,
    limit: Option<i64>,
}

impl Select {
    /// Begins with `select … from …` without `where`.
    #[must_use]
    pub fn new(base: &'static str) -> Self {
        Select { base, conditions: Vec::new(), tail: String::new(), limit: None }
    }

    /// Adds a condition. Each `?` stands for the next value.
    #[must_use]
    pub fn filter(mut self, condition: &'static str, values: Vec<Value>) -> Self {
        self.conditions.push((condition.to_owned(), values));
        self
    }

    /// Adds a condition with one value, if there is a value.
    #[must_use]
    pub fn filter_some(self, condition: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.filter(condition, vec![value.into()]),
            None => self,
        }
    }

    /// Adds `column in (…)`. An empty list matches nothing.
    ///
    /// The list is filled up to the next power of two with its last value, so that lists of many lengths need
    /// few texts.
    #[must_use]
    pub fn filter_in(self, column: &'static str, values: Vec<Value>) -> Self {
        self.filter_any_in(&[column], values)
    }

    /// Adds `(a in (…) or b in (…))`: one of the columns holds one of the values. An empty list matches nothing.
    #[must_use]
    pub fn filter_any_in(mut self, columns: &[&'static str], mut values: Vec<Value>) -> Self {
        let Some(last) = values.last().cloned() else {
            return self.filter("1 = 0", Vec::new());
        };
        values.resize(values.len().next_power_of_two(), last);
        let marks = vec!["?"; values.len()].join(", ");
        let alternatives: Vec<_> = columns.iter().map(|column| format!("{column} in ({marks})")).collect();
        let condition = match alternatives.as_slice() {
            [one] => one.clone(),
            many => format!("({})", many.join(" or ")),
        };
        let values = columns.iter().flat_map(|_| values.clone()).collect();
        self.conditions.push((condition, values));
        self
    }

    /// Orders by these columns, rising, and takes up to `limit` rows after the given key. The columns must not
    /// be null and together be unique; the key is the last row's, in the same order.
    #[must_use]
    pub fn page(self, columns: &[&'static str], after: Option<Vec<Value>>, limit: i64) -> Self {
        self.paged(columns, after, limit, Direction { compare: ">", suffix: "" })
    }

    /// Like [`page`](Select::page), falling.
    #[must_use]
    pub fn page_desc(self, columns: &[&'static str], after: Option<Vec<Value>>, limit: i64) -> Self {
        self.paged(columns, after, limit, Direction { compare: "<", suffix: " desc" })
    }

    fn paged(
        mut self,
        columns: &[&str],
        after: Option<Vec<Value>>,
        limit: i64,
        direction: Direction,
    ) -> Self {
        let Direction { compare, suffix } = direction;
        if let Some(key) = after {
            let marks = vec!["?"; columns.len()].join(", ");
            self.conditions.push((format!("({}) {compare} ({marks})", columns.join(", ")), key));
        }
        let order: Vec<String> = columns.iter().map(|column| format!("{column}{suffix}")).collect();
        self.tail = format!(" order by {}", order.join(", "));
        self.limit = Some(limit);
        self
    }

    /// The text and its values, for [`Store::all`](crate::Store::all).
    #[must_use]
    pub fn build(mut self) -> (String, Vec<Value>) {
        self.conditions.sort_by(|a, b| a.0.cmp(&b.0));
        let mut sql = self.base.to_owned();
        let mut values = Vec::new();
        let mut joint = " where ";
        for (condition, mut given) in self.conditions {
            sql.push_str(joint);
            number(&condition, values.len(), &mut sql);
            values.append(&mut given);
            joint = " and ";
        }
        sql.push_str(&self.tail);
        if let Some(limit) = self.limit {
            values.push(Value::Int(limit));
            sql.push_str(&format!(" limit ?{}", values.len()));
        }
        (sql, values)
    }
}

struct Direction {
    compare: &'static str,
    suffix: &'static str,
}

/// Copies a condition, giving each `?` the next number.
fn number(condition: &str, mut used: usize, into: &mut String) {
    for letter in condition.chars() {
        into.push(letter);
        if letter == '?' {
            used += 1;
            into.push_str(&used.to_string());
        }
    }
}
