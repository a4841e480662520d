//! A fee in the middle of a process (1.003868): the clock stands still until it is paid, and the slip has a number.

use server::features::dossiers::model::Stage;
use server::features::dossiers::store::ledger;
use uuid::Uuid;

use crate::acts::*;
use crate::person::Person;
use crate::world::{World, each};

/// A licence to publish that waits for its fee: citizen, dossier.
async fn waiting_for_fee(world: &World) -> (Person, Uuid) {
    let citizen = world.as_("0905000001").await;
    let id = submit(world, &citizen, (PUBLISHING, &golden(world, PUBLISHING), &["ban_thao_in"])).await;
    receive(world, &world.as_("motcua.tinh").await, id).await.is(303);
    world.at("2026-11-25T09:00:00").await;
    complete_all(world, id, &[("ban_giao", &[])]).await;
    (citizen, id)
}

#[tokio::test]
async fn the_clock_stands_still_until_the_fee_is_paid_and_then_goes_on() {
    each(async |world| {
        let (citizen, id) = waiting_for_fee(&world).await;
        let waiting = world.dossier(id).await;
        assert_eq!(waiting.stage, Stage::AwaitingObligation);
        assert_eq!((waiting.due_at, waiting.paused_since.is_some()), (None, true));
        let shown = citizen.get(&format!("/ho-so-cua-toi/{id}")).await.is(200);
        shown.shows("Chờ nộp phí, lệ phí").shows("Tạm dừng từ").shows("chưa nộp");

        // The step cannot be finished before somebody has taken the money.
        let officer = world.as_("chuyenvien.vhttdl").await;
        complete(&world, &officer, (id, "thu_phi", &[])).await.is(422).shows("chưa thu");
        assert_eq!(world.dossier(id).await, waiting);

        world.at("2026-11-27T09:00:00").await;
        let desk = world.as_("motcua.tinh").await;
        desk.post::<&str, &str>(&format!("/can-bo/ho-so/{id}/thu-phi"), &[]).await.is(303);
        let charges = ledger::charges(&world.app.store, id).await.unwrap();
        assert_eq!(charges.len(), 1);
        assert_eq!(
            charges[0].amount_dong,
            130 * 15_000,
            "pages of the declaration at the rate of the circular"
        );
        assert_eq!(charges[0].receipt_number.as_deref(), Some("000001/2026"));
        let slip = citizen.get(&format!("/ho-so-cua-toi/{id}")).await.is(200).shows("đã nộp");
        for paper in slip.links(&format!("/ho-so-cua-toi/{id}/giay/")) {
            citizen.get(&paper).await.is_pdf();
        }
        complete(&world, &officer, (id, "thu_phi", &[])).await.is(303);

        // Two working days of standing still: ten working days end on 11 December instead of the 9th.
        let going = world.dossier(id).await;
        assert_eq!((going.stage, going.paused_since), (Stage::InProgress, None));
        assert_eq!(world.due(id).await, "2026-12-11T11:30:00");
        open_task(&world, id, "phan_cong").await;
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn a_fee_is_taken_once_whoever_presses_how_often() {
    each(async |world| {
        let (_citizen, id) = waiting_for_fee(&world).await;
        let (a, b) = (world.as_("motcua.tinh").await, world.as_("chuyenvien.vhttdl").await);
        let path = format!("/can-bo/ho-so/{id}/thu-phi");
        let (first, second) =
            tokio::join!(a.post::<&str, &str>(&path, &[]), b.post::<&str, &str>(&path, &[]));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        a.post::<&str, &str>(&path, &[]).await.is(409);
        assert_eq!(world.count("select count(*) from paper where kind = 'fee_slip'").await, 1);
        assert_eq!(world.count("select n from counter where key like 'fee-slip/%'").await, 1);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn who_sits_at_no_till_takes_no_money() {
    each(async |world| {
        let (citizen, id) = waiting_for_fee(&world).await;
        let path = format!("/can-bo/ho-so/{id}/thu-phi");
        let head = world.as_("truongphong.vhttdl").await;
        head.post::<&str, &str>(&path, &[]).await.is(403);
        citizen.post::<&str, &str>(&path, &[]).await.is(404);
        world.as_("motcua.binhson").await.post::<&str, &str>(&path, &[]).await.is(404);
        assert_eq!(world.count("select count(*) from charge where paid_at is not null").await, 0);
    })
    .await;
}
