//! Drafts (_hồ sơ nháp_): what a citizen has typed and not sent. A draft is not a dossier: it has no code, no stage and no events.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;

sql! {
    const ONE: "select id, account_id, procedure_code, revision_id, answers, created_at, saved_at, submitted_at, version, saved_page from draft where id = ?1 and account_id = ?2";
    const OPEN: "select id, account_id, procedure_code, revision_id, answers, created_at, saved_at, submitted_at, version, saved_page from draft \
        where account_id = ?1 and submitted_at is null order by saved_at desc, id limit 50";
    const INSERT: "insert into draft (id, account_id, procedure_code, revision_id, answers, created_at, saved_at, version, saved_page) values (?1, ?2, ?3, ?4, ?5, ?6, ?6, 1, '')";
    const SAVE: "update draft set answers = ?4, saved_at = ?5, saved_page = ?6, version = version + 1 where id = ?1 and account_id = ?2 and version = ?3 and submitted_at is null";
    const CLOSE: "update draft set submitted_at = ?3 where id = ?1 and account_id = ?2 and version = ?4 and submitted_at is null";
    const TOUCH: "update draft set version = version + 1 where id = ?1 and account_id = ?2 and submitted_at is null";
    const DISCARD: "delete from draft where id = ?1 and account_id = ?2 and version = ?3 and submitted_at is null";
}

/// A draft (_hồ sơ nháp_).
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its id; the dossier will have the same.
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Uuid,
    /// Code of the procedure.
    pub procedure_code: String,
    /// The revision whose form is filled.
    pub revision_id: Uuid,
    /// Answers as typed.
    pub answers: Json,
    /// When it was begun, microseconds UTC.
    pub created_at: i64,
    /// When it was saved last, microseconds UTC.
    pub saved_at: i64,
    /// When it became a dossier, microseconds UTC.
    pub submitted_at: Option<i64>,
    /// Rises with every save.
    pub version: i64,
    /// The opened page that saved last: its own next save is no conflict.
    pub saved_page: String,
}

impl FromRow for Draft {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            id: row.get(0)?,
            account_id: row.get(1)?,
            procedure_code: row.get(2)?,
            revision_id: row.get(3)?,
            answers: row.get(4)?,
            created_at: row.get(5)?,
            saved_at: row.get(6)?,
            submitted_at: row.get(7)?,
            version: row.get(8)?,
            saved_page: row.get(9)?,
        })
    }
}

/// The draft `id` of this account; another's does not exist.
pub async fn one(store: &Store, (id, account_id): (Uuid, Uuid)) -> Result<Option<Draft>, StoreError> {
    store.one(ONE, vals![id, account_id]).await
}

/// Drafts of this account that were not sent, newest first.
pub async fn open(store: &Store, account_id: Uuid) -> Result<Vec<Draft>, StoreError> {
    store.all(OPEN, vals![account_id]).await
}

/// Begins a draft.
pub fn insert(batch: Batch, draft: &Draft) -> Batch {
    batch.write(
        INSERT,
        vals![
            draft.id,
            draft.account_id,
            draft.procedure_code.clone(),
            draft.revision_id,
            draft.answers.clone(),
            draft.created_at
        ],
    )
}

/// Saves what was typed, if no other window saved in between.
pub fn save(batch: Batch, draft: &Draft, (answers, page, now): (Json, &str, Timestamp)) -> Batch {
    batch.guard(
        "draft",
        SAVE,
        vals![draft.id, draft.account_id, draft.version, answers, now.as_microsecond(), page],
    )
}

/// Closes a draft as it was read: it becomes a dossier in the same batch.
pub fn close(batch: Batch, draft: &Draft, now: Timestamp) -> Batch {
    batch.guard("draft", CLOSE, vals![draft.id, draft.account_id, now.as_microsecond(), draft.version])
}

/// Notes that something beside the answers changed, a file for example, while the draft is not sent.
pub fn touch(batch: Batch, draft: &Draft) -> Batch {
    batch.guard("draft", TOUCH, vals![draft.id, draft.account_id])
}

/// Throws a draft away as it was read, at its owner's wish.
pub fn discard(batch: Batch, draft: &Draft) -> Batch {
    batch.guard("draft", DISCARD, vals![draft.id, draft.account_id, draft.version])
}
