//! Statistics: what the acts count is what a count from the beginning finds; behind each number stand its dossiers.

use server::features::dossiers::jobs::count_older;
use store::{Batch, vals};
use uuid::Uuid;

use crate::acts::{CERTIFICATE, complete_all, received_marital, submit_marital};
use crate::person::Page;
use crate::world::{World, each};

/// From acceptance to an outcome that is ready.
const STEPS: [(&str, &[(&str, &str)]); 5] = [
    ("ban_giao", &[]),
    ("kiem_tra", &[("ket_luan", "du_can_cu")]),
    ("lap_giay", &CERTIFICATE),
    ("ky", &[("ket_luan", "dong_y")]),
    ("phat_hanh", &[]),
];

async fn settle(world: &World, id: Uuid) {
    complete_all(world, id, &STEPS).await;
}

/// One dossier early, one late, one that runs and one that only waits.
async fn some(world: &World) -> [Uuid; 3] {
    let (_, early) = received_marital(world, "0905000001").await;
    settle(world, early).await;
    let (_, late) = received_marital(world, "0905000002").await;
    let (_, running) = received_marital(world, "0905000003").await;
    submit_marital(world, "0905000001").await;
    world.at("2026-12-15T09:00:00").await;
    settle(world, late).await;
    [early, late, running]
}

/// The cells of the row that begins with `name`, as numbers.
fn row(page: &Page, name: &str) -> Vec<String> {
    let row = page.text().split(&format!("<th scope=\"row\">{name}</th>")).nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    let cell = |cell: &str| {
        let text = cell.split_once('>').unwrap().1;
        let text = text.split("</td>").next().unwrap();
        let text = text.split_once("\">").map_or(text, |(_, rest)| rest);
        text.split('<').next().unwrap().to_owned()
    };
    row.split("<td ").skip(1).map(cell).collect()
}

#[tokio::test]
async fn numbers_follow_the_acts_by_period_and_lead_to_their_dossiers() {
    each(async |world| {
        let [early, late, running] = some(&world).await;
        let codes = [early, late, running].map(|id| id.to_string());
        let officer = world.as_("motcua.binhson").await;
        // Three were received in November; one was settled then, the late one in December. One runs and is overdue by now.
        let path = "/can-bo/thong-ke?ky=thang-truoc";
        assert_eq!(row(&officer.get(path).await.is(200), "Tổng"), ["3", "1", "0", "0", "0", "1", "100,0%"]);
        let path = "/can-bo/thong-ke?ky=thang-nay";
        assert_eq!(row(&officer.get(path).await.is(200), "Tổng"), ["0", "0", "0", "1", "0", "1", "0,0%"]);
        for by in ["don-vi", "linh-vuc", "thu-tuc", "cap", "kenh"] {
            let path = format!("/can-bo/thong-ke?ky=nam-nay&theo={by}");
            let page = officer.get(&path).await.is(200);
            assert_eq!(row(&page, "Tổng"), ["3", "1", "0", "1", "0", "1", "50,0%"], "{by}");
            // Each number of the one group leads to as many dossiers.
            let behind = page.links("/can-bo/thong-ke/ho-so");
            assert_eq!(behind.len(), 4, "{by}: {behind:?}");
            for (link, expected) in behind.iter().zip([3, 1, 1, 1]) {
                let found = officer.get(&link.replace("&amp;", "&").replace("&#38;", "&")).await.is(200);
                assert_eq!(found.links("/can-bo/ho-so/").len(), expected, "{link}");
            }
        }
        let path = "/can-bo/thong-ke?ky=tuy-chon&tu=26/11/2026&den=20/12/2026";
        assert_eq!(row(&officer.get(path).await.is(200), "Tổng"), ["0", "0", "0", "1", "0", "1", "0,0%"]);
        let path = "/can-bo/thong-ke?ky=tuy-chon&tu=25/11/2026&den=25/11/2026";
        assert_eq!(row(&officer.get(path).await.is(200), "Tổng"), ["3", "1", "0", "0", "0", "1", "100,0%"]);
        officer.get("/can-bo/thong-ke?ky=tuy-chon&tu=x").await.is(200).shows("Ghi ngày đầu và ngày cuối");
        let late_ones = officer.get("/can-bo/thong-ke/ho-so?ky=nam-nay&chi_tieu=qua-han").await.is(200);
        assert!(late_ones.text().contains(&codes[1]) && !late_ones.text().contains(&codes[0]));
        officer.get("/can-bo/thong-ke/ho-so?chi_tieu=khac").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn counting_from_the_beginning_finds_what_the_acts_counted() {
    each(async |world| {
        some(&world).await;
        let all = "select period, procedure_code, channel, measure, n from tally order by period, measure";
        let read = async || {
            let rows: Vec<(i64, String, String, String, i64)> =
                world.app.store.all(all, vals![]).await.unwrap();
            rows
        };
        let (counted, settled) = (read().await, world.count("select count(*) from settled").await);
        assert_eq!(counted.len(), 6, "{counted:?}");
        let again =
            Batch::new().write("delete from tally", vals![]).write("delete from settled", vals![]).write(
                "insert into untallied (dossier_id) select id from dossier where accepted_at is not null",
                vals![],
            );
        world.app.store.commit(again).await.unwrap();
        assert_eq!(count_older(&world.app).await.unwrap(), 3);
        assert_eq!(read().await, counted);
        assert_eq!(world.count("select count(*) from settled").await, settled);
        assert_eq!(count_older(&world.app).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn behind_a_number_nobody_finds_a_dossier_outside_their_units() {
    each(async |world| {
        some(&world).await;
        let stranger = world.as_("chuyenvien.vhttdl").await;
        stranger.get("/can-bo/thong-ke?ky=nam-nay").await.is(200).shows("Chưa có số liệu");
        let province = stranger.get("/can-bo/thong-ke?ky=nam-nay&pham_vi=tinh").await.is(200);
        assert_eq!(row(&province, "Tổng")[0], "3");
        assert_eq!(province.links("/can-bo/thong-ke/ho-so"), Vec::<String>::new());
        for measure in ["tiep-nhan", "truoc-han", "qua-han", "dang-qua-han"] {
            let path = format!("/can-bo/thong-ke/ho-so?ky=nam-nay&chi_tieu={measure}");
            stranger.get(&path).await.is(200).shows("Không có hồ sơ nào");
        }
        world.as_("0905000001").await.get("/can-bo/thong-ke").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn a_file_has_the_numbers_of_the_page_and_the_public_page_has_no_names() {
    each(async |world| {
        let [early, ..] = some(&world).await;
        let name = world.dossier(early).await.applicant.name;
        let officer = world.as_("motcua.binhson").await;
        let file = officer.get("/can-bo/thong-ke.csv?ky=nam-nay").await.is(200);
        assert!(file.text().ends_with("Tổng,3,1,0,1,0,1,\"50,0%\"\n"), "{}", file.text());
        let book = officer.get("/can-bo/thong-ke.xlsx?ky=nam-nay&theo=thu-tuc").await.is(200);
        assert!(book.bytes.starts_with(b"PK"));
        let public =
            world.visitor().get("/tien-do").await.is(200).shows("Tiến độ giải quyết hồ sơ").hides(&name);
        assert!(public.text().contains("50,0%"));
    })
    .await;
}
