//! The same request sent again: one act, one answer.

use std::sync::Arc;

use axum::http::Method;
use serde_json::json;
use store::{Batch, vals};

use super::{CITIZEN, OTHER, Program, fields, ids};
use crate::acts::*;
use crate::world::each;

#[tokio::test]
async fn the_same_key_and_request_give_the_first_answer_and_another_request_is_refused() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let body = json!({ "procedure": MARITAL, "answers": golden(&world, MARITAL) });
        let first = program.post_as("/api/v1/dossiers", ("a-1", body.clone())).await;
        assert_eq!(first.header("idempotency-replayed"), "");
        let first = first.is(201);
        let again = program.post_as("/api/v1/dossiers", ("a-1", body.clone())).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.is(201), first);
        assert_eq!(ids(&program.get("/api/v1/dossiers").await.is(200)).len(), 1);
        let other_body = json!({ "procedure": MARITAL, "answers": {} });
        let reused = program.post_as("/api/v1/dossiers", ("a-1", other_body.clone())).await.is(422);
        assert_eq!(fields(&reused), [("idempotency-key".to_owned(), "idempotency.reused".to_owned())]);
        // A refusal is kept as well, and another address is another request.
        program.post_as("/api/v1/dossiers", ("a-2", other_body.clone())).await.is(422);
        let kept = program.post_as("/api/v1/dossiers", ("a-2", other_body)).await;
        assert_eq!(
            (kept.header("idempotency-replayed"), kept.header("content-type")),
            ("true", "application/problem+json")
        );
        program.post_as("/api/v1/drafts", ("a-1", json!({ "procedure": MARITAL }))).await.is(422);
        // The key belongs to its token.
        let other = Program::whole(&world, OTHER).await;
        other.post_as("/api/v1/drafts", ("a-1", json!({ "procedure": MARITAL }))).await.is(201);
        world.clock("2026-11-26T08:00:01");
        program.post_as("/api/v1/drafts", ("a-1", json!({ "procedure": MARITAL }))).await.is(201);
        world.proves().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_acts_and_the_others_wait_or_hear_its_answer() {
    each(async |world| {
        let program = Arc::new(Program::whole(&world, CITIZEN).await);
        let body = json!({ "procedure": MARITAL, "answers": golden(&world, MARITAL) });
        let mut running = Vec::new();
        for _ in 0..12 {
            let (program, body) = (program.clone(), body.clone());
            running
                .push(tokio::spawn(async move { program.post_as("/api/v1/dossiers", ("once", body)).await }));
        }
        let mut made = Vec::new();
        for each in running {
            let answer = each.await.unwrap();
            match answer.0.status.as_u16() {
                201 => made.push(answer.json()["id"].clone()),
                409 => assert_eq!(answer.header("retry-after"), "1"),
                other => panic!("{other}: {}", answer.0.text()),
            }
        }
        assert!(!made.is_empty() && made.iter().all(|id| *id == made[0]));
        assert_eq!(world.count("select count(*) from dossier").await, 1);
        let after = program.post_as("/api/v1/dossiers", ("once", body)).await.is(201);
        assert_eq!(after["id"], made[0]);
    })
    .await;
}

#[tokio::test]
async fn a_request_that_is_still_worked_on_is_told_so() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let body = json!({ "procedure": MARITAL });
        program.post_as("/api/v1/drafts", ("k", body.clone())).await.is(201);
        let unfinished = "update kept_answer set status = null where key = ?1";
        world.app.store.commit(Batch::new().write(unfinished, vals!["k"])).await.unwrap();
        let answer = program.post_as("/api/v1/drafts", ("k", body)).await;
        assert_eq!(answer.header("retry-after"), "1");
        answer.is(409);
        assert_eq!(ids(&program.get("/api/v1/drafts").await.is(200)).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_a_short_word_of_plain_letters() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        for key in ["", "a b", &"x".repeat(201), "é"] {
            let headers = [("idempotency-key", key)];
            let body = json!({ "procedure": MARITAL });
            program.send(Method::POST, "/api/v1/drafts", (&headers, Some(body))).await.is(400);
        }
        assert_eq!(program.get("/api/v1/drafts").await.is(200)["items"], json!([]));
    })
    .await;
}
