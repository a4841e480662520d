//! Logging in, being kept out, sessions that end.

use server::features::identity::session::hash_token;
use server::features::identity::store as identity;
use server::seeds::cast::{self, PASSWORD};
use store::Batch;

use crate::person::{Page, Person};
use crate::world::{World, each, each_address};

async fn log_in(person: &Person, login: &str, password: &str) -> Page {
    person.post("/dang-nhap", &[("ten", login), ("mat_khau", password)]).await
}

const WRONG: &str = "Tên đăng nhập hoặc mật khẩu chưa đúng.";
const WAIT: &str = "Đã nhập sai nhiều lần.";

#[tokio::test]
async fn everybody_lands_on_the_page_of_their_work_and_logging_out_ends_the_session_on_the_server() {
    each(async |world| {
        let official = world.visitor();
        assert_eq!(log_in(&official, " MotCua.BinhSon ", PASSWORD).await.goes_to(), "/can-bo/viec");
        official.get("/can-bo/viec").await.is(200).shows("Phạm Thị Lài");
        let citizen = world.visitor();
        assert_eq!(log_in(&citizen, "0905000001", PASSWORD).await.goes_to(), "/ho-so-cua-toi");
        let token = citizen.cookie("phien").unwrap();
        assert_eq!(token.len(), 64);
        let stored =
            identity::session(&world.app.store, hash_token(&token), world.app.clock.now()).await.unwrap();
        assert!(stored.is_some(), "only the hash of the token is stored");
        assert_eq!(citizen.post::<&str, &str>("/dang-xuat", &[]).await.goes_to(), "/");
        citizen.keep("phien", &token);
        assert!(
            citizen.get("/ho-so-cua-toi").await.goes_to().starts_with("/dang-nhap"),
            "the old cookie is dead"
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    each(async |world| {
        let person = world.visitor();
        let known = log_in(&person, "0905000001", "sai mật khẩu").await.is(422).shows(WRONG);
        let unknown = log_in(&person, "0905999999", "sai mật khẩu").await.is(422).shows(WRONG);
        assert_eq!(known.text().replace("0905000001", "*"), unknown.text().replace("0905999999", "*"));
        assert_eq!(person.cookie("phien"), None);
        log_in(&person, &"x".repeat(100_000), "x").await.is(422).shows(WRONG);
        log_in(&person, "a\0b", "c\0d").await.is(422).shows(WRONG);
    })
    .await;
}

#[tokio::test]
async fn five_wrong_passwords_close_the_name_for_a_quarter_of_an_hour_from_anywhere() {
    each(async |world| {
        let person = world.visitor();
        for _ in 0..4 {
            log_in(&person, "0905000001", "sai").await.is(422).shows(WRONG);
        }
        log_in(&person, "0905000001", "sai").await.is(422).shows(WAIT);
        log_in(&world.visitor(), "0905000001", PASSWORD).await.is(422).shows(WAIT);
        log_in(&person, "0905000002", PASSWORD).await.is(303);
        world.clock("2026-11-25T08:14:59");
        log_in(&person, "0905000001", PASSWORD).await.is(422).shows(WAIT);
        world.clock("2026-11-25T08:15:01");
        log_in(&person, "0905000001", PASSWORD).await.is(303);
        // The right password wipes the slate.
        log_in(&person, "0905000001", "sai").await.is(422).shows(WRONG);
    })
    .await;
}

#[tokio::test]
async fn guesses_made_at_the_same_moment_are_counted_one_by_one() {
    each(async |world| {
        let people: Vec<_> = (0..10).map(|_| world.visitor()).collect();
        let mut guesses = tokio::task::JoinSet::new();
        for person in people {
            guesses.spawn(async move { log_in(&person, "0905000001", "sai").await });
        }
        let pages = guesses.join_all().await;
        let wrong = pages.iter().filter(|page| page.holds(WRONG)).count();
        let wait = pages.iter().filter(|page| page.holds(WAIT)).count();
        assert_eq!((wrong, wait), (4, 6), "the fifth guess closes the name, the rest are not looked at");
        assert_eq!(world.count("select failures from login_throttle").await, 10);
        log_in(&world.visitor(), "0905000001", PASSWORD).await.is(422).shows(WAIT);
        world.clock("2026-11-25T08:15:01");
        log_in(&world.visitor(), "0905000001", PASSWORD).await.is(303);
        assert_eq!(world.count("select count(*) from login_throttle").await, 0);
    })
    .await;
}

#[tokio::test]
async fn one_address_tries_twenty_times_and_then_waits() {
    each(async |world| {
        let person = world.visitor();
        for n in 0..20 {
            assert_ne!(log_in(&person, "0905000003", "sai").await.status, 429, "try {n}");
        }
        let page = log_in(&person, "0905000003", "sai").await.is(429);
        assert_eq!(page.headers["retry-after"], "3");
        person.post::<&str, &str>("/dang-ky", &[]).await.is(429);
        world.visitor().post::<&str, &str>("/dang-ky", &[]).await.is(422);
        world.clock("2026-11-25T08:00:04");
        log_in(&person, "0905000003", "sai").await.is(422);
    })
    .await;
}

#[tokio::test]
async fn behind_the_trusted_proxy_everybody_has_tries_of_their_own_and_nobody_else_is_believed() {
    each_address(async |url, folder| {
        let mut config = crate::world::config(url, folder);
        config.trusted_proxy = Some([10, 0, 0, 1].into());
        let world = World::open(config).await;
        let (proxy, liar) = (world.visitor(), world.visitor());
        let log_in = async |person: &Person, forwarded: &str| {
            let headers = [("sec-fetch-site", "same-origin"), ("x-forwarded-for", forwarded)];
            let pairs = [("ten", "0905000003"), ("mat_khau", "sai")];
            person.post_with("/dang-nhap", &pairs, &headers).await.status.as_u16()
        };
        for n in 0..20 {
            assert_eq!(log_in(&proxy, &format!("1.1.1.{n}, 203.0.113.1")).await, 422, "try {n}");
        }
        assert_eq!(
            log_in(&proxy, "1.1.1.99, 203.0.113.1").await,
            429,
            "what a client adds in front is not believed"
        );
        assert_eq!(log_in(&proxy, "203.0.113.2").await, 422, "somebody else behind the proxy");
        for n in 0..20 {
            assert_eq!(log_in(&liar, &format!("203.0.113.{}", 100 + n)).await, 422, "try {n}");
        }
        assert_eq!(log_in(&liar, "203.0.113.200").await, 429, "a peer that is not the proxy is not believed");
        world.app.store.close().await;
    })
    .await;
}

#[tokio::test]
async fn people_see_where_they_are_logged_in_and_end_it_from_elsewhere() {
    each(async |world| {
        let (here, there) = (world.as_("0905000001").await, world.as_("0905000001").await);
        let stranger = world.as_("0905000002").await;
        let page = here.get("/tai-khoan").await.is(200);
        assert_eq!(page.text().matches("Trình duyệt thử</strong>").count(), 2);
        let ends = page.links("/tai-khoan/phien/");
        assert_eq!(ends.len(), 2);
        for end in &ends {
            assert_ne!(
                stranger.post::<&str, &str>(end, &[]).await.status,
                303,
                "another's session is not theirs to end"
            );
        }
        there.get("/ho-so-cua-toi").await.is(200);
        let this = world.session_of(&here).await;
        let other = ends.iter().find(|end| !end.contains(&this.to_string())).unwrap();
        here.post::<&str, &str>(other, &[]).await.is(303);
        there.get("/ho-so-cua-toi").await.is(303);
        here.get("/ho-so-cua-toi").await.is(200);
        assert_eq!(here.get("/tai-khoan").await.links("/tai-khoan/phien/").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_session_lasts_twelve_hours_from_its_last_use() {
    each(async |world| {
        let person = world.as_("0905000001").await;
        world.clock("2026-11-25T19:59:00");
        person.get("/ho-so-cua-toi").await.is(200);
        world.clock("2026-11-26T07:58:00");
        person.get("/ho-so-cua-toi").await.is(200);
        world.clock("2026-11-26T19:59:00");
        person.get("/ho-so-cua-toi").await.is(303);
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_does_not_come_back() {
    each(async |world| {
        let person = world.as_("hotich.binhson").await;
        person.get("/can-bo/viec").await.is(200);
        let account = world.account("hotich.binhson").await;
        let batch = identity::disable_account(Batch::new(), &account, world.app.clock.now());
        world.app.store.commit(batch).await.unwrap();
        person.get("/can-bo/viec").await.is(303);
        log_in(&person, "hotich.binhson", PASSWORD).await.is(422).shows(WRONG);
    })
    .await;
}

#[tokio::test]
async fn signing_up_names_what_is_wrong_and_one_phone_has_one_account() {
    each(async |world| {
        let person = world.visitor();
        let form = |phone: &'static str, again: &'static str| {
            [
                ("ho_ten", "Võ Thị Mận"),
                ("dien_thoai", phone),
                ("so_dinh_danh", "051190000001"),
                ("mat_khau", "mật khẩu dài"),
                ("mat_khau_lai", again),
            ]
        };
        let page = person.post("/dang-ky", &form("12345", "mật khẩu dài")).await.is(422);
        page.shows("bạn đã nhập “12345”").shows("Võ Thị Mận").hides("mật khẩu dài");
        person.post("/dang-ky", &form("0912345678", "khác")).await.is(422).shows("chưa giống nhau");
        let cast = i64::try_from(cast::OFFICIALS.len() + cast::CITIZENS.len()).unwrap();
        person.post("/dang-ky", &form("0905000001", "mật khẩu dài")).await.is(422).shows("đã có tài khoản");
        assert_eq!(accounts(&world).await, cast);
        // Pressed twice at once it is one account.
        let again = world.visitor();
        let typed = form("0912345678", "mật khẩu dài");
        let (first, second) = tokio::join!(person.post("/dang-ky", &typed), again.post("/dang-ky", &typed));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
        assert_eq!(accounts(&world).await, cast + 1);
    })
    .await;
}

async fn accounts(world: &World) -> i64 {
    world.count("select count(*) from account").await
}
