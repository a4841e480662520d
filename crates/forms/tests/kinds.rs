//! What each of the 22 kinds accepts, how it is stored, and how it refuses.

mod world;

use serde_json::{Value as Json, json};
use world::{World, codes};

/// Posts one answer to a form of one field; `Ok` is the stored value, `Err` the code of the first problem.
fn post(field: &str, answer: &Json) -> Result<Json, String> {
    let world = World::shared();
    let form = world.form(&format!("{{id: o, label: Ô, {field}}}"), "");
    let checked = world.check(&form, json!({ "o": answer }));
    match checked.problems.first() {
        Some(problem) => Err(problem.code.clone()),
        None => Ok(checked.values.get("o").cloned().unwrap_or(Json::Null)),
    }
}

fn check(field: &str, accepted: &[(Json, Json)], refused: &[(Json, &str)]) {
    for (answer, stored) in accepted {
        assert_eq!(post(field, answer), Ok(stored.clone()), "{field} takes {answer}");
    }
    for (answer, code) in refused {
        assert_eq!(post(field, answer), Err((*code).to_owned()), "{field} refuses {answer}");
    }
}

#[test]
fn text_is_trimmed_composed_and_never_cut() {
    check(
        "kind: text, max_length: 8, min_length: 2",
        &[
            (json!("  An Bình "), json!("An Bình")),
            (json!("Đặ\u{6e}g"), json!("Đặng")),
            (json!("Va\u{302}n"), json!("Vân")),
            (json!("a\tb"), json!("a b")),
            (json!("   "), Json::Null),
        ],
        &[
            (json!("123456789"), "text.too_long"),
            (json!("1"), "text.too_short"),
            (json!("a\nb"), "text.line_break"),
            (json!("a\u{0}b"), "text.control"),
            (json!("a\u{1b}[31m"), "text.control"),
            (json!("abc\u{202E}txt"), "text.control"),
            (json!("a\u{200B}b"), "text.control"),
            (json!("a\u{FFFF}b"), "text.control"),
            (json!(12), "text.format"),
            (json!(["ab"]), "text.format"),
        ],
    );
}

#[test]
fn a_pattern_refuses_with_its_hint() {
    let field = r#"kind: text, pattern: "^[0-9]{1,3}x[0-9]{1,3}$", pattern_hint: "rộng x cao, ví dụ 14x20""#;
    check(field, &[(json!("14x20"), json!("14x20"))], &[(json!("14 x 20"), "text.pattern")]);
}

#[test]
fn textarea_keeps_its_lines() {
    check(
        "kind: textarea, max_length: 10",
        &[(json!("a\r\nb\rc\n"), json!("a\nb\nc"))],
        &[(json!("12345678901"), "text.too_long"), (json!("a\u{7}"), "text.control")],
    );
}

#[test]
fn number_is_read_as_vietnamese_type_it_and_asks_when_unsure() {
    check(
        "kind: number, min: -5, max: 3000000",
        &[
            (json!(12.5), json!(12.5)),
            (json!("12,5"), json!(12.5)),
            (json!("12.5"), json!(12.5)),
            (json!("1.500,25"), json!(1500.25)),
            (json!("1.500.000"), json!(1_500_000)),
            (json!("1 500"), json!(1500)),
            (json!("-0,5"), json!(-0.5)),
            (json!("0.125"), json!(0.125)),
            (json!("1,125"), json!(1.125)),
            (json!(0.1), json!(0.1)),
        ],
        &[
            (json!("1.500"), "number.ambiguous"),
            (json!("12,5,3"), "number.format"),
            (json!("1.50.000"), "number.format"),
            (json!("mười"), "number.format"),
            (json!("1e3"), "number.format"),
            (json!("0x10"), "number.format"),
            (json!("1,"), "number.format"),
            (json!("."), "number.format"),
            (json!(true), "number.format"),
            (json!(1.23456), "number.decimals"),
            (json!(-6), "number.min"),
            (json!(3_000_001), "number.max"),
            (json!("1234567890123456"), "number.digits"),
            (json!(1e300), "number.digits"),
        ],
    );
}

#[test]
fn whole_numbers_have_no_ambiguous_dot() {
    check(
        "kind: number, integer: true, min: 1, max: 5000",
        &[(json!("1.500"), json!(1500)), (json!(3), json!(3)), (json!(3.0), json!(3))],
        &[
            (json!("2,5"), "number.integer"),
            (json!(0), "number.min"),
            (json!("15.00"), "number.format"),
            (json!("0.125"), "number.format"),
        ],
    );
}

#[test]
fn money_is_whole_dong_and_not_negative() {
    check(
        "kind: money",
        &[(json!("1.500.000"), json!(1_500_000)), (json!("1500000"), json!(1_500_000)), (json!(0), json!(0))],
        &[(json!("1500,5"), "number.integer"), (json!(-1), "number.min"), (json!("1.5000"), "number.format")],
    );
}

#[test]
fn date_is_typed_day_first_and_stored_iso() {
    check(
        "kind: date, date: past, min: 1900-01-01",
        &[
            (json!("17/05/1990"), json!("1990-05-17")),
            (json!("7/5/1990"), json!("1990-05-07")),
            (json!("17-05-1990"), json!("1990-05-17")),
            (json!("17.05.1990"), json!("1990-05-17")),
            (json!("1990-05-17"), json!("1990-05-17")),
            (json!({"day": "17", "month": "5", "year": "1990"}), json!("1990-05-17")),
            (json!("15/09/2025"), json!("2025-09-15")),
        ],
        &[
            (json!("31/02/1990"), "date.format"),
            (json!("05/17/1990"), "date.format"),
            (json!("17/05/90"), "date.format"),
            (json!("17/05/0205"), "date.format"),
            (json!("1990"), "date.format"),
            (json!({"day": "17", "year": "1990"}), "date.format"),
            (json!("hôm qua"), "date.format"),
            (json!("16/09/2025"), "date.past"),
            (json!("31/12/1899"), "date.min"),
        ],
    );
    check(
        "kind: date, date: future, max: 2030-12-31",
        &[(json!("16/09/2025"), json!("2025-09-16"))],
        &[(json!("15/09/2025"), "date.future"), (json!("01/01/2031"), "date.max")],
    );
}

#[test]
fn partial_date_may_know_only_the_year() {
    check(
        "kind: partial_date, date: past",
        &[
            (json!("1960"), json!("1960")),
            (json!("5/1960"), json!("1960-05")),
            (json!("17/5/1960"), json!("1960-05-17")),
            (json!("1960-05"), json!("1960-05")),
            (json!({"day": "", "month": "", "year": "1960"}), json!("1960")),
        ],
        &[
            (json!("13/1960"), "date.format"),
            (json!("30/2/1960"), "date.format"),
            (json!("60"), "date.format"),
            (json!("2026"), "date.past"),
        ],
    );
    check(
        "kind: partial_date, precision: month",
        &[(json!("5/1960"), json!("1960-05"))],
        &[(json!("1960"), "date.precision")],
    );
}

#[test]
fn datetime_month_and_year() {
    check(
        "kind: datetime, date: past",
        &[
            (json!("2025-09-15T08:30"), json!("2025-09-15T08:30")),
            (json!("15/09/2025 8:05"), json!("2025-09-15T08:05")),
            (json!("08:30 15/09/2025"), json!("2025-09-15T08:30")),
        ],
        &[
            (json!("2025-09-15"), "datetime.format"),
            (json!("15/09/2025 24:00"), "datetime.format"),
            (json!("16/09/2025 01:00"), "date.past"),
        ],
    );
    check(
        "kind: month, date: past, min: 2000-01",
        &[(json!("9/2025"), json!("2025-09")), (json!("2025-09"), json!("2025-09"))],
        &[
            (json!("15/9/2025"), "month.format"),
            (json!("10/2025"), "date.past"),
            (json!("12/1999"), "date.min"),
        ],
    );
    check(
        "kind: year, date: past, min: 1900",
        &[(json!(1990), json!(1990)), (json!("1990"), json!(1990))],
        &[
            (json!("90"), "year.format"),
            (json!(2026), "date.past"),
            (json!("1899"), "date.min"),
            (json!(1e20), "year.format"),
        ],
    );
}

#[test]
fn choice_and_multi_take_only_their_options() {
    let choice =
        "kind: choice, options: [{value: a, label: A}, {value: b, label: B, effective_to: 2024-12-31}]";
    check(
        choice,
        &[(json!("a"), json!("a")), (json!(""), Json::Null)],
        &[(json!("A"), "choice.unknown"), (json!("b"), "choice.not_in_force"), (json!(1), "choice.unknown")],
    );
    let multi = "kind: multi, max_chosen: 2, min_chosen: 2, options: [{value: a, label: A}, {value: b, label: B}, {value: c, label: C}]";
    check(
        multi,
        &[(json!(["c", "a", "a"]), json!(["a", "c"])), (json!([""]), Json::Null)],
        &[
            (json!(["a", "b", "c"]), "choice.too_many"),
            (json!("a"), "choice.too_few"),
            (json!(["a", "z"]), "choice.unknown"),
        ],
    );
    check(
        "kind: choice, options_from: quoc_gia",
        &[(json!("NO"), json!("NO")), (json!("VN"), json!("VN"))],
        &[(json!("XX"), "choice.unknown")],
    );
}

#[test]
fn checkbox_knows_the_words_pages_post() {
    check(
        "kind: checkbox",
        &[
            (json!(true), json!(true)),
            (json!("on"), json!(true)),
            (json!("false"), json!(false)),
            (json!(""), Json::Null),
        ],
        &[(json!("có"), "checkbox.format"), (json!(1), "checkbox.format")],
    );
    check("kind: checkbox, required: true", &[(json!(true), json!(true))], &[(json!(false), "required")]);
}

#[test]
fn id_number_follows_the_kind_of_paper() {
    check(
        "kind: id_number, documents: [can_cuoc, ho_chieu]",
        &[
            (json!("051 190 001234"), json!("051190001234")),
            (json!("c1234567"), json!("C1234567")),
            (json!("AB12345"), json!("AB12345")),
        ],
        &[
            (json!("0511900012345678901234567890123456789012345"), "id_number.format"),
            (json!("05119#"), "id_number.format"),
        ],
    );
    check(
        "kind: id_number, documents: [cmnd]",
        &[(json!("212345678"), json!("212345678"))],
        &[(json!("051190001234"), "id_number.format")],
    );
}

#[test]
fn tax_code_has_a_check_digit_and_three_shapes() {
    check(
        "kind: tax_code",
        &[
            (json!("0100233488"), json!("0100233488")),
            (json!("0100233488001"), json!("0100233488-001")),
            (json!("0100233488-001"), json!("0100233488-001")),
            (json!("051190001234"), json!("051190001234")),
        ],
        &[
            (json!("0100233480"), "tax_code.check_digit"),
            (json!("010023348"), "tax_code.format"),
            (json!("0100233480-001"), "tax_code.check_digit"),
            (json!("MST0100233"), "tax_code.format"),
        ],
    );
    check("kind: tax_code, forms: [business]", &[], &[(json!("051190001234"), "tax_code.format")]);
}

#[test]
fn an_identity_number_is_no_tax_code_before_1_july_2025() {
    let world = World::shared();
    let form = world.form("{id: mst, label: Mã số thuế, kind: tax_code}", "");
    let answers = world::object(json!({ "mst": "051190001234" }));
    let before = form.check(&answers, &world.context_on("2025-06-30"));
    assert_eq!(codes(&before), ["mst tax_code.not_yet"]);
    assert!(form.check(&answers, &world.context_on("2025-07-01")).is_valid());
}

#[test]
fn phone_email_and_url() {
    check(
        "kind: phone",
        &[
            (json!("0912 345.678"), json!("0912345678")),
            (json!("+84 912 345 678"), json!("0912345678")),
            (json!("02553822999"), json!("02553822999")),
        ],
        &[
            (json!("0112345678"), "phone.format"),
            (json!("091234567"), "phone.format"),
            (json!("gọi cho tôi"), "phone.format"),
        ],
    );
    check(
        "kind: email",
        &[(json!(" hoa@quangngai.gov.vn "), json!("hoa@quangngai.gov.vn"))],
        &[
            (json!("hoa@"), "email.format"),
            (json!("hoa@localhost"), "email.format"),
            (json!("a b@vidu.vn"), "email.format"),
            (json!("a@b@vidu.vn"), "email.format"),
        ],
    );
    check(
        "kind: url",
        &[
            (json!("https://vidu.vn/a?b=1"), json!("https://vidu.vn/a?b=1")),
            (json!("http://vidu.vn:8080"), json!("http://vidu.vn:8080")),
        ],
        &[
            (json!("vidu.vn"), "url.format"),
            (json!("javascript:alert(1)"), "url.format"),
            (json!("https://vidu.vn@evil.vn"), "url.format"),
            (json!("https://vidu .vn"), "url.format"),
            (json!("ftp://vidu.vn"), "url.format"),
        ],
    );
    check(
        "kind: url, bare_domain: true",
        &[(json!("vidu.vn"), json!("vidu.vn"))],
        &[(json!("vidu"), "url.format")],
    );
}

#[test]
fn address_names_units_of_its_time() {
    let new = json!({"country": "VN", "province": "51", "commune": "21028", "detail": "12 Lê Lợi"});
    let old = json!({"country": "VN", "province": "51", "district": "522", "commune": "21010"});
    let without_country = json!({"province": "51", "commune": "21025", "detail": ""});
    check(
        "kind: address",
        &[
            (new.clone(), new.clone()),
            (without_country, json!({"country": "VN", "province": "51", "commune": "21025"})),
            (
                json!({"country": "US", "detail": "1 Main Street"}),
                json!({"country": "US", "detail": "1 Main Street"}),
            ),
            (json!({"country": "VN", "province": "", "commune": ""}), Json::Null),
        ],
        &[
            (old.clone(), "address.district"),
            (json!({"province": "51", "commune": "20194"}), "address.commune"),
            (json!({"province": "99", "commune": "21025"}), "address.province"),
            (json!({"province": "51"}), "address.commune"),
            (json!({"country": "XX", "detail": "x"}), "address.country"),
            (json!({"country": "US"}), "address.detail"),
            (json!("12 Lê Lợi"), "address.format"),
            (json!({"province": 51, "commune": "21025"}), "address.format"),
        ],
    );
    check("kind: address, units: any", &[(old.clone(), old.clone()), (new.clone(), new.clone())], &[]);
    check("kind: address, units: former", &[(old.clone(), old)], &[(new, "address.district")]);
    check(
        "kind: address, country: vietnam, detail: required",
        &[],
        &[
            (json!({"country": "US", "detail": "x"}), "address.country"),
            (json!({"province": "51", "commune": "21025"}), "address.detail"),
            (json!({"province": "51", "commune": "21025", "detail": "a\u{0}"}), "text.control"),
        ],
    );
}

#[test]
fn file_refers_to_an_upload_of_an_accepted_type_and_size() {
    check(
        "kind: file, accept: [pdf, jpg], max_mb: 10",
        &[(json!("u1"), json!(["u1"])), (json!(["", "u1"]), json!(["u1"]))],
        &[
            (json!("u9"), "file.unknown"),
            (json!("u2"), "file.too_large"),
            (json!("u3"), "file.type"),
            (json!("u4"), "file.type"),
            (json!(["u1", "u2"]), "file.too_many"),
            (json!({"id": "u1"}), "file.unknown"),
        ],
    );
}

#[test]
fn signature_records_the_day_and_cannot_be_dated_ahead() {
    check(
        "kind: signature, methods: [consent, paper]",
        &[
            (json!("consent"), json!({"method": "consent", "on": world::TODAY})),
            (json!({"method": "paper", "on": "2025-09-01"}), json!({"method": "paper", "on": "2025-09-01"})),
            (json!(""), Json::Null),
        ],
        &[
            (json!("digital"), "signature.method"),
            (json!({"method": "consent", "on": "2025-09-16"}), "signature.day"),
            (json!(true), "signature.method"),
        ],
    );
}

#[test]
fn table_counts_its_rows_and_checks_every_cell() {
    let field = "kind: table, min_rows: 2, max_rows: 3, columns: [{id: ten, label: Tên, kind: text, required: true}, {id: n, label: Số, kind: number}]";
    check(
        field,
        &[
            (json!([{"ten": "a"}, {"ten": "b", "n": "1,5"}]), json!([{"ten": "a"}, {"ten": "b", "n": 1.5}])),
            (json!([{"ten": "a"}, {"ten": "", "n": ""}, {"ten": "b"}]), json!([{"ten": "a"}, {"ten": "b"}])),
            (json!([]), Json::Null),
        ],
        &[
            (json!([{"ten": "a"}]), "table.min_rows"),
            (json!([{"ten": "a"}, {"ten": "b"}, {"ten": "c"}, {"ten": "d"}]), "table.max_rows"),
            (json!([{"ten": "a"}, {"n": 5}]), "required"),
            (json!([{"ten": "a"}, {"ten": "b", "n": "x"}]), "number.format"),
            (json!("a"), "table.format"),
            (json!(["a", "b"]), "table.format"),
        ],
    );
}

#[test]
fn computed_is_worked_out_and_rounded_half_up() {
    let world = World::shared();
    let form = world.form(
        "{id: a, label: A, kind: number}
         {id: b, label: B, kind: number}
         {id: ty_le, label: Tỷ lệ, kind: computed, compute: a / b * 100, decimals: 1, unit: '%'}",
        "",
    );
    let checked = world.check(&form, json!({ "a": 1, "b": 8, "ty_le": 99 }));
    assert_eq!(checked.values["ty_le"], json!(12.5));
    assert_eq!(checked.ignored, ["ty_le"]);
    let by_zero = world.check(&form, json!({ "a": 1, "b": 0 }));
    assert!(by_zero.values.get("ty_le").is_none(), "a division by zero gives nothing");
}
