//! The page of a procedure that only the national database has (_thủ tục trên cơ sở dữ liệu quốc gia_): public information, marked with
//! its source and day, and the way to the national portal.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use national::{Field, Record, State, Understood};

use super::{NATIONAL_PORTAL, origin};
use crate::app::App;
use crate::features::catalogue::store::national::{self as rows, NationalRow};
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Link, Shell, Words, format, page};

#[derive(Template)]
#[template(path = "features/catalogue/pages/national.html")]
struct NationalPage {
    shell: Shell,
    code: String,
    source: String,
    portal: &'static str,
    facts: Vec<Fact>,
    routes: Vec<RouteLine>,
    groups: Vec<GroupLines>,
    steps: Vec<(String, Vec<String>)>,
    outcomes: Vec<String>,
    basis: Vec<String>,
    requirements: Vec<String>,
    address: Vec<String>,
    originals: Vec<(String, Vec<String>)>,
    trail: Vec<Link>,
}

struct Fact {
    key: String,
    value: String,
    note: String,
}

struct RouteLine {
    channel: &'static str,
    term: String,
    fee: String,
    note: Vec<String>,
}

struct GroupLines {
    heading: String,
    papers: Vec<(String, String)>,
}

/// Shows the record with this code.
pub async fn show(app: &App, ctx: &Ctx, (code, headers): (&str, &HeaderMap)) -> Found {
    let (row, record) = find(app, code).await?;
    let mut shell = Shell::citizen(app, ctx, ("", "/thu-tuc", headers));
    shell.title.clone_from(&row.name);
    let shown = assemble(shell, &row, &record);
    Ok(page(StatusCode::OK, &shown)?)
}

/// The record with this code, as stored and as read.
pub async fn find(app: &App, code: &str) -> Result<(NationalRow, Record), Failure> {
    let row = rows::one(&app.store, code).await?.ok_or(Failure::NotFound)?;
    let record = Record::from_json(row.content.clone()).map_err(|_| Failure::NotFound)?;
    Ok((row, record))
}

fn assemble(shell: Shell, row: &NationalRow, record: &Record) -> NationalPage {
    let words = shell.words;
    let understood = record.understand();
    NationalPage {
        code: row.code.clone(),
        source: words.with("national-source", "what", source(words, row)),
        portal: NATIONAL_PORTAL,
        facts: facts(&understood, words),
        routes: routes(&understood, words),
        groups: groups(&understood, words),
        steps: understood.steps.iter().map(|step| (step.title.clone(), paragraphs(&step.text))).collect(),
        outcomes: understood.outcomes.iter().map(|outcome| outcome.name.clone()).collect(),
        basis: understood.basis.iter().map(basis).collect(),
        requirements: paragraphs(&understood.requirements),
        address: paragraphs(&understood.address),
        originals: originals(record, &understood),
        trail: vec![
            Link { text: words.get("home-title"), href: "/".into(), ..Link::default() },
            Link { text: words.get("nav-procedures"), href: "/thu-tuc".into(), ..Link::default() },
        ],
        shell,
    }
}

fn source(words: Words, row: &NationalRow) -> String {
    let changed = words.with("national-imported", "day", format::day(timestamp(row.changed_at)));
    format!("{}; {changed}", origin(words, (&row.source, &row.seen_on)))
}

fn facts(understood: &Understood, words: Words) -> Vec<Fact> {
    let mut terms: Vec<_> =
        understood.routes.iter().filter_map(|route| Some(route.term.as_ref()?.to_string())).collect();
    terms.dedup();
    let mut fees: Vec<_> =
        understood.routes.iter().flat_map(|route| &route.fees).map(ToString::to_string).collect();
    fees.sort();
    fees.dedup();
    let unknown = || words.get("national-unsaid");
    let first = |list: &[String]| match list {
        [] => (unknown(), String::new()),
        [one] => (one.clone(), String::new()),
        [one, ..] => (one.clone(), words.get("national-more")),
    };
    let outcomes: Vec<_> = understood.outcomes.iter().map(|outcome| outcome.name.clone()).collect();
    let all = [
        ("procedure-get", first(&outcomes)),
        ("procedure-time", first(&terms)),
        ("procedure-fee", first(&fees)),
        ("procedure-agency", (or(understood.agencies.join(", "), unknown), String::new())),
        ("procedure-audience", (or(understood.audiences.join(", "), unknown), String::new())),
        ("procedure-published", (or(understood.publisher.clone(), unknown), understood.decision.clone())),
    ];
    all.into_iter().map(|(key, (value, note))| Fact { key: words.get(key), value, note }).collect()
}

fn or(text: String, other: impl Fn() -> String) -> String {
    if text.is_empty() { other() } else { text }
}

fn routes(understood: &Understood, words: Words) -> Vec<RouteLine> {
    let line = |route: &national::Route| RouteLine {
        channel: route.channel.label(),
        term: route.term.as_ref().map_or_else(
            || or(route.term_words.clone(), || words.get("national-unsaid")),
            ToString::to_string,
        ),
        fee: or(route.fees.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "), || {
            words.get("national-unsaid")
        }),
        note: paragraphs(&route.note),
    };
    understood.routes.iter().map(line).collect()
}

fn groups(understood: &Understood, words: Words) -> Vec<GroupLines> {
    let paper = |paper: &national::Paper| {
        let mut notes = Vec::new();
        for (key, count) in [("national-originals", paper.originals), ("national-copies", paper.copies)] {
            if let Some(count) = count.filter(|count| *count > 0) {
                notes.push(words.with(key, "count", count));
            }
        }
        if !paper.form.is_empty() {
            notes.push(words.with("national-form", "name", &paper.form));
        }
        (paper.name.clone(), notes.join("; "))
    };
    let group = |group: &national::Group| GroupLines {
        heading: group.heading.clone(),
        papers: group.papers.iter().map(paper).collect(),
    };
    understood.components.iter().map(group).filter(|group| !group.papers.is_empty()).collect()
}

fn basis(document: &national::Document) -> String {
    match (document.number.is_empty(), document.title.contains(&document.number)) {
        (true, _) | (false, true) => document.title.clone(),
        (false, false) => format!("{}: {}", document.number, document.title),
    }
}

/// The original words of every field that was not understood as a whole.
fn originals(record: &Record, understood: &Understood) -> Vec<(String, Vec<String>)> {
    let is_shown = |field: &Field| {
        // Steps that are not numbered are shown as they are anyhow.
        *field != Field::Steps && matches!(understood.state(*field), State::Partly | State::Unread)
    };
    let shown = Field::ALL.into_iter().filter(is_shown);
    shown.map(|field| (field.label().to_owned(), paragraphs(record.field(field.key())))).collect()
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

crate::ui::sample!(NationalPage {
    shell: Shell::sample("Cấp giấy phép lắp đặt chuồng cu"),
    code: "9.000001".into(),
    source: "Chỉ để tra cứu. Nguồn: Cơ sở dữ liệu mẫu, 15/07/2026".into(),
    portal: NATIONAL_PORTAL,
    facts: vec![Fact {
        key: "Thời hạn".into(), value: "5 ngày làm việc".into(), note: "mẫu".into()
    }],
    routes: vec![RouteLine {
        channel: "Trực tiếp",
        term: "5 ngày làm việc".into(),
        fee: "100.000 đồng (/lần)".into(),
        note: vec!["Nộp tại Sở.".into()],
    }],
    groups: vec![GroupLines {
        heading: "a) Cá nhân:".into(),
        papers: vec![("Đơn".into(), "1 bản chính".into())]
    }],
    steps: vec![(String::new(), vec!["Chung".into()]), ("Bước 1".into(), vec!["Nộp".into(), "Chờ".into()])],
    outcomes: vec!["Giấy phép".into()],
    basis: vec!["01/2020/QH14: Luật Mẫu".into()],
    requirements: vec!["Có chim.".into()],
    address: vec!["Số 1 phố Mẫu".into()],
    originals: vec![("Căn cứ pháp lý".into(), vec!["Luật Chim54".into()])],
    trail: vec![Link { text: "Thủ tục".into(), href: "/thu-tuc".into(), ..Link::default() }],
});
