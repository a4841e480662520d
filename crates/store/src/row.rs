//! Rows read from either engine, and their mapping to Rust types.

use uuid::Uuid;

use crate::postgres;

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
            Source::Sqlite(row) => row.as_ref().column_names().into_iter().map(str::to_owned).collect(),
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
                sqlite_cell(value)
            }
            Source::Kept(row) => sqlite_cell((&row.values[index]).into()),
            Source::Pg(row) => postgres::cell(row, index),
        }
    }
}

fn sqlite_cell(value: rusqlite::types::ValueRef<'_>) -> Result<Cell<'_>, CellError> {
    use rusqlite::types::ValueRef;
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(n) => Cell::Int(n),
        ValueRef::Real(n) => Cell::Real(n),
        ValueRef::Text(text) => {
            Cell::Text(std::str::from_utf8(text).map_err(|_| CellError::new("UTF-8 text", "other bytes"))?)
        }
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
    })
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

/// What one column of one row holds, as the engine gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// SQL `null`.
    Null,
    /// A PostgreSQL boolean. SQLite gives `Int` 0 or 1.
    Bool(bool),
    /// An integer of any width, and a PostgreSQL `numeric` without a fraction (`sum` of integers).
    Int(i64),
    /// A real number, and a PostgreSQL `numeric` with a fraction (`avg`).
    Real(f64),
    /// Text.
    Text(&'a str),
    /// Bytes. SQLite gives a uuid as 16 of them.
    Bytes(&'a [u8]),
    /// A PostgreSQL uuid.
    Uuid(Uuid),
    /// The text of a PostgreSQL jsonb. SQLite gives `Text`.
    Json(&'a str),
}

impl<'a> Cell<'a> {
    /// The cell as text, for types that are stored as a code.
    pub fn text(self) -> Result<&'a str, CellError> {
        match self {
            Cell::Text(text) | Cell::Json(text) => Ok(text),
            other => Err(other.is_not("text")),
        }
    }

    /// The error that says what was expected instead of this cell. It names the kind, never the content.
    #[must_use]
    pub fn is_not(self, expected: impl Into<String>) -> CellError {
        let found = match self {
            Cell::Null => "null",
            Cell::Bool(_) => "a boolean",
            Cell::Int(_) => "an integer",
            Cell::Real(_) => "a real number",
            Cell::Text(_) => "text",
            Cell::Bytes(_) => "bytes",
            Cell::Uuid(_) => "a uuid",
            Cell::Json(_) => "json",
        };
        CellError::new(expected, found)
    }
}

/// A cell does not hold what a type expects.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found}")]
pub struct CellError {
    expected: String,
    found: String,
}

impl CellError {
    /// Names what was expected and what was found.
    pub fn new(expected: impl Into<String>, found: impl Into<String>) -> Self {
        CellError { expected: expected.into(), found: found.into() }
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

/// A type that can be read from one column.
pub trait FromCell: Sized {
    /// Reads the cell, or says what was expected instead.
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError>;
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Null => Ok(None),
            some => T::from_cell(some).map(Some),
        }
    }
}

impl FromCell for bool {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Bool(it) => Ok(it),
            Cell::Int(0) => Ok(false),
            Cell::Int(1) => Ok(true),
            other => Err(other.is_not("a boolean")),
        }
    }
}

macro_rules! integers {
    ($($rust:ty),+) => {$(
        impl FromCell for $rust {
            fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
                match cell {
                    Cell::Int(n) => Self::try_from(n)
                        .map_err(|_| CellError::new(concat!("a number that fits ", stringify!($rust)), "another number")),
                    other => Err(other.is_not("an integer")),
                }
            }
        }
    )+};
}

integers!(i64, i32, i16, u64, u32, u16, u8, usize);

impl FromCell for f64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Real(n) => Ok(n),
            #[expect(
                clippy::cast_precision_loss,
                reason = "whoever reads a real number accepts its precision"
            )]
            Cell::Int(n) => Ok(n as f64),
            other => Err(other.is_not("a real number")),
        }
    }
}

impl FromCell for String {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        cell.text().map(str::to_owned)
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Bytes(bytes) => Ok(bytes.to_vec()),
            other => Err(other.is_not("bytes")),
        }
    }
}

impl FromCell for Uuid {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Uuid(id) => Ok(id),
            Cell::Bytes(bytes) => Uuid::from_slice(bytes)
                .map_err(|_| CellError::new("the 16 bytes of a uuid", "another length")),
            other => Err(other.is_not("a uuid")),
        }
    }
}

impl FromCell for serde_json::Value {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        Json::from_cell(cell).map(|Json(value)| value)
    }
}

/// A column of JSON, read straight into a type of the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T: serde::de::DeserializeOwned> FromCell for Json<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        let text = cell.text().map_err(|_| cell.is_not("json"))?;
        // The parser's words may quote the content, so only the place is told.
        serde_json::from_str(text).map(Json).map_err(|error| {
            CellError::new(
                format!("json that fits {}", std::any::type_name::<T>()),
                format!("a {:?} error at line {}, column {}", error.classify(), error.line(), error.column()),
            )
        })
    }
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

/// Lets a one-field tuple struct be bound and read like the value inside it.
///
/// ```
/// #[derive(Clone)]
/// struct ThingId(uuid::Uuid);
/// store::column!(ThingId(uuid::Uuid));
/// ```
#[macro_export]
macro_rules! column {
    ($name:ident($inner:ty)) => {
        impl From<$name> for $crate::Value {
            fn from(value: $name) -> Self {
                $crate::Value::from(value.0)
            }
        }
        impl $crate::FromCell for $name {
            fn from_cell(cell: $crate::Cell<'_>) -> ::std::result::Result<Self, $crate::CellError> {
                <$inner as $crate::FromCell>::from_cell(cell).map($name)
            }
        }
    };
}
