//! Migrations on PostgreSQL, under a lock: of several processes that start at once, one migrates.

use tokio_postgres::Client;

use super::connection::{Connector, Purpose};
use super::errors::Trouble;
use crate::migrate::{Recorded, pending};
use crate::{Engine, MigrateError, Migrated, Migration, dialect};

/// Any number will do, as long as no one else uses it in this database.
const LOCK: &str = "select pg_advisory_lock(7310033870512340811)";

const LEDGER: &str = "create table if not exists store_migration (
    version bigint primary key, name text not null, checksum text not null, carried_out_at bigint not null
)";

const RECORD: &str = "insert into store_migration (version, name, checksum, carried_out_at)
    values ($1, $2, $3, cast(extract(epoch from clock_timestamp()) * 1000000 as bigint))";

pub(crate) async fn run(connector: &Connector, migrations: &[Migration]) -> Result<Migrated, MigrateError> {
    let connection = connector.connect(Purpose::Migrate).await.map_err(refuse)?;
    // Held until this connection closes, at the end of this function.
    connection.client.batch_execute(LOCK).await.map_err(|error| refuse(error.into()))?;
    connection.client.batch_execute(LEDGER).await.map_err(|error| refuse(error.into()))?;
    let recorded = recorded(&connection.client).await.map_err(refuse)?;
    let pending = pending(&recorded, migrations)?;
    for migration in &pending {
        carry_out(&connection.client, migration).await?;
    }
    Ok(Migrated { carried_out: pending.len(), known: recorded.len() })
}

fn refuse(trouble: Trouble) -> MigrateError {
    MigrateError::Commit(trouble.of_statement(0))
}

async fn recorded(client: &Client) -> Result<Vec<Recorded>, Trouble> {
    let rows =
        client.query("select version, name, checksum from store_migration order by version", &[]).await?;
    let read = |row: &tokio_postgres::Row| {
        let version: i64 = row.try_get(0)?;
        Ok(Recorded {
            version: u32::try_from(version).unwrap_or(u32::MAX),
            name: row.try_get(1)?,
            checksum: row.try_get(2)?,
        })
    };
    rows.iter().map(read).collect()
}

async fn carry_out(client: &Client, migration: &Migration) -> Result<(), MigrateError> {
    let sql = dialect::speak(Engine::Postgres, migration.sql)
        .map_err(|word| migration.text_error(word.to_string()))?;
    let failed = |error: tokio_postgres::Error| migration.failed(Trouble::from(error).to_string());
    client.batch_execute("begin").await.map_err(failed)?;
    client.batch_execute(&sql).await.map_err(failed)?;
    client.batch_execute(migration.postgres).await.map_err(failed)?;
    let (version, checksum) = (i64::from(migration.version), migration.checksum());
    client.execute(RECORD, &[&version, &migration.name, &checksum]).await.map_err(failed)?;
    client.batch_execute("commit").await.map_err(failed)
}
