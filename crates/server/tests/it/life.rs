//! The whole life of a certificate of marital status (1.004873), from signing up to the paper in the citizen's hand.

use server::features::documents::store::papers;
use server::features::dossiers::model::Stage;
use server::features::dossiers::store::ledger;
use server::platform::actor::Role;
use uuid::Uuid;

use crate::acts::*;
use crate::person::{Part, Person};
use crate::world::{World, each};

/// The id of the only paper of this kind.
async fn paper(world: &World, id: Uuid, kind: &str) -> Uuid {
    let all = papers(&world.app.store, id).await.unwrap();
    let found: Vec<_> = all.iter().filter(|paper| paper.kind == kind).collect();
    assert_eq!(found.len(), 1, "one paper of kind {kind}");
    found[0].id
}

async fn sign_up(world: &World) -> Person {
    let person = world.visitor();
    person.get("/dang-ky").await.is(200).shows("Số định danh");
    let form = [
        ("ho_ten", "Nguyễn Thị Ví Dụ"),
        ("dien_thoai", "0912 345 678"),
        ("email", "vidu@example.vn"),
        ("so_dinh_danh", "051198000123"),
        ("mat_khau", "mật khẩu dài"),
        ("mat_khau_lai", "mật khẩu dài"),
        ("tiep", "/thu-tuc/1.004873"),
    ];
    assert_eq!(person.post("/dang-ky", &form).await.goes_to(), "/thu-tuc/1.004873");
    person
}

async fn submit_by_hand(world: &World, citizen: &Person) -> Uuid {
    citizen.get("/thu-tuc/1.004873").await.is(200).shows("Cấp Giấy xác nhận tình trạng hôn nhân");
    let id = start(citizen, MARITAL).await;
    // What the account tells is filled in already.
    let first = citizen.get(&format!("/ho-so-nhap/{id}")).await.goes_to();
    citizen.get(&first).await.is(200).shows("Nguyễn Thị Ví Dụ").shows("051198000123");
    let answers = golden(world, MARITAL);
    let to = fill(world, citizen, id, (MARITAL, &answers)).await.goes_to();
    assert_eq!(to, format!("/ho-so-nhap/{id}/giay-to"), "after the last section come the papers");
    let parts = [Part("giay_to_tuy_than", Some("căn cước.pdf"), PDF), Part("_next", None, b"1")];
    let to = citizen.upload(&to, &parts).await.goes_to();
    assert_eq!(to, format!("/ho-so-nhap/{id}/kiem-tra"));
    citizen.get(&to).await.is(200).shows("12 đường Mẫu").shows("căn cước.pdf");
    let to = send(citizen, id).await.goes_to();
    let code = world.dossier(id).await.lookup_code;
    citizen.get(&to).await.is(200).shows(&code);
    citizen.get(&format!("/ho-so-cua-toi/{id}/xac-nhan-nop.pdf")).await.is_pdf();
    id
}

#[tokio::test]
async fn a_citizen_signs_up_submits_and_collects_the_certificate() {
    each(async |world| {
        let citizen = sign_up(&world).await;
        let id = submit_by_hand(&world, &citizen).await;

        // The desk finds it, accepts it, and it has a number, a due date and a receipt.
        let desk = world.as_("motcua.binhson").await;
        desk.get("/can-bo/tiep-nhan").await.is(200).shows("Nguyễn Thị Ví Dụ");
        desk.get(&format!("/can-bo/ho-so/{id}")).await.is(200).shows("Tiếp nhận, cấp mã hồ sơ");
        receive(&world, &desk, id).await.is(303);
        let dossier = world.dossier(id).await;
        let number = dossier.number.clone().unwrap();
        assert!(number.starts_with("H48.") && number.ends_with("-261125-0001"), "{number}");
        assert_eq!(world.due(id).await, "2026-11-30T11:30:00", "three working days, over a week-end");
        let receipt = paper(&world, id, "receipt").await;
        citizen.get(&format!("/ho-so-cua-toi/{id}/giay/{receipt}")).await.is_pdf();
        desk.get(&format!("/can-bo/ho-so/{id}/giay/{receipt}")).await.is_pdf();

        // Every step by whom the process names.
        world.at("2026-11-26T09:00:00").await;
        complete_all(&world, id, &[("ban_giao", &[]), ("kiem_tra", &[("ket_luan", "du_can_cu")])]).await;
        complete_all(&world, id, &[("lap_giay", &CERTIFICATE), ("ky", &[("ket_luan", "dong_y")])]).await;
        assert_eq!(world.dossier(id).await.stage, Stage::InProgress);
        let dossier = complete_all(&world, id, &[("phat_hanh", &[])]).await;
        assert_eq!(dossier.stage, Stage::OutcomeReady);
        let outcome = ledger::outcome(&world.app.store, id).await.unwrap().unwrap();
        assert_eq!(outcome.number.as_deref(), Some("01/UBND-XNTTHN"));
        assert_eq!(outcome.signed_by.as_deref(), Some("Lê Hữu Nghị"));
        let certificate = paper(&world, id, "outcome").await;
        citizen.get(&format!("/ho-so-cua-toi/{id}/giay/{certificate}")).await.is_pdf();

        // The citizen is told by mail: submitted, accepted, ready.
        assert_eq!(world.count("select count(*) from mail where state = 'waiting'").await, 3);
        world.works().await;
        assert_eq!(world.count("select count(*) from mail where state = 'sent'").await, 3);

        let to = [("nguoi_nhan", "Nguyễn Thị Ví Dụ, căn cước 051198000123")];
        let dossier = complete_all(&world, id, &[("tra_ket_qua", &to)]).await;
        assert_eq!(dossier.stage, Stage::Delivered);
        desk.get(&format!("/can-bo/ho-so/{id}/phieu-kiem-soat.pdf")).await.is_pdf();
        desk.get(&format!("/can-bo/ho-so/{id}/to-khai.pdf")).await.is_pdf();

        // The citizen's page tells the story without the names of officials; anybody with number and secret may look it up.
        let told = |page: crate::person::Page| {
            page.is(200)
                .shows(&number)
                .shows("Đã trả kết quả")
                .shows("số 01/UBND-XNTTHN")
                .hides("Lê Hữu Nghị")
        };
        told(citizen.get(&format!("/ho-so-cua-toi/{id}")).await).shows("giấy tờ đã in");
        let form = [("ma", number.as_str()), ("ma_tra_cuu", &dossier.lookup_code)];
        told(world.visitor().post("/tra-cuu", &form).await).hides("Nguyễn Thị Ví Dụ");
        citizen.get("/ho-so-cua-toi").await.is(200).shows(&number);
        let report = world.proves().await;
        assert_eq!((report.dossiers, report.blobs), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn every_link_and_form_of_the_dossiers_page_leads_to_that_dossier() {
    each(async |world| {
        let (_citizen, id) = submit_marital(&world, "0905000001").await;
        let desk = world.as_("motcua.binhson").await;
        let base = format!("/can-bo/ho-so/{id}");
        let check = async || {
            let page = desk.get(&base).await.is(200);
            for link in page.links("/can-bo/ho-so/") {
                assert!(link.starts_with(&base), "{link}");
            }
            let acts: Vec<_> = page
                .links(&base)
                .into_iter()
                .filter(|link| !page.text().contains(&format!("action=\"{link}")))
                .collect();
            for link in acts {
                desk.get(&link).await.is(200);
            }
            page
        };
        let page = check().await;
        assert!(page.text().contains(&format!("action=\"{base}/tiep-nhan\"")));
        assert!(page.text().contains(&format!("action=\"{base}/tu-choi\"")));
        receive(&world, &desk, id).await.is(303);
        let page = check().await;
        let task = open_task(&world, id, "ban_giao").await.id;
        for act in [format!("{base}/viec/{task}"), format!("{base}/ghi-chu"), format!("{base}/thu-phi")] {
            assert!(page.text().contains(&format!("action=\"{act}\"")), "{act}");
        }
        desk.post(&format!("{base}/ghi-chu"), &[("ghi_chu", "Đã gọi cho người nộp.")]).await.is(303);
        desk.get(&base).await.is(200).shows("Đã gọi cho người nộp.");
    })
    .await;
}

/// A licence to publish, drafted by the specialist of the department.
async fn drafted_licence(world: &World) -> Uuid {
    let citizen = world.as_("0905000001").await;
    let id = submit(world, &citizen, (PUBLISHING, &golden(world, PUBLISHING), &["ban_thao_in"])).await;
    let desk = world.as_("motcua.tinh").await;
    receive(world, &desk, id).await.is(303);
    complete_all(world, id, &[("ban_giao", &[])]).await;
    desk.post::<&str, &str>(&format!("/can-bo/ho-so/{id}/thu-phi"), &[]).await.is(303);
    complete_all(world, id, &[("thu_phi", &[]), ("phan_cong", &[])]).await;
    let draft = [
        ("ket_luan", "cap_phep"),
        ("cap_phep.can_cu", "Căn cứ Luật Xuất bản ngày 20 tháng 11 năm 2012;"),
        ("cap_phep.so_ban", "200"),
        ("cap_phep.nop_luu_chieu", "02 bản"),
    ];
    complete_all(world, id, &[("tham_dinh", &[("ket_luan", "du_can_cu")]), ("du_thao", &draft)]).await;
    id
}

#[tokio::test]
async fn who_drafted_does_not_approve_and_who_approved_does_not_sign() {
    each(async |world| {
        let id = drafted_licence(&world).await;
        let agrees: [(&str, &str); 1] = [("ket_luan", "dong_y")];
        world.appoint("chuyenvien.vhttdl", ("so-vhttdl", Role::UnitHead)).await;
        let drafter = world.as_("chuyenvien.vhttdl").await;
        let refused = complete(&world, &drafter, (id, "duyet", &agrees)).await.is(403);
        let _ = refused.shows("Người soạn kết quả không được tự thẩm định");
        world.appoint("truongphong.vhttdl", ("so-vhttdl", Role::DepartmentLeader)).await;
        let head = world.as_("truongphong.vhttdl").await;
        complete(&world, &head, (id, "duyet", &agrees)).await.is(303);
        let refused = complete(&world, &head, (id, "ky", &agrees)).await.is(403);
        let _ = refused.shows("Người đã thẩm định kết quả không được tự ký");
        // Sending it back is no signature, and after a new draft the approval of the old one counts for nothing.
        complete(&world, &head, (id, "ky", &[("ket_luan", "tra_lai"), ("ghi_chu", "Sai số bản")]))
            .await
            .is(303);
        open_task(&world, id, "du_thao").await;
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn who_drafted_the_outcome_does_not_sign_it() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, "0905000001").await;
        complete_all(&world, id, &[("ban_giao", &[]), ("kiem_tra", &[("ket_luan", "du_can_cu")])]).await;
        complete_all(&world, id, &[("lap_giay", &CERTIFICATE)]).await;
        // The drafter is not a leader …
        let drafter = world.as_("hotich.binhson").await;
        complete(&world, &drafter, (id, "ky", &[("ket_luan", "dong_y")])).await.is(403);
        // … and stays out even when appointed one.
        world.appoint("hotich.binhson", ("xa-21040", Role::CommitteeLeader)).await;
        let refused = complete(&world, &drafter, (id, "ky", &[("ket_luan", "dong_y")])).await;
        refused.is(403).shows("Người soạn kết quả không được tự ký");
        let outcome = ledger::outcome(&world.app.store, id).await.unwrap().unwrap();
        assert_eq!((outcome.signed_at, outcome.number), (None, None));
        complete_all(&world, id, &[("ky", &[("ket_luan", "dong_y")])]).await;
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn asking_a_former_home_gives_the_dossier_twenty_three_days() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let id = submit(&world, &citizen, (MARITAL, &golden_with_former_home(&world), &[])).await;
        receive(&world, &world.as_("motcua.binhson").await, id).await.is(303);
        assert_eq!(world.due(id).await, "2026-11-30T11:30:00");
        let first = world.dossier(id).await.first_due_at;
        world.at("2026-11-26T09:00:00").await;
        complete_all(&world, id, &[("ban_giao", &[]), ("kiem_tra", &[("ket_luan", "can_xac_minh")])]).await;
        assert_eq!(world.dossier(id).await.term_id, "xac_minh");
        // 25 November and 23 days is 18 December, a Friday.
        assert_eq!(world.due(id).await, "2026-12-18T17:00:00");
        assert_eq!(world.dossier(id).await.first_due_at, first, "what was promised first is kept");
        citizen
            .get(&format!("/ho-so-cua-toi/{id}"))
            .await
            .is(200)
            .shows("Xác minh ở nơi từng thường trú")
            .shows("18/12");
        complete_all(&world, id, &[("xac_minh", &[("ket_luan", "phu_hop")]), ("lap_giay", &CERTIFICATE)])
            .await;
        open_task(&world, id, "ky").await;
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn the_leader_returns_a_draft_with_a_reason_and_the_officer_reads_it() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, "0905000001").await;
        complete_all(&world, id, &[("ban_giao", &[]), ("kiem_tra", &[("ket_luan", "du_can_cu")])]).await;
        complete_all(&world, id, &[("lap_giay", &CERTIFICATE)]).await;
        let leader = world.as_("chutich.binhson").await;
        // Without a reason nothing goes back.
        complete(&world, &leader, (id, "ky", &[("ket_luan", "tra_lai")])).await.is(422);
        let back = [("ket_luan", "tra_lai"), ("ghi_chu", "Ghi thiếu nơi đăng ký kết hôn")];
        complete_all(&world, id, &[("ky", &back)]).await;
        let officer = world.as_("hotich.binhson").await;
        officer.get(&format!("/can-bo/ho-so/{id}")).await.is(200).shows("Ghi thiếu nơi đăng ký kết hôn");
        complete_all(&world, id, &[("lap_giay", &CERTIFICATE), ("ky", &[("ket_luan", "dong_y")])]).await;
        complete_all(&world, id, &[("phat_hanh", &[])]).await;
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_refusal_needs_its_reasons_and_is_numbered_in_its_own_series() {
    each(async |world| {
        let (citizen, id) = received_marital(&world, "0905000001").await;
        complete_all(&world, id, &[("ban_giao", &[]), ("kiem_tra", &[("ket_luan", "du_can_cu")])]).await;
        let officer = world.as_("hotich.binhson").await;
        complete(&world, &officer, (id, "lap_giay", &[("ket_luan", "tu_choi")]))
            .await
            .is(422)
            .shows("Lý do từ chối");
        let refusal = [
            ("ket_luan", "tu_choi"),
            (
                "tu_choi.ly_do",
                "Đang có vợ hoặc chồng theo dữ liệu hộ tịch. | Điều 22 Nghị định 123/2015/NĐ-CP",
            ),
            ("tu_choi.huong_dan", "bổ sung giấy tờ và nộp lại hồ sơ."),
        ];
        complete_all(&world, id, &[("lap_giay", &refusal), ("ky", &[("ket_luan", "dong_y")])]).await;
        let dossier = complete_all(&world, id, &[("phat_hanh", &[])]).await;
        assert_eq!(dossier.outcome_kind.as_deref(), Some("tu_choi"));
        let outcome = ledger::outcome(&world.app.store, id).await.unwrap().unwrap();
        assert_eq!(outcome.number.as_deref(), Some("01/TB-UBND"));
        let letter = paper(&world, id, "outcome").await;
        citizen.get(&format!("/ho-so-cua-toi/{id}/giay/{letter}")).await.is_pdf();
        world.proves().await;
    })
    .await;
}
