//! The statements on the numbers: the only place that reads them.

use ::store::{FromRow, Row, RowError, Store, StoreError, sql, vals};
use uuid::Uuid;

use super::model::Period;

sql! {
    const TALLIED: "select unit_id, procedure_code, channel, measure, cast(sum(n) as {bigint}) from tally \
        where period between ?1 and ?2 group by unit_id, procedure_code, channel, measure";
    const RUNNING: "select d.settling_unit_id, d.procedure_code, d.channel, count(*), count(case when d.due_at < ?1 then 1 end) from dossier d \
        where d.accepted_at is not null and d.outcome_ready_at is null group by d.settling_unit_id, d.procedure_code, d.channel";
}

/// The smallest part that numbers are kept of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The unit that settles.
    pub unit_id: Uuid,
    /// The procedure.
    pub procedure_code: String,
    /// Code of the channel.
    pub channel: String,
}

/// One number of the period.
pub struct Tallied {
    /// Of what.
    pub key: Key,
    /// Code of the measure.
    pub measure: String,
    /// How many.
    pub n: i64,
}

/// What runs now.
pub struct Running {
    /// Of what.
    pub key: Key,
    /// How many.
    pub all: i64,
    /// How many of them are overdue.
    pub late: i64,
}

fn key(row: &Row) -> Result<Key, RowError> {
    Ok(Key { unit_id: row.get(0)?, procedure_code: row.get(1)?, channel: row.get(2)? })
}

impl FromRow for Tallied {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self { key: key(row)?, measure: row.get(3)?, n: row.get(4)? })
    }
}

impl FromRow for Running {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self { key: key(row)?, all: row.get(3)?, late: row.get(4)? })
    }
}

/// Everything counted in the period; a key and measure may come more than once.
pub async fn tallied(store: &Store, period: &Period) -> Result<Vec<Tallied>, StoreError> {
    let mut found = Vec::new();
    for (first, last) in period.ranges() {
        found.extend(store.all::<Tallied>(TALLIED, vals![first, last]).await?);
    }
    Ok(found)
}

/// Everything that was accepted and has no outcome yet, with what of it is overdue at `now`, microseconds UTC.
pub async fn running(store: &Store, now: i64) -> Result<Vec<Running>, StoreError> {
    store.all(RUNNING, vals![now]).await
}
