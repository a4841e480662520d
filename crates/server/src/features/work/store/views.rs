//! Statements on saved views.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use uuid::Uuid;

use super::super::views::{List, View};

sql! {
    const OF_ACCOUNT: "select id, name, query from saved_view where account_id = ?1 and list = ?2 order by created_at, id";
    const INSERT: "insert into saved_view (id, account_id, list, name, query, created_at) values (?1, ?2, ?3, ?4, ?5, ?6)";
    const DELETE: "delete from saved_view where account_id = ?1 and id = ?2";
}

impl FromRow for View {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self { id: row.get(0)?, name: row.get(1)?, query: row.get(2)? })
    }
}

/// What somebody kept of a list, the oldest first.
pub async fn of_account(store: &Store, account_id: Uuid, list: List) -> Result<Vec<View>, StoreError> {
    store.all(OF_ACCOUNT, vals![account_id, list.code()]).await
}

/// Keeps a view.
pub fn insert(batch: Batch, (account_id, list, view): (Uuid, List, &View), now: Timestamp) -> Batch {
    let (name, query) = (view.name.clone(), view.query.clone());
    batch.write(INSERT, vals![view.id, account_id, list.code(), name, query, now.as_microsecond()])
}

/// Lets a view of this account go; nothing when there is none.
pub fn delete(batch: Batch, (account_id, id): (Uuid, Uuid)) -> Batch {
    batch.write(DELETE, vals![account_id, id])
}
