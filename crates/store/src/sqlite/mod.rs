//! SQLite: one writer thread, a few readers, one file.

mod backup;
mod file;
mod migrate;
mod readers;
mod values;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use self::file::{FileLock, Settings};
use self::readers::{Limits, Readers};
pub(crate) use self::values::cell;
use self::writer::Job;
use crate::sql::{PrepareError, registered};
use crate::store::REPORT_PATIENCE;
use crate::{
    BackupError, Batch, CommitError, Committed, Engine, FromRow, MigrateError, Migrated, Migration,
    OpenError, Options, Sql, Stats, StoreError, Value, dialect,
};

/// Batches that may wait for the writer before senders have to wait themselves.
const QUEUE: usize = 1024;

/// Prepared statements kept by each connection.
pub(crate) const STATEMENTS: usize = 512;

/// Readers for long reports, beside those for requests.
const REPORT_READERS: usize = 2;

pub(crate) struct Sqlite {
    path: PathBuf,
    settings: Settings,
    /// Absent when the store is open for reading only.
    jobs: Option<mpsc::Sender<Job>>,
    readers: Arc<Readers>,
    reports: Arc<Readers>,
    counters: Arc<Counters>,
}

/// What the writer counts.
#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) batches: AtomicU64,
    pub(crate) transactions: AtomicU64,
}

impl Sqlite {
    pub(crate) async fn open(path: PathBuf, options: Options) -> Result<Sqlite, OpenError> {
        tokio::task::spawn_blocking(move || Sqlite::open_now(path, &options))
            .await
            .map_err(|error| OpenError::Engine(error.to_string()))?
    }

    fn open_now(path: PathBuf, options: &Options) -> Result<Sqlite, OpenError> {
        let settings = Settings { cache_kib: options.cache_kib, max_bytes: options.max_bytes };
        let counters = Arc::new(Counters::default());
        let mut jobs = None;
        if options.read_only {
            file::must_exist(&path)?;
        } else {
            let lock = FileLock::take(&path)?;
            let connection =
                file::open_writer(&path, &settings).map_err(|error| file::refusal(&path, &error))?;
            let (sender, receiver) = mpsc::channel(QUEUE);
            writer::start(
                connection,
                lock,
                writer::Source { path: path.clone(), settings, jobs: receiver },
                counters.clone(),
            )
            .map_err(|error| OpenError::File {
                path: path.display().to_string(),
                reason: error.to_string(),
            })?;
            jobs = Some(sender);
        }
        let limits = Limits { size: options.readers, wait: options.wait, read: options.read_limit };
        let readers = Readers::new(path.clone(), settings, limits);
        // The first reader is opened now, so that a file that is no database is refused here.
        readers.warm().map_err(|error| file::refusal(&path, &error))?;
        let limits = Limits { size: REPORT_READERS, read: options.read_limit * REPORT_PATIENCE, ..limits };
        let reports = Readers::new(path.clone(), settings, limits);
        Ok(Sqlite { path, settings, jobs, readers, reports, counters })
    }

    pub(crate) async fn one<T: FromRow>(&self, sql: &Sql, values: &[Value]) -> Result<Option<T>, StoreError> {
        let mut reader = self.readers.get().await?;
        reader.one(sql.text(Engine::Sqlite), values)
    }

    pub(crate) async fn all<T: FromRow>(&self, sql: &Sql, values: &[Value]) -> Result<Vec<T>, StoreError> {
        let mut reader = self.readers.get().await?;
        reader.all(sql.text(Engine::Sqlite), values)
    }

    pub(crate) async fn read_blocking<T: FromRow + Send + 'static>(
        &self,
        sql: Sql,
        values: Vec<Value>,
    ) -> Result<Vec<T>, StoreError> {
        let mut reader = self.reports.get().await?;
        tokio::task::spawn_blocking(move || reader.all(sql.text(Engine::Sqlite), &values))
            .await
            .map_err(|error| StoreError::Engine(error.to_string()))?
    }

    pub(crate) async fn commit(&self, batch: Batch) -> Result<Committed, CommitError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Commit { batch, reply }).await?;
        // The writer answers always, unless it panicked: then it may have been before or after the commit.
        answer.await.unwrap_or_else(|_| {
            Err(CommitError::OutcomeUnknown("the writer stopped and was restarted".into()))
        })
    }

    pub(crate) async fn migrate(&self, migrations: &[Migration]) -> Result<Migrated, MigrateError> {
        let migrations = migrations.to_vec();
        self.call(move |connection| migrate::run(connection, &migrations)).await?
    }

    /// Runs a function on the writer thread, alone and outside of any transaction.
    async fn call<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> R + Send + 'static,
    ) -> Result<R, CommitError> {
        let (reply, answer) = oneshot::channel();
        let work = Box::new(move |connection: &mut Connection| {
            // Nobody waits any more if the caller was dropped; the work is done all the same.
            let _ = reply.send(work(connection));
        });
        self.send(Job::Call(work)).await?;
        answer.await.map_err(|_| CommitError::OutcomeUnknown("the writer stopped and was restarted".into()))
    }

    async fn send(&self, job: Job) -> Result<(), CommitError> {
        let jobs = self.jobs.as_ref().ok_or(CommitError::ReadOnly)?;
        jobs.send(job).await.map_err(|_| CommitError::Closed)
    }

    pub(crate) async fn prepare_all(&self) -> Result<usize, Vec<PrepareError>> {
        let mut count = 0;
        let mut errors = Vec::new();
        let reader = self.reports.get().await;
        for statement in registered() {
            let refused = |reason| PrepareError { name: statement.name, engine: Engine::Sqlite, reason };
            let prepared = match &reader {
                Ok(reader) => reader.prepare(statement.sql.sqlite),
                Err(error) => Err(error.to_string()),
            };
            match prepared {
                Ok(()) => count += 1,
                Err(reason) => errors.push(refused(reason)),
            }
        }
        if errors.is_empty() { Ok(count) } else { Err(errors) }
    }

    pub(crate) async fn backup_to(&self, target: &Path) -> Result<u64, BackupError> {
        let (source, settings, target) = (self.path.clone(), self.settings, target.to_owned());
        tokio::task::spawn_blocking(move || backup::copy(&source, &settings, &target))
            .await
            .map_err(|error| BackupError::Failed(error.to_string()))?
    }

    pub(crate) fn stats(&self) -> Stats {
        Stats {
            batches: self.counters.batches.load(Ordering::Relaxed),
            transactions: self.counters.transactions.load(Ordering::Relaxed),
        }
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.reports.close().await;
        let (reply, answer) = oneshot::channel();
        if self.send(Job::Close(reply)).await.is_ok() {
            let _ = answer.await;
        }
    }
}

#[cfg(feature = "test-support")]
impl Sqlite {
    /// Stops the writer at the next job until the returned sender is used or dropped.
    pub(crate) async fn hold_writer(&self) -> std::sync::mpsc::Sender<()> {
        let (release, held) = std::sync::mpsc::channel();
        let _ = self
            .send(Job::Call(Box::new(move |_| {
                let _ = held.recv();
            })))
            .await;
        release
    }

    /// How many jobs wait for the writer.
    pub(crate) fn waiting(&self) -> usize {
        self.jobs.as_ref().map_or(0, |jobs| jobs.max_capacity() - jobs.capacity())
    }

    /// Makes the writer thread panic.
    pub(crate) async fn panic_writer(&self) {
        let _ = self.send(Job::Call(Box::new(|_| panic!("a test asked the writer to panic")))).await;
    }
}

/// The text as SQLite understands it, or why not.
fn speak(sql: &str) -> Result<std::borrow::Cow<'_, str>, String> {
    dialect::speak(Engine::Sqlite, sql).map_err(|error| error.to_string())
}
