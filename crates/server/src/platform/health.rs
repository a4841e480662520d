//! Whether the server can do its work (_tình trạng hoạt động_): the question of whoever watches it.

use store::{Store, StoreError, vals};

store::sql! {
    const PING: "select count(*) from counter";
}

/// Asks the database for something small; fails when it does not answer.
pub async fn ask(store: &Store) -> Result<(), StoreError> {
    store.one::<(i64,)>(PING, vals![]).await.map(|_| ())
}
