//! A request that is dropped half way leaves no half-written batch and costs the store nothing.

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use store::testing::each_migrated;
use store::{Store, vals};

use crate::schema::*;

const REQUESTS: i64 = 300;

/// Polls a future so many times, letting everyone else run in between, and drops it.
async fn abort_after<F: Future>(polls: i64, future: F) {
    let mut future = pin!(future);
    for _ in 0..polls {
        if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// Waits until so many batches were written.
async fn written(store: &Store, batches: u64) {
    let all = async {
        while store.stats().batches < batches {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), all).await.expect("every batch that was begun is written");
}

#[tokio::test]
async fn three_hundred_aborted_requests_leave_only_whole_batches() {
    each_migrated(&SCHEMA, async |store| {
        for id in 0..REQUESTS {
            abort_after(1 + id % 5, store.commit(filled_box(id))).await;
        }
        written(&store, 300).await;

        assert_eq!((count(&store, "box").await, count(&store, "ball").await), (REQUESTS, REQUESTS));
    })
    .await;
}

#[tokio::test]
async fn a_request_aborted_before_it_began_writes_nothing() {
    each_migrated(&SCHEMA, async |store| {
        abort_after(0, store.commit(filled_box(1))).await;
        store.commit(filled_box(2)).await.unwrap();

        assert_eq!(version(&store, 1).await, None);
    })
    .await;
}

#[tokio::test]
async fn after_aborted_reads_and_writes_everyone_is_served() {
    each_migrated(&SCHEMA, async |store| {
        for id in 0..REQUESTS {
            abort_after(id % 4, store.all::<(i64, String)>("select id, label from box", vals![])).await;
            abort_after(id % 4, store.read_blocking::<(i64,)>("select id from box", vals![])).await;
            abort_after(id % 3, store.take::<(i64,)>(TAKE_TASKS, vals![1, 1, 1])).await;
        }

        let requests: Vec<_> = (0..100)
            .map(|id| {
                let store = store.clone();
                tokio::spawn(async move {
                    store.commit(filled_box(id)).await.unwrap();
                    version(&store, id).await
                })
            })
            .collect();
        for request in requests {
            assert_eq!(request.await.unwrap(), Some(0));
        }
        assert_eq!(
            store.read_blocking::<(i64,)>("select count(*) from ball", vals![]).await,
            Ok(vec![(100,)])
        );
    })
    .await;
}
