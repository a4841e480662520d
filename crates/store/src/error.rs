//! What can go wrong, said so that a caller can act on it. No message carries a bound value.

use std::borrow::Cow;

use crate::RowError;

/// A batch was not written. Except for [`OutcomeUnknown`](CommitError::OutcomeUnknown), nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// A guard did not change exactly one row: what the caller read is no longer true.
    #[error("guard `{label}` did not hold (statement {index})")]
    Guard {
        /// The label given to the guard.
        label: Cow<'static, str>,
        /// The statement's index in the batch.
        index: usize,
    },
    /// A row with the same key exists already.
    #[error("{table} already has a row with the same {} (statement {index})", columns.join(", "))]
    Conflict {
        /// The table.
        table: String,
        /// The columns of the unique key, in its order; the name of the index if it is over an expression.
        columns: Vec<String>,
        /// The statement's index in the batch.
        index: usize,
    },
    /// A row refers to one that does not exist, or one that is still referred to was deleted.
    #[error("a reference to another row does not hold (statement {index})")]
    Foreign {
        /// The statement's index in the batch.
        index: usize,
    },
    /// The disk, or the size allowed to the database, is full. Reading still works.
    #[error("the database has no room left on its disk")]
    Full,
    /// Others held what was needed for too long. The same batch can be sent again.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// A value cannot be bound to its placeholder.
    #[error("statement {index}, placeholder ?{placeholder}: {reason}")]
    Unfit {
        /// The statement's index in the batch.
        index: usize,
        /// The number of the placeholder.
        placeholder: usize,
        /// What was expected and what was found.
        reason: String,
    },
    /// The database cannot be reached. The same batch can be sent again.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// The connection broke after the batch was sent and before its answer came, or the disk failed at the commit.
    /// It was written whole or not at all; sending it again is safe if it has a guard or a key of its own.
    #[error("the database was lost while the batch was being written; it may or may not have been: {0}")]
    OutcomeUnknown(String),
    /// The store was opened for reading only.
    #[error("the store is open for reading only")]
    ReadOnly,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// Anything else: a statement and the schema have parted ways, or a check of a table does not hold.
    #[error("the database refused: {0}")]
    Engine(String),
}

impl CommitError {
    /// Whether the commit failed because this table already has a row with the same values in these columns.
    ///
    /// ```
    /// # let error = store::CommitError::Conflict { table: "person".into(), columns: vec!["email".into()], index: 0 };
    /// assert!(error.conflicts_on("person", &["email"]));
    /// ```
    #[must_use]
    pub fn conflicts_on(&self, table: &str, columns: &[&str]) -> bool {
        matches!(self, CommitError::Conflict { table: found, columns: keys, .. }
            if found == table && keys.iter().map(String::as_str).eq(columns.iter().copied()))
    }

    /// Whether the commit failed at the guard with this label.
    #[must_use]
    pub fn is_guard(&self, label: &str) -> bool {
        matches!(self, CommitError::Guard { label: found, .. } if found == label)
    }
}

/// A read failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A row does not fit the type it is read into.
    #[error(transparent)]
    Row(#[from] RowError),
    /// The code that maps a row panicked. The store goes on.
    #[error("reading a row panicked: {0}")]
    Panicked(String),
    /// A value cannot be bound to its placeholder.
    #[error("placeholder ?{placeholder}: {reason}")]
    Unfit {
        /// The number of the placeholder.
        placeholder: usize,
        /// What was expected and what was found.
        reason: String,
    },
    /// No reader became free in time.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// A statement that writes failed. Only from [`Store::take`](crate::Store::take).
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// Anything else: a statement and the schema have parted ways, or a read tried to write.
    #[error("the database refused: {0}")]
    Engine(String),
}

/// The store cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The address names neither engine.
    #[error("`{0}` is no address of a database; write sqlite:<path> or postgres://<user>@<host>/<database>")]
    Url(String),
    /// Another process writes to this SQLite file.
    #[error(
        "{path} is in use by another process (process id {holder}); stop it, or open the file for reading only"
    )]
    InUse {
        /// The database file.
        path: String,
        /// The other process's id as it wrote it down, or `unknown`.
        holder: String,
    },
    /// The file does not exist, or may not be read or made.
    #[error("{path}: {reason}")]
    File {
        /// The database file.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The server is on another machine, and the address does not say whether to encrypt.
    #[error(
        "the way to {0} is over a network: end the address with ?sslmode=require \
         (or with ?sslmode=disable if that network is protected by other means)"
    )]
    Plain(String),
    /// The server does not answer or does not let us in.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// Anything else the engine says.
    #[error("the database refused: {0}")]
    Engine(String),
}

/// The schema cannot be brought up to date. Nothing of the failing migration was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MigrateError {
    /// A migration that was already carried out here has another text now.
    #[error(
        "migration {version} `{name}` was changed after it was carried out on this database \
         (recorded {recorded:.12}…, found {found:.12}…); restore its text and put the change into a new migration"
    )]
    Changed {
        /// The migration's number.
        version: u32,
        /// Its name.
        name: String,
        /// The checksum it had when it was carried out.
        recorded: String,
        /// The checksum it has now.
        found: String,
    },
    /// The database knows a migration that this program does not: it was used by a newer one.
    #[error(
        "the database has migration {version} `{name}`, which this program does not know; use a newer program"
    )]
    Newer {
        /// The migration's number.
        version: u32,
        /// Its name.
        name: String,
    },
    /// The numbers do not rise, or a new migration has a number below one already carried out.
    #[error("migration {version} `{name}` is out of order: its number must be above {above}")]
    Order {
        /// The migration's number.
        version: u32,
        /// Its name.
        name: String,
        /// The number it must exceed.
        above: u32,
    },
    /// The text uses a type word that does not exist, or a table is not strict.
    #[error("migration {version} `{name}`: {reason}")]
    Text {
        /// The migration's number.
        version: u32,
        /// Its name.
        name: String,
        /// What is wrong and how to mend it.
        reason: String,
    },
    /// The engine refused the migration.
    #[error("migration {version} `{name}` failed: {reason}")]
    Failed {
        /// The migration's number.
        version: u32,
        /// Its name.
        name: String,
        /// What the engine says.
        reason: String,
    },
    /// The store cannot be reached or may not be written.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// A backup was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has better means of its own.
    #[error(
        "a PostgreSQL database is backed up with pg_dump (or the server's continuous archiving), not from here"
    )]
    Unsupported,
    /// The target exists already; a backup never overwrites.
    #[error("{0} exists already; a backup never overwrites")]
    Exists(String),
    /// The target cannot be written.
    #[error("the backup was not written: {0}")]
    Failed(String),
}
