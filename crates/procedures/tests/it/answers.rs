//! What packs answer about one dossier, in the words that people read.

use std::collections::HashMap;

use forms::{Answers, Context};
use jiff::civil::date;
use procedures::{Channel, Charge, Facts, Moment, Pack, Part};
use serde_json::{Value as Json, json};

use crate::world::{Law, files, folder};

/// A dossier from the answers of a golden one, some of them changed.
fn facts(law: &Law, pack: &Pack, file: &str, changes: Json) -> Facts {
    facts_through(law, pack, (file, Channel::Online), changes)
}

fn facts_through(law: &Law, pack: &Pack, (file, channel): (&str, Channel), changes: Json) -> Facts {
    let case = pack.cases().iter().find(|case| case.file == file).expect("the case");
    let mut answers: Answers = case.answers.clone().into_iter().collect();
    for (id, value) in changes.as_object().expect("answers") {
        answers.insert(id.clone(), value.clone());
    }
    let files = HashMap::new();
    let context = Context { today: case.today, places: law.world().places, files: &files, account: None };
    let checked = pack.form().check(&answers, &context);
    pack.facts(&checked, &context, channel, case.today)
}

fn single(law: &Law, changes: Json) -> (Pack, Facts) {
    let pack = law.pack(&folder("1.004873"));
    let facts = facts(law, &pack, "cases/01-doc-than-mua-nha.yaml", changes);
    (pack, facts)
}

fn only(charges: Vec<Charge>) -> Charge {
    let [charge] = <[Charge; 1]>::try_from(charges).expect("one charge");
    charge
}

#[test]
fn a_charge_tells_how_it_came_about() {
    let law = Law::read();
    let (pack, facts) = single(&law, json!({"so_luong": 3}));
    let charge = only(pack.charges(&facts, Some(Moment::AtIntake)));
    assert_eq!(charge.amount, 45_000);
    assert_eq!(charge.quantity, "3 bản");
    assert_eq!(charge.rate, "15.000 đồng/bản");
    assert_eq!(charge.explanation, "3 bản × 15.000 đồng/bản = 45.000 đồng");
    assert_eq!(pack.charges(&facts, Some(Moment::ByProcess)), []);
}

#[test]
fn a_waived_charge_stays_on_the_list_with_its_reason() {
    let law = Law::read();
    let (pack, facts) = single(&law, json!({"dien_mien_giam": "ho_ngheo"}));
    let charge = only(pack.charges(&facts, None));
    assert_eq!(charge.amount, 0);
    assert_eq!(charge.explanation, "2 bản × 15.000 đồng/bản = 30.000 đồng; Hộ nghèo: miễn");
}

#[test]
fn a_charge_that_cannot_be_told_yet_is_left_out() {
    let law = Law::read();
    let (pack, facts) = single(&law, json!({"so_luong": ""}));
    assert_eq!(pack.charges(&facts, None), []);
}

#[test]
fn a_fee_of_a_period_is_halved_in_it_and_whole_after_it() {
    let law = Law::read();
    let pack = law.pack(&folder("1.003868"));
    let charge_on = |day| {
        let files = HashMap::new();
        let context = Context { today: day, places: law.world().places, files: &files, account: None };
        let case = pack.cases().iter().find(|case| case.file == "cases/01-ky-yeu-in.yaml").expect("the case");
        let checked = pack.form().check(&case.answers.clone().into_iter().collect(), &context);
        only(pack.charges(&pack.facts(&checked, &context, Channel::InPerson, day), None))
    };
    let halved = charge_on(date(2023, 12, 31));
    assert_eq!(halved.amount, 975_000);
    let words = "130 trang quy chuẩn × 15.000 đồng/trang quy chuẩn = 1.950.000 đồng; Giảm theo Thông tư 44/2023/TT-BTC: giảm 50 %, còn 975.000 đồng";
    assert_eq!(halved.explanation, words);
    assert_eq!(charge_on(date(2024, 1, 1)).amount, 1_950_000);
}

#[test]
fn what_an_officer_counted_goes_before_what_was_declared() {
    let law = Law::read();
    let pack = law.pack(&folder("1.003868"));
    let facts = facts(&law, &pack, "cases/01-ky-yeu-in.yaml", json!({}));
    let counted = facts.with_vars(&json!({"so_trang_quy_chuan": 125}));
    assert_eq!(only(pack.charges(&counted, Some(Moment::ByProcess))).amount, 1_875_000);
}

#[test]
fn the_initial_term_follows_the_channel_and_the_answers() {
    let law = Law::read();
    let mut files = files(&folder("1.004873"));
    let text = String::from_utf8(files["procedure.yaml"].clone()).expect("UTF-8");
    let more = "terms:
  - {id: nhieu_ban, label: Nhiều bản, value: 5, unit: working_day, when: form.so_luong > 3}
  - {id: qua_mang, label: Trực tuyến, value: 2, unit: working_day, channels: [online]}
";
    files.insert("procedure.yaml".to_owned(), text.replacen("terms:\n", more, 1).into_bytes());
    // The golden dossiers and the shares of the steps belong to the pack as published.
    let pack = Pack::load(&files, &law.shared).expect("sound");
    let term = |count: u32, channel| {
        let dossier = ("cases/01-doc-than-mua-nha.yaml", channel);
        let facts = facts_through(&law, &pack, dossier, json!({"so_luong": count}));
        pack.initial_term(&facts).map(|term| term.id.clone())
    };
    assert_eq!(term(4, Channel::InPerson).as_deref(), Some("nhieu_ban"));
    assert_eq!(term(1, Channel::Online).as_deref(), Some("qua_mang"));
    assert_eq!(term(1, Channel::Post).as_deref(), Some("thuong"));
}

#[test]
fn the_commune_that_settles_is_that_of_the_person_certified() {
    let law = Law::read();
    let (pack, facts) = single(&law, json!({}));
    let settling = pack.agency(Part::Settling, date(2026, 3, 5)).expect("settling");
    let own = pack.place_of(settling, &facts).expect("a place");
    assert_eq!((own.province.as_str(), own.commune.as_str()), ("51", "21025"));

    let other = self::facts(&law, &pack, "cases/04-bi-tu-choi.yaml", json!({}));
    assert_eq!(pack.place_of(settling, &other).expect("a place").commune, "21040");
}

#[test]
fn the_desk_is_that_of_the_day() {
    let law = Law::read();
    let pack = law.pack(&folder("1.003868"));
    let settling = |day| pack.agency(Part::Settling, day).and_then(|agency| agency.unit.clone());
    assert_eq!(settling(date(2025, 2, 28)).as_deref(), Some("so-ttt"));
    assert_eq!(settling(date(2025, 3, 1)).as_deref(), Some("so-vhttdl"));
    let licence = pack.outcome("cap_phep").expect("the licence");
    assert_eq!(licence.suffix_on(date(2025, 2, 28)), "GP-STTTT");
    assert_eq!(licence.suffix_on(date(2025, 3, 1)), "GP-SVHTTDL");
}

#[test]
fn a_ground_that_the_law_of_a_procedure_names_stops_its_clock_and_no_other() {
    let law = Law::read();
    let over = |code: &str| law.pack(&folder(code)).procedure().clock.over(&deadlines::Rule::default());
    let licence = over("3.000347");
    assert_eq!(licence.ground("other").expect("named").name, "chờ xác minh ở nơi đã cấp giấy phép");
    assert!(licence.ground("supplement").is_some(), "those of the platform stay");
    assert!(over("1.003868").ground("other").is_none());
}

#[test]
fn an_organisation_stands_on_the_receipt_with_the_person_who_files() {
    let law = Law::read();
    let pack = law.pack(&folder("1.003868"));
    let facts = facts(&law, &pack, "cases/01-ky-yeu-in.yaml", json!({}));
    let applicant = pack.applicant(&facts);
    assert_eq!(applicant.name, "Hội Văn học nghệ thuật Thử Nghiệm");
    assert_eq!(applicant.id_number, "12/QĐ-UBND");
    assert_eq!(applicant.representative, "Nguyễn Thị Ví Dụ");
    assert_eq!(pack.subject(&facts), "Kỷ yếu trại sáng tác Sa Huỳnh");
    assert_eq!(pack.delivery(&facts), "tai_mot_cua");
}

#[test]
fn an_outcome_is_drafted_from_the_answers_and_what_the_officer_types() {
    let law = Law::read();
    let (pack, facts) = single(&law, json!({}));
    let kind = pack.outcome("cap").expect("the certificate");
    let mut inputs = pack.input_defaults(kind, &facts);
    assert_eq!(inputs["tinh_trang"], "Chưa đăng ký kết hôn với ai");
    inputs.insert("tinh_trang".to_owned(), json!("Hiện tại chưa đăng ký kết hôn với ai"));
    let data = pack.outcome_data(kind, &facts, &inputs);
    assert_eq!(data["status"], "Hiện tại chưa đăng ký kết hôn với ai");
    assert_eq!(data.as_object().map(serde_json::Map::len), Some(12));
    assert!(pack.missing_inputs(kind, &inputs).is_empty());
}

#[test]
fn a_refusal_without_reasons_is_not_ready() {
    let law = Law::read();
    let (pack, facts) = single(&law, json!({}));
    let kind = pack.outcome("tu_choi").expect("the refusal");
    let missing = pack.missing_inputs(kind, &pack.input_defaults(kind, &facts));
    assert_eq!(missing.iter().map(|input| &*input.id).collect::<Vec<_>>(), ["ly_do"]);
}

#[test]
fn a_component_is_asked_for_only_in_its_case() {
    let law = Law::read();
    let needs = |changes| {
        let (pack, facts) = single(&law, changes);
        let needs = pack.components(&facts);
        needs.iter().map(|need| (need.component.id.clone(), need.is_required)).collect::<Vec<_>>()
    };
    let plain = needs(json!({}));
    assert_eq!(plain, [("to_khai".to_owned(), true), ("giay_to_tuy_than".to_owned(), false)]);
    assert!(needs(json!({"lan_cap": "co_giay_cu"})).contains(&("giay_da_cap".to_owned(), true)));
    assert!(needs(json!({"tinh_trang": "goa"})).contains(&("giay_to_hon_nhan_truoc".to_owned(), false)));
}
