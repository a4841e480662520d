//! What is bounded: how long one waits for a connection, and how many statements are kept prepared.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

use store::testing::{Folder, each_address};
use store::{Batch, CommitError, FromRow, Options, Row, RowError, Store, StoreError, vals};
use tokio_postgres::NoTls;

use crate::schema::*;

fn impatient(url: &str) -> Options {
    Options { readers: 1, writers: 1, wait: Duration::from_millis(20), ..Options::new(url) }
}

/// Whether slow rows may be read to their end.
static GATE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

/// A row that keeps its reader until the gate opens.
struct SlowRow;

impl FromRow for SlowRow {
    fn from_row(_: &Row) -> Result<Self, RowError> {
        let open = GATE.0.lock().unwrap();
        drop(GATE.1.wait_while(open, |is_open| !*is_open).unwrap());
        Ok(SlowRow)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_finds_no_free_reader_is_told_after_a_while() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let store = Store::open(impatient(&url)).await.unwrap();
    let slow = tokio::spawn({
        let store = store.clone();
        async move { store.one::<SlowRow>("select 1", vals![]).await }
    });

    let told = async {
        loop {
            if let Err(error) = store.one::<(i64,)>("select 1", vals![]).await {
                break error;
            }
        }
    };
    let error = tokio::time::timeout(Duration::from_secs(20), told).await.unwrap();
    assert_eq!(error, StoreError::Busy("no reader became free within 20ms".to_owned()));

    *GATE.0.lock().unwrap() = true;
    GATE.1.notify_all();
    assert!(slow.await.unwrap().unwrap().is_some());
    assert_eq!(store.one::<(i64,)>("select 1", vals![]).await, Ok(Some((1,))));
    store.close().await;
}

#[tokio::test]
async fn whoever_finds_no_free_connection_is_told_after_a_while() {
    each_address(&SCHEMA, async |url| {
        if url.starts_with("sqlite:") {
            return; // See the test above.
        }
        let store = Store::open(impatient(url)).await.unwrap();
        store.commit(filled_box(1)).await.unwrap();
        let (mut rival, link) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(link);
        let lock = rival.transaction().await.unwrap();
        lock.batch_execute("lock table box in access exclusive mode").await.unwrap();
        let first = tokio::spawn({
            let store = store.clone();
            async move { store.commit(Batch::new().guard("unchanged", TOUCH_BOX, vals![1, 0])).await }
        });
        wait_for_a_lock(&lock).await;

        let error = store.commit(filled_box(2)).await.unwrap_err();
        assert_eq!(error, CommitError::Busy("no connection became free within 20ms".to_owned()));

        lock.commit().await.unwrap();
        first.await.unwrap().unwrap();
        assert_eq!(version(&store, 1).await, Some(1));
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_read_without_end_is_broken_off() {
    each_address(&SCHEMA, async |url| {
        let options = Options { readers: 1, read_limit: Duration::from_millis(30), ..Options::new(url) };
        let store = Store::open(options).await.unwrap();
        let endless = "with recursive n (i) as (select cast(1 as {bigint}) union all select i + 1 from n) \
                       select count(*) from n";

        let error = store.one::<(i64,)>(endless, vals![]).await.unwrap_err();
        assert_eq!(error, StoreError::Busy("the read took too long".to_owned()));
        let error = store.read_blocking::<(i64,)>(endless, vals![]).await.unwrap_err();
        assert_eq!(error, StoreError::Busy("the read took too long".to_owned()));

        assert_eq!(version(&store, 1).await, None, "the next read has its own time");
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn only_so_many_statements_are_kept_prepared() {
    each_address(&SCHEMA, async |url| {
        let store = Store::open(Options { readers: 1, ..Options::new(url) }).await.unwrap();
        for n in 0..700 {
            let sql = format!("select cast({n} as {{bigint}})");
            assert_eq!(store.one::<(i64,)>(sql, vals![]).await, Ok(Some((n,))));
        }
        if url.starts_with("postgres:") {
            let kept = store.one::<(i64,)>("select count(*) from pg_prepared_statements", vals![]).await;
            let (kept,) = kept.unwrap().unwrap();
            assert!((500..=513).contains(&kept), "{kept}");
        }
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_long_report_keeps_nobody_waiting() {
    each_address(&SCHEMA, async |url| {
        let store = Store::open(Options { readers: 1, ..Options::new(url) }).await.unwrap();
        let long = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000) \
                    select count(*) from n";
        let report = tokio::spawn({
            let store = store.clone();
            async move { store.read_blocking::<(i64,)>(long, vals![]).await }
        });
        tokio::task::yield_now().await;
        let mut served = 0;
        while !report.is_finished() {
            assert_eq!(version(&store, 1).await, None);
            served += 1;
            tokio::task::yield_now().await;
        }
        assert_eq!(report.await.unwrap(), Ok(vec![(300_000,)]));
        assert!(served > 1, "others were served meanwhile: {served}");
        store.close().await;
    })
    .await;
}
