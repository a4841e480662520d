//! PostgreSQL: shared connections for reads, one connection per transaction for writes.

mod commit;
mod connection;
mod errors;
mod migrate;
mod pool;
mod tls;
mod values;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio_postgres::Config;

use self::connection::{Connector, Purpose};
use self::errors::Trouble;
use self::pool::{Lanes, Pool};
use self::tls::Tls;
pub(crate) use self::values::cell;
use crate::row::Row;
use crate::sql::{PrepareError, registered};
use crate::store::map_row;
use crate::{
    Batch, CommitError, Committed, Engine, FromRow, MigrateError, Migrated, Migration, OpenError, Options,
    Sql, Stats, StoreError, Value,
};

/// Connections for long reports, beside those for requests.
const REPORT_CONNECTIONS: usize = 2;

pub(crate) struct Postgres {
    connector: Connector,
    lanes: Lanes,
    reports: Arc<Pool>,
    /// Absent when the store is open for reading only.
    writers: Option<Arc<Pool>>,
    batches: Arc<AtomicU64>,
}

impl Postgres {
    pub(crate) async fn open(options: Options) -> Result<Postgres, OpenError> {
        let config: Config =
            options.url.parse().map_err(|_| OpenError::Url(crate::store::without_password(&options.url)))?;
        let tls = Tls::wanted_by(&options.url, &config)?;
        let connector = Connector::new(config, tls, options.read_limit);
        let pool = |purpose, size| Pool::new(connector.clone(), purpose, size, options.wait);
        let store = Postgres {
            lanes: Lanes::new(connector.clone(), options.readers),
            reports: pool(Purpose::Report, REPORT_CONNECTIONS),
            writers: (!options.read_only).then(|| pool(Purpose::Write, options.writers)),
            batches: Arc::default(),
            connector,
        };
        // The first connection is made now, so that a wrong address or password is told here.
        match store.lanes.get().await {
            Ok(_) => Ok(store),
            Err(trouble) => Err(OpenError::Unavailable(trouble.to_string())),
        }
    }

    pub(crate) async fn one<T: FromRow>(&self, sql: &Sql, values: &[Value]) -> Result<Option<T>, StoreError> {
        let rows = self.query(sql, values).await?;
        rows.first().map(|row| map_row(&Row::pg(row))).transpose()
    }

    pub(crate) async fn all<T: FromRow>(&self, sql: &Sql, values: &[Value]) -> Result<Vec<T>, StoreError> {
        let rows = self.query(sql, values).await?;
        rows.iter().map(|row| map_row(&Row::pg(row))).collect()
    }

    /// Reads on a connection that others read on too: their questions follow one another without waiting for
    /// the answers. A connection that broke is replaced, and the question asked once more.
    async fn query(&self, sql: &Sql, values: &[Value]) -> Result<Vec<tokio_postgres::Row>, StoreError> {
        let text = sql.text(Engine::Postgres);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let lane = self.lanes.get().await.map_err(Trouble::of_read)?;
            match lane.connection.query(text, values).await {
                Err(trouble) if attempts < 3 && trouble.may_be_asked_again(&lane.connection) => {}
                result => return result.map_err(Trouble::of_read),
            }
        }
    }

    pub(crate) async fn read_blocking<T: FromRow>(
        &self,
        sql: &Sql,
        values: &[Value],
    ) -> Result<Vec<T>, StoreError> {
        let text = sql.text(Engine::Postgres);
        let mut attempts = 0;
        let rows = loop {
            attempts += 1;
            let mut loan = self.reports.get().await.map_err(Trouble::of_read)?;
            let result = loan.connection.query(text, values).await;
            loan.give_back();
            match result {
                Err(trouble) if attempts < 3 && trouble.may_be_asked_again(&loan.connection) => {}
                result => break result.map_err(Trouble::of_read)?,
            }
        };
        rows.iter().map(|row| map_row(&Row::pg(row))).collect()
    }

    /// Writes in a task of its own: whoever asked may go away, a transaction once begun is finished.
    pub(crate) async fn commit(&self, batch: Batch) -> Result<Committed, CommitError> {
        let writers = self.writers.clone().ok_or(CommitError::ReadOnly)?;
        let batches = self.batches.clone();
        let task = tokio::spawn(async move {
            let result = commit::commit(&writers, &batch).await;
            if result.is_ok() {
                batches.fetch_add(1, Ordering::Relaxed);
            }
            result
        });
        task.await.unwrap_or_else(|error| Err(CommitError::OutcomeUnknown(error.to_string())))
    }

    pub(crate) async fn migrate(&self, migrations: &[Migration]) -> Result<Migrated, MigrateError> {
        if self.writers.is_none() {
            return Err(MigrateError::Commit(CommitError::ReadOnly));
        }
        let (connector, migrations) = (self.connector.clone(), migrations.to_vec());
        let task = tokio::spawn(async move { migrate::run(&connector, &migrations).await });
        task.await.map_err(|error| MigrateError::Commit(CommitError::OutcomeUnknown(error.to_string())))?
    }

    pub(crate) async fn prepare_all(&self) -> Result<usize, Vec<PrepareError>> {
        let mut count = 0;
        let mut errors = Vec::new();
        for statement in registered() {
            let prepared = match self.lanes.get().await {
                Ok(lane) => lane.connection.statement(statement.sql.postgres).await.map(drop),
                Err(trouble) => Err(trouble),
            };
            match prepared {
                Ok(()) => count += 1,
                Err(trouble) => errors.push(PrepareError {
                    name: statement.name,
                    engine: Engine::Postgres,
                    reason: trouble.to_string(),
                }),
            }
        }
        if errors.is_empty() { Ok(count) } else { Err(errors) }
    }

    pub(crate) fn stats(&self) -> Stats {
        let batches = self.batches.load(Ordering::Relaxed);
        Stats { batches, transactions: batches }
    }

    pub(crate) async fn close(&self) {
        self.lanes.close();
        self.reports.close().await;
        if let Some(writers) = &self.writers {
            writers.close().await;
        }
    }
}
