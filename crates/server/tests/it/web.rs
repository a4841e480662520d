//! What every answer carries, and what a browser on another site cannot do.

use crate::acts::*;
use crate::person::{Page, percent};
use crate::world::each;

#[track_caller]
fn is_secure(page: &Page, what: &str) {
    let header = |name: &str| {
        let value = page.headers.get(name).unwrap_or_else(|| panic!("{what}: {name} is missing"));
        value.to_str().unwrap().to_owned()
    };
    let policy = header("content-security-policy");
    for part in ["default-src 'none'", "default-src 'self'"] {
        if policy.contains(part) {
            assert!(!policy.contains("script-src"), "{what}: {policy}");
        }
    }
    assert!(policy.starts_with("default-src '") && policy.contains("frame-ancestors"), "{what}: {policy}");
    assert!(!policy.contains("unsafe-eval") && !policy.contains("*"), "{what}: {policy}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert!(header("permissions-policy").contains("camera=()"), "{what}");
    assert!(!page.headers.contains_key("server") && !page.headers.contains_key("x-powered-by"), "{what}");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_whatever_it_is() {
    each(async |world| {
        let (citizen, id) = received_marital(&world, "0905000001").await;
        let (visitor, desk) = (world.visitor(), world.as_("motcua.binhson").await);
        let paper =
            citizen.get(&format!("/ho-so-cua-toi/{id}")).await.links(&format!("/ho-so-cua-toi/{id}/giay/"));
        let answers = [
            (200, visitor.get("/").await),
            (200, visitor.get("/thu-tuc/1.004873").await),
            (200, visitor.get("/suc-khoe").await),
            (200, citizen.get(&format!("/ho-so-cua-toi/{id}")).await),
            (200, citizen.get(&paper[0]).await),
            (200, desk.get(&format!("/can-bo/ho-so/{id}/quy-trinh.bpmn")).await),
            (200, visitor.get("/dia-danh/xa?province=51").await),
            (303, visitor.get("/ho-so-cua-toi").await),
            (303, visitor.get("/ngon-ngu/en").await),
            (403, desk.get("/ho-so-cua-toi").await),
            (404, visitor.get("/khong-co-trang-nay").await),
            (404, visitor.get("/assets/khong-co.js").await),
            (404, citizen.get("/can-bo/viec").await),
            (405, visitor.get("/dang-xuat").await),
            (409, receive(&world, &desk, id).await),
            (422, visitor.post("/tra-cuu", &[("ma", "x"), ("ma_tra_cuu", "y")]).await),
        ];
        for (status, page) in answers {
            let page = page.is(status);
            is_secure(&page, &format!("{status}"));
            assert_eq!(page.headers["cache-control"], "no-store", "personal pages are kept by no cache");
        }
        if let Some(asset) = visitor.get("/").await.links("/assets/").first() {
            let page = visitor.get(asset).await.is(200);
            is_secure(&page, asset);
            assert!(page.headers["cache-control"].to_str().unwrap().contains("immutable"));
        }
    })
    .await;
}

#[tokio::test]
async fn another_site_cannot_send_a_form_in_somebodys_name() {
    each(async |world| {
        let (citizen, id) = submit_marital(&world, "0905000001").await;
        let desk = world.as_("motcua.binhson").await;
        let before = world.dossier(id).await;
        let none: [(&str, &str); 0] = [];
        let foreign: [&[(&str, &str)]; 4] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
        ];
        for headers in foreign {
            for path in ["tiep-nhan", "tu-choi", "ghi-chu", "yeu-cau-sua"] {
                let page = desk.post_with(&format!("/can-bo/ho-so/{id}/{path}"), &none, headers).await;
                is_secure(&page.is(403), path);
            }
            for path in ["/dang-xuat", "/dang-nhap", "/dang-ky", "/tra-cuu", "/thu-tuc/1.004873/nop-ho-so"] {
                citizen.post_with(path, &none, headers).await.is(403);
            }
        }
        assert_eq!(world.dossier(id).await, before);
        citizen.get("/ho-so-cua-toi").await.is(200);
        // The same site, and programs that are no browsers, may.
        citizen.post_with("/tra-cuu", &none, &[("origin", "http://motcua.test")]).await.is(422);
        citizen.post_with("/tra-cuu", &none, &[]).await.is(422);
    })
    .await;
}

#[tokio::test]
async fn no_address_of_ours_leads_to_another_site() {
    each(async |world| {
        use server::seeds::cast::PASSWORD;
        let elsewhere = [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "",
        ];
        for next in elsewhere {
            let person = world.visitor();
            let to = person.get(&format!("/ngon-ngu/en?tiep={}", percent(next))).await.goes_to();
            assert_eq!(to, "/", "{next:?}");
            let form = [("ten", "0905000001"), ("mat_khau", PASSWORD), ("tiep", next)];
            assert_eq!(person.post("/dang-nhap", &form).await.goes_to(), "/ho-so-cua-toi", "{next:?}");
        }
        let person = world.visitor();
        assert_eq!(person.get("/ngon-ngu/en?tiep=/thu-tuc%3Fq%3D1").await.goes_to(), "/thu-tuc?q=1");
        person.get("/dang-nhap").await.is(200).shows("Log in");
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_too_long_or_broken_is_refused_in_words_and_stores_nothing() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let id = start(&citizen, MARITAL).await;
        let section = format!("/ho-so-nhap/{id}/phan/nguoi_yeu_cau");
        let long = "x".repeat(3_000_000);
        citizen.post(&section, &[("nyc_ho_ten", &long)]).await.is(400).shows("Chưa có gì được lưu");
        let many = vec![("nyc_ho_ten", "x"); 6_000];
        citizen.post(&section, &many).await.is(400).shows("Chưa có gì được lưu");
        assert_eq!(world.count("select version from draft").await, 1);
        for broken in ["/ho-so-cua-toi/khong-phai-ma", "/ho-so-nhap/1/phan/x", "/can-bo/viec?sau=%00.%00"] {
            citizen.get(broken).await.is(404).shows("Không tìm thấy trang");
        }
    })
    .await;
}
