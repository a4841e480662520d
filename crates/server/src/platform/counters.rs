//! Numbers without gaps or doubles (_số thứ tự không trùng, không hở_).
//!
//! A counter is read, the next number is taken for the batch, and the batch guards that nobody took it in between. A lost
//! race is retried by the command; a lock for each key inside the process keeps races off.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::{Batch, Store, StoreError, vals};
use tokio::sync::OwnedMutexGuard;

store::sql! {
    const READ: "select n from counter where key = ?1";
    const FIRST: "insert into counter (key, n) values (?1, 1)";
    const NEXT: "update counter set n = n + 1 where key = ?1 and n = ?2";
}

/// Locks for the counters of this process.
#[derive(Debug, Default)]
pub struct Counters {
    locks: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

/// A number that is taken when the batch is committed. Keep it until then: it holds the key's lock.
#[derive(Debug)]
pub struct Taken {
    /// The number.
    pub n: i64,
    key: String,
    _turn: OwnedMutexGuard<()>,
}

impl Counters {
    /// The next number of `key`.
    pub async fn next(&self, store: &Store, key: String) -> Result<Taken, StoreError> {
        let lock = {
            let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
            if locks.len() > 10_000 {
                locks.retain(|_, lock| Arc::strong_count(lock) > 1);
            }
            locks.entry(key.clone()).or_default().clone()
        };
        let turn = lock.lock_owned().await;
        let last = store.one::<(i64,)>(READ, vals![key.clone()]).await?.map_or(0, |(n,)| n);
        Ok(Taken { n: last + 1, key, _turn: turn })
    }
}

impl Taken {
    /// Adds to `batch` what makes the number true.
    pub fn claim(&self, batch: Batch) -> Batch {
        if self.n == 1 {
            return batch.write(FIRST, vals![self.key.clone()]);
        }
        batch.guard("counter", NEXT, vals![self.key.clone(), self.n - 1])
    }
}
