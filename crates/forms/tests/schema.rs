//! The derived JSON Schema is necessary: whatever a check lets through fits it, and plainly wrong data does not.

mod world;

use forms::Form;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use world::{World, object};

fn validator(form: &Form) -> Validator {
    let schema = form.json_schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::draft202012::new(&schema).expect("the schema compiles")
}

const EVERY_KIND: &str = "{id: text, label: A, kind: text, required: true, min_length: 2, max_length: 10}
    {id: khuon, label: A, kind: text, pattern: '^[0-9]+x[0-9]+$', pattern_hint: rộng x cao}
    {id: number, label: A, kind: number, min: 1, max: 100}
    {id: money, label: A, kind: money}
    {id: date, label: A, kind: date}
    {id: partial, label: A, kind: partial_date}
    {id: datetime, label: A, kind: datetime}
    {id: month, label: A, kind: month}
    {id: year, label: A, kind: year}
    {id: choice, label: A, kind: choice, required: true, options: [{value: a, label: A}, {value: b, label: B}]}
    {id: multi, label: A, kind: multi, max_chosen: 1, options: [{value: a, label: A}, {value: b, label: B}]}
    {id: tick, label: A, kind: checkbox, required: true}
    {id: paper, label: A, kind: id_number, documents: [can_cuoc]}
    {id: tax, label: A, kind: tax_code}
    {id: phone, label: A, kind: phone}
    {id: email, label: A, kind: email}
    {id: url, label: A, kind: url}
    {id: address, label: A, kind: address, units: any}
    {id: table, label: A, kind: table, max_rows: 2, columns: [{id: n, label: N, kind: number, required: true}, {id: e, label: E, kind: email}]}
    {id: file, label: A, kind: file, accept: [pdf]}
    {id: signature, label: A, kind: signature}
    {id: computed, label: A, kind: computed, result: boolean, compute: number > 5}";

fn sound() -> Json {
    json!({
        "text": "Đặng", "khuon": "14x20", "number": 12.5, "money": 1_500_000, "date": "2025-01-31", "partial": "1960-05",
        "datetime": "2025-01-31T08:30", "month": "2025-01", "year": 1990, "choice": "a", "multi": ["b"], "tick": true,
        "paper": "051190001234", "tax": "0100233488-001", "phone": "0912345678", "email": "a@vidu.vn", "url": "https://vidu.vn",
        "address": { "country": "VN", "province": "51", "commune": "21028" }, "table": [{ "n": 1 }], "file": ["u1"],
        "signature": { "method": "consent", "on": "2025-09-15" }, "computed": true,
    })
}

#[test]
fn sound_answers_of_every_kind_pass_both() {
    let world = World::shared();
    let form = world.form(EVERY_KIND, "");
    let checked = world.check(&form, sound());
    assert!(checked.is_valid(), "{:?}", checked.problems);
    assert_eq!(Json::Object(checked.values.clone()), sound(), "these answers are already canonical");
    assert!(validator(&form).is_valid(&sound()));
}

#[test]
fn plainly_wrong_answers_fail_both() {
    let world = World::shared();
    let form = world.form(EVERY_KIND, "");
    let validator = validator(&form);
    let wrong = [
        ("text", json!("a")),
        ("text", json!("12345678901")),
        ("text", json!(1)),
        ("khuon", json!("14")),
        ("number", json!(0)),
        ("number", json!("x")),
        ("money", json!(1.5)),
        ("money", json!(-1)),
        ("date", json!("31.12")),
        ("partial", json!("60")),
        ("datetime", json!("2025-01-31")),
        ("month", json!("2025")),
        ("year", json!(90)),
        ("choice", json!("c")),
        ("multi", json!(["a", "b"])),
        ("multi", json!(["c"])),
        ("tick", json!(false)),
        ("paper", json!("05119")),
        ("tax", json!("12")),
        ("phone", json!("12")),
        ("email", json!("a")),
        ("url", json!("vidu")),
        ("address", json!({ "country": "VN", "province": "51" })),
        ("address", json!("x")),
        ("table", json!([{ "e": "a@b.vn" }])),
        ("table", json!([{ "n": 1 }, { "n": 1 }, { "n": 1 }])),
        ("file", json!(["u1", "u4"])),
        ("signature", json!({ "method": "stamp", "on": "2025-09-15" })),
    ];
    for (id, value) in wrong {
        let mut answers = sound();
        answers[id] = value.clone();
        assert!(!validator.is_valid(&answers), "the schema accepts {id}: {value}");
        assert!(!world.check(&form, answers).is_valid(), "the check accepts {id}: {value}");
    }
    let mut missing = sound();
    missing.as_object_mut().expect("an object").remove("choice");
    assert!(!validator.is_valid(&missing));
    let mut unknown = sound();
    unknown["admin"] = json!(true);
    assert!(!validator.is_valid(&unknown));
}

#[test]
fn the_schema_is_not_sufficient_and_says_which_rules_stay_with_the_check() {
    let world = World::shared();
    let form = world.form(EVERY_KIND, "");
    let validator = validator(&form);
    for (id, value) in [
        ("date", json!("2025-02-31")),
        ("tax", json!("0100233480")),
        ("address", json!({ "country": "VN", "province": "51", "commune": "1" })),
        ("file", json!(["u9"])),
    ] {
        let mut answers = sound();
        answers[id] = value.clone();
        // `format: date` is an annotation unless a validator is told to assert it.
        assert!(validator.is_valid(&answers), "{id}: {value}");
        assert!(!world.check(&form, answers).is_valid(), "{id}: {value}");
    }
}

#[test]
fn schemas_of_the_real_forms_compile() {
    let world = World::shared();
    for yaml in [world::FORM_34, world::FORM_10] {
        validator(&world.load(yaml));
    }
}

/// For each field a value it may take, or something else.
fn answers() -> impl Strategy<Value = Map<String, Json>> {
    let ids: Vec<String> = object(sound()).keys().cloned().collect();
    let other = prop_oneof![
        "[0-9]{1,13}".prop_map(|text| json!(text)),
        "[0-9]{1,2}/[0-9]{1,2}/[12][0-9]{3}".prop_map(|text| json!(text)),
        "[a-zĐ .@]{1,12}".prop_map(|text| json!(text)),
        any::<i32>().prop_map(|number| json!(number)),
        (0.0..200.0_f64).prop_map(|number| json!(number)),
        Just(Json::Null),
        prop::collection::vec((0..20_i32).prop_map(|n| json!({ "n": n })), 0..4).prop_map(|rows| json!(rows)),
    ];
    prop::collection::vec((prop::sample::select(ids), prop::option::of(other)), 0..16).prop_map(|changes| {
        let mut answers = object(sound());
        for (id, value) in changes {
            match value {
                Some(value) => answers.insert(id, value),
                None => answers.remove(&id),
            };
        }
        answers
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_check_lets_through_fits_the_schema(answers in answers()) {
        let world = World::shared();
        let form = world.form(EVERY_KIND, "");
        let checked = form.check(&answers, &world.context());
        if checked.is_valid() {
            let values = Json::Object(checked.values);
            let errors: Vec<String> = validator(&form).iter_errors(&values).map(|error| error.to_string()).collect();
            prop_assert!(errors.is_empty(), "{:?} {}", errors, values);
        }
    }
}
