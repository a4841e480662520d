//! Batches that are written together do not harm one another.

use store::testing::{Folder, each_migrated, hold_writer, open, panic_writer, waiting};
use store::{Batch, CommitError, Committed, Options, Store, vals};
use tokio::task::JoinHandle;

use crate::schema::*;

type Request = JoinHandle<Result<Committed, CommitError>>;

fn send(store: &Store, batch: Batch) -> Request {
    let store = store.clone();
    tokio::spawn(async move { store.commit(batch).await })
}

/// Waits until so many jobs wait for the held writer.
async fn queued(store: &Store, jobs: usize) {
    while waiting(store) < jobs {
        tokio::task::yield_now().await;
    }
}

/// What batch number `id` is and whether it must fail.
fn batch(id: i64) -> (Batch, bool) {
    match id % 5 {
        1 => (filled_box(id).guard("never", TOUCH_BOX, vals![id, 99]), true),
        2 => (filled_box(id).write(ADD_BALL, vals![id, id, "blue", 2]), true),
        3 => (filled_box(id).write(ADD_BALL, vals![-1, 12345, "blue", 2]), true),
        4 => (filled_box(id).write("insert into nowhere (id) values (1)", vals![]), true),
        _ => (filled_box(id), false),
    }
}

#[tokio::test]
async fn a_batch_that_fails_harms_none_of_those_written_with_it() {
    each_migrated(&SCHEMA, async |store| {
        let held = hold_writer(&store).await;
        let requests: Vec<(i64, Request)> = (0..64).map(|id| (id, send(&store, batch(id).0))).collect();
        if held.is_some() {
            queued(&store, 64).await;
        }
        let before = store.stats();
        drop(held);

        for (id, request) in requests {
            let (_, must_fail) = batch(id);
            let result = request.await.unwrap();
            assert_eq!(result.is_err(), must_fail, "{id}: {result:?}");
            assert_eq!(version(&store, id).await.is_none(), must_fail, "{id}");
        }
        assert_eq!((count(&store, "box").await, count(&store, "ball").await), (13, 13));
        if store.engine() == store::Engine::Sqlite {
            assert_eq!(
                store.stats().transactions - before.transactions,
                1,
                "all of them waited for the disk once"
            );
        }
        assert_eq!(store.stats().batches - before.batches, 13);
    })
    .await;
}

#[tokio::test]
async fn a_batch_that_finds_no_room_harms_none_of_those_written_with_it() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("small.db").display());
    let store = Store::open(Options { max_bytes: Some(1 << 20), ..Options::new(url) }).await.unwrap();
    store.migrate(&SCHEMA).await.unwrap();

    let held = hold_writer(&store).await;
    let big =
        filled_box(100).write("update box set label = ?2 where id = ?1", vals![100, "x".repeat(2 << 20)]);
    let mut requests: Vec<Request> = (0..10).map(|id| send(&store, filled_box(id))).collect();
    queued(&store, 10).await;
    let big = send(&store, big);
    queued(&store, 11).await;
    requests.extend((10..20).map(|id| send(&store, filled_box(id))));
    queued(&store, 21).await;
    drop(held);

    assert_eq!(big.await.unwrap().unwrap_err(), CommitError::Full);
    for request in requests {
        request.await.unwrap().unwrap();
    }
    assert_eq!(count(&store, "box").await, 20);
    store.close().await;
}

#[tokio::test]
async fn the_writer_starts_again_after_a_panic() {
    let folder = Folder::new();
    let store = open(&format!("sqlite:{}", folder.path().join("test.db").display())).await;
    store.migrate(&SCHEMA).await.unwrap();

    let held = hold_writer(&store).await;
    let before = send(&store, filled_box(1));
    queued(&store, 1).await;
    panic_writer(&store).await;
    let after = send(&store, filled_box(2));
    queued(&store, 3).await;
    drop(held);

    before.await.unwrap().unwrap();
    after.await.unwrap().unwrap();
    store.commit(Batch::new().guard("unchanged", TOUCH_BOX, vals![1, 0])).await.unwrap();
    assert_eq!((version(&store, 1).await, version(&store, 2).await), (Some(1), Some(0)));
    store.close().await;
}
