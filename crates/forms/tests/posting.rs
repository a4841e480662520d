//! From what a page posts to answers and back; on to another revision; what changed; what a page shows.

mod world;

use forms::{DropReason, FieldView, FormView};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use world::{World, object};

fn small(world: &World) -> forms::Form {
    world.form(
        "{id: ten, label: Họ tên, kind: text, prefill: account.full_name, required: true}
         {id: sinh, label: Ngày sinh, kind: date, date: past}
         {id: dien_tich, label: Diện tích, kind: number, unit: m², required: true}
         {id: dong_y, label: Đồng ý, kind: checkbox, default: true}
         {id: giay, label: Giấy tờ, kind: multi, options: [{value: a, label: Đơn}, {value: b, label: Bản vẽ}]}
         {id: noi, label: Nơi ở, kind: address, units: any, prefill: register.csdl_dan_cu.thuong_tru}
         {id: tep, label: Tệp, kind: file, accept: [pdf, dwg], max_files: 2}
         {id: ky, label: Chữ ký, kind: signature}
         {id: t, label: Các tầng, kind: table, totals: [dt], row_label: Tầng, columns: [{id: tang, label: Tầng, kind: text, required: true}, {id: dt, label: Diện tích, kind: number, unit: m²}, {id: o, label: Nơi, kind: address}]}
         {id: tong, label: Tổng, kind: computed, compute: sum(t.dt), decimals: 4, unit: m²}",
        "{id: khop, must: tong = dien_tich, message: Tổng các tầng phải bằng diện tích., found: tong, at: [t, dien_tich]}",
    )
}

#[test]
fn posted_pairs_become_answers_by_row_and_part() {
    let world = World::shared();
    let posted = small(world).answers_from_pairs([
        ("ten", "Hoa"),
        ("sinh.day", "7"),
        ("sinh.month", "5"),
        ("sinh.year", "1990"),
        ("dong_y", "false"),
        ("dong_y", "true"),
        ("giay", ""),
        ("giay", "b"),
        ("giay", "a"),
        ("noi.province", "51"),
        ("noi.commune", "21028"),
        ("t[7].tang", "2"),
        ("t[7].o.province", "51"),
        ("t[0].tang", "1"),
        ("t[0].dt", "40,5"),
        ("t[3].tang", " "),
        ("t[3].dt", ""),
        ("ky.method", "consent"),
        ("tong", "1"),
        ("t[x].tang", "0"),
        ("t[1].khong", "0"),
        ("t", "0"),
        ("_nut", "gui"),
        ("ten.day", "1"),
    ]);
    let expected = json!({
        "ten": "Hoa", "sinh": { "day": "7", "month": "5", "year": "1990" }, "dong_y": "true", "giay": ["", "b", "a"],
        "noi": { "province": "51", "commune": "21028" }, "ky": { "method": "consent" },
        "t": [{ "tang": "1", "dt": "40,5" }, { "tang": "2", "o": { "province": "51" } }],
    });
    assert_eq!(Json::Object(posted.answers), expected);
    assert_eq!(posted.unknown, ["tong", "t[x].tang", "t[1].khong", "t", "_nut", "ten.day"]);
}

#[test]
fn what_was_checked_can_be_posted_again() {
    let world = World::shared();
    let form = small(world);
    let answers = json!({
        "ten": "Hoa", "sinh": "1990-05-07", "dien_tich": 40.125, "dong_y": true, "giay": ["a", "b"], "tep": ["u1", "u4"],
        "noi": { "country": "VN", "province": "51", "district": "522", "commune": "21010", "detail": "Tổ 1" },
        "ky": { "method": "consent", "on": "2025-09-01" }, "t": [{ "tang": "1", "dt": 40.125 }],
    });
    let first = world.check(&form, answers);
    assert!(first.is_valid(), "{:?}", first.problems);
    let pairs = form.pairs(&first.values);
    let posted = form.answers_from_pairs(pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let second = world.check(&form, Json::Object(posted.answers));
    assert_eq!((second.values, second.problems), (first.values, first.problems));
}

#[test]
fn too_many_pairs_are_cut_and_said_so() {
    let world = World::shared();
    let form = small(world);
    let names: Vec<String> = (0..forms::MAX_PAIRS + 5).map(|n| format!("t[{}].tang", n % 10_000)).collect();
    let posted = form.answers_from_pairs(names.iter().map(|name| (name.as_str(), "x")));
    assert!(posted.is_cut);
    let checked = world.check(&form, Json::Object(posted.answers));
    assert!(checked.problems.iter().any(|problem| problem.code == "table.max_rows"));
}

#[test]
fn answers_are_carried_to_a_new_revision_by_id() {
    let world = World::shared();
    let new = world.form(
        "{id: ten, label: Họ tên, kind: text}
         {id: sinh, label: Năm sinh, kind: year}
         {id: noi, label: Nơi ở, kind: text}
         {id: loai, label: Loại, kind: choice, options: [{value: moi, label: Mới}]}
         {id: giay, label: Giấy, kind: multi, options: [{value: b, label: B}]}
         {id: t, label: T, kind: table, columns: [{id: tang, label: T, kind: text}]}",
        "",
    );
    let carried = new.carry(&object(json!({
        "ten": "Hoa", "sinh": "1990-05-07", "noi": { "province": "51" }, "loai": "cu", "giay": ["a", "b"], "mat": 1,
        "t": [{ "tang": "1", "dt": 40 }],
    })));
    let kept = json!({ "ten": "Hoa", "sinh": "1990-05-07", "giay": ["b"], "t": [{ "tang": "1" }] });
    assert_eq!(Json::Object(carried.answers), kept);
    let dropped: Vec<_> = carried.dropped.iter().map(|each| (each.path.as_str(), each.reason)).collect();
    assert_eq!(
        dropped,
        [
            ("giay", DropReason::OptionGone),
            ("loai", DropReason::OptionGone),
            ("mat", DropReason::FieldGone),
            ("noi", DropReason::KindChanged),
            ("t[0].dt", DropReason::FieldGone),
        ]
    );
}

#[test]
fn changes_are_told_in_words() {
    let world = World::shared();
    let form = small(world);
    let before = json!({ "ten": "Hoa", "sinh": "1990-05-07", "giay": ["a"], "t": [{ "tang": "1", "dt": 40 }], "tong": 40 });
    let after = json!({
        "ten": "Hoa", "sinh": "1990-05-17", "giay": ["a", "b"], "dien_tich": 1500.5,
        "t": [{ "tang": "1", "dt": 45.5 }, { "tang": "2" }], "tong": 45.5,
    });
    let changes = form.changes(&object(before), &object(after), &world.context());
    let told: Vec<String> = changes
        .iter()
        .map(|each| format!("{}|{}|{}|{}", each.path, each.label, each.before, each.after))
        .collect();
    assert_eq!(
        told,
        [
            "sinh|Ngày sinh|07/05/1990|17/05/1990",
            "dien_tich|Diện tích||1.500,5 m²",
            "giay|Giấy tờ|Đơn|Đơn; Bản vẽ",
            "t[0].dt|Các tầng, dòng 1: Diện tích|40 m²|45,5 m²",
            "t[1]|Các tầng, dòng 2||2",
        ]
    );
}

#[test]
fn values_are_printed_as_people_read_them() {
    let world = World::shared();
    let form = small(world);
    let values = json!({
        "sinh": "1990-05-07", "dien_tich": 1500.5, "dong_y": false, "tep": ["u1"], "ky": { "method": "consent", "on": "2025-09-01" },
        "noi": { "country": "VN", "province": "51", "district": "522", "commune": "21010", "detail": "Tổ 1" }, "tong": 1000000,
        "t": [{ "tang": "1", "o": { "country": "FR", "detail": "Paris" } }],
    });
    let texts = form.texts(&object(values), &world.context());
    assert_eq!(texts["ten"], "");
    assert_eq!(texts["sinh"], "07/05/1990");
    assert_eq!(texts["dien_tich"], "1.500,5 m²");
    assert_eq!(texts["dong_y"], "Không");
    assert_eq!(texts["tep"], "Giấy ủy quyền.PDF");
    assert_eq!(texts["ky"], "Đã ký ngày 01/09/2025");
    assert_eq!(texts["noi"], "Tổ 1, Phường Lê Hồng Phong, Thành phố Quảng Ngãi, Tỉnh Quảng Ngãi");
    assert_eq!(texts["tong"], "1.000.000 m²");
    assert_eq!(texts["t"], json!([{ "tang": "1", "dt": "", "o": "Paris, Pháp" }]));
}

fn view(answers: Json) -> FormView {
    let world = World::shared();
    let form = small(world);
    let answers = object(answers);
    let checked = form.check(&answers, &world.context());
    form.view(&answers, &checked, &world.context(), "vi")
}

fn field<'a>(view: &'a FormView, name: &str) -> &'a FieldView {
    view.sections
        .iter()
        .flat_map(|section| &section.fields)
        .find(|field| field.name == name)
        .expect("the field")
}

#[test]
fn a_page_shows_first_values_only_before_anything_was_answered() {
    let untouched = view(json!({}));
    assert_eq!(field(&untouched, "ten").value, "Nguyễn Thị Hoa");
    assert!(field(&untouched, "dong_y").is_checked);
    assert_eq!(field(&untouched, "noi").register.as_deref(), Some("csdl_dan_cu.thuong_tru"));
    let emptied = view(json!({ "ten": "", "dong_y": "" }));
    assert_eq!(field(&emptied, "ten").value, "");
    assert!(!field(&emptied, "dong_y").is_checked);
}

#[test]
fn a_page_gives_back_what_was_typed_beside_what_is_wrong_with_it() {
    let page = view(json!({
        "sinh": "31/02/1990", "dien_tich": "mười", "giay": ["b"], "noi": { "province": "51", "commune": "x" },
        "t": [{ "tang": "", "dt": "" }, { "tang": "1", "dt": "40,5" }, { "dt": "nhiều" }],
    }));
    assert_eq!(field(&page, "sinh").value, "31/02/1990");
    let area = field(&page, "dien_tich");
    assert_eq!(
        (area.value.as_str(), area.canonical.as_str(), area.unit.as_deref()),
        ("mười", "", Some("m²"))
    );
    assert_eq!(area.problems[0].text, "Cần một số; thấy “mười”. Xin chỉ nhập chữ số, ví dụ 1500 hoặc 12,5.");
    let chosen: Vec<bool> = field(&page, "giay").options.iter().map(|option| option.is_chosen).collect();
    assert_eq!(chosen, [false, true]);
    let address = field(&page, "noi").address.as_ref().expect("an address");
    assert_eq!(
        (address.province.as_str(), address.commune.as_str(), address.allows_former_units),
        ("51", "x", true)
    );

    let table = field(&page, "t").table.as_ref().expect("a table");
    assert_eq!(table.rows.len(), 3, "a row that was added and not filled in yet is still there");
    assert!(table.rows[0].fields.iter().all(|cell| cell.problems.is_empty()), "and nothing is asked of it");
    let cell = &table.rows[2].fields[1];
    assert_eq!(
        (cell.html_id.as_str(), cell.name.as_str(), cell.value.as_str()),
        ("f-t-2-dt", "t[2].dt", "nhiều")
    );
    assert_eq!((table.rows[1].fields[1].value.as_str(), table.totals[0].text.as_str()), ("40,5", "40,5 m²"));
    assert_eq!(table.blank.fields[1].name, "t[__n__].dt");
    let summary: Vec<(&str, &str)> =
        page.problems.iter().map(|problem| (problem.html_id.as_str(), problem.label.as_str())).collect();
    assert_eq!(
        summary,
        [
            ("f-ten", "Họ tên"),
            ("f-sinh", "Ngày sinh"),
            ("f-dien_tich", "Diện tích"),
            ("f-noi", "Nơi ở"),
            ("f-t-2-tang", "Các tầng, dòng 3: Tầng"),
            ("f-t-2-dt", "Các tầng, dòng 3: Diện tích"),
        ]
    );
}

#[test]
fn a_failed_check_is_one_sentence_with_what_was_found() {
    let page = view(json!({ "ten": "Hoa", "dien_tich": 50, "t": [{ "tang": "1", "dt": 40 }] }));
    assert_eq!(
        page.problems[0].text,
        "Tổng các tầng phải bằng diện tích. Thấy: 40. Xin xem lại nội dung đã khai."
    );
    let total = field(&page, "tong");
    assert_eq!((total.text.as_str(), total.unit.as_deref()), ("40", Some("m²")));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_pairs_are_read_the_same_way_every_time(pairs in prop::collection::vec((name(), "\\PC{0,12}"), 0..40)) {
        let world = World::shared();
        let form = small(world);
        let read = || form.answers_from_pairs(pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let posted = read();
        prop_assert_eq!(&posted, &read());
        let again = form.pairs(&posted.answers);
        let reread = form.answers_from_pairs(again.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let (first, second) = (form.check(&posted.answers, &world.context()), form.check(&reread.answers, &world.context()));
        prop_assert_eq!(first.values, second.values);
    }
}

fn name() -> impl Strategy<Value = String> {
    let ids = ["ten", "sinh", "dien_tich", "dong_y", "giay", "noi", "tep", "ky", "t", "tong", "x"];
    let parts = [
        "",
        ".day",
        ".province",
        ".method",
        "[0].tang",
        "[2].dt",
        "[2].o.commune",
        "[99999].tang",
        "[].tang",
        "[",
        "].",
    ];
    (prop::sample::select(ids.to_vec()), prop::sample::select(parts.to_vec()))
        .prop_map(|(id, part)| format!("{id}{part}"))
}
