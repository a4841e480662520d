//! The sheet for the board (_tờ niêm yết_): one procedure on paper, with a QR symbol that leads to its page.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use super::{national as national_page, origin, text};
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, Words, format, page};

#[derive(Template)]
#[template(path = "features/catalogue/pages/sheet.html")]
struct SheetPage {
    shell: Shell,
    code: String,
    address: String,
    rows: Vec<Part>,
    version: String,
}

/// A part of a procedure: its heading and its lines.
struct Part {
    key: String,
    value: String,
}

/// Shows the sheet of the revision in force, or of the national record.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Found {
    let mut shell = Shell::citizen(&app, &ctx, ("", "/thu-tuc", &headers));
    let words = shell.words;
    let (title, rows, version) = match app.catalogue.current(&code) {
        Some(revision) => {
            let today = deadlines::zone::civil(ctx.now).date();
            let day = format::day(timestamp(revision.published_at));
            let version = words.with("procedure-revision", "what", format!("{}, {day}", revision.number));
            (text(&revision.pack.procedure().name, words), of_revision(&revision, (words, today)), version)
        }
        None => {
            let (row, record) = national_page::find(&app, &code).await?;
            let version = words.with("national-source", "what", origin(words, (&row.source, &row.seen_on)));
            (row.name, of_record(&record.understand(), words), version)
        }
    };
    shell.title = title;
    let address = address(&app, &code);
    Ok(page(StatusCode::OK, &SheetPage { shell, code, address, rows, version })?)
}

/// The symbol that leads to the page of the procedure.
pub async fn qr(State(app): State<Arc<App>>, Path(code): Path<String>) -> Found {
    if app.catalogue.current(&code).is_none() {
        national_page::find(&app, &code).await?;
    }
    let symbol = papers::qr_svg(&address(&app, &code)).map_err(|_| Failure::NotFound)?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], symbol).into_response())
}

fn address(app: &App, code: &str) -> String {
    format!("{}/thu-tuc/{code}", app.config.base_url)
}

fn of_revision(revision: &Revision, (words, today): (Words, jiff::civil::Date)) -> Vec<Part> {
    let procedure = revision.pack.procedure();
    let terms = procedure.terms.iter().filter(|term| procedures::InForce::is_in_force(*term, today));
    let term = |term: &procedures::Term| {
        Some(format!(
            "{}: {}",
            text(&term.label, words),
            super::procedure::length_words(term.length().ok()?, words)
        ))
    };
    let component = |component: &procedures::Component| {
        format!(
            "{} ({}, {:02})",
            text(&component.name, words),
            words.get(super::procedure::kind_key(component.kind)),
            component.quantity
        )
    };
    let components =
        procedure.components.iter().filter(|component| procedures::InForce::is_in_force(*component, today));
    let fees = revision.pack.fees().iter().filter(|fee| procedures::InForce::is_in_force(*fee, today));
    let agencies = [procedures::Part::Desk, procedures::Part::Settling, procedures::Part::Deciding]
        .into_iter()
        .filter_map(|part| revision.pack.agency(part, today).and_then(|agency| agency.name.clone()));
    let rows = [
        (
            "procedure-steps",
            procedure
                .steps
                .iter()
                .map(|step| format!("{}. {}", text(&step.title, words), text(&step.text, words)))
                .collect(),
        ),
        ("procedure-papers", components.map(component).collect()),
        ("procedure-time", terms.filter_map(term).collect()),
        (
            "procedure-fee",
            or(fees.map(|fee| super::procedure::fee_line(fee, words)).collect(), words.get("procedure-free")),
        ),
        ("procedure-where", vec![text(&procedure.place, words)]),
        ("procedure-agency", agencies.collect()),
        (
            "procedure-get",
            procedure
                .outcome
                .kinds
                .iter()
                .filter(|kind| !kind.refusal)
                .map(|kind| text(&kind.name, words))
                .collect(),
        ),
        (
            "procedure-conditions",
            procedure.conditions.iter().map(|condition| text(&condition.text, words)).collect(),
        ),
        ("national-basis", procedure.legal_basis.iter().map(super::procedure::basis_line).collect()),
    ];
    shown(rows, words)
}

fn of_record(understood: &national::Understood, words: Words) -> Vec<Part> {
    let route = |route: &national::Route| {
        let fees = route.fees.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let term = route.term.as_ref().map_or_else(|| route.term_words.clone(), ToString::to_string);
        [route.channel.label().to_owned(), term, fees]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(": ")
    };
    let step = |step: &national::Step| format!("{} {}", step.title, step.text).trim().to_owned();
    let paper = |paper: &national::Paper| paper.name.clone();
    let rows = [
        ("procedure-steps", understood.steps.iter().map(step).collect()),
        (
            "procedure-papers",
            understood.components.iter().flat_map(|group| &group.papers).map(paper).collect(),
        ),
        ("national-routes", understood.routes.iter().map(route).collect()),
        ("procedure-agency", understood.agencies.clone()),
        ("procedure-audience", understood.audiences.clone()),
        ("procedure-get", understood.outcomes.iter().map(|outcome| outcome.name.clone()).collect()),
        (
            "national-basis",
            understood
                .basis
                .iter()
                .map(|document| format!("{} {}", document.title, document.number))
                .collect(),
        ),
    ];
    shown(rows, words)
}

fn or(list: Vec<String>, other: String) -> Vec<String> {
    if list.is_empty() { vec![other] } else { list }
}

fn shown<const N: usize>(rows: [(&str, Vec<String>); N], words: Words) -> Vec<Part> {
    let said = rows.into_iter().filter(|(_, lines)| !lines.is_empty());
    said.map(|(key, lines)| Part { key: words.get(key), value: lines.join("\n") }).collect()
}

crate::ui::sample!(SheetPage {
    shell: Shell::sample("Cấp Giấy xác nhận tình trạng hôn nhân"),
    code: "1.004873".into(),
    address: "http://motcua.test/thu-tuc/1.004873".into(),
    rows: vec![Part { key: "Thời hạn".into(), value: "3 ngày làm việc".into() }],
    version: "Phiên bản 1, 25/11/2026".into(),
});
