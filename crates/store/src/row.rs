//! Rows read from either engine, and their mapping to Rust types.

use crate::{Cell, CellError, FromCell, postgres, sqlite};

/// One row of an answer, the same for both engines.
pub struct Row<'a>(Source<'a>);

enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Kept(&'a KeptRow),
    Pg(&'a tokio_postgres::Row),
}

/// A row that outlived its SQLite statement, because it crossed from the writer thread.
#[derive(Debug)]
pub(crate) struct KeptRow {
    pub(crate) names: std::sync::Arc<[String]>,
    pub(crate) values: Vec<rusqlite::types::Value>,
}

impl<'a> Row<'a> {
    pub(crate) fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Row(Source::Sqlite(row))
    }

    pub(crate) fn kept(row: &'a KeptRow) -> Self {
        Row(Source::Kept(row))
    }

    pub(crate) fn pg(row: &'a tokio_postgres::Row) -> Self {
        Row(Source::Pg(row))
    }

    /// Reads a column by number (from 0) or by name.
    ///
    /// ```
    /// use store::{Row, RowError};
    /// fn title(row: &Row) -> Result<Option<String>, RowError> {
    ///     row.get("title")
    /// }
    /// ```
    pub fn get<T: FromCell>(&self, column: impl Column) -> Result<T, RowError> {
        let index = column
            .find(self)
            .ok_or_else(|| RowError::NoColumn { column: column.label(), has: self.names() })?;
        self.cell(index).and_then(T::from_cell).map_err(|CellError { expected, found }| RowError::Misfit {
            column: column.label(),
            expected,
            found,
        })
    }

    /// How many columns the row has.
    #[must_use]
    pub fn width(&self) -> usize {
        match &self.0 {
            Source::Sqlite(row) => row.as_ref().column_count(),
            Source::Kept(row) => row.values.len(),
            Source::Pg(row) => row.len(),
        }
    }

    /// The names of the columns, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        match &self.0 {
            Source::Sqlite(row) => row.as_ref().column_names().map(str::to_owned).collect(),
            Source::Kept(row) => row.names.to_vec(),
            Source::Pg(row) => row.columns().iter().map(|column| column.name().to_owned()).collect(),
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        match &self.0 {
            Source::Sqlite(row) => row.as_ref().column_index(name).ok(),
            Source::Kept(row) => row.names.iter().position(|known| known == name),
            Source::Pg(row) => row.columns().iter().position(|column| column.name() == name),
        }
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, CellError> {
        match &self.0 {
            Source::Sqlite(row) => {
                let value = row
                    .get_ref(index)
                    .map_err(|error| CellError::new("a readable value", error.to_string()))?;
                sqlite::cell(value)
            }
            Source::Kept(row) => sqlite::cell((&row.values[index]).into()),
            Source::Pg(row) => postgres::cell(row, index),
        }
    }
}

/// Names a column: its number from 0, or its name.
pub trait Column {
    /// The column's number in this row.
    fn find(&self, row: &Row) -> Option<usize>;
    /// How messages call the column.
    fn label(&self) -> String;
}

impl Column for usize {
    fn find(&self, row: &Row) -> Option<usize> {
        (*self < row.width()).then_some(*self)
    }

    fn label(&self) -> String {
        format!("number {self}")
    }
}

impl Column for &str {
    fn find(&self, row: &Row) -> Option<usize> {
        row.position(self)
    }

    fn label(&self) -> String {
        format!("`{self}`")
    }
}

/// A row does not fit the type it is read into: the statement and the type have parted ways.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// The answer has no such column.
    #[error("no column {column}; the answer has: {}", has.join(", "))]
    NoColumn {
        /// The column asked for.
        column: String,
        /// The columns there are.
        has: Vec<String>,
    },
    /// The column holds another kind of value.
    #[error("column {column}: expected {expected}, found {found}")]
    Misfit {
        /// The column asked for.
        column: String,
        /// What the type wanted.
        expected: String,
        /// What was there.
        found: String,
    },
}

/// A type that can be read from one row: a tuple of columns, or a struct (see [`from_row!`](crate::from_row)).
pub trait FromRow: Sized {
    /// Reads the row, or says which column does not fit.
    fn from_row(row: &Row) -> Result<Self, RowError>;
}

macro_rules! tuples {
    ($($name:ident $number:tt),+) => {
        impl<$($name: FromCell),+> FromRow for ($($name,)+) {
            fn from_row(row: &Row) -> Result<Self, RowError> {
                Ok(($(row.get::<$name>($number)?,)+))
            }
        }
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);

/// Reads a struct by column names that equal its field names.
///
/// ```
/// struct Title { id: i64, title: String }
/// store::from_row!(Title { id, title });
/// ```
#[macro_export]
macro_rules! from_row {
    ($name:ty { $($field:ident),+ $(,)? }) => {
        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::Row) -> ::std::result::Result<Self, $crate::RowError> {
                Ok(Self { $($field: row.get(stringify!($field))?),+ })
            }
        }
    };
}
