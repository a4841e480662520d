//! Every answer that the document describes comes, and none that it does not; each fits its schema.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value as Json, json};
use server::features::api::openapi;
use server::features::api::operations::{Answer as Good, OPERATIONS, Operation, Place, Taken};
use server::features::api::problem_kinds::Kind;
use server::features::identity::tokens::Right;
use store::{Batch, vals};
use uuid::Uuid;

use super::examples::story;
use super::{Answer, CITIZEN, Program};
use crate::acts::*;
use crate::world::{World, each};

/// Statuses that came, by operation.
#[derive(Default)]
struct Came(BTreeMap<&'static str, BTreeSet<u16>>);

impl Came {
    /// Notes an answer; its body must fit what the document says.
    fn note(&mut self, operation: &'static Operation, (status, body): (u16, &Json)) {
        fits(operation, (status, body));
        self.0.entry(operation.id).or_default().insert(status);
    }

    fn answer(&mut self, operation: &'static Operation, answer: &Answer) {
        self.note(operation, (answer.0.status.as_u16(), &answer.json()));
    }
}

fn fits(operation: &Operation, (status, body): (u16, &Json)) {
    let name = match operation.answer {
        _ if status >= 400 => "Problem",
        Good::Ok(name) | Good::Created(name) => name,
        Good::Media(_) | Good::Nothing => return,
    };
    let schema = json!({
        "$ref": format!("#/components/schemas/{name}"),
        "components": { "schemas": openapi::document()["components"]["schemas"] },
    });
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<_> =
        validator.iter_errors(body).map(|error| format!("{error}: {}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{} {status}: {errors:?}\n{body}", operation.id);
}

/// The address with `id` in each place; queries that are needed are there.
fn path(operation: &Operation, id: &str) -> String {
    let path =
        operation.path.replace("{code}", "0").replace("{id}", id).replace("{file}", &Uuid::nil().to_string());
    if operation.id == "upload_file" { format!("{path}?component=x&name=y") } else { path }
}

async fn ask(
    program: &Program,
    (operation, path): (&Operation, &str),
    (media, body): (&str, Vec<u8>),
    key: &str,
) -> Answer {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    let mut request = Request::builder().method(method).uri(path).header("content-type", media);
    if !key.is_empty() {
        request = request.header("idempotency-key", key);
    }
    program.ask(request, Body::from(body)).await
}

/// A body of the right type that can be read as far as JSON goes.
fn plain(operation: &Operation) -> (&'static str, Vec<u8>) {
    match operation.body {
        Some(Taken::Bytes) => ("application/octet-stream", b"x".to_vec()),
        _ => ("application/json", b"{\"odd\":1}".to_vec()),
    }
}

#[tokio::test]
async fn every_documented_answer_comes_and_fits_its_schema() {
    each(async |world| {
        let mut came = Came::default();
        for (id, examples) in story(&world).await.0 {
            let operation = OPERATIONS.iter().find(|operation| operation.id == id).unwrap();
            for example in examples {
                came.note(operation, (example["status"].as_u64().unwrap() as u16, &example["body"]));
            }
        }
        refused(&world, &mut came).await;
        overtaken(&world, &mut came).await;
        tired(&world, &mut came).await;
        for operation in &OPERATIONS {
            let mut described: BTreeSet<_> =
                operation.refusals().iter().map(|kind| kind.status().as_u16()).collect();
            described.insert(operation.answer.status());
            // A failure of ours cannot be asked for.
            described.remove(&Kind::Broken.status().as_u16());
            assert_eq!(came.0[operation.id], described, "{}: what came, and what is described", operation.id);
        }
    })
    .await;
}

/// No token, no right, nothing there, nothing that can be read.
async fn refused(world: &World, came: &mut Came) {
    let (stranger, nil) = (Program::with(world, "mcua_0"), Uuid::nil().to_string());
    let mut whole = BTreeMap::new();
    for login in [CITIZEN, "motcua.binhson"] {
        whole.insert(login, Program::whole(world, login).await);
    }
    for operation in &OPERATIONS {
        let Some(right) = operation.right else { continue };
        let at = path(operation, &nil);
        let is_official = matches!(right, Right::WorkRead | Right::WorkAct);
        let login = if is_official { "motcua.binhson" } else { CITIZEN };
        let other = if right == Right::CatalogueRead { Right::EventsRead } else { Right::CatalogueRead };
        let lacking = Program::of(world, login, &[other]).await;
        came.answer(operation, &ask(&stranger, (operation, &at), plain(operation), "").await);
        came.answer(operation, &ask(&lacking, (operation, &at), plain(operation), "").await);
        let program = &whole[login];
        if operation.path.contains('{') {
            let body = match operation.id {
                "put_answers" => ("application/json", b"{\"answers\":{}}".to_vec()),
                "complete_task" => ("application/json", b"{}".to_vec()),
                _ => plain(operation),
            };
            came.answer(operation, &ask(program, (operation, &at), body, "").await);
        }
        if let Some(taken) = operation.body {
            let media = plain(operation).0;
            came.answer(operation, &ask(program, (operation, &at), ("text/plain", b"x".to_vec()), "").await);
            came.answer(
                operation,
                &ask(program, (operation, &at), (media, vec![b'['; operation.most_bytes().unwrap() + 1]), "")
                    .await,
            );
            if taken != Taken::Bytes {
                came.answer(operation, &ask(program, (operation, &at), (media, b"{".to_vec()), "").await);
                came.answer(operation, &ask(program, (operation, &at), plain(operation), "").await);
            }
        }
        if operation.takes_key() {
            came.answer(operation, &ask(program, (operation, &at), plain(operation), "two words").await);
        }
        if let Some(parameter) =
            operation.parameters.iter().find(|each| each.place == Place::Query && each.name == "limit")
        {
            let odd = format!("{at}?{}=0", parameter.name);
            came.answer(operation, &ask(program, (operation, &odd), plain(operation), "").await);
        }
    }
}

/// Keys that are used again or still worked on; drafts that were sent.
async fn overtaken(world: &World, came: &mut Came) {
    let citizen = Program::whole(world, CITIZEN).await;
    let desk = Program::whole(world, "motcua.binhson").await;
    let (_person, id) = submit_marital(world, CITIZEN).await;
    for operation in &OPERATIONS {
        let is_official = matches!(operation.right, Some(Right::WorkRead | Right::WorkAct));
        let program = if is_official { &desk } else { &citizen };
        let at = path(operation, &id.to_string());
        if operation.takes_key() {
            ask(program, (operation, &at), plain(operation), operation.id).await;
            let (media, mut other) = plain(operation);
            other.push(b' ');
            came.answer(
                operation,
                &ask(
                    program,
                    (operation, &format!("{at}{}", if at.contains('?') { "&a" } else { "?a" })),
                    (media, other),
                    operation.id,
                )
                .await,
            );
            let unfinished = "update kept_answer set status = null where key = ?1";
            world.app.store.commit(Batch::new().write(unfinished, vals![operation.id])).await.unwrap();
            came.answer(operation, &ask(program, (operation, &at), plain(operation), operation.id).await);
        } else if operation.refusals.contains(&Kind::Conflict) {
            let body = ("application/json", b"{\"answers\":{}}".to_vec());
            came.answer(operation, &ask(program, (operation, &at), body, "").await);
        }
    }
}

/// One request more than a token may send.
async fn tired(world: &World, came: &mut Came) {
    let program = Program::of(world, CITIZEN, &[Right::EventsRead]).await;
    let nil = Uuid::nil().to_string();
    for _ in 0..world.app.config.api_per_minute {
        program.get("/api/v1/drafts").await;
    }
    for operation in OPERATIONS.iter().filter(|operation| operation.right.is_some()) {
        came.answer(
            operation,
            &ask(&program, (operation, &path(operation, &nil)), plain(operation), "").await,
        );
    }
}
