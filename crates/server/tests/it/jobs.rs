//! Work for later: mail, timers, scans. Whatever dies, it is done once in the end.

use std::sync::Arc;

use server::boot;
use server::features::documents::Scanner;
use server::features::documents::commands::forget::forget_later;
use server::features::documents::store as documents;
use server::features::dossiers::model::Stage;
use server::platform::ctx::Ctx;
use server::platform::jobs::{self, Outcome};
use server::platform::mail;
use store::{Batch, vals};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::acts::*;
use crate::person::Part;
use crate::uploads::files_below;
use crate::world::{World, each, each_address};

/// Every letter that left, as it lies in the mail folder.
pub(crate) fn letters(world: &World) -> Vec<String> {
    let server::platform::config::MailTarget::Folder(folder) = &world.app.config.mail else { return vec![] };
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// States of all jobs with how many stand there.
async fn states(world: &World) -> Vec<(String, i64)> {
    jobs::counts(&world.app.store).await.unwrap()
}

#[tokio::test]
async fn a_letter_leaves_once_with_everything_the_applicant_needs() {
    each(async |world| {
        let (_citizen, id) = submit_marital(&world, "0905000001").await;
        assert_eq!(states(&world).await, [("waiting".to_owned(), 1)]);
        world.works().await;
        assert_eq!(states(&world).await, [("done".to_owned(), 1)]);
        let letters = letters(&world);
        assert_eq!(letters.len(), 1);
        assert!(letters[0].contains("To: vidu@example.vn\r\n"), "{}", letters[0]);
        assert!(letters[0].contains("From: mot-cua@motcua.test\r\n"));
        let code = world.dossier(id).await.lookup_code;
        let body = "select body from mail";
        let (body,): (String,) = world.app.store.one(body, vals![]).await.unwrap().unwrap();
        assert!(body.contains(&code) && body.contains("http://motcua.test/tra-cuu?ma="), "{body}");
        world.works().await;
        assert_eq!(crate::jobs::letters(&world).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_job_in_the_hands_of_a_dead_worker_is_done_by_another_after_its_lease() {
    each(async |world| {
        submit_marital(&world, "0905000001").await;
        let store = &world.app.store;
        let claimed = jobs::claim(store, world.app.clock.now()).await.unwrap();
        assert_eq!(claimed.len(), 1);
        assert!(jobs::claim(store, world.app.clock.now()).await.unwrap().is_empty(), "nobody else gets it");
        world.clock("2026-11-25T08:01:59");
        assert_eq!(boot::run_due(&world.app).await.unwrap(), 0);
        world.clock("2026-11-25T08:02:00");
        assert_eq!(boot::run_due(&world.app).await.unwrap(), 1);
        assert_eq!(letters(&world).len(), 1);
        assert_eq!(store.one::<(i64,)>("select attempts from job", vals![]).await.unwrap(), Some((2,)));
        assert_eq!(states(&world).await, [("done".to_owned(), 1)]);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_ran_but_was_not_settled_runs_again_without_harm() {
    each(async |world| {
        submit_marital(&world, "0905000001").await;
        let app = &world.app;
        let claimed = jobs::claim(&app.store, app.clock.now()).await.unwrap();
        let id = claimed[0].payload["mail_id"].as_str().unwrap().parse().unwrap();
        let send =
            async || mail::send(&app.store, &app.mailer, (id, "mot-cua@motcua.test", app.clock.now())).await;
        assert!(matches!(send().await, Outcome::Done));
        assert!(matches!(send().await, Outcome::Done));
        world.clock("2026-11-25T08:05:00");
        world.works().await;
        assert_eq!(letters(&world).len(), 1);
        assert_eq!(states(&world).await, [("done".to_owned(), 1)]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_can_never_leave_is_dead_and_one_that_may_leave_later_waits() {
    each(async |world| {
        let (_citizen, id) = submit_marital(&world, "0905000001").await;
        let store = &world.app.store;
        let spoil = "update mail set recipient = 'không phải địa chỉ' where dossier_id = ?1";
        store.commit(Batch::new().write(spoil, vals![id])).await.unwrap();
        world.works().await;
        assert_eq!(states(&world).await, [("dead".to_owned(), 1)]);
        // The folder is away for a while: the letter waits and leaves later.
        submit_marital(&world, "0905000002").await;
        let server::platform::config::MailTarget::Folder(folder) = &world.app.config.mail else { return };
        std::fs::remove_dir_all(folder).unwrap();
        assert_eq!(boot::run_due(&world.app).await.unwrap(), 1);
        assert_eq!(states(&world).await, [("dead".to_owned(), 1), ("waiting".to_owned(), 1)]);
        assert_eq!(boot::run_due(&world.app).await.unwrap(), 0, "not before it is due again");
        std::fs::create_dir_all(folder).unwrap();
        world.clock("2026-11-25T08:00:05");
        world.works().await;
        assert_eq!(letters(&world).len(), 1);
    })
    .await;
}

/// A building permit in a protected area whose opinion has been asked for.
async fn waiting_for_opinion(world: &World) -> uuid::Uuid {
    let citizen = world.as_("0905000001").await;
    let revision = revision(world, BUILDING);
    let id = start(&citizen, BUILDING).await;
    fill(world, &citizen, id, (BUILDING, &golden(world, BUILDING))).await;
    let components = revision.pack.procedure().components.iter().filter(|component| !component.from_form);
    let ids: Vec<_> = components.map(|component| component.id.as_str()).collect();
    give(&citizen, id, &ids).await;
    send(&citizen, id).await.is(303);
    receive(world, &world.as_("motcua.binhson").await, id).await.is(303);
    complete(world, &world.as_("motcua.binhson").await, (id, "ban_giao", &[])).await.is(303);
    let head = world.as_("truongphong.binhson").await;
    complete(world, &head, (id, "phan_cong", &[("ket_luan", "hoi_y_kien")])).await.is(303);
    id
}

#[tokio::test]
async fn silence_for_twelve_days_is_consent_and_the_process_goes_on() {
    each(async |world| {
        let id = waiting_for_opinion(&world).await;
        let open = async |element: &str| -> i64 {
            let sql = "select count(*) from task where dossier_id = ?1 and element = ?2 and state = 'open'";
            world.app.store.one::<(i64,)>(sql, vals![id, element]).await.unwrap().unwrap().0
        };
        assert_eq!((open("y_kien").await, open("tham_dinh").await), (1, 1));
        world.works().await;
        let timer = "select run_at from job where kind = 'process.timer' and state = 'waiting'";
        let (at,) = world.app.store.one::<(i64,)>(timer, vals![]).await.unwrap().unwrap();
        let at = server::platform::clock::timestamp(at);
        world.app.clock.set(at - jiff::SignedDuration::from_secs(1));
        world.works().await;
        assert_eq!(open("y_kien").await, 1, "one second before, it still waits");
        world.app.clock.set(at);
        world.works().await;
        assert_eq!((open("y_kien").await, open("tham_dinh").await), (0, 1));
        assert_eq!(world.dossier(id).await.stage, Stage::InProgress);
        assert_eq!(world.count("select count(*) from event where kind = 'TimerDue'").await, 1);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn an_opinion_that_came_leaves_the_timer_nothing_to_do() {
    each(async |world| {
        let id = waiting_for_opinion(&world).await;
        let liaison = world.as_("hotich.binhson").await;
        complete(&world, &liaison, (id, "y_kien", &[("ket_luan", "dong_y")])).await.is(303);
        let before = world.dossier(id).await;
        world.clock("2027-01-25T08:00:00");
        world.works().await;
        assert_eq!(world.dossier(id).await, before);
        assert_eq!(world.count("select count(*) from job where state <> 'done'").await, 0);
        assert_eq!(world.count("select count(*) from event where kind = 'TimerDue'").await, 0);
    })
    .await;
}

/// A scanner that finds something in every file with the word `VIRUS`.
async fn scanner() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.read_exact(&mut [0; 10]).await.unwrap();
            let mut file = Vec::new();
            loop {
                let mut chunk = vec![0; stream.read_u32().await.unwrap() as usize];
                if chunk.is_empty() {
                    break;
                }
                stream.read_exact(&mut chunk).await.unwrap();
                file.append(&mut chunk);
            }
            let found = file.windows(5).any(|window| window == b"VIRUS");
            let answer = if found { "stream: Mau-Thu FOUND\0" } else { "stream: OK\0" };
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn a_file_opens_after_it_was_scanned_and_never_when_something_was_found() {
    each_address(async |url, folder| {
        let mut config = crate::world::config(url, folder);
        config.scanner = Some(scanner().await);
        let world = World::open(config).await;
        assert!(matches!(world.app.scanner, Scanner::Clamd(_)));
        let citizen = world.as_("0905000001").await;
        let id = start(&citizen, MARITAL).await;
        let papers = format!("/ho-so-nhap/{id}/giay-to");
        let bad = [b"%PDF-1.4 VIRUS ".as_slice(), PDF].concat();
        for (name, bytes) in [("sạch.pdf", PDF), ("bẩn.pdf", bad.as_slice())] {
            citizen
                .upload(&papers, &[crate::person::Part("giay_to_tuy_than", Some(name), bytes)])
                .await
                .is(303);
        }
        let files = citizen.get(&papers).await.links(&format!("/ho-so-cua-toi/{id}/tep/"));
        assert_eq!(files.len(), 2);
        for file in &files {
            citizen.get(file).await.is(409).shows("đang được quét");
        }
        world.works().await;
        let mut statuses = vec![];
        for file in &files {
            statuses.push(citizen.get(file).await.status.as_u16());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        assert_eq!(world.count("select count(*) from blob where state = 'infected'").await, 1);
        let app: Arc<_> = world.app.clone();
        app.store.close().await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_with_an_infected_file_until_it_was_replaced() {
    const WORDS: &str = "có mã độc, hãy thay tệp";
    each_address(async |url, folder| {
        let mut config = crate::world::config(url, folder);
        config.scanner = Some(scanner().await);
        let world = World::open(config).await;
        let bad = [b"%PDF-1.4 VIRUS ".as_slice(), PDF].concat();
        let (bad, good) = (
            Part("giay_to_tuy_than", Some("bẩn.pdf"), &bad),
            [Part("giay_to_tuy_than", Some("sạch.pdf"), PDF)],
        );
        // A draft.
        let citizen = world.as_("0905000001").await;
        let id = start(&citizen, MARITAL).await;
        fill(&world, &citizen, id, (MARITAL, &golden(&world, MARITAL))).await;
        let papers = format!("/ho-so-nhap/{id}/giay-to");
        citizen.upload(&papers, std::slice::from_ref(&bad)).await.is(303);
        world.works().await;
        let page = citizen.get(&papers).await.is(200).shows(WORDS);
        let file = &page.links(&format!("/ho-so-cua-toi/{id}/tep/"))[0];
        citizen.get(file).await.is(409).shows("có mã độc nên không mở được").hides("đang được quét");
        citizen.upload(&papers, &[Part("_next", None, b"1")]).await.is(422).shows("Hãy thay bằng tệp khác");
        send(&citizen, id).await.is(422).shows("có mã độc nên không gửi được");
        assert_eq!(world.count("select count(*) from dossier").await, 0);
        citizen.upload(&papers, &good).await.is(303);
        citizen.get(&papers).await.is(200).hides(WORDS);
        send(&citizen, id).await.is(303);
        // A mended dossier.
        let desk = world.as_("motcua.binhson").await;
        let asked =
            [("muc", "component.giay_to_tuy_than"), ("ly_do.component.giay_to_tuy_than", "Ảnh bị mờ")];
        desk.post(&format!("/can-bo/ho-so/{id}/yeu-cau-sua"), &asked).await.is(303);
        let mend = format!("/ho-so-cua-toi/{id}/bo-sung");
        let incomplete = [Part("giay_to_tuy_than", Some("hỏng.pdf"), b"MZ"), bad];
        citizen.upload(&mend, &incomplete).await.is(422);
        world.works().await;
        citizen.get(&mend).await.is(200).shows(WORDS);
        citizen.upload(&mend, &[Part("khac", None, b"")]).await.is(422).shows("có mã độc nên không gửi được");
        assert_eq!(world.dossier(id).await.stage, Stage::AwaitingCorrection);
        citizen.upload(&mend, &good).await.is(303);
        assert_eq!(world.dossier(id).await.stage, Stage::Submitted);
        world.proves().await;
        world.app.store.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_a_citizen_threw_away_is_forgotten_with_its_bytes_and_what_was_sent_stays() {
    each(async |world| {
        let blobs = || files_below(world.app.blobs.folder());
        let rows = async || {
            let attachments = world.count("select count(*) from attachment").await;
            (attachments, world.count("select count(*) from blob").await)
        };
        let citizen = world.as_("0905000001").await;
        submit(&world, &citizen, (MARITAL, &golden(&world, MARITAL), &["giay_to_tuy_than"])).await;
        let id = start(&citizen, MARITAL).await;
        give(&citizen, id, &["giay_to_tuy_than", "giay_to_tuy_than"]).await;
        let files = documents::attachments(&world.app.store, id).await.unwrap();
        let removed = files[0].id.to_string();
        let path = format!("/ho-so-nhap/{id}/giay-to");
        citizen.upload(&path, &[Part("_remove", None, removed.as_bytes())]).await.is(303);
        citizen.upload(&path, &[Part("_remove", None, removed.as_bytes())]).await.is(404);
        assert_eq!((rows().await, blobs()), ((2, 3), 3));
        citizen.post::<&str, &str>(&format!("/ho-so-nhap/{id}/bo"), &[]).await.is(303);
        assert_eq!((rows().await, blobs()), ((1, 3), 3));
        world.clock("2026-11-25T08:59:59");
        world.works().await;
        assert_eq!((rows().await, blobs()), ((1, 3), 3), "within the hour nothing is touched");
        world.clock("2026-11-25T09:00:00");
        world.works().await;
        assert_eq!((rows().await, blobs()), ((1, 1), 3), "a backup under way still finds the files");
        world.clock("2026-11-26T09:00:00");
        world.works().await;
        assert_eq!((rows().await, blobs()), ((1, 1), 1));
        // Asked by mistake, a file that belongs to a dossier stays.
        let (blob,): (uuid::Uuid,) =
            world.app.store.one("select id from blob", vals![]).await.unwrap().unwrap();
        let ctx = Ctx::system(world.app.clock.now(), world.app.ids.clone());
        world.app.store.commit(forget_later(Batch::new(), &ctx, &[blob])).await.unwrap();
        world.clock("2026-11-26T11:00:00");
        world.works().await;
        assert_eq!((rows().await, blobs()), ((1, 1), 1));
        assert_eq!(world.count("select count(*) from job where state <> 'done'").await, 0);
        world.proves().await;
    })
    .await;
}
