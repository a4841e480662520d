//! A batch on PostgreSQL: sent whole, in one round trip.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use tokio_postgres::Statement;

use super::connection::Connection;
use super::errors::Trouble;
use super::pool::Pool;
use super::values::{Encoded, as_params, encode_all};
use crate::batch::{Kept, Outcome, Role};
use crate::{Batch, CommitError, Committed, Engine};

/// How often a batch is sent that was undone through no fault of its own.
const ATTEMPTS: usize = 4;

pub(crate) async fn commit(writers: &Arc<Pool>, batch: &Batch) -> Result<Committed, CommitError> {
    let mut attempts = 0;
    loop {
        attempts += 1;
        match attempt(writers, batch).await {
            Err(Undone { again: true, .. }) if attempts < ATTEMPTS => {}
            result => return result.map_err(|undone| undone.error),
        }
    }
}

/// Why a batch was not written, and whether it may go well if it is sent again.
struct Undone {
    error: CommitError,
    again: bool,
}

impl Undone {
    fn finally(error: CommitError) -> Undone {
        Undone { error, again: false }
    }

    /// Nothing was sent, or the server undid it all.
    fn cleanly(trouble: Trouble, index: usize, connection: &Connection) -> Undone {
        let again = trouble.is_lost() || trouble.is_collision() || trouble.is_stale_plan();
        if trouble.is_stale_plan() {
            connection.forget();
        }
        Undone { error: trouble.of_statement(index), again }
    }
}

async fn attempt(writers: &Arc<Pool>, batch: &Batch) -> Result<Committed, Undone> {
    let mut loan = writers.get().await.map_err(|trouble| Undone::finally(trouble.of_statement(0)))?;
    let result = on_connection(&loan.connection, batch).await;
    loan.give_back();
    result
}

/// Everything that can fail on our side comes before the first byte is sent: a batch must never be sent in part.
async fn on_connection(connection: &Arc<Connection>, batch: &Batch) -> Result<Committed, Undone> {
    let mut ready = Vec::with_capacity(batch.len());
    for (index, statement) in batch.statements.iter().enumerate() {
        let sql = statement.sql.text(Engine::Postgres);
        let prepared = match statement.role {
            Role::Guard(_) => connection.guard(sql).await,
            Role::Write | Role::Returning => connection.statement(sql).await,
        };
        let prepared = prepared.map_err(|trouble| Undone::cleanly(trouble, index, connection))?;
        if statement.role == Role::Write && !prepared.columns().is_empty() {
            let reason = format!("statement {index}: it returns rows; add it with `returning`");
            return Err(Undone::finally(CommitError::Engine(reason)));
        }
        let values = encode_all(&prepared, &statement.values)
            .map_err(|trouble| Undone::finally(trouble.of_statement(index)))?;
        ready.push(Ready { prepared, values, role: &statement.role });
    }
    let answers = in_order(steps(connection, &ready)).await;
    judge(connection, &ready, answers)
}

/// A statement that needs nothing more to be sent.
struct Ready<'a> {
    prepared: Statement,
    values: Vec<Encoded>,
    role: &'a Role,
}

type Answer = Result<Outcome, Trouble>;
type Step<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// The batch as the server gets it. One statement alone is a transaction of its own.
fn steps<'a>(connection: &'a Connection, ready: &'a [Ready<'a>]) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::with_capacity(ready.len() + 2);
    let is_alone = ready.len() == 1;
    if !is_alone {
        steps.push(Box::pin(control(connection, "begin")));
    }
    for statement in ready {
        steps.push(Box::pin(run(connection, statement)));
    }
    if !is_alone {
        steps.push(Box::pin(control(connection, "commit")));
    }
    steps
}

async fn control(connection: &Connection, sql: &str) -> Answer {
    connection.client.batch_execute(sql).await?;
    Ok(Outcome { changed: 0, rows: Kept::Pg(Vec::new()) })
}

async fn run(connection: &Connection, ready: &Ready<'_>) -> Answer {
    let params = as_params(&ready.values);
    if *ready.role == Role::Returning {
        let rows = connection.client.query(&ready.prepared, &params).await?;
        return Ok(Outcome { changed: rows.len() as u64, rows: Kept::Pg(rows) });
    }
    let changed = connection.client.execute(&ready.prepared, &params).await?;
    Ok(Outcome { changed, rows: Kept::Pg(Vec::new()) })
}

/// Sends every step before waiting for any answer. The driver queues a request when its future is first polled,
/// so the order of these first polls is the order in which the server gets them.
async fn in_order(mut steps: Vec<Step<'_>>) -> Vec<Answer> {
    let mut early: Vec<Option<Answer>> = Vec::with_capacity(steps.len());
    let mut answers = Vec::with_capacity(steps.len());
    poll_fn(|context| {
        for step in steps.iter_mut().skip(early.len()) {
            early.push(match step.as_mut().poll(context) {
                Poll::Ready(answer) => Some(answer),
                Poll::Pending => None,
            });
        }
        while answers.len() < steps.len() {
            let at = answers.len();
            match early[at].take() {
                Some(answer) => answers.push(answer),
                None => match steps[at].as_mut().poll(context) {
                    Poll::Ready(answer) => answers.push(answer),
                    Poll::Pending => return Poll::Pending,
                },
            }
        }
        Poll::Ready(())
    })
    .await;
    answers
}

/// The first failure decides; those after it only follow from it.
fn judge(connection: &Connection, ready: &[Ready<'_>], answers: Vec<Answer>) -> Result<Committed, Undone> {
    let is_alone = ready.len() == 1;
    let last = answers.len() - 1;
    let mut outcomes = Vec::with_capacity(answers.len());
    for (at, answer) in answers.into_iter().enumerate() {
        match answer {
            Ok(outcome) => outcomes.push(outcome),
            Err(trouble) => {
                let index = if is_alone { 0 } else { at.saturating_sub(1).min(ready.len() - 1) };
                let place = Place { index, commits: at == last, begins: at == 0 && !is_alone };
                return Err(failure(connection, trouble, place, ready[index].role));
            }
        }
    }
    connection.heard();
    if !is_alone {
        outcomes.pop();
        outcomes.remove(0);
    }
    Ok(Committed { outcomes })
}

/// Where a batch failed.
struct Place {
    index: usize,
    commits: bool,
    begins: bool,
}

fn failure(connection: &Connection, trouble: Trouble, place: Place, role: &Role) -> Undone {
    let Place { index, commits, begins } = place;
    connection.note(&trouble);
    if let (Role::Guard(label), true) = (role, trouble.is_failed_guard()) {
        return Undone::finally(CommitError::Guard { label: label.clone(), index });
    }
    let is_unknown = match &trouble {
        // The end may have come before or after the commit; unless nothing was sent at all.
        Trouble::Lost(_) => !connection.ended_idle(),
        // It came instead of an answer: the transaction was still open, and is undone, unless this was its end.
        Trouble::Goodbye(_) => commits,
        // `begin` does not fail for a reason of ours. If it does, what followed ran outside of a transaction.
        _ => begins,
    };
    if is_unknown {
        return Undone::finally(CommitError::OutcomeUnknown(trouble.to_string()));
    }
    Undone::cleanly(trouble, index, connection)
}
