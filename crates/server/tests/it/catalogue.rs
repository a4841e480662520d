//! Finding a procedure, on both engines: records of the national database beside the procedures that are filed here.

use std::path::{Path, PathBuf};

use server::features::catalogue::national::import::{Origin, Summary, import};
use server::platform::ctx::Ctx;

use crate::person::percent;
use crate::world::{World, each, root};

/// Our own records: six, and two lines that are none.
fn sample() -> PathBuf {
    root().join("crates/national/tests/data/mau.jsonl")
}

async fn imported(world: &World, file: &Path) -> Summary {
    let ctx = Ctx::system(world.app.clock.now(), world.app.ids.clone());
    let origin = Origin { source: "Cơ sở dữ liệu mẫu".into(), seen_on: "2026-07-15".into() };
    let store = &world.app.store;
    let summary = import(store, (&ctx, file, &origin), (std::io::sink(), &mut |_| {})).await.unwrap();
    world.app.catalogue.refresh(store).await.unwrap();
    summary
}

fn find(question: &str) -> String {
    format!("/thu-tuc?q={}", percent(question))
}

/// The codes of the procedures that a page of results shows, in order.
async fn codes(world: &World, path: &str) -> Vec<String> {
    let page = world.visitor().get(path).await.is(200);
    let is_code =
        |link: &&String| !link.contains('?') && !link.ends_with(".atom") && link.matches('/').count() == 2;
    page.links("/thu-tuc/")
        .iter()
        .filter(is_code)
        .map(|link| link.trim_start_matches("/thu-tuc/").to_owned())
        .collect()
}

#[tokio::test]
async fn an_import_tells_bad_lines_and_writes_nothing_the_second_time() {
    each(async |world| {
        let first = imported(&world, &sample()).await;
        assert_eq!((first.records, first.added, first.changed), (6, 6, 0));
        let lines: Vec<_> = first.refused.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [4, 6]);
        assert!(first.refused[0].1.contains("dòng bị cụt") && first.refused[0].1.contains("nhập lại"));

        let again = imported(&world, &sample()).await;
        assert_eq!((again.records, again.added, again.changed), (6, 0, 0));
        assert_eq!(world.count("select count(*) from national_procedure").await, 6);
        assert_eq!(world.count("select count(*) from national_import").await, 2);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn an_import_that_broke_off_goes_on_with_what_is_missing_and_a_changed_record_takes_the_place_of_the_old_one()
 {
    each(async |world| {
        let text = std::fs::read_to_string(sample()).unwrap();
        let folder = store::testing::Folder::new();
        let part = folder.path().join("phan-dau.jsonl");
        let two: Vec<_> = text.lines().take(2).collect();
        std::fs::write(&part, two.join("\n")).unwrap();
        assert_eq!(imported(&world, &part).await.added, 2);

        let changed = folder.path().join("moi.jsonl");
        std::fs::write(&changed, text.replace("Xác nhận đã nuôi chim mẫu", "Xác nhận đã thả chim mẫu"))
            .unwrap();
        let summary = imported(&world, &changed).await;
        assert_eq!((summary.records, summary.added, summary.changed), (6, 4, 1));
        world.visitor().get("/thu-tuc/9.000002").await.is(200).shows("Xác nhận đã thả chim mẫu");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_damaged_or_hostile_stops_nothing_that_can_be_read() {
    each(async |world| {
        let folder = store::testing::Folder::new();
        let file = folder.path().join("hong.jsonl");
        let good = std::fs::read_to_string(sample()).unwrap().lines().next().unwrap().to_owned();
        let mut bytes = b"\xff\xfe\n".to_vec();
        bytes.extend(vec![b'x'; 9 * 1024 * 1024]);
        bytes.extend(format!("\n\n{good}\n{good}\n[{}\n", "[".repeat(100_000)).bytes());
        std::fs::write(&file, bytes).unwrap();
        let summary = imported(&world, &file).await;
        let lines: Vec<_> = summary.refused.iter().map(|(line, _)| *line).collect();
        assert_eq!((summary.added, lines), (1, vec![1, 2, 5, 6]));
        assert!(summary.refused[0].1.contains("UTF-8") && summary.refused[2].1.contains("đã có ở dòng 4"));
    })
    .await;
}

#[tokio::test]
async fn a_record_of_the_national_database_is_a_page_that_says_where_it_comes_from_and_where_to_file() {
    each(async |world| {
        imported(&world, &sample()).await;
        let visitor = world.visitor();
        let page = visitor.get("/thu-tuc/9.000001").await.is(200);
        page.shows("Cấp giấy phép lắp đặt chuồng cu mẫu")
            .shows("Chưa nộp trực tuyến tại đây")
            .shows("Nguồn: Cơ sở dữ liệu mẫu, 15/07/2026")
            .shows("nhập vào đây ngày 25/11/2026")
            .shows("15 ngày làm việc")
            .shows("800.000 đồng (đồng/lần)")
            .shows("99/2025/NĐ-CP: quy định chi tiết Luật Chim")
            .shows("mẫu: Mẫu số 01.docx")
            .hides("Chọn Tỉnh/ Thành phố")
            .hides("/nop-ho-so");
        let doubtful = visitor.get("/thu-tuc/9.000003").await.is(200);
        doubtful.shows("“135 VNĐ” (cần đối chiếu)").shows("Nguyên văn: Căn cứ pháp lý").shows("Luật Chim54");
        let hostile = visitor.get("/thu-tuc/9.000007").await.is(200);
        assert!(!hostile.text().contains("<b>“đặc biệt”"), "names are escaped");
        visitor.get("/ngon-ngu/en").await;
        visitor.get("/thu-tuc/9.000001").await.is(200).shows("Not filed online here");
        visitor.get("/thu-tuc/9.999999").await.is(404);
        let citizen = world.as_("0905000001").await;
        citizen.post("/thu-tuc/9.000001/nop-ho-so", &[("a", "b")]).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn both_engines_give_the_same_answers_in_the_same_order() {
    let answers = std::sync::Mutex::new(Vec::<Vec<Vec<String>>>::new());
    each(async |world| {
        imported(&world, &sample()).await;
        let mut found = Vec::new();
        for question in [
            "giay doc than",
            "quán cơm chim",
            "quan com chmi",
            "xây nhà",
            "9.00000",
            "giấy phép",
            "",
            "không gì cả xyz",
        ] {
            found.push(codes(&world, &find(question)).await);
        }
        answers.lock().unwrap().push(found);
    })
    .await;
    let answers = answers.into_inner().unwrap();
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0][0].first().map(String::as_str), Some("1.004873"));
    assert_eq!(answers[0][1].len(), 3, "quán cơm chim: {:?}", answers[0][1]);
    assert_eq!(answers[0][1], answers[0][2], "a typing error changes nothing");
    assert_eq!(answers[0][4].len(), 6, "by the beginning of a code");
}

#[tokio::test]
async fn the_list_is_narrowed_by_plain_addresses_with_counts_that_are_true() {
    each(async |world| {
        imported(&world, &sample()).await;
        let visitor = world.visitor();
        let all = visitor.get("/thu-tuc").await.is(200);
        all.shows("Nuôi chim (2)").shows("Hàng quán (3)").shows("Chưa nộp trực tuyến tại đây (6)");
        assert_eq!(codes(&world, "/thu-tuc?linh-vuc=nuoi-chim").await, ["9.000001", "9.000002"]);
        assert_eq!(codes(&world, "/thu-tuc?linh-vuc=nuoi-chim&cap=cap-xa").await, ["9.000001"]);
        let narrowed = visitor.get("/thu-tuc?linh-vuc=nuoi-chim&cap=cap-xa").await.is(200);
        narrowed.shows("Tìm thấy 1 thủ tục").shows("Bỏ").shows("Nuôi chim (1)");
        visitor.get("/thu-tuc?linh-vuc=khong-co").await.is(200).shows("Không tìm thấy thủ tục nào");
        for page in ["0", "-1", "999999999999999999999", "x"] {
            visitor.get(&format!("/thu-tuc?trang={page}")).await.is(200);
        }
        let hostile =
            visitor.get(&find(&"<script>alert(1)</script>\u{0}' or 1=1 --".repeat(40))).await.is(200);
        assert!(!hostile.text().contains("<script>alert"));
    })
    .await;
}

#[tokio::test]
async fn a_procedure_has_a_sheet_for_the_board_whether_it_is_filed_here_or_not() {
    each(async |world| {
        imported(&world, &sample()).await;
        let visitor = world.visitor();
        for (code, part) in [("1.004873", "Bạn khai và nộp hồ sơ"), ("9.000001", "Giấy giới thiệu")]
        {
            let sheet = visitor.get(&format!("/thu-tuc/{code}/niem-yet")).await.is(200);
            sheet.shows(part).shows(&format!("http://motcua.test/thu-tuc/{code}"));
            let symbol = visitor.get(&format!("/thu-tuc/{code}/ma-qr.svg")).await.is(200);
            assert_eq!(symbol.headers["content-type"], "image/svg+xml");
            assert!(symbol.text().contains("<svg"));
        }
        visitor.get("/thu-tuc/9.999999/niem-yet").await.is(404);
        visitor.get("/thu-tuc/9.999999/ma-qr.svg").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn the_catalogue_is_open_data_and_its_changes_are_a_feed() {
    each(async |world| {
        imported(&world, &sample()).await;
        let visitor = world.visitor();
        let json: serde_json::Value =
            serde_json::from_str(visitor.get("/du-lieu-mo/thu-tuc.json").await.is(200).text()).unwrap();
        let rows = json["thu_tuc"].as_array().unwrap();
        let here = world.app.catalogue.all().len();
        assert_eq!(json["so_thu_tuc"], here + 6);
        let chim = rows.iter().find(|row| row["ma"] == "9.000001").unwrap();
        assert_eq!(
            (chim["nop_truc_tuyen_tai_day"].as_bool(), chim["ngay_nguon"].as_str()),
            (Some(false), Some("2026-07-15"))
        );
        let csv = visitor.get("/du-lieu-mo/thu-tuc.csv").await.is(200);
        let mut reader = csv::Reader::from_reader(csv.text().trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.records().map(Result::unwrap).count(), here + 6);
        let feed = visitor.get("/thu-tuc/thay-doi.atom").await.is(200);
        assert!(feed.text().contains("6 thủ tục mới") && feed.text().contains("Công bố: "));
        assert_eq!(feed.headers["content-type"], "application/atom+xml; charset=utf-8");
    })
    .await;
}

#[tokio::test]
async fn the_real_catalogue_is_imported_and_answers_the_same_on_both_engines() {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration to read it from")]
    let Ok(path) = std::env::var("MOTCUA_NATIONAL_CATALOGUE") else {
        eprintln!("MOTCUA_NATIONAL_CATALOGUE is not set: the tests above used our own sample");
        return;
    };
    let answers = std::sync::Mutex::new(Vec::new());
    each(async |world| {
        let summary = imported(&world, Path::new(&path)).await;
        assert!(summary.records > 2000 && summary.refused.is_empty());
        let mut found = Vec::new();
        for question in ["giấy độc thân", "lam passport", "sang tên xe máy", "xây nhà", "đăng ký thường trú"]
        {
            found.push(codes(&world, &find(question)).await);
        }
        answers.lock().unwrap().push(found);
    })
    .await;
    let answers = answers.into_inner().unwrap();
    assert_eq!(answers[0], answers[1]);
    let first = |at: usize| answers[0][at].first().map(String::as_str);
    assert_eq!((first(0), first(1), first(4)), (Some("1.004873"), Some("1.001456"), Some("1.004222")));
}
