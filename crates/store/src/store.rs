//! The store: three verbs on either engine.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::postgres::Postgres;
use crate::row::Row;
use crate::sqlite::Sqlite;
use crate::{
    BackupError, Batch, CommitError, Committed, FromRow, MigrateError, Migrated, Migration, OpenError,
    PrepareError, Sql, StoreError, Value,
};

/// Which database is behind a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// A file of this process.
    Sqlite,
    /// A server.
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        })
    }
}

/// How to open a store.
///
/// ```
/// use store::Options;
/// let options = Options { readers: 2, ..Options::new("sqlite:./var/things.db") };
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Options {
    /// `sqlite:<path>` (made if absent) or `postgres://<user>@<host>/<database>`.
    pub url: String,
    /// Connections for reading. SQLite: each has its own page cache.
    pub readers: usize,
    /// Connections for writing; PostgreSQL only, SQLite has one writer.
    pub writers: usize,
    /// Opens for reading only; a SQLite file may then be in use by another process.
    pub read_only: bool,
    /// How long a request waits for a free connection before it fails with `Busy`.
    pub wait: Duration,
    /// How long one read may take before it is broken off with `Busy`; long reports have twenty times as long.
    pub read_limit: Duration,
    /// SQLite: page cache of each connection, in KiB.
    pub cache_kib: u32,
    /// SQLite: the size the database file may reach, so that it fails before the disk does.
    pub max_bytes: Option<u64>,
}

impl Options {
    /// The defaults for this address.
    pub fn new(url: impl Into<String>) -> Self {
        Options {
            url: url.into(),
            readers: std::thread::available_parallelism().map_or(4, |cores| cores.get().clamp(2, 8)),
            writers: 8,
            read_only: false,
            wait: Duration::from_secs(10),
            read_limit: Duration::from_secs(30),
            cache_kib: 16 * 1024,
            max_bytes: None,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("url", &without_password(&self.url)).finish_non_exhaustive()
    }
}

/// How much was written since the store was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Batches that were committed.
    pub batches: u64,
    /// Transactions (on SQLite: waits for the disk) they took.
    pub transactions: u64,
}

/// A database. Cheap to clone; all clones are the same one.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

enum Inner {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Store {
    /// Opens the database, or says why not.
    pub async fn open(options: Options) -> Result<Store, OpenError> {
        let inner = match address(&options.url)? {
            Address::File(path) => Inner::Sqlite(Sqlite::open(path, options).await?),
            Address::Server => Inner::Postgres(Postgres::open(options).await?),
        };
        Ok(Store { inner: Arc::new(inner) })
    }

    /// Which database is behind this store.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &*self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Reads the first row, if there is one.
    pub async fn one<T: FromRow>(
        &self,
        sql: impl Into<Sql>,
        values: Vec<Value>,
    ) -> Result<Option<T>, StoreError> {
        let sql = sql.into();
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.one(&sql, &values).await,
            Inner::Postgres(postgres) => postgres.one(&sql, &values).await,
        }
    }

    /// Reads all rows. Lists go by pages ([`Select::page`](crate::Select::page)), so that all is never much.
    pub async fn all<T: FromRow>(
        &self,
        sql: impl Into<Sql>,
        values: Vec<Value>,
    ) -> Result<Vec<T>, StoreError> {
        let sql = sql.into();
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.all(&sql, &values).await,
            Inner::Postgres(postgres) => postgres.all(&sql, &values).await,
        }
    }

    /// Reads all rows of a long report, aside from the short reads: it takes a thread (SQLite) or a connection
    /// (PostgreSQL) of its own, so nobody waits behind it.
    pub async fn read_blocking<T: FromRow + Send + 'static>(
        &self,
        sql: impl Into<Sql>,
        values: Vec<Value>,
    ) -> Result<Vec<T>, StoreError> {
        let sql = sql.into();
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.read_blocking(sql, values).await,
            Inner::Postgres(postgres) => postgres.read_blocking(&sql, &values).await,
        }
    }

    /// Writes a batch whole or not at all, durably. Once begun it is finished even if the caller goes away.
    pub async fn commit(&self, batch: Batch) -> Result<Committed, CommitError> {
        if batch.is_empty() {
            return Ok(Committed { outcomes: Vec::new() });
        }
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.commit(batch).await,
            Inner::Postgres(postgres) => postgres.commit(batch).await,
        }
    }

    /// Runs one `update … returning` (or `insert`, `delete`) and reads its rows: the claim of jobs.
    pub async fn take<T: FromRow>(
        &self,
        sql: impl Into<Sql>,
        values: Vec<Value>,
    ) -> Result<Vec<T>, StoreError> {
        self.commit(Batch::new().returning(sql, values)).await?.rows(0)
    }

    /// Brings the schema up to date. Call before serving. Several processes may call it at once on PostgreSQL.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<Migrated, MigrateError> {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.migrate(migrations).await,
            Inner::Postgres(postgres) => postgres.migrate(migrations).await,
        }
    }

    /// Prepares every statement declared with [`sql!`](crate::sql) on the schema as it is, and gives their number.
    pub async fn prepare_all(&self) -> Result<usize, Vec<PrepareError>> {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.prepare_all().await,
            Inner::Postgres(postgres) => postgres.prepare_all().await,
        }
    }

    /// Copies the SQLite database into a new file, consistent and while others write. Gives its size in bytes.
    pub async fn backup_to(&self, path: impl AsRef<Path>) -> Result<u64, BackupError> {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.backup_to(path.as_ref()).await,
            Inner::Postgres(_) => Err(BackupError::Unsupported),
        }
    }

    /// How much was written since the store was opened.
    #[must_use]
    pub fn stats(&self) -> Stats {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.stats(),
            Inner::Postgres(postgres) => postgres.stats(),
        }
    }

    /// Finishes what was begun, closes all connections and lets go of the file. Later calls fail with `Closed`.
    pub async fn close(&self) {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.close().await,
            Inner::Postgres(postgres) => postgres.close().await,
        }
    }

    #[cfg(feature = "test-support")]
    pub(crate) fn sqlite(&self) -> Option<&Sqlite> {
        match &*self.inner {
            Inner::Sqlite(sqlite) => Some(sqlite),
            Inner::Postgres(_) => None,
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.engine())
    }
}

enum Address {
    File(PathBuf),
    Server,
}

fn address(url: &str) -> Result<Address, OpenError> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Address::Server);
    }
    let path = url.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
    match path {
        // A database in memory would be another one for each connection.
        Some(path) if !path.is_empty() && path != ":memory:" => Ok(Address::File(PathBuf::from(path))),
        _ => Err(OpenError::Url(without_password(url))),
    }
}

/// The address as it may be shown.
pub(crate) fn without_password(url: &str) -> String {
    let Some((before, host)) = url.rsplit_once('@') else { return url.to_owned() };
    match before.split_once("://").and_then(|(scheme, user)| Some((scheme, user.split_once(':')?.0))) {
        Some((scheme, user)) => format!("{scheme}://{user}:…@{host}"),
        None => url.to_owned(),
    }
}

/// How much longer a long report may take than another read.
pub(crate) const REPORT_PATIENCE: u32 = 20;

/// Maps a row; a panic in the mapping becomes an error, because it must not take a reader with it.
pub(crate) fn map_row<T: FromRow>(row: &Row) -> Result<T, StoreError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| T::from_row(row)))
        .map_err(|panic| StoreError::Panicked(panic_text(panic.as_ref())))?
        .map_err(StoreError::Row)
}

/// The message of a panic.
pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".to_owned())
}
