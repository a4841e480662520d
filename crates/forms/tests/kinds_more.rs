//! What each of the 22 kinds accepts, how it is stored, and how it refuses: choices, papers, addresses, tables and the rest.

mod world;

use serde_json::{Value as Json, json};
use world::{World, check_kind, codes};

#[test]
fn choice_and_multi_take_only_their_options() {
    let choice =
        "kind: choice, options: [{value: a, label: A}, {value: b, label: B, effective_to: 2024-12-31}]";
    check_kind(
        choice,
        &[(json!("a"), json!("a")), (json!(""), Json::Null)],
        &[(json!("A"), "choice.unknown"), (json!("b"), "choice.not_in_force"), (json!(1), "choice.unknown")],
    );
    let multi = "kind: multi, max_chosen: 2, min_chosen: 2, options: [{value: a, label: A}, {value: b, label: B}, {value: c, label: C}]";
    check_kind(
        multi,
        &[(json!(["c", "a", "a"]), json!(["a", "c"])), (json!([""]), Json::Null)],
        &[
            (json!(["a", "b", "c"]), "choice.too_many"),
            (json!("a"), "choice.too_few"),
            (json!(["a", "z"]), "choice.unknown"),
        ],
    );
    check_kind(
        "kind: choice, options_from: quoc_gia",
        &[(json!("NO"), json!("NO")), (json!("VN"), json!("VN"))],
        &[(json!("XX"), "choice.unknown")],
    );
}

#[test]
fn checkbox_knows_the_words_pages_post() {
    check_kind(
        "kind: checkbox",
        &[
            (json!(true), json!(true)),
            (json!("on"), json!(true)),
            (json!("false"), json!(false)),
            (json!(""), Json::Null),
        ],
        &[(json!("có"), "checkbox.format"), (json!(1), "checkbox.format")],
    );
    check_kind(
        "kind: checkbox, required: true",
        &[(json!(true), json!(true))],
        &[(json!(false), "required")],
    );
}

#[test]
fn id_number_follows_the_kind_of_paper() {
    check_kind(
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
    check_kind(
        "kind: id_number, documents: [cmnd]",
        &[(json!("212345678"), json!("212345678"))],
        &[(json!("051190001234"), "id_number.format")],
    );
}

#[test]
fn tax_code_has_a_check_digit_and_three_shapes() {
    check_kind(
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
    check_kind("kind: tax_code, forms: [business]", &[], &[(json!("051190001234"), "tax_code.format")]);
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
    check_kind(
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
    check_kind(
        "kind: email",
        &[(json!(" hoa@quangngai.gov.vn "), json!("hoa@quangngai.gov.vn"))],
        &[
            (json!("hoa@"), "email.format"),
            (json!("hoa@localhost"), "email.format"),
            (json!("a b@vidu.vn"), "email.format"),
            (json!("a@b@vidu.vn"), "email.format"),
        ],
    );
    check_kind(
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
    check_kind(
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
    check_kind(
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
    check_kind("kind: address, units: any", &[(old.clone(), old.clone()), (new.clone(), new.clone())], &[]);
    check_kind("kind: address, units: former", &[(old.clone(), old)], &[(new, "address.district")]);
    check_kind(
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
    check_kind(
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
    check_kind(
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
    check_kind(
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
