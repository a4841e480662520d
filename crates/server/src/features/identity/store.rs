//! Every statement on accounts, units, posts, sessions and the counters of failed logins.

mod posts;
mod substitutes;
mod tokens;
mod units;

pub use posts::*;
pub use substitutes::*;
pub use tokens::*;
pub use units::*;

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use uuid::Uuid;

use super::model::{Account, AccountKind};

sql! {
    const ACCOUNT_BY_LOGIN: "select id, kind, login, password_hash, full_name, id_number, phone, email, birth_date, sex, address, is_demo, disabled_at, version from account where login = ?1";
    const ACCOUNT_BY_ID: "select id, kind, login, password_hash, full_name, id_number, phone, email, birth_date, sex, address, is_demo, disabled_at, version from account where id = ?1";
    const OFFICIALS: "select id, login, full_name, disabled_at from account where kind = 'official' order by id limit 20000";
    const INSERT_ACCOUNT: "insert into account (id, kind, login, password_hash, full_name, id_number, phone, email, birth_date, sex, address, is_demo, created_at, version) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1)";
    const SET_PASSWORD: "update account set password_hash = ?3, version = version + 1 where id = ?1 and version = ?2";
    const SET_CONTACT: "update account set email = ?3, birth_date = ?4, sex = ?5, address = ?6, version = version + 1 where id = ?1 and version = ?2";
    const ENABLE_ACCOUNT: "update account set disabled_at = null, version = version + 1 where id = ?1 and version = ?2 and disabled_at is not null";
    const DISABLE_ACCOUNT: "update account set disabled_at = ?3, version = version + 1 where id = ?1 and version = ?2";
    const SESSION: "select s.id, s.account_id, s.seen_at, a.kind, a.full_name from session s join account a on a.id = s.account_id \
        where s.token_hash = ?1 and s.revoked_at is null and s.expires_at > ?2 and a.disabled_at is null";
    const INSERT_SESSION: "insert into session (id, token_hash, account_id, device, created_at, seen_at, expires_at) values (?1, ?2, ?3, ?4, ?5, ?5, ?6)";
    const TOUCH_SESSION: "update session set seen_at = ?2, expires_at = ?3 where id = ?1";
    const REVOKE_SESSION: "update session set revoked_at = ?3 where id = ?1 and account_id = ?2 and revoked_at is null";
    const REVOKE_ALL: "update session set revoked_at = ?2 where account_id = ?1 and revoked_at is null";
    const REVOKE_OTHERS: "update session set revoked_at = ?3 where account_id = ?1 and id <> ?2 and revoked_at is null";
    const SESSIONS: "select id, device, created_at, seen_at from session where account_id = ?1 and revoked_at is null and expires_at > ?2 order by seen_at desc";
    const THROTTLE: "select failures, first_at, blocked_until from login_throttle where key = ?1";
    const FAIL: "insert into login_throttle (key, failures, first_at, blocked_until) values (?1, ?2, ?3, ?4) \
        on conflict (key) do update set failures = excluded.failures, first_at = excluded.first_at, blocked_until = excluded.blocked_until";
    const FORGET: "delete from login_throttle where key = ?1";
}

impl FromRow for Account {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let kind: String = row.get(1)?;
        Ok(Self {
            id: row.get(0)?,
            kind: if kind == "official" { AccountKind::Official } else { AccountKind::Citizen },
            login: row.get(2)?,
            password_hash: row.get(3)?,
            full_name: row.get(4)?,
            id_number: row.get(5)?,
            phone: row.get(6)?,
            email: row.get(7)?,
            birth_date: row.get(8)?,
            sex: row.get(9)?,
            address: row.get(10)?,
            is_demo: row.get(11)?,
            disabled_at: row.get(12)?,
            version: row.get(13)?,
        })
    }
}

/// A live session with its account.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// The session.
    pub id: Uuid,
    /// Its account.
    pub account_id: Uuid,
    /// Last use, microseconds UTC.
    pub seen_at: i64,
    /// `citizen` or `official`.
    pub kind: String,
    /// Name of the account.
    pub full_name: String,
}

impl FromRow for SessionRow {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            id: row.get(0)?,
            account_id: row.get(1)?,
            seen_at: row.get(2)?,
            kind: row.get(3)?,
            full_name: row.get(4)?,
        })
    }
}

/// The account that logs in with `login`.
pub async fn account_by_login(store: &Store, login: &str) -> Result<Option<Account>, StoreError> {
    store.one(ACCOUNT_BY_LOGIN, vals![login]).await
}

/// The account `id`.
pub async fn account(store: &Store, id: Uuid) -> Result<Option<Account>, StoreError> {
    store.one(ACCOUNT_BY_ID, vals![id]).await
}

/// An official as a line of a list.
#[derive(Clone, Debug)]
pub struct OfficialRow {
    /// The account.
    pub id: Uuid,
    /// Name to log in with.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// When the account was closed, microseconds UTC.
    pub disabled_at: Option<i64>,
}

/// Every official, also those whose account is closed.
pub async fn officials(store: &Store) -> Result<Vec<OfficialRow>, StoreError> {
    let rows = store.all::<(Uuid, String, String, Option<i64>)>(OFFICIALS, vals![]).await?;
    let row = |(id, login, full_name, disabled_at)| OfficialRow { id, login, full_name, disabled_at };
    Ok(rows.into_iter().map(row).collect())
}

/// Adds a new account.
pub fn insert_account(batch: Batch, account: &Account, now: Timestamp) -> Batch {
    batch.write(
        INSERT_ACCOUNT,
        vals![
            account.id,
            account.kind.code(),
            account.login.clone(),
            account.password_hash.clone(),
            account.full_name.clone(),
            account.id_number.clone(),
            account.phone.clone(),
            account.email.clone(),
            account.birth_date.clone(),
            account.sex.clone(),
            account.address.clone(),
            account.is_demo,
            now.as_microsecond()
        ],
    )
}

/// Closes an account and ends its sessions.
pub fn disable_account(batch: Batch, account: &Account, now: Timestamp) -> Batch {
    batch
        .guard("account", DISABLE_ACCOUNT, vals![account.id, account.version, now.as_microsecond()])
        .write(REVOKE_ALL, vals![account.id, now.as_microsecond()])
}

/// Opens a closed account again; nobody is logged in by it.
pub fn enable_account(batch: Batch, account: &Account) -> Batch {
    batch.guard("account", ENABLE_ACCOUNT, vals![account.id, account.version])
}

/// Sets another password.
pub fn set_password(batch: Batch, account: &Account, password_hash: String) -> Batch {
    batch.guard("account", SET_PASSWORD, vals![account.id, account.version, password_hash])
}

/// Keeps the contact facts of `account` as they stand in it: e-mail, birth date, sex, address.
pub fn set_contact(batch: Batch, account: &Account) -> Batch {
    batch.guard(
        "account",
        SET_CONTACT,
        vals![
            account.id,
            account.version,
            account.email.clone(),
            account.birth_date.clone(),
            account.sex.clone(),
            account.address.clone()
        ],
    )
}

/// The live session whose token has this hash.
pub async fn session(
    store: &Store,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<SessionRow>, StoreError> {
    store.one(SESSION, vals![token_hash, now.as_microsecond()]).await
}

/// Adds a session: (id, hash of the token, account), device, now and end in microseconds.
pub fn insert_session(
    batch: Batch,
    (id, token_hash, account_id): (Uuid, Vec<u8>, Uuid),
    (device, now, expires_at): (&str, i64, i64),
) -> Batch {
    batch.write(INSERT_SESSION, vals![id, token_hash, account_id, device, now, expires_at])
}

/// Notes that a session was used and lasts until `expires_at`.
pub fn touch_session(batch: Batch, id: Uuid, (now, expires_at): (i64, i64)) -> Batch {
    batch.write(TOUCH_SESSION, vals![id, now, expires_at])
}

/// Ends one session of this account.
pub fn revoke_session(batch: Batch, (id, account_id): (Uuid, Uuid), now: Timestamp) -> Batch {
    batch.guard("session", REVOKE_SESSION, vals![id, account_id, now.as_microsecond()])
}

/// Ends every session of this account.
pub fn revoke_all_sessions(batch: Batch, account_id: Uuid, now: Timestamp) -> Batch {
    batch.write(REVOKE_ALL, vals![account_id, now.as_microsecond()])
}

/// Ends every session of this account but `kept`.
pub fn revoke_other_sessions(batch: Batch, (account_id, kept): (Uuid, Uuid), now: Timestamp) -> Batch {
    batch.write(REVOKE_OTHERS, vals![account_id, kept, now.as_microsecond()])
}

/// Live sessions of an account: (id, device, since, last use).
pub async fn sessions(
    store: &Store,
    account_id: Uuid,
    now: Timestamp,
) -> Result<Vec<(Uuid, String, i64, i64)>, StoreError> {
    store.all(SESSIONS, vals![account_id, now.as_microsecond()]).await
}

/// Failed logins under `key`: (how many, since when, blocked until).
pub async fn throttle(store: &Store, key: &str) -> Result<Option<(i64, i64, Option<i64>)>, StoreError> {
    store.one(THROTTLE, vals![key]).await
}

/// Notes a failed login.
pub fn note_failure(
    batch: Batch,
    key: &str,
    (failures, first_at, blocked_until): (i64, i64, Option<i64>),
) -> Batch {
    batch.write(FAIL, vals![key, failures, first_at, blocked_until])
}

/// Forgets failed logins after a right one.
pub fn forget_failures(batch: Batch, key: &str) -> Batch {
    batch.write(FORGET, vals![key])
}
