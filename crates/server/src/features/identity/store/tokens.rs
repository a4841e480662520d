//! Statements on tokens of the interface for other systems.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use uuid::Uuid;

use crate::features::identity::tokens::{AccessToken, Right, read, written};

sql! {
    const LIVE: "select t.id, t.account_id, t.rights, t.used_at, a.kind, a.full_name from access_token t join account a on a.id = t.account_id \
        where t.token_hash = ?1 and t.revoked_at is null and t.expires_at > ?2 and a.disabled_at is null";
    const OF_ACCOUNT: "select id, account_id, name, hint, rights, created_at, created_by, expires_at, used_at, revoked_at from access_token \
        where account_id = ?1 order by created_at desc, id desc limit 200";
    const INSERT: "insert into access_token (id, account_id, name, token_hash, hint, rights, created_at, created_by, expires_at) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    const TOUCH: "update access_token set used_at = ?2 where id = ?1";
    const REVOKE_ALL_OF: "update access_token set revoked_at = ?2 where account_id = ?1 and revoked_at is null";
    const REVOKE: "update access_token set revoked_at = ?3 where id = ?1 and account_id = ?2 and revoked_at is null";
}

impl FromRow for AccessToken {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let rights: String = row.get(4)?;
        Ok(Self {
            id: row.get(0)?,
            account_id: row.get(1)?,
            name: row.get(2)?,
            hint: row.get(3)?,
            rights: read(&rights),
            created_at: row.get(5)?,
            created_by: row.get(6)?,
            expires_at: row.get(7)?,
            used_at: row.get(8)?,
            revoked_at: row.get(9)?,
        })
    }
}

/// A live token with its account.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// The token.
    pub id: Uuid,
    /// Its account.
    pub account_id: Uuid,
    /// What it may be used for.
    pub rights: Vec<Right>,
    /// Last use, microseconds UTC.
    pub used_at: Option<i64>,
    /// `citizen` or `official`.
    pub kind: String,
    /// Name of the account.
    pub full_name: String,
}

impl FromRow for TokenRow {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let rights: String = row.get(2)?;
        Ok(Self {
            id: row.get(0)?,
            account_id: row.get(1)?,
            rights: read(&rights),
            used_at: row.get(3)?,
            kind: row.get(4)?,
            full_name: row.get(5)?,
        })
    }
}

/// The live token with this hash, of an account that is open.
pub async fn live_token(
    store: &Store,
    hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<TokenRow>, StoreError> {
    store.one(LIVE, vals![hash, now.as_microsecond()]).await
}

/// Tokens of an account, newest first, also those that ended.
pub async fn tokens(store: &Store, account_id: Uuid) -> Result<Vec<AccessToken>, StoreError> {
    store.all(OF_ACCOUNT, vals![account_id]).await
}

/// Adds a token; only the hash of its text is kept.
pub fn insert_token(batch: Batch, token: &AccessToken, hash: Vec<u8>) -> Batch {
    batch.write(
        INSERT,
        vals![
            token.id,
            token.account_id,
            token.name.clone(),
            hash,
            token.hint.clone(),
            written(&token.rights),
            token.created_at,
            token.created_by.clone(),
            token.expires_at
        ],
    )
}

/// Notes that a token was used.
pub fn touch_token(batch: Batch, id: Uuid, now: Timestamp) -> Batch {
    batch.write(TOUCH, vals![id, now.as_microsecond()])
}

/// Ends a token of this account.
pub fn revoke_token(batch: Batch, (id, account_id): (Uuid, Uuid), now: Timestamp) -> Batch {
    batch.guard("access_token", REVOKE, vals![id, account_id, now.as_microsecond()])
}

/// Ends every token of this account.
pub fn revoke_all_tokens(batch: Batch, account_id: Uuid, now: Timestamp) -> Batch {
    batch.write(REVOKE_ALL_OF, vals![account_id, now.as_microsecond()])
}
