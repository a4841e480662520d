//! Migrations on SQLite, on the writer thread.

use rusqlite::{Connection, params};

use super::speak;
use super::values::commit_error;
use crate::migrate::{Recorded, pending};
use crate::{MigrateError, Migrated, Migration};

const LEDGER: &str = "create table if not exists store_migration (
    version integer primary key, name text not null, checksum text not null, carried_out_at integer not null
) strict";

const RECORD: &str = "insert into store_migration (version, name, checksum, carried_out_at)
    values (?1, ?2, ?3, cast(unixepoch('subsec') * 1000000 as integer))";

pub(crate) fn run(connection: &mut Connection, migrations: &[Migration]) -> Result<Migrated, MigrateError> {
    let refuse = |error: rusqlite::Error| MigrateError::Commit(commit_error(&error, connection, 0));
    connection.execute_batch(LEDGER).map_err(refuse)?;
    let recorded = recorded(connection).map_err(refuse)?;
    let pending = pending(&recorded, migrations)?;
    // Rebuilding a table drops the old one; references are checked as a whole instead, before each commit.
    connection.pragma_update(None, "foreign_keys", false).map_err(refuse)?;
    let result = pending.iter().try_for_each(|migration| carry_out(connection, migration));
    if !connection.is_autocommit() {
        let _ = connection.execute_batch("rollback");
    }
    connection.flush_prepared_statement_cache();
    connection
        .pragma_update(None, "foreign_keys", true)
        .map_err(|error| MigrateError::Commit(commit_error(&error, connection, 0)))?;
    result?;
    Ok(Migrated { carried_out: pending.len(), known: recorded.len() })
}

fn recorded(connection: &Connection) -> rusqlite::Result<Vec<Recorded>> {
    let mut statement =
        connection.prepare("select version, name, checksum from store_migration order by version")?;
    let rows = statement.query_map([], |row| {
        Ok(Recorded { version: row.get(0)?, name: row.get(1)?, checksum: row.get(2)? })
    })?;
    rows.collect()
}

fn carry_out(connection: &Connection, migration: &Migration) -> Result<(), MigrateError> {
    let sql = speak(migration.sql).map_err(|reason| migration.text_error(reason))?;
    let failed = |error: rusqlite::Error| migration.failed(error.to_string());
    connection.execute_batch("begin immediate").map_err(failed)?;
    connection.execute_batch(&sql).map_err(failed)?;
    connection.execute_batch(migration.sqlite).map_err(failed)?;
    if let Some(table) = first(connection, LOOSE_TABLE).map_err(failed)? {
        let reason = format!("table `{table}` is not strict; end it with `) {{keyed}};` or `) {{strict}};`");
        return Err(migration.text_error(reason));
    }
    if let Some(table) =
        first(connection, "select \"table\" from pragma_foreign_key_check").map_err(failed)?
    {
        return Err(migration.failed(format!("rows of table `{table}` refer to rows that do not exist")));
    }
    let (version, checksum) = (migration.version, migration.checksum());
    connection.execute(RECORD, params![version, migration.name, checksum]).map_err(failed)?;
    connection.execute_batch("commit").map_err(failed)
}

/// A loose table would take any value in any column, which PostgreSQL would not.
const LOOSE_TABLE: &str = "select name from pragma_table_list
    where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite\\_%' escape '\\'";

fn first(connection: &Connection, sql: &str) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    rows.next()?.map(|row| row.get(0)).transpose()
}
