//! A copy made while others write.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use store::testing::{Folder, each_migrated, open};
use store::{BackupError, Engine, Options, Store, vals};

use crate::schema::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_others_write_is_whole() {
    each_migrated(&SCHEMA, async |store| {
        let folder = Folder::new();
        let target = folder.path().join("copy.db");
        if store.engine() == Engine::Postgres {
            let error = store.backup_to(&target).await.unwrap_err();
            assert_eq!(error, BackupError::Unsupported);
            assert!(error.to_string().contains("pg_dump"));
            return;
        }
        let stop = Arc::new(AtomicBool::new(false));
        let writing = {
            let (store, stop) = (store.clone(), stop.clone());
            tokio::spawn(async move {
                let mut id = 0;
                while !stop.load(Ordering::Relaxed) {
                    store.commit(filled_box(id)).await.unwrap();
                    id += 1;
                }
                id
            })
        };
        while count(&store, "box").await < 50 {
            tokio::task::yield_now().await;
        }
        let bytes = store.backup_to(&target).await.unwrap();
        stop.store(true, Ordering::Relaxed);
        let written = writing.await.unwrap();

        assert_eq!(bytes, std::fs::metadata(&target).unwrap().len());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "one file, complete in itself");
        let copy =
            Store::open(Options { read_only: true, ..Options::new(format!("sqlite:{}", target.display())) })
                .await
                .unwrap();
        let boxes = count(&copy, "box").await;
        assert!((50..=written).contains(&boxes), "{boxes} of {written}");
        assert_eq!(count(&copy, "ball").await, boxes, "the copy is of one moment");
        assert_eq!(
            copy.one::<(String,)>("select * from pragma_integrity_check", vals![]).await,
            Ok(Some(("ok".to_owned(),)))
        );
        copy.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_copy_can_be_served_and_never_overwrites() {
    let folder = Folder::new();
    let store = open(&format!("sqlite:{}", folder.path().join("test.db").display())).await;
    store.migrate(&SCHEMA).await.unwrap();
    store.commit(filled_box(1)).await.unwrap();
    let target = folder.path().join("copy.db");
    store.backup_to(&target).await.unwrap();

    let again = store.backup_to(&target).await.unwrap_err();
    assert_eq!(again, BackupError::Exists(target.display().to_string()));
    let nowhere = store.backup_to(folder.path().join("no/such/folder/copy.db")).await.unwrap_err();
    assert!(matches!(nowhere, BackupError::Failed(_)), "{nowhere:?}");

    let copy = open(&format!("sqlite:{}", target.display())).await;
    assert_eq!(copy.migrate(&SCHEMA).await.unwrap().carried_out, 0);
    copy.commit(filled_box(2)).await.unwrap();
    assert_eq!((count(&copy, "box").await, count(&store, "box").await), (2, 1));
    copy.close().await;
    store.close().await;
}
