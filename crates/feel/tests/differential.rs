//! The browser evaluator answers exactly as this crate does.

mod generator;

use std::io::Write;
use std::process::{Command, Stdio};

use feel::{Budget, Expr, Value};
use serde_json::{Value as Json, json};

const CORPUS: &str = include_str!("corpus.feel");

#[test]
fn the_corpus_has_the_same_values_in_the_browser() {
    let sources: Vec<String> =
        CORPUS.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    assert!(sources.len() > 150, "the corpus covers the language");
    assert_equal_on_both_sides(&sources);
}

#[test]
fn generated_expressions_have_the_same_values_in_the_browser() {
    let sources = generator::expressions(4_000);
    let mut kinds: Vec<String> = assert_equal_on_both_sides(&sources);
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 8, "the generator reaches every kind of value: {kinds:?}");
}

/// Returns the kinds of the values.
fn assert_equal_on_both_sides(sources: &[String]) -> Vec<String> {
    let scope = generator::scope();
    let mut trees = Vec::new();
    let mut here = Vec::new();
    for source in sources {
        let expr = Expr::parse(source).unwrap_or_else(|error| panic!("{source}\n{error}"));
        let look_up =
            |name: &str| scope.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let value = expr
            .eval(&look_up, &mut Budget::new(1_000_000))
            .unwrap_or_else(|_| panic!("{source} is too long"));
        trees.push(expr.to_json());
        here.push(encode(&value));
    }
    let tagged: serde_json::Map<String, Json> =
        scope.iter().map(|(name, value)| ((*name).to_owned(), encode(value))).collect();
    let there = in_the_browser(&json!({ "scope": tagged, "trees": trees }));
    for ((source, rust), browser) in sources.iter().zip(&here).zip(&there) {
        assert_eq!(rust, browser, "\n{source}\n left is Rust, right is the browser");
    }
    here.iter()
        .map(|value| value.as_object().and_then(|tagged| tagged.keys().next().cloned()).unwrap_or_default())
        .collect()
}

fn in_the_browser(input: &Json) -> Vec<Json> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential.mjs");
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

fn encode(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(value) => json!({ "plain": value }),
        Value::String(text) => json!({ "plain": &**text }),
        Value::Number(number) => json!({ "number": number.to_string() }),
        Value::Date(_) => json!({ "date": value.to_string() }),
        Value::Days(days) => json!({ "days": days }),
        Value::Months(months) => json!({ "months": months }),
        Value::List(items) => json!({ "list": items.iter().map(encode).collect::<Vec<_>>() }),
        Value::Context(entries) => {
            let inner: serde_json::Map<String, Json> =
                entries.iter().map(|(name, value)| (name.to_string(), encode(value))).collect();
            json!({ "context": inner })
        }
    }
}
