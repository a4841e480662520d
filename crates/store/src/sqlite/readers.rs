//! A few connections that read, on the caller's own thread.
//!
//! A point read takes microseconds, less than handing it to another thread would; so it runs where it was asked
//! for, and nothing is awaited while a connection is held.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::file::{self, Settings};
use super::speak;
use super::values::{Failure, bind, spoils_connection};
use crate::row::Row;
use crate::store::map_row;
use crate::{FromRow, StoreError, Value};

pub(crate) struct Readers {
    path: PathBuf,
    settings: Settings,
    size: u32,
    wait: Duration,
    free: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, settings: Settings, size: usize, wait: Duration) -> Arc<Readers> {
        let size = u32::try_from(size).unwrap_or(u32::MAX).clamp(1, 1024);
        let free = Arc::new(Semaphore::new(size as usize));
        Arc::new(Readers { path, settings, size, wait, free, idle: Mutex::default() })
    }

    /// Opens the first connection.
    pub(crate) fn warm(&self) -> rusqlite::Result<()> {
        let connection = file::open_reader(&self.path, &self.settings)?;
        connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
        self.put(connection);
        Ok(())
    }

    /// Waits for a free connection, not without end.
    pub(crate) async fn get(self: &Arc<Self>) -> Result<Reader, StoreError> {
        let permit = match self.free.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => match tokio::time::timeout(self.wait, self.free.clone().acquire_owned()).await {
                Ok(Ok(permit)) => permit,
                Ok(Err(_)) => return Err(StoreError::Closed),
                Err(_) => {
                    return Err(StoreError::Busy(format!("no reader became free within {:?}", self.wait)));
                }
            },
        };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => file::open_reader(&self.path, &self.settings)
                .map_err(|error| Failure::Sqlite(error).of_read())?,
        };
        Ok(Reader { connection: Some(connection), home: self.clone(), _permit: permit })
    }

    fn put(&self, connection: Connection) {
        if !self.free.is_closed() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }

    /// Waits for those who read, then closes.
    pub(crate) async fn close(&self) {
        let everyone = self.free.acquire_many(self.size).await;
        self.free.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        drop(everyone);
    }
}

/// A connection on loan. It goes back when this value is dropped, also by a panic.
pub(crate) struct Reader {
    connection: Option<Connection>,
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
        let Some(connection) = &self.connection else { return Err(StoreError::Closed) };
        match rows(connection, sql, values, limit) {
            Err(Stop::Failure(failure)) => {
                if matches!(&failure, Failure::Sqlite(error) if spoils_connection(error)) {
                    self.connection = None;
                }
                Err(failure.of_read())
            }
            Err(Stop::Mapping(error)) => Err(error),
            Ok(rows) => Ok(rows),
        }
    }

    /// Whether the schema carries this statement.
    pub(crate) fn prepare(&self, sql: &str) -> Result<(), String> {
        let Some(connection) = &self.connection else { return Err(StoreError::Closed.to_string()) };
        connection.prepare(&speak(sql)?).map(drop).map_err(|error| error.to_string())
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.home.put(connection);
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
