//! What the language means, and how it refuses.

use feel::{Budget, BudgetExceeded, Expr, Type, Value, date_from_iso};
use proptest::prelude::*;

fn value_of(source: &str) -> Value {
    let expr = Expr::parse(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    expr.eval(&|_: &str| None, &mut Budget::default()).expect("the budget suffices")
}

fn check_values(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        assert_eq!(value_of(source), value_of(expected), "{source}");
    }
}

#[test]
fn arithmetic_is_exact() {
    check_values(&[
        ("0.1 + 0.2", "0.3"),
        ("15000 * 120", "1800000"),
        ("82.5 / 100 * 100", "82.5"),
        ("round half up(72.5 / 100 * 100, 0)", "73"),
        ("2 - 3 - 4", "-5"),
        ("2 * 3 + 4 * 5", "26"),
        ("-2 * -3", "6"),
    ]);
}

#[test]
fn null_is_contagious_except_in_logic() {
    check_values(&[
        ("null + 1", "null"),
        ("null > 1", "null"),
        ("1 / 0", "null"),
        ("null = null", "true"),
        ("\"a\" = null", "false"),
        ("1 = \"1\"", "null"),
        ("false and null", "false"),
        ("true and null", "null"),
        ("null or true", "true"),
        ("not(null)", "null"),
        ("if null then 1 else 2", "2"),
    ]);
}

#[test]
fn ranges_and_lists_after_in() {
    check_values(&[
        ("5 in [1..5]", "true"),
        ("5 in [1..5)", "false"),
        ("5 in (5..6]", "false"),
        ("5 in (1, 5)", "true"),
        ("5 in (< 3, > 4)", "true"),
        ("\"a\" in [\"a\", \"b\"]", "true"),
        ("null in (\"a\", \"b\")", "false"),
    ]);
}

#[test]
fn ages_follow_the_civil_calendar() {
    check_values(&[
        ("years between(date(\"2004-02-29\"), date(\"2022-02-28\"))", "17"),
        ("years between(date(\"2004-02-29\"), date(\"2022-03-01\"))", "18"),
        ("years between(date(\"2007-07-01\"), date(\"2025-07-01\"))", "18"),
        ("years between(date(\"2007-07-02\"), date(\"2025-07-01\"))", "17"),
    ]);
}

#[test]
fn a_refusal_names_the_place_what_was_expected_and_what_was_found() {
    let cases = [
        ("a == 1", 2, "= (FEEL compares with one equals sign)", "=="),
        ("a && b", 2, "the word and", "&"),
        ("a ? 1 : 2", 2, "if … then … else …", "?"),
        ("'x'", 0, "a text in double quotes", "'"),
        ("1 +", 3, "a value", "the end of the expression"),
        ("1 < 2 < 3", 2, "one comparison (join two with and)", "a chain of comparisons"),
        ("date(\"2025-02-29\")", 5, "a day written YYYY-MM-DD that exists", "\"2025-02-29\""),
        ("duration(\"1 năm\")", 9, "a duration such as P6M, P1Y6M or P30D", "\"1 năm\""),
        ("start with(a, b)", 0, "a function such as starts with", "start with"),
        ("count()", 0, "count with one argument", "0 arguments"),
        ("tuổi > 1", 2, "FEEL; names use only a-z, 0-9 and _", "ổ"),
        ("if a then b", 11, "else", "the end of the expression"),
        ("(1", 2, ")", "the end of the expression"),
        ("\"abc", 0, "a closing \"", "the end of the expression"),
        ("1 2", 2, "an operator or the end of the expression", "2"),
        ("{a: 1}", 0, "an expression without contexts", "{"),
        ("1234567890123456789", 0, "a number of at most 18 digits", "1234567890123456789"),
        ("12abc", 0, "a number, then an operator", "letters joined to 12"),
        ("", 0, "a value", "the end of the expression"),
    ];
    for (source, at, expected, found) in cases {
        let error = Expr::parse(source).expect_err(source);
        assert_eq!((error.at, &*error.expected, &*error.found), (at, expected, found), "{source}");
    }
}

#[test]
fn names_are_those_of_the_outside_only() {
    let expr = Expr::parse("some r in rows satisfies r.a = b and item = 1 and count(c[item.d = e]) > 0")
        .expect("parses");
    let names: Vec<String> = expr.names().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["b", "c", "e", "item", "rows"]);
}

#[test]
fn renaming_spares_loop_variables_and_parts() {
    let expr = Expr::parse("some a in a satisfies a.a = b or (b in (a, 1) and a[item.b = b] = null)")
        .expect("parses");
    let renamed = expr.rename(&|name| Some(format!("x_{name}")));
    let names: Vec<String> = renamed.names().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["x_a", "x_b"]);
    assert_eq!(renamed.to_json().to_string().matches("x_a").count(), 1);
}

#[test]
fn literals_compared_with_a_path_are_listed() {
    let source = r#"a = "1" and b.c != "2" and d in ("3", "4") and e in ["5"] and list contains(f, "6")
        and (some g in h satisfies g.i = "7") and "8" = j and k > "9""#;
    let found = Expr::parse(source).expect("parses").string_comparisons();
    let mut pairs: Vec<String> =
        found.iter().map(|each| format!("{}={}", each.path.join("."), each.literal)).collect();
    pairs.sort_unstable();
    assert_eq!(pairs, ["a=1", "b.c=2", "d=3", "d=4", "e=5", "f=6", "j=8"]);
}

#[test]
fn nested_loops_over_big_data_stop_at_the_budget() {
    let rows = Value::list((0..200).map(Value::integer));
    let scope = |_: &str| Some(rows.clone());
    for source in [
        "every a in r, b in r, c in r, d in r satisfies a + b + c + d >= 0",
        "some i in 1..1000000000 satisfies false",
        "for i in 1..1000000000 return i",
        "count(for a in r return for b in r return for c in r return [a, b, c])",
        "distinct values(for a in r return for b in r return [a, b])",
    ] {
        let mut budget = Budget::new(50_000);
        let outcome = Expr::parse(source).expect("parses").eval(&scope, &mut budget);
        assert_eq!(outcome, Err(BudgetExceeded), "{source}");
        assert_eq!(budget.left(), 0);
    }
}

#[test]
fn long_and_deep_sources_are_refused() {
    let deep = format!("{}1{}", "(".repeat(2000), ")".repeat(1999));
    let brackets = "x in (".repeat(600);
    let chain = vec!["1"; 700].join("+");
    let minus = format!("{}1", "-".repeat(2000));
    let wide = format!("[{}]", vec!["1"; 1500].join(","));
    for source in
        [deep, brackets, chain, minus, wide, "a".repeat(5000), "if ".repeat(900), "some x in ".repeat(300)]
    {
        assert!(Expr::parse(&source).is_err(), "{}…", &source[..20]);
    }
}

fn types(name: &str) -> Type {
    match name {
        "born" => Type::Date,
        "n" => Type::Number,
        "status" => Type::String,
        "yes" => Type::Boolean,
        "partial" => Type::context([("year", Type::Number), ("latest", Type::Date)]),
        "rows" => Type::context([("area", Type::Number), ("day", Type::Date)]).list(),
        _ => Type::Any,
    }
}

#[test]
fn what_could_only_be_null_is_found_before_it_runs() {
    let mistakes = [
        "partial <= born",
        "born > 5",
        "status = 1",
        "n and yes",
        "partial.earliest < born",
        "rows.price > 1",
        "sum(rows.area) = status",
        "years between(partial, born)",
        "not(n)",
        "some r in rows satisfies r.day > n",
        "every r in rows satisfies r.area",
        "rows[item.area]",
        "n in (\"a\", \"b\")",
        "born in [1..2]",
        "born + 1",
        "n.part",
        "if n then 1 else 2",
        "status between 1 and 2",
        "contains(status, n)",
    ];
    for source in mistakes {
        let expr = Expr::parse(source).expect("parses");
        assert!(!expr.infer(&types).1.is_empty(), "{source} should be refused");
    }
    let fine = [
        "partial.latest <= born",
        "born > date(\"2020-01-01\")",
        "status = null or status in (\"a\", \"b\")",
        "unknown > 5 and unknown = \"x\"",
        "sum(rows.area) = n",
        "some r in rows satisfies r.day + duration(\"P1M\") > born",
        "count(rows[item.area > 1 and is defined(item.day)]) = 1",
        "rows[1].area + rows[-1].area > n",
        "(if yes then 18 else 20) <= years between(partial.latest, born)",
        "for i in 1..n return i",
        "first gap(rows, \"day\", \"day\", born, born) = null",
        "max(n, 2) > min([1, n])",
        "not(yes or is defined(n))",
        "get or else(n, 0) * 2 > 1",
    ];
    for source in fine {
        let expr = Expr::parse(source).expect("parses");
        assert_eq!(expr.infer(&types).1, [], "{source} should be accepted");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_parses_or_is_refused(source in "\\PC{0,80}") {
        if let Ok(expr) = Expr::parse(&source) {
            let _ = expr.eval(&|_: &str| Some(Value::integer(1)), &mut Budget::new(1_000));
        }
    }

    #[test]
    fn any_heap_of_tokens_parses_or_is_refused(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..60)) {
        if let Ok(expr) = Expr::parse(&tokens.join(" ")) {
            let mut budget = Budget::new(5_000);
            let scope = |_: &str| date_from_iso("2025-07-01").map(Value::Date);
            let _ = expr.eval(&scope, &mut budget);
            let _ = expr.infer(&|_| Type::Any);
            let _ = expr.rename(&|_| None);
        }
    }
}

const TOKENS: &[&str] = &[
    "a",
    "b.c",
    "item",
    "1",
    "0.5",
    "\"x\"",
    "(",
    ")",
    "[",
    "]",
    ",",
    "..",
    "+",
    "-",
    "*",
    "/",
    "=",
    "!=",
    "<",
    ">=",
    "and",
    "or",
    "not(",
    "in",
    "if",
    "then",
    "else",
    "some",
    "every",
    "x",
    "satisfies",
    "for",
    "return",
    "between",
    "null",
    "true",
    "count(",
    "sum(",
    "substring(",
    "date(",
    "duration(",
    "first gap(",
    "get or else(",
    "1..3",
];
