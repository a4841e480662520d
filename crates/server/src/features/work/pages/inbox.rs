//! The inbox (_việc của tôi_): what I hold, what my posts may take, due soonest first.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::features::identity::policy::require_official;
use crate::features::work::store::{self as rows, InboxRow, Scope, Shelf};
use crate::platform::ctx::Ctx;
use crate::platform::web::Found;
use crate::ui::time::{TimeLeft, time_left};
use crate::ui::{Shell, page};

/// Lines on one page.
const PAGE: i64 = 20;

/// Which part, and after which line.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// `cua-toi` or `chua-ai-nhan`.
    #[serde(default)]
    phan: String,
    /// Key of the last line seen.
    #[serde(default)]
    sau: String,
}

#[derive(Template)]
#[template(path = "features/work/pages/inbox.html")]
struct InboxPage {
    shell: Shell,
    counts: Vec<Count>,
    lines: Vec<Line>,
    is_mine: bool,
    next: String,
    keys: Vec<Key>,
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
    href: String,
    take: String,
    code: String,
    applicant: String,
    procedure: String,
    step: String,
    left: TimeLeft,
}

/// Shows one part of the inbox.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Query(wanted): Query<Wanted>) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let scope = Scope::of(official);
    let shelf = if wanted.phan == "chua-ai-nhan" { Shelf::Free } else { Shelf::Mine };
    let (mine, free) = rows::counts(&app.store, &scope).await?;
    // With nothing in hand, what is waiting for somebody is more useful than an empty list.
    let shelf = if wanted.phan.is_empty() && mine == 0 { Shelf::Free } else { shelf };
    let found = rows::inbox(&app.store, &scope, (shelf, parse_key(&wanted.sau), PAGE)).await?;
    let next = match found.last() {
        Some(last) if found.len() as i64 == PAGE => {
            let part = if shelf == Shelf::Mine { "cua-toi" } else { "chua-ai-nhan" };
            format!("/can-bo/viec?phan={part}&sau={}.{}", last.sort_at, last.task.id)
        }
        _ => String::new(),
    };
    let count = |part: &str, count: i64, text: &str, current| Count {
        href: format!("/can-bo/viec?phan={part}"),
        count: count.to_string(),
        text: text.to_owned(),
        state: String::new(),
        current,
    };
    let shown = InboxPage {
        shell: Shell::official(&app, &ctx, ("Việc của tôi", "/can-bo/viec")),
        counts: vec![
            count("cua-toi", mine, "việc tôi đang giữ", shelf == Shelf::Mine),
            count("chua-ai-nhan", free, "việc chưa ai nhận", shelf == Shelf::Free),
        ],
        lines: found.into_iter().map(|row| line(row, ctx.now)).collect(),
        is_mine: shelf == Shelf::Mine,
        next,
        keys: [
            ("j / k", "xuống, lên một dòng"),
            ("Enter", "mở hồ sơ"),
            ("/", "tới ô tìm"),
            ("?", "bảng phím tắt"),
        ]
        .into_iter()
        .map(|(key, text)| Key { key: key.into(), text: text.into() })
        .collect(),
    };
    Ok(page(StatusCode::OK, &shown)?)
}

fn line(row: InboxRow, now: jiff::Timestamp) -> Line {
    let due_at = row.task.due_at.or(row.dossier_due_at);
    Line {
        href: format!("/can-bo/ho-so/{}", row.task.dossier_id),
        take: format!("/can-bo/viec/{}/nhan", row.task.id),
        code: row.number.unwrap_or(row.lookup_code),
        applicant: row.applicant_name,
        procedure: row.procedure_name,
        step: row.task.name,
        left: time_left((row.task.opened_at, due_at, row.paused_since), now),
    }
}

fn parse_key(text: &str) -> Option<(i64, Uuid)> {
    let (sort_at, id) = text.split_once('.')?;
    Some((sort_at.parse().ok()?, id.parse().ok()?))
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
    lines: vec![Line {
        href: "/can-bo/ho-so/1".into(),
        take: "/can-bo/viec/1/nhan".into(),
        code: "H48.15-261123-0007".into(),
        applicant: "Lý Thị Mẫu".into(),
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        step: "Thẩm định".into(),
        left: TimeLeft { state: "due-soon", words: "còn 3 giờ".into(), used: "80".into() },
    }],
    is_mine: false,
    next: "/can-bo/viec?sau=1.2".into(),
    keys: vec![Key { key: "j / k".into(), text: "xuống, lên một dòng".into() }],
});
