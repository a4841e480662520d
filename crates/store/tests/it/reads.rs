//! Reading rows into types.

use store::testing::{each, each_migrated};
use store::{Batch, FromRow, Row, RowError, Select, Statement, StoreError, vals};

use crate::schema::*;

#[derive(Debug, PartialEq)]
struct Ball {
    id: i64,
    colour: String,
}

store::from_row!(Ball { id, colour });

#[tokio::test]
async fn a_row_is_read_into_a_struct_by_name() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let ball = store.one::<Ball>("select colour, id from ball where id = ?1", vals![1]).await;

        assert_eq!(ball, Ok(Some(Ball { id: 1, colour: "red".to_owned() })));
    })
    .await;
}

#[tokio::test]
async fn no_row_is_none() {
    each_migrated(&SCHEMA, async |store| {
        assert_eq!(store.one::<(String,)>(BOX_LABEL, vals![1]).await, Ok(None));
        assert_eq!(store.all::<(String,)>(BOX_LABEL, vals![1]).await, Ok(vec![]));
        assert_eq!(store.read_blocking::<(String,)>(BOX_LABEL, vals![1]).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_long_report_is_read_aside() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let rows = store.read_blocking::<(i64, String)>("select id, label from box", vals![]).await;

        assert_eq!(rows, Ok(vec![(1, "box 1".to_owned())]));
    })
    .await;
}

#[tokio::test]
async fn a_missing_column_and_a_wrong_type_are_named() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let missing = store.one::<Ball>("select id from ball", vals![]).await;
        let has = vec!["id".to_owned()];
        assert_eq!(missing, Err(StoreError::Row(RowError::NoColumn { column: "`colour`".to_owned(), has })));

        let wrong = store.one::<(i64, i64)>("select id, colour from ball", vals![]).await;
        assert_eq!(wrong.unwrap_err().to_string(), "column number 1: expected an integer, found text");

        let null = store.one::<(i64,)>("select cast(null as {bigint})", vals![]).await;
        assert_eq!(null.unwrap_err().to_string(), "column number 0: expected an integer, found null");
    })
    .await;
}

#[derive(Debug)]
struct Bomb;

impl FromRow for Bomb {
    fn from_row(_: &Row) -> Result<Self, RowError> {
        panic!("boom")
    }
}

#[tokio::test]
async fn a_panic_while_reading_a_row_is_an_error_and_the_store_goes_on() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        for _ in 0..20 {
            let error = store.all::<Bomb>("select id from box", vals![]).await.unwrap_err();
            assert_eq!(error, StoreError::Panicked("boom".to_owned()));
            let error = store.read_blocking::<Bomb>("select id from box", vals![]).await.unwrap_err();
            assert_eq!(error, StoreError::Panicked("boom".to_owned()));
        }
        let error = store.take::<Bomb>("update box set version = 9 returning id", vals![]).await.unwrap_err();
        assert_eq!(error, StoreError::Panicked("boom".to_owned()));

        assert_eq!(version(&store, 1).await, Some(9), "it was written; only its reading failed");
    })
    .await;
}

#[tokio::test]
async fn a_read_cannot_write() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let all = store.all::<(i64,)>("update box set version = 9 returning id", vals![]).await;
        let aside = store.read_blocking::<(i64,)>("update box set version = 9 returning id", vals![]).await;

        assert!(matches!(all, Err(StoreError::Engine(_))), "{all:?}");
        assert!(matches!(aside, Err(StoreError::Engine(_))), "{aside:?}");
        assert_eq!(version(&store, 1).await, Some(0));
    })
    .await;
}

#[tokio::test]
async fn what_was_committed_is_read_at_once() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();
        for turn in 0..200 {
            store.commit(Batch::new().guard("unchanged", TOUCH_BOX, vals![1, turn])).await.unwrap();
            assert_eq!(version(&store, 1).await, Some(turn + 1));
        }
    })
    .await;
}

#[tokio::test]
async fn many_read_at_once() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();
        let readers: Vec<_> = (0..200)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { version(&store, 1).await })
            })
            .collect();
        for reader in readers {
            assert_eq!(reader.await.unwrap(), Some(0));
        }
    })
    .await;
}

/// Pages through balls by row and id, and gives the ids in the order they came.
async fn walk(store: &store::Store, colours: &[&str], falling: bool) -> Vec<i64> {
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let select = Select::new("select row_number, id from ball")
            .filter("box = ?", vals![1])
            .filter_in("colour", colours.iter().map(|&colour| colour.into()).collect());
        let columns = ["row_number", "id"];
        let select =
            if falling { select.page_desc(&columns, after, 7) } else { select.page(&columns, after, 7) };
        let (sql, values) = select.build();
        let page = store.all::<(i64, i64)>(sql, values).await.unwrap();
        let Some(&(row, id)) = page.last() else { return seen };
        after = Some(vals![row, id]);
        seen.extend(page.iter().map(|(_, id)| *id));
    }
}

#[tokio::test]
async fn pages_by_key_show_every_row_once() {
    each_migrated(&SCHEMA, async |store| {
        let mut batch = Batch::new().write(ADD_BOX, vals![1, "box"]);
        let colours = ["red", "blue", "green"];
        batch.extend(
            (0..30).map(|id| Statement::write(ADD_BALL, vals![id, 1, colours[(id % 3) as usize], 100 - id])),
        );
        store.commit(batch).await.unwrap();

        let rising: Vec<i64> = (0..30).rev().collect();
        let falling: Vec<i64> = (0..30).collect();
        assert_eq!(walk(&store, &colours, false).await, rising);
        assert_eq!(walk(&store, &colours, true).await, falling);
        assert_eq!(walk(&store, &["red"], true).await, (0..30).step_by(3).collect::<Vec<i64>>());
        assert_eq!(walk(&store, &[], false).await, Vec::<i64>::new());
    })
    .await;
}

#[test]
fn the_same_filters_make_the_same_text_in_whatever_order() {
    let one = Select::new("select 1 from box").filter("id = ?", vals![1]).filter("label = ?", vals!["x"]);
    let other = Select::new("select 1 from box").filter("label = ?", vals!["x"]).filter("id = ?", vals![1]);
    let expected = "select 1 from box where id = ?1 and label = ?2".to_owned();
    assert_eq!(one.build(), (expected.clone(), vals![1, "x"]));
    assert_eq!(other.build(), (expected, vals![1, "x"]));
}

#[test]
fn lists_of_similar_length_share_a_text() {
    let text = |count: i64| {
        let values = (0..count).map(Into::into).collect();
        Select::new("select 1 from box").filter_in("id", values).build().0
    };
    assert_eq!(text(3), text(4));
    assert_eq!(text(5), text(8));
    assert_ne!(text(4), text(5));
}

#[tokio::test]
async fn a_request_for_a_reader_does_not_wait_for_ever() {
    each(async |store| {
        // More long reports than there are connections for them: all come to an end.
        let reports: Vec<_> = (0..6)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let sql = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000) \
                               select count(*) from n";
                    store.read_blocking::<(i64,)>(sql, vals![]).await
                })
            })
            .collect();
        for report in reports {
            assert_eq!(report.await.unwrap(), Ok(vec![(20_000,)]));
        }
    })
    .await;
}
