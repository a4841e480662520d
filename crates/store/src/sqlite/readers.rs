//! A few connections that read, on the caller's own thread.
//!
//! A point read takes microseconds, less than handing it to another thread would; so it runs where it was asked
//! for, and nothing is awaited while a connection is held.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::file::{self, Settings};
use super::speak;
use super::values::{Failure, bind, spoils_connection};
use crate::row::Row;
use crate::store::map_row;
use crate::{FromRow, StoreError, Value};

pub(crate) struct Readers {
    path: PathBuf,
    settings: Settings,
    limits: Limits,
    free: Arc<Semaphore>,
    idle: Mutex<Vec<Reading>>,
}

/// What readers are bounded by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How many there are.
    pub(crate) size: usize,
    /// How long one waits for a free one.
    pub(crate) wait: Duration,
    /// How long one read may take.
    pub(crate) read: Duration,
}

/// A connection that breaks off what takes too long.
struct Reading {
    connection: Connection,
    deadline: Arc<Mutex<Instant>>,
}

impl Reading {
    fn open(path: &Path, settings: &Settings, limit: Duration) -> rusqlite::Result<Reading> {
        let mut connection = file::open_reader(path, settings)?;
        let deadline = Arc::new(Mutex::new(Instant::now()));
        let watched = deadline.clone();
        let is_over = move || Instant::now() > *watched.lock().unwrap_or_else(PoisonError::into_inner);
        connection.progress_handler(STEPS, Some(is_over))?;
        let reading = Reading { connection, deadline };
        reading.begin(limit);
        Ok(reading)
    }

    /// Gives the next read its time.
    fn begin(&self, limit: Duration) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now() + limit;
    }
}

/// How many steps of SQLite's machine pass between two looks at the clock: well below a millisecond.
const STEPS: i32 = 10_000;

impl Readers {
    pub(crate) fn new(path: PathBuf, settings: Settings, limits: Limits) -> Arc<Readers> {
        let limits = Limits { size: limits.size.clamp(1, 1024), ..limits };
        let free = Arc::new(Semaphore::new(limits.size));
        Arc::new(Readers { path, settings, limits, free, idle: Mutex::default() })
    }

    /// Opens the first connection.
    pub(crate) fn warm(&self) -> rusqlite::Result<()> {
        let reading = Reading::open(&self.path, &self.settings, self.limits.read)?;
        reading.connection.query_row("select 1 from sqlite_schema limit 1", [], |_| Ok(())).optional()?;
        self.put(reading);
        Ok(())
    }

    /// Waits for a free connection, not without end.
    pub(crate) async fn get(self: &Arc<Self>) -> Result<Reader, StoreError> {
        let permit = match self.free.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => match tokio::time::timeout(self.limits.wait, self.free.clone().acquire_owned()).await {
                Ok(Ok(permit)) => permit,
                Ok(Err(_)) => return Err(StoreError::Closed),
                Err(_) => {
                    return Err(StoreError::Busy(format!(
                        "no reader became free within {:?}",
                        self.limits.wait
                    )));
                }
            },
        };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reading = match idle {
            Some(reading) => reading,
            None => Reading::open(&self.path, &self.settings, self.limits.read)
                .map_err(|error| Failure::Sqlite(error).of_read())?,
        };
        Ok(Reader { reading: Some(reading), home: self.clone(), _permit: permit })
    }

    fn put(&self, reading: Reading) {
        if !self.free.is_closed() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reading);
        }
    }

    /// Waits for those who read, then closes.
    pub(crate) async fn close(&self) {
        let everyone = self.free.acquire_many(u32::try_from(self.limits.size).unwrap_or(u32::MAX)).await;
        self.free.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        drop(everyone);
    }
}

/// A connection on loan. It goes back when this value is dropped, also by a panic.
pub(crate) struct Reader {
    reading: Option<Reading>,
    home: Arc<Readers>,
    _permit: OwnedSemaphorePermit,
}

impl Reader {
    pub(crate) fn all<T: FromRow>(&mut self, sql: &str, values: &[Value]) -> Result<Vec<T>, StoreError> {
        self.read(sql, values, usize::MAX)
    }

    pub(crate) fn one<T: FromRow>(&mut self, sql: &str, values: &[Value]) -> Result<Option<T>, StoreError> {
        Ok(self.read(sql, values, 1)?.pop())
    }

    fn read<T: FromRow>(&mut self, sql: &str, values: &[Value], limit: usize) -> Result<Vec<T>, StoreError> {
        let Some(reading) = &self.reading else { return Err(StoreError::Closed) };
        *reading.deadline.lock().unwrap_or_else(PoisonError::into_inner) =
            Instant::now() + self.home.limits.read;
        match rows(&reading.connection, sql, values, limit) {
            Err(Stop::Failure(failure)) => {
                if matches!(&failure, Failure::Sqlite(error) if spoils_connection(error)) {
                    self.reading = None;
                }
                Err(failure.of_read())
            }
            Err(Stop::Mapping(error)) => Err(error),
            Ok(rows) => Ok(rows),
        }
    }

    /// Whether the schema carries this statement.
    pub(crate) fn prepare(&self, sql: &str) -> Result<(), String> {
        let Some(reading) = &self.reading else { return Err(StoreError::Closed.to_string()) };
        reading.begin(self.home.limits.read);
        reading.connection.prepare(&speak(sql)?).map(drop).map_err(|error| error.to_string())
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(reading) = self.reading.take() {
            self.home.put(reading);
        }
    }
}

enum Stop {
    Failure(Failure),
    Mapping(StoreError),
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Stop::Failure(Failure::Sqlite(error))
    }
}

fn rows<T: FromRow>(
    connection: &Connection,
    sql: &str,
    values: &[Value],
    limit: usize,
) -> Result<Vec<T>, Stop> {
    let sql = speak(sql).map_err(|reason| Stop::Failure(Failure::Text(reason)))?;
    let mut statement = connection.prepare_cached(&sql)?;
    bind(&mut statement, values).map_err(Stop::Failure)?;
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while found.len() < limit {
        match rows.next()? {
            Some(row) => found.push(map_row(&Row::sqlite(row)).map_err(Stop::Mapping)?),
            None => break,
        }
    }
    Ok(found)
}
