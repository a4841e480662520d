//! SQL constants and the dialect.

use store::testing::{each, each_migrated};
use store::{Engine, dialect, registered};

use crate::schema::SCHEMA;

#[tokio::test]
async fn every_statement_prepares_on_both() {
    each_migrated(&SCHEMA, async |store| {
        let count = store.prepare_all().await.unwrap_or_else(|errors| panic!("{errors:#?}"));
        assert_eq!(count, registered().count());
        assert!(count >= 12, "the statements of schema.rs are registered, found {count}");
    })
    .await;
}

#[tokio::test]
async fn a_statement_the_schema_does_not_carry_is_found_by_its_name() {
    each(async |store| {
        // Without the schema nothing of it prepares.
        let errors = store.prepare_all().await.unwrap_err();
        let error = errors.iter().find(|error| error.name.ends_with("schema::BOX_LABEL")).unwrap();
        assert_eq!(error.engine, store.engine());
        assert!(error.reason.contains("box"), "{error}");
        assert!(
            !errors.iter().any(|error| error.name.ends_with("BY_ENGINE")),
            "a fork is prepared on its own engine"
        );
    })
    .await;
}

fn check(sql: &str, sqlite: &str, postgres: &str) {
    assert_eq!(dialect::speak(Engine::Sqlite, sql).unwrap(), sqlite);
    assert_eq!(dialect::speak(Engine::Postgres, sql).unwrap(), postgres);
}

#[test]
fn placeholders_and_words_are_spoken_for_each_engine() {
    check("select 1", "select 1", "select 1");
    check("select ?1, ?12", "select ?1, ?12", "select $1, $12");
    check("cast(?1 as {uuid})", "cast(?1 as blob)", "cast($1 as uuid)");
    check("limit ?2 {skip_locked}", "limit ?2 ", "limit $2 for update skip locked");
    check("(id {bigint}) {keyed};", "(id integer) strict, without rowid;", "(id bigint) ;");
    check(
        "{json}{boolean}{text}{bytes}{double}",
        "textintegertextblobreal",
        "jsonbbooleantextbyteadouble precision",
    );
}

#[test]
fn strings_names_and_comments_are_left_alone() {
    check("select '?1 {x} ''?2' || ?1", "select '?1 {x} ''?2' || ?1", "select '?1 {x} ''?2' || $1");
    check("select \"?1\" -- ?1 {x}\n, ?1", "select \"?1\" -- ?1 {x}\n, ?1", "select \"?1\" -- ?1 {x}\n, $1");
    check("/* ?1 {x} */ ?1", "/* ?1 {x} */ ?1", "/* ?1 {x} */ $1");
    check("a - ?1 / ?2", "a - ?1 / ?2", "a - $1 / $2");
    check("$$ ?1 $$ ?1", "$$ ?1 $$ ?1", "$$ ?1 $$ $1");
    check("'chưa ?1 đóng", "'chưa ?1 đóng", "'chưa ?1 đóng");
    check("doc->>'a' = ?1", "doc->>'a' = ?1", "doc->>'a' = $1");
}

#[test]
fn an_unknown_word_is_refused_with_the_words_there_are() {
    let error = dialect::speak(Engine::Sqlite, "id {guid}").unwrap_err().to_string();
    assert!(error.starts_with("`{guid}` is no word of the dialect; the words are: uuid, json"), "{error}");
    assert!(dialect::speak(Engine::Postgres, "id {uuid").is_err());
}

proptest::proptest! {
    #[test]
    fn any_text_is_spoken_or_refused(sql in "[ -~đ'\"{}?$/*-]{0,40}") {
        let sqlite = dialect::speak(Engine::Sqlite, &sql);
        let postgres = dialect::speak(Engine::Postgres, &sql);
        proptest::prop_assert_eq!(sqlite.is_ok(), postgres.is_ok());
    }
}
