//! The lists of officials: filters, search, kept views, assigning several tasks, files.

use server::features::dossiers::store::places;
use store::{Batch, vals};

use crate::acts::{MARITAL, open_task, received_marital, submit_marital};
use crate::person::percent;
use crate::world::each;

#[tokio::test]
async fn a_dossier_is_found_by_any_words_of_its_name_without_marks_and_only_by_its_own_units() {
    each(async |world| {
        let (_, id) = submit_marital(&world, "0905000001").await;
        let dossier = world.dossier(id).await;
        let name = server::platform::fold::fold(&dossier.applicant.name);
        let (_, given) = name.rsplit_once(' ').unwrap();
        let own = world.as_("motcua.binhson").await;
        for text in
            [name.as_str(), &name.to_uppercase(), given, &dossier.applicant.name, &dossier.lookup_code]
        {
            own.get(&format!("/can-bo/ho-so?q={}", percent(text))).await.is(200).shows(&dossier.lookup_code);
        }
        own.get("/can-bo/ho-so?q=khong%20co%20ai").await.is(200).shows("Không có hồ sơ nào");
        let stranger = world.as_("motcua.tinh").await;
        stranger
            .get(&format!("/can-bo/ho-so?q={}", percent(&name)))
            .await
            .is(200)
            .hides(&dossier.applicant.name);
    })
    .await;
}

#[tokio::test]
async fn dossiers_from_before_the_search_by_name_are_found_after_a_start() {
    each(async |world| {
        let (_, id) = submit_marital(&world, "0905000001").await;
        let dossier = world.dossier(id).await;
        let forget = Batch::new()
            .write("delete from applicant_part", vals![])
            .write("insert into applicant_unfolded (dossier_id) values (?1)", vals![id]);
        world.app.store.commit(forget).await.unwrap();
        let own = world.as_("motcua.binhson").await;
        let search = format!("/can-bo/ho-so?q={}", percent(&dossier.applicant.name));
        own.get(&search).await.is(200).hides(&dossier.lookup_code);
        assert_eq!(places::fold_older(&world.app.store).await.unwrap(), 1);
        own.get(&search).await.is(200).shows(&dossier.lookup_code);
        assert_eq!(places::fold_older(&world.app.store).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_list_follows_stage_due_time_holder_and_columns() {
    each(async |world| {
        let (_, waiting) = submit_marital(&world, "0905000001").await;
        let (_, running) = received_marital(&world, "0905000002").await;
        let waiting = world.dossier(waiting).await.lookup_code;
        let dossier = world.dossier(running).await;
        let number = dossier.number.unwrap();
        let officer = world.as_("motcua.binhson").await;
        officer.get("/can-bo/ho-so").await.is(200).shows(&waiting).shows(&number);
        officer.get("/can-bo/ho-so?tinh_trang=submitted").await.is(200).shows(&waiting).hides(&number);
        officer.get("/can-bo/ho-so?tinh_trang=received").await.is(200).shows(&number).hides(&waiting);
        officer.get("/can-bo/ho-so?han=qua-han").await.is(200).hides(&number);
        officer.get(&format!("/can-bo/ho-so?thu_tuc={MARITAL}")).await.is(200).shows(&number);
        officer.get("/can-bo/ho-so?thu_tuc=0.0").await.is(200).hides(&number);
        let holder = world.account("motcua.binhson").await.id;
        let held = format!("/can-bo/ho-so?nguoi={holder}");
        officer.get(&held).await.is(200).hides(&number);
        let task = open_task(&world, running, "ban_giao").await;
        officer.post::<&str, &str>(&format!("/can-bo/viec/{}/nhan", task.id), &[]).await.is(303);
        officer.get(&held).await.is(200).shows(&number).hides(&waiting);
        world.at("2026-12-20T08:00:00").await;
        officer.get("/can-bo/ho-so?han=qua-han").await.is(200).shows(&number).hides(&waiting);
        let one = officer.get("/can-bo/ho-so?cot=dien_thoai").await.is(200);
        assert!(one.text().contains("<td data-label=\"Điện thoại\">"));
        assert!(!one.text().contains("<td data-label=\"Người giữ\">"));
    })
    .await;
}

#[tokio::test]
async fn a_file_has_what_the_list_has_and_each_dossier_in_it_is_recorded() {
    each(async |world| {
        let (_, waiting) = submit_marital(&world, "0905000001").await;
        let (_, running) = received_marital(&world, "0905000002").await;
        let (waiting, number) =
            (world.dossier(waiting).await.lookup_code, world.dossier(running).await.number.unwrap());
        let officer = world.as_("motcua.binhson").await;
        let all = officer.get("/can-bo/xuat-ho-so.csv").await.is(200);
        assert!(all.text().contains(&waiting) && all.text().contains(&number), "{}", all.text());
        let one = officer.get("/can-bo/xuat-ho-so.csv?tinh_trang=received&cot=thu_tuc").await.is(200);
        assert_eq!(one.text().lines().count(), 2, "{}", one.text());
        assert!(one.text().contains(&number) && !one.text().contains(&waiting));
        let book = officer.get("/can-bo/xuat-ho-so.xlsx").await.is(200);
        assert!(book.bytes.starts_with(b"PK"));
        assert_eq!(world.count("select count(*) from read_record where object_kind = 'export'").await, 5);
        let stranger = world.as_("motcua.tinh").await.get("/can-bo/xuat-ho-so.csv").await.is(200);
        assert_eq!(stranger.text().lines().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_view_is_kept_under_a_name_by_its_owner_alone() {
    each(async |world| {
        let officer = world.as_("motcua.binhson").await;
        let query = "han=qua-han&cot=nguoi_nop";
        let keep = |name| vec![("danh_sach", "ho_so"), ("ten", name), ("dia_chi", query)];
        let to = officer.post("/can-bo/bo-loc", &keep("Quá hạn của tôi")).await.goes_to();
        assert_eq!(to, format!("/can-bo/ho-so?{query}"));
        officer.get("/can-bo/ho-so").await.is(200).shows("Quá hạn của tôi");
        officer.post("/can-bo/bo-loc", &keep("  ")).await.is(400).shows("Đặt tên cho bộ lọc");
        let other = world.as_("hotich.binhson").await;
        other.get("/can-bo/ho-so").await.is(200).hides("Quá hạn của tôi");
        let id: (uuid::Uuid,) =
            world.app.store.one("select id from saved_view limit 1", vals![]).await.unwrap().unwrap();
        let id = id.0.to_string();
        let drop = [("danh_sach", "ho_so"), ("bo_loc", id.as_str())];
        other.post("/can-bo/bo-loc/bo", &drop).await.is(303);
        officer.get("/can-bo/ho-so").await.is(200).shows("Quá hạn của tôi");
        officer.post("/can-bo/bo-loc/bo", &drop).await.is(303);
        officer.get("/can-bo/ho-so").await.is(200).hides("Quá hạn của tôi");
    })
    .await;
}

#[tokio::test]
async fn a_head_assigns_several_tasks_and_is_told_of_each() {
    each(async |world| {
        let (_, first) = received_marital(&world, "0905000001").await;
        let (_, second) = received_marital(&world, "0905000002").await;
        let head = world.as_("truongphong.binhson").await;
        let intake = world.account("motcua.binhson").await.id.to_string();
        let clerk = world.account("vanthu.binhson").await.id.to_string();
        let list = head.get("/can-bo/viec?phan=ca-phong").await.is(200);
        let tasks = [open_task(&world, first, "ban_giao").await, open_task(&world, second, "ban_giao").await];
        let ids = tasks.each_ref().map(|task| task.id.to_string());
        assert!(ids.iter().all(|id| list.text().contains(id)));
        let pick = |to: &str| {
            vec![
                ("nguoi_nhan".to_owned(), to.to_owned()),
                ("viec".to_owned(), ids[0].clone()),
                ("viec".to_owned(), ids[1].clone()),
            ]
        };
        // A clerk hands nothing over: refused, each by name, and nothing is written.
        let refused = head.post("/can-bo/phan-cong", &pick(&clerk)).await.is(200);
        refused.shows("Đã phân công 0 việc").shows("không giữ vai trò Cán bộ một cửa");
        assert_eq!(open_task(&world, first, "ban_giao").await.holder_id, None);
        head.post("/can-bo/phan-cong", &pick(&intake))
            .await
            .is(200)
            .shows("Đã phân công 2 việc cho Phạm Thị Lài");
        for id in [first, second] {
            assert_eq!(open_task(&world, id, "ban_giao").await.holder_name.as_deref(), Some("Phạm Thị Lài"));
        }
        head.get(&format!("/can-bo/viec?phan=ca-phong&nguoi={intake}")).await.is(200).shows("Phạm Thị Lài");
        head.post::<&str, &str>("/can-bo/phan-cong", &[("nguoi_nhan", &intake)]).await.is(400);
        // Whoever is no head of that unit assigns nothing there.
        let elsewhere = world.as_("truongphong.vhttdl").await;
        elsewhere.post("/can-bo/phan-cong", &pick(&intake)).await.is(200).shows("Đã phân công 0 việc");
        let officer = world.as_("vanthu.binhson").await;
        officer.post("/can-bo/phan-cong", &pick(&clerk)).await.is(200).shows("Chỉ trưởng phòng");
        world.proves().await;
    })
    .await;
}
