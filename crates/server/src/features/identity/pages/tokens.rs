//! Tokens of one's own account for other systems (_mã truy cập API_): made, listed, revoked.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::account::{own_account, shell_of};
use super::parts::{Choice, Problems};
use crate::app::App;
use crate::features::identity::commands::issue_token::issue_token;
use crate::features::identity::commands::revoke_token::revoke_token;
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::policy::may_keep_tokens;
use crate::features::identity::store as rows;
use crate::features::identity::tokens::{AccessToken, LIFETIMES_DAYS, Right, Wish};
use crate::features::identity::{Account, own::Told};
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Shell, Words, format, page};

/// The address of this page.
const PATH: &str = "/tai-khoan/ma-truy-cap";

#[derive(Template)]
#[template(path = "features/identity/pages/tokens.html")]
struct TokensPage {
    shell: Shell,
    path: String,
    back_href: String,
    back_text: String,
    whose: String,
    done: String,
    secret: String,
    lines: Vec<Line>,
    name: String,
    rights: Vec<Choice>,
    days: Vec<Choice>,
    problems: Problems,
}

struct Line {
    id: Uuid,
    name: String,
    hint: String,
    state: String,
    ending: String,
    made: String,
    used: String,
    rights: String,
    is_live: bool,
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    /// `thu-hoi`.
    #[serde(default)]
    xong: String,
}

/// The frame around a list of tokens: whose they are and the way back.
pub struct Frame {
    /// Frame of the page.
    pub shell: Shell,
    /// Address of the page.
    pub path: String,
    /// The way back: address and text.
    pub back: (String, String),
    /// Name of the person, on pages of somebody else.
    pub whose: String,
}

/// What came of an act on this page.
#[derive(Debug, Default)]
pub struct After {
    /// What was done.
    pub done: bool,
    /// The text of the new token, shown this once.
    pub secret: String,
    /// What was typed, and what has to be mended.
    pub typed: Wish,
    /// What has to be mended.
    pub told: Vec<Told>,
}

/// Shows the tokens.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(done): Query<Done>,
) -> Found {
    let account = own_account(&app, &ctx, PATH).await?;
    let after = After { done: done.xong == "thu-hoi", ..After::default() };
    show(&app, &ctx, (&account, own_frame(&app, &ctx, &headers), after)).await
}

/// Makes a token and shows it, or says what has to be mended.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap, pairs: Pairs) -> Found {
    let account = own_account(&app, &ctx, PATH).await?;
    issue(&app, &ctx, (&account, own_frame(&app, &ctx, &headers), &pairs)).await
}

/// Ends a token.
pub async fn revoke(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let account = own_account(&app, &ctx, PATH).await?;
    let proof = may_keep_tokens(&ctx, (&account, PATH))?;
    revoke_token(&app, &ctx, (&proof, id)).await?;
    Ok(Redirect::to(&format!("{PATH}?xong=thu-hoi")).into_response())
}

fn own_frame(app: &App, ctx: &Ctx, headers: &HeaderMap) -> Frame {
    let shell = shell_of(app, ctx, ("tokens-title", PATH, headers));
    let back = ("/tai-khoan".to_owned(), shell.t("account-title"));
    Frame { shell, path: PATH.into(), back, whose: String::new() }
}

/// Makes a token of `account` from what was posted.
pub async fn issue(app: &App, ctx: &Ctx, (account, frame, pairs): (&Account, Frame, &Pairs)) -> Found {
    let proof = may_keep_tokens(ctx, (account, &frame.path))?;
    let wish = Wish {
        name: pairs.get("ten").to_owned(),
        rights: pairs.all("quyen").map(str::to_owned).collect(),
        days: pairs.get("han").to_owned(),
    };
    let after = match issue_token(app, ctx, (&proof, &wish)).await? {
        Ok(secret) => After { secret, ..After::default() },
        Err(told) => After { typed: wish, told, ..After::default() },
    };
    show(app, ctx, (account, frame, after)).await
}

/// The page after an act, or without one. It is never kept by a cache, as no page is.
pub async fn show(
    app: &App,
    ctx: &Ctx,
    (account, frame, after): (&Account, Frame, After),
) -> Result<Response, Failure> {
    let tokens = rows::tokens(&app.store, account.id).await?;
    let words = frame.shell.words;
    let status = if after.told.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let choice =
        |value: String, label: String, checked| Choice { value, label, hint: String::new(), checked };
    let rights = Right::ALL.into_iter().filter(|right| right.fits(account.kind)).map(|right| {
        let checked = after.typed.rights.iter().any(|code| code == right.code());
        choice(
            right.code().to_owned(),
            format!("{} ({})", words.get(right.text_key()), right.code()),
            checked,
        )
    });
    let days = LIFETIMES_DAYS.into_iter().map(|days| {
        let checked = after.typed.days == days.to_string();
        choice(days.to_string(), words.with("tokens-day-count", "count", days), checked)
    });
    let shown = TokensPage {
        path: frame.path,
        back_href: frame.back.0,
        back_text: frame.back.1,
        whose: frame.whose,
        done: if after.done { words.get("tokens-revoked") } else { String::new() },
        secret: after.secret,
        lines: tokens.into_iter().map(|token| line(token, (words, ctx))).collect(),
        name: after.typed.name.clone(),
        rights: rights.collect(),
        days: days.collect(),
        problems: Problems::told(&after.told, words),
        shell: frame.shell,
    };
    Ok(page(status, &shown)?)
}

fn line(token: AccessToken, (words, ctx): (Words, &Ctx)) -> Line {
    let moment = |at: i64| format::moment(timestamp(at));
    let is_live = token.is_live(ctx.now);
    let state = match token.revoked_at {
        Some(at) => words.with("tokens-was-revoked", "when", moment(at)),
        None if is_live => words.with("tokens-ends", "when", moment(token.expires_at)),
        None => words.with("tokens-ended", "when", moment(token.expires_at)),
    };
    let made = words.with("tokens-made", "when", moment(token.created_at));
    Line {
        id: token.id,
        state,
        ending: words.with("tokens-ending", "hint", &token.hint),
        made: format!("{made} {}", words.with("tokens-made-by", "who", token.created_by)),
        used: token
            .used_at
            .map_or_else(|| words.get("tokens-unused"), |at| words.with("tokens-used", "when", moment(at))),
        rights: token.rights.iter().map(|right| right.code()).collect::<Vec<_>>().join(", "),
        is_live,
        name: token.name,
        hint: token.hint,
    }
}

crate::ui::sample!(TokensPage {
    shell: parts::sample_shell("Mã truy cập API"),
    path: PATH.into(),
    back_href: "/tai-khoan".into(),
    back_text: "Tài khoản của bạn".into(),
    whose: "Phạm Thị Lài".into(),
    done: "Đã thu hồi mã truy cập".into(),
    secret: "mcua_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef".into(),
    lines: vec![Line {
        id: Uuid::nil(),
        name: "Phần mềm hộ tịch".into(),
        hint: "cdef".into(),
        state: "hết hạn thứ Hai, 23/11/2027, 8:00".into(),
        ending: "Mã kết thúc bằng …cdef".into(),
        made: "cấp thứ Hai, 23/11/2026, 8:00 bởi Phạm Thị Lài".into(),
        used: "chưa dùng lần nào".into(),
        rights: "work:read, work:act".into(),
        is_live: true,
    }],
    name: "Phần mềm".into(),
    rights: parts::sample_choices(),
    days: parts::sample_choices(),
    problems: parts::sample_problem("ten"),
});
