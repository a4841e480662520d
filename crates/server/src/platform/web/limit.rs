//! A limit of tries for each address (_giới hạn số lần thử_), kept in memory of this node.
//!
//! Limits that must hold on many nodes (logins) are counters in the database; this one keeps a single address from
//! trying codes by the thousand.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::Mutex;

use jiff::Timestamp;

/// A bucket for each address (or another key) that holds `burst` tries and regains one every `refill_s` seconds.
#[derive(Debug)]
pub struct Limit<K = IpAddr> {
    burst: f64,
    refill_s: f64,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    tries: f64,
    at: Timestamp,
}

/// More addresses than this and the full buckets are dropped.
const MAX_BUCKETS: usize = 50_000;

impl<K: Eq + Hash> Limit<K> {
    /// A limit of `burst` tries at once and one more every `refill_s` seconds.
    pub fn new(burst: u32, refill_s: f64) -> Self {
        Self { burst: f64::from(burst), refill_s, buckets: Mutex::default() }
    }

    /// Takes one try for `key` and says how many are left; `Err` says how many seconds to wait.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and refill_s seconds, or 0 and burst tries"
    )]
    pub fn take(&self, key: K, now: Timestamp) -> Result<u32, u32> {
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if buckets.len() > MAX_BUCKETS {
            buckets.retain(|_, bucket| self.refilled(*bucket, now) < self.burst);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { tries: self.burst, at: now });
        let tries = self.refilled(*bucket, now);
        if tries < 1.0 {
            let wait = ((1.0 - tries) * self.refill_s).ceil();
            return Err(wait as u32);
        }
        *bucket = Bucket { tries: tries - 1.0, at: now };
        Ok((tries - 1.0) as u32)
    }

    fn refilled(&self, bucket: Bucket, now: Timestamp) -> f64 {
        let passed = now.duration_since(bucket.at).as_secs_f64().max(0.0);
        (bucket.tries + passed / self.refill_s).min(self.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::timestamp;

    #[test]
    fn after_the_burst_one_waits_and_then_may_try_again() {
        let limit: Limit = Limit::new(2, 10.0);
        let (who, other) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
        let at = |s: i64| timestamp(s * 1_000_000);
        assert_eq!(limit.take(who, at(0)), Ok(1));
        assert_eq!(limit.take(who, at(0)), Ok(0));
        assert_eq!(limit.take(who, at(0)), Err(10));
        assert!(limit.take(other, at(0)).is_ok());
        assert!(limit.take(who, at(11)).is_ok());
    }
}
