//! Statements on who stands in for whom.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use uuid::Uuid;

sql! {
    const STANDS_IN_FOR: "select c.id, c.full_name from substitution s join account c on c.id = s.account_id \
        where s.substitute_id = ?1 and s.from_date <= ?2 and s.to_date >= ?2 and c.disabled_at is null order by c.full_name, c.id";
    const OF_ACCOUNT: "select s.id, s.substitute_id, c.full_name, s.from_date, s.to_date, s.reason from substitution s \
        join account c on c.id = s.substitute_id where s.account_id = ?1 and s.to_date >= ?2 order by s.from_date, s.id";
    const INSERT: "insert into substitution (id, account_id, substitute_id, from_date, to_date, reason, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    const END: "update substitution set to_date = ?3 where id = ?1 and account_id = ?2 and to_date > ?3";
}

/// Somebody who stands in for an official (_người thay thế_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// Its id.
    pub id: Uuid,
    /// Who stands in.
    pub substitute_id: Uuid,
    /// Their name.
    pub full_name: String,
    /// First day, ISO.
    pub from_date: String,
    /// Last day, ISO; before the first when it was called off.
    pub to_date: String,
    /// Why.
    pub reason: String,
}

impl FromRow for Substitution {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            id: row.get(0)?,
            substitute_id: row.get(1)?,
            full_name: row.get(2)?,
            from_date: row.get(3)?,
            to_date: row.get(4)?,
            reason: row.get(5)?,
        })
    }
}

/// For whom this account stands in on `day` (ISO): account and name.
pub async fn stands_in_for(
    store: &Store,
    account_id: Uuid,
    day: &str,
) -> Result<Vec<(Uuid, String)>, StoreError> {
    store.all(STANDS_IN_FOR, vals![account_id, day]).await
}

/// Who stands in for this account on `day` (ISO) or later.
pub async fn substitutions(
    store: &Store,
    account_id: Uuid,
    day: &str,
) -> Result<Vec<Substitution>, StoreError> {
    store.all(OF_ACCOUNT, vals![account_id, day]).await
}

/// Names a substitute for `account_id`.
pub fn insert_substitution(batch: Batch, account_id: Uuid, (row, now): (&Substitution, Timestamp)) -> Batch {
    let (from, to, reason) = (row.from_date.clone(), row.to_date.clone(), row.reason.clone());
    batch.write(INSERT, vals![row.id, account_id, row.substitute_id, from, to, reason, now.as_microsecond()])
}

/// Lets the substitution of `account_id` end on `last_day` (ISO); it can only be made shorter.
pub fn end_substitution(batch: Batch, account_id: Uuid, (id, last_day): (Uuid, &str)) -> Batch {
    batch.guard("substitution", END, vals![id, account_id, last_day])
}
