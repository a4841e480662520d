//! Ending a post (_thôi phân công_), or taking back one that has not begun.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::official_account;
use super::people::PATH;
use crate::app::App;
use crate::features::identity::commands::end_post::end_post;
use crate::features::identity::model::{Account, Appointment};
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::pages::parts::Problems;
use crate::features::identity::policy::may_administer;
use crate::features::identity::posts::Tense;
use crate::features::identity::{days, store as rows};
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Shell, format, page};

#[derive(Template)]
#[template(path = "features/identity/pages/admin/post_end.html")]
struct EndPage {
    shell: Shell,
    account_id: Uuid,
    post_id: Uuid,
    name: String,
    post: String,
    is_future: bool,
    last_day: String,
    problems: Problems,
}

async fn post_of(app: &App, (account_id, id): (Uuid, Uuid)) -> Result<(Account, Appointment), Failure> {
    let account = official_account(app, account_id).await?;
    let posts = rows::appointments(&app.store, account_id).await?;
    let post = posts.into_iter().find(|post| post.id == id).ok_or(Failure::NotFound)?;
    Ok((account, post))
}

fn shown(
    app: &App,
    ctx: &Ctx,
    (account, post, last_day, problems): (&Account, &Appointment, &str, Problems),
) -> EndPage {
    let is_future = post.tense(deadlines::zone::civil(ctx.now).date()) == Tense::Future;
    EndPage {
        shell: Shell::official(
            app,
            ctx,
            (if is_future { "Hủy phân công" } else { "Kết thúc vai trò" }, PATH),
        ),
        account_id: account.id,
        post_id: post.id,
        name: account.full_name.clone(),
        post: format!("{} tại {}, từ {}", post.role.name(), post.unit_name, days::shown(&post.from_date)),
        is_future,
        last_day: last_day.to_owned(),
        problems,
    }
}

/// Asks for the last day.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Path(ids): Path<(Uuid, Uuid)>) -> Found {
    may_administer(&ctx, PATH)?;
    let (account, post) = post_of(&app, ids).await?;
    let today = format::day(ctx.now);
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (&account, &post, &today, Problems::default())))?)
}

/// Ends the post, or shows what has to be mended.
pub async fn post(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(ids): Path<(Uuid, Uuid)>,
    pairs: Pairs,
) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let (account, post) = post_of(&app, ids).await?;
    let typed = pairs.trimmed("den_ngay");
    match end_post(&app, &ctx.acting_as(Role::Administrator), (&proof, &post, typed)).await? {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}/{}?xong=thoi", account.id)).into_response()),
        Err(problems) => {
            let shown = shown(&app, &ctx, (&account, &post, typed, problems.into()));
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown)?)
        }
    }
}

crate::ui::sample!(EndPage {
    shell: parts::sample_shell("Kết thúc vai trò"),
    account_id: Uuid::nil(),
    post_id: Uuid::nil(),
    name: "Phạm Thị Lài".into(),
    post: "Cán bộ một cửa – Xã Bình Sơn, từ 01/07/2025".into(),
    is_future: false,
    last_day: "30/11/2026".into(),
    problems: parts::sample_problem("den_ngay"),
});
