//! How long a check takes: `cargo bench -p forms`. A figure to read, not a test.

#[path = "../tests/world/mod.rs"]
mod world;

use std::hint::black_box;

use forms::{Answers, Form};
use serde_json::json;
use world::{World, object};

const ROUNDS: u32 = 20_000;

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench measures this machine and says so"
)]
fn main() {
    let world = World::shared();
    let (form, answers) = thirty_fields(world);
    let marital_status = world.load(world::FORM_34);
    let declared =
        object(serde_json::from_str(include_str!("../tests/fixtures/34-answers.json")).expect("JSON"));
    let context = world.context();
    for (name, form, answers) in [
        ("30 fields, 15 conditions", &form, &answers),
        ("procedure 34, 47 fields", &marital_status, &declared),
    ] {
        assert!(form.check(answers, &context).is_valid(), "{:?}", form.check(answers, &context).problems);
        let start = std::time::Instant::now();
        for _ in 0..ROUNDS {
            black_box(form.check(black_box(answers), &context));
        }
        let seconds = start.elapsed().as_secs_f64() / f64::from(ROUNDS);
        println!("{name}: {:.1} µs a check, {:.0} checks/s on one core", seconds * 1e6, 1.0 / seconds);
    }
    let checked = marital_status.check(&declared, &context);
    let start = std::time::Instant::now();
    for _ in 0..ROUNDS {
        black_box(marital_status.view(black_box(&declared), &checked, &context, "vi"));
    }
    println!("procedure 34, page: {:.1} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS));
}

/// Ten times a choice that shows a text and requires a number.
fn thirty_fields(world: &World) -> (Form, Answers) {
    let mut fields = String::new();
    let mut answers = json!({});
    for n in 0..10 {
        fields.push_str(&format!(
            "{{id: c{n}, label: C, kind: choice, required: true, options: [{{value: co, label: Có}}, {{value: khong, label: Không}}]}}\n\
             {{id: t{n}, label: T, kind: text, required: true, visible_when: c{n} = \"co\"}}\n"
        ));
        let number = match n % 2 {
            0 => format!("{{id: n{n}, label: N, kind: number, required_when: is defined(t{n})}}\n"),
            _ => format!(
                "{{id: n{n}, label: N, kind: computed, compute: 'string length(t{n}) * 2 + n{}'}}\n",
                n - 1
            ),
        };
        fields.push_str(&number);
        answers[format!("c{n}")] = json!("co");
        answers[format!("t{n}")] = json!("Phường Nghĩa Lộ");
        if n % 2 == 0 {
            answers[format!("n{n}")] = json!("1.500,5");
        }
    }
    let checks = (0..5)
        .map(|n| format!("{{id: k{n}, must: n{} > n{}, message: M, at: [c{n}]}}\n", n * 2 + 1, n * 2))
        .collect::<String>();
    (world.form(&fields, &checks), object(answers))
}
