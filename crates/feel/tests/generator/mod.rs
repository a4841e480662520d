//! Expressions of every shape over one small world of data.

use feel::{Expr, Number, Value, date_from_iso};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// The names generated expressions and the corpus may use.
pub fn scope() -> Vec<(&'static str, Value)> {
    let number = |text: &str| text.parse::<Number>().map(Value::Number).expect("a number");
    let date = |text: &str| date_from_iso(text).map(Value::Date).expect("a date");
    let row = |area: Value, floor: &str, from: Value, to: Value| {
        Value::context([("area", area), ("floor", Value::text(floor)), ("from", from), ("to", to)])
    };
    vec![
        ("n", number("7")),
        ("price", number("12.345678901")),
        ("huge", number("999999999999999999")),
        ("tiny", number("0.000000000000000001")),
        ("neg", number("-2.5")),
        ("name", Value::text("Đặng Thị Ẩn 𝄞")),
        ("status", Value::text("divorced")),
        ("yes", Value::Boolean(true)),
        ("no", Value::Boolean(false)),
        ("nothing", Value::Null),
        ("born", date("2004-02-29")),
        ("today", date("2025-07-01")),
        ("half", Value::Months(6)),
        ("month", Value::Days(30)),
        (
            "rows",
            Value::list([
                row(number("45.5"), "1", date("2020-01-01"), date("2021-05-31")),
                row(number("40"), "2", date("2021-06-01"), Value::Null),
                row(Value::Null, "1", date("2015-03-10"), date("2018-12-31")),
            ]),
        ),
        ("empty", Value::list([])),
        ("tags", Value::list([Value::text("a"), Value::text("b"), Value::text("a"), Value::Null])),
        ("address", Value::context([("province", Value::text("51")), ("detail", Value::Null)])),
    ]
}

/// The same expressions on every run; a literal such as `date("a")` is refused by the parser and left out.
pub fn expressions(count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let strategy = expression();
    std::iter::repeat_with(|| {
        strategy.new_tree(&mut runner).expect("the strategy accepts everything").current()
    })
    .filter(|source| Expr::parse(source).is_ok())
    .take(count)
    .collect()
}

const NAMES: [&str; 18] = [
    "n", "price", "huge", "tiny", "neg", "name", "status", "yes", "no", "nothing", "born", "today", "half",
    "month", "rows", "empty", "tags", "address",
];

const LITERALS: [&str; 17] = [
    "0",
    "1",
    "2",
    "3",
    "0.1",
    "10.05",
    "1000000007",
    "0.000000000001",
    "\"a\"",
    "\"1\"",
    "\"Đ\"",
    "true",
    "null",
    "date(\"2024-02-29\")",
    "date(\"1999-12-31\")",
    "duration(\"P1Y1M\")",
    "duration(\"P45D\")",
];

const UNARY: [&str; 26] = [
    "abs",
    "all",
    "any",
    "ceiling",
    "count",
    "date",
    "distinct values",
    "duration",
    "even",
    "flatten",
    "floor",
    "is defined",
    "lower case",
    "max",
    "mean",
    "min",
    "not",
    "number",
    "odd",
    "reverse",
    "round half up",
    "string",
    "string join",
    "string length",
    "sum",
    "upper case",
];

const BINARY: [&str; 23] = [
    "append",
    "concatenate",
    "contains",
    "days between",
    "decimal",
    "ends with",
    "get or else",
    "index of",
    "list contains",
    "max",
    "mean",
    "min",
    "modulo",
    "months between",
    "round down",
    "round half even",
    "round up",
    "starts with",
    "string join",
    "substring",
    "substring after",
    "substring before",
    "years between",
];

const OPERATORS: [&str; 12] = ["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "and", "or"];

fn expression() -> impl Strategy<Value = String> {
    const PARTS: [&str; 12] = [
        "area", "floor", "from", "to", "year", "month", "day", "weekday", "days", "months", "years",
        "province",
    ];
    let leaf = prop_oneof![
        prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        prop::sample::select(&LITERALS[..]).prop_map(str::to_owned),
        (0_i64..1_000_000_000_000, 0_u32..12).prop_map(|(n, scale)| feel_number(n, scale)),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        let three = (inner.clone(), inner.clone(), inner.clone());
        prop_oneof![
            6 => (two.clone(), prop::sample::select(&OPERATORS[..])).prop_map(|((a, b), sign)| format!("({a}) {sign} ({b})")),
            3 => (prop::sample::select(&UNARY[..]), inner.clone()).prop_map(|(name, a)| format!("{name}({a})")),
            4 => (prop::sample::select(&BINARY[..]), two.clone()).prop_map(|(name, (a, b))| format!("{name}({a}, {b})")),
            1 => three.clone().prop_map(|(a, b, c)| format!("if {a} then {b} else {c}")),
            1 => three.clone().prop_map(|(a, b, c)| format!("({a}) between ({b}) and ({c})")),
            1 => three.clone().prop_map(|(a, b, c)| format!("({a}) in [({b})..({c}))")),
            1 => three.clone().prop_map(|(a, b, c)| format!("({a}) in (< ({b}), ({c}))")),
            1 => two.clone().prop_map(|(a, b)| format!("[{a}, {b}]")),
            1 => inner.clone().prop_map(|a| format!("-({a})")),
            2 => (inner.clone(), prop::sample::select(&PARTS[..])).prop_map(|(a, part)| format!("({a}).{part}")),
            1 => two.clone().prop_map(|(a, b)| format!("({a})[{b}]")),
            1 => two.clone().prop_map(|(a, b)| format!("({a})[item = ({b})]")),
            1 => two.clone().prop_map(|(a, b)| format!("for x in ({a}) return [x, ({b})]")),
            1 => two.clone().prop_map(|(a, b)| format!("some x in ({a}) satisfies x = ({b})")),
            1 => two.clone().prop_map(|(a, b)| format!("every x in ({a}), y in rows satisfies x = ({b}) or y.area > 1")),
            1 => inner.clone().prop_map(|a| format!("for i in -1..2 return i * ({a})")),
            1 => inner.clone().prop_map(|a| format!("first gap({a}, \"from\", \"to\", born, today)")),
            1 => two.prop_map(|(a, b)| format!("first month gap(rows, \"from\", \"to\", {a}, {b})")),
        ]
    })
}

fn feel_number(mantissa: i64, scale: u32) -> String {
    let unit = 10_i64.pow(scale);
    if scale == 0 {
        mantissa.to_string()
    } else {
        format!("{}.{:0width$}", mantissa / unit, mantissa % unit, width = scale as usize)
    }
}
