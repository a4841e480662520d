//! What one column holds, and its mapping to Rust types.

use uuid::Uuid;

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
    pub(crate) expected: String,
    pub(crate) found: String,
}

impl CellError {
    /// Names what was expected and what was found.
    pub fn new(expected: impl Into<String>, found: impl Into<String>) -> Self {
        CellError { expected: expected.into(), found: found.into() }
    }
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
