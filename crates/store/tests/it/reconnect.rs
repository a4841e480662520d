//! A server that goes away and comes back. PostgreSQL only: SQLite has no connection to lose.

use std::sync::atomic::Ordering;
use std::time::Duration;

use store::testing::{each_address, open};
use store::{Batch, CommitError, Migration, Options, Store, StoreError, vals};
use tokio_postgres::{Client, NoTls};

use crate::proxy::Proxy;
use crate::schema::*;

async fn on_server(migrations: &[Migration], test: impl AsyncFn(&str)) {
    each_address(migrations, async |url| {
        if url.starts_with("postgres:") {
            test(url).await;
        }
    })
    .await;
}

async fn admin(url: &str) -> Client {
    let (client, link) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(link);
    client
}

/// Ends every other connection to this database that matches, and waits until they are gone.
async fn terminate(admin: &Client, matching: &str) -> usize {
    let others = format!(
        "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and {matching}"
    );
    let found = admin.query(&others, &[]).await.unwrap();
    for row in &found {
        admin.execute("select pg_terminate_backend($1)", &[&row.get::<_, i32>(0)]).await.unwrap();
    }
    for row in &found {
        let pid: i32 = row.get(0);
        while !admin.query("select 1 from pg_stat_activity where pid = $1", &[&pid]).await.unwrap().is_empty()
        {
            tokio::task::yield_now().await;
        }
    }
    found.len()
}

#[tokio::test]
async fn terminated_connections_are_replaced_without_a_word() {
    on_server(&SCHEMA, async |url| {
        let (store, admin) = (open(url).await, admin(url).await);
        store.commit(filled_box(0)).await.unwrap();
        for id in 1..20 {
            assert!(terminate(&admin, "true").await > 0);

            store.commit(filled_box(id)).await.unwrap();
            assert_eq!(version(&store, id).await, Some(0));
            assert_eq!(store.read_blocking::<(i64,)>(COUNT_BALLS, vals![id]).await, Ok(vec![(1,)]));
        }
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn idle_connections_that_a_firewall_forgot_are_replaced() {
    on_server(&SCHEMA, async |url| {
        let proxy = Proxy::before(url).await;
        let store = Store::open(Options { readers: 1, ..Options::new(proxy.url()) }).await.unwrap();
        store.commit(filled_box(1)).await.unwrap();
        assert_eq!(version(&store, 1).await, Some(0));

        proxy.forget_connections();
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(1)).await;
        tokio::time::resume();

        let (read, written) = tokio::join!(version(&store, 1), store.commit(filled_box(2)));
        assert_eq!(read, Some(0));
        written.unwrap();
        assert_eq!(version(&store, 2).await, Some(0));
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_read_whose_connection_is_ended_again_and_again_fails_clearly() {
    on_server(&SCHEMA, async |url| {
        let (store, admin) = (open(url).await, admin(url).await);
        let reading = tokio::spawn({
            let store = store.clone();
            async move { store.one::<(i64,)>("select 1 from pg_sleep(20)", vals![]).await }
        });
        let mut ended = 0;
        while !reading.is_finished() {
            ended += terminate(&admin, "query like '%pg_sleep%' and state = 'active'").await;
        }

        let error = reading.await.unwrap().unwrap_err();
        assert_eq!(
            error,
            StoreError::Unavailable("terminating connection due to administrator command".to_owned())
        );
        assert_eq!(ended, 3, "it was asked again before that");
        assert_eq!(version(&store, 1).await, None, "the next read is served");
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_batch_whose_connection_is_ended_before_its_end_is_written_once() {
    on_server(&SCHEMA, async |url| {
        let (store, mut blocker, admin) = (open(url).await, admin(url).await, admin(url).await);
        store.commit(filled_box(1)).await.unwrap();
        let lock = blocker.transaction().await.unwrap();
        lock.batch_execute("update box set label = 'locked' where id = 1").await.unwrap();
        let writing = tokio::spawn({
            let store = store.clone();
            async move { store.commit(filled_box(2).guard("unchanged", TOUCH_BOX, vals![1, 0])).await }
        });
        while terminate(&admin, "wait_event_type = 'Lock'").await == 0 {
            tokio::task::yield_now().await;
        }
        lock.commit().await.unwrap();

        writing.await.unwrap().unwrap();
        assert_eq!((version(&store, 1).await, count(&store, "box").await), (Some(1), 2));
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_batch_undone_because_of_a_deadlock_is_sent_again() {
    on_server(&SCHEMA, async |url| {
        let (store, mut rival) = (open(url).await, admin(url).await);
        store.commit(filled_box(1)).await.unwrap();
        store.commit(filled_box(2)).await.unwrap();
        // The server looks for deadlocks from whoever has waited for a second; never from the rival.
        rival.batch_execute("set deadlock_timeout = '1h'").await.unwrap();
        let rival = rival.transaction().await.unwrap();
        rival.batch_execute("update box set label = 'mine' where id = 2").await.unwrap();
        let add = "update box set version = version + 1 where id = ?1";
        let writing = tokio::spawn({
            let store = store.clone();
            async move { store.commit(Batch::new().write(add, vals![1]).write(add, vals![2])).await }
        });
        wait_for_a_lock(&rival).await;
        rival.batch_execute("update box set label = 'mine too' where id = 1").await.unwrap();
        rival.commit().await.unwrap();

        writing.await.unwrap().unwrap();
        assert_eq!((version(&store, 1).await, version(&store, 2).await), (Some(1), Some(1)));
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_away_is_told_and_found_again() {
    on_server(&SCHEMA, async |url| {
        let mut proxy = Proxy::before(url).await;
        let store = open(&proxy.url()).await;
        store.commit(filled_box(1)).await.unwrap();

        proxy.cut().await;
        let read = store.one::<(i64,)>(BOX_VERSION, vals![1]).await.unwrap_err();
        assert!(matches!(&read, StoreError::Unavailable(text) if text.contains("refused")), "{read:?}");
        let requests: Vec<_> = (0..50)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.one::<(i64,)>(BOX_VERSION, vals![1]).await })
            })
            .collect();
        for request in requests {
            assert!(matches!(request.await.unwrap(), Err(StoreError::Unavailable(_))));
        }
        let write = store.commit(filled_box(2)).await.unwrap_err();
        assert!(matches!(&write, CommitError::Unavailable(_) | CommitError::OutcomeUnknown(_)), "{write:?}");

        proxy.mend().await;
        assert_eq!(version(&store, 1).await, Some(0));
        store.commit(filled_box(3)).await.unwrap();
        assert_eq!(count(&store, "box").await, 2);
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_answer_leaves_the_outcome_unknown() {
    on_server(&SCHEMA, async |url| {
        let mut proxy = Proxy::before(url).await;
        let (store, direct) = (open(&proxy.url()).await, open(url).await);
        // Everything is prepared, so that the next batch is one message and one answer.
        store.commit(filled_box(1)).await.unwrap();

        proxy.is_mute.store(true, Ordering::SeqCst);
        let writing = tokio::spawn({
            let store = store.clone();
            async move { store.commit(filled_box(2)).await }
        });
        while version(&direct, 2).await.is_none() {
            tokio::task::yield_now().await;
        }
        proxy.cut().await;

        let error = writing.await.unwrap().unwrap_err();
        assert!(matches!(error, CommitError::OutcomeUnknown(_)), "{error:?}");
        proxy.mend().await;
        let again = store.commit(filled_box(2)).await.unwrap_err();
        assert!(
            again.conflicts_on("box", &["id"]),
            "sent again, its own key shows that it was written: {again:?}"
        );
        assert_eq!((count(&store, "box").await, count(&store, "ball").await), (2, 2));
        store.close().await;
        direct.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_store_whose_connections_are_all_ended_while_it_is_busy_loses_nothing() {
    on_server(&SCHEMA, async |url| {
        let (store, admin) = (open(url).await, admin(url).await);
        let writing: Vec<_> = (0..8)
            .map(|writer| {
                let store = store.clone();
                tokio::spawn(async move { write_on(&store, writer * 1000).await })
            })
            .collect();
        let mut rounds = 0;
        while !writing.iter().all(tokio::task::JoinHandle::is_finished) {
            terminate(&admin, "application_name = 'store'").await;
            rounds += 1;
        }
        let mut acknowledged = 0;
        for one in writing {
            acknowledged += one.await.unwrap();
        }
        assert!(rounds > 0);
        assert_eq!(acknowledged, 8 * 40);
        assert_eq!((count(&store, "box").await, count(&store, "ball").await), (320, 320));
        store.close().await;
    })
    .await;
}

/// Writes forty batches one after the other, each again until it is known to be there.
async fn write_on(store: &Store, first: i64) -> i64 {
    let mut known = 0;
    for id in first..first + 40 {
        loop {
            match store.commit(filled_box(id)).await {
                Ok(_) => break,
                // It was written before, when the answer was lost.
                Err(error) if error.conflicts_on("box", &["id"]) => break,
                Err(CommitError::Unavailable(_) | CommitError::OutcomeUnknown(_)) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        known += 1;
    }
    known
}
