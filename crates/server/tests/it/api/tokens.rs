//! Tokens: made on a page and shown once, opening what their person may do and no more, ended by time, by hand, with the account.

use axum::http::Method;
use server::features::identity::tokens::Right;
use server::platform::actor::Role;

use super::{CITIZEN, OTHER, Program};
use crate::acts::*;
use crate::world::each;

const OWN: &str = "/tai-khoan/ma-truy-cap";

/// The token that a page shows.
fn shown(page: &str) -> String {
    let start = page.find("mcua_").expect("the page shows a token");
    page[start..start + 69].to_owned()
}

#[tokio::test]
async fn a_token_is_made_on_the_page_shown_once_and_works_until_it_is_revoked() {
    each(async |world| {
        let citizen = world.as_(CITIZEN).await;
        let wish =
            [("ten", "Sổ tay hồ sơ"), ("quyen", "catalogue:read"), ("quyen", "dossiers:read"), ("han", "30")];
        let page = citizen.post(OWN, &wish).await.is(200).shows("chỉ hiện một lần");
        assert_eq!(page.headers["cache-control"], "no-store");
        let token = shown(page.text());
        let again = citizen.get(OWN).await.is(200).shows("Sổ tay hồ sơ").shows("chưa dùng lần nào");
        assert!(!again.text().contains(&token), "the text of a token is never shown again");
        assert!(again.holds(&format!("…{}", &token[65..])));
        let program = Program::with(&world, &token);
        program.get("/api/v1/procedures").await.is(200);
        program.get("/api/v1/work").await.is(403);
        citizen.get(OWN).await.is(200).shows("dùng lần cuối");
        let stored = world.count("select count(*) from access_token where token_hash is not null").await;
        assert_eq!(stored, 1);
        let revoke = citizen.get(OWN).await.links(&format!("{OWN}/"));
        citizen.post::<&str, &str>(&revoke[0], &[]).await.is(303);
        program.get("/api/v1/procedures").await.is(401);
        citizen.get(&format!("{OWN}?xong=thu-hoi")).await.is(200).shows("Đã thu hồi mã truy cập");
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_told_beside_its_field_and_nothing_is_made() {
    each(async |world| {
        let citizen = world.as_(CITIZEN).await;
        let none: [(&str, &str); 0] = [];
        citizen.post(OWN, &none).await.is(422).shows("Chọn ít nhất một quyền").shows("Chọn thời hạn");
        let more = [("ten", "X"), ("quyen", "work:act"), ("han", "30")];
        citizen.post(OWN, &more).await.is(422).shows("Chọn ít nhất một quyền");
        assert_eq!(world.count("select count(*) from access_token").await, 0);
        world.visitor().get(OWN).await.is(303);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_makes_and_revokes_tokens_of_officials_and_of_nobody_else() {
    each(async |world| {
        let (official, citizen) = (world.account("hotich.binhson").await, world.account(CITIZEN).await);
        let administrator = world.as_("quantri").await;
        let path = format!("/quan-tri/nguoi/{}/ma-truy-cap", official.id);
        let wish = [("ten", "Phần mềm hộ tịch"), ("quyen", "work:read"), ("han", "7")];
        let token = shown(administrator.post(&path, &wish).await.is(200).text());
        let program = Program::with(&world, &token);
        program.get("/api/v1/work").await.is(200);
        // The person sees what was made in their name, and by whom.
        let own = world.as_("hotich.binhson").await;
        own.get(OWN).await.is(200).shows("Phần mềm hộ tịch").shows(&world.account("quantri").await.full_name);
        administrator
            .get(&format!("/quan-tri/nguoi/{}", official.id))
            .await
            .is(200)
            .shows("cấp mã truy cập API");
        let revoke = administrator.get(&path).await.links(&format!("{path}/"));
        administrator.post::<&str, &str>(&revoke[0], &[]).await.is(303);
        program.get("/api/v1/work").await.is(401);
        administrator.post(&format!("/quan-tri/nguoi/{}/ma-truy-cap", citizen.id), &wish).await.is(404);
        own.post(&path, &wish).await.is(403);
    })
    .await;
}

#[tokio::test]
async fn a_token_ends_with_its_time_and_with_its_account() {
    each(async |world| {
        let program = Program::of(&world, CITIZEN, &[Right::CatalogueRead]).await;
        world.clock("2026-12-25T07:59:59");
        program.get("/api/v1/procedures").await.is(200);
        world.clock("2026-12-25T08:00:00");
        program.get("/api/v1/procedures").await.is(401);
        let official = Program::of(&world, "hotich.binhson", &[Right::WorkRead]).await;
        official.get("/api/v1/work").await.is(200);
        let account = world.account("hotich.binhson").await;
        let closed = server::features::identity::store::disable_account(
            store::Batch::new(),
            &account,
            world.app.clock.now(),
        );
        world.app.store.commit(closed).await.unwrap();
        official.get("/api/v1/work").await.is(401);
    })
    .await;
}

#[tokio::test]
async fn another_password_ends_every_token_whoever_sets_it() {
    each(async |world| {
        let citizen = world.as_(CITIZEN).await;
        let program = Program::of(&world, CITIZEN, &[Right::CatalogueRead]).await;
        let new = "một mật khẩu khác";
        let form = [("mat_khau_cu", server::seeds::cast::PASSWORD), ("mat_khau", new), ("mat_khau_lai", new)];
        citizen.post("/tai-khoan/mat-khau", &form).await.is(303);
        program.get("/api/v1/procedures").await.is(401);
        let official = Program::of(&world, "hotich.binhson", &[Right::WorkRead]).await;
        let id = world.account("hotich.binhson").await.id;
        let reset = [("mat_khau", new)];
        world.as_("quantri").await.post(&format!("/quan-tri/nguoi/{id}/mat-khau"), &reset).await.is(200);
        official.get("/api/v1/work").await.is(401);
    })
    .await;
}

#[tokio::test]
async fn a_token_acts_with_the_posts_of_the_day_and_never_more() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, CITIZEN).await;
        let path = format!("/api/v1/dossiers/{id}");
        let program = Program::whole(&world, "motcua.binhson").await;
        program.get(&path).await.is(200);
        let elsewhere = Program::whole(&world, "motcua.tinh").await;
        elsewhere.get(&path).await.is(404);
        let administrator = Program::whole(&world, "quantri").await;
        administrator.get(&path).await.is(404);
        world.end_posts("motcua.binhson", "2026-11-24").await;
        program.get(&path).await.is(404);
        world.appoint("motcua.binhson", ("so-vhttdl", Role::Intake)).await;
        program.get(&path).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn a_cookie_does_not_open_the_interface_and_a_token_does_not_open_pages() {
    each(async |world| {
        let citizen = world.as_(CITIZEN).await;
        let answer = citizen.get("/api/v1/procedures").await.is(401);
        assert_eq!(answer.headers["www-authenticate"], "Bearer realm=\"motcua\"");
        let program = Program::whole(&world, CITIZEN).await;
        let page = program.get("/tai-khoan").await;
        assert_eq!(page.0.status.as_u16(), 303, "a page asks for a log-in");
        for token in ["", "mcua_", &program.token[..68], &format!("{}0", program.token)] {
            let answer = Program::with(&world, token).get("/api/v1/procedures").await;
            assert!(answer.header("www-authenticate").starts_with("Bearer"));
            answer.is(401);
        }
        let lacking = Program::of(&world, OTHER, &[Right::CatalogueRead]).await;
        let answer = lacking.get("/api/v1/dossiers").await;
        assert!(answer.header("www-authenticate").contains("scope=\"dossiers:read\""));
        answer.is(403);
    })
    .await;
}

#[tokio::test]
async fn where_a_request_comes_from_says_nothing_when_it_carries_a_token() {
    each(async |world| {
        let program = Program::whole(&world, CITIZEN).await;
        let foreign = [("origin", "https://khac.example"), ("sec-fetch-site", "cross-site")];
        let body = serde_json::json!({ "procedure": MARITAL });
        program.send(Method::POST, "/api/v1/drafts", (&foreign, Some(body))).await.is(201);
        // The same for a page is refused.
        let citizen = world.as_(CITIZEN).await;
        let none: [(&str, &str); 0] = [];
        let refused = citizen.post_with(OWN, &none, &[("sec-fetch-site", "cross-site")]).await;
        assert_eq!(refused.status.as_u16(), 403);
    })
    .await;
}

#[tokio::test]
async fn every_answer_says_what_is_left_and_the_limit_holds_for_each_token() {
    each(async |world| {
        let (program, other) = (Program::whole(&world, CITIZEN).await, Program::whole(&world, OTHER).await);
        let first = program.get("/api/v1/drafts").await;
        assert_eq!(first.header("ratelimit-limit"), "600");
        assert_eq!(first.header("ratelimit-remaining"), "599");
        assert_eq!(first.header("ratelimit-reset"), "1");
        for _ in 0..599 {
            program.get("/api/v1/drafts").await.is(200);
        }
        let over = program.get("/api/v1/drafts").await;
        assert_eq!((over.header("retry-after"), over.header("ratelimit-remaining")), ("1", "0"));
        over.is(429);
        other.get("/api/v1/drafts").await.is(200);
        world.clock("2026-11-25T08:00:01");
        program.get("/api/v1/drafts").await.is(200);
    })
    .await;
}
