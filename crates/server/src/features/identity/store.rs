//! Every statement on accounts, units, posts, sessions and the counters of failed logins.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use uuid::Uuid;

use super::model::{Account, AccountKind, Appointment, Unit};
use crate::platform::actor::Role;

sql! {
    const ACCOUNT_BY_LOGIN: "select id, kind, login, password_hash, full_name, id_number, phone, email, birth_date, sex, address, is_demo, disabled_at, version from account where login = ?1";
    const ACCOUNT_BY_ID: "select id, kind, login, password_hash, full_name, id_number, phone, email, birth_date, sex, address, is_demo, disabled_at, version from account where id = ?1";
    const ACCOUNTS: "select id, kind, login, password_hash, full_name, id_number, phone, email, birth_date, sex, address, is_demo, disabled_at, version from account where kind = ?1 order by full_name, id limit 500";
    const INSERT_ACCOUNT: "insert into account (id, kind, login, password_hash, full_name, id_number, phone, email, birth_date, sex, address, is_demo, created_at, version) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1)";
    const DISABLE_ACCOUNT: "update account set disabled_at = ?3, version = version + 1 where id = ?1 and version = ?2";
    const UNITS: "select id, code, name, kind, level, parent_id, national_code, address, phone, valid_from, valid_to, version from unit order by level desc, code";
    const UNIT: "select id, code, name, kind, level, parent_id, national_code, address, phone, valid_from, valid_to, version from unit where id = ?1";
    const UNIT_BY_CODE: "select id, code, name, kind, level, parent_id, national_code, address, phone, valid_from, valid_to, version from unit where code = ?1";
    const INSERT_UNIT: "insert into unit (id, code, name, kind, level, parent_id, national_code, address, phone, valid_from, valid_to, legal_basis, version) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1)";
    const UPDATE_UNIT: "update unit set name = ?3, national_code = ?4, address = ?5, phone = ?6, valid_to = ?7, version = version + 1 where id = ?1 and version = ?2";
    const INSERT_SUCCESSION: "insert into unit_succession (old_code, new_code, kind, on_date) values (?1, ?2, ?3, ?4) on conflict (old_code, new_code) do nothing";
    const SUCCESSION: "select old_code, new_code, kind, on_date from unit_succession where old_code = ?1 or new_code = ?1 order by on_date, new_code";
    const APPOINTMENTS: "select a.id, a.account_id, a.unit_id, u.name, a.role, a.from_date, a.to_date from appointment a join unit u on u.id = a.unit_id where a.account_id = ?1 order by a.from_date, a.id";
    const INSERT_APPOINTMENT: "insert into appointment (id, account_id, unit_id, role, from_date, to_date, created_at, version) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)";
    const END_APPOINTMENT: "update appointment set to_date = ?2, version = version + 1 where id = ?1 and (to_date is null or to_date > ?2)";
    const HOLDERS: "select distinct c.id, c.full_name from appointment a join account c on c.id = a.account_id where a.unit_id = ?1 and a.role = ?2 \
        and a.from_date <= ?3 and (a.to_date is null or a.to_date >= ?3) and c.disabled_at is null order by c.full_name, c.id";
    const SESSION: "select s.id, s.account_id, s.seen_at, a.kind, a.full_name from session s join account a on a.id = s.account_id \
        where s.token_hash = ?1 and s.revoked_at is null and s.expires_at > ?2 and a.disabled_at is null";
    const INSERT_SESSION: "insert into session (id, token_hash, account_id, device, created_at, seen_at, expires_at) values (?1, ?2, ?3, ?4, ?5, ?5, ?6)";
    const TOUCH_SESSION: "update session set seen_at = ?2, expires_at = ?3 where id = ?1";
    const REVOKE_SESSION: "update session set revoked_at = ?3 where id = ?1 and account_id = ?2 and revoked_at is null";
    const REVOKE_ALL: "update session set revoked_at = ?2 where account_id = ?1 and revoked_at is null";
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

impl FromRow for Unit {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            id: row.get(0)?,
            code: row.get(1)?,
            name: row.get(2)?,
            kind: row.get(3)?,
            level: row.get(4)?,
            parent_id: row.get(5)?,
            national_code: row.get(6)?,
            address: row.get(7)?,
            phone: row.get(8)?,
            valid_from: row.get(9)?,
            valid_to: row.get(10)?,
            version: row.get(11)?,
        })
    }
}

impl FromRow for Appointment {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let role: String = row.get(4)?;
        Ok(Self {
            id: row.get(0)?,
            account_id: row.get(1)?,
            unit_id: row.get(2)?,
            unit_name: row.get(3)?,
            role: Role::from_code(&role).unwrap_or(Role::Liaison),
            from_date: row.get(5)?,
            to_date: row.get(6)?,
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

/// The first 500 accounts of a kind, by name.
pub async fn accounts(store: &Store, kind: AccountKind) -> Result<Vec<Account>, StoreError> {
    store.all(ACCOUNTS, vals![kind.code()]).await
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

/// Every unit, past and present.
pub async fn units(store: &Store) -> Result<Vec<Unit>, StoreError> {
    store.all(UNITS, vals![]).await
}

/// The unit `id`.
pub async fn unit(store: &Store, id: Uuid) -> Result<Option<Unit>, StoreError> {
    store.one(UNIT, vals![id]).await
}

/// The unit with this code.
pub async fn unit_by_code(store: &Store, code: &str) -> Result<Option<Unit>, StoreError> {
    store.one(UNIT_BY_CODE, vals![code]).await
}

/// Adds a new unit, made on the ground of `legal_basis`.
pub fn insert_unit(batch: Batch, unit: &Unit, legal_basis: &str) -> Batch {
    batch.write(
        INSERT_UNIT,
        vals![
            unit.id,
            unit.code.clone(),
            unit.name.clone(),
            unit.kind.clone(),
            unit.level.clone(),
            unit.parent_id,
            unit.national_code.clone(),
            unit.address.clone(),
            unit.phone.clone(),
            unit.valid_from.clone(),
            unit.valid_to.clone(),
            legal_basis
        ],
    )
}

/// Changes what may change of a unit: its name, code in numbers, address, phone and last day.
pub fn update_unit(batch: Batch, unit: &Unit) -> Batch {
    batch.guard(
        "unit",
        UPDATE_UNIT,
        vals![
            unit.id,
            unit.version,
            unit.name.clone(),
            unit.national_code.clone(),
            unit.address.clone(),
            unit.phone.clone(),
            unit.valid_to.clone()
        ],
    )
}

/// Notes that `old_code` went into `new_code`: (old, new, `whole` or `part`, first day of the new one).
pub fn insert_succession(
    batch: Batch,
    (old_code, new_code, kind, on_date): (&str, &str, &str, &str),
) -> Batch {
    batch.write(INSERT_SUCCESSION, vals![old_code, new_code, kind, on_date])
}

/// What this unit came from and went into: rows (old, new, kind, day).
pub async fn succession(
    store: &Store,
    code: &str,
) -> Result<Vec<(String, String, String, String)>, StoreError> {
    store.all(SUCCESSION, vals![code]).await
}

/// Every post of an account, past and future ones too.
pub async fn appointments(store: &Store, account_id: Uuid) -> Result<Vec<Appointment>, StoreError> {
    store.all(APPOINTMENTS, vals![account_id]).await
}

/// Appoints somebody.
pub fn insert_appointment(batch: Batch, post: &Appointment, now: Timestamp) -> Batch {
    batch.write(
        INSERT_APPOINTMENT,
        vals![
            post.id,
            post.account_id,
            post.unit_id,
            post.role.code(),
            post.from_date.clone(),
            post.to_date.clone(),
            now.as_microsecond()
        ],
    )
}

/// Ends a post on `last_day`.
pub fn end_appointment(batch: Batch, id: Uuid, last_day: &str) -> Batch {
    batch.guard("appointment", END_APPOINTMENT, vals![id, last_day])
}

/// Who holds `role` in `unit_id` on `day` (ISO): ids and names.
pub async fn holders(
    store: &Store,
    unit_id: Uuid,
    (role, day): (Role, &str),
) -> Result<Vec<(Uuid, String)>, StoreError> {
    store.all(HOLDERS, vals![unit_id, role.code(), day]).await
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
