//! Substitutes by date, taking over with a reason, and other dossiers of the same person.

use server::features::identity::store::{Substitution, insert_substitution};
use server::platform::journal;

use crate::acts::{CERTIFICATE, complete, complete_all, open_task, received_marital, submit_marital};
use crate::world::each;

/// What the head of the commune types to be replaced by the clerk.
fn substitute<'a>(who: &'a str, from: &'a str, to: &'a str) -> [(&'a str, &'a str); 4] {
    [("nguoi", who), ("tu_ngay", from), ("den_ngay", to), ("ly_do", "Nghỉ phép")]
}

#[tokio::test]
async fn a_substitute_does_the_work_from_the_first_day_to_the_last_and_the_holder_stays_visible() {
    each(async |world| {
        let (_, id) = received_marital(&world, "0905000001").await;
        complete_all(&world, id, &[("ban_giao", &[])]).await;
        let holder = world.as_("hotich.binhson").await;
        let task = open_task(&world, id, "kiem_tra").await;
        holder.post::<&str, &str>(&format!("/can-bo/viec/{}/nhan", task.id), &[]).await.is(303);
        let clerk = world.account("vanthu.binhson").await.id.to_string();
        let form = substitute(&clerk, "26/11/2026", "27/11/2026");
        holder.post("/can-bo/thay-the", &form).await.is(303);
        holder.get("/can-bo/thay-the").await.is(200).shows("Bùi Thị Xuân Hạ").shows("Nghỉ phép");
        let conclusion = [("ket_luan", "du_can_cu")];
        // Not yet: it begins tomorrow.
        let officer = world.as_("vanthu.binhson").await;
        complete(&world, &officer, (id, "kiem_tra", &conclusion)).await.is(403);
        world.at("2026-11-28T09:00:00").await;
        complete(&world, &officer, (id, "kiem_tra", &conclusion)).await.is(403);
        world.at("2026-11-27T09:00:00").await;
        officer.get("/can-bo/thay-the").await.is(200).shows("Hôm nay bạn đang thay").shows("Đỗ Văn Tịnh");
        officer.get("/can-bo/viec?phan=cua-toi").await.is(200).shows("Đỗ Văn Tịnh (bạn làm thay)");
        assert_eq!(open_task(&world, id, "kiem_tra").await.holder_name.as_deref(), Some("Đỗ Văn Tịnh"));
        complete(&world, &officer, (id, "kiem_tra", &conclusion)).await.is(303);
        let events = journal::events(&world.app.store, id).await.unwrap();
        let done = events.iter().rev().find(|event| event.kind == "TaskCompleted").unwrap();
        assert_eq!(
            (done.actor_name.as_str(), done.data["for"].as_str()),
            ("Bùi Thị Xuân Hạ", Some("Đỗ Văn Tịnh"))
        );
        // Whoever stands in for the substitute gets nothing of it, and an end comes at once.
        let row: (uuid::Uuid,) = world
            .app
            .store
            .one("select id from substitution limit 1", store::vals![])
            .await
            .unwrap()
            .unwrap();
        holder.post("/can-bo/thay-the/ket-thuc", &[("thay_the", row.0.to_string())]).await.is(303);
        officer.get("/can-bo/thay-the").await.is(200).hides("Hôm nay bạn đang thay");
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn the_signature_of_a_leader_does_not_pass_to_a_substitute() {
    each(async |world| {
        let (_, id) = received_marital(&world, "0905000001").await;
        complete_all(&world, id, &[("ban_giao", &[]), ("kiem_tra", &[("ket_luan", "du_can_cu")])]).await;
        complete_all(&world, id, &[("lap_giay", &CERTIFICATE)]).await;
        let chair = world.as_("chutich.binhson").await;
        let clerk = world.account("vanthu.binhson").await;
        let wanted = clerk.id.to_string();
        let form = substitute(&wanted, "25/11/2026", "27/11/2026");
        chair.post("/can-bo/thay-the", &form).await.is(422).shows("Vai trò ký (lãnh đạo)");
        // Nor by a substitution that is on record for other work.
        let row = Substitution {
            id: world.app.ids.uuid(),
            substitute_id: clerk.id,
            full_name: clerk.full_name.clone(),
            from_date: "2026-11-25".into(),
            to_date: "2026-11-27".into(),
            reason: "Nghỉ phép".into(),
        };
        let leader = world.account("chutich.binhson").await.id;
        let named = insert_substitution(store::Batch::new(), leader, (&row, world.app.clock.now()));
        world.app.store.commit(named).await.unwrap();
        let officer = world.as_("vanthu.binhson").await;
        officer.get("/can-bo/thay-the").await.is(200).shows("Hôm nay bạn đang thay");
        complete(&world, &officer, (id, "ky", &[("ket_luan", "dong_y")])).await.is(403);
    })
    .await;
}

#[tokio::test]
async fn a_substitute_is_a_colleague_for_days_to_come_and_has_a_reason() {
    each(async |world| {
        let holder = world.as_("hotich.binhson").await;
        let clerk = world.account("vanthu.binhson").await.id.to_string();
        let stranger = world.account("chuyenvien.vhttdl").await.id.to_string();
        let own = world.account("hotich.binhson").await.id.to_string();
        for form in [
            substitute(&stranger, "26/11/2026", "27/11/2026"),
            substitute(&own, "26/11/2026", "27/11/2026"),
            substitute(&clerk, "24/11/2026", "27/11/2026"),
            substitute(&clerk, "27/11/2026", "26/11/2026"),
            substitute(&clerk, "27/11/2026", "27/11/2027"),
            substitute(&clerk, "hôm nay", ""),
        ] {
            holder.post("/can-bo/thay-the", &form).await.is(422).shows("Cần sửa trước khi lưu");
        }
        holder.post("/can-bo/thay-the", &substitute(&clerk, "25/11/2026", "25/11/2026")[..3]).await.is(422);
        assert_eq!(world.count("select count(*) from substitution").await, 0);
        world.as_("0905000001").await.get("/can-bo/thay-the").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn a_task_is_taken_over_with_a_reason_by_the_same_role_alone() {
    each(async |world| {
        world.appoint("vanthu.binhson", ("xa-21040", server::platform::actor::Role::Intake)).await;
        let (_, id) = received_marital(&world, "0905000001").await;
        let holder = world.as_("motcua.binhson").await;
        let task = open_task(&world, id, "ban_giao").await;
        holder.post::<&str, &str>(&format!("/can-bo/viec/{}/nhan", task.id), &[]).await.is(303);
        let path = format!("/can-bo/viec/{}/nhan-thay", task.id);
        let reason = [("ly_do", "Người giữ nghỉ ốm")];
        world.as_("hotich.binhson").await.post(&path, &reason).await.is(403);
        world.as_("motcua.tinh").await.post(&path, &reason).await.is(404);
        let colleague = world.as_("vanthu.binhson").await;
        complete(&world, &colleague, (id, "ban_giao", &[])).await.is(409);
        colleague.post(&path, &[("ly_do", " ")]).await.is(400);
        colleague.get(&format!("/can-bo/ho-so/{id}")).await.is(200).shows("Nhận thay người đang giữ");
        colleague.post(&path, &reason).await.is(303);
        assert_eq!(open_task(&world, id, "ban_giao").await.holder_name.as_deref(), Some("Bùi Thị Xuân Hạ"));
        colleague.get(&format!("/can-bo/ho-so/{id}")).await.is(200).shows("Người giữ nghỉ ốm");
        complete(&world, &holder, (id, "ban_giao", &[])).await.is(409);
        complete(&world, &colleague, (id, "ban_giao", &[])).await.is(303);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_dossier_shows_others_of_the_same_person_and_warns_of_a_twin() {
    each(async |world| {
        let (_, first) = submit_marital(&world, "0905000001").await;
        let officer = world.as_("motcua.binhson").await;
        officer.get(&format!("/can-bo/ho-so/{first}")).await.is(200).hides("Có thể nộp trùng");
        let (_, second) = submit_marital(&world, "0905000001").await;
        let code = world.dossier(second).await.lookup_code;
        officer.get(&format!("/can-bo/ho-so/{first}")).await.is(200).shows("Có thể nộp trùng").shows(&code);
        let decline =
            [("ly_do", "Hồ sơ này nộp trùng với hồ sơ đã nộp trước"), ("can_cu", "x"), ("huong_dan", "x")];
        officer.post(&format!("/can-bo/ho-so/{second}/tu-choi"), &decline).await.is(303);
        officer.get(&format!("/can-bo/ho-so/{first}")).await.is(200).hides("Có thể nộp trùng").shows(&code);
    })
    .await;
}
