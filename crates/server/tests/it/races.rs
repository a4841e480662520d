//! Two people at once: one wins, the other is told by whom, and nothing is written twice, half or over another's work.

use std::collections::BTreeSet;

use server::features::documents::store as documents;
use server::features::dossiers::model::Stage;
use server::features::dossiers::number;
use server::features::dossiers::store::drafts;
use server::features::work::store as tasks;
use server::platform::actor::Role;
use server::platform::journal;

use crate::acts::*;
use crate::person::Part;
use crate::world::{World, each, each_address};

/// Both statuses, the smaller first.
fn statuses(a: &crate::person::Page, b: &crate::person::Page) -> [u16; 2] {
    let mut both = [a.status.as_u16(), b.status.as_u16()];
    both.sort_unstable();
    both
}

#[tokio::test]
async fn a_draft_sent_twice_at_once_is_one_dossier() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let id = start(&citizen, MARITAL).await;
        fill(&world, &citizen, id, (MARITAL, &golden(&world, MARITAL))).await;
        let (first, second, third) = tokio::join!(send(&citizen, id), send(&citizen, id), send(&citizen, id));
        let confirmation = format!("/ho-so-cua-toi/{id}/da-nop");
        for page in [first, second, third, send(&citizen, id).await] {
            assert_eq!(page.goes_to(), confirmation);
        }
        assert_eq!(world.count("select count(*) from dossier").await, 1);
        assert_eq!(world.count("select count(*) from event where kind = 'DossierSubmitted'").await, 1);
        assert_eq!(world.count("select count(*) from mail").await, 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_officials_on_one_task_one_finishes_it_and_the_other_is_told_who_did() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, "0905000001").await;
        complete_all(&world, id, &[("ban_giao", &[])]).await;
        world.appoint("vanthu.binhson", ("xa-21040", Role::ProfessionalOfficer)).await;
        let (a, b) = (world.as_("hotich.binhson").await, world.as_("vanthu.binhson").await);
        let conclusion = [("ket_luan", "du_can_cu")];
        let task = open_task(&world, id, "kiem_tra").await;
        let path = format!("/can-bo/ho-so/{id}/viec/{}", task.id);
        let (first, second) = tokio::join!(a.post(&path, &conclusion), b.post(&path, &conclusion));
        assert_eq!(statuses(&first, &second), [303, 409]);
        let by = tasks::one(&world.app.store, task.id).await.unwrap().unwrap().finished_by.unwrap();
        let (winner, loser) = if first.status == 303 {
            ("Đỗ Văn Tịnh", second)
        } else {
            ("Bùi Thị Xuân Hạ", first)
        };
        assert_eq!(by, winner);
        loser.shows(winner).shows("chưa được ghi");
        // Pressed again later, the answer is the same.
        b.post(&path, &conclusion).await.is(409).shows(winner);
        assert_eq!(world.count("select count(*) from event where kind = 'TaskCompleted'").await, 2);
        open_task(&world, id, "lap_giay").await;
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_task_in_somebodys_hands_is_not_taken_away_but_can_be_assigned_by_the_head() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, "0905000001").await;
        complete_all(&world, id, &[("ban_giao", &[])]).await;
        world.appoint("vanthu.binhson", ("xa-21040", Role::ProfessionalOfficer)).await;
        let (a, b) = (world.as_("hotich.binhson").await, world.as_("vanthu.binhson").await);
        let task = open_task(&world, id, "kiem_tra").await.id;
        let take = format!("/can-bo/viec/{task}/nhan");
        let (first, second) =
            tokio::join!(a.post::<&str, &str>(&take, &[]), b.post::<&str, &str>(&take, &[]));
        assert_eq!(statuses(&first, &second), [303, 409]);
        let (holder, other) = if first.status == 303 { (&a, &b) } else { (&b, &a) };
        let name = tasks::one(&world.app.store, task).await.unwrap().unwrap().holder_name.unwrap();
        let path = format!("/can-bo/ho-so/{id}/viec/{task}");
        other.post(&path, &[("ket_luan", "du_can_cu")]).await.is(409).shows(&name);
        other.post::<&str, &str>(&take, &[]).await.is(409).shows(&name);
        holder.get("/can-bo/viec?phan=cua-toi").await.is(200).shows("Kiểm tra, tra cứu dữ liệu hộ tịch");
        other.get("/can-bo/viec?phan=cua-toi").await.is(200).hides("Kiểm tra, tra cứu dữ liệu hộ tịch");
        // The head gives it to the other one, but to nobody without the role.
        let head = world.as_("truongphong.binhson").await;
        let assign = format!("/can-bo/viec/{task}/phan-cong");
        head.post(&assign, &[("nguoi", world.account("chutich.binhson").await.id.to_string())]).await.is(400);
        let to = if first.status == 303 { "vanthu.binhson" } else { "hotich.binhson" };
        head.post(&assign, &[("nguoi", world.account(to).await.id.to_string())]).await.is(303);
        other.post(&path, &[("ket_luan", "du_can_cu")]).await.is(303);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn two_windows_on_one_draft_do_not_overwrite_each_other() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        let id = start(&citizen, MARITAL).await;
        let section = format!("/ho-so-nhap/{id}/phan/nguoi_yeu_cau");
        let typed = |name: &'static str, version: &'static str| {
            [("nyc_ho_ten", name), ("_version", version), ("_later", "1")]
        };
        citizen.post(&section, &typed("Cửa Sổ Một", "1")).await.is(303);
        let late = citizen.post(&section, &typed("Cửa Sổ Hai", "1")).await;
        late.is(409).shows("vừa được lưu ở một cửa sổ khác");
        let autosave = [("_section", "nguoi_yeu_cau"), ("nyc_ho_ten", "Cửa Sổ Hai"), ("_version", "1")];
        citizen.post(&format!("/ho-so-nhap/{id}/luu"), &autosave).await.is(409);
        let account = world.account("0905000001").await.id;
        let draft = drafts::one(&world.app.store, (id, account)).await.unwrap().unwrap();
        assert_eq!((draft.answers["nyc_ho_ten"].as_str(), draft.version), (Some("Cửa Sổ Một"), 2));
        // The window that knows the latest goes on, by hand or while typing.
        let autosave = [("_section", "nguoi_yeu_cau"), ("nyc_ho_ten", "Cửa Sổ Hai"), ("_version", "2")];
        citizen.post(&format!("/ho-so-nhap/{id}/luu"), &autosave).await.is(200).shows("chưa nộp");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dossier_has_exactly_the_files_that_its_submission_lists() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        for _ in 0..8 {
            let id = start(&citizen, MARITAL).await;
            fill(&world, &citizen, id, (MARITAL, &golden(&world, MARITAL))).await;
            let papers = format!("/ho-so-nhap/{id}/giay-to");
            let parts = [Part("giay_to_tuy_than", Some("muộn.pdf"), PDF)];
            let (sent, given, again) = tokio::join!(
                send(&citizen, id),
                citizen.upload(&papers, &parts),
                citizen.upload(&papers, &parts)
            );
            if sent.status == 409 {
                // A file came while it was being sent: what is sent is what was checked.
                send(&citizen, id).await.is(303);
            }
            assert!(
                [303, 409].contains(&given.status.as_u16()) && [303, 409].contains(&again.status.as_u16())
            );
            let files = documents::attachments(&world.app.store, id).await.unwrap();
            let events = journal::events(&world.app.store, id).await.unwrap();
            assert_eq!(events[0].data["files"].as_array().unwrap().len(), files.len());
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_desks_that_accept_one_dossier_one_does_and_it_has_one_number() {
    each(async |world| {
        let (_citizen, id) = submit_marital(&world, "0905000001").await;
        world.appoint("vanthu.binhson", ("xa-21040", Role::Intake)).await;
        let (a, b) = (world.as_("motcua.binhson").await, world.as_("vanthu.binhson").await);
        let (first, second) = tokio::join!(receive(&world, &a, id), receive(&world, &b, id));
        assert_eq!(statuses(&first, &second), [303, 409]);
        let (winner, loser) = if first.status == 303 {
            ("Phạm Thị Lài", second)
        } else {
            ("Bùi Thị Xuân Hạ", first)
        };
        loser.shows(winner);
        assert_eq!(world.count("select n from counter where key like 'dossier/%'").await, 1);
        assert_eq!(world.count("select count(*) from event where kind = 'DossierReceived'").await, 1);
        assert_eq!(world.count("select count(*) from paper where kind = 'receipt'").await, 1);
        world.proves().await;
    })
    .await;
}

/// Ordinals of all numbers, and what the counter says.
async fn ordinals(world: &World) -> (BTreeSet<i64>, i64) {
    let numbers: Vec<(String,)> = world
        .app
        .store
        .all("select number from dossier where number is not null", store::vals![])
        .await
        .unwrap();
    let ordinals: Vec<_> = numbers.iter().map(|(text,)| number::parse(text).unwrap().2).collect();
    let set: BTreeSet<_> = ordinals.iter().copied().collect();
    assert_eq!(set.len(), ordinals.len(), "no number is given twice");
    (set, world.count("select n from counter where key like 'dossier/%'").await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_acceptances_at_once_have_forty_numbers_without_gap_or_double() {
    each(async |world| {
        let ids = submit_many(&world, 40).await;
        let mut clicks = tokio::task::JoinSet::new();
        for id in ids {
            let world = world.clone();
            clicks
                .spawn(async move { receive(&world, &world.as_("motcua.binhson").await, id).await.is(303) });
        }
        while let Some(done) = clicks.join_next().await {
            done.unwrap();
        }
        assert_eq!(ordinals(&world).await, ((1..=40).collect(), 40));
        assert_eq!(world.proves().await.dossiers, 40);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_postgresql_share_the_numbers() {
    each_address(async |url, folder| {
        if !url.starts_with("postgres") {
            return; // One SQLite file has one server.
        }
        let world = World::open(crate::world::config(url, folder)).await;
        let second = World::second(crate::world::config(url, folder)).await;
        let ids = submit_many(&world, 30).await;
        let mut clicks = tokio::task::JoinSet::new();
        for (n, id) in ids.into_iter().enumerate() {
            let node = if n % 2 == 0 { world.clone() } else { second.clone() };
            clicks.spawn(async move {
                let desk = node.as_("motcua.binhson").await;
                // Whoever loses a number to the other server too often is asked to press again.
                while receive(&node, &desk, id).await.status != 303 {}
                assert_eq!(node.dossier(id).await.stage, Stage::Received);
            });
        }
        while let Some(done) = clicks.join_next().await {
            done.unwrap();
        }
        assert_eq!(ordinals(&world).await, ((1..=30).collect(), 30));
        world.proves().await;
        second.app.store.close().await;
        world.app.store.close().await;
    })
    .await;
}
