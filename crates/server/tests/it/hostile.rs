//! Text that wants to be something else: in every text field, on every page, paper and letter.

use std::time::Duration;

use serde_json::{Map, Value as Json};
use server::features::dossiers::store::drafts;
use server::platform::blobs::sha256;

use crate::acts::*;
use crate::person::escaped;
use crate::world::{World, each};

/// Texts that have broken other programs.
const NAUGHTY: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'-alert(1)-'",
    "</textarea></script><script>alert(2)</script>",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "#import \"@preview/x:1.0.0\" #panic() $x^2$ @ref <label> *b* _i_",
    "Robert'); DROP TABLE dossier;--",
    "%s%n%d \\x00 \\u0000 %00",
    "\u{0}\u{1}\u{7}\u{8}\u{1b}[31m\u{7f}",
    "Tên\r\nBcc: nan.nhan@example.vn\r\n\r\nThư giả",
    "\u{202e}gnơhn\u{202c} \u{200b}\u{200d}\u{feff} שלום مرحبا",
    "👩‍👩‍👧‍👦🏳️‍🌈 Ｚ̵̢̛̮a̷l̵g̴o̵ 😀",
    "Nguye\u{302}\u{303}n Thi\u{323} De\u{302}\u{309}",
    "𐍈𠜎 \u{fffd}\u{fffe} \u{2028}\u{2029}",
];

/// The ids of all fields of the form that take free text.
fn text_fields(world: &World) -> Vec<String> {
    let revision = revision(world, MARITAL);
    let is_text =
        |field: &&forms::Field| matches!(field.kind, forms::Kind::Text(_) | forms::Kind::Textarea(_));
    revision.pack.form().fields.iter().filter(is_text).map(|field| field.id.clone()).collect()
}

/// Golden answers with `text` in every text field, visible or not.
fn with_text(world: &World, text: &str) -> Map<String, Json> {
    let mut answers = golden(world, MARITAL);
    for field in text_fields(world) {
        answers.insert(field, text.into());
    }
    answers["nyc_dia_chi"]["detail"] = text.into();
    answers["qua_trinh_cu_tru"][0]["noi"]["detail"] = text.into();
    answers
}

/// Nothing of the text became a tag or an attribute: the page holds as many scripts as it would without it.
fn is_inert(page: &str, text: &str) {
    for tag in ["<script>alert", "<img src=x", "</textarea></script><script>"] {
        assert!(!page.contains(tag), "{tag} of {text:?} is live");
    }
    assert!(!page.contains("49 49"), "nothing was evaluated");
}

#[tokio::test]
async fn whatever_is_typed_the_pages_show_it_and_run_nothing() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let mut accepted = 0;
        for text in NAUGHTY {
            let id = start(&citizen, MARITAL).await;
            fill(&world, &citizen, id, (MARITAL, &with_text(&world, text))).await;
            for page in
                ["phan/nguoi_yeu_cau", "phan/nguoi_duoc_cap", "phan/cu_tru", "phan/hon_nhan", "kiem-tra"]
            {
                is_inert(citizen.get(&format!("/ho-so-nhap/{id}/{page}")).await.is(200).text(), text);
            }
            let sent = send(&citizen, id).await;
            assert!(sent.status == 303 || sent.status == 422, "{text:?}: {}", sent.status);
            if sent.status == 422 {
                is_inert(sent.text(), text);
                citizen.post::<&str, &str>(&format!("/ho-so-nhap/{id}/bo"), &[]).await.is(303);
                continue;
            }
            accepted += 1;
            let desk = world.as_("motcua.binhson").await;
            receive(&world, &desk, id).await.is(303);
            desk.get(&format!("/can-bo/ho-so/{id}/to-khai.pdf")).await.is_pdf();
            for receipt in
                desk.get(&format!("/can-bo/ho-so/{id}")).await.links(&format!("/can-bo/ho-so/{id}/giay/"))
            {
                desk.get(&receipt).await.is_pdf();
            }
            for page in [
                desk.get(&format!("/can-bo/ho-so/{id}")).await,
                desk.get("/can-bo/ho-so").await,
                desk.get("/can-bo/viec?phan=chua-ai-nhan").await,
                citizen.get(&format!("/ho-so-cua-toi/{id}")).await,
            ] {
                is_inert(page.is(200).text(), text);
            }
        }
        world.works().await;
        letters_are_sound(&world);
        assert!(accepted >= 8, "only {accepted} of {} went all the way", NAUGHTY.len());
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn what_officials_type_is_shown_as_text_too() {
    each(async |world| {
        let (citizen, id) = received_marital(&world, "0905000001").await;
        let desk = world.as_("motcua.binhson").await;
        for text in NAUGHTY {
            desk.post(&format!("/can-bo/ho-so/{id}/ghi-chu"), &[("ghi_chu", text)]).await.is(303);
            for path in
                ["/can-bo/ho-so?q=", "/can-bo/quay?q=", "/thu-tuc?q=", "/tra-cuu?ma=", "/dang-nhap?tiep="]
            {
                is_inert(
                    desk.get(&format!("{path}{}", crate::person::percent(text))).await.is(200).text(),
                    text,
                );
            }
        }
        let page = desk.get(&format!("/can-bo/ho-so/{id}")).await.is(200);
        is_inert(page.text(), "notes");
        assert!(page.text().contains(&escaped("<script>alert(1)</script>")));
        let long = "ă".repeat(4001);
        let base = format!("/can-bo/ho-so/{id}");
        desk.post(&format!("{base}/ghi-chu"), &[("ghi_chu", &long)]).await.is(422).shows("đã nhập 4001");
        complete(&world, &desk, (id, "ban_giao", &[("ghi_chu", &long)])).await.is(422).shows("đã nhập 4001");
        complete_all(&world, id, &[("ban_giao", &[])]).await;
        let officer = world.as_("hotich.binhson").await;
        let asked = [("muc", "field.nyc_noi_cap"), ("ly_do.field.nyc_noi_cap", &long)];
        officer.post(&format!("{base}/yeu-cau-sua"), &asked).await.is(422).shows("đã nhập 4001");
        complete_all(&world, id, &[("kiem_tra", &[("ket_luan", "du_can_cu")])]).await;
        let paper = [("ket_luan", "cap"), ("cap.thoi_gian", "đến nay"), ("cap.tinh_trang", &long)];
        complete(&world, &officer, (id, "lap_giay", &paper)).await.is(422).shows("đã nhập 4001");
        let (_other, waiting) = submit_marital(&world, "0905000002").await;
        let reason = [("ly_do", long.as_str())];
        desk.post(&format!("/can-bo/ho-so/{waiting}/tu-choi"), &reason).await.is(422).shows("đã nhập 4001");
        citizen.get(&format!("/ho-so-cua-toi/{id}")).await.is(200).hides("<script>alert(1)</script>");
    })
    .await;
}

#[tokio::test]
async fn a_text_over_its_limit_is_an_error_and_never_a_cut() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let long = "Ổ".repeat(10_000);
        let id = start(&citizen, MARITAL).await;
        fill(&world, &citizen, id, (MARITAL, &with_text(&world, &long))).await;
        let account = world.account("0905000001").await.id;
        let kept = drafts::one(&world.app.store, (id, account)).await.unwrap().unwrap();
        assert_eq!(kept.answers["nyc_noi_cap"], long.as_str(), "the draft keeps what was typed");
        citizen.get(&format!("/ho-so-nhap/{id}/phan/nguoi_yeu_cau")).await.is(200).shows(&long);
        send(&citizen, id).await.is(422).shows("Nơi cấp");
        assert_eq!(world.count("select count(*) from dossier").await, 0);
    })
    .await;
}

#[tokio::test]
async fn papers_print_any_text_the_same_each_time_and_letters_have_no_second_head() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let mut answers = golden(&world, MARITAL);
        answers.insert("nyc_ho_ten".into(), "#panic() $x$ <b>Nguye\u{302}\u{303}n</b> 😀 {{7*7}}".into());
        answers.insert("nyc_noi_cap".into(), "Công an\\ *tỉnh* @ref <label> #eval(\"1+1\")".into());
        let id = submit(&world, &citizen, (MARITAL, &answers, &[])).await;
        let desk = world.as_("motcua.binhson").await;
        receive(&world, &desk, id).await.is(303);
        let prints =
            [format!("/can-bo/ho-so/{id}/to-khai.pdf"), format!("/can-bo/ho-so/{id}/phieu-kiem-soat.pdf")];
        let receipt =
            desk.get(&format!("/can-bo/ho-so/{id}")).await.links(&format!("/can-bo/ho-so/{id}/giay/"));
        for path in prints.iter().chain(&receipt) {
            let (first, again) = (desk.get(path).await.is_pdf(), desk.get(path).await.is_pdf());
            assert_eq!(sha256(&first.bytes), sha256(&again.bytes), "{path}");
        }
        world.works().await;
        letters_are_sound(&world);
        // An address with a line break in it is no address.
        for email in ["a@b.vn\r\nBcc: c@d.vn", "a@b.vn,c@d.vn", "a b@c.vn", "\"a\r\n\"@b.vn"] {
            answers.insert("nyc_email".into(), email.into());
            let draft = start(&citizen, MARITAL).await;
            fill(&world, &citizen, draft, (MARITAL, &answers)).await;
            send(&citizen, draft).await.is(422).shows("Thư điện tử");
        }
    })
    .await;
}

/// A search or form that makes the server think too long would show here: all of the above runs in moments.
#[tokio::test]
async fn long_searches_and_odd_addresses_are_answered_at_once() {
    each(async |world| {
        let visitor = world.visitor();
        let words = "giấy xác nhận ".repeat(700);
        let asked = async {
            visitor.get(&format!("/thu-tuc?q={}", crate::person::percent(&words))).await.is(200);
            visitor.get("/thu-tuc/%00%ff").await;
            visitor.get(&format!("/thu-tuc/{}", "a/".repeat(3_000))).await.is(404);
        };
        tokio::time::timeout(Duration::from_secs(30), asked).await.unwrap();
    })
    .await;
}

/// Every letter has one head of known lines, whatever stands in its text.
fn letters_are_sound(world: &World) {
    let letters = crate::jobs::letters(world);
    assert!(!letters.is_empty());
    for letter in letters {
        let (head, _body) = letter.split_once("\r\n\r\n").unwrap();
        let names: Vec<_> = head.lines().filter(|line| !line.starts_with(' ')).collect();
        assert!(names.iter().all(|line| line.contains(": ")), "{head}");
        let count = |name: &str| names.iter().filter(|line| line.to_lowercase().starts_with(name)).count();
        assert_eq!(
            (count("to:"), count("from:"), count("subject:"), count("bcc:"), count("cc:")),
            (1, 1, 1, 0, 0),
            "{head}"
        );
    }
}
