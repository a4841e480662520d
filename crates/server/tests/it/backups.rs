//! A backup taken while people work is whole; what is changed behind the server's back is found.

use server::backup::{backup, prove, restore};
use server::features::dossiers::verify::Report;
use server::platform::config::Config;
use store::testing::Folder;
use store::{Batch, Engine, vals};

use crate::acts::*;
use crate::world::{World, config, each, each_address};

/// The report of an installation that must have exactly one fault.
async fn only_fault(config: &Config) -> String {
    let Report { faults, .. } = prove(config).await.unwrap();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.into_iter().next().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_while_people_work_is_restored_whole() {
    each_address(async |url, folder| {
        let here = config(url, folder);
        let world = World::open(here.clone()).await;
        let to = folder.join("sao-luu");
        if world.app.store.engine() == Engine::Postgres {
            let error = backup(&here, &to).await.unwrap_err().to_string();
            assert!(
                error.contains("pg_dump"),
                "PostgreSQL has its own tool, and the message names it: {error}"
            );
            world.app.store.close().await;
            return;
        }
        let (_citizen, first) = received_marital(&world, "0905000001").await;
        let worker = tokio::spawn({
            let world = world.clone();
            async move {
                for _ in 0..12 {
                    let citizen = world.as_("0905000002").await;
                    let answers = golden(&world, MARITAL);
                    let id = submit(&world, &citizen, (MARITAL, &answers, &["giay_to_tuy_than"])).await;
                    receive(&world, &world.as_("motcua.binhson").await, id).await.is(303);
                }
            }
        });
        // Begun once the worker has begun.
        while world.count("select count(*) from dossier").await < 2 {
            tokio::task::yield_now().await;
        }
        backup(&here, &to).await.unwrap();
        let refused = backup(&here, &to).await.unwrap_err().to_string();
        assert!(refused.contains("đã có nội dung"), "{refused}");
        worker.await.unwrap();
        let all = world.proves().await;
        world.app.store.close().await;

        let elsewhere = Folder::new();
        let database = format!("sqlite:{}", elsewhere.path().join("var/motcua.db").display());
        let there = config(&database, elsewhere.path());
        let report = restore(&there, &to).await.unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert!(report.dossiers >= 2 && report.dossiers <= all.dossiers, "{report:?}");
        assert!(restore(&there, &to).await.is_err(), "what is there is not written over");
        // The restored server goes on where the backup was taken.
        let world = World::second(there).await;
        assert_eq!(
            world.dossier(first).await.number.as_deref().map(|number| number.ends_with("-0001")),
            Some(true)
        );
        received_marital(&world, "0905000003").await;
        world.proves().await;
        world.app.store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_flipped_byte_of_a_paper_is_found() {
    each(async |world| {
        let citizen = world.as_("0905000001").await;
        submit(&world, &citizen, (MARITAL, &golden(&world, MARITAL), &["giay_to_tuy_than"])).await;
        world.proves().await;
        let folder = std::fs::read_dir(world.app.blobs.folder()).unwrap().next().unwrap().unwrap().path();
        let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        let whole = std::fs::read(&file).unwrap();
        let mut bytes = whole.clone();
        bytes[20] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        assert!(only_fault(&world.app.config).await.contains("nội dung trên đĩa khác lúc lưu"));
        std::fs::remove_file(&file).unwrap();
        assert!(only_fault(&world.app.config).await.contains("đã mất"));
        std::fs::write(&file, &whole).unwrap();
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_changed_event_and_a_changed_stage_are_found() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, "0905000001").await;
        let tamper = async |sql: &'static str| {
            world.app.store.commit(Batch::new().write(sql, vals![id])).await.unwrap();
        };
        tamper("update event set actor_name = 'Ai đó' where subject_id = ?1 and kind = 'DossierReceived'")
            .await;
        assert!(only_fault(&world.app.config).await.contains("nội dung không khớp mã băm đã ghi"));
        tamper(
            "update event set actor_name = 'Phạm Thị Lài' where subject_id = ?1 and kind = 'DossierReceived'",
        )
        .await;
        world.proves().await;
        tamper("update event set at = at - 86400000000 where subject_id = ?1 and seq = 1").await;
        assert!(only_fault(&world.app.config).await.contains("sự kiện số 1"));
        tamper("update event set at = at + 86400000000 where subject_id = ?1 and seq = 1").await;
        tamper("update dossier set stage = 'delivered' where id = ?1").await;
        assert!(
            only_fault(&world.app.config).await.contains("tình trạng ghi là delivered, nhật ký nói received")
        );
        tamper("update dossier set stage = 'received' where id = ?1").await;
        tamper("delete from event where subject_id = ?1 and seq = 1").await;
        assert!(only_fault(&world.app.config).await.contains("cần số thứ tự 1, thấy 2"));
    })
    .await;
}
