//! Corrections before acceptance, supplements after it, and declining: one list, exactly what was asked, and the clock.

use server::features::dossiers::model::Stage;
use server::features::dossiers::store::ledger;
use uuid::Uuid;

use crate::acts::*;
use crate::person::{Page, Part, Person};
use crate::world::{World, each};

/// What the settling unit asks for: a name and a paper, each with its reason.
const ASKED: [(&str, &str); 6] = [
    ("muc", "field.nyc_noi_cap"),
    ("ly_do.field.nyc_noi_cap", "Ghi đủ tên cơ quan cấp"),
    ("muc", "component.giay_to_tuy_than"),
    ("ly_do.component.giay_to_tuy_than", "Ảnh bị mờ"),
    ("ly_do", "Bổ sung một lần cho đủ"),
    ("truoc_ngay", "05/12/2026"),
];

async fn ask(officer: &Person, id: Uuid, pairs: &[(&str, &str)]) -> Page {
    officer.post(&format!("/can-bo/ho-so/{id}/yeu-cau-sua"), pairs).await
}

async fn answer(citizen: &Person, id: Uuid, parts: &[Part<'_>]) -> Page {
    citizen.upload(&format!("/ho-so-cua-toi/{id}/bo-sung"), parts).await
}

/// The answer to [`ASKED`], with more than was asked posted by hand.
fn full_answer() -> [Part<'static>; 5] {
    [
        Part("nyc_noi_cap", None, "Cục Cảnh sát quản lý hành chính".as_bytes()),
        Part("giay_to_tuy_than", Some("rõ.pdf"), PDF),
        Part("nyc_ho_ten", None, "Tên Khác Hẳn".as_bytes()),
        Part("so_luong", None, b"5"),
        Part("van_ban_uy_quyen", Some("lạ.pdf"), PDF),
    ]
}

/// A dossier with the officer who appraises it, the morning after acceptance.
async fn in_progress(world: &World) -> (Person, Person, Uuid) {
    let (citizen, id) = received_marital(world, "0905000001").await;
    world.at("2026-11-26T09:00:00").await;
    complete_all(world, id, &[("ban_giao", &[])]).await;
    (citizen, world.as_("hotich.binhson").await, id)
}

#[tokio::test]
async fn a_supplement_changes_exactly_what_was_asked_and_the_clock_waits_for_it() {
    each(async |world| {
        let (citizen, officer, id) = in_progress(&world).await;
        assert_eq!(world.due(id).await, "2026-11-30T11:30:00");
        let before = world.dossier(id).await;
        ask(&officer, id, &ASKED).await.is(303);
        let asked = world.dossier(id).await;
        assert_eq!((asked.stage, asked.due_at), (Stage::AwaitingSupplement, None));
        assert!(asked.paused_since.is_some());
        // Meanwhile no step goes on, and form 02 can be printed.
        complete(&world, &officer, (id, "kiem_tra", &[("ket_luan", "du_can_cu")])).await.is(409);
        let page = citizen.get(&format!("/ho-so-cua-toi/{id}/bo-sung")).await.is(200);
        let page = page.shows("Ghi đủ tên cơ quan cấp").shows("Ảnh bị mờ");
        assert!(page.text().contains("name=\"nyc_noi_cap\"") && !page.text().contains("name=\"nyc_ho_ten\""));
        let papers =
            citizen.get(&format!("/ho-so-cua-toi/{id}")).await.links(&format!("/ho-so-cua-toi/{id}/giay/"));
        assert_eq!(papers.len(), 2, "receipt and request");
        citizen.get(&papers[1]).await.is_pdf();

        // Two working days later, over a week-end, the citizen answers.
        world.at("2026-11-30T09:00:00").await;
        answer(&citizen, id, &full_answer()).await.is(303);
        let after = world.dossier(id).await;
        assert_eq!(after.stage, Stage::InProgress);
        let (mut old, new) = (before.answers.clone(), after.answers.clone());
        old["nyc_noi_cap"] = "Cục Cảnh sát quản lý hành chính".into();
        assert_eq!(old, new, "nothing else has changed, whatever was posted");
        assert_eq!(
            world.count("select count(*) from attachment where component = 'van_ban_uy_quyen'").await,
            0
        );
        assert_eq!(world.due(id).await, "2026-12-02T11:30:00", "two working days more");
        complete(&world, &officer, (id, "kiem_tra", &[("ket_luan", "du_can_cu")])).await.is(303);
        answer(&citizen, id, &full_answer()).await.is(409);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_request_without_items_or_reasons_is_not_sent() {
    each(async |world| {
        let (_citizen, officer, id) = in_progress(&world).await;
        let before = world.dossier(id).await;
        ask(&officer, id, &[("ly_do", "Bổ sung")]).await.is(422).shows("Chọn ít nhất một mục");
        let bare = [("muc", "field.nyc_noi_cap"), ("ly_do.field.nyc_noi_cap", "  ")];
        ask(&officer, id, &bare).await.is(422).shows("chưa có lý do");
        let unknown = [("muc", "field.khong_co"), ("ly_do.field.khong_co", "Không có ô này")];
        ask(&officer, id, &unknown).await.is(422);
        assert_eq!(world.dossier(id).await, before);
        assert_eq!(world.count("select count(*) from supplement_request").await, 0);
        assert_eq!(world.count("select count(*) from counter where key like 'supplement/%'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_incomplete_answer_is_shown_again_and_the_dossier_still_waits() {
    each(async |world| {
        let (citizen, officer, id) = in_progress(&world).await;
        ask(&officer, id, &ASKED).await.is(303);
        let before = world.dossier(id).await;
        let only_field = [Part("nyc_noi_cap", None, b"X")];
        answer(&citizen, id, &only_field).await.is(422).shows("Cần gửi tệp mới");
        let empty = [Part("nyc_noi_cap", None, b""), Part("giay_to_tuy_than", Some("rõ.pdf"), PDF)];
        answer(&citizen, id, &empty).await.is(422);
        assert_eq!(world.dossier(id).await, before);
        // Another citizen and an official cannot answer for the applicant.
        answer(&world.as_("0905000002").await, id, &full_answer()).await.is(404);
        answer(&officer, id, &full_answer()).await.is(403);
        assert_eq!(world.dossier(id).await, before);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_makes_others_necessary_opens_them_and_nothing_else() {
    each(async |world| {
        let (citizen, officer, id) = in_progress(&world).await;
        let asked =
            [("muc", "field.tinh_trang"), ("ly_do.field.tinh_trang", "Theo sổ hộ tịch, bạn đã ly hôn")];
        ask(&officer, id, &asked).await.is(303);
        let before = world.dossier(id).await;
        let divorced = Part("tinh_trang", None, b"da_ly_hon");
        let page = answer(&citizen, id, &[divorced]).await.is(422);
        for part in ["href=\"#lh_so\"", "name=\"lh_toa_an\"", "value=\"da_ly_hon\" checked"] {
            assert!(page.text().contains(part), "{part}");
        }
        assert!(!page.text().contains("name=\"nyc_ho_ten\""));
        assert_eq!(world.dossier(id).await, before);

        // A divorce abroad needs a paper that nobody asked for: the page says so at its place.
        let judgment = [
            Part("tinh_trang", None, b"da_ly_hon"),
            Part("lh_so", None, b"12/2020"),
            Part("lh_ngay", None, b"05/03/2020"),
            Part("lh_toa_an", None, "Tòa án nhân dân mẫu".as_bytes()),
            Part("nyc_ho_ten", None, "Tên Khác Hẳn".as_bytes()),
        ];
        let abroad: Vec<_> = judgment.iter().copied().chain([Part("lh_nuoc_ngoai", None, b"true")]).collect();
        let page = answer(&citizen, id, &abroad).await.is(422);
        assert!(page.shows("trở nên bắt buộc").text().contains("href=\"#ghi_chu_ly_hon\""));

        answer(&citizen, id, &judgment).await.is(303);
        let after = world.dossier(id).await;
        assert_eq!(after.stage, Stage::InProgress);
        assert_eq!(after.answers["lh_toa_an"], "Tòa án nhân dân mẫu");
        assert_eq!(after.answers["nyc_ho_ten"], before.answers["nyc_ho_ten"]);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn rows_are_added_and_removed_without_a_script_before_the_answer_is_sent() {
    each(async |world| {
        let (citizen, officer, id) = in_progress(&world).await;
        let asked = [("muc", "field.qua_trinh_cu_tru"), ("ly_do.field.qua_trinh_cu_tru", "Ghi đủ các nơi")];
        ask(&officer, id, &asked).await.is(303);
        let before = world.dossier(id).await;
        let form = revision(&world, MARITAL).pack.form().pairs(&golden(&world, MARITAL));
        let homes: Vec<_> = form.iter().filter(|(name, _)| name.starts_with("qua_trinh_cu_tru")).collect();
        let mut parts: Vec<_> =
            homes.iter().map(|(name, value)| Part(name, None, value.as_bytes())).collect();
        parts.push(Part("_add", None, b"qua_trinh_cu_tru"));
        let page = answer(&citizen, id, &parts).await.is(200);
        let home = "name=\"qua_trinh_cu_tru[0].noi.detail\" type=\"text\" value=\"12 đường Mẫu\"";
        assert!(page.text().contains("id=\"qua_trinh_cu_tru[1]\"") && page.text().contains(home));
        *parts.last_mut().unwrap() = Part("_remove", None, b"qua_trinh_cu_tru[0]");
        let page = answer(&citizen, id, &parts).await.is(200);
        assert!(!page.text().contains(home), "the row is gone");
        assert_eq!(world.dossier(id).await, before, "nothing is sent yet");
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_second_supplement_is_possible_after_a_warning_with_the_next_number() {
    each(async |world| {
        let (citizen, officer, id) = in_progress(&world).await;
        officer.get(&format!("/can-bo/ho-so/{id}/yeu-cau-sua")).await.is(200).hides("bộ chỉ số 766");
        ask(&officer, id, &ASKED).await.is(303);
        ask(&officer, id, &ASKED).await.is(409);
        answer(&citizen, id, &full_answer()).await.is(303);
        officer.get(&format!("/can-bo/ho-so/{id}/yeu-cau-sua")).await.is(200).shows("bộ chỉ số 766");
        ask(&officer, id, &ASKED).await.is(303);
        let requests = ledger::supplements(&world.app.store, id).await.unwrap();
        let numbers: Vec<_> = requests.iter().map(|request| request.number.as_str()).collect();
        assert_eq!(numbers, ["1/HDHS", "2/HDHS"]);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_correction_comes_before_acceptance_and_starts_no_clock() {
    each(async |world| {
        let (citizen, id) = submit_marital(&world, "0905000001").await;
        let desk = world.as_("motcua.binhson").await;
        ask(&desk, id, &ASKED[..2]).await.is(303);
        let dossier = world.dossier(id).await;
        assert_eq!(dossier.stage, Stage::AwaitingCorrection);
        assert_eq!((&dossier.number, dossier.accepted_at, dossier.paused_since), (&None, None, None));
        assert_eq!(world.count("select count(*) from pause").await, 0);
        receive(&world, &desk, id).await.is(409);
        citizen.get(&format!("/ho-so-cua-toi/{id}")).await.is(200).shows("Chờ bạn sửa trước khi tiếp nhận");
        answer(&citizen, id, &full_answer()[..1]).await.is(303);
        let corrected = world.dossier(id).await;
        assert_eq!((corrected.stage, corrected.lookup_code), (Stage::Submitted, dossier.lookup_code));
        assert_eq!(corrected.answers["nyc_noi_cap"], "Cục Cảnh sát quản lý hành chính");
        receive(&world, &desk, id).await.is(303);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_dossier_is_declined_with_a_reason_and_then_nothing_happens_to_it_any_more() {
    each(async |world| {
        let (citizen, id) = submit_marital(&world, "0905000001").await;
        let desk = world.as_("motcua.binhson").await;
        let path = format!("/can-bo/ho-so/{id}/tu-choi");
        desk.post(&path, &[("ly_do", "Thiếu")]).await.is(422).shows("Lý do từ chối cần nêu cụ thể");
        assert_eq!(world.dossier(id).await.stage, Stage::Submitted);
        let reason = [
            ("ly_do", "Nơi thường trú không thuộc xã Bình Sơn."),
            ("can_cu", "Điều 21 Nghị định 123/2015/NĐ-CP"),
            ("huong_dan", "Nộp tại xã nơi thường trú."),
        ];
        desk.post(&path, &reason).await.is(303);
        let declined = world.dossier(id).await;
        assert_eq!((declined.stage, &declined.number), (Stage::Declined, &None));
        let page = citizen.get(&format!("/ho-so-cua-toi/{id}")).await.is(200);
        let page = page.shows("Không tiếp nhận").shows("Nơi thường trú không thuộc xã Bình Sơn.");
        citizen.get(&page.links(&format!("/ho-so-cua-toi/{id}/giay/"))[0]).await.is_pdf();
        receive(&world, &desk, id).await.is(409);
        ask(&desk, id, &ASKED).await.is(403);
        desk.post(&path, &reason).await.is(409);
        assert_eq!(world.dossier(id).await, declined);
        assert_eq!(
            world.count("select count(*) from mail where subject like '%không được tiếp nhận%'").await,
            1
        );
        assert_eq!(world.count("select count(*) from counter where key like 'dossier/%'").await, 0);
        world.proves().await;
    })
    .await;
}
