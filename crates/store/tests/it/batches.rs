//! A batch is written whole or not at all, and says why not.

use store::testing::{each, each_migrated};
use store::{Batch, CommitError, Statement, Store, vals};

use crate::schema::*;

/// Commits a batch that must fail, and checks that nothing of it is there.
async fn refused(store: &Store, batch: Batch) -> CommitError {
    let before = (count(store, "box").await, count(store, "ball").await);
    let error = store.commit(batch).await.expect_err("the batch is refused");
    assert_eq!(
        (count(store, "box").await, count(store, "ball").await),
        before,
        "nothing of the batch is written"
    );
    error
}

#[tokio::test]
async fn a_batch_is_written_whole() {
    each_migrated(&SCHEMA, async |store| {
        let committed = store.commit(filled_box(1)).await.unwrap();

        assert_eq!((committed.changed(0), committed.changed(1), committed.changed(2)), (1, 1, 0));
        assert_eq!(store.one::<(i64,)>(COUNT_BALLS, vals![1]).await, Ok(Some((1,))));
    })
    .await;
}

#[tokio::test]
async fn an_empty_batch_writes_nothing() {
    each_migrated(&SCHEMA, async |store| {
        assert!(store.commit(Batch::new()).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_guard_that_holds_lets_the_batch_through() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let batch =
            Batch::new().guard("unchanged", TOUCH_BOX, vals![1, 0]).write(ADD_BALL, vals![2, 1, "blue", 2]);
        let committed = store.commit(batch).await.unwrap();

        assert_eq!(committed.changed(0), 1);
        assert_eq!(version(&store, 1).await, Some(1));
        assert_eq!(store.one::<(i64,)>(COUNT_BALLS, vals![1]).await, Ok(Some((2,))));
    })
    .await;
}

#[tokio::test]
async fn a_guard_that_changes_no_row_stops_its_batch() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let batch = filled_box(2).guard("unchanged", TOUCH_BOX, vals![1, 7]);
        let error = refused(&store, batch).await;

        assert_eq!(error, CommitError::Guard { label: "unchanged".into(), index: 2 });
        assert!(error.is_guard("unchanged") && !error.is_guard("other"));
    })
    .await;
}

#[tokio::test]
async fn a_guard_that_changes_two_rows_stops_its_batch() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();
        store.commit(filled_box(2)).await.unwrap();

        let error = refused(&store, Batch::new().guard("only one", TOUCH_ALL, vals![1])).await;

        assert_eq!(error, CommitError::Guard { label: "only one".into(), index: 0 });
        assert_eq!((version(&store, 1).await, version(&store, 2).await), (Some(0), Some(0)));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_read_the_same_version_one_writes() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let rivals: Vec<_> = (0..20)
            .map(|rival| {
                let store = store.clone();
                let batch = Batch::new()
                    .guard("unchanged", TOUCH_BOX, vals![1, 0])
                    .write(ADD_BALL, vals![100 + rival, 1, "green", 100 + rival]);
                tokio::spawn(async move { store.commit(batch).await })
            })
            .collect();
        let mut won = 0;
        for rival in rivals {
            match rival.await.unwrap() {
                Ok(_) => won += 1,
                Err(error) => assert!(error.is_guard("unchanged"), "{error}"),
            }
        }

        assert_eq!(won, 1);
        assert_eq!(store.one::<(i64,)>(COUNT_BALLS, vals![1]).await, Ok(Some((2,))));
    })
    .await;
}

#[tokio::test]
async fn a_counter_guarded_in_its_batch_has_no_gaps_and_no_doubles() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let takers: Vec<_> = (0..8)
            .map(|taker| {
                let store = store.clone();
                tokio::spawn(async move {
                    for turn in 0..5 {
                        take_number(&store, 1000 + taker * 100 + turn).await;
                    }
                })
            })
            .collect();
        for taker in takers {
            taker.await.unwrap();
        }

        let taken = store
            .all::<(i64,)>("select row_number from ball where id >= 1000 order by row_number", vals![])
            .await
            .unwrap();
        // Number 1 belongs to the ball the box came with.
        assert_eq!(taken, (2..=41).map(|number| (number,)).collect::<Vec<_>>());
    })
    .await;
}

/// Reads the counter, takes the next number, and begins again if someone was faster.
async fn take_number(store: &Store, ball: i64) {
    loop {
        let last = version(store, 1).await.unwrap();
        let batch = Batch::new()
            .guard("the counter stands", TOUCH_BOX, vals![1, last])
            .write(ADD_BALL, vals![ball, 1, "white", last + 2]);
        match store.commit(batch).await {
            Ok(_) => return,
            Err(error) => assert!(error.is_guard("the counter stands"), "{error}"),
        }
    }
}

#[tokio::test]
async fn a_second_row_with_the_same_key_is_a_conflict_that_names_the_key() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let cases = [
            (filled_box(3).write(ADD_BOX, vals![1, "another"]), "box", vec!["id"], 2),
            (Batch::new().write(ADD_BOX, vals![4, "box 1"]), "box", vec!["label"], 0),
            (Batch::new().write(ADD_BALL, vals![9, 1, "red", 1]), "ball", vec!["box", "row_number"], 0),
        ];
        for (batch, table, columns, index) in cases {
            let error = refused(&store, batch).await;
            let expected = CommitError::Conflict {
                table: table.to_owned(),
                columns: columns.iter().map(|&column| column.to_owned()).collect(),
                index,
            };
            assert_eq!(error, expected);
            assert!(error.conflicts_on(table, &columns));
        }
    })
    .await;
}

#[tokio::test]
async fn a_conflict_over_an_expression_names_the_index() {
    each_migrated(&SCHEMA, async |store| {
        let index =
            store::Migration::new(2, "index", "create unique index box_folded on box (lower(label));");
        store.migrate(&[SCHEMA[0], index]).await.unwrap();
        store.commit(Batch::new().write(ADD_BOX, vals![1, "Same"])).await.unwrap();

        let error = refused(&store, Batch::new().write(ADD_BOX, vals![2, "SAME"])).await;

        assert!(error.conflicts_on("box", &["box_folded"]), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn a_reference_to_nothing_is_refused() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(filled_box(1)).await.unwrap();

        let orphan = refused(&store, filled_box(2).write(ADD_BALL, vals![9, 77, "red", 1])).await;
        let parent = refused(&store, Batch::new().write(REMOVE_BOX, vals![1])).await;

        assert_eq!(orphan, CommitError::Foreign { index: 2 });
        assert_eq!(parent, CommitError::Foreign { index: 0 });
    })
    .await;
}

#[tokio::test]
async fn a_statement_the_schema_does_not_carry_is_refused_by_its_index() {
    each_migrated(&SCHEMA, async |store| {
        let error = refused(&store, filled_box(1).write("update box set weight = 1", vals![])).await;

        assert!(matches!(&error, CommitError::Engine(text) if text.starts_with("statement 2: ") && text.contains("weight")));
    })
    .await;
}

#[tokio::test]
async fn a_write_that_returns_rows_must_be_added_as_returning() {
    each_migrated(&SCHEMA, async |store| {
        let error =
            refused(&store, filled_box(1).write("update box set version = 1 returning id", vals![])).await;

        assert!(matches!(&error, CommitError::Engine(text) if text.contains("`returning`")), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn no_message_carries_a_value() {
    each_migrated(&SCHEMA, async |store| {
        store.commit(Batch::new().write(ADD_BOX, vals![1, "Secret Name"])).await.unwrap();

        let batches = [
            Batch::new().write(ADD_BOX, vals![2, "Secret Name"]),
            Batch::new()
                .write("insert into box (id, label, version) values (?1, ?2, null)", vals![3, "Secret Name"]),
            Batch::new().write("update box set label = ?1 where id = ?2", vals!["x", "Secret Name"]),
            Batch::new().write(
                "update box set version = cast(cast(?1 as {text}) as {bigint}) where label = 'absent' or id = 1",
                vals!["Secret Name"],
            ),
        ];
        for batch in batches {
            if let Err(error) = store.commit(batch).await {
                assert!(!format!("{error} {error:?}").contains("Secret"), "{error:?}");
            }
        }
        let read = store.one::<(i64,)>("select label from box", vals![]).await.unwrap_err();
        assert!(!format!("{read} {read:?}").contains("Secret"), "{read:?}");
    })
    .await;
}

#[tokio::test]
async fn rows_are_read_from_the_statement_that_returned_them() {
    each_migrated(&SCHEMA, async |store| {
        let mut batch = filled_box(1);
        let at = batch.add(Statement::returning("update box set version = ?1 returning id, label", vals![5]));
        batch.extend([Statement::write(ADD_BALL, vals![2, 1, "blue", 2])]);
        assert_eq!((at, batch.len(), batch.is_empty()), (2, 4, false));

        let committed = store.commit(batch).await.unwrap();

        assert_eq!(committed.changed(at), 1);
        assert_eq!(committed.rows::<(i64, String)>(at).unwrap(), vec![(1, "box 1".to_owned())]);
        assert_eq!(committed.rows::<(i64,)>(0).unwrap(), vec![]);
        assert_eq!(committed.rows::<(i64,)>(99).unwrap(), vec![]);
    })
    .await;
}

#[tokio::test]
async fn each_task_is_taken_once_however_many_take() {
    each_migrated(&SCHEMA, async |store| {
        let tasks = (0..100).map(|id| Statement::write(ADD_TASK, vals![id, id]));
        let mut batch = Batch::new();
        batch.extend(tasks);
        store.commit(batch).await.unwrap();

        let takers: Vec<_> = (0..8)
            .map(|taker| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    loop {
                        let taken = store.take::<(i64,)>(TAKE_TASKS, vals![1000, 7, taker]).await.unwrap();
                        if taken.is_empty() {
                            return mine;
                        }
                        assert!(taken.len() <= 7, "no more than asked for");
                        mine.extend(taken);
                    }
                })
            })
            .collect();
        let mut taken = Vec::new();
        for taker in takers {
            taken.extend(taker.await.unwrap());
        }
        // On PostgreSQL a taker may see only tasks that others hold, and stop early: what is left is taken now.
        taken.extend(store.take::<(i64,)>(TAKE_TASKS, vals![1000, 100, 99]).await.unwrap());

        taken.sort_unstable();
        assert_eq!(taken, (0..100).map(|id| (id,)).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn a_thousand_statements_are_one_batch() {
    each(async |store| {
        store.migrate(&SCHEMA).await.unwrap();
        let mut batch = Batch::new();
        batch.extend((0..1000).map(|id| Statement::write(ADD_TASK, vals![id, id])));
        batch.extend([Statement::guard("first", "update task set taken_by = 1 where id = ?1", vals![0])]);

        store.commit(batch).await.unwrap();

        assert_eq!(count(&store, "task").await, 1000);
    })
    .await;
}
