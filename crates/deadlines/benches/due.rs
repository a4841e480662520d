//! How long a due date takes: `cargo bench -p deadlines`. A figure to read, not a test.

use std::hint::black_box;

use deadlines::{Calendar, Ledger, Pause, Rule, Term};
use jiff::civil::{DateTime, date};

const ROUNDS: u32 = 100_000;

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench measures this machine and says so"
)]
fn main() {
    let layers = [
        include_str!("../../../law/calendars/quoc-gia.yaml"),
        include_str!("../../../law/calendars/quang-ngai.yaml"),
    ];
    let calendar = Calendar::parse_layers(&layers).expect("the shipped calendars are sound");
    let pauses = [
        pause(date(2026, 1, 29).at(14, 0, 0, 0), date(2026, 2, 4).at(9, 0, 0, 0)),
        pause(date(2026, 2, 12).at(8, 0, 0, 0), date(2026, 2, 24).at(15, 0, 0, 0)),
    ];
    let plain = Ledger::new(date(2026, 1, 26).at(9, 10, 0, 0), Term::working_days(20));
    let paused = Ledger { pauses: &pauses, ..plain };
    let rule = Rule::default();
    for (name, ledger) in [("20 working days", &plain), ("20 working days, 2 pauses across Tết", &paused)] {
        let start = std::time::Instant::now();
        for _ in 0..ROUNDS {
            black_box(calendar.due(black_box(ledger), &rule)).expect("a sound ledger");
        }
        println!("{name}: {:.2} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS));
    }
}

fn pause(from: DateTime, to: DateTime) -> Pause {
    Pause { from, to: Some(to), ground: "supplement".to_owned(), legal_basis: String::new() }
}
