//! People change their own password and contact facts, in their language.

use crate::acts::*;
use crate::world::each;

/// Contact facts as they are typed.
const CONTACT: [(&str, &str); 6] = [
    ("email", "Hoa.Mo@Example.vn"),
    ("ngay_sinh", "7/5/1990"),
    ("gioi_tinh", "nu"),
    ("dia_chi.province", "51"),
    ("dia_chi.commune", "21040"),
    ("dia_chi.detail", "Xóm Mới"),
];

#[tokio::test]
async fn a_password_is_changed_with_the_old_one_and_other_log_ins_end() {
    each(async |world| {
        let (here, there) = (world.as_("vanthu.binhson").await, world.as_("vanthu.binhson").await);
        let form = |old: &'static str, new: &'static str| {
            [("mat_khau_cu", old), ("mat_khau", new), ("mat_khau_lai", new)]
        };
        let path = "/tai-khoan/mat-khau";
        assert!(world.visitor().get(path).await.goes_to().starts_with("/dang-nhap?tiep="));
        here.get(path).await.is(200).shows("Mật khẩu đang dùng");
        here.post(path, &form("sai mật khẩu", "mật khẩu mới"))
            .await
            .is(422)
            .shows("Mật khẩu đang dùng chưa đúng");
        here.post(path, &form("trinhdien2026", "ngắn")).await.is(422).shows("ít nhất 8 ký tự").hides("ngắn");
        there.get("/can-bo/viec").await.is(200);
        let to = here.post(path, &form("trinhdien2026", "mật khẩu mới")).await.goes_to();
        here.get(&to).await.is(200).shows("Đã đổi mật khẩu");
        assert!(there.get("/can-bo/viec").await.goes_to().starts_with("/dang-nhap"));
        let log_in = |password| [("ten", "vanthu.binhson"), ("mat_khau", password)];
        world.visitor().post("/dang-nhap", &log_in("trinhdien2026")).await.is(422);
        world.visitor().post("/dang-nhap", &log_in("mật khẩu mới")).await.goes_to();
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn contact_facts_are_kept_and_new_forms_begin_with_them() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let path = "/tai-khoan/thong-tin";
        citizen.get(path).await.is(200).keeps("12/03/1995").shows("Thôn Thử Nghiệm");
        assert_eq!(citizen.post(path, &CONTACT).await.goes_to(), "/tai-khoan?xong=thong-tin");
        citizen.get("/tai-khoan?xong=thong-tin").await.is(200).shows("Đã lưu thông tin liên hệ");
        let account = world.account("0905000001").await;
        assert_eq!(
            (account.email.as_str(), account.birth_date.as_str()),
            ("hoa.mo@example.vn", "1990-05-07")
        );
        let id = start(&citizen, MARITAL).await;
        let first = citizen.get(&format!("/ho-so-nhap/{id}")).await.goes_to();
        citizen.get(&first).await.is(200).keeps("07/05/1990").shows("Xóm Mới");
        // The event says which facts changed, never what they are.
        let events = server::platform::journal::events(&world.app.store, account.id).await.unwrap();
        let data = events.last().unwrap().data.to_string();
        assert!(data.contains("address") && !data.contains("Xóm Mới") && !data.contains("1990"), "{data}");
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn wrong_contact_facts_are_told_in_the_language_of_the_page_and_stay_typed() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let wrong = [
            ("email", "hoa@"),
            ("ngay_sinh", "31/02/1990"),
            ("gioi_tinh", "x"),
            ("dia_chi.province", "51"),
            ("dia_chi.commune", "00001"),
            ("dia_chi.detail", "Xóm Mới"),
        ];
        let page =
            citizen.post("/tai-khoan/thong-tin", &wrong).await.is(422).shows("bạn đã nhập “31/02/1990”");
        let page = page.keeps("hoa@").keeps("31/02/1990").keeps("Xóm Mới");
        let _ = page.shows("Chọn đủ tỉnh và xã, phường");
        citizen.keep("ngon_ngu", "en");
        let page =
            citizen.post("/tai-khoan/thong-tin", &wrong).await.is(422).shows("you entered “31/02/1990”");
        let _ = page.shows("Choose both the province and the commune");
        assert_eq!(world.account("0905000001").await.email, "0905000001@example.vn");
    })
    .await;
}

#[tokio::test]
async fn without_scripts_a_button_fetches_the_communes_and_saves_nothing() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let form = [("email", "moi@example.vn"), ("dia_chi.province", "01"), ("_reload", "dia_chi.province")];
        let page = citizen.post("/tai-khoan/thong-tin", &form).await.is(200).keeps("moi@example.vn");
        let first = world.app.catalogue.known.law.lists.communes("01").first().unwrap().1.clone();
        let _ = page.shows(&first);
        assert_eq!(world.account("0905000001").await.email, "0905000001@example.vn");
    })
    .await;
}

#[tokio::test]
async fn contact_facts_are_those_of_citizens() {
    each(async |world| {
        assert!(world.visitor().get("/tai-khoan/thong-tin").await.goes_to().starts_with("/dang-nhap"));
        world.as_("quantri").await.get("/tai-khoan/thong-tin").await.is(403);
        world.as_("quantri").await.post("/tai-khoan/thong-tin", &CONTACT).await.is(403);
    })
    .await;
}
