//! Who gets through where with a token: every operation, asked without a token, without the right, and by each kind of person.

use std::fmt::Write;

use axum::body::Body;
use axum::http::{Method, Request};
use server::features::api::operations::{OPERATIONS, Operation, Taken};
use server::features::identity::tokens::Right;
use uuid::Uuid;

use super::{CITIZEN, OTHER, Program};
use crate::acts::*;
use crate::world::{World, each};

struct Things {
    dossier: Uuid,
    draft: String,
    task: Uuid,
}

impl Things {
    fn path(&self, operation: &Operation) -> String {
        let id = match operation.path {
            path if path.starts_with("/api/v1/drafts") => self.draft.clone(),
            path if path.starts_with("/api/v1/work") => self.task.to_string(),
            _ => self.dossier.to_string(),
        };
        let path = operation.path.replace("{code}", MARITAL).replace("{id}", &id);
        let path = path.replace("{file}", &Uuid::nil().to_string());
        if operation.id == "upload_file" { format!("{path}?component=x&name=y") } else { path }
    }
}

async fn code(program: &Program, (operation, things): (&Operation, &Things)) -> String {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    let request = Request::builder().method(method).uri(things.path(operation));
    let (media, body) = match operation.body {
        Some(Taken::Bytes) => ("application/octet-stream", Body::from("x")),
        _ => ("application/json", Body::from(body(operation.id))),
    };
    program.ask(request.header("content-type", media), body).await.0.status.as_u16().to_string()
}

/// A body that can be read and leads to nothing.
fn body(id: &str) -> &'static str {
    match id {
        "start_draft" => r#"{"procedure":"x"}"#,
        "put_answers" => r#"{"answers":{}}"#,
        "file_dossier" => r#"{"procedure":"x","answers":{}}"#,
        "look_up" => r#"{"number":"x","lookup_code":"y"}"#,
        "complete_task" => r#"{"outcome":"khong_co"}"#,
        _ => "{}",
    }
}

async fn things(world: &World) -> Things {
    let (_person, dossier) = received_marital(world, CITIZEN).await;
    let program = Program::whole(world, CITIZEN).await;
    let draft = program.post("/api/v1/drafts", serde_json::json!({ "procedure": MARITAL })).await.is(201);
    let draft = draft["id"].as_str().unwrap().to_owned();
    Things { dossier, draft, task: open_task(world, dossier, "ban_giao").await.id }
}

#[tokio::test]
async fn operation_by_token() {
    each(async |world| {
        let things = things(&world).await;
        let people = [
            ("own", CITIZEN, "the applicant"),
            ("cit", OTHER, "another citizen"),
            ("int", "motcua.binhson", "intake of the dossier's desk"),
            ("reg", "hotich.binhson", "an officer of the settling unit with another role"),
            ("els", "motcua.tinh", "intake of elsewhere"),
            ("adm", "quantri", "an administrator"),
        ];
        let mut programs = vec![("non", Program::with(&world, "mcua_0"))];
        for (short, login, _) in people {
            programs.push((short, Program::whole(&world, login).await));
        }
        let mut text = "non = a text that is no token\n".to_owned();
        for (short, _, name) in people {
            let _ = writeln!(text, "{short} = {name}");
        }
        let heads: Vec<_> = programs.iter().map(|(short, _)| *short).collect();
        let _ = writeln!(text, "\n{:53} {} right", "", heads.join(" "));
        // Acts that take away what other questions need are asked last.
        let mut operations: Vec<_> = OPERATIONS.iter().collect();
        operations.sort_by_key(|operation| operation.id == "discard_draft");
        for operation in operations {
            let mut codes = Vec::new();
            for (_, program) in &programs {
                codes.push(code(program, (operation, &things)).await);
            }
            let right = operation.right.map_or("", Right::code);
            let _ =
                writeln!(text, "{:6} {:46} {} {right}", operation.method, operation.path, codes.join(" "));
        }
        insta::assert_snapshot!("token_matrix", text);
    })
    .await;
}

#[tokio::test]
async fn a_token_opens_exactly_the_operations_of_its_rights() {
    each(async |world| {
        let things = things(&world).await;
        for right in Right::ALL {
            for login in [CITIZEN, "motcua.binhson"] {
                if !right.fits(world.account(login).await.kind) {
                    continue;
                }
                let program = Program::of(&world, login, &[right]).await;
                for operation in OPERATIONS.iter().filter(|operation| operation.id != "discard_draft") {
                    let is_refused = code(&program, (operation, &things)).await == "403";
                    let is_closed = operation.right.is_some_and(|needed| needed != right);
                    assert_eq!(is_refused, is_closed, "{} with {}", operation.id, right.code());
                }
            }
        }
    })
    .await;
}
