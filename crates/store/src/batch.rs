//! The unit of work.

use std::borrow::Cow;

use crate::row::{KeptRow, Row};
use crate::store::map_row;
use crate::{FromRow, Sql, StoreError, Value};

/// What must hold of a statement for its batch to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// Must change exactly one row.
    Guard(Cow<'static, str>),
    /// May change any number of rows.
    Write,
    /// Its rows are kept for the caller.
    Returning,
}

/// One statement of a batch: what a feature's `store.rs` returns for a command to commit.
#[derive(Debug, Clone)]
pub struct Statement {
    pub(crate) role: Role,
    pub(crate) sql: Sql,
    pub(crate) values: Vec<Value>,
}

impl Statement {
    /// A statement that must change exactly one row; otherwise nothing of its batch is written and the commit
    /// fails with [`CommitError::Guard`](crate::CommitError::Guard) that carries the label.
    ///
    /// It must not have a `returning` clause.
    pub fn guard(label: impl Into<Cow<'static, str>>, sql: impl Into<Sql>, values: Vec<Value>) -> Self {
        Statement { role: Role::Guard(label.into()), sql: sql.into(), values }
    }

    /// A statement that may change any number of rows, also none.
    pub fn write(sql: impl Into<Sql>, values: Vec<Value>) -> Self {
        Statement { role: Role::Write, sql: sql.into(), values }
    }

    /// A statement whose rows are read from [`Committed`] after the commit.
    pub fn returning(sql: impl Into<Sql>, values: Vec<Value>) -> Self {
        Statement { role: Role::Returning, sql: sql.into(), values }
    }
}

/// Statements that are written together or not at all, in the order in which they were added.
///
/// A batch is plain data: it holds no connection and no transaction, so a request that is dropped half way
/// leaves nothing behind, and the same batch can be sent again.
///
/// ```
/// use store::{Batch, vals};
/// let batch = Batch::new()
///     .guard("the thing is unchanged", "update thing set version = ?2 + 1 where id = ?1 and version = ?2", vals![7, 3])
///     .write("insert into event (id, thing) values (?1, ?2)", vals![100, 7]);
/// assert_eq!(batch.len(), 2);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Batch {
    pub(crate) statements: Vec<Statement>,
}

impl Batch {
    /// An empty batch.
    #[must_use]
    pub fn new() -> Self {
        Batch::default()
    }

    /// Adds a statement that must change exactly one row. See [`Statement::guard`].
    #[must_use]
    pub fn guard(self, label: impl Into<Cow<'static, str>>, sql: impl Into<Sql>, values: Vec<Value>) -> Self {
        self.with(Statement::guard(label, sql, values))
    }

    /// Adds a statement that may change any number of rows.
    #[must_use]
    pub fn write(self, sql: impl Into<Sql>, values: Vec<Value>) -> Self {
        self.with(Statement::write(sql, values))
    }

    /// Adds a statement whose rows can be read after the commit, by its index in the batch.
    #[must_use]
    pub fn returning(self, sql: impl Into<Sql>, values: Vec<Value>) -> Self {
        self.with(Statement::returning(sql, values))
    }

    /// Adds a statement.
    #[must_use]
    pub fn with(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }

    /// Adds all statements of `other` after these.
    #[must_use]
    pub fn then(mut self, other: Batch) -> Self {
        self.statements.extend(other.statements);
        self
    }

    /// Adds a statement and gives its index, for reading its outcome from [`Committed`].
    pub fn add(&mut self, statement: Statement) -> usize {
        self.statements.push(statement);
        self.statements.len() - 1
    }

    /// How many statements there are, which is the index the next one gets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

impl Extend<Statement> for Batch {
    fn extend<I: IntoIterator<Item = Statement>>(&mut self, statements: I) {
        self.statements.extend(statements);
    }
}

/// A batch is durable: it survives the loss of power from here on.
#[derive(Debug)]
pub struct Committed {
    pub(crate) outcomes: Vec<Outcome>,
}

#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) changed: u64,
    pub(crate) rows: Kept,
}

#[derive(Debug)]
pub(crate) enum Kept {
    Sqlite(Vec<KeptRow>),
    Pg(Vec<tokio_postgres::Row>),
}

impl Committed {
    /// How many rows the statement with this index changed; 0 for an index that does not exist.
    #[must_use]
    pub fn changed(&self, index: usize) -> u64 {
        self.outcomes.get(index).map_or(0, |outcome| outcome.changed)
    }

    /// The rows of the `returning` statement with this index; empty for any other index.
    pub fn rows<T: FromRow>(&self, index: usize) -> Result<Vec<T>, StoreError> {
        match self.outcomes.get(index).map(|outcome| &outcome.rows) {
            None => Ok(Vec::new()),
            Some(Kept::Sqlite(rows)) => rows.iter().map(|row| map_row(&Row::kept(row))).collect(),
            Some(Kept::Pg(rows)) => rows.iter().map(|row| map_row(&Row::pg(row))).collect(),
        }
    }
}
