//! The one thread that writes: many batches, one wait for the disk.
//!
//! Whatever batches wait when the writer becomes free are written in one transaction, each inside a savepoint of
//! its own. A batch that fails is undone by its savepoint and the others are committed. If the transaction as a
//! whole fails (the disk is full), nothing was written, so each batch is tried again alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::file::{self, FileLock, Settings};
use super::values::{Failure, bind, commit_error, keep_rows};
use super::{Counters, speak};
use crate::batch::{Kept, Outcome, Role, Statement};
use crate::store::panic_text;
use crate::{Batch, CommitError, Committed, Engine};

/// The most batches in one transaction: it bounds how long the first of them waits.
const GROUP: usize = 256;

pub(crate) enum Job {
    Commit { batch: Batch, reply: Reply },
    Call(Box<dyn FnOnce(&mut Connection) + Send>),
    Close(oneshot::Sender<()>),
}

type Reply = oneshot::Sender<Result<Committed, CommitError>>;

/// Where the writer takes its work and its connections from.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) settings: Settings,
    pub(crate) jobs: mpsc::Receiver<Job>,
}

/// Starts the thread. It ends with [`Job::Close`], or when nobody can send to it any more and all is written.
pub(crate) fn start(
    connection: Connection,
    lock: FileLock,
    source: Source,
    counters: Arc<Counters>,
) -> std::io::Result<()> {
    let mut writer = Writer { connection: Some(connection), source, counters, closing: None };
    std::thread::Builder::new().name("store-writer".into()).spawn(move || {
        // A panic (a bug of ours or of the engine) drops the connection, which undoes what was not committed.
        while let Err(panic) = catch_unwind(AssertUnwindSafe(|| writer.serve())) {
            tracing::error!(panic = panic_text(panic.as_ref()), "the writer panicked; it starts again");
            writer.connection = None;
        }
        let closing = writer.closing.take();
        if let Some(connection) = writer.connection.take() {
            let _ = connection.execute_batch("pragma analysis_limit = 400; pragma optimize;");
            drop(connection);
        }
        drop(lock);
        if let Some(reply) = closing {
            let _ = reply.send(());
        }
    })?;
    Ok(())
}

struct Writer {
    connection: Option<Connection>,
    source: Source,
    counters: Arc<Counters>,
    closing: Option<oneshot::Sender<()>>,
}

impl Writer {
    fn serve(&mut self) {
        let mut next = None;
        while let Some(job) = next.take().or_else(|| self.source.jobs.blocking_recv()) {
            match job {
                Job::Commit { batch, reply } => {
                    let mut group = vec![(batch, reply)];
                    next = self.gather(&mut group);
                    self.write(group);
                }
                Job::Call(work) => match self.connection() {
                    Ok(connection) => work(connection),
                    Err(error) => tracing::error!(%error, "the database file cannot be opened again"),
                },
                Job::Close(reply) => {
                    self.closing = Some(reply);
                    self.source.jobs.close();
                }
            }
        }
    }

    /// Takes the batches that wait already. Gives the first job that is no batch.
    fn gather(&mut self, group: &mut Vec<(Batch, Reply)>) -> Option<Job> {
        while group.len() < GROUP {
            match self.source.jobs.try_recv() {
                Ok(Job::Commit { batch, reply }) => group.push((batch, reply)),
                Ok(other) => return Some(other),
                Err(_) => return None,
            }
        }
        None
    }

    /// The connection, opened again if it was lost.
    fn connection(&mut self) -> Result<&mut Connection, CommitError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => file::open_writer(&self.source.path, &self.source.settings)
                .map_err(|error| CommitError::Unavailable(error.to_string()))?,
        };
        Ok(self.connection.insert(connection))
    }

    fn write(&mut self, group: Vec<(Batch, Reply)>) {
        let (batches, replies): (Vec<Batch>, Vec<Reply>) = group.into_iter().unzip();
        let results = match self.transaction(&batches) {
            Ok(results) => results,
            Err(error @ CommitError::OutcomeUnknown(_)) => {
                batches.iter().map(|_| Err(error.clone())).collect()
            }
            Err(_) if batches.len() > 1 => batches
                .iter()
                .map(|batch| self.transaction(std::slice::from_ref(batch)).and_then(only))
                .collect(),
            Err(error) => vec![Err(error)],
        };
        for (reply, result) in replies.into_iter().zip(results) {
            // Whoever asked may be gone; the batch is written all the same.
            let _ = reply.send(result);
        }
    }

    /// Writes a group. An error means that nothing of the whole group was written.
    fn transaction(&mut self, batches: &[Batch]) -> Result<Vec<Result<Committed, CommitError>>, CommitError> {
        let connection = self.connection()?;
        let result = write_group(connection, batches);
        match &result {
            Ok(results) => {
                let written = results.iter().filter(|result| result.is_ok()).count();
                self.counters.batches.fetch_add(written as u64, Ordering::Relaxed);
                self.counters.transactions.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => {
                let undone = connection.is_autocommit() || connection.execute_batch("rollback").is_ok();
                if !undone || matches!(error, CommitError::Unavailable(_) | CommitError::OutcomeUnknown(_)) {
                    self.connection = None;
                }
            }
        }
        result
    }
}

fn only(mut results: Vec<Result<Committed, CommitError>>) -> Result<Committed, CommitError> {
    results.pop().unwrap_or_else(|| Err(CommitError::Engine("a transaction without a result".into())))
}

fn write_group(
    connection: &Connection,
    batches: &[Batch],
) -> Result<Vec<Result<Committed, CommitError>>, CommitError> {
    let whole = |error: rusqlite::Error| commit_error(&error, connection, 0);
    execute(connection, "begin immediate").map_err(whole)?;
    let mut results = Vec::with_capacity(batches.len());
    for batch in batches {
        let result =
            if batches.len() == 1 { write_batch(connection, batch) } else { write_apart(connection, batch)? };
        if let (Err(error), true) = (&result, batches.len() == 1 || connection.is_autocommit()) {
            // The batch is alone, or SQLite undid the whole transaction because of it.
            return Err(error.clone());
        }
        results.push(result);
    }
    execute(connection, "commit").map_err(|error| match whole(error) {
        // The disk failed while it was told to keep what it had been given: it may have kept it.
        CommitError::Unavailable(text) => CommitError::OutcomeUnknown(text),
        other => other,
    })?;
    Ok(results)
}

/// Writes a batch inside its savepoint. The outer error means that the whole transaction is lost.
fn write_apart(
    connection: &Connection,
    batch: &Batch,
) -> Result<Result<Committed, CommitError>, CommitError> {
    let whole = |error: rusqlite::Error| commit_error(&error, connection, 0);
    execute(connection, "savepoint batch").map_err(whole)?;
    let result = write_batch(connection, batch);
    if result.is_err() && !connection.is_autocommit() {
        execute(connection, "rollback to batch").map_err(whole)?;
    }
    if !connection.is_autocommit() {
        execute(connection, "release batch").map_err(whole)?;
    }
    Ok(result)
}

fn write_batch(connection: &Connection, batch: &Batch) -> Result<Committed, CommitError> {
    let mut outcomes = Vec::with_capacity(batch.len());
    for (index, statement) in batch.statements.iter().enumerate() {
        let outcome =
            run(connection, statement).map_err(|failure| failure.of_statement(connection, index))?;
        if let (Role::Guard(label), true) = (&statement.role, outcome.changed != 1) {
            return Err(CommitError::Guard { label: label.clone(), index });
        }
        outcomes.push(outcome);
    }
    Ok(Committed { outcomes })
}

fn run(connection: &Connection, statement: &Statement) -> Result<Outcome, Failure> {
    let sql = speak(statement.sql.text(Engine::Sqlite)).map_err(Failure::Text)?;
    let mut prepared = connection.prepare_cached(&sql)?;
    bind(&mut prepared, &statement.values)?;
    if statement.role == Role::Returning {
        let rows = keep_rows(&mut prepared)?;
        return Ok(Outcome { changed: rows.len() as u64, rows: Kept::Sqlite(rows) });
    }
    let changed = prepared.raw_execute()? as u64;
    Ok(Outcome { changed, rows: Kept::Sqlite(Vec::new()) })
}

fn execute(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}
