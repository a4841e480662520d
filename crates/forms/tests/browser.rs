//! The page's script shows, requires and works out what the server would.

mod world;

use std::io::Write;
use std::process::{Command, Stdio};

use forms::Form;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value as Json, json};
use world::{World, object};

/// For each form and answers: what the script says of every field and cell, beside the server.
fn assert_same_in_the_browser(cases: &[(&Form, Map<String, Json>)]) {
    let world = World::shared();
    let context = world.context();
    let input: Vec<Json> = cases
        .iter()
        .map(|(form, answers)| json!({ "model": form.browser_model(&Map::new(), context.today), "pairs": form.pairs(answers) }))
        .collect();
    let output = in_the_browser(&Json::Array(input));
    for ((form, answers), states) in cases.iter().zip(&output) {
        let checked = form.check_draft(answers, &context);
        let texts = form.texts(&checked.values, &context);
        for field in &form.fields {
            let state = &states[&field.id];
            let told = format!("{}: {state} for {}", field.id, Json::Object(answers.clone()));
            assert_eq!(state["visible"], json!(checked.is_visible(form, &field.id)), "{told}");
            if field.required_when.is_some() && checked.is_visible(form, &field.id) {
                let is_required = checked.is_required(form, &field.id);
                assert_eq!(state["required"], json!(is_required || field.required), "{told}");
            }
            if let Some(text) = state.get("text").and_then(Json::as_str) {
                let here = texts[&field.id].as_str().unwrap_or_default();
                assert!(here == text || here.starts_with(&format!("{text} ")), "{told}, here {here}");
            }
        }
    }
}

fn in_the_browser(input: &Json) -> Vec<Json> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser.mjs");
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed on machines that run the tests");
    let mut stdin = node.stdin.take().expect("stdin is piped");
    let text = input.to_string();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = node.wait_with_output().expect("node ends");
    writer.join().expect("the writer ends").expect("node reads everything");
    assert!(output.status.success(), "the script failed");
    serde_json::from_slice(&output.stdout).expect("the script writes JSON")
}

fn every_condition(world: &World) -> Form {
    world.form(
        "{id: so, label: A, kind: number, min: -1, max: 1600.5}
         {id: nguyen, label: A, kind: number, integer: true}
         {id: tien, label: A, kind: money, visible_when: 'so > 5 or nguyen in [2..4]'}
         {id: ngay, label: A, kind: date, required_when: is defined(tien)}
         {id: sinh, label: A, kind: partial_date}
         {id: thang, label: A, kind: month, visible_when: sinh.latest < today}
         {id: nam, label: A, kind: year}
         {id: gio, label: A, kind: datetime}
         {id: loai, label: A, kind: choice, options: [{value: a, label: A}, {value: b, label: B}]}
         {id: nhieu, label: A, kind: multi, options: [{value: a, label: A}, {value: b, label: B}], required_when: loai = \"a\"}
         {id: co, label: A, kind: checkbox}
         {id: noi, label: A, kind: address, units: any, visible_when: co}
         {id: ten, label: A, kind: text, required_when: 'not(is defined(noi)) or noi.province = \"48\"'}
         {id: giay, label: A, kind: id_number, documents: [khac], visible_when: 'count(nhieu) > 0'}
         {id: ky, label: A, kind: signature, visible_when: 'starts with(ten, \"Đ\")'}
         {id: t, label: A, kind: table, visible_when: 'not(co)', columns: [{id: x, label: X, kind: number}, {id: y, label: Y, kind: text, required_when: x > row_number}, {id: z, label: Z, kind: computed, compute: x * so}, {id: d, label: D, kind: date, visible_when: is defined(y)}]}
         {id: tong, label: A, kind: computed, compute: sum(t.x), unit: m²}
         {id: bang_chu, label: A, kind: computed, result: text, compute: 'upper case(ten)'}
         {id: han, label: A, kind: computed, result: date, compute: 'ngay + duration(\"P1M\")'}
         {id: tuoi, label: A, kind: computed, result: number, decimals: 0, compute: 'years between(sinh.earliest, today)'}
         {id: gio_hc, label: A, kind: computed, result: boolean, compute: 'gio.hour < 17 and gio.date.weekday < 6'}
         {id: nam_nua, label: A, kind: computed, result: number, compute: 'nam / 7 + get or else(thang.month, 0)'}
         {id: ma, label: A, kind: computed, result: text, compute: 'substring(giay, 1, 3) + get or else(ky.method, \"-\")'}
         {id: phi, label: A, kind: computed, result: money, compute: 'tien / 3'}",
        "",
    )
}

fn answers() -> impl Strategy<Value = Map<String, Json>> {
    let texts = |texts: &'static [&'static str]| prop::sample::select(texts).prop_map(|text| json!(text));
    let row = prop::collection::vec(
        prop_oneof![
            texts(&["1", "2,5", "100", ""]).prop_map(|value| ("x", value)),
            texts(&["a", "Đ", " "]).prop_map(|value| ("y", value)),
            texts(&["1/1/2020", "2020-02-30"]).prop_map(|value| ("d", value)),
        ],
        0..3,
    );
    let rows = prop::collection::vec(row, 0..4).prop_map(|rows| {
        let rows = rows
            .into_iter()
            .map(|row| row.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        Json::Array(rows.map(Json::Object).collect())
    });
    let one = prop_oneof![
        texts(&["1.500", "1.500,5", "6", "5,0001", "-2", "x", "0.125", "1.000.000", " 7 "])
            .prop_map(|value| ("so", value)),
        texts(&["1.500", "3", "4,5", "2"]).prop_map(|value| ("nguyen", value)),
        texts(&["1.000.000", "1000", "10,5"]).prop_map(|value| ("tien", value)),
        texts(&["31/1/2025", "2025-01-31", "31/2/2025", "1.1.2024"]).prop_map(|value| ("ngay", value)),
        texts(&["1960", "2/1960", "29/2/2004", "2200", "1960-05-17", "0"]).prop_map(|value| ("sinh", value)),
        texts(&["5/2025", "2025-05", "13/2025"]).prop_map(|value| ("thang", value)),
        texts(&["1990", "90"]).prop_map(|value| ("nam", value)),
        texts(&["2025-09-15T08:30", "15/9/2025 17:05", "8:30 13/09/2025", "15/9/2025"])
            .prop_map(|value| ("gio", value)),
        texts(&["a", "b", ""]).prop_map(|value| ("loai", value)),
        prop::sample::select(&[0_usize, 1, 2][..]).prop_map(|count| ("nhieu", json!(["a", "b"][..count]))),
        any::<bool>().prop_map(|value| ("co", json!(value))),
        texts(&["48", "51"]).prop_map(|province| {
            let commune = if province == "48" { "20194" } else { "21025" };
            ("noi", json!({ "province": province, "commune": commune }))
        }),
        texts(&["Đặng", "Đa\u{323}\u{306}ng", "An", " "]).prop_map(|value| ("ten", value)),
        texts(&["ab 123", "C1.234"]).prop_map(|value| ("giay", value)),
        texts(&["consent", ""]).prop_map(|value| ("ky", value)),
        rows.prop_map(|value| ("t", value)),
    ];
    prop::collection::vec(one, 0..16)
        .prop_map(|pairs| pairs.into_iter().map(|(id, value)| (id.to_owned(), value)).collect())
}

#[test]
fn generated_answers_give_the_same_page() {
    let form = every_condition(World::shared());
    let mut runner = TestRunner::deterministic();
    let strategy = answers();
    let cases: Vec<(&Form, Map<String, Json>)> = (0..1_500)
        .map(|_| (&form, strategy.new_tree(&mut runner).expect("accepts everything").current()))
        .collect();
    assert_same_in_the_browser(&cases);
}

#[test]
fn the_real_declarations_give_the_same_page() {
    let world = World::shared();
    let forms = [world.load(world::FORM_34), world.load(world::FORM_10)];
    let declared = object(serde_json::from_str(include_str!("fixtures/34-answers.json")).expect("JSON"));
    let mut divorced = declared.clone();
    divorced.insert("tinh_trang".to_owned(), json!("da_ly_hon"));
    divorced.insert("muc_dich".to_owned(), json!("ket_hon_trong_nuoc"));
    divorced.insert("ben_ket_hon".to_owned(), json!("Trần Văn Bình"));
    let record = object(json!({
        "loai_phieu": "so_1", "uy_quyen": true, "so_phieu": "4", "dien": "sinh_vien",
        "cu_tru": [{ "tu": "2/2014", "noi": { "province": "51", "commune": "21028" } }, { "noi": { "country": "FR", "detail": "Paris" } }],
    }));
    let cases = [
        (&forms[0], Map::new()),
        (&forms[0], declared),
        (&forms[0], divorced),
        (&forms[1], Map::new()),
        (&forms[1], record),
    ];
    assert_same_in_the_browser(&cases);
}

#[test]
fn cells_have_states_of_their_own() {
    let world = World::shared();
    let form = every_condition(world);
    let pairs = [["so", "2"], ["t[3].x", "5"], ["t[3].y", "a"], ["t[7].x", "9"]];
    let input = json!([{ "model": form.browser_model(&Map::new(), world.context().today), "pairs": pairs }]);
    let states = &in_the_browser(&input)[0];
    assert_eq!(states["t[3].z"], json!({ "visible": true, "text": "10" }));
    assert_eq!(
        states["t[3].y"],
        json!({ "visible": true, "required": true }),
        "5 is more than the row's number 4"
    );
    assert_eq!(states["t[7].d"], json!({ "visible": false }));
    assert_eq!(states["tong"]["text"], json!("14"));
}
