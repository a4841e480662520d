//! Migrations.

use store::testing::{each, each_address, open};
use store::{Batch, CommitError, MigrateError, Migrated, Migration, Options, Store, vals};

use crate::schema::count;

const ONE: Migration = Migration::new(1, "one", "create table one (id {bigint} primary key) {keyed};");
const TWO: Migration = Migration::new(
    2,
    "two",
    "create table two (id {bigint} primary key, one {bigint} references one (id)) {keyed};
     insert into two (id) values (1); insert into two (id) values (2);",
);

#[tokio::test]
async fn each_migration_is_carried_out_once() {
    each(async |store| {
        assert_eq!(store.migrate(&[ONE]).await, Ok(Migrated { carried_out: 1, known: 0 }));
        assert_eq!(store.migrate(&[ONE, TWO]).await, Ok(Migrated { carried_out: 1, known: 1 }));
        assert_eq!(store.migrate(&[ONE, TWO]).await, Ok(Migrated { carried_out: 0, known: 2 }));
        assert_eq!(count(&store, "two").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_changed_released_migration_is_refused() {
    each(async |store| {
        store.migrate(&[ONE, TWO]).await.unwrap();
        let changed =
            Migration::new(1, "one", "create table one (id {bigint} primary key, more {text}) {keyed};");

        let error = store.migrate(&[changed, TWO]).await.unwrap_err();

        assert!(matches!(&error, MigrateError::Changed { version: 1, .. }), "{error:?}");
        let text = error.to_string();
        assert!(text.starts_with("migration 1 `one` was changed after it was carried out"), "{text}");
        assert!(text.ends_with("restore its text and put the change into a new migration"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn line_endings_of_a_checkout_are_no_change() {
    each(async |store| {
        store
            .migrate(&[Migration::new(1, "m", "create table m (\nid {bigint} primary key\n) {keyed};")])
            .await
            .unwrap();
        let again = store
            .migrate(&[Migration::new(1, "m", "create table m (\r\nid {bigint} primary key\r\n) {keyed};")])
            .await;
        assert_eq!(again, Ok(Migrated { carried_out: 0, known: 1 }));
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    each(async |store| {
        store.migrate(&[ONE, TWO]).await.unwrap();
        let error = store.migrate(&[ONE]).await.unwrap_err();
        assert_eq!(error, MigrateError::Newer { version: 2, name: "two".to_owned() });
    })
    .await;
}

#[tokio::test]
async fn numbers_must_rise() {
    each(async |store| {
        let order = |version, above| Err(MigrateError::Order { version, name: "one".to_owned(), above });
        assert_eq!(store.migrate(&[TWO, ONE]).await, order(1, 2));
        assert_eq!(store.migrate(&[ONE, ONE]).await, order(1, 1));

        let three = Migration::new(3, "three", "create table three (id {bigint} primary key) {keyed};");
        store.migrate(&[TWO.clone_without_reference(), three]).await.unwrap();
        assert_eq!(store.migrate(&[ONE, TWO.clone_without_reference(), three]).await, order(1, 3));
    })
    .await;
}

/// For a test in which table `one` never comes to be.
trait WithoutReference {
    fn clone_without_reference(&self) -> Migration;
}

impl WithoutReference for Migration {
    fn clone_without_reference(&self) -> Migration {
        Migration::new(2, "two", "create table two (id {bigint} primary key) {keyed};")
    }
}

#[tokio::test]
async fn a_migration_that_fails_half_way_leaves_nothing() {
    each(async |store| {
        let bad = Migration::new(
            2,
            "bad",
            "create table half (id {bigint} primary key) {keyed}; insert into nowhere (id) values (1);",
        );
        let error = store.migrate(&[ONE, bad]).await.unwrap_err();
        assert!(
            matches!(&error, MigrateError::Failed { version: 2, reason, .. } if reason.contains("nowhere")),
            "{error:?}"
        );
        assert_eq!(count(&store, "one").await, 0, "the one before it stays");

        let mended = Migration::new(2, "bad", "create table half (id {bigint} primary key) {keyed};");
        assert_eq!(store.migrate(&[ONE, mended]).await, Ok(Migrated { carried_out: 1, known: 1 }));
        store.commit(Batch::new().write("insert into half (id) values (?1)", vals![1])).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_unknown_type_word_is_told() {
    each(async |store| {
        let error = store
            .migrate(&[Migration::new(1, "typo", "create table t (id {guid} primary key) {keyed};")])
            .await;
        assert!(
            error
                .unwrap_err()
                .to_string()
                .starts_with("migration 1 `typo`: `{guid}` is no word of the dialect")
        );
    })
    .await;
}

#[tokio::test]
async fn each_engine_may_have_statements_of_its_own() {
    each(async |store| {
        let search = Migration::new(1, "search", "create table page (id {bigint} primary key, body {text}) {strict};")
            .with_forks(
                "create virtual table page_words using fts5 (body, content='', contentless_delete=1, prefix='2 3');",
                "create index page_words on page using gin (to_tsvector('simple', body));",
            );
        store.migrate(&[search]).await.unwrap();
        assert_eq!(store.migrate(&[search]).await, Ok(Migrated { carried_out: 0, known: 1 }));
    })
    .await;
}

#[tokio::test]
async fn a_loose_sqlite_table_is_refused() {
    each(async |store| {
        let loose = Migration::new(1, "loose", "create table t (id {bigint} primary key);");
        let result = store.migrate(&[loose]).await;
        match store.engine() {
            store::Engine::Sqlite => {
                let text = result.unwrap_err().to_string();
                assert_eq!(
                    text,
                    "migration 1 `loose`: table `t` is not strict; end it with `) {keyed};` or `) {strict};`"
                );
            }
            store::Engine::Postgres => assert!(result.is_ok(), "{result:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_table_can_be_rebuilt_while_others_refer_to_it() {
    each(async |store| {
        store.migrate(&[ONE, TWO]).await.unwrap();
        store.commit(Batch::new().write("insert into one (id) values (7)", vals![]).write("update two set one = 7", vals![])).await.unwrap();
        let rebuild = Migration::new(3, "rebuild", "").with_forks(
            "create table one_new (id integer primary key, name text not null default '') strict, without rowid;
             insert into one_new (id) select id from one; drop table one; alter table one_new rename to one;",
            "alter table one add column name text not null default '';",
        );
        store.migrate(&[ONE, TWO, rebuild]).await.unwrap();

        assert_eq!(store.one::<(i64, String)>("select id, name from one", vals![]).await, Ok(Some((7, String::new()))));
        let error = store.commit(Batch::new().write("update two set one = 8", vals![])).await.unwrap_err();
        assert_eq!(error, CommitError::Foreign { index: 0 }, "references are checked again");
    })
    .await;
}

#[tokio::test]
async fn references_that_a_migration_breaks_are_refused() {
    each(async |store| {
        store.migrate(&[ONE, TWO]).await.unwrap();
        let bad = Migration::new(3, "bad", "insert into two (id, one) values (9, 99);");
        let error = store.migrate(&[ONE, TWO, bad]).await.unwrap_err();
        assert!(matches!(error, MigrateError::Failed { version: 3, .. }), "{error:?}");
        assert_eq!(count(&store, "two").await, 2);
    })
    .await;
}

#[tokio::test]
async fn many_processes_may_migrate_a_server_at_once() {
    each_address(&[], async |url| {
        if url.starts_with("sqlite:") {
            return; // One process has the file; see one_file.rs.
        }
        let migrating: Vec<_> = (0..6)
            .map(|_| {
                let url = url.to_owned();
                tokio::spawn(async move {
                    let store = open(&url).await;
                    let done = store.migrate(&[ONE, TWO]).await.unwrap().carried_out;
                    store.close().await;
                    done
                })
            })
            .collect();
        let mut carried_out = 0;
        for one in migrating {
            carried_out += one.await.unwrap();
        }
        assert_eq!(carried_out, 2);
    })
    .await;
}

#[tokio::test]
async fn a_store_for_reading_does_not_migrate() {
    each_address(&[ONE], async |url| {
        let store = Store::open(Options { read_only: true, ..Options::new(url) }).await.unwrap();
        assert_eq!(store.migrate(&[ONE, TWO]).await, Err(MigrateError::Commit(CommitError::ReadOnly)));
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn statements_go_on_after_the_schema_changed_under_them() {
    each(async |store| {
        store.migrate(&[ONE]).await.unwrap();
        store.commit(Batch::new().write("insert into one (id) values (1)", vals![])).await.unwrap();
        let all = "select * from one";
        assert_eq!(store.all::<(i64,)>(all, vals![]).await, Ok(vec![(1,)]));
        let touch = "update one set id = id returning *";
        assert_eq!(store.take::<(i64,)>(touch, vals![]).await, Ok(vec![(1,)]));

        let add = Migration::new(2, "add", "alter table one add column name {text} not null default 'x';");
        store.migrate(&[ONE, add]).await.unwrap();

        for _ in 0..20 {
            assert_eq!(store.all::<(i64, String)>(all, vals![]).await, Ok(vec![(1, "x".to_owned())]));
            assert_eq!(store.take::<(i64, String)>(touch, vals![]).await, Ok(vec![(1, "x".to_owned())]));
        }
    })
    .await;
}
