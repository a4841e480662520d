//! One process writes a SQLite file; others may read it.

use store::testing::{Folder, each_address, open};
use store::{Batch, CommitError, OpenError, Options, Store, vals};

use crate::child;
use crate::schema::*;

fn reading(url: &str) -> Options {
    Options { read_only: true, ..Options::new(url) }
}

#[tokio::test]
async fn a_second_process_is_refused_by_name_and_may_still_read() {
    const TEST: &str = "one_file::a_second_process_is_refused_by_name_and_may_still_read";
    if let Some((role, url)) = child::role() {
        let options = if role == "read" { reading(&url) } else { Options::new(&url) };
        match Store::open(options).await {
            Ok(store) => child::say(&format!("box 1 has version {:?}", version(&store, 1).await)),
            Err(error) => child::say(&error.to_string()),
        }
        return;
    }
    let folder = Folder::new();
    let path = folder.path().join("new folder/ä #1?.db");
    let url = format!("sqlite:{}", path.display());
    let store = open(&url).await;
    store.migrate(&SCHEMA).await.unwrap();
    store.commit(filled_box(1)).await.unwrap();

    let refusal = format!(
        "{} is in use by another process (process id {}); stop it, or open the file for reading only",
        path.display(),
        std::process::id()
    );
    assert_eq!(child::run(TEST, "write", &url), [refusal]);
    assert_eq!(child::run(TEST, "read", &url), ["box 1 has version Some(0)"]);

    store.close().await;
    assert_eq!(child::run(TEST, "write", &url), ["box 1 has version Some(0)"]);
}

#[tokio::test]
async fn the_same_file_by_another_path_is_the_same_file() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("a.db").display());
    let store = open(&url).await;
    std::os::unix::fs::symlink(folder.path().join("a.db"), folder.path().join("b.db")).unwrap();

    let error = Store::open(Options::new(format!("sqlite:{}", folder.path().join("b.db").display())))
        .await
        .unwrap_err();

    assert!(matches!(error, OpenError::InUse { .. }), "{error}");
    store.close().await;
}

#[tokio::test]
async fn a_store_for_reading_sees_what_is_written_beside_it() {
    each_address(&SCHEMA, async |url| {
        let writer = open(url).await;
        let reader = Store::open(reading(url)).await.unwrap();
        assert_eq!(version(&reader, 1).await, None);

        writer.commit(filled_box(1)).await.unwrap();

        assert_eq!(version(&reader, 1).await, Some(0));
        assert_eq!(reader.commit(filled_box(2)).await.unwrap_err(), CommitError::ReadOnly);
        let take = reader.take::<(i64,)>("update box set version = 1 returning id", vals![]).await;
        assert_eq!(take.unwrap_err().to_string(), "the store is open for reading only");
        reader.close().await;
        writer.commit(Batch::new().guard("unchanged", TOUCH_BOX, vals![1, 0])).await.unwrap();
        writer.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_whose_writer_was_closed_can_be_read() {
    each_address(&SCHEMA, async |url| {
        let store = open(url).await;
        store.commit(filled_box(1)).await.unwrap();
        store.close().await;

        let reader = Store::open(reading(url)).await.unwrap();
        assert_eq!(version(&reader, 1).await, Some(0));
        reader.close().await;
    })
    .await;
}
