//! The database file: who may write it, and how it is opened.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::STATEMENTS;
use crate::OpenError;

/// What each connection is set to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) cache_kib: u32,
    pub(crate) max_bytes: Option<u64>,
}

/// The right to write a file, held for as long as this value lives.
///
/// The lock is on a file of its own (`<database>.lock`): SQLite's locks on the database file belong to the
/// process, and closing any other handle of that file would drop them. The system releases the lock when the
/// process dies, however it dies.
pub(crate) struct FileLock {
    _file: File,
}

impl FileLock {
    pub(crate) fn take(database: &Path) -> Result<FileLock, OpenError> {
        let refuse = |reason: std::io::Error| OpenError::File {
            path: database.display().to_string(),
            reason: reason.to_string(),
        };
        if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(refuse)?;
        }
        let path = lock_path(database);
        let mut file =
            File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(refuse)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let read = file.read_to_string(&mut holder);
                let holder =
                    if read.is_ok() && !holder.trim().is_empty() { holder.trim() } else { "unknown" };
                return Err(OpenError::InUse {
                    path: database.display().to_string(),
                    holder: holder.to_owned(),
                });
            }
            Err(TryLockError::Error(error)) => return Err(refuse(error)),
        }
        // The process id is only for the message above, so a failure to note it does not matter.
        let _ = file.set_len(0);
        let _ = file.seek(SeekFrom::Start(0));
        let _ = write!(file, "{}", std::process::id());
        Ok(FileLock { _file: file })
    }
}

/// Two paths to one file (through a link) have one lock.
fn lock_path(database: &Path) -> PathBuf {
    let real = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let mut name = real.into_os_string();
    name.push(".lock");
    PathBuf::from(name)
}

pub(crate) fn must_exist(database: &Path) -> Result<(), OpenError> {
    match fs::metadata(database) {
        Ok(_) => Ok(()),
        Err(error) => {
            Err(OpenError::File { path: database.display().to_string(), reason: error.to_string() })
        }
    }
}

pub(crate) fn refusal(database: &Path, error: &rusqlite::Error) -> OpenError {
    OpenError::File { path: database.display().to_string(), reason: error.to_string() }
}

/// Opens the connection that writes.
pub(crate) fn open_writer(database: &Path, settings: &Settings) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // Readers go on while the writer writes, and a commit waits until the disk has it.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    tune(&connection, settings)?;
    if let Some(max_bytes) = settings.max_bytes {
        let page_bytes: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages = i64::try_from(max_bytes).unwrap_or(i64::MAX) / page_bytes.max(1);
        connection.pragma_update(None, "max_page_count", pages.max(1))?;
    }
    Ok(connection)
}

/// Opens a connection that cannot write.
pub(crate) fn open_reader(database: &Path, settings: &Settings) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", true)?;
    tune(&connection, settings)?;
    Ok(connection)
}

fn tune(connection: &Connection, settings: &Settings) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "cache_size", -i64::from(settings.cache_kib))?;
    connection.pragma_update(None, "temp_store", "memory")?;
    // "name" in double quotes is a name here, as in PostgreSQL, and never silently a string.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    Ok(())
}
