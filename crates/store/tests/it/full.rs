//! A full disk is told, reading goes on, and so does writing once there is room.

use store::testing::{Folder, each_address, each_migrated, open};
use store::{Batch, CommitError, Engine, Migration, Options, Store, vals};

use crate::schema::*;

const FILL: &str = "insert into box (id, label) values (?1, ?2)";

#[tokio::test]
async fn a_full_sqlite_file_is_told_and_recovers() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("small.db").display());
    let store = Store::open(Options { max_bytes: Some(1 << 20), ..Options::new(&url) }).await.unwrap();
    store.migrate(&SCHEMA).await.unwrap();

    let mut id = 0;
    let error = loop {
        let label = format!("{id} {}", "x".repeat(10_000));
        match store
            .commit(Batch::new().write(FILL, vals![id, label]).write(ADD_BALL, vals![id, id, "red", 1]))
            .await
        {
            Ok(_) => id += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, CommitError::Full);
    assert_eq!(error.to_string(), "the database has no room left on its disk");
    assert!(id > 10);
    assert_eq!(
        (count(&store, "box").await, count(&store, "ball").await),
        (id, id),
        "reading goes on, nothing is torn"
    );

    let free = Batch::new()
        .write("delete from ball where id < 10", vals![])
        .write("delete from box where id < 10", vals![]);
    store.commit(free).await.unwrap();
    store.commit(filled_box(9999)).await.unwrap();
    assert_eq!(version(&store, 9999).await, Some(0));
    store.close().await;
}

#[tokio::test]
async fn a_server_without_room_is_told() {
    each_migrated(&SCHEMA, async |store| {
        if store.engine() == Engine::Sqlite {
            return; // See the test above.
        }
        // What a full disk looks like from here.
        let full = Migration::new(2, "full", "").with_forks(
            "",
            "create function full_disk() returns trigger language plpgsql as $$
                 begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end
             $$;
             create trigger full_disk before insert on ball for each row execute function full_disk();",
        );
        store.migrate(&[SCHEMA[0], full]).await.unwrap();

        assert_eq!(store.commit(filled_box(1)).await.unwrap_err(), CommitError::Full);
        assert_eq!(version(&store, 1).await, None);
        store.commit(Batch::new().write(ADD_BOX, vals![1, "box"])).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_file_that_reached_its_size_still_opens() {
    each_address(&SCHEMA, async |url| {
        let store = open(url).await;
        store.commit(Batch::new().write(FILL, vals![1, "x".repeat(200_000)])).await.unwrap();
        store.close().await;

        let store = Store::open(Options { max_bytes: Some(4096), ..Options::new(url) }).await.unwrap();
        assert_eq!(version(&store, 1).await, Some(0));
        store.close().await;
    })
    .await;
}
