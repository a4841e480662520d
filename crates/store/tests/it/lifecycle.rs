//! Opening and closing.

use store::testing::{Folder, each_address, hold_writer, open};
use store::{CommitError, Engine, OpenError, Options, Store, StoreError, vals};

use crate::schema::*;

async fn refusal(url: &str) -> OpenError {
    Store::open(Options::new(url)).await.expect_err("it does not open")
}

#[tokio::test]
async fn an_address_of_neither_engine_is_refused_with_the_ones_there_are() {
    let text = refusal("mysql://me:secret@here/db").await.to_string();
    assert_eq!(
        text,
        "`mysql://me:…@here/db` is no address of a database; \
         write sqlite:<path> or postgres://<user>@<host>/<database>"
    );
    for url in ["", "sqlite:", "sqlite::memory:", "var/things.db"] {
        assert!(matches!(refusal(url).await, OpenError::Url(_)), "{url}");
    }
    let malformed = refusal("postgres://me:secret@host:port/db").await;
    assert!(matches!(&malformed, OpenError::Url(shown) if !shown.contains("secret")), "{malformed}");
    assert!(!format!("{:?}", Options::new("postgres://me:secret@host/db")).contains("secret"));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = Folder::new();
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear Sir or Madam, this is no database. ".repeat(100)).unwrap();

    let error = refusal(&format!("sqlite:{}", path.display())).await;

    assert!(matches!(&error, OpenError::File { reason, .. } if reason.contains("not a database")), "{error}");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("Dear"), "it is left as it was");
}

#[tokio::test]
async fn a_file_is_not_made_by_reading_it() {
    let folder = Folder::new();
    let path = folder.path().join("absent.db");
    let options = Options { read_only: true, ..Options::new(format!("sqlite:{}", path.display())) };

    let error = Store::open(options).await.unwrap_err();

    assert!(matches!(error, OpenError::File { .. }), "{error}");
    assert!(!path.exists());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_told() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let error = refusal(&format!("sqlite:{}", folder.path().join("file/test.db").display())).await;
    assert!(matches!(error, OpenError::File { .. }), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told() {
    let error = refusal("postgres://me@127.0.0.1:1/db").await;
    let OpenError::Unavailable(text) = &error else { panic!("{error:?}") };
    assert!(text.contains("refused"), "{text}");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_told() {
    each_address(&[], async |url| {
        if url.starts_with("postgres:") {
            let error = refusal(&format!("{url}_absent")).await;
            let OpenError::Unavailable(text) = &error else { panic!("{error:?}") };
            assert!(text.contains("does not exist"), "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_engine_is_known() {
    each_address(&[], async |url| {
        let store = open(url).await;
        let (engine, shown) = match url.starts_with("sqlite:") {
            true => (Engine::Sqlite, "Store(SQLite)"),
            false => (Engine::Postgres, "Store(PostgreSQL)"),
        };
        assert_eq!((store.engine(), format!("{store:?}").as_str()), (engine, shown));
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_closed_store_refuses_everything() {
    each_address(&SCHEMA, async |url| {
        let store = open(url).await;
        let clone = store.clone();
        store.close().await;

        assert_eq!(clone.commit(filled_box(1)).await.unwrap_err(), CommitError::Closed);
        assert_eq!(clone.one::<(String,)>(BOX_LABEL, vals![1]).await, Err(StoreError::Closed));
        assert_eq!(clone.all::<(String,)>(BOX_LABEL, vals![1]).await, Err(StoreError::Closed));
        assert_eq!(clone.read_blocking::<(String,)>(BOX_LABEL, vals![1]).await, Err(StoreError::Closed));
        clone.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_waits_when_the_store_closes_is_written() {
    each_address(&SCHEMA, async |url| {
        let store = open(url).await;
        let held = hold_writer(&store).await;
        let mut requests: Vec<_> = (0..20).map(|id| Box::pin(store.commit(filled_box(id)))).collect();
        for request in &mut requests {
            // One poll each: the batch is on its way.
            assert!(futures_poll(request).is_none());
        }
        let closing = tokio::spawn({
            let store = store.clone();
            async move { store.close().await }
        });
        tokio::task::yield_now().await;
        drop(held);
        closing.await.unwrap();
        for request in requests {
            request.await.unwrap();
        }

        let store = open(url).await;
        assert_eq!(count(&store, "box").await, 20);
        store.close().await;
    })
    .await;
}

fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::Pin::new(future).poll(&mut context) {
        std::task::Poll::Ready(output) => Some(output),
        std::task::Poll::Pending => None,
    }
}

#[tokio::test]
async fn a_store_that_is_dropped_lets_go_of_its_file() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let store = open(&url).await;
    store.migrate(&SCHEMA).await.unwrap();
    store.commit(filled_box(1)).await.unwrap();
    drop(store);

    let store = loop {
        match Store::open(Options::new(&url)).await {
            Ok(store) => break store,
            // The writer thread ends on its own time.
            Err(OpenError::InUse { .. }) => tokio::task::yield_now().await,
            Err(error) => panic!("{error}"),
        }
    };
    assert_eq!(version(&store, 1).await, Some(0));
    store.close().await;
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files.len(), 2, "the database and its lock, and no log: {files:?}");
}
