//! Migrations: one portable set, carried out in order, each in a transaction of its own.

/// One step of the schema, in the common subset and with the words of [`dialect`](crate::dialect).
///
/// A released migration never changes: its checksum is recorded in each database, and a changed one is refused.
///
/// ```
/// use store::Migration;
/// const FIRST: Migration = Migration::new(1, "things", "
///     create table thing (id {uuid} primary key, title {text} not null, due_at {bigint}) {keyed};
/// ");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// Its number; numbers rise.
    pub version: u32,
    /// A few words on what it brings.
    pub name: &'static str,
    /// The statements, for both engines.
    pub sql: &'static str,
    /// Statements only for SQLite, after the common ones (its full-text index).
    pub sqlite: &'static str,
    /// Statements only for PostgreSQL, after the common ones.
    pub postgres: &'static str,
}

impl Migration {
    /// A migration that is the same on both engines.
    #[must_use]
    pub const fn new(version: u32, name: &'static str, sql: &'static str) -> Self {
        Migration { version, name, sql, sqlite: "", postgres: "" }
    }

    /// Adds statements for each engine alone.
    #[must_use]
    pub const fn with_forks(mut self, sqlite: &'static str, postgres: &'static str) -> Self {
        self.sqlite = sqlite;
        self.postgres = postgres;
        self
    }
}

/// What bringing the schema up to date did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Migrated {
    /// How many migrations were carried out now.
    pub carried_out: usize,
    /// How many had been before.
    pub known: usize,
}
