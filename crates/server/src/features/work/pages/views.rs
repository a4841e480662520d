//! Keeping a view and letting it go; afterwards one sees the list.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};

use crate::app::App;
use crate::features::identity::policy::require_official;
use crate::features::work::views::{self, List};
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};

/// Keeps what is filtered now.
pub async fn keep(State(app): State<Arc<App>>, ctx: Ctx, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let list = list(&pairs)?;
    let query = pairs.trimmed("dia_chi");
    views::keep(&app, &ctx, (official, list, pairs.trimmed("ten"), query)).await?;
    Ok(Redirect::to(&format!("{}?{query}", list.path())).into_response())
}

/// Lets a view go.
pub async fn drop(State(app): State<Arc<App>>, ctx: Ctx, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let list = list(&pairs)?;
    let id = pairs.trimmed("bo_loc").parse().map_err(|_| Failure::NotFound)?;
    views::drop(&app, official, id).await?;
    Ok(Redirect::to(list.path()).into_response())
}

fn list(pairs: &Pairs) -> Result<List, Failure> {
    List::from_code(pairs.trimmed("danh_sach"))
        .ok_or_else(|| Failure::Malformed("Không rõ bộ lọc của danh sách nào. Chưa có gì được lưu.".into()))
}
