//! Statements on the numbers of dossiers.

use ::store::{Batch, Select, Store, StoreError, Value, sql, vals};
use uuid::Uuid;

use super::super::dossier::Dossier;
use super::super::scope::Scope;
use super::super::tally::{Measure, periods};

sql! {
    const COUNT: "insert into tally (period, unit_id, procedure_code, channel, measure, n) values (?1, ?2, ?3, ?4, ?5, 1) \
        on conflict (period, unit_id, procedure_code, channel, measure) do update set n = tally.n + 1";
    const SETTLED: "insert into settled (unit_id, measure, ready_at, dossier_id) values (?1, ?2, ?3, ?4)";
    const UNTALLIED: "select d.* from dossier d join untallied u on u.dossier_id = d.id order by d.id limit 200";
    const TALLIED: "delete from untallied where dossier_id = ?1";
}

/// Adds what `dossier` counts for.
pub fn count(batch: Batch, dossier: &Dossier, counted: &[(Measure, i64)]) -> Batch {
    let mut batch = batch;
    for (measure, at) in counted {
        // The day before the month, always: two acts at once wait for each other and never for ever.
        for period in periods(*at) {
            let (code, channel) = (dossier.procedure_code.clone(), dossier.channel.code());
            let values = vals![period, dossier.settling_unit_id, code, channel, measure.code()];
            batch = batch.write(COUNT, values);
        }
        if *measure != Measure::Received {
            batch = batch.write(SETTLED, vals![dossier.settling_unit_id, measure.code(), *at, dossier.id]);
        }
    }
    batch
}

/// The next dossiers from before these numbers.
pub async fn untallied(store: &Store) -> Result<Vec<Dossier>, StoreError> {
    store.all(UNTALLIED, vals![]).await
}

/// Takes a dossier from the list of those that are not counted yet.
pub fn tallied(batch: Batch, dossier_id: Uuid) -> Batch {
    batch.write(TALLIED, vals![dossier_id])
}

/// Which dossiers stand behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Those of a measure, from the first instant to before the second, microseconds UTC.
    Counted(Measure, (i64, i64)),
    /// Those that run and are not late at this instant; also those whose clock stands still.
    RunningInTime(i64),
    /// Those that run and are late at this instant.
    RunningLate(i64),
}

const RECEIVED: &str = "select d.*, d.accepted_at as at from dossier d";
const OF_MEASURE: &str = "select d.*, s.ready_at as at from settled s join dossier d on d.id = s.dossier_id";
const RUNS: &str = "d.accepted_at is not null and d.outcome_ready_at is null";

/// A dossier behind a number, with the instant that counts.
pub struct Line {
    /// The dossier.
    pub dossier: Dossier,
    /// First part of the key of a page.
    pub at: i64,
}

impl ::store::FromRow for Line {
    fn from_row(row: &::store::Row) -> Result<Self, ::store::RowError> {
        Ok(Self { dossier: Dossier::from_row(row)?, at: row.get("at")? })
    }
}

/// Which part of the dossiers; all when absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Settled by this unit.
    pub unit_id: Option<Uuid>,
    /// Of one of these procedures.
    pub procedures: Option<Vec<String>>,
    /// Come in this way.
    pub channel: Option<String>,
}

/// Dossiers inside `scope` that stand behind a number of this part; oldest first, at most `limit` after the key (instant, id).
pub async fn behind(
    store: &Store,
    scope: &Scope,
    (what, part): (Behind, &Part),
    (after, limit): (Option<(i64, Uuid)>, i64),
) -> Result<Vec<Line>, StoreError> {
    let mut lines: Vec<Line> = Vec::new();
    let own = scope.units().iter().filter(|unit| part.unit_id.is_none_or(|only| only == **unit));
    for unit_id in own {
        let after = after.map(|(at, id)| vals![at, id]);
        let select = match what {
            Behind::Counted(Measure::Received, (from, before)) => Select::new(RECEIVED)
                .filter("d.settling_unit_id = ?", vals![*unit_id])
                .filter("d.accepted_at >= ?", vals![from])
                .filter("d.accepted_at < ?", vals![before])
                .page(&["d.accepted_at", "d.id"], after, limit),
            Behind::Counted(measure, (from, before)) => Select::new(OF_MEASURE)
                .filter("s.unit_id = ?", vals![*unit_id])
                .filter("s.measure = ?", vals![measure.code()])
                .filter("s.ready_at >= ?", vals![from])
                .filter("s.ready_at < ?", vals![before])
                .page(&["s.ready_at", "s.dossier_id"], after, limit),
            Behind::RunningInTime(now) => running(*unit_id)
                .filter("(d.due_at is null or d.due_at >= ?)", vals![now])
                .page(&["d.accepted_at", "d.id"], after, limit),
            Behind::RunningLate(now) => running(*unit_id).filter("d.due_at < ?", vals![now]).page(
                &["d.accepted_at", "d.id"],
                after,
                limit,
            ),
        };
        let select = select.filter_some("d.channel = ?", part.channel.clone());
        let (sql, values) = match &part.procedures {
            Some(codes) => {
                select.filter_in("d.procedure_code", codes.iter().cloned().map(Value::from).collect())
            }
            None => select,
        }
        .build();
        lines.extend(store.all::<Line>(sql, values).await?);
    }
    lines.sort_by_key(|line| (line.at, line.dossier.id));
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(lines)
}

fn running(unit_id: Uuid) -> Select {
    Select::new(RECEIVED).filter("d.settling_unit_id = ?", vals![unit_id]).filter(RUNS, vec![])
}
