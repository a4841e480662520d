//! The inbox (_việc của tôi_): what I hold, what my posts may take, and for a head what the unit does; due soonest first.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;

use super::filters::{
    Asked, Choice, Kept, choices, due_bounds, due_choices, procedure_choices, query, unit_choices,
};
use crate::app::App;
use crate::features::identity::policy::require_official;
use crate::features::identity::store as people;
use crate::features::work::store::{self as rows, InboxRow, MANY, Narrow, Scope, Shelf};
use crate::features::work::views::List;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::time::{TimeLeft, time_left};
use crate::ui::{Shell, page};

const PATH: &str = "/can-bo/viec";
/// Lines on one page.
const PAGE: i64 = 20;
/// The parts of the inbox: code in the address, part, words.
const PARTS: [(&str, Shelf, &str); 3] = [
    ("cua-toi", Shelf::Mine, "việc tôi đang giữ"),
    ("chua-ai-nhan", Shelf::Free, "việc chưa ai nhận"),
    ("ca-phong", Shelf::Unit, "việc của cả đơn vị"),
];

#[derive(Template)]
#[template(path = "features/work/pages/inbox.html")]
struct InboxPage {
    shell: Shell,
    counts: Vec<Count>,
    filters: Filters,
    kept: Kept,
    lines: Vec<Line>,
    shelf: &'static str,
    people: Vec<Choice>,
    next: String,
    keys: Vec<Key>,
}

/// The choices of the filters.
#[derive(Default)]
struct Filters {
    part: &'static str,
    procedures: Vec<Choice>,
    due: Vec<Choice>,
    units: Vec<Choice>,
    holders: Vec<Choice>,
    clear: String,
}

struct Count {
    href: String,
    count: String,
    text: String,
    state: String,
    current: bool,
}

struct Key {
    key: String,
    text: String,
}

struct Line {
    id: String,
    href: String,
    take: String,
    code: String,
    applicant: String,
    procedure: String,
    step: String,
    left: TimeLeft,
    holder: String,
}

/// Shows one part of the inbox.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, asked: Asked) -> Found {
    let official = require_official(&ctx, PATH)?;
    let scope = Scope::of(official);
    let narrow = narrow(&asked, ctx.now);
    let is_head = scope.headed().next().is_some();
    let mut found = Vec::new();
    for part in PARTS.into_iter().filter(|(_, shelf, _)| is_head || *shelf != Shelf::Unit) {
        found.push((part, rows::count(&app.store, &scope, (part.1, &narrow)).await?));
    }
    let wanted = asked.get("phan");
    // With nothing in hand, what is waiting for somebody is more useful than an empty list.
    let usual = if found[0].1 == 0 { found[1].0 } else { found[0].0 };
    let (code, shelf, _) = found.iter().map(|(part, _)| *part).find(|part| part.0 == wanted).unwrap_or(usual);
    let own = own_query(&asked);
    let lines = rows::inbox(&app.store, &scope, (shelf, &narrow, asked.after(), PAGE)).await?;
    let next = match lines.last() {
        Some(last) if lines.len() as i64 == PAGE => {
            format!("{PATH}?{}&sau={}.{}", joined(code, &own), last.sort_at, last.task.id)
        }
        _ => String::new(),
    };
    let count = |((part, each, text), count): ((&str, Shelf, &str), i64)| Count {
        href: format!("{PATH}?{}", joined(part, &own)),
        count: if count == MANY {
            format!("{}+", crate::ui::format::grouped(MANY))
        } else {
            count.to_string()
        },
        text: text.to_owned(),
        state: String::new(),
        current: each == shelf,
    };
    let people = if shelf == Shelf::Unit { people_of(&app, &ctx, &scope).await? } else { vec![] };
    let shown = InboxPage {
        shell: Shell::official(&app, &ctx, ("Việc của tôi", PATH)),
        counts: found.into_iter().map(count).collect(),
        filters: Filters {
            part: code,
            procedures: procedure_choices(&app, &asked.get("thu_tuc")),
            due: due_choices(&asked.get("han")),
            units: unit_choices(official, &asked.get("don_vi")),
            holders: choices(people.clone(), &asked.get("nguoi")),
            clear: if own.is_empty() { String::new() } else { format!("{PATH}?phan={code}") },
        },
        kept: Kept::of(&app, official, (List::Tasks, if own.is_empty() { own } else { joined(code, &own) }))
            .await?,
        lines: lines.into_iter().map(|row| line(row, ctx.now)).collect(),
        shelf: code,
        people: choices(people, ""),
        next,
        keys: keys(),
    };
    Ok(page(StatusCode::OK, &shown)?)
}

fn narrow(asked: &Asked, now: jiff::Timestamp) -> Narrow {
    let (due_from, due_before) = due_bounds(&asked.get("han"), now);
    Narrow {
        procedure: Some(asked.get("thu_tuc")).filter(|code| !code.is_empty()),
        unit_id: asked.id("don_vi"),
        holder_id: asked.id("nguoi"),
        due_before,
        due_from,
    }
}

/// The filters as an address has them.
fn own_query(asked: &Asked) -> String {
    let [procedure, due, unit, holder] = ["thu_tuc", "han", "don_vi", "nguoi"].map(|name| asked.get(name));
    query(&[("thu_tuc", &procedure), ("han", &due), ("don_vi", &unit), ("nguoi", &holder)])
}

fn joined(part: &str, own: &str) -> String {
    if own.is_empty() { format!("phan={part}") } else { format!("phan={part}&{own}") }
}

/// Everybody who works today in the units that the official heads: id and name.
async fn people_of(app: &App, ctx: &Ctx, scope: &Scope) -> Result<Vec<(String, String)>, Failure> {
    let today = deadlines::zone::civil(ctx.now).date().to_string();
    let mut people = Vec::new();
    for unit_id in scope.headed() {
        let posts = people::posts_in_unit(&app.store, unit_id, &today).await?;
        let posts =
            posts.into_iter().filter(|post| post.role != Role::Administrator && post.from_date <= today);
        people.extend(posts.map(|post| (post.account_id.to_string(), post.full_name)));
    }
    people.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    people.dedup();
    Ok(people)
}

fn line(row: InboxRow, now: jiff::Timestamp) -> Line {
    let due_at = row.task.due_at.or(row.dossier_due_at);
    Line {
        id: row.task.id.to_string(),
        href: format!("/can-bo/ho-so/{}", row.task.dossier_id),
        take: format!("{PATH}/{}/nhan", row.task.id),
        code: row.number.unwrap_or(row.lookup_code),
        applicant: row.applicant_name,
        procedure: row.procedure_name,
        step: row.task.name,
        left: time_left((row.task.opened_at, due_at, row.paused_since), now),
        holder: row.task.holder_name.unwrap_or_default(),
    }
}

fn keys() -> Vec<Key> {
    [("j / k", "xuống, lên một dòng"), ("Enter", "mở hồ sơ"), ("/", "tới ô tìm"), ("?", "bảng phím tắt")]
        .into_iter()
        .map(|(key, text)| Key { key: key.into(), text: text.into() })
        .collect()
}

crate::ui::sample!(InboxPage {
    shell: Shell { is_compact: true, ..Shell::sample("Việc của tôi") },
    counts: vec![Count {
        href: "/can-bo/viec?phan=cua-toi".into(),
        count: "3".into(),
        text: "việc tôi đang giữ".into(),
        state: String::new(),
        current: true,
    }],
    filters: Filters { part: "ca-phong", due: due_choices("qua-han"), ..Filters::default() },
    kept: Kept { list: "viec", query: "han=qua-han".into(), views: vec![] },
    lines: vec![Line {
        id: "1".into(),
        href: "/can-bo/ho-so/1".into(),
        take: "/can-bo/viec/1/nhan".into(),
        code: "H48.15-261123-0007".into(),
        applicant: "Lý Thị Mẫu".into(),
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        step: "Thẩm định".into(),
        left: TimeLeft { state: "due-soon", words: "còn 3 giờ".into(), used: "80".into() },
        holder: "Đỗ Văn Tịnh".into(),
    }],
    shelf: "ca-phong",
    people: choices([("1".to_owned(), "Đỗ Văn Tịnh".to_owned())], ""),
    next: "/can-bo/viec?sau=1.2".into(),
    keys: vec![Key { key: "j / k".into(), text: "xuống, lên một dòng".into() }],
});
