//! What belongs to another does not exist: the same answer in pages, lists, searches, files and forms.

use server::features::documents::store as documents;
use server::features::work::store as work;
use server::platform::actor::Role;
use uuid::Uuid;

use crate::acts::*;
use crate::person::{Part, Person, percent};
use crate::world::{World, each};

/// A received dossier with a file and a paper, and an open draft, all of one citizen.
struct Theirs {
    owner: Person,
    dossier: Uuid,
    draft: Uuid,
    file: Uuid,
    draft_file: Uuid,
    paper: Uuid,
}

async fn theirs(world: &World) -> Theirs {
    let owner = world.as_("0905000001").await;
    let dossier = submit(world, &owner, (MARITAL, &golden(world, MARITAL), &["giay_to_tuy_than"])).await;
    receive(world, &world.as_("motcua.binhson").await, dossier).await.is(303);
    let draft = start(&owner, MARITAL).await;
    give(&owner, draft, &["giay_to_tuy_than"]).await;
    let file = async |id| documents::attachments(&world.app.store, id).await.unwrap()[0].id;
    let (file, draft_file) = (file(dossier).await, file(draft).await);
    let paper = documents::papers(&world.app.store, dossier).await.unwrap()[0].id;
    Theirs { owner, dossier, draft, file, draft_file, paper }
}

/// Every address of a citizen's draft and dossier.
fn pages_of_citizen(t: &Theirs) -> Vec<String> {
    let (d, n) = (t.dossier, t.draft);
    vec![
        format!("/ho-so-nhap/{n}"),
        format!("/ho-so-nhap/{n}/phan/nguoi_yeu_cau"),
        format!("/ho-so-nhap/{n}/giay-to"),
        format!("/ho-so-nhap/{n}/kiem-tra"),
        format!("/ho-so-cua-toi/{n}/tep/{}", t.draft_file),
        format!("/ho-so-cua-toi/{d}"),
        format!("/ho-so-cua-toi/{d}/da-nop"),
        format!("/ho-so-cua-toi/{d}/xac-nhan-nop.pdf"),
        format!("/ho-so-cua-toi/{d}/bo-sung"),
        format!("/ho-so-cua-toi/{d}/giay/{}", t.paper),
        format!("/ho-so-cua-toi/{d}/tep/{}", t.file),
    ]
}

/// Every page of an official on a dossier.
fn pages_of_official(t: &Theirs) -> Vec<String> {
    let d = t.dossier;
    vec![
        format!("/can-bo/ho-so/{d}"),
        format!("/can-bo/ho-so/{d}/yeu-cau-sua"),
        format!("/can-bo/ho-so/{d}/giay/{}", t.paper),
        format!("/can-bo/ho-so/{d}/tep/{}", t.file),
        format!("/can-bo/ho-so/{d}/phieu-kiem-soat.pdf"),
        format!("/can-bo/ho-so/{d}/to-khai.pdf"),
        format!("/can-bo/ho-so/{d}/quy-trinh.bpmn"),
    ]
}

/// Every act of an official on a dossier.
async fn acts_of_official(world: &World, t: &Theirs) -> Vec<String> {
    let (d, task) = (t.dossier, open_task(world, t.dossier, "ban_giao").await.id);
    vec![
        format!("/can-bo/ho-so/{d}/tiep-nhan"),
        format!("/can-bo/ho-so/{d}/yeu-cau-sua"),
        format!("/can-bo/ho-so/{d}/tu-choi"),
        format!("/can-bo/ho-so/{d}/thu-phi"),
        format!("/can-bo/ho-so/{d}/ghi-chu"),
        format!("/can-bo/ho-so/{d}/viec/{task}"),
        format!("/can-bo/viec/{task}/nhan"),
        format!("/can-bo/viec/{task}/tra-lai"),
        format!("/can-bo/viec/{task}/phan-cong"),
    ]
}

#[tokio::test]
async fn another_citizens_draft_dossier_file_and_paper_do_not_exist() {
    each(async |world| {
        let theirs = theirs(&world).await;
        let other = world.as_("0905000002").await;
        for path in pages_of_citizen(&theirs) {
            let page = other.get(&path).await.is(404).hides("Trần Thị Hoa Mơ");
            let unknown =
                other.get(&path.replace(&theirs.dossier.to_string(), &Uuid::from_u128(7).to_string())).await;
            assert_eq!(page.status, unknown.status, "the same as for what was never there: {path}");
        }
        let draft = theirs.draft;
        let none: [(&str, &str); 0] = [];
        for path in ["phan/nguoi_yeu_cau", "luu", "kiem-tra", "bo"] {
            other.post(&format!("/ho-so-nhap/{draft}/{path}"), &none).await.is(404);
        }
        let parts = [Part("giay_to_tuy_than", Some("a.pdf"), PDF)];
        other.upload(&format!("/ho-so-nhap/{draft}/giay-to"), &parts).await.is(404);
        other.upload(&format!("/ho-so-cua-toi/{}/bo-sung", theirs.dossier), &parts).await.is(404);
        other
            .get("/ho-so-cua-toi")
            .await
            .is(200)
            .hides(&theirs.dossier.to_string())
            .hides(&draft.to_string());
        // A file or paper opens only through the dossier that it belongs to.
        let mine = submit(&world, &other, (MARITAL, &golden(&world, MARITAL), &[])).await;
        other.get(&format!("/ho-so-cua-toi/{mine}/tep/{}", theirs.file)).await.is(404);
        other.get(&format!("/ho-so-cua-toi/{mine}/giay/{}", theirs.paper)).await.is(404);
        let own_draft = start(&other, MARITAL).await;
        other.get(&format!("/ho-so-cua-toi/{own_draft}/tep/{}", theirs.draft_file)).await.is(404);
        let remove = [Part("_remove", None, theirs.draft_file.to_string().leak().as_bytes())];
        assert_ne!(other.upload(&format!("/ho-so-nhap/{own_draft}/giay-to"), &remove).await.status, 303);
        // All is still there for its owner.
        let expected = [303, 200, 200, 200, 200, 200, 200, 200, 409, 200, 200];
        for (path, status) in pages_of_citizen(&theirs).iter().zip(expected) {
            theirs.owner.get(path).await.is(status);
        }
    })
    .await;
}

#[tokio::test]
async fn a_dossier_of_another_unit_does_not_exist_for_an_official() {
    each(async |world| {
        let theirs = theirs(&world).await;
        let dossier = world.dossier(theirs.dossier).await;
        let number = dossier.number.clone().unwrap();
        for login in ["motcua.tinh", "chuyenvien.vhttdl", "quantri"] {
            let stranger = world.as_(login).await;
            for path in pages_of_official(&theirs) {
                stranger.get(&path).await.is(404).hides(&number);
            }
            for path in acts_of_official(&world, &theirs).await {
                stranger.post::<&str, &str>(&path, &[]).await.is(404).hides(&number);
            }
            for wanted in
                [&number, &dossier.lookup_code, &dossier.applicant.phone, &dossier.applicant.id_number]
            {
                let found = stranger.get(&format!("/can-bo/ho-so?q={}", percent(wanted))).await.is(200);
                found.shows("Không có hồ sơ nào").hides(&dossier.applicant.name);
            }
            stranger.get("/can-bo/ho-so").await.is(200).hides(&number);
            stranger.get("/can-bo/viec?phan=chua-ai-nhan").await.is(200).hides(&number);
            let actor = server::seeds::cast::actor(&world.app, (login, world.app.clock.now())).await.unwrap();
            let scope = work::Scope::of(actor.official().unwrap());
            for shelf in [work::Shelf::Mine, work::Shelf::Free, work::Shelf::Unit] {
                let asked = (shelf, &work::Narrow::default());
                let counted = work::count(&world.app.store, &scope, asked).await.unwrap();
                assert_eq!(counted, 0, "nor is it counted");
            }
        }
        assert_eq!(world.count("select count(*) from read_record").await, 0, "nobody has opened it");
        // Those of the unit find it by each of these.
        let own = world.as_("motcua.binhson").await;
        for wanted in [&number, &dossier.lookup_code, &dossier.applicant.phone, &dossier.applicant.id_number]
        {
            own.get(&format!("/can-bo/ho-so?q={}", percent(wanted))).await.is(200).shows(&number);
        }
        for path in pages_of_official(&theirs).iter().filter(|path| !path.ends_with("yeu-cau-sua")) {
            own.get(path).await.is(200);
        }
        // The dossier itself, the paper, the file and the two prints: each opening is on record, and the owner reads them.
        assert_eq!(world.count("select count(*) from read_record").await, 5);
        theirs
            .owner
            .get(&format!("/ho-so-cua-toi/{}", theirs.dossier))
            .await
            .is(200)
            .shows("giấy tờ bạn nộp");
    })
    .await;
}

#[tokio::test]
async fn citizens_find_no_pages_of_officials_and_visitors_are_sent_to_log_in() {
    each(async |world| {
        let theirs = theirs(&world).await;
        let mut pages = pages_of_official(&theirs);
        let lists =
            ["/can-bo/viec", "/can-bo/ho-so", "/can-bo/tiep-nhan", "/can-bo/tra-ket-qua", "/can-bo/quay"];
        pages.extend(lists.map(str::to_owned));
        let visitor = world.visitor();
        for path in &pages {
            theirs.owner.get(path).await.is(404);
            assert!(visitor.get(path).await.goes_to().starts_with("/dang-nhap?tiep=/can-bo/"), "{path}");
        }
        for path in acts_of_official(&world, &theirs).await {
            theirs.owner.post::<&str, &str>(&path, &[]).await.is(404);
            assert!(
                visitor.post::<&str, &str>(&path, &[]).await.goes_to().starts_with("/dang-nhap"),
                "{path}"
            );
        }
        for path in pages_of_citizen(&theirs) {
            assert!(visitor.get(&path).await.goes_to().starts_with("/dang-nhap?tiep=/ho-so-"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_role_does_not_reach_beyond_its_own_acts() {
    each(async |world| {
        let theirs = theirs(&world).await;
        let id = theirs.dossier;
        // The clerk sees the dossier of the unit but neither accepts, declines, asks nor finishes another's step.
        let clerk = world.as_("vanthu.binhson").await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.is(200);
        for act in ["tiep-nhan", "tu-choi", "yeu-cau-sua", "thu-phi"] {
            clerk.post::<&str, &str>(&format!("/can-bo/ho-so/{id}/{act}"), &[]).await.is(403);
        }
        complete(&world, &clerk, (id, "ban_giao", &[])).await.is(403);
        clerk.get("/can-bo/tiep-nhan").await.is(403);
        clerk.get("/can-bo/quay").await.is(403);
        // A post that has ended opens nothing more, from the next day on.
        world.appoint("motcua.tinh", ("xa-21040", Role::Intake)).await;
        let guest = world.as_("motcua.tinh").await;
        guest.get(&format!("/can-bo/ho-so/{id}")).await.is(200);
        world.end_posts("motcua.tinh", "2026-11-25").await;
        guest.get(&format!("/can-bo/ho-so/{id}")).await.is(200);
        world.clock("2026-11-26T00:00:00");
        world.as_("motcua.tinh").await.get(&format!("/can-bo/ho-so/{id}")).await.is(404);
    })
    .await;
}
