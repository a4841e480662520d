//! One official (_cán bộ_): facts, posts of all times, where they are logged in, history.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use super::history::{Entry, entries};
use super::people::PATH;
use super::{Fact, facts, official_account};
use crate::app::App;
use crate::features::identity::commands::end_session::end_session;
use crate::features::identity::commands::reopen_account::reopen_account;
use crate::features::identity::model::{Account, Appointment};
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::policy::may_administer;
use crate::features::identity::posts::{Tense, why_not_close};
use crate::features::identity::{days, device, store as rows};
use crate::platform::actor::Role;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, Words, format, page};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    /// Code of the act.
    #[serde(default)]
    xong: String,
}

#[derive(Template)]
#[template(path = "features/identity/pages/admin/person.html")]
struct PersonPage {
    shell: Shell,
    account_id: Uuid,
    done: &'static str,
    secret: String,
    facts: Vec<Fact>,
    posts: Vec<PostLine>,
    is_idle: bool,
    is_closed: bool,
    why_not_close: String,
    sessions: Vec<SessionLine>,
    history: Vec<Entry>,
}

struct PostLine {
    role: &'static str,
    unit: String,
    unit_href: String,
    from: String,
    to: String,
    state: &'static str,
    word: &'static str,
    end_href: String,
    end_word: &'static str,
    is_over: bool,
}

struct SessionLine {
    id: Uuid,
    device: String,
    since: String,
    seen: String,
}

/// Shows the official.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Found {
    may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let done = match done.xong.as_str() {
        "phan-cong" => "Đã phân công",
        "thoi" => "Đã kết thúc vai trò",
        "dong" => "Đã đóng tài khoản và kết thúc mọi phiên đăng nhập",
        "mo-lai" => "Đã mở lại tài khoản",
        "phien" => "Đã kết thúc phiên đăng nhập",
        _ => "",
    };
    show(&app, &ctx, (&account, done, "")).await
}

/// The page right after an act; `secret` is a password that is shown this once and kept nowhere in readable form.
pub async fn show(app: &App, ctx: &Ctx, (account, done, secret): (&Account, &'static str, &str)) -> Found {
    let own = ctx.actor.account_id().ok_or(Failure::NotFound)?;
    let today = deadlines::zone::civil(ctx.now).date();
    let posts = rows::appointments(&app.store, account.id).await?;
    let sessions = rows::sessions(&app.store, account.id, ctx.now).await?;
    let sessions = sessions.into_iter().map(|(id, agent, since, seen)| SessionLine {
        id,
        device: device::name(&agent, Words::default()),
        since: format::moment(timestamp(since)),
        seen: format::moment(timestamp(seen)),
    });
    let shown = PersonPage {
        shell: Shell::official(app, ctx, (&account.full_name, PATH)),
        account_id: account.id,
        done,
        secret: secret.to_owned(),
        facts: person_facts(account),
        is_idle: account.disabled_at.is_none() && !posts.iter().any(|post| post.holds_on(today)),
        posts: post_lines(posts, today),
        is_closed: account.disabled_at.is_some(),
        why_not_close: why_not_close(own, account.id).unwrap_or_default(),
        sessions: sessions.collect(),
        history: entries(&journal::events(&app.store, account.id).await?),
    };
    let mut response = page(StatusCode::OK, &shown)?;
    if !secret.is_empty() {
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

fn person_facts(account: &Account) -> Vec<Fact> {
    let state = match account.disabled_at {
        Some(at) => format!("đã đóng từ {}", format::moment(timestamp(at))),
        None => "đang mở".to_owned(),
    };
    facts([
        ("Họ và tên", account.full_name.clone()),
        ("Tên đăng nhập", account.login.clone()),
        ("Thư điện tử", account.email.clone()),
        ("Tài khoản", state),
    ])
}

/// Present posts first, then those to come, then the past, each newest first.
fn post_lines(mut posts: Vec<Appointment>, today: Date) -> Vec<PostLine> {
    let place = |tense: Tense| match tense {
        Tense::Present => 0,
        Tense::Future => 1,
        Tense::Past | Tense::Cancelled => 2,
    };
    posts.reverse();
    posts.sort_by_key(|post| place(post.tense(today)));
    let line = |post: Appointment| {
        let tense = post.tense(today);
        let is_over = matches!(tense, Tense::Past | Tense::Cancelled);
        PostLine {
            role: post.role.name(),
            unit: post.unit_name,
            unit_href: format!("{}/{}", super::units::PATH, post.unit_id),
            from: days::shown(&post.from_date),
            to: if tense == Tense::Cancelled {
                String::new()
            } else {
                post.to_date.as_deref().map(days::shown).unwrap_or_default()
            },
            state: tense.state(),
            word: tense.name(),
            end_href: format!("{PATH}/{}/phan-cong/{}/ket-thuc", post.account_id, post.id),
            end_word: if tense == Tense::Future { "Hủy" } else { "Kết thúc" },
            is_over,
        }
    };
    posts.into_iter().map(line).collect()
}

/// Ends a place where the official is logged in.
pub async fn end(State(app): State<Arc<App>>, ctx: Ctx, Path((id, session)): Path<(Uuid, Uuid)>) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    end_session(&app, &ctx.acting_as(Role::Administrator), (&proof, &account, session)).await?;
    Ok(Redirect::to(&format!("{PATH}/{id}?xong=phien")).into_response())
}

/// Opens a closed account again.
pub async fn reopen(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    if account.disabled_at.is_some() {
        reopen_account(&app, &ctx.acting_as(Role::Administrator), (&proof, &account)).await?;
    }
    Ok(Redirect::to(&format!("{PATH}/{id}?xong=mo-lai")).into_response())
}

crate::ui::sample!(PersonPage {
    shell: parts::sample_shell("Phạm Thị Lài"),
    account_id: Uuid::nil(),
    done: "Đã đặt lại mật khẩu",
    secret: "A3C4D6E7F9GH".into(),
    facts: super::facts([("Tên đăng nhập", "motcua.binhson".into())]),
    posts: vec![PostLine {
        role: "Cán bộ một cửa",
        unit: "Xã Bình Sơn".into(),
        unit_href: "/quan-tri/don-vi/1".into(),
        from: "01/07/2025".into(),
        to: String::new(),
        state: "done",
        word: "Đang giữ",
        end_href: "/quan-tri/nguoi/1/phan-cong/1/ket-thuc".into(),
        end_word: "Kết thúc",
        is_over: false,
    }],
    is_idle: true,
    is_closed: false,
    why_not_close: String::new(),
    sessions: vec![SessionLine {
        id: Uuid::nil(),
        device: "Firefox".into(),
        since: "thứ Hai, 23/11/2026, 8:00".into(),
        seen: "thứ Hai, 23/11/2026, 9:00".into(),
    }],
    history: super::history::sample(),
});
