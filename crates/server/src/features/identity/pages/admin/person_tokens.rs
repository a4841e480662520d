//! Tokens of an official for other systems, kept by an administrator (_mã truy cập API của cán bộ_).

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use uuid::Uuid;

use super::official_account;
use super::people::PATH;
use crate::app::App;
use crate::features::identity::Account;
use crate::features::identity::commands::revoke_token::revoke_token;
use crate::features::identity::pages::tokens::{After, Frame, issue, show};
use crate::features::identity::policy::{may_administer, may_keep_tokens};
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Found, Pairs};
use crate::ui::Shell;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    /// `thu-hoi`.
    #[serde(default)]
    xong: String,
}

fn frame(app: &App, ctx: &Ctx, account: &Account) -> Frame {
    let mut shell = Shell::official(app, ctx, ("", PATH));
    shell.title = shell.t("tokens-title");
    let back = (format!("{PATH}/{}", account.id), account.full_name.clone());
    Frame { shell, path: path(account.id), back, whose: account.full_name.clone() }
}

fn path(id: Uuid) -> String {
    format!("{PATH}/{id}/ma-truy-cap")
}

/// Shows the tokens.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Found {
    may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let after = After { done: done.xong == "thu-hoi", ..After::default() };
    show(&app, &ctx, (&account, frame(&app, &ctx, &account), after)).await
}

/// Makes a token that acts as the official, and shows it once.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let ctx = ctx.acting_as(Role::Administrator);
    issue(&app, &ctx, (&account, frame(&app, &ctx, &account), &pairs)).await
}

/// Ends a token.
pub async fn revoke(State(app): State<Arc<App>>, ctx: Ctx, Path((id, token)): Path<(Uuid, Uuid)>) -> Found {
    may_administer(&ctx, PATH)?;
    let account = official_account(&app, id).await?;
    let proof = may_keep_tokens(&ctx, (&account, PATH))?;
    revoke_token(&app, &ctx.acting_as(Role::Administrator), (&proof, token)).await?;
    Ok(Redirect::to(&format!("{}?xong=thu-hoi", path(id))).into_response())
}
