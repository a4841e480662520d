//! Work for later (_việc chạy nền_): rows written in the same batch as the act that asks for them.
//!
//! A worker claims a job for a while (a lease), runs it and says what happened. A job may run twice, when a worker dies
//! after the work and before the word: every job is safe to repeat.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;
use store::{Batch, Store, vals};
use uuid::Uuid;

use super::ctx::Ctx;

store::sql! {
    const INSERT: "insert into job (id, kind, payload, run_at, attempts, state, created_at) values (?1, ?2, ?3, ?4, 0, 'waiting', ?5)";
    const DONE: "update job set state = 'done', finished_at = ?2, lease_until = null where id = ?1";
    const DEAD: "update job set state = 'dead', finished_at = ?2, last_error = ?3, lease_until = null where id = ?1";
    const AGAIN: "update job set state = 'waiting', run_at = ?2, last_error = ?3, lease_until = null where id = ?1";
    const CLAIM: "with due as (select id from job where state = 'waiting' and run_at <= ?1 \
            or state = 'running' and lease_until <= ?1 order by run_at, id limit 20 {skip_locked}) \
        update job set state = 'running', attempts = attempts + 1, lease_until = ?2 where id in (select id from due) \
        returning id, kind, payload, attempts";
    const COUNTS: "select state, count(*) from job group by state order by state";
}

/// How long a worker may hold a job before another may take it.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// After this many tries a job is dead and waits for a person.
const MAX_ATTEMPTS: i64 = 10;

/// What came of a job.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing is left to do.
    Done,
    /// It failed and may succeed later.
    Retry(String),
    /// It can never succeed.
    GiveUp(String),
}

/// A claimed job.
#[derive(Debug)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Which job.
    pub kind: String,
    /// Its facts.
    pub payload: Json,
    /// Which try this is, from 1.
    pub attempts: i64,
}

impl store::FromRow for Job {
    fn from_row(row: &store::Row) -> Result<Self, store::RowError> {
        Ok(Self { id: row.get(0)?, kind: row.get(1)?, payload: row.get(2)?, attempts: row.get(3)? })
    }
}

/// Asks, in `batch`, for the job `kind` at `run_at`.
pub fn enqueue(batch: Batch, ctx: &Ctx, kind: &str, (payload, run_at): (Json, Timestamp)) -> Batch {
    batch.write(
        INSERT,
        vals![ctx.ids.uuid(), kind, payload, run_at.as_microsecond(), ctx.now.as_microsecond()],
    )
}

/// Claims up to 20 due jobs for this worker.
pub async fn claim(store: &Store, now: Timestamp) -> Result<Vec<Job>, store::StoreError> {
    let lease = now.saturating_add(LEASE).unwrap_or(now);
    store.take(CLAIM, vals![now.as_microsecond(), lease.as_microsecond()]).await
}

/// Writes down what came of `job`.
pub async fn settle(
    store: &Store,
    job: &Job,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<(), store::CommitError> {
    let batch = match outcome {
        Outcome::Done => Batch::new().write(DONE, vals![job.id, now.as_microsecond()]),
        Outcome::Retry(error) if job.attempts < MAX_ATTEMPTS => {
            let at = now.saturating_add(backoff(job.attempts)).unwrap_or(now);
            Batch::new().write(AGAIN, vals![job.id, at.as_microsecond(), error.clone()])
        }
        Outcome::Retry(error) | Outcome::GiveUp(error) => {
            Batch::new().write(DEAD, vals![job.id, now.as_microsecond(), error.clone()])
        }
    };
    store.commit(batch).await.map(|_| ())
}

/// How many jobs stand in each state.
pub async fn counts(store: &Store) -> Result<Vec<(String, i64)>, store::StoreError> {
    store.all(COUNTS, vals![]).await
}

/// 5 s, 10 s, 20 s … at most an hour.
fn backoff(attempts: i64) -> SignedDuration {
    let doubled = 5_i64 << attempts.clamp(1, 10).saturating_sub(1);
    SignedDuration::from_secs(doubled.min(3600))
}

/// How long an idle worker waits before it looks again.
pub const IDLE: Duration = Duration::from_millis(500);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_waits_twice_as_long_after_each_failure_and_never_over_an_hour() {
        assert_eq!(backoff(1).as_secs(), 5);
        assert_eq!(backoff(2).as_secs(), 10);
        assert_eq!(backoff(99).as_secs(), 2560);
    }
}
