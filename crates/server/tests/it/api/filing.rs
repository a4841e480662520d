//! A citizen's program fills, uploads, submits, follows; another's drafts and dossiers do not exist for it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value as Json, json};
use server::platform::clock::timestamp;

use super::{CITIZEN, OTHER, Program, fields, ids};
use crate::acts::*;
use crate::world::{World, each};

fn answers(world: &World) -> Json {
    Json::Object(golden(world, MARITAL))
}

#[tokio::test]
async fn a_dossier_goes_from_draft_to_the_desk_as_on_the_pages() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let draft = program.post("/api/v1/drafts", json!({ "procedure": MARITAL })).await.is(201);
        let path = format!("/api/v1/drafts/{}", draft["id"].as_str().unwrap());
        assert!(!draft["problems"].as_array().unwrap().is_empty(), "an empty form has something to fill in");
        let early = program.post(&format!("{path}/submission"), json!({})).await.is(422);
        assert!(fields(&early).iter().any(|(field, _)| field.starts_with("answers.")), "{early}");
        let body = json!({ "answers": answers(&world), "version": draft["version"] });
        let filled = program.put(&format!("{path}/answers"), body.clone()).await.is(200);
        assert_eq!(filled["problems"], json!([]), "{filled}");
        program.put(&format!("{path}/answers"), body).await.is(409);
        let file =
            program.upload(&format!("{path}/files?component=giay_to_tuy_than&name=a.pdf"), PDF).await.is(201);
        assert_eq!(file["media_type"], "application/pdf");
        let refused = program
            .upload(&format!("{path}/files?component=giay_to_tuy_than&name=a.pdf"), b"MZ")
            .await
            .is(422);
        assert_eq!(fields(&refused), [("files.giay_to_tuy_than".to_owned(), "file.refused".to_owned())]);
        program.upload(&format!("{path}/files?component=khong_co&name=a.pdf"), PDF).await.is(422);
        let one = program.get(&path).await.is(200);
        assert_eq!(one["files"].as_array().unwrap().len(), 1);
        program.delete(&format!("{path}/files/{}", file["id"].as_str().unwrap())).await.is(204);
        program.delete(&format!("{path}/files/{}", file["id"].as_str().unwrap())).await.is(404);
        let sent = program.post(&format!("{path}/submission"), json!({})).await.is(201);
        assert_eq!(
            (&sent["id"], &sent["stage"], &sent["national_code"]),
            (&draft["id"], &json!("submitted"), &json!(1))
        );
        assert_eq!(sent["lookup_code"].as_str().unwrap().len(), 10);
        let twice = program.post(&format!("{path}/submission"), json!({})).await.is(201);
        assert_eq!(twice["lookup_code"], sent["lookup_code"], "sent twice, it is one dossier");
        program.get(&path).await.is(409);
        program.delete(&path).await.is(409);
        let id = sent["id"].as_str().unwrap().parse().unwrap();
        receive(&world, &world.as_("motcua.binhson").await, id).await.is(303);
        let detail = program.get(&format!("/api/v1/dossiers/{id}")).await.is(200);
        assert_eq!(detail["stage"], "received");
        assert!(detail["number"].as_str().unwrap().starts_with("H48."));
        assert_eq!(detail["tasks"], json!([]), "tasks are told to officials");
        let due = timestamp(world.dossier(id).await.due_at.unwrap());
        assert_eq!(detail["due_at"], due.to_string());
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn in_one_request_all_or_nothing_is_filed() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let content = BASE64_STANDARD.encode(PDF);
        let file = json!({ "component": "giay_to_tuy_than", "name": "căn cước.pdf", "content": content });
        let body = json!({ "procedure": MARITAL, "answers": answers(&world), "files": [file] });
        let sent = program.post("/api/v1/dossiers", body.clone()).await.is(201);
        let detail = program.get(&format!("/api/v1/dossiers/{}", sent["id"].as_str().unwrap())).await.is(200);
        assert_eq!(detail["files"].as_array().unwrap().len(), 1);
        for (change, code) in [
            (
                json!({ "files": [{ "component": "giay_to_tuy_than", "name": "a.pdf", "content": "%%" }] }),
                "file.base64",
            ),
            (
                json!({ "files": [{ "component": "giay_to_tuy_than", "name": "a.pdf", "content": "TVo=" }] }),
                "file.refused",
            ),
            (
                json!({ "files": [
                    { "component": "giay_to_tuy_than", "name": "a.pdf", "content": content },
                    { "component": "la", "name": "a.pdf", "content": content },
                ] }),
                "component.unknown",
            ),
            (json!({ "procedure": "x" }), "procedure.unknown"),
        ] {
            let mut wrong = body.clone();
            wrong.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let refused = program.post("/api/v1/dossiers", wrong).await.is(422);
            assert_eq!(fields(&refused)[0].1, code);
        }
        let empty = json!({ "procedure": MARITAL, "answers": {} });
        assert!(fields(&program.post("/api/v1/dossiers", empty).await.is(422)).len() > 3);
        assert_eq!(program.get("/api/v1/drafts").await.is(200)["items"], json!([]), "nothing is left behind");
        assert_eq!(ids(&program.get("/api/v1/dossiers").await.is(200)).len(), 1);
        assert_eq!(world.count("select count(*) from attachment").await, 1, "nor any of the files");
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn another_citizens_drafts_and_dossiers_do_not_exist() {
    each(async |world| {
        let (mine, other) = (Program::whole(&world, CITIZEN).await, Program::whole(&world, OTHER).await);
        let draft = mine.post("/api/v1/drafts", json!({ "procedure": MARITAL })).await.is(201);
        let path = format!("/api/v1/drafts/{}", draft["id"].as_str().unwrap());
        other.get(&path).await.is(404);
        other.put(&format!("{path}/answers"), json!({ "answers": {} })).await.is(404);
        other.upload(&format!("{path}/files?component=giay_to_tuy_than&name=a.pdf"), PDF).await.is(404);
        other.post(&format!("{path}/submission"), json!({})).await.is(404);
        other.delete(&path).await.is(404);
        mine.put(&format!("{path}/answers"), json!({ "answers": answers(&world) })).await.is(200);
        let sent = mine.post(&format!("{path}/submission"), json!({})).await.is(201);
        let dossier = format!("/api/v1/dossiers/{}", sent["id"].as_str().unwrap());
        mine.get(&dossier).await.is(200);
        other.get(&dossier).await.is(404);
        assert!(ids(&other.get("/api/v1/dossiers").await.is(200)).is_empty());
        assert_eq!(other.get("/api/v1/events").await.is(200)["events"], json!([]));
        let official = Program::whole(&world, "motcua.binhson").await;
        let seen = official.get(&dossier).await.is(200);
        assert!(seen["lookup_code"].is_null(), "the secret is the applicant's");
        assert_eq!(world.count("select count(*) from read_record where object_kind = 'dossier'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn look_up_needs_number_and_code_and_shares_its_tries_with_the_page() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, CITIZEN).await;
        let dossier = world.dossier(id).await;
        let program = Program::whole(&world, OTHER).await;
        let ask = async |number: &str, code: &str| {
            program.post("/api/v1/lookup", json!({ "number": number, "lookup_code": code })).await
        };
        let number = dossier.number.clone().unwrap();
        let found = ask(&number.to_lowercase(), &format!(" {} ", dossier.lookup_code)).await.is(200);
        assert_eq!((&found["code"], &found["stage"]), (&json!(number), &json!("received")));
        let wrong = ask(&number, "AAAAAAAAAA").await.is(404);
        let unknown = ask("H48.40-261125-9999", "AAAAAAAAAA").await.is(404);
        assert_eq!(wrong, unknown, "whether a number exists is not told");
        ask("\u{0}", "\u{0}").await.is(404);
        for _ in 0..6 {
            ask(&number, "AAAAAAAAAA").await.is(404);
        }
        let over = ask(&number, &dossier.lookup_code).await;
        assert_eq!(over.header("retry-after"), "6");
        over.is(429);
    })
    .await;
}

#[tokio::test]
async fn odd_answers_are_told_and_break_nothing() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let draft = program.post("/api/v1/drafts", json!({ "procedure": MARITAL })).await.is(201);
        let path = format!("/api/v1/drafts/{}/answers", draft["id"].as_str().unwrap());
        let golden = golden(&world, MARITAL);
        let odd = [
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!([]),
            json!([[[]]]),
            json!({ "": {} }),
            json!("\u{0}"),
            json!([null]),
        ];
        for value in odd {
            let all: serde_json::Map<_, _> =
                golden.keys().map(|field| (field.clone(), value.clone())).collect();
            let saved = program.put(&path, json!({ "answers": all })).await.is(200);
            assert!(!saved["problems"].as_array().unwrap().is_empty(), "{value}");
            let page = world.as_(CITIZEN).await;
            page.get(&format!("/ho-so-nhap/{}/kiem-tra", draft["id"].as_str().unwrap())).await.is(200);
        }
    })
    .await;
}
