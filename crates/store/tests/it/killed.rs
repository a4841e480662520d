//! A process that is killed in a storm of commits leaves only whole batches, and all those it was told were written.

use std::io::{BufRead, BufReader};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use store::testing::{each_address, open};
use store::{Batch, Statement, Store, vals};

use crate::child;
use crate::schema::*;

const TEST: &str = "killed::a_process_killed_in_a_storm_of_commits_leaves_only_whole_batches";
const BALLS: i64 = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_killed_in_a_storm_of_commits_leaves_only_whole_batches() {
    if let Some((first, url)) = child::role() {
        return storm(first.parse().unwrap(), &url).await;
    }
    each_address(&SCHEMA, async |url| {
        for round in 0..4_i64 {
            // Each round dies at another point.
            let acknowledged = kill_after(100 + usize::try_from(round).unwrap() * 37, round * 1_000_000, url);
            let store = open(url).await;
            check(&store, &acknowledged).await;
            store.close().await;
        }
    })
    .await;
}

/// Lets a child write until so many batches were acknowledged, kills it, and gives all it acknowledged.
fn kill_after(count: usize, first: i64, url: &str) -> Vec<i64> {
    let mut child = child::command(TEST, &first.to_string(), url).spawn().unwrap();
    let mut acknowledged = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        acknowledged.extend(child::said(&line.unwrap()).map(|id| id.parse::<i64>().unwrap()));
        if acknowledged.len() == count {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(acknowledged.len() >= count, "the child was killed at its work, not before");
    acknowledged
}

async fn check(store: &Store, acknowledged: &[i64]) {
    let torn = "select count(*) from box where (select count(*) from ball where box = box.id) <> ?1";
    assert_eq!(store.one::<(i64,)>(torn, vals![BALLS]).await, Ok(Some((0,))), "no batch is torn");
    for &id in acknowledged {
        assert_eq!(version(store, id).await, Some(1), "box {id} was acknowledged");
    }
}

/// Writes until it is killed.
async fn storm(first: i64, url: &str) {
    let store = open(url).await;
    let next = Arc::new(AtomicI64::new(first));
    let writers: Vec<_> = (0..16).map(|_| tokio::spawn(write_on(store.clone(), next.clone()))).collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

/// Writes batch after batch, and says each that was written.
async fn write_on(store: Store, next: Arc<AtomicI64>) {
    loop {
        let id = next.fetch_add(1, Ordering::Relaxed);
        let mut batch = Batch::new().write(ADD_BOX, vals![id, format!("box {id}")]);
        batch.extend((0..BALLS).map(|n| Statement::write(ADD_BALL, vals![id * 10 + n, id, "red", n])));
        store.commit(batch.guard("unchanged", TOUCH_BOX, vals![id, 0])).await.unwrap();
        child::say(&id.to_string());
    }
}
