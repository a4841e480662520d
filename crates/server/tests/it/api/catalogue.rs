//! Published procedures, and the way errors are told.

use axum::body::Body;
use axum::http::{Method, Request};

use super::{CITIZEN, Program};
use crate::acts::*;
use crate::world::each;

#[tokio::test]
async fn procedures_are_listed_found_and_told_in_full_with_the_schema_of_their_form() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let all = program.get("/api/v1/procedures?limit=200").await.is(200);
        assert_eq!(all["items"].as_array().unwrap().len(), world.app.catalogue.all().len());
        assert!(all["next_cursor"].is_null());
        let found = program.get("/api/v1/procedures?q=tinh%20trang%20hon%20nhan").await.is(200);
        assert_eq!(found["items"][0]["code"], MARITAL);
        let mut codes = Vec::new();
        let mut path = "/api/v1/procedures?limit=1".to_owned();
        loop {
            let page = program.get(&path).await.is(200);
            codes.extend(page["items"].as_array().unwrap().iter().map(|item| item["code"].clone()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("/api/v1/procedures?limit=1&cursor={cursor}");
        }
        assert_eq!(codes.len(), world.app.catalogue.all().len(), "page after page, each once");
        let one = program.get(&format!("/api/v1/procedures/{MARITAL}")).await.is(200);
        for part in ["components", "terms", "outcomes", "steps", "legal_basis"] {
            assert!(!one[part].as_array().unwrap().is_empty(), "{part}");
        }
        let schema = program.get(&format!("/api/v1/procedures/{MARITAL}/form-schema")).await;
        assert_eq!(schema.header("content-type"), "application/schema+json");
        assert_eq!(schema.is(200), one["form_schema"]);
        let validator = jsonschema::draft202012::new(&one["form_schema"]).unwrap();
        let (_person, id) = submit_marital(&world, CITIZEN).await;
        let answers = world.dossier(id).await.answers;
        assert!(validator.is_valid(&answers), "what was accepted fits the schema that programs get");
        program.get("/api/v1/procedures/9.999999").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn errors_are_vietnamese_unless_english_is_asked_for() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let vi = program.get("/api/v1/procedures/x").await;
        assert_eq!(vi.header("content-language"), "vi");
        assert_eq!(vi.is(404)["title"], "Không tìm thấy");
        let english = [("accept-language", "en-GB, vi;q=0.2")];
        let en = program.send(Method::GET, "/api/v1/procedures/x", (&english, None)).await;
        assert_eq!(en.header("content-language"), "en");
        assert_eq!(en.is(404)["title"], "Not found");
        let body = serde_json::json!({ "procedure": "x" });
        let en = program.send(Method::POST, "/api/v1/drafts", (&english, Some(body))).await.is(422);
        assert_eq!(en["problems"][0]["field"], "procedure");
        assert!(en["problems"][0]["detail"].as_str().unwrap().is_ascii());
        assert!(en["problems"][0]["detail_vi"].as_str().unwrap().contains("Không có thủ tục"));
        let english_name =
            program.send(Method::GET, &format!("/api/v1/procedures/{MARITAL}"), (&english, None)).await;
        assert_eq!(english_name.0.status.as_u16(), 200);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_the_right_status() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let odd = async |body: &str, media: &str| {
            let request = Request::post("/api/v1/drafts").header("content-type", media);
            program.ask(request, Body::from(body.to_owned())).await
        };
        odd("{", "application/json").await.is(400);
        odd("{}", "text/plain").await.is(415);
        odd("{}", "application/json").await.is(422);
        odd("{\"procedure\":\"x\",\"more\":1}", "application/json; charset=utf-8").await.is(422);
        odd("[1e999]", "application/json").await.is(400);
        odd(&format!("\"{}\"", "x".repeat(3 * 1024 * 1024)), "application/json").await.is(413);
        odd(&"[".repeat(10_000), "application/json").await.is(400);
        for path in ["/api/v1/procedures?limit=0", "/api/v1/procedures?limit=x", "/api/v1/events?cursor=-1"] {
            program.get(path).await.is(400);
        }
        program.get("/api/v1/drafts/not-an-id").await.is(404);
        program.get("/api/v1/nothing").await.is(404);
        program.get("/api/v2/procedures").await;
        let wrong = program.delete("/api/v1/procedures").await;
        assert_eq!(wrong.header("allow"), "GET");
        wrong.is(405);
        let head = program.send(Method::HEAD, "/api/v1/procedures", (&[], None)).await;
        assert_eq!(head.0.status.as_u16(), 200);
    })
    .await;
}
