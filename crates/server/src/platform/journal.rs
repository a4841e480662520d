//! The journal (_nhật ký_): every act is one event, chained by hash to the last event of its subject.
//!
//! A command appends its event to the same batch that changes the tables, so an act without its event, or an event
//! without its act, cannot be stored. Invariant: rows of `event` are only ever inserted.

use jiff::Timestamp;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use store::{Batch, vals};
use uuid::Uuid;

use super::ctx::Ctx;

store::sql! {
    const INSERT: "insert into event (id, subject_id, seq, kind, at, actor_id, actor_name, actor_role, data, prev_hash, hash) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    const OF_SUBJECT: "select id, subject_id, seq, kind, at, actor_id, actor_name, actor_role, data, prev_hash, hash \
        from event where subject_id = ?1 order by seq";
    const LAST: "select seq, hash from event where subject_id = ?1 order by seq desc limit 1";
    const LAST_ACTOR: "select actor_name from event where subject_id = ?1 order by seq desc limit 1";
    const SUBJECTS: "select subject_id from event where subject_id > ?1 group by subject_id order by subject_id limit 500";
}

/// The end of a subject's chain: the number and the hash of its last event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Number of the last event; 0 before the first.
    pub seq: i64,
    /// Hash of the last event; 32 zero bytes before the first.
    pub hash: Vec<u8>,
}

impl Default for Chain {
    fn default() -> Self {
        Self { seq: 0, hash: vec![0; 32] }
    }
}

/// One act as it was recorded (_sự kiện_).
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: Uuid,
    /// What it happened to.
    pub subject_id: Uuid,
    /// Its number in the subject's chain, from 1.
    pub seq: i64,
    /// Its kind, in the past tense: `DossierReceived`.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// Account that acted.
    pub actor_id: Option<Uuid>,
    /// Name of the one that acted.
    pub actor_name: String,
    /// Role at that time.
    pub actor_role: String,
    /// Facts of the act.
    pub data: Json,
    prev_hash: Vec<u8>,
    hash: Vec<u8>,
}

impl store::FromRow for Event {
    fn from_row(row: &store::Row) -> Result<Self, store::RowError> {
        Ok(Self {
            id: row.get(0)?,
            subject_id: row.get(1)?,
            seq: row.get(2)?,
            kind: row.get(3)?,
            at: super::clock::timestamp(row.get(4)?),
            actor_id: row.get(5)?,
            actor_name: row.get(6)?,
            actor_role: row.get(7)?,
            data: row.get(8)?,
            prev_hash: row.get(9)?,
            hash: row.get(10)?,
        })
    }
}

impl Event {
    /// The hash this event must have, from its facts and the hash before it.
    fn expected_hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(&self.prev_hash);
        for part in [
            self.id.to_string(),
            self.subject_id.to_string(),
            self.seq.to_string(),
            self.kind.clone(),
            self.at.as_microsecond().to_string(),
            self.actor_id.map(|id| id.to_string()).unwrap_or_default(),
            self.actor_name.clone(),
            self.actor_role.clone(),
            canonical(&self.data),
        ] {
            // The length keeps "ab"+"c" apart from "a"+"bc".
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().into()
    }
}

/// Adds the event `kind` to `batch` and moves `chain` on to it.
pub fn append(
    batch: Batch,
    ctx: &Ctx,
    chain: &mut Chain,
    (subject_id, kind, data): (Uuid, &str, Json),
) -> Batch {
    let mut event = Event {
        id: ctx.ids.uuid(),
        subject_id,
        seq: chain.seq + 1,
        kind: kind.to_owned(),
        at: ctx.now,
        actor_id: ctx.actor.account_id(),
        actor_name: ctx.actor.name().to_owned(),
        actor_role: ctx.role_label().to_owned(),
        data,
        prev_hash: chain.hash.clone(),
        hash: Vec::new(),
    };
    event.hash = event.expected_hash().to_vec();
    *chain = Chain { seq: event.seq, hash: event.hash.clone() };
    batch.write(
        INSERT,
        vals![
            event.id,
            event.subject_id,
            event.seq,
            event.kind,
            event.at.as_microsecond(),
            event.actor_id,
            event.actor_name,
            event.actor_role,
            event.data,
            event.prev_hash,
            event.hash
        ],
    )
}

/// The end of a subject's chain, for subjects that do not carry it in a row of their own. Two acts at once: the second
/// breaks the unique number and is refused.
pub async fn chain_of(store: &store::Store, subject_id: Uuid) -> Result<Chain, store::StoreError> {
    let last = store.one::<(i64, Vec<u8>)>(LAST, vals![subject_id]).await?;
    Ok(last.map_or_else(Chain::default, |(seq, hash)| Chain { seq, hash }))
}

/// Who did the last act on this subject.
pub async fn last_actor(store: &store::Store, subject_id: Uuid) -> Result<Option<String>, store::StoreError> {
    Ok(store.one::<(String,)>(LAST_ACTOR, vals![subject_id]).await?.map(|(name,)| name))
}

/// All events of one subject, oldest first.
pub async fn events(store: &store::Store, subject_id: Uuid) -> Result<Vec<Event>, store::StoreError> {
    store.all(OF_SUBJECT, vals![subject_id]).await
}

/// What is wrong with a chain, in words for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("hồ sơ {subject_id}: sự kiện số {seq}: {fault}")]
pub struct ChainFault {
    /// Whose chain.
    pub subject_id: Uuid,
    /// Which event.
    pub seq: i64,
    /// What was expected and what was found.
    pub fault: String,
}

/// Checks that `events` are numbered without gaps and that every hash is the one its facts give.
pub fn check_chain(events: &[Event]) -> Result<Chain, ChainFault> {
    let mut chain = Chain::default();
    for event in events {
        let fault =
            |fault: &str| ChainFault { subject_id: event.subject_id, seq: event.seq, fault: fault.into() };
        if event.seq != chain.seq + 1 {
            return Err(fault(&format!("cần số thứ tự {}, thấy {}", chain.seq + 1, event.seq)));
        }
        if event.prev_hash != chain.hash {
            return Err(fault("mã băm trước không khớp sự kiện trước"));
        }
        if event.hash != event.expected_hash() {
            return Err(fault("nội dung không khớp mã băm đã ghi"));
        }
        chain = Chain { seq: event.seq, hash: event.hash.clone() };
    }
    Ok(chain)
}

/// The next subjects after `after`, in a fixed order, at most 500: for walking over all chains.
pub async fn subjects_after(store: &store::Store, after: Uuid) -> Result<Vec<Uuid>, store::StoreError> {
    Ok(store.all::<(Uuid,)>(SUBJECTS, vals![after]).await?.into_iter().map(|(id,)| id).collect())
}

/// JSON as one text whatever engine kept it: keys sorted, no spaces.
fn canonical(value: &Json) -> String {
    match value {
        Json::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            keys.sort_by(|a, b| a.0.cmp(b.0));
            let fields: Vec<_> = keys
                .into_iter()
                .map(|(k, v)| format!("{}:{}", Json::from(k.as_str()), canonical(v)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Json::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_text_does_not_depend_on_the_order_of_keys() {
        let a: Json = serde_json::from_str(r#"{"b":[1,{"z":null,"a":"ổ"}],"a":true}"#).unwrap();
        assert_eq!(canonical(&a), r#"{"a":true,"b":[1,{"a":"ổ","z":null}]}"#);
    }

    #[test]
    fn a_changed_fact_breaks_the_chain() {
        let ctx = Ctx::system(crate::platform::clock::timestamp(1), crate::platform::ids::Ids::counted(1));
        let mut event = Event {
            id: ctx.ids.uuid(),
            subject_id: ctx.ids.uuid(),
            seq: 1,
            kind: "DossierSubmitted".into(),
            at: ctx.now,
            actor_id: None,
            actor_name: "Hệ thống".into(),
            actor_role: String::new(),
            data: Json::Null,
            prev_hash: vec![0; 32],
            hash: vec![],
        };
        event.hash = event.expected_hash().to_vec();
        assert_eq!(check_chain(std::slice::from_ref(&event)).unwrap().seq, 1);
        event.actor_name = "Ai đó".into();
        assert!(check_chain(&[event]).is_err());
    }
}
