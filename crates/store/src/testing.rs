//! Runs one test on both engines. Only with the feature `test-support`.
//!
//! ```no_run
//! # use store::{Migration, vals, testing::each_migrated};
//! # const SCHEMA: [Migration; 0] = [];
//! #[tokio::test]
//! async fn a_thing_has_a_title() {
//!     each_migrated(&SCHEMA, async |store| {
//!         let found = store.one::<(String,)>("select title from thing where id = ?1", vals![1]).await.unwrap();
//!         assert_eq!(found, None);
//!     })
//!     .await;
//! }
//! ```

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::{Client, NoTls};

use crate::{Migration, Options, Store};

/// The variable with the address of the PostgreSQL server for tests.
pub const SERVER: &str = "MOTCUA_TEST_PG";

/// Runs the test on a new SQLite file and on a new PostgreSQL database, one after the other.
///
/// The PostgreSQL server is the one in `MOTCUA_TEST_PG`; without it the test fails and says how to start one.
pub async fn each(test: impl AsyncFn(Store)) {
    each_migrated(&[], test).await;
}

/// Like [`each`], with the schema brought up to date first.
///
/// On PostgreSQL the migrated database is made once and copied for each test.
pub async fn each_migrated(migrations: &[Migration], test: impl AsyncFn(Store)) {
    each_address(migrations, async |url| {
        let store = open(url).await;
        test(store.clone()).await;
        store.close().await;
    })
    .await;
}

/// Like [`each_migrated`], for tests that open the store themselves, or more than once.
pub async fn each_address(migrations: &[Migration], test: impl AsyncFn(&str)) {
    // Asked first: a test that ran on one engine only has not run.
    let server = server();
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    eprintln!("on SQLite, {url}");
    migrate(&url, migrations).await;
    test(&url).await;

    let sums: String = migrations.iter().map(Migration::checksum).collect();
    let key = Migration::new(0, "", sums.leak()).checksum();
    let key = if migrations.is_empty() { "" } else { &key[..24] };
    on_postgres(&server, (key, &async |url: &str| migrate(url, migrations).await), test).await;
}

/// Like [`each_address`], with a database that `prepare` has filled. It is filled once for each `key` and engine, and copied
/// for each test: `key` (letters and digits, at most 40) must name everything that `prepare` depends on.
pub async fn each_prepared(key: &str, prepare: impl AsyncFn(&str), test: impl AsyncFn(&str)) {
    let server = server();
    let folder = Folder::new();
    let path = folder.path().join("test.db");
    std::fs::copy(sqlite_template(key, &prepare).await, &path).expect("the prepared database can be copied");
    let url = format!("sqlite:{}", path.display());
    eprintln!("on SQLite, {url}");
    test(&url).await;
    on_postgres(&server, (key, &prepare), test).await;
}

/// The prepared file, made if there is none yet.
async fn sqlite_template(key: &str, prepare: &impl AsyncFn(&str)) -> PathBuf {
    let folder = std::env::temp_dir().join("motcua-test-templates");
    std::fs::create_dir_all(&folder).expect("a folder can be made in the temporary folder");
    let (ready, building) = (folder.join(format!("{key}.db")), folder.join(format!("{key}.building.db")));
    // One of many test processes makes it, the others wait. The lock ends with the process.
    let turn = std::fs::File::create(folder.join(format!("{key}.lock"))).expect("a file can be made there");
    turn.lock().expect("a file there can be locked");
    if !ready.exists() {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", building.display()));
        }
        prepare(&format!("sqlite:{}", building.display())).await;
        std::fs::rename(&building, &ready).expect("the prepared database can be renamed");
    }
    ready
}

/// Runs the test on a copy of the database with this key; an empty key is an empty database.
async fn on_postgres(server: &str, (key, prepare): (&str, &impl AsyncFn(&str)), test: impl AsyncFn(&str)) {
    let admin = connect(server).await;
    let template = template(server, &admin, (key, prepare)).await;
    let name = unique("test");
    create(&admin, &name, &template).await;
    let url = database(server, &name);
    eprintln!("on PostgreSQL, {url}");
    test(&url).await;
    // Left behind if the test panicked; the whole server is thrown away anyhow.
    run(&admin, &format!("drop database {name} with (force)")).await;
}

/// A folder that is removed with all that is in it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes a folder nobody else has.
    #[must_use]
    pub fn new() -> Folder {
        let path = std::env::temp_dir().join(unique("store"));
        // From a process with the same number that did not live to tidy up.
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder can be made in the temporary folder");
        Folder(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Folder {
    fn default() -> Self {
        Folder::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Opens a store that must open.
pub async fn open(url: &str) -> Store {
    Store::open(Options::new(url)).await.expect("the test database opens")
}

/// Stops the SQLite writer at the next job until what is returned is dropped. `None` on PostgreSQL.
pub async fn hold_writer(store: &Store) -> Option<std::sync::mpsc::Sender<()>> {
    match store.sqlite() {
        Some(sqlite) => Some(sqlite.hold_writer().await),
        None => None,
    }
}

/// How many jobs wait for the SQLite writer; 0 on PostgreSQL.
#[must_use]
pub fn waiting(store: &Store) -> usize {
    store.sqlite().map_or(0, crate::sqlite::Sqlite::waiting)
}

/// Makes the SQLite writer thread panic.
pub async fn panic_writer(store: &Store) {
    if let Some(sqlite) = store.sqlite() {
        sqlite.panic_writer().await;
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which server to use")]
fn server() -> String {
    std::env::var(SERVER).unwrap_or_else(|_| {
        panic!(
            "{SERVER} is not set, so this test cannot run on PostgreSQL. \
             Run `export {SERVER}=$(scripts/postgres-test start)` in the checkout, or `make test`."
        )
    })
}

async fn migrate(url: &str, migrations: &[Migration]) {
    if !migrations.is_empty() {
        let store = open(url).await;
        store.migrate(migrations).await.expect("the migrations are carried out");
        store.close().await;
    }
}

async fn connect(url: &str) -> Client {
    let (client, link) = tokio_postgres::connect(url, NoTls).await.unwrap_or_else(|error| {
        panic!("the server in {SERVER} does not answer ({error}); is it still running?")
    });
    tokio::spawn(link);
    client
}

/// The name of the database with this key, made if there is none yet.
async fn template(server: &str, admin: &Client, (key, prepare): (&str, &impl AsyncFn(&str))) -> String {
    if key.is_empty() {
        return "template0".to_owned();
    }
    let name = format!("template_{key}");
    // One of many test processes makes it, the others wait.
    run(admin, "select pg_advisory_lock(1)").await;
    let known = admin.query("select 1 from pg_database where datname = $1", &[&name]).await;
    if known.expect("the list of databases can be read").is_empty() {
        let building = format!("building_{name}");
        run(admin, &format!("drop database if exists {building} with (force)")).await;
        create(admin, &building, "template0").await;
        prepare(&database(server, &building)).await;
        run(admin, &format!("alter database {building} rename to {name}")).await;
    }
    run(admin, "select pg_advisory_unlock(1)").await;
    name
}

async fn create(admin: &Client, name: &str, template: &str) {
    run(admin, &format!("drop database if exists {name} with (force)")).await;
    run(admin, &format!("create database {name} template {template} strategy file_copy")).await;
}

async fn run(client: &Client, sql: &str) {
    client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// The address of another database on the same server.
fn database(server: &str, name: &str) -> String {
    let (server, question) =
        server.split_once('?').map_or((server, String::new()), |(server, q)| (server, format!("?{q}")));
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    format!("{base}/{name}{question}")
}

fn unique(what: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{what}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
