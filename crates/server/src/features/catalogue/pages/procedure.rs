//! The page of a procedure (_trang thủ tục_): what one gets, how long, how much, what to prepare, where; legal detail folded.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use procedures::{InForce, PaperKind, Part, Procedure};

use super::text;
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Link, Shell, Words, format, page};

#[derive(Template)]
#[template(path = "features/catalogue/pages/procedure.html")]
struct ProcedurePage {
    shell: Shell,
    code: String,
    summary: String,
    facts: Vec<Fact>,
    prepare: Vec<Item>,
    papers: Vec<Item>,
    steps: Vec<(String, String)>,
    conditions: Vec<String>,
    basis: Vec<String>,
    fees: Vec<String>,
    sureness: String,
    sources: Vec<String>,
    revision: String,
    trail: Vec<Link>,
    viewer_js: String,
    viewer_css: String,
}

struct Fact {
    key: String,
    value: String,
    note: String,
}

struct Item {
    text: String,
    note: String,
    href: String,
    link: String,
}

impl Item {
    fn plain(text: String, note: String) -> Self {
        Self { text, note, href: String::new(), link: String::new() }
    }
}

/// Shows the revision in force.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Found {
    let Some(revision) = app.catalogue.current(&code) else {
        return super::national::show(&app, &ctx, (&code, &headers)).await;
    };
    let procedure = revision.pack.procedure();
    let mut shell = Shell::citizen(&app, &ctx, ("", "/thu-tuc", &headers));
    let words = shell.words;
    shell.title = text(&procedure.name, words);
    let today = deadlines::zone::civil(ctx.now).date();
    let fees = revision
        .pack
        .fees()
        .iter()
        .filter(|fee| fee.is_in_force(today))
        .map(|fee| fee_line(fee, words))
        .collect::<Vec<_>>();
    let shown = ProcedurePage {
        code: procedure.code.clone(),
        summary: text(&procedure.summary, words),
        facts: facts(&revision, (words, today, &fees)),
        prepare: procedure
            .before_you_start
            .iter()
            .map(|line| Item::plain(text(line, words), String::new()))
            .collect(),
        papers: papers(procedure, (words, today)),
        steps: procedure
            .steps
            .iter()
            .map(|step| (text(&step.title, words), text(&step.text, words)))
            .collect(),
        conditions: procedure.conditions.iter().map(|condition| text(&condition.text, words)).collect(),
        basis: procedure.legal_basis.iter().map(basis_line).collect(),
        fees,
        sureness: sureness(procedure, words),
        sources: procedure.sources.clone(),
        revision: words.with(
            "procedure-revision",
            "what",
            format!("{}, {}", revision.number, format::day(timestamp(revision.published_at))),
        ),
        trail: vec![
            Link { text: words.get("home-title"), href: "/".into(), ..Link::default() },
            Link { text: words.get("nav-procedures"), href: "/thu-tuc".into(), ..Link::default() },
        ],
        viewer_js: app.assets.url("viewer.js"),
        viewer_css: app.assets.url("viewer.css"),
        shell,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// The diagram of the revision in force, for the viewer.
pub async fn diagram(State(app): State<Arc<App>>, Path(code): Path<String>) -> Found {
    let revision = app.catalogue.current(&code).ok_or(Failure::NotFound)?;
    Ok(([(CONTENT_TYPE, "application/xml; charset=utf-8")], revision.diagram.clone()).into_response())
}

fn facts(revision: &Revision, (words, today, fees): (Words, jiff::civil::Date, &[String])) -> Vec<Fact> {
    let procedure = revision.pack.procedure();
    let terms: Vec<_> = procedure
        .terms
        .iter()
        .filter(|term| term.is_in_force(today))
        .filter_map(|term| Some((length_words(term.length().ok()?, words), text(&term.label, words))))
        .collect();
    let (longest, others) = terms.split_first().map_or_else(
        || (words.get("procedure-no-term"), String::new()),
        |(first, rest)| {
            (
                first.0.clone(),
                rest.iter()
                    .map(|(length, label)| format!("{label}: {length}"))
                    .collect::<Vec<_>>()
                    .join("; "),
            )
        },
    );
    let fee = match fees {
        [] => words.get("procedure-free"),
        [one] => one.clone(),
        many => words.with("procedure-fees", "count", many.len()),
    };
    let desk =
        revision.pack.agency(Part::Desk, today).and_then(|agency| agency.name.clone()).unwrap_or_default();
    let gets = procedure.outcome.kinds.iter().find(|kind| !kind.refusal);
    let fact = |key: &str, value: String, note: String| Fact { key: words.get(key), value, note };
    vec![
        fact("procedure-get", gets.map(|kind| text(&kind.name, words)).unwrap_or_default(), String::new()),
        fact("procedure-time", longest, others),
        fact("procedure-fee", fee, String::new()),
        fact("procedure-where", text(&procedure.place, words), desk),
    ]
}

fn papers(procedure: &Procedure, (words, today): (Words, jiff::civil::Date)) -> Vec<Item> {
    let line = |component: &procedures::Component| {
        let need = match (component.from_form, component.required, &component.required_when) {
            (true, ..) => words.get("component-from-form"),
            (_, Some(true), _) => words.get("component-required"),
            (_, _, Some(_)) => words.get("component-conditional"),
            _ => words.get("component-optional"),
        };
        let kind = words.get(kind_key(component.kind));
        let help = component.help.as_ref().map(|help| format!(". {}", text(help, words))).unwrap_or_default();
        Item::plain(text(&component.name, words), format!("{kind}, {:02}; {need}{help}", component.quantity))
    };
    procedure.components.iter().filter(|component| component.is_in_force(today)).map(line).collect()
}

pub(super) fn kind_key(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Original => "paper-original",
        PaperKind::CertifiedCopy => "paper-certified-copy",
        PaperKind::CertifiedOrCompared => "paper-certified-or-compared",
        PaperKind::Copy => "paper-copy",
        PaperKind::Shown => "paper-shown",
        PaperKind::Electronic => "paper-electronic",
    }
}

/// "3 ngày làm việc", "3 working days".
pub(super) fn length_words(length: deadlines::Term, words: Words) -> String {
    use deadlines::Unit;
    let key = match length.unit() {
        Unit::WorkingDay => "term-working-days",
        Unit::WorkingHour => "term-working-hours",
        Unit::ClockHour => "term-clock-hours",
        Unit::CalendarDay => "term-calendar-days",
        Unit::Month => "term-months",
        Unit::SameDay => return words.get("term-same-day"),
        Unit::None => return words.get("procedure-no-term"),
    };
    words.with(key, "count", deadlines::words::decimal(length.milli()))
}

pub(super) fn fee_line(fee: &procedures::Fee, words: Words) -> String {
    let amount = plain_rate(fee).map_or_else(String::new, |rate| {
        let unit = fee.unit.as_ref().map(|unit| format!("/{}", text(unit, words))).unwrap_or_default();
        format!(": {}{unit}", words.with("money", "amount", format::grouped(rate)))
    });
    format!("{}{amount}", text(&fee.name, words))
}

/// The rate, when it is a plain number.
fn plain_rate(fee: &procedures::Fee) -> Option<i64> {
    fee.rate.as_ref()?.source().trim().parse().ok()
}

pub(super) fn basis_line(document: &procedures::LegalDocument) -> String {
    let date = document
        .date
        .map(|day| format!(" ngày {}", deadlines::words::day_month_year(day)))
        .unwrap_or_default();
    format!("{}{date}: {}", document.number, document.title)
}

fn sureness(procedure: &Procedure, words: Words) -> String {
    use procedures::Confidence::Verified;
    let parts = &procedure.confidence;
    let unsure = [
        ("sure-code", parts.code),
        ("sure-terms", parts.terms),
        ("sure-fees", parts.fees),
        ("sure-components", parts.components),
        ("sure-form", parts.form),
        ("sure-process", parts.process),
        ("sure-basis", parts.legal_basis),
    ]
    .into_iter()
    .filter(|(_, confidence)| *confidence != Verified)
    .map(|(key, _)| words.get(key))
    .collect::<Vec<_>>();
    if unsure.is_empty() { String::new() } else { words.with("procedure-unsure", "parts", unsure.join(", ")) }
}

crate::ui::sample!(ProcedurePage {
    shell: Shell::sample("Cấp Giấy xác nhận tình trạng hôn nhân"),
    code: "1.004873".into(),
    summary: "Giấy này cho biết bạn độc thân, đã kết hôn hay đã ly hôn.".into(),
    facts: vec![Fact {
        key: "Bao lâu".into(),
        value: "3 ngày làm việc".into(),
        note: "tính từ khi tiếp nhận".into()
    }],
    prepare: vec![sample_item("Số định danh cá nhân")],
    papers: vec![sample_item("Tờ khai"), sample_item("Bản án ly hôn")],
    steps: vec![("Tiếp nhận".into(), "Bộ phận Một cửa kiểm tra hồ sơ.".into())],
    conditions: vec!["Không đang có vợ hoặc chồng.".into()],
    basis: vec!["Luật Hộ tịch 2014".into()],
    fees: vec!["Lệ phí: không thu".into()],
    sureness: "Phần lệ phí chưa được đối chiếu.".into(),
    sources: vec!["Quyết định công bố (mẫu)".into()],
    revision: "Phiên bản 1".into(),
    trail: vec![Link { text: "Thủ tục".into(), href: "/thu-tuc".into(), ..Link::default() }],
    viewer_js: "/assets/viewer.js".into(),
    viewer_css: "/assets/viewer.css".into(),
});

#[cfg(test)]
fn sample_item(text: &str) -> Item {
    Item { text: text.into(), note: "Bản sao".into(), href: "/thu-tuc".into(), link: "Xem mẫu".into() }
}
