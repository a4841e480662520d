//! The public page of progress (_tiến độ giải quyết hồ sơ_): numbers of units, nothing of persons.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use crate::app::App;
use crate::features::statistics::model::{By, Numbers, Period};
use crate::features::statistics::numbers::{grouped, total};
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, Words, format, page};

#[derive(Template)]
#[template(path = "features/statistics/pages/progress.html")]
struct ProgressPage {
    shell: Shell,
    spans: Vec<Span>,
    as_of: String,
    lines: Vec<Line>,
}

struct Span {
    title: String,
    facts: Vec<Fact>,
}

/// A number with its name.
struct Fact {
    key: String,
    value: String,
    note: String,
}

struct Line {
    name: String,
    cells: Vec<(String, String)>,
}

/// Shows the numbers of this month and this year.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    let mut shell = Shell::citizen(&app, &ctx, ("", "/tien-do", &headers));
    shell.title = shell.t("progress-title");
    let words = shell.words;
    let today = deadlines::zone::civil(ctx.now).date();
    let period = |code| Period::usual(code, today).ok_or(Failure::NotFound);
    let month = grouped(&app, &ctx, (&period("thang-nay")?, By::Unit, None)).await?;
    let year = grouped(&app, &ctx, (&period("nam-nay")?, By::Unit, None)).await?;
    let shown = ProgressPage {
        spans: vec![
            Span { title: shell.t("progress-month"), facts: facts(&total(&month), words) },
            Span { title: shell.t("progress-year"), facts: facts(&total(&year), words) },
        ],
        as_of: words.with("progress-as-of", "when", format::moment(ctx.now)),
        lines: year
            .into_iter()
            .map(|group| Line { cells: cells(&group.numbers, words), name: group.name })
            .collect(),
        shell,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

fn facts(numbers: &Numbers, words: Words) -> Vec<Fact> {
    let fact = |(key, value): (String, String)| Fact { key, value, note: String::new() };
    cells(numbers, words).into_iter().map(fact).collect()
}

fn cells(numbers: &Numbers, words: Words) -> Vec<(String, String)> {
    let share = numbers.in_time_share();
    vec![
        (words.get("progress-received"), format::grouped(numbers.received)),
        (words.get("progress-settled"), format::grouped(numbers.settled())),
        (words.get("progress-in-time"), if share.is_empty() { "–".into() } else { share }),
        (words.get("progress-running"), format::grouped(numbers.running)),
        (words.get("progress-late"), format::grouped(numbers.running_late)),
    ]
}

crate::ui::sample!(ProgressPage => {
    let numbers = Numbers { received: 12, early: 3, on_time: 8, late: 1, running: 4, running_late: 2 };
    let shell = Shell::sample("Tiến độ giải quyết hồ sơ");
    ProgressPage {
        spans: vec![Span { title: "Tháng này".into(), facts: facts(&numbers, shell.words) }],
        as_of: "Tính đến thứ Ba, 24/11/2026, 9:00".into(),
        lines: vec![Line { name: "Xã Bình Sơn".into(), cells: cells(&numbers, shell.words) }],
        shell,
    }
});
