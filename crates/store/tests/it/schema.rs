//! The schema that the tests share, and its statements.

use store::{Batch, Migration, Store, vals};
use tokio_postgres::GenericClient;

pub(crate) const SCHEMA: [Migration; 1] = [Migration::new(
    1,
    "boxes and balls",
    "
    create table box (
        id {bigint} primary key,
        label {text} not null,
        version {bigint} not null default 0,
        constraint box_label unique (label)
    ) {keyed};

    create table ball (
        id {bigint} primary key,
        box {bigint} not null references box (id),
        colour {text} not null,
        row_number {bigint} not null,
        constraint ball_place unique (box, row_number)
    ) {keyed};

    create table task (
        id {bigint} primary key,
        due_at {bigint} not null,
        taken_by {bigint}
    ) {keyed};
    ",
)];

store::sql! {
    /// A new box.
    pub(crate) const ADD_BOX: "insert into box (id, label) values (?1, ?2)";
    pub(crate) const BOX_LABEL: "select label from box where id = ?1";
    pub(crate) const BOX_VERSION: "select version from box where id = ?1";
    /// Changes nothing but the version, and only if it is the one that was read.
    pub(crate) const TOUCH_BOX: "update box set version = version + 1 where id = ?1 and version = ?2";
    pub(crate) const TOUCH_ALL: "update box set version = version + 1 where id >= ?1";
    pub(crate) const ADD_BALL: "insert into ball (id, box, colour, row_number) values (?1, ?2, ?3, ?4)";
    pub(crate) const COUNT_BALLS: "select count(*) from ball where box = ?1";
    pub(crate) const REMOVE_BOX: "delete from box where id = ?1";
    pub(crate) const REMOVE_BALLS: "delete from ball where box = ?1";
    pub(crate) const ADD_TASK: "insert into task (id, due_at) values (?1, ?2)";
    /// The claim of jobs, one text for both engines.
    pub(crate) const TAKE_TASKS: "
        with due as (
            select id from task where due_at <= ?1 and taken_by is null order by due_at, id limit ?2 {skip_locked}
        )
        update task set taken_by = ?3 where id in (select id from due) returning id";
    const BY_ENGINE: { sqlite: "select sqlite_version()", postgres: "select version()" };
}

/// A box with one ball, in one batch.
pub(crate) fn filled_box(id: i64) -> Batch {
    Batch::new().write(ADD_BOX, vals![id, format!("box {id}")]).write(ADD_BALL, vals![id, id, "red", 1])
}

pub(crate) async fn version(store: &Store, id: i64) -> Option<i64> {
    store.one::<(i64,)>(BOX_VERSION, vals![id]).await.unwrap().map(|(version,)| version)
}

pub(crate) async fn count(store: &Store, table: &'static str) -> i64 {
    let sql = format!("select count(*) from {table}");
    store.one::<(i64,)>(sql, vals![]).await.unwrap().unwrap().0
}

/// Waits until someone waits for a lock in the database of this client.
pub(crate) async fn wait_for_a_lock(client: &impl GenericClient) {
    let waits =
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while client.query(waits, &[]).await.unwrap().is_empty() {
        tokio::task::yield_now().await;
        // Within a transaction the server answers from one snapshot of this view.
        client.batch_execute("select pg_stat_clear_snapshot()").await.unwrap();
    }
}
