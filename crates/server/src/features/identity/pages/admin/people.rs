//! Officials (_danh sách cán bộ_) with what they hold today.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::pages::parts::{Choice, choices};
use crate::features::identity::policy::may_administer;
use crate::features::identity::store::{self as rows, OfficialRow};
use crate::platform::ctx::Ctx;
use crate::platform::fold::{fold, holds_words};
use crate::platform::web::Found;
use crate::platform::web::failure::percent;
use crate::ui::{Shell, page};

/// The address of this page.
pub const PATH: &str = "/quan-tri/nguoi";

/// Lines of one page.
const LINES: usize = 50;

/// Which accounts may be asked for: code, name.
const STATES: [(&str, &str); 3] =
    [("dang", "Đang giữ vai trò"), ("trong", "Chưa giữ vai trò nào"), ("dong", "Đã đóng")];

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// Words of the name, of the login name or of a unit.
    #[serde(default)]
    q: String,
    /// Code of a state; empty for all.
    #[serde(default)]
    loai: String,
    /// Which page, from 1.
    #[serde(default)]
    trang: usize,
}

#[derive(Template)]
#[template(path = "features/identity/pages/admin/people.html")]
struct PeoplePage {
    shell: Shell,
    query: String,
    states: Vec<Choice>,
    clear: &'static str,
    lines: Vec<Line>,
    position: String,
    previous: String,
    next: String,
}

struct Line {
    href: String,
    name: String,
    login: String,
    posts: Vec<String>,
    state: &'static str,
    word: &'static str,
    is_closed: bool,
}

/// Shows one page of the list.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Query(wanted): Query<Wanted>) -> Found {
    may_administer(&ctx, PATH)?;
    let today = deadlines::zone::civil(ctx.now).date().to_string();
    let mut posts: HashMap<Uuid, Vec<String>> = HashMap::new();
    for post in rows::posts_on(&app.store, &today).await? {
        posts.entry(post.account_id).or_default().push(format!("{} – {}", post.role.name(), post.unit_name));
    }
    let mut lines: Vec<_> = rows::officials(&app.store)
        .await?
        .into_iter()
        .map(|official| {
            let posts = posts.remove(&official.id).unwrap_or_default();
            line(official, posts)
        })
        .filter(|(code, line)| {
            let text = format!("{} {} {}", line.name, line.login, line.posts.join(" "));
            (wanted.loai.is_empty() || *code == wanted.loai) && holds_words(&text, &wanted.q)
        })
        .map(|(_, line)| line)
        .collect();
    lines.sort_by_cached_key(|line| by_given_name(&line.name));
    let all = lines.len();
    let last_page = all.div_ceil(LINES).max(1);
    let at = wanted.trang.clamp(1, last_page);
    let link = |page: usize| {
        format!("{PATH}?q={}&loai={}&trang={page}", percent(wanted.q.trim()), percent(&wanted.loai))
    };
    let shown = PeoplePage {
        shell: Shell::official(&app, &ctx, ("Cán bộ", PATH)),
        query: wanted.q.trim().to_owned(),
        states: choices(STATES, &wanted.loai),
        clear: if !wanted.q.trim().is_empty() || !wanted.loai.is_empty() { PATH } else { "" },
        lines: lines.into_iter().skip((at - 1) * LINES).take(LINES).collect(),
        position: format!("{all} người, trang {at}/{last_page}"),
        previous: if at > 1 { link(at - 1) } else { String::new() },
        next: if at < last_page { link(at + 1) } else { String::new() },
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// A line with the code of its state.
fn line(official: OfficialRow, posts: Vec<String>) -> (&'static str, Line) {
    let (code, state, word) = match (official.disabled_at, posts.is_empty()) {
        (Some(_), _) => ("dong", "stopped", "đã đóng"),
        (None, true) => ("trong", "due-soon", "chưa giữ vai trò nào"),
        (None, false) => ("dang", "in-time", "đang giữ vai trò"),
    };
    let line = Line {
        href: format!("{PATH}/{}", official.id),
        name: official.full_name,
        login: official.login,
        posts,
        state,
        word,
        is_closed: code == "dong",
    };
    (code, line)
}

/// Vietnamese names are ordered by the last word, then by the whole name.
fn by_given_name(name: &str) -> (String, String) {
    let name = fold(name);
    (name.rsplit(' ').next().unwrap_or_default().to_owned(), name)
}

crate::ui::sample!(PeoplePage {
    shell: parts::sample_shell("Cán bộ"),
    query: "lài".into(),
    states: parts::sample_choices(),
    clear: "/quan-tri/nguoi",
    lines: vec![Line {
        href: "/quan-tri/nguoi/1".into(),
        name: "Phạm Thị Lài".into(),
        login: "motcua.binhson".into(),
        posts: vec!["Cán bộ một cửa – Xã Bình Sơn".into()],
        state: "done",
        word: "Đang làm việc",
        is_closed: false,
    }],
    position: "1–1 trong 1".into(),
    previous: "/quan-tri/nguoi?trang=1".into(),
    next: "/quan-tri/nguoi?trang=3".into(),
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_ordered_by_their_given_name() {
        let mut names = ["Võ Thành Nhơn", "Đỗ Văn Ân", "Bùi Thị Hạ", "Lê Văn An"];
        names.sort_by_cached_key(|name| by_given_name(name));
        assert_eq!(names, ["Đỗ Văn Ân", "Lê Văn An", "Bùi Thị Hạ", "Võ Thành Nhơn"]);
    }
}
