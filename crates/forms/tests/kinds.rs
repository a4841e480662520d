//! What each of the 22 kinds accepts, how it is stored, and how it refuses: texts, numbers and dates.

mod world;

use serde_json::{Value as Json, json};
use world::check_kind;

#[test]
fn text_is_trimmed_composed_and_never_cut() {
    check_kind(
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
    check_kind(field, &[(json!("14x20"), json!("14x20"))], &[(json!("14 x 20"), "text.pattern")]);
}

#[test]
fn textarea_keeps_its_lines() {
    check_kind(
        "kind: textarea, max_length: 10",
        &[(json!("a\r\nb\rc\n"), json!("a\nb\nc"))],
        &[(json!("12345678901"), "text.too_long"), (json!("a\u{7}"), "text.control")],
    );
}

#[test]
fn number_is_read_as_vietnamese_type_it_and_asks_when_unsure() {
    check_kind(
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
    check_kind(
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
    check_kind(
        "kind: money",
        &[(json!("1.500.000"), json!(1_500_000)), (json!("1500000"), json!(1_500_000)), (json!(0), json!(0))],
        &[(json!("1500,5"), "number.integer"), (json!(-1), "number.min"), (json!("1.5000"), "number.format")],
    );
}

#[test]
fn date_is_typed_day_first_and_stored_iso() {
    check_kind(
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
    check_kind(
        "kind: date, date: future, max: 2030-12-31",
        &[(json!("16/09/2025"), json!("2025-09-16"))],
        &[(json!("15/09/2025"), "date.future"), (json!("01/01/2031"), "date.max")],
    );
}

#[test]
fn partial_date_may_know_only_the_year() {
    check_kind(
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
    check_kind(
        "kind: partial_date, precision: month",
        &[(json!("5/1960"), json!("1960-05"))],
        &[(json!("1960"), "date.precision")],
    );
}

#[test]
fn datetime_month_and_year() {
    check_kind(
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
    check_kind(
        "kind: month, date: past, min: 2000-01",
        &[(json!("9/2025"), json!("2025-09")), (json!("2025-09"), json!("2025-09"))],
        &[
            (json!("15/9/2025"), "month.format"),
            (json!("10/2025"), "date.past"),
            (json!("12/1999"), "date.min"),
        ],
    );
    check_kind(
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
