//! Every kind of value goes in and comes out the same on both engines.

use serde_json::json;
use store::testing::each_migrated;
use store::{Batch, Cell, CellError, CommitError, FromCell, Json, Migration, StoreError, Value, vals};
use uuid::Uuid;

const SCHEMA: [Migration; 1] = [Migration::new(
    1,
    "all types",
    "create table specimen (
        id {uuid} primary key,
        doc {json},
        number {bigint},
        yes {boolean},
        words {text},
        raw {bytes},
        ratio {double}
    ) {strict};",
)];

const ADD: &str =
    "insert into specimen (id, doc, number, yes, words, raw, ratio) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const ALL: &str = "select id, doc, number, yes, words, raw, ratio from specimen where id = ?1";

const ID: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);

type All = (
    Uuid,
    Option<serde_json::Value>,
    Option<i64>,
    Option<bool>,
    Option<String>,
    Option<Vec<u8>>,
    Option<f64>,
);

#[tokio::test]
async fn every_type_comes_back_as_it_went() {
    each_migrated(&SCHEMA, async |store| {
        let doc = json!({"name": "Đặng Thị Ắ", "list": [1, 2.5, null, true], "empty": {}});
        let values =
            vals![ID, doc.clone(), i64::MIN, true, "Ưu tiên 'một cửa' \"?1\"", vec![0_u8, 255, 7], 0.1_f64];
        store.commit(Batch::new().write(ADD, values)).await.unwrap();

        let found = store.one::<All>(ALL, vals![ID]).await.unwrap().unwrap();

        let words = "Ưu tiên 'một cửa' \"?1\"".to_owned();
        assert_eq!(
            found,
            (ID, Some(doc), Some(i64::MIN), Some(true), Some(words), Some(vec![0, 255, 7]), Some(0.1))
        );
    })
    .await;
}

#[tokio::test]
async fn null_comes_back_as_none() {
    each_migrated(&SCHEMA, async |store| {
        let none: Option<i64> = None;
        let values = vals![ID, none, none, none, none, none, none];
        store.commit(Batch::new().write(ADD, values)).await.unwrap();

        let found = store.one::<All>(ALL, vals![ID]).await.unwrap().unwrap();

        assert_eq!(found, (ID, None, None, None, None, None, None));
    })
    .await;
}

#[tokio::test]
async fn returned_rows_hold_the_same_values_as_read_ones() {
    each_migrated(&SCHEMA, async |store| {
        let values = vals![ID, json!([1]), 5, false, "x", vec![1_u8], 2.0_f64];
        let sql = format!("{ADD} returning id, doc, number, yes, words, raw, ratio");

        let taken = store.take::<All>(sql, values).await.unwrap();

        let expected =
            (ID, Some(json!([1])), Some(5), Some(false), Some("x".to_owned()), Some(vec![1]), Some(2.0));
        assert_eq!(taken, vec![expected]);
    })
    .await;
}

#[tokio::test]
async fn numbers_of_aggregates_are_read_as_numbers() {
    each_migrated(&SCHEMA, async |store| {
        for n in 1..=4_i64 {
            let id = Uuid::from_u128(n as u128);
            store
                .commit(
                    Batch::new().write(
                        ADD,
                        vals![id, json!({"n": n}), n * 1_000_000_007, n > 1, "x", vec![0_u8], 0.5],
                    ),
                )
                .await
                .unwrap();
        }
        let sql = "select count(*), sum(number), avg(number), max(number), sum(ratio), \
                   sum(case when yes then 1 else 0 end) from specimen";
        let found = store.one::<(i64, i64, f64, i64, f64, i64)>(sql, vals![]).await.unwrap().unwrap();
        assert_eq!(found, (4, 10_000_000_070, 2_500_000_017.5, 4_000_000_028, 2.0, 3));

        let negative =
            store.one::<(i64, f64)>("select sum(-number), avg(-number) from specimen", vals![]).await;
        assert_eq!(negative, Ok(Some((-10_000_000_070, -2_500_000_017.5))));

        let above =
            "select count(*) from (select words from specimen group by words having sum(number) > ?1) as g";
        assert_eq!(store.one::<(i64,)>(above, vals![10_000_000_069_i64]).await, Ok(Some((1,))));
        assert_eq!(store.one::<(i64,)>(above, vals![10_000_000_070_i64]).await, Ok(Some((0,))));
        assert_eq!(store.one::<(i64,)>(above, vals![0]).await, Ok(Some((1,))));
        assert_eq!(store.one::<(i64,)>(above, vals![-1]).await, Ok(Some((1,))));
    })
    .await;
}

#[tokio::test]
async fn a_field_of_a_document_is_found_by_its_text() {
    each_migrated(&SCHEMA, async |store| {
        let values = vals![ID, json!({"city": "Quảng Ngãi"}), 1, true, "x", vec![0_u8], 0.5];
        store.commit(Batch::new().write(ADD, values)).await.unwrap();

        let sql = "select id, doc->>'city' from specimen where doc->>'city' = ?1";
        let found = store.one::<(Uuid, String)>(sql, vals!["Quảng Ngãi"]).await;

        assert_eq!(found, Ok(Some((ID, "Quảng Ngãi".to_owned()))));
    })
    .await;
}

#[tokio::test]
async fn ready_made_json_text_fits_a_json_column() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct City {
        city: String,
    }
    each_migrated(&SCHEMA, async |store| {
        let values = vals![ID, r#"{"city":"Huế"}"#, 1, true, "x", vec![0_u8], 0.5];
        store.commit(Batch::new().write(ADD, values)).await.unwrap();

        let found = store.one::<(Json<City>,)>("select doc from specimen", vals![]).await;
        assert_eq!(found, Ok(Some((Json(City { city: "Huế".to_owned() }),))));

        let misfit = store.one::<(Json<Vec<City>>,)>("select doc from specimen", vals![]).await.unwrap_err();
        assert!(misfit.to_string().contains("expected json that fits"), "{misfit}");
        assert!(!misfit.to_string().contains("Huế"), "{misfit}");
    })
    .await;
}

#[tokio::test]
async fn an_integer_fits_whatever_number_the_statement_wants() {
    each_migrated(&SCHEMA, async |store| {
        let values = vals![ID, json!(null), 5, true, "x", vec![0_u8], 0.5];
        store.commit(Batch::new().write(ADD, values)).await.unwrap();

        let sql = "select number + ?1, length(words) + ?2, ratio * ?3 from specimen limit ?4 offset ?5";
        let found = store.one::<(i64, i64, f64)>(sql, vals![1, 2, 4, 10, 0]).await;

        assert_eq!(found, Ok(Some((6, 3, 2.0))));
    })
    .await;
}

#[tokio::test]
async fn a_cast_word_says_what_the_statement_leaves_open() {
    each_migrated(&SCHEMA, async |store| {
        let sql = "select cast(?1 as {uuid}), cast(?2 as {bigint}), cast(?3 as {text}), cast(?4 as {bytes}), cast(?5 as {double})";
        let found =
            store.one::<(Uuid, i64, String, Vec<u8>, f64)>(sql, vals![ID, 7, "x", vec![1_u8], 0.5]).await;

        assert_eq!(found, Ok(Some((ID, 7, "x".to_owned(), vec![1], 0.5))));
    })
    .await;
}

#[tokio::test]
async fn an_optional_filter_may_be_null() {
    each_migrated(&SCHEMA, async |store| {
        let values = vals![ID, json!(null), 5, true, "x", vec![0_u8], 0.5];
        store.commit(Batch::new().write(ADD, values)).await.unwrap();

        let sql = "select count(*) from specimen where (cast(?1 as {bigint}) is null or number = ?1)";
        assert_eq!(store.one::<(i64,)>(sql, vals![None::<i64>]).await, Ok(Some((1,))));
        assert_eq!(store.one::<(i64,)>(sql, vals![5]).await, Ok(Some((1,))));
        assert_eq!(store.one::<(i64,)>(sql, vals![6]).await, Ok(Some((0,))));
    })
    .await;
}

#[tokio::test]
async fn values_that_one_engine_would_change_are_refused_by_both() {
    each_migrated(&SCHEMA, async |store| {
        let cases = [
            (5, Value::from("a\0b")),
            (7, Value::from(f64::NAN)),
            (7, Value::from(f64::INFINITY)),
            (2, Value::from(json!({"a": ["b\0"]}))),
        ];
        for (placeholder, bad) in cases {
            let mut values = vals![ID, json!(1), 1, true, "x", vec![0_u8], 0.5];
            values[placeholder - 1] = bad;
            let batch = Batch::new().write("delete from specimen", vals![]).write(ADD, values.clone());
            let error = store.commit(batch).await.unwrap_err();
            assert!(
                matches!(&error, CommitError::Unfit { index: 1, placeholder: at, .. } if *at == placeholder),
                "{error:?}"
            );
        }
        let error =
            store.one::<(i64,)>("select 1 from specimen where words = ?1", vals!["\0"]).await.unwrap_err();
        assert!(matches!(error, StoreError::Unfit { placeholder: 1, .. }), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_count_of_values_is_told() {
    each_migrated(&SCHEMA, async |store| {
        let few =
            store.one::<(i64,)>("select 1 from specimen where number = ?1 and words = ?2", vals![1]).await;
        assert_eq!(
            few.unwrap_err().to_string(),
            "placeholder ?2: the statement has 2 placeholders, 1 values were given"
        );
        let many = store.commit(Batch::new().write("delete from specimen", vals![1])).await;
        assert!(matches!(many, Err(CommitError::Unfit { index: 0, placeholder: 1, .. })), "{many:?}");
    })
    .await;
}

#[tokio::test]
async fn a_value_of_another_kind_is_never_written() {
    each_migrated(&SCHEMA, async |store| {
        for (placeholder, wrong) in
            [(1, Value::from("x")), (3, Value::from("x")), (6, Value::from("x")), (7, Value::from("x"))]
        {
            let mut values = vals![ID, json!(1), 1, true, "x", vec![0_u8], 0.5];
            values[placeholder - 1] = wrong;
            let error = store.commit(Batch::new().write(ADD, values)).await.unwrap_err();
            // SQLite's strict tables refuse it when it is written, PostgreSQL when it is bound.
            assert!(
                matches!(error, CommitError::Unfit { .. } | CommitError::Engine(_)),
                "{placeholder}: {error:?}"
            );
        }
        assert_eq!(store.one::<(i64,)>("select count(*) from specimen", vals![]).await, Ok(Some((0,))));
    })
    .await;
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct SpecimenId(Uuid);
store::column!(SpecimenId(Uuid));

#[derive(Debug, Clone, Copy, PartialEq)]
enum Answer {
    Yes,
    No,
}

impl From<Answer> for Value {
    fn from(answer: Answer) -> Self {
        Value::from(if answer == Answer::Yes { "yes" } else { "no" })
    }
}

impl FromCell for Answer {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell.text()? {
            "yes" => Ok(Answer::Yes),
            "no" => Ok(Answer::No),
            _ => Err(CellError::new("yes or no", "another word")),
        }
    }
}

#[tokio::test]
async fn the_callers_own_types_are_bound_and_read() {
    each_migrated(&SCHEMA, async |store| {
        let id = SpecimenId(ID);
        let values = vals![&id, json!(1), 1, true, Some(Answer::No), [1_u8, 2], 0.5];
        store.commit(Batch::new().write(ADD, values)).await.unwrap();

        let sql = "select id, words, raw from specimen where id = ?1";
        let found = store.one::<(SpecimenId, Option<Answer>, Vec<u8>)>(sql, vals![id]).await;
        assert_eq!(found, Ok(Some((id, Some(Answer::No), vec![1, 2]))));

        store.commit(Batch::new().write("update specimen set words = ?1", vals!["perhaps"])).await.unwrap();
        let odd = store.one::<(Answer,)>("select words from specimen", vals![]).await.unwrap_err();
        assert_eq!(odd.to_string(), "column number 0: expected yes or no, found another word");
    })
    .await;
}
