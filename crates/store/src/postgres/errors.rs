//! What the server says, turned into what a caller can act on.

use std::error::Error as _;

use tokio_postgres::error::{DbError, Severity, SqlState};

use super::connection::{Connection, GUARD_FAILED};
use crate::{CommitError, StoreError};

/// Why something did not work, before it is known whose it was.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The server refused, and the connection goes on.
    Refused(Box<DbError>),
    /// The server is ending the connection, and says so.
    Goodbye(String),
    /// The connection is gone, or could not be made.
    Lost(String),
    /// A value does not fit its placeholder.
    Unfit { placeholder: usize, reason: String },
    /// No connection became free in time.
    Busy(String),
    /// The store was closed.
    Closed,
    /// Anything of our own.
    Text(String),
}

impl From<tokio_postgres::Error> for Trouble {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(refusal) = error.as_db_error() else {
            let mut text = error.to_string();
            let mut cause = error.source();
            while let Some(inner) = cause {
                text = format!("{text}: {inner}");
                cause = inner.source();
            }
            return Trouble::Lost(text);
        };
        let class = &refusal.code().code()[..2];
        let is_fatal = matches!(refusal.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
        // Invalid authorisation (28) and no such database (3D) are fatal too, but asking again does not help.
        match class {
            "57" | "08" | "53" if is_fatal => Trouble::Goodbye(message(refusal)),
            _ => Trouble::Refused(Box::new(refusal.clone())),
        }
    }
}

/// The server's words without the values it may quote.
fn message(refusal: &DbError) -> String {
    let text = refusal.message();
    if !refusal.code().code().starts_with("22") {
        return text.to_owned();
    }
    text.split_once(": \"").map_or(text, |(before, _)| before).to_owned()
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::Refused(refusal) => write!(f, "{} ({})", message(refusal), refusal.code().code()),
            Trouble::Unfit { placeholder, reason } => write!(f, "placeholder ?{placeholder}: {reason}"),
            Trouble::Closed => f.write_str("the store is closed"),
            Trouble::Goodbye(text) | Trouble::Lost(text) | Trouble::Busy(text) | Trouble::Text(text) => {
                f.write_str(text)
            }
        }
    }
}

impl Trouble {
    fn code(&self) -> &str {
        match self {
            Trouble::Refused(refusal) => refusal.code().code(),
            _ => "",
        }
    }

    /// Whether the connection is gone.
    pub(crate) fn is_lost(&self) -> bool {
        matches!(self, Trouble::Lost(_) | Trouble::Goodbye(_))
    }

    /// Whether the server's memory of a prepared statement no longer fits the schema, or is gone.
    pub(crate) fn is_stale_plan(&self) -> bool {
        match self {
            Trouble::Refused(refusal) => {
                refusal.code().code() == "26000"
                    || (refusal.code().code() == "0A000"
                        && refusal.routine() == Some("RevalidateCachedQuery"))
            }
            _ => false,
        }
    }

    /// Whether two transactions stood in each other's way and this one was undone for it.
    pub(crate) fn is_collision(&self) -> bool {
        matches!(self.code(), "40001" | "40P01")
    }

    /// Whether a read that failed so is worth asking again.
    pub(crate) fn may_be_asked_again(&self, connection: &Connection) -> bool {
        if self.is_stale_plan() {
            connection.forget();
            return true;
        }
        self.is_lost() || self.is_collision()
    }

    pub(crate) fn of_read(self) -> StoreError {
        let text = self.to_string();
        match self {
            Trouble::Refused(refusal) if refusal.code() == &SqlState::QUERY_CANCELED => {
                StoreError::Busy("the read took too long".to_owned())
            }
            Trouble::Goodbye(_) | Trouble::Lost(_) => StoreError::Unavailable(text),
            Trouble::Busy(_) => StoreError::Busy(text),
            Trouble::Closed => StoreError::Closed,
            Trouble::Unfit { placeholder, reason } => StoreError::Unfit { placeholder, reason },
            Trouble::Refused(refusal)
                if matches!(refusal.code().code(), "57014" | "55P03" | "40001" | "40P01") =>
            {
                StoreError::Busy(text)
            }
            Trouble::Refused(_) | Trouble::Text(_) => StoreError::Engine(text),
        }
    }

    /// The failure of one statement of a batch, of which nothing was written.
    pub(crate) fn of_statement(self, index: usize) -> CommitError {
        let text = self.to_string();
        match self {
            Trouble::Goodbye(_) | Trouble::Lost(_) => CommitError::Unavailable(text),
            Trouble::Busy(_) => CommitError::Busy(text),
            Trouble::Closed => CommitError::Closed,
            Trouble::Unfit { placeholder, reason } => CommitError::Unfit { index, placeholder, reason },
            Trouble::Text(_) => CommitError::Engine(format!("statement {index}: {text}")),
            Trouble::Refused(refusal) => match refusal.code().code() {
                "23505" => conflict(&refusal, index),
                "23503" | "23001" => CommitError::Foreign { index },
                "53100" => CommitError::Full,
                "40001" | "40P01" | "55P03" | "57014" | "53300" => CommitError::Busy(text),
                _ => CommitError::Engine(format!("statement {index}: {text}")),
            },
        }
    }

    /// Whether this is what a failed guard says.
    pub(crate) fn is_failed_guard(&self) -> bool {
        matches!(self, Trouble::Refused(refusal)
            if refusal.code().code() == "22P02" && refusal.message().contains(GUARD_FAILED))
    }
}

/// Reads the columns of `Key (a, b)=(…) already exists.`; the values in it are left out.
fn conflict(refusal: &DbError, index: usize) -> CommitError {
    let key = refusal.detail().and_then(|detail| detail.split_once(")=(")).map_or("", |(key, _)| key);
    let key = key.split_once('(').map_or("", |(_, columns)| columns);
    let columns = if key.is_empty() || key.contains('(') {
        vec![refusal.constraint().unwrap_or_default().to_owned()]
    } else {
        key.split(", ").map(|column| column.trim_matches('"').to_owned()).collect()
    };
    CommitError::Conflict { table: refusal.table().unwrap_or_default().to_owned(), columns, index }
}
