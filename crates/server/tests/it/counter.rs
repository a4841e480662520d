//! A person without an account comes to the counter with paper.

use server::features::dossiers::model::{Channel, Stage};
use uuid::Uuid;

use crate::acts::*;
use crate::person::Page;
use crate::world::{World, each};

/// The form as the official types it, with these components ticked.
fn typed(world: &World, ticks: &[&str]) -> Vec<(String, String)> {
    let mut pairs = revision(world, MARITAL).pack.form().pairs(&golden(world, MARITAL));
    pairs.extend(ticks.iter().map(|tick| ("thanh_phan".to_owned(), (*tick).to_owned())));
    pairs
}

fn id_of(page: Page) -> Uuid {
    page.goes_to().trim_start_matches("/can-bo/ho-so/").parse().unwrap()
}

#[tokio::test]
async fn a_paper_dossier_is_taken_and_accepted_in_one_act_and_found_with_its_receipt() {
    each(async |world| {
        let desk = world.as_("motcua.binhson").await;
        desk.get("/can-bo/quay?q=độc thân".replace(' ', "+").as_str()).await.is(200).shows("1.004873");
        desk.get("/can-bo/quay/1.004873").await.is(200).shows("Tiếp nhận, cấp mã hồ sơ");
        // Without the declaration, or with an answer missing, nothing is taken and what was typed stays.
        let page = desk.post("/can-bo/quay/1.004873", &typed(&world, &[])).await.is(422);
        page.shows("chưa được đánh dấu đã nhận").shows("12 đường Mẫu");
        let mut gap = typed(&world, &["to_khai"]);
        gap.retain(|(name, _)| name != "nyc_ho_ten");
        desk.post("/can-bo/quay/1.004873", &gap).await.is(422).shows("12 đường Mẫu");
        assert_eq!(world.count("select count(*) from dossier").await, 0);
        assert_eq!(world.count("select count(*) from counter").await, 0);

        let id = id_of(desk.post("/can-bo/quay/1.004873", &typed(&world, &["to_khai"])).await);
        let dossier = world.dossier(id).await;
        assert_eq!(
            (dossier.stage, dossier.channel, dossier.account_id),
            (Stage::Received, Channel::InPerson, None)
        );
        let number = dossier.number.unwrap();
        assert_eq!(world.due(id).await, "2026-11-30T11:30:00");
        let papers =
            desk.get(&format!("/can-bo/ho-so/{id}")).await.links(&format!("/can-bo/ho-so/{id}/giay/"));
        desk.get(&papers[0]).await.is_pdf();
        let form = [("ma", number.as_str()), ("ma_tra_cuu", &dossier.lookup_code)];
        world
            .visitor()
            .post("/tra-cuu", &form)
            .await
            .is(200)
            .shows(&number)
            .shows("Đã nhận hồ sơ giấy tại quầy");
        world.proves().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_twice_is_one_dossier_with_one_number() {
    each(async |world| {
        let desk = world.as_("motcua.binhson").await;
        let page = desk.get("/can-bo/quay/1.004873").await.is(200);
        let id =
            page.text().split("name=\"_id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let mut form = typed(&world, &["to_khai"]);
        form.push(("_id".into(), id.clone()));
        // What was refused keeps its id.
        let mut gap = form.clone();
        gap.retain(|(name, _)| name != "nyc_ho_ten");
        assert!(desk.post("/can-bo/quay/1.004873", &gap).await.is(422).holds(&id));
        let (one, other) = tokio::join!(
            desk.post("/can-bo/quay/1.004873", &form),
            desk.post("/can-bo/quay/1.004873", &form)
        );
        let again = desk.post("/can-bo/quay/1.004873", &form).await;
        for page in [one, other, again] {
            assert_eq!(id_of(page).to_string(), id);
        }
        assert_eq!(world.count("select count(*) from dossier").await, 1);
        assert_eq!(world.count("select sum(n) from counter").await, 1, "and no number is skipped");
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_supplement_on_paper_is_recorded_at_the_desk_and_the_clock_goes_on() {
    each(async |world| {
        let desk = world.as_("motcua.binhson").await;
        let id = id_of(desk.post("/can-bo/quay/1.004873", &typed(&world, &["to_khai"])).await);
        complete_all(&world, id, &[("ban_giao", &[])]).await;
        let officer = world.as_("hotich.binhson").await;
        let asked =
            [("muc", "component.giay_to_tuy_than"), ("ly_do.component.giay_to_tuy_than", "Chưa có bản sao")];
        officer.post(&format!("/can-bo/ho-so/{id}/yeu-cau-sua"), &asked).await.is(303);
        world.at("2026-11-26T08:00:00").await;
        let given = format!("/can-bo/ho-so/{id}/da-bo-sung");
        officer.post::<&str, &str>(&given, &[]).await.is(403);
        desk.post::<&str, &str>(&given, &[]).await.is(303);
        assert_eq!(world.dossier(id).await.stage, Stage::InProgress);
        assert_eq!(world.due(id).await, "2026-12-01T11:30:00", "one working day more");
        desk.post::<&str, &str>(&given, &[]).await.is(409);
        // What was filed online is supplemented by its owner, not by the desk.
        let (_citizen, online) = received_marital(&world, "0905000001").await;
        complete_all(&world, online, &[("ban_giao", &[])]).await;
        officer.post(&format!("/can-bo/ho-so/{online}/yeu-cau-sua"), &asked).await.is(303);
        desk.post::<&str, &str>(&format!("/can-bo/ho-so/{online}/da-bo-sung"), &[]).await.is(403);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn who_sits_at_no_desk_takes_nothing() {
    each(async |world| {
        for (login, status) in [("hotich.binhson", 403), ("quantri", 403), ("0905000001", 404)] {
            let person = world.as_(login).await;
            person.post("/can-bo/quay/1.004873", &typed(&world, &["to_khai"])).await.is(status);
        }
        world.as_("motcua.binhson").await.get("/can-bo/quay/9.999999").await.is(404);
        assert_eq!(world.count("select count(*) from dossier").await, 0);
    })
    .await;
}
