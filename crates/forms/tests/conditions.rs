//! What is shown, required, locked and worked out is the server's decision.

mod world;

use serde_json::{Value as Json, json};
use world::{World, codes, object};

#[test]
fn a_hidden_field_has_no_value_whatever_was_posted() {
    let world = World::shared();
    let form = world.form(
        "{id: co, label: Có, kind: checkbox}
         {id: ten, label: Tên, kind: text, required: true, visible_when: co}
         {id: dai, label: Dài, kind: computed, result: number, compute: string length(ten)}",
        "",
    );
    let hidden = world.check(&form, json!({ "co": false, "ten": "Hoa" }));
    assert_eq!(Json::Object(hidden.values.clone()), json!({ "co": false }));
    assert_eq!(hidden.ignored, ["ten"]);
    assert!(hidden.is_valid() && !hidden.is_visible(&form, "ten"), "what is hidden is not required");
    let shown = world.check(&form, json!({ "co": true, "ten": "Hoa" }));
    assert_eq!(Json::Object(shown.values), json!({ "co": true, "ten": "Hoa", "dai": 3 }));
}

#[test]
fn a_hidden_field_stands_ready_with_what_it_was_given_or_proposes() {
    let world = World::shared();
    let form = world.form(
        "{id: co, label: Có, kind: checkbox}
         {id: nuoc, label: Nước, kind: choice, default: VN, visible_when: co, options: [{value: VN, label: Việt Nam}, {value: LA, label: Lào}]}",
        "",
    );
    let chosen = |answers: Json| {
        let checked = world.check(&form, answers.clone());
        let page = form.view(&object(answers), &checked, &world.context(), "vi");
        let options = &page.sections[0].fields[1].options;
        options
            .iter()
            .filter(|option| option.is_chosen)
            .map(|option| option.value.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(chosen(json!({ "co": false })), ["VN"], "what the form proposes");
    assert_eq!(chosen(json!({ "co": false, "nuoc": "LA" })), ["LA"], "what was chosen before it was hidden");
    assert!(chosen(json!({ "co": true })).is_empty(), "a field that is shown and was emptied stays empty");
}

#[test]
fn hiding_spreads_along_the_chain_in_any_order_of_the_page() {
    let world = World::shared();
    let form = world.form(
        "{id: c, label: C, kind: text, visible_when: is defined(b)}
         {id: b, label: B, kind: text, visible_when: is defined(a)}
         {id: a, label: A, kind: text}",
        "",
    );
    let all = world.check(&form, json!({ "a": "1", "b": "2", "c": "3" }));
    assert_eq!(all.values.len(), 3);
    let none = world.check(&form, json!({ "b": "2", "c": "3" }));
    assert!(none.values.is_empty());
    assert_eq!(none.ignored, ["b", "c"]);
}

#[test]
fn a_faulty_answer_counts_as_unknown_in_conditions() {
    let world = World::shared();
    let form =
        world.form("{id: n, label: N, kind: number}\n{id: x, label: X, kind: text, visible_when: n > 5}", "");
    let checked = world.check(&form, json!({ "n": "mười", "x": "y" }));
    assert_eq!(codes(&checked), ["n number.format"]);
    assert!(!checked.is_visible(&form, "x"));
}

#[test]
fn required_when_asks_only_then_and_a_draft_never_asks() {
    let world = World::shared();
    let form = world.form(
        "{id: dt, label: Điện thoại, kind: phone, required_when: not(is defined(thu))}
         {id: thu, label: Thư, kind: email, required_when: not(is defined(dt))}
         {id: ten, label: Tên, kind: text, required: true}",
        "",
    );
    assert_eq!(codes(&world.check(&form, json!({}))), ["dt required", "thu required", "ten required"]);
    assert_eq!(codes(&world.check(&form, json!({ "thu": "a@b.vn", "ten": "A" }))), [""; 0]);
    let draft = form.check_draft(&object(json!({ "dt": "12" })), &world.context());
    assert_eq!(codes(&draft), ["dt phone.format"], "what is there must be well-formed even in a draft");
    assert!(draft.is_required(&form, "ten"), "the page still marks what will be asked");
}

#[test]
fn a_locked_field_takes_the_accounts_value() {
    let world = World::shared();
    let form = world.form(
        "{id: ten, label: Tên, kind: text, prefill: account.full_name, locked_when: 'true'}
         {id: thu, label: Thư, kind: email, prefill: account.email, locked_when: 'true'}
         {id: dt, label: Điện thoại, kind: phone, prefill: account.phone}",
        "",
    );
    let checked = world.check(&form, json!({ "ten": "Kẻ mạo danh", "thu": "a@b.vn", "dt": "0987654321" }));
    assert_eq!(checked.values["ten"], json!("Nguyễn Thị Hoa"));
    assert_eq!(checked.ignored, ["ten"]);
    assert_eq!(
        checked.values["thu"],
        json!("a@b.vn"),
        "the account knows no address, so the typed one counts"
    );
    assert_eq!(checked.values["dt"], json!("0987654321"), "a proposal may be changed");
    let mut anonymous = world.context();
    anonymous.account = None;
    let without = form.check(&object(json!({ "ten": "Trần Văn Bình" })), &anonymous);
    assert_eq!(without.values["ten"], json!("Trần Văn Bình"));
}

#[test]
fn an_untouched_form_starts_with_the_account_and_the_defaults() {
    let world = World::shared();
    let form =
        world.form("{block: nguoi_nop, prefix: n_}\n{id: ngay, label: Ngày, kind: date, default: today}", "");
    let start = Json::Object(form.start(&world.context()));
    let expected = json!({
        "n_ho_ten": "Nguyễn Thị Hoa", "n_ngay_sinh": "1990-05-17", "n_gioi_tinh": "nu", "n_loai_giay_to": "can_cuoc",
        "n_dien_thoai": "0912345678", "n_la_chu_ho_so": true, "ngay": world::TODAY,
    });
    assert_eq!(start, expected);
}

#[test]
fn rows_have_conditions_of_their_own() {
    let world = World::shared();
    let form = world.form(
        "{id: don_gia, label: Đơn giá, kind: money}
         {id: t, label: Bảng, kind: table, totals: [tien], columns: [
           {id: loai, label: Loại, kind: choice, options: [{value: giay, label: Giấy}, {value: tep, label: Tệp}]},
           {id: trang, label: Trang, kind: number, integer: true, required: true, visible_when: loai = \"giay\"},
           {id: tien, label: Tiền, kind: computed, result: money, compute: 'get or else(trang, 0) * don_gia + row_number'},
           {id: ly_do, label: Lý do, kind: text, required_when: tien > 1000}]}
         {id: tong, label: Tổng, kind: computed, result: money, compute: sum(t.tien)}"
            .replace("[\n", "[")
            .replace(",\n", ",")
            .as_str(),
        "",
    );
    let answers = json!({ "don_gia": 100, "t": [
        { "loai": "giay", "trang": 20 }, { "loai": "tep", "trang": 99, "tien": 5 }, { "loai": "giay" },
    ] });
    let checked = world.check(&form, answers);
    assert_eq!(codes(&checked), ["t[0].ly_do required", "t[2].trang required"]);
    assert_eq!(checked.ignored, ["t[1].tien", "t[1].trang"]);
    assert_eq!(checked.values["t"][1], json!({ "loai": "tep", "tien": 2 }));
    assert_eq!(checked.values["tong"], json!(2001 + 2 + 3));
}

#[test]
fn checks_leave_hidden_repeating_groups_alone() {
    let world = World::shared();
    let form = world.form(
        "{id: nhom, label: Nhóm, kind: checkbox}
         {id: tv, label: Thành viên, kind: table, required_when: nhom, visible_when: nhom, columns: [{id: ten, label: Tên, kind: text, required: true}, {id: phan, label: Phần, kind: number, required: true}], row_checks: [{must: phan > 0, message: Phần phải dương., at: [phan]}]}
         {id: tong, label: Tổng, kind: number}",
        "{id: du, must: sum(tv.phan) = 100, message: Tổng phần góp phải bằng 100., found: sum(tv.phan), at: [tv]}
         {id: tong_khop, must: 'tong = get or else(sum(tv.phan), tong)', message: Tổng phải khớp., at: [tong]}",
    );
    let rows = json!([{ "ten": "A", "phan": 60 }, { "ten": "B", "phan": -5 }]);
    let shown = world.check(&form, json!({ "nhom": true, "tv": rows, "tong": 55 }));
    assert_eq!(
        codes(&shown),
        ["tv[1].phan check.tv_1"],
        "a table with a fault of its own is not summed against anything"
    );
    let hidden = world.check(&form, json!({ "nhom": false, "tv": rows, "tong": 5 }));
    assert_eq!(codes(&hidden), [""; 0]);
    let wrong = world.check(&form, json!({ "nhom": true, "tv": [{ "ten": "A", "phan": 60 }], "tong": 60 }));
    assert_eq!(codes(&wrong), ["tv check.du"]);
    assert_eq!(
        (wrong.problems[0].found.as_str(), wrong.problems[0].expected.as_str()),
        ("60", "Tổng phần góp phải bằng 100.")
    );
    assert_eq!(codes(&world.check(&form, json!({ "nhom": true }))), ["tv required"]);
}

#[test]
fn a_check_with_null_does_not_fail_and_a_warning_does_not_block() {
    let world = World::shared();
    let form = world.form(
        "{id: a, label: A, kind: date}\n{id: b, label: B, kind: date}",
        "{id: thu_tu, must: b >= a, message: B không được trước A., at: [b, a]}
         {id: xa, must: b <= a + duration(\"P1Y\"), message: Hơn một năm., severity: warning, at: [b]}",
    );
    assert!(world.check(&form, json!({ "b": "2020-01-01" })).problems.is_empty());
    let late = world.check(&form, json!({ "a": "2020-01-01", "b": "2022-01-01" }));
    assert_eq!(codes(&late), ["b check.xa"]);
    assert!(late.is_valid());
    let wrong = world.check(&form, json!({ "a": "2020-01-02", "b": "2020-01-01" }));
    assert_eq!(
        (codes(&wrong), wrong.problems[0].also.clone(), wrong.is_valid()),
        (vec!["b check.thu_tu".into()], vec!["a".into()], false)
    );
}

#[test]
fn an_identity_number_is_held_against_birth_sex_and_nationality() {
    let world = World::shared();
    let fields = "{id: sinh, label: Ngày sinh, kind: partial_date}
         {id: gt, label: Giới tính, kind: choice, options_from: gioi_tinh}
         {id: qt, label: Quốc tịch, kind: choice, options_from: quoc_gia}
         {id: loai, label: Loại, kind: choice, options_from: loai_giay_to}
         {id: so, label: Số, kind: id_number, document: loai, birth: sinh, sex: gt, nationality: qt}";
    let form = world.form(fields, "");
    let check = |answers: Json| {
        let checked = world.check(&form, answers);
        (codes(&checked), checked.is_valid())
    };
    let right = json!({ "sinh": "1990", "gt": "nu", "loai": "can_cuoc", "so": "051190001234" });
    assert_eq!(check(right), (vec![], true));
    let contradicts = json!({ "sinh": "17/05/1991", "gt": "nam", "loai": "can_cuoc", "so": "051190001234" });
    assert_eq!(check(contradicts), (vec!["so id_number.birth".into(), "so id_number.sex".into()], true));
    let century = json!({ "sinh": "2004", "gt": "nam", "loai": "can_cuoc", "so": "051204001234" });
    assert_eq!(check(century), (vec![], true));
    let shape = json!({ "loai": "can_cuoc", "so": "05119000123" });
    assert_eq!(check(shape), (vec!["so id_number.format".into()], false));
    let vietnamese = json!({ "loai": "ho_chieu", "qt": "VN", "so": "AB123456" });
    assert_eq!(check(vietnamese), (vec!["so id_number.format".into()], false));
    let foreign = json!({ "loai": "ho_chieu", "qt": "FR", "so": "AB123456" });
    assert_eq!(check(foreign), (vec![], true));
    let outdated = json!({ "loai": "cmnd", "so": "212345678" });
    assert_eq!(check(outdated), (vec!["loai choice.outdated".into()], true));
    let strict = world.form(&fields.replace("sex: gt,", "sex: gt, cross_check: problem,"), "");
    let answers = json!({ "gt": "nam", "loai": "can_cuoc", "so": "051190001234" });
    assert!(!world.check(&strict, answers).is_valid());
}

#[test]
fn unknown_answers_are_named_and_left_out() {
    let world = World::shared();
    let form = world.form("{id: a, label: A, kind: text}", "");
    let checked = world.check(&form, json!({ "a": "1", "admin": true, "__proto__": {} }));
    assert_eq!(Json::Object(checked.values), json!({ "a": "1" }));
    assert_eq!(checked.ignored, ["__proto__", "admin"]);
}
