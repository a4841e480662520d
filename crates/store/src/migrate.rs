//! Migrations: one portable set, carried out in order, each in a transaction of its own.

use sha2::{Digest, Sha256};

use crate::MigrateError;

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

impl Migration {
    /// The SHA-256 of all its texts, whatever the line endings of the checkout.
    pub fn checksum(&self) -> String {
        let mut hash = Sha256::new();
        for text in [self.sql, self.sqlite, self.postgres] {
            hash.update(text.replace("\r\n", "\n"));
            hash.update([0]);
        }
        hash.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }

    pub(crate) fn text_error(&self, reason: String) -> MigrateError {
        MigrateError::Text { version: self.version, name: self.name.to_owned(), reason }
    }

    pub(crate) fn failed(&self, reason: String) -> MigrateError {
        MigrateError::Failed { version: self.version, name: self.name.to_owned(), reason }
    }
}

/// A migration that was carried out on a database.
pub(crate) struct Recorded {
    pub(crate) version: u32,
    pub(crate) name: String,
    pub(crate) checksum: String,
}

/// The migrations that are still to be carried out, in order; or why the set does not fit the database.
pub(crate) fn pending<'a>(
    recorded: &[Recorded],
    migrations: &'a [Migration],
) -> Result<Vec<&'a Migration>, MigrateError> {
    for pair in migrations.windows(2) {
        if pair[1].version <= pair[0].version {
            return Err(out_of_order(&pair[1], pair[0].version));
        }
    }
    for known in recorded {
        let Some(migration) = migrations.iter().find(|migration| migration.version == known.version) else {
            return Err(MigrateError::Newer { version: known.version, name: known.name.clone() });
        };
        if migration.checksum() != known.checksum {
            return Err(MigrateError::Changed {
                version: known.version,
                name: migration.name.to_owned(),
                recorded: known.checksum.clone(),
                found: migration.checksum(),
            });
        }
    }
    let newest = recorded.iter().map(|known| known.version).max();
    let is_known = |migration: &&Migration| recorded.iter().any(|known| known.version == migration.version);
    let pending: Vec<&Migration> = migrations.iter().filter(|migration| !is_known(migration)).collect();
    match (pending.first(), newest) {
        (Some(first), Some(newest)) if first.version < newest => Err(out_of_order(first, newest)),
        _ => Ok(pending),
    }
}

fn out_of_order(migration: &Migration, above: u32) -> MigrateError {
    MigrateError::Order { version: migration.version, name: migration.name.to_owned(), above }
}
