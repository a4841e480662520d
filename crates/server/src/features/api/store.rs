//! Statements of the interface for other systems: answers that are kept, and the order of events.

use ::store::{Batch, FromRow, Row, RowError, Select, Store, StoreError, sql, vals};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::features::dossiers::scope::Scope;
use crate::platform::clock::timestamp;

sql! {
    const FORGET_ANSWERS: "delete from kept_answer where begun_at < ?1";
    const BEGIN_ANSWER: "insert into kept_answer (token_id, key, request_hash, begun_at) values (?1, ?2, ?3, ?4)";
    const KEPT_ANSWER: "select request_hash, status, media_type, body from kept_answer where token_id = ?1 and key = ?2";
    const KEEP_ANSWER: "update kept_answer set status = ?3, media_type = ?4, body = ?5 where token_id = ?1 and key = ?2";
    const LAST_PLACE: "select n, event_id from event_place order by n desc limit 1";
    const UNPLACED: "select e.id from event e where e.id > ?1 and not exists (select 1 from event_place p where p.event_id = e.id) \
        order by e.id limit 500";
    const PLACE: "insert into event_place (n, event_id) values (?1, ?2)";
}

/// How long an answer is kept for the same request sent again.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// An answer that was given, or is being worked out.
#[derive(Clone, Debug)]
pub struct Kept {
    /// SHA-256 of the request.
    pub request_hash: Vec<u8>,
    /// Status, media type and body, once there is an answer.
    pub answer: Option<(u16, String, String)>,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let status: Option<i64> = row.get(1)?;
        let media_type: Option<String> = row.get(2)?;
        let body: Option<String> = row.get(3)?;
        let status = status.and_then(|status| u16::try_from(status).ok());
        let answer = status.map(|status| (status, media_type.unwrap_or_default(), body.unwrap_or_default()));
        Ok(Self { request_hash: row.get(0)?, answer })
    }
}

/// Notes that a request is being worked on; answers past their time are forgotten.
pub fn begin_answer(batch: Batch, (token_id, key, hash): (Uuid, &str, Vec<u8>), now: Timestamp) -> Batch {
    let limit = now.saturating_sub(KEPT_FOR).unwrap_or(now).as_microsecond();
    batch
        .write(FORGET_ANSWERS, vals![limit])
        .write(BEGIN_ANSWER, vals![token_id, key, hash, now.as_microsecond()])
}

/// What is kept under this key of this token.
pub async fn kept_answer(store: &Store, (token_id, key): (Uuid, &str)) -> Result<Option<Kept>, StoreError> {
    store.one(KEPT_ANSWER, vals![token_id, key]).await
}

/// Keeps an answer: (status, media type, body).
pub fn keep_answer(
    batch: Batch,
    (token_id, key): (Uuid, &str),
    (status, media_type, body): (u16, String, String),
) -> Batch {
    batch.write(KEEP_ANSWER, vals![token_id, key, i64::from(status), media_type, body])
}

/// The last place that was given, and its event.
pub async fn last_place(store: &Store) -> Result<Option<(i64, Uuid)>, StoreError> {
    store.one(LAST_PLACE, vals![]).await
}

/// Events with an id after `after` that have no place yet, in their order, at most 500.
pub async fn unplaced(store: &Store, after: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(store.all::<(Uuid,)>(UNPLACED, vals![after]).await?.into_iter().map(|(id,)| id).collect())
}

/// Gives an event its place. Two at once: the second breaks the key and its whole batch is refused.
pub fn place(batch: Batch, (n, event_id): (i64, Uuid)) -> Batch {
    batch.write(PLACE, vals![n, event_id])
}

/// An event in its place, with what is told of its dossier.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Its place.
    pub n: i64,
    /// The event.
    pub id: Uuid,
    /// The dossier.
    pub dossier_id: Uuid,
    /// Its kind.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// Who acted.
    pub actor_name: String,
    /// In which role.
    pub actor_role: String,
    /// Facts of the act.
    pub data: Json,
    /// Number of the dossier now.
    pub number: Option<String>,
    /// Code of the procedure.
    pub procedure_code: String,
}

impl FromRow for Placed {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            n: row.get(0)?,
            id: row.get(1)?,
            dossier_id: row.get(2)?,
            kind: row.get(3)?,
            at: timestamp(row.get(4)?),
            actor_name: row.get(5)?,
            actor_role: row.get(6)?,
            data: row.get(7)?,
            number: row.get(8)?,
            procedure_code: row.get(9)?,
        })
    }
}

/// Which part of the feed.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Places after this one.
    pub after: i64,
    /// Places up to this one.
    pub until: i64,
    /// Only these kinds; all of them when absent.
    pub kinds: Option<&'a [&'static str]>,
    /// At most so many.
    pub limit: i64,
}

/// Events of dossiers inside `scope`, in the order of their places.
pub async fn feed(store: &Store, scope: &Scope, part: Part<'_>) -> Result<Vec<Placed>, StoreError> {
    let select = Select::new(
        "select p.n, e.id, e.subject_id, e.kind, e.at, e.actor_name, e.actor_role, e.data, d.number, d.procedure_code \
         from event_place p join event e on e.id = p.event_id join dossier d on d.id = e.subject_id",
    )
    .filter("p.n <= ?", vals![part.until]);
    let select = match part.kinds {
        Some(kinds) => select.filter_in("e.kind", kinds.iter().map(|kind| (*kind).into()).collect()),
        None => select,
    };
    let (sql, values) = scope.narrow(select).page(&["p.n"], Some(vals![part.after]), part.limit).build();
    store.all(sql, values).await
}
