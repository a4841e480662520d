//! The examples of the document: a story played through the interface. What the document shows is what happens.
//!
//! A changed answer fails here and leaves `examples.json.new` beside `examples.json`: read the difference, then rename it.

use std::collections::BTreeMap;
use std::path::Path;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Map, Value as Json, json};
use server::features::api::openapi;
use server::features::api::operations::OPERATIONS;

use super::{CITIZEN, Program};
use crate::acts::*;
use crate::world::{World, each};

/// Exchanges as they happened, by operation.
#[derive(Default)]
pub(super) struct Recorder(pub(super) BTreeMap<&'static str, Vec<Json>>);

/// What is sent, and what the example is called.
struct Sent<'a> {
    operation: &'static str,
    slug: &'a str,
    name: &'a str,
    path: String,
    headers: &'a [(&'static str, &'a str)],
    body: Json,
}

impl<'a> Sent<'a> {
    fn new(operation: &'static str, (slug, name): (&'a str, &'a str), path: impl Into<String>) -> Self {
        Self { operation, slug, name, path: path.into(), headers: &[], body: Json::Null }
    }

    fn body(self, body: Json) -> Self {
        Self { body, ..self }
    }

    fn headers(self, headers: &'a [(&'static str, &'a str)]) -> Self {
        Self { headers, ..self }
    }
}

impl Recorder {
    async fn play(&mut self, program: &Program, sent: Sent<'_>) -> Json {
        let operation = OPERATIONS.iter().find(|operation| operation.id == sent.operation).unwrap();
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let mut shown = json!({ "method": operation.method, "path": sent.path });
        if !sent.headers.is_empty() {
            let headers = sent.headers.iter().map(|(name, value)| ((*name).to_owned(), Json::from(*value)));
            shown["headers"] = headers.collect::<Map<_, _>>().into();
        }
        let answer = if operation.id == "upload_file" {
            shown["bytes"] = "application/octet-stream: nội dung tệp".into();
            let request = Request::post(&sent.path).header("content-type", "application/octet-stream");
            program.ask(request, Body::from(PDF)).await
        } else {
            let body = Some(sent.body.clone()).filter(|body| !body.is_null());
            if body.is_some() {
                shown["body"] = sent.body;
            }
            program.send(method, &sent.path, (sent.headers, body)).await
        };
        let body = answer.json();
        self.0.entry(operation.id).or_default().push(json!({
            "slug": sent.slug, "name": sent.name, "request": shown, "status": answer.0.status.as_u16(), "body": body,
        }));
        body
    }
}

/// The story: a citizen files in both ways, looks on, and an official finishes a step.
pub(super) async fn story(world: &World) -> Recorder {
    let mut played = Recorder::default();
    let citizen = Program::whole(world, CITIZEN).await;
    catalogue(&mut played, &citizen).await;
    let draft = filing(&mut played, (&citizen, world)).await;
    let id = draft.parse().unwrap();
    receive(world, &world.as_("motcua.binhson").await, id).await.is(303);
    following(&mut played, (&citizen, world, id)).await;
    working(&mut played, world).await;
    played
}

async fn catalogue(played: &mut Recorder, citizen: &Program) {
    let search =
        Sent::new("list_procedures", ("tim", "Tìm thủ tục"), "/api/v1/procedures?q=hon%20nhan&limit=1");
    played.play(citizen, search).await;
    let one = format!("/api/v1/procedures/{MARITAL}");
    played.play(citizen, Sent::new("get_procedure", ("mot", "Một thủ tục"), &one)).await;
    let english = [("accept-language", "en")];
    let none = Sent::new(
        "get_procedure",
        ("khong-co", "Không có thủ tục này, trả lời bằng tiếng Anh"),
        "/api/v1/procedures/9.999999",
    );
    played.play(citizen, none.headers(&english)).await;
    played
        .play(citizen, Sent::new("get_form_schema", ("bieu-mau", "Biểu mẫu"), format!("{one}/form-schema")))
        .await;
    let document = Sent::new("get_document", ("tai-lieu", "Tài liệu"), "/api/v1/openapi.json");
    played.play(citizen, document).await;
}

async fn filing(played: &mut Recorder, (citizen, world): (&Program, &World)) -> String {
    let start = Sent::new("start_draft", ("bat-dau", "Bắt đầu"), "/api/v1/drafts");
    let draft = played.play(citizen, start.body(json!({ "procedure": MARITAL }))).await;
    let unknown = Sent::new("start_draft", ("sai-ma", "Mã thủ tục không có"), "/api/v1/drafts");
    played.play(citizen, unknown.body(json!({ "procedure": "9.999999" }))).await;
    let id = draft["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/drafts/{id}");
    played.play(citizen, Sent::new("list_drafts", ("cac-ban", "Các bản nháp"), "/api/v1/drafts")).await;
    let early =
        Sent::new("submit_draft", ("chua-du", "Nộp khi còn chỗ cần sửa"), format!("{path}/submission"));
    played.play(citizen, early).await;
    let answers = Sent::new("put_answers", ("ghi", "Ghi câu trả lời"), format!("{path}/answers"));
    let golden = Json::Object(golden(world, MARITAL));
    played.play(citizen, answers.body(json!({ "answers": golden, "version": 1 }))).await;
    let upload = Sent::new(
        "upload_file",
        ("tai-len", "Tải tệp lên"),
        format!("{path}/files?component=giay_to_tuy_than&name=can-cuoc.pdf"),
    );
    let file = played.play(citizen, upload).await;
    played.play(citizen, Sent::new("get_draft", ("mot", "Một bản nháp"), &path)).await;
    let remove = format!("{path}/files/{}", file["id"].as_str().unwrap());
    played.play(citizen, Sent::new("remove_file", ("bo", "Bỏ tệp"), remove)).await;
    let submit = Sent::new("submit_draft", ("nop", "Nộp"), format!("{path}/submission"));
    played.play(citizen, submit).await;
    let at_once = Sent::new("file_dossier", ("mot-lan", "Kê khai và nộp một lần"), "/api/v1/dossiers");
    let key = [("idempotency-key", "0f0c2a7e-6a0b-4b1c-9d8e-2f3a4b5c6d7e")];
    played
        .play(
            citizen,
            at_once.headers(&key).body(json!({ "procedure": MARITAL, "answers": golden, "files": [] })),
        )
        .await;
    let other = citizen.post("/api/v1/drafts", json!({ "procedure": MARITAL })).await.is(201);
    let discard = format!("/api/v1/drafts/{}", other["id"].as_str().unwrap());
    played.play(citizen, Sent::new("discard_draft", ("bo", "Bỏ bản nháp"), discard)).await;
    id
}

async fn following(played: &mut Recorder, (citizen, world, id): (&Program, &World, uuid::Uuid)) {
    played
        .play(citizen, Sent::new("list_dossiers", ("cua-toi", "Hồ sơ của tôi"), "/api/v1/dossiers?limit=2"))
        .await;
    played
        .play(citizen, Sent::new("get_dossier", ("mot", "Một hồ sơ"), format!("/api/v1/dossiers/{id}")))
        .await;
    let dossier = world.dossier(id).await;
    let look_up = Sent::new("look_up", ("khop", "Mã khớp nhau"), "/api/v1/lookup");
    let question = json!({ "number": dossier.number, "lookup_code": dossier.lookup_code });
    played.play(citizen, look_up.body(question)).await;
    let wrong = Sent::new("look_up", ("khong-khop", "Mã không khớp"), "/api/v1/lookup");
    played.play(citizen, wrong.body(json!({ "number": dossier.number, "lookup_code": "AAAAAAAAAA" }))).await;
    played.play(citizen, Sent::new("list_events", ("tu-dau", "Đọc từ đầu"), "/api/v1/events?limit=10")).await;
}

async fn working(played: &mut Recorder, world: &World) {
    let desk = Program::whole(world, "motcua.binhson").await;
    let list = Sent::new("list_work", ("chua-nhan", "Việc chưa ai nhận"), "/api/v1/work?shelf=free");
    let found = played.play(&desk, list).await;
    let path = format!("/api/v1/work/{}", found["items"][0]["id"].as_str().unwrap());
    played.play(&desk, Sent::new("get_task", ("mot", "Một việc"), &path)).await;
    let done = format!("{path}/completion");
    let complete = Sent::new("complete_task", ("xong", "Hoàn thành"), &done);
    played.play(&desk, complete.body(json!({ "note": "Đã bàn giao bản giấy." }))).await;
    let again = Sent::new("complete_task", ("da-xong", "Bước đã xong"), &done);
    played.play(&desk, again.body(json!({}))).await;
}

/// What changes with the rest of the database, or with the law data, is told by its shape.
fn normal(value: &Json) -> Json {
    match value {
        Json::String(text) if uuid::Uuid::parse_str(text).is_ok() => "<id>".into(),
        Json::String(text) => {
            let parts: Vec<_> = text
                .split('/')
                .map(|part| if uuid::Uuid::parse_str(part).is_ok() { "<id>" } else { part })
                .collect();
            parts.join("/").into()
        }
        Json::Array(items) => items.iter().map(normal).collect(),
        Json::Object(fields) => {
            let each = fields.iter().map(|(name, value)| {
                let value = match name.as_str() {
                    "lookup_code" if value.is_string() => "<code>".into(),
                    "cursor" | "next_cursor" => "<cursor>".into(),
                    // Texts of the law data may be worded anew without a change here.
                    "summary" | "steps" | "components" | "terms" | "legal_basis" | "conditions" | "fees"
                    | "outcomes" => value.is_array().into(),
                    _ => normal(value),
                };
                (name.clone(), value)
            });
            Json::Object(each.collect())
        }
        other => other.clone(),
    }
}

/// Long answers that say what the law data says are cut in the document.
fn cut(operation: &str, mut example: Json) -> Json {
    if matches!(operation, "get_document" | "get_form_schema") {
        example["body"] = Json::Null;
    }
    if let Some(schema) = example["body"].get_mut("form_schema") {
        *schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object" });
    }
    for part in ["steps", "components", "terms", "legal_basis", "conditions", "fees", "outcomes", "problems"]
    {
        if let Some(Json::Array(items)) = example["body"].get_mut(part) {
            items.truncate(2);
        }
    }
    example
}

#[tokio::test]
async fn the_examples_of_the_document_are_what_happens() {
    each(async |world| {
        let played = story(&world).await;
        let recorded: Map<String, Json> = OPERATIONS
            .iter()
            .filter_map(|operation| {
                let all = played.0.get(operation.id)?.iter().map(|example| cut(operation.id, example.clone()));
                Some((operation.id.to_owned(), all.collect::<Vec<_>>().into()))
            })
            .collect();
        for operation in &OPERATIONS {
            let good = recorded.get(operation.id).and_then(Json::as_array).into_iter().flatten();
            let good = good.filter(|example| example["status"] == operation.answer.status()).count();
            assert!(good > 0, "{} has an example that goes well", operation.id);
        }
        let shown = Json::Object(openapi::examples().clone());
        let recorded = Json::Object(recorded);
        if normal(&shown) != normal(&recorded) {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features/api/examples.json.new");
            std::fs::write(&path, serde_json::to_string_pretty(&recorded).unwrap() + "\n").unwrap();
            panic!("the document shows other answers than the server gives; compare examples.json with examples.json.new and rename it");
        }
    })
    .await;
}
