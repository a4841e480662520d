//! Statements on posts.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use uuid::Uuid;

use super::super::model::Appointment;
use crate::platform::actor::Role;

sql! {
    const APPOINTMENTS: "select a.id, a.account_id, a.unit_id, u.name, a.role, a.from_date, a.to_date from appointment a join unit u on u.id = a.unit_id where a.account_id = ?1 order by a.from_date, a.id";
    const INSERT_APPOINTMENT: "insert into appointment (id, account_id, unit_id, role, from_date, to_date, created_at, version) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)";
    const END_APPOINTMENT: "update appointment set to_date = ?2, version = version + 1 where id = ?1 and account_id = ?3 and (to_date is null or to_date > ?2)";
    const HOLDERS: "select distinct c.id, c.full_name from appointment a join account c on c.id = a.account_id where a.unit_id = ?1 and a.role = ?2 \
        and a.from_date <= ?3 and (a.to_date is null or a.to_date >= ?3) and c.disabled_at is null order by c.full_name, c.id";
    const POSTS_ON: "select a.id, a.account_id, a.unit_id, u.name, a.role, a.from_date, a.to_date from appointment a join unit u on u.id = a.unit_id \
        where a.from_date <= ?1 and (a.to_date is null or a.to_date >= ?1) order by a.from_date, a.id limit 50000";
    const POSTS_IN_UNIT: "select a.account_id, c.full_name, a.role, a.from_date, a.to_date from appointment a join account c on c.id = a.account_id \
        where a.unit_id = ?1 and (a.to_date is null or a.to_date >= ?2) and c.disabled_at is null order by c.full_name, a.from_date, a.id";
}

/// A post as a line of its unit's page.
#[derive(Clone, Debug)]
pub struct PostOfUnit {
    /// Who holds it.
    pub account_id: Uuid,
    /// Their name.
    pub full_name: String,
    /// As what.
    pub role: Role,
    /// First day, ISO.
    pub from_date: String,
    /// Last day, ISO; open when absent.
    pub to_date: Option<String>,
}

impl FromRow for PostOfUnit {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let role: String = row.get(2)?;
        Ok(Self {
            account_id: row.get(0)?,
            full_name: row.get(1)?,
            role: Role::from_code(&role).unwrap_or(Role::Liaison),
            from_date: row.get(3)?,
            to_date: row.get(4)?,
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

/// Ends a post on `last_day`; a post can only be made shorter.
pub fn end_appointment(batch: Batch, post: &Appointment, last_day: &str) -> Batch {
    batch.guard("appointment", END_APPOINTMENT, vals![post.id, last_day, post.account_id])
}

/// Who holds `role` in `unit_id` on `day` (ISO): ids and names.
pub async fn holders(
    store: &Store,
    unit_id: Uuid,
    (role, day): (Role, &str),
) -> Result<Vec<(Uuid, String)>, StoreError> {
    store.all(HOLDERS, vals![unit_id, role.code(), day]).await
}

/// Every post that holds on `day` (ISO), whoever holds it.
pub async fn posts_on(store: &Store, day: &str) -> Result<Vec<Appointment>, StoreError> {
    store.all(POSTS_ON, vals![day]).await
}

/// Posts in a unit that hold on `day` (ISO) or begin later, with the names of their holders; closed accounts are left out.
pub async fn posts_in_unit(store: &Store, unit_id: Uuid, day: &str) -> Result<Vec<PostOfUnit>, StoreError> {
    store.all(POSTS_IN_UNIT, vals![unit_id, day]).await
}
