//! What is refused when a form is read, and how it is said.

mod world;

use world::{World, yaml};

const TWO: &str =
    "{id: loai, label: Loại, kind: choice, options: [{value: a, label: A}, {value: b, label: B}]}
                   {id: so, label: Số, kind: number}";

/// Loads two sound fields and one more line; returns what was refused.
fn refused(line: &str) -> Vec<String> {
    let world = World::shared();
    match world.try_load(&yaml(&format!("{TWO}\n{line}"), "")) {
        Ok(_) => vec![],
        Err(defects) => defects.iter().map(ToString::to_string).collect(),
    }
}

fn check(line: &str, expected: &[&str]) {
    let found = refused(line);
    assert_eq!(found.len(), expected.len(), "{line}\n{found:#?}");
    for part in expected {
        assert!(found.iter().any(|defect| defect.contains(part)), "{line}\nwanted {part}\n{found:#?}");
    }
}

#[test]
fn the_forms_of_two_procedures_load_whole() {
    let world = World::shared();
    assert_eq!(world.load(world::FORM_34).fields.len(), 47);
    assert_eq!(world.load(world::FORM_10).fields.len(), 29);
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_known_one() {
    check(
        "{id: x, label: X, kind: text, visble_when: so = 1}",
        &["(x): expected a known key, perhaps visible_when, found the key visble_when"],
    );
    check("{id: x, label: X, kind: checkbox, max_length: 3}", &["found the key max_length"]);
    check(
        "{id: x, label: {vi: X, fr: X}, kind: text}",
        &["(x).label: expected one of the keys en, vi, found the key fr"],
    );
}

#[test]
fn a_field_needs_id_label_and_a_known_kind() {
    check("{label: X, kind: text}", &["(?).id: expected a value, found none"]);
    check("{id: x, kind: text}", &["(x).label: expected a value, found none"]);
    check("{id: x, label: X}", &["(x).kind: expected a value, found none"]);
    check("{id: x, label: X, kind: txt}", &["(x).kind: expected one of text, textarea"]);
    check("{id: Tên, label: X, kind: text}", &["expected an id of a-z"]);
    check("{id: today, label: X, kind: text}", &["field today: expected an id that is not a word of FEEL"]);
    check(
        "{id: so, label: X, kind: text}",
        &["field so: expected an id of its own, found the same id twice"],
    );
}

#[test]
fn a_condition_may_name_only_what_exists_and_compare_only_what_can_be_equal() {
    check(
        "{id: x, label: X, kind: text, visible_when: soo = 1}",
        &["(x).visible_when: expected an id of the form, found soo in soo = 1"],
    );
    check(
        "{id: x, label: X, kind: text, visible_when: loai = \"c\"}",
        &["expected one of a, b, found \"c\""],
    );
    check(
        "{id: x, label: X, kind: text, required_when: 'loai in (\"a\", \"z\")'}",
        &["expected one of a, b, found \"z\""],
    );
    check("{id: x, label: X, kind: text, visible_when: so = \"1\"}", &["a number on both sides"]);
    check(
        "{id: x, label: X, kind: text, visible_when: so}",
        &["expected a condition, true or false, found a number"],
    );
    check(
        "{id: x, label: X, kind: text, visible_when: so == 1}",
        &["= (FEEL compares with one equals sign) (character 4)"],
    );
    check(
        "{id: x, label: X, kind: partial_date, visible_when: so = 1, checks: [{must: x <= today, message: M}]}",
        &["(x).checks[0].must: expected numbers, texts, dates or durations to compare, found a context"],
    );
    check(
        "{id: x, label: X, kind: computed, compute: loai}",
        &["field x.compute: expected a number, found a text"],
    );
}

#[test]
fn a_circle_is_named() {
    check(
        "{id: x, label: X, kind: text, visible_when: is defined(y)}
         {id: y, label: Y, kind: computed, result: number, compute: z + 1}
         {id: z, label: Z, kind: number, visible_when: is defined(x)}",
        &["the form: expected fields that do not depend on themselves, found x → y → z → x"],
    );
    check("{id: x, label: X, kind: computed, compute: x + 1}", &["found x → x"]);
    check(
        "{id: t, label: T, kind: table, columns: [{id: a, label: A, kind: computed, compute: b + 1}, {id: b, label: B, kind: computed, compute: a + 1}]}",
        &["table t: expected columns that do not depend on themselves, found a → b → a"],
    );
    check(
        "{id: t, label: T, kind: table, columns: [{id: a, label: A, kind: number, visible_when: count(t) > 1}]}",
        &["found t → t"],
    );
}

#[test]
fn two_fields_may_each_be_required_while_the_other_is_empty() {
    check(
        "{id: x, label: X, kind: phone, required_when: not(is defined(y))}
         {id: y, label: Y, kind: email, required_when: not(is defined(x))}",
        &[],
    );
}

#[test]
fn options_are_refused_when_they_make_no_choice() {
    check("{id: x, label: X, kind: choice}", &["either options or options_from"]);
    check("{id: x, label: X, kind: choice, options: []}", &["at least one option"]);
    check(
        "{id: x, label: X, kind: choice, options: [{value: a, label: A}, {value: a, label: B}]}",
        &["found a again"],
    );
    check(
        "{id: x, label: X, kind: choice, options: [{value: Có, label: A}]}",
        &["letters a-z, digits, _ and -"],
    );
    check(
        "{id: x, label: X, kind: choice, options_from: tinh}",
        &["expected one of dan_toc, gioi_tinh, loai_giay_to, quoc_gia, found tinh"],
    );
    check(
        "{id: x, label: X, kind: choice, options_from: gioi_tinh, options_only: [nam, khac]}",
        &["found khac"],
    );
    check(
        "{id: x, label: X, kind: choice, options_from: gioi_tinh, default: khac}",
        &["a first value for a choice"],
    );
}

#[test]
fn words_that_look_like_booleans_stay_words() {
    check(
        "{id: n, label: N, kind: choice, options: [{value: no, label: No}, {value: on, label: On}, {value: y, label: Y}]}",
        &[],
    );
}

#[test]
fn rules_of_kinds_are_refused_when_they_cannot_hold() {
    check(
        "{id: x, label: X, kind: text, pattern: \"[0-9\", pattern_hint: số}",
        &["a regular expression without look-around"],
    );
    check("{id: x, label: X, kind: text, pattern: \"[0-9]\"}", &["words that say what the pattern means"]);
    check("{id: x, label: X, kind: text, max_length: 0}", &["a length from min_length to 20000"]);
    check("{id: x, label: X, kind: number, integer: true, decimals: 2}", &["integer or decimals"]);
    check("{id: x, label: X, kind: number, min: 5, max: 1}", &["min or more"]);
    check("{id: x, label: X, kind: date, date: yesterday}", &["one of any, past, future"]);
    check("{id: x, label: X, kind: date, min: 01/01/2020}", &["YYYY-MM-DD"]);
    check("{id: x, label: X, kind: file}", &["at least one kind of file"]);
    check("{id: x, label: X, kind: file, accept: [exe]}", &["found exe"]);
    check("{id: x, label: X, kind: id_number}", &["either document or documents"]);
    check("{id: x, label: X, kind: id_number, document: loai}", &["a choice from loai_giay_to"]);
    check("{id: x, label: X, kind: id_number, documents: [the_nha_bao]}", &["values of loai_giay_to"]);
    check(
        "{id: x, label: X, kind: id_number, documents: [can_cuoc], birth: so}",
        &["a field of kind date or partial_date"],
    );
    check(
        "{id: x, label: X, kind: computed, compute: so, required: true}",
        &["nobody can type a computed field"],
    );
    check("{id: x, label: X, kind: text, locked_when: so = 1}", &["prefill or default beside it"]);
    check(
        "{id: x, label: X, kind: text, prefill: account.salary}",
        &["register.<name> or account. and one of full_name"],
    );
    check("{id: x, label: X, kind: table, columns: []}", &["1 to 30 columns"]);
    check(
        "{id: x, label: X, kind: table, columns: [{id: a, label: A, kind: table, columns: []}]}",
        &["a column without a table of its own", "1 to 30 columns"],
    );
    check(
        "{id: x, label: X, kind: table, max_rows: 900, columns: [{id: a, label: A, kind: text}]}",
        &["found 900"],
    );
    check(
        "{id: x, label: X, kind: table, totals: [a], columns: [{id: a, label: A, kind: text}]}",
        &["columns of numbers"],
    );
    check(
        "{id: x, label: X, kind: table, columns: [{id: a, label: A, kind: text, prefill: account.email}]}",
        &["a column without prefill"],
    );
    check(
        "{id: x, label: X, kind: table, columns: [{id: a, label: A, kind: text}], row_checks: [{must: is defined(a), message: M}]}",
        &["at: and a column", "ids of fields"],
    );
}

#[test]
fn checks_stand_at_fields_and_have_their_own_ids() {
    let world = World::shared();
    let refused = |checks: &str| -> Vec<String> {
        let outcome = world.try_load(&yaml(TWO, checks));
        outcome.map_or_else(|defects| defects.iter().map(ToString::to_string).collect(), |_| vec![])
    };
    assert_eq!(refused("{id: a, must: so > 1, message: M, at: [so]}"), [""; 0]);
    assert!(
        refused("{id: a, must: so > 1, message: M, at: [soo]}")[0]
            .contains("checks[0].at: expected ids of fields, found soo")
    );
    assert!(refused("{id: a, must: so > 1, message: M}")[0].contains("at least one field id"));
    assert!(refused("{must: so > 1, message: M, at: [so]}")[0].contains("checks[0].id"));
    assert!(
        refused("{id: a, must: so > 1, message: M, at: [so]}\n{id: a, must: so > 1, message: M, at: [so]}")
            [0]
        .contains("check a")
    );
    assert!(
        refused("{id: a, must: so > 1, message: M, at: [so], severity: fatal}")[0]
            .contains("one of warning, problem")
    );
}

#[test]
fn a_block_is_placed_with_its_prefix_and_may_be_narrowed_and_changed() {
    let world = World::shared();
    let form = world.form(
        "{block: ca_nhan, prefix: bo_, only: [ho_ten, ngay_sinh], change: {ho_ten: {label: Họ tên cha, required: false}}}
         {block: ca_nhan, prefix: me_, omit: [dan_toc], visible_when: is defined(bo_ho_ten)}",
        "",
    );
    let father = form.field("bo_ho_ten").expect("the block's field");
    assert_eq!((father.label.vi.as_str(), father.required), ("Họ tên cha", false));
    assert!(form.field("bo_gioi_tinh").is_none() && form.field("me_dan_toc").is_none());
    let mother = form.field("me_so_giay_to").expect("the block's field");
    assert_eq!(mother.visible_when.as_ref().map(|expr| expr.source()), Some("is defined(bo_ho_ten)"));

    check("{block: khong_co, prefix: x_}", &["expected one of ca_nhan, cam_doan, nguoi_nop"]);
    check("{block: ca_nhan, prefix: x_, omit: [tuoi]}", &["ids of the block ca_nhan, found tuoi"]);
    check("{block: ca_nhan, prefix: x_, ommit: [ho_ten]}", &["found the key ommit"]);
    check(
        "{block: ca_nhan, prefix: x_, only: [so_giay_to]}",
        &[
            "(x_so_giay_to).document: expected the id of a field, found x_loai_giay_to",
            "x_ngay_sinh",
            "x_gioi_tinh",
            "x_quoc_tich",
        ],
    );
}

#[test]
fn broken_yaml_and_repeated_keys_are_one_defect() {
    let world = World::shared();
    for text in ["a: [", "id: a\nid: b", "", "- 1", "\u{0}"] {
        let defects = world.try_load(text).expect_err(text);
        assert!(!defects.is_empty() && defects.len() < 8, "{text:?} {defects:?}");
    }
}

#[test]
fn a_list_of_codes_is_refused_like_a_form() {
    let rules = include_str!("../../../law/codes/rules.yaml");
    let refused = |yaml: &str| forms::Codes::load(rules, [("x.yaml", yaml)]).expect_err(yaml)[0].to_string();
    assert!(refused("id: x\ntitle: X\nitems: [{value: a}]").contains("x.yaml.items[0].label"));
    assert!(
        refused("id: x\ntitle: X\nitems: [{value: a, label: A, rule: visa}]")
            .contains("one of any, cccd, cmnd")
    );
    assert!(forms::Codes::load("rules: {}", []).is_err());
}
