//! What people do, through the forms of the pages: submit a golden dossier, accept it, finish its steps.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};
use server::features::catalogue::Revision;
use server::features::dossiers::commands::start_draft::start_draft;
use server::features::dossiers::commands::submit as command;
use server::features::dossiers::dossier::Dossier;
use server::features::dossiers::store::drafts;
use server::features::work::{Task, TaskState, store as tasks};
use server::platform::ctx::Ctx;
use server::seeds::cast;
use store::Batch;
use uuid::Uuid;

use crate::person::{Page, Part, Person};
use crate::world::World;

/// Certificate of marital status, settled by the commune.
pub(crate) const MARITAL: &str = "1.004873";
/// Licence to publish, settled by a department, with a fee in the middle.
pub(crate) const PUBLISHING: &str = "1.003868";

/// Permit to build a house, settled by the commune, with a timer.
pub(crate) const BUILDING: &str = "1.013225";

/// A small but whole PDF.
pub(crate) const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Who does which step of which procedure.
const PLAYERS: [(&str, &str, &str); 13] = [
    (MARITAL, "ban_giao", "motcua.binhson"),
    (MARITAL, "kiem_tra", "hotich.binhson"),
    (MARITAL, "xac_minh", "hotich.binhson"),
    (MARITAL, "lap_giay", "hotich.binhson"),
    (MARITAL, "ky", "chutich.binhson"),
    (MARITAL, "phat_hanh", "vanthu.binhson"),
    (MARITAL, "tra_ket_qua", "motcua.binhson"),
    (PUBLISHING, "ban_giao", "motcua.tinh"),
    (PUBLISHING, "thu_phi", "chuyenvien.vhttdl"),
    (PUBLISHING, "phan_cong", "truongphong.vhttdl"),
    (PUBLISHING, "tham_dinh", "chuyenvien.vhttdl"),
    (PUBLISHING, "du_thao", "chuyenvien.vhttdl"),
    (PUBLISHING, "duyet", "truongphong.vhttdl"),
];

/// What is typed for the outcome papers of [`MARITAL`].
pub(crate) const CERTIFICATE: [(&str, &str); 3] = [
    ("ket_luan", "cap"),
    ("cap.thoi_gian", "đến thời điểm cấp Giấy xác nhận này"),
    ("cap.tinh_trang", "Chưa đăng ký kết hôn với ai"),
];

/// The revision in force.
pub(crate) fn revision(world: &World, code: &str) -> Arc<Revision> {
    world.app.catalogue.current(code).unwrap()
}

/// Answers of the first golden dossier of a procedure, as if filled today by somebody of the demo commune.
pub(crate) fn golden(world: &World, code: &str) -> Map<String, Json> {
    let revision = revision(world, code);
    let case = revision.pack.cases().iter().find(|case| case.file.contains("01-")).unwrap();
    let text = serde_json::to_string(&case.answers).unwrap().replace("\"21025\"", "\"21040\"");
    let mut answers: Map<String, Json> = serde_json::from_str(&text).unwrap();
    answers.insert("cd_ngay_lam_don".into(), "2026-11-25".into());
    answers
}

/// The same with a former home elsewhere, which has to be asked.
pub(crate) fn golden_with_former_home(world: &World) -> Map<String, Json> {
    let mut answers = golden(world, MARITAL);
    let homes = json!([
        { "noi": { "country": "VN", "province": "51", "commune": "21028", "detail": "Tổ 3" }, "tu": "2010-01-01", "den": "2019-12-31" },
        { "noi": { "country": "VN", "province": "51", "commune": "21040", "detail": "12 đường Mẫu" }, "tu": "2020-01-01" },
    ]);
    answers.insert("qua_trinh_cu_tru".into(), homes);
    answers
}

/// Begins a draft on the page of the procedure.
pub(crate) async fn start(person: &Person, code: &str) -> Uuid {
    let to = person.post::<&str, &str>(&format!("/thu-tuc/{code}/nop-ho-so"), &[]).await.goes_to();
    to.trim_start_matches("/ho-so-nhap/").parse().unwrap()
}

/// Posts every section of the form, one after the other, as the pages do. Returns the last page.
pub(crate) async fn fill(
    world: &World,
    person: &Person,
    draft: Uuid,
    (code, answers): (&str, &Map<String, Json>),
) -> Page {
    let revision = revision(world, code);
    let form = revision.pack.form();
    let mut last = None;
    for (number, section) in form.sections.iter().enumerate() {
        let ids: Vec<_> = form.fields[section.fields.clone()].iter().map(|field| field.id.as_str()).collect();
        let own = answers.iter().filter(|(id, _)| ids.contains(&id.as_str()));
        let own: Map<String, Json> = own.map(|(id, value)| (id.clone(), value.clone())).collect();
        let mut pairs = form.pairs(&own);
        pairs.push(("_version".into(), (number + 1).to_string()));
        last = Some(person.post(&format!("/ho-so-nhap/{draft}/phan/{}", section.id), &pairs).await);
    }
    last.unwrap()
}

/// Gives a file for each of these components.
pub(crate) async fn give(person: &Person, draft: Uuid, components: &[&str]) {
    for component in components {
        let parts = [Part(component, Some("giấy tờ.pdf"), PDF)];
        person.upload(&format!("/ho-so-nhap/{draft}/giay-to"), &parts).await.is(303);
    }
}

/// Sends the draft; the dossier has its id.
pub(crate) async fn send(person: &Person, draft: Uuid) -> Page {
    person.post::<&str, &str>(&format!("/ho-so-nhap/{draft}/kiem-tra"), &[]).await
}

/// From the page of the procedure to the confirmation.
pub(crate) async fn submit(
    world: &World,
    person: &Person,
    (code, answers, components): (&str, &Map<String, Json>, &[&str]),
) -> Uuid {
    let id = start(person, code).await;
    fill(world, person, id, (code, answers)).await;
    give(person, id, components).await;
    assert_eq!(send(person, id).await.goes_to(), format!("/ho-so-cua-toi/{id}/da-nop"));
    id
}

/// A citizen of the cast submits the certificate of marital status.
pub(crate) async fn submit_marital(world: &World, login: &str) -> (Person, Uuid) {
    let citizen = world.as_(login).await;
    let id = submit(world, &citizen, (MARITAL, &golden(world, MARITAL), &[])).await;
    (citizen, id)
}

/// The desk accepts the dossier with every component ticked.
pub(crate) async fn receive(world: &World, officer: &Person, id: Uuid) -> Page {
    let revision = revision(world, &world.dossier(id).await.procedure_code);
    let components = revision.pack.procedure().components.iter();
    let ticks: Vec<_> = components.map(|component| ("thanh_phan", component.id.as_str())).collect();
    officer.post(&format!("/can-bo/ho-so/{id}/tiep-nhan"), &ticks).await
}

/// Submits and accepts a certificate of marital status.
pub(crate) async fn received_marital(world: &World, login: &str) -> (Person, Uuid) {
    let (citizen, id) = submit_marital(world, login).await;
    receive(world, &world.as_("motcua.binhson").await, id).await.is(303);
    (citizen, id)
}

/// The open task of a step.
pub(crate) async fn open_task(world: &World, id: Uuid, element: &str) -> Task {
    let all = tasks::of_dossier(&world.app.store, id).await.unwrap();
    let told: Vec<_> = all.iter().map(|task| (task.element.clone(), task.state)).collect();
    let found = all.into_iter().find(|task| task.element == element && task.state == TaskState::Open);
    found.unwrap_or_else(|| panic!("step {element} is not open: {told:?}"))
}

/// Finishes an open step through the form of the dossier's page.
pub(crate) async fn complete(
    world: &World,
    officer: &Person,
    (id, element, pairs): (Uuid, &str, &[(&str, &str)]),
) -> Page {
    let task = open_task(world, id, element).await;
    officer.post(&format!("/can-bo/ho-so/{id}/viec/{}", task.id), pairs).await
}

/// Finishes steps one after the other, each by whom the cast has for it: step and what is typed.
pub(crate) async fn complete_all(world: &World, id: Uuid, steps: &[(&str, &[(&str, &str)])]) -> Dossier {
    let code = world.dossier(id).await.procedure_code;
    for (element, pairs) in steps {
        let player = PLAYERS.iter().find(|(procedure, step, _)| *procedure == code && step == element);
        let login = player.unwrap_or_else(|| panic!("nobody of the cast does {element} of {code}")).2;
        complete(world, &world.as_(login).await, (id, element, pairs)).await.is(303);
    }
    world.dossier(id).await
}

/// Many filled drafts of the certificate of marital status, made without the pages: for tests that need a crowd.
pub(crate) async fn draft_many(world: &World, how_many: usize) -> Vec<Uuid> {
    let (app, now) = (&world.app, world.app.clock.now());
    let ctx = citizen(world).await;
    let revision = revision(world, MARITAL);
    let mut answers = golden(world, MARITAL);
    answers.insert("cd_ngay_lam_don".into(), "2026-03-05".into());
    let answers = Json::Object(answers);
    let mut ids = Vec::new();
    for _ in 0..how_many {
        let draft = start_draft(app, &ctx, (ctx.actor.citizen().unwrap(), &revision)).await.unwrap();
        app.store.commit(drafts::save(Batch::new(), &draft, (answers.clone(), "", now))).await.unwrap();
        ids.push(draft.id);
    }
    ids
}

/// The same, submitted.
pub(crate) async fn submit_many(world: &World, how_many: usize) -> Vec<Uuid> {
    let (app, revision) = (&world.app, revision(world, MARITAL));
    let ctx = citizen(world).await;
    let ids = draft_many(world, how_many).await;
    for id in &ids {
        let draft = drafts::one(&app.store, (*id, ctx.actor.account_id().unwrap())).await.unwrap().unwrap();
        assert_eq!(command::submit(app, &ctx, (&draft, &revision)).await.unwrap().unwrap().id, *id);
    }
    ids
}

/// The first citizen of the cast as the one that acts.
async fn citizen(world: &World) -> Ctx {
    let (app, now) = (&world.app, world.app.clock.now());
    let actor = cast::actor(app, ("0905000001", now)).await.unwrap();
    Ctx { actor, ..Ctx::system(now, app.ids.clone()) }
}
