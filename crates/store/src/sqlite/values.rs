//! Binding values, keeping rows, and naming errors.

use std::sync::Arc;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, Statement, ToSql, ffi};

use crate::row::KeptRow;
use crate::value::unfit;
use crate::{Cell, CellError, CommitError, StoreError, Value};

/// Why a statement failed, before it is known whose statement it was.
pub(crate) enum Failure {
    Unfit { placeholder: usize, reason: String },
    Sqlite(rusqlite::Error),
    Text(String),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Failure::Sqlite(error)
    }
}

struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Bool(it) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*it))),
            Value::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
            Value::Real(n) => ToSqlOutput::Borrowed(ValueRef::Real(*n)),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Value::Uuid(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Value::Json(json) => ToSqlOutput::Owned(rusqlite::types::Value::Text(json.to_string())),
        })
    }
}

pub(crate) fn bind(statement: &mut Statement<'_>, values: &[Value]) -> Result<(), Failure> {
    let wanted = statement.parameter_count();
    if wanted != values.len() {
        let reason = format!("the statement has {wanted} placeholders, {} values were given", values.len());
        return Err(Failure::Unfit { placeholder: wanted.min(values.len()) + 1, reason });
    }
    for (at, value) in values.iter().enumerate() {
        if let Some(reason) = unfit(value) {
            return Err(Failure::Unfit { placeholder: at + 1, reason: reason.to_owned() });
        }
        statement.raw_bind_parameter(at + 1, Bound(value))?;
    }
    Ok(())
}

/// Steps through a statement and keeps its rows.
pub(crate) fn keep_rows(statement: &mut Statement<'_>) -> rusqlite::Result<Vec<KeptRow>> {
    let names: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
    let mut kept = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let values = (0..names.len()).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<_>>>()?;
        kept.push(KeptRow { names: names.clone(), values });
    }
    Ok(kept)
}

/// One column of a row.
pub(crate) fn cell(value: rusqlite::types::ValueRef<'_>) -> Result<Cell<'_>, CellError> {
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

impl Failure {
    /// The failure of one statement of a batch.
    pub(crate) fn of_statement(self, connection: &Connection, index: usize) -> CommitError {
        match self {
            Failure::Unfit { placeholder, reason } => CommitError::Unfit { index, placeholder, reason },
            Failure::Text(reason) => CommitError::Engine(format!("statement {index}: {reason}")),
            Failure::Sqlite(error) => commit_error(&error, connection, index),
        }
    }

    /// The failure of a read.
    pub(crate) fn of_read(self) -> StoreError {
        match self {
            Failure::Unfit { placeholder, reason } => StoreError::Unfit { placeholder, reason },
            Failure::Text(reason) => StoreError::Engine(reason),
            Failure::Sqlite(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                    StoreError::Busy(error.to_string())
                }
                Some(ErrorCode::OperationInterrupted) => {
                    StoreError::Busy("the read took too long".to_owned())
                }
                Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => {
                    StoreError::Unavailable(error.to_string())
                }
                _ => StoreError::Engine(error.to_string()),
            },
        }
    }
}

/// Whether a connection had better be opened anew after this error.
pub(crate) fn spoils_connection(error: &rusqlite::Error) -> bool {
    let spoiled = [
        ErrorCode::SystemIoFailure,
        ErrorCode::CannotOpen,
        ErrorCode::DatabaseCorrupt,
        ErrorCode::NotADatabase,
    ];
    error.sqlite_error_code().is_some_and(|code| spoiled.contains(&code))
}

pub(crate) fn commit_error(error: &rusqlite::Error, connection: &Connection, index: usize) -> CommitError {
    let text = match error {
        rusqlite::Error::SqliteFailure(_, Some(text)) => text.clone(),
        rusqlite::Error::ExecuteReturnedResults => "it returns rows; add it with `returning`".to_owned(),
        other => other.to_string(),
    };
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => CommitError::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => CommitError::Busy(text),
        Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => CommitError::Unavailable(text),
        Some(ErrorCode::ConstraintViolation) => match error.sqlite_extended_error_code() {
            Some(
                ffi::SQLITE_CONSTRAINT_UNIQUE
                | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | ffi::SQLITE_CONSTRAINT_ROWID,
            ) => conflict(&text, connection, index),
            _ if text.contains("FOREIGN KEY") => CommitError::Foreign { index },
            _ => CommitError::Engine(format!("statement {index}: {text}")),
        },
        _ => CommitError::Engine(format!("statement {index}: {text}")),
    }
}

/// Reads `UNIQUE constraint failed: t.a, t.b` and `UNIQUE constraint failed: index 'i'`.
fn conflict(text: &str, connection: &Connection, index: usize) -> CommitError {
    let keys = text.split_once("failed: ").map_or(text, |(_, keys)| keys);
    if let Some(name) = keys.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        let table =
            connection
                .query_row("select tbl_name from sqlite_schema where name = ?1", [name], |row| row.get(0));
        return CommitError::Conflict {
            table: table.unwrap_or_default(),
            columns: vec![name.to_owned()],
            index,
        };
    }
    let mut table = "";
    let mut columns = Vec::new();
    for key in keys.split(", ") {
        let (of, column) = key.split_once('.').unwrap_or(("", key));
        table = of;
        columns.push(column.to_owned());
    }
    CommitError::Conflict { table: table.to_owned(), columns, index }
}
