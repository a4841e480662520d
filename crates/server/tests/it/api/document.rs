//! The OpenAPI document and its page: complete, sound, and the same as what the server does.

use serde_json::Value as Json;
use server::features::api::operations::OPERATIONS;
use server::features::api::problem_kinds::Kind;

use super::{CITIZEN, Program};
use crate::world::each;

/// Every `$ref` below `value`.
fn references(value: &Json, found: &mut Vec<String>) {
    match value {
        Json::Object(fields) => {
            for (name, field) in fields {
                match (name.as_str(), field) {
                    ("$ref", Json::String(to)) => found.push(to.clone()),
                    // What an example shows is no part of the document.
                    ("examples", _) => {}
                    _ => references(field, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_document_is_open_to_all_and_every_reference_in_it_leads_somewhere() {
    each(async |world| {
        let page = world.visitor().get("/api/v1/openapi.json").await.is(200);
        let document: Json = serde_json::from_slice(&page.bytes).unwrap();
        assert_eq!(document["openapi"], "3.1.1");
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(found.len() > 100);
        for to in found {
            assert!(document.pointer(to.trim_start_matches('#')).is_some(), "{to} leads nowhere");
        }
        let paths = document["paths"].as_object().unwrap();
        assert_eq!(
            paths.values().map(|path| path.as_object().unwrap().len()).sum::<usize>(),
            OPERATIONS.len()
        );
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            assert!(jsonschema::draft202012::meta::is_valid(schema), "{name}");
            assert!(
                schema["description"].as_str().is_some_and(|text| !text.is_empty()),
                "{name} says what it is"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn every_operation_of_the_table_is_served_and_nothing_else_is() {
    each(async |world| {
        let program = Program::with(&world, "mcua_0");
        for operation in &OPERATIONS {
            let method = axum::http::Method::from_bytes(operation.method.as_bytes()).unwrap();
            let answer = program.send(method, operation.path, (&[], None)).await;
            let expected = if operation.right.is_some() { 401 } else { 200 };
            assert_eq!(answer.0.status.as_u16(), expected, "{}", operation.id);
        }
        for path in ["/api/v1", "/api/v1/", "/api/v1/users", "/api/v1/procedures/x/y", "/api/v1/drafts/"] {
            let answer = program.get(path).await;
            assert_eq!(answer.0.status.as_u16(), 404, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_every_operation_and_every_error_in_both_languages() {
    each(async |world| {
        let reader = world.as_(CITIZEN).await;
        for language in ["vi", "en"] {
            reader.keep("ngon_ngu", language);
            let page = reader.get("/api/docs").await.is(200);
            for operation in &OPERATIONS {
                assert!(page.text().contains(&format!("id=\"{}\"", operation.id)), "{}", operation.id);
            }
            for kind in Kind::ALL {
                // The `type` of an error leads here.
                assert!(page.text().contains(&format!("id=\"{}\"", kind.slug())), "{kind:?}");
            }
            assert!(!page.text().contains("<script>") && !page.text().contains("style=\""));
        }
    })
    .await;
}
