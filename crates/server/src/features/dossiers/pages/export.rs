//! The list as a file (_xuất danh sách_): the same scope and filters as the page; every dossier in it is recorded as read.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use uuid::Uuid;

use super::columns::chosen_columns;
use super::list::{PATH, rows, wanted};
use crate::app::App;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::places;
use crate::features::identity::policy::require_official;
use crate::features::work::pages::filters::Asked;
use crate::platform::ctx::Ctx;
use crate::platform::reads;
use crate::platform::sheet::{Cell, Sheet};
use crate::platform::web::{Failure, Found};
use crate::ui::format;

/// Dossiers in one file.
const MOST: i64 = 2_000;

/// The list as a workbook.
pub async fn xlsx(State(app): State<Arc<App>>, ctx: Ctx, asked: Asked) -> Found {
    let bytes = sheet(&app, &ctx, &asked).await?.xlsx()?;
    Ok(as_download(
        bytes,
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ho-so.xlsx"),
    ))
}

/// The list as text.
pub async fn csv(State(app): State<Arc<App>>, ctx: Ctx, asked: Asked) -> Found {
    let bytes = sheet(&app, &ctx, &asked).await?.csv()?;
    Ok(as_download(bytes, ("text/csv; charset=utf-8", "ho-so.csv")))
}

async fn sheet(app: &App, ctx: &Ctx, asked: &Asked) -> Result<Sheet, Failure> {
    require_official(ctx, PATH)?;
    let found =
        places::list(&app.store, &Scope::of(&ctx.actor), (&wanted(asked, ctx.now), None, MOST)).await?;
    let found: Vec<_> = found.into_iter().map(|line| line.dossier).collect();
    let opened: Vec<(Uuid, (&str, Uuid))> =
        found.iter().map(|dossier| (dossier.id, ("export", dossier.id))).collect();
    reads::record_all(&app.store, ctx, &opened).await?;
    let columns = chosen_columns(&asked.all("cot"));
    let made = format!(
        "Lập lúc {}; nhiều nhất {} hồ sơ, gần hạn nhất trước",
        format::moment(ctx.now),
        format::grouped(MOST)
    );
    let row = |row: &super::columns::Row| {
        let code = Cell::Text(row.dossier.code().to_owned());
        std::iter::once(code).chain(columns.iter().map(|column| Cell::Text(column.text(row)))).collect()
    };
    Ok(Sheet {
        title: "Danh sách hồ sơ".into(),
        notes: vec![made],
        heads: std::iter::once("Mã")
            .chain(columns.iter().map(|column| column.name()))
            .map(str::to_owned)
            .collect(),
        rows: rows(app, ctx, found).await?.iter().map(row).collect(),
    })
}

/// Bytes that a browser keeps as a file.
pub fn as_download(bytes: Bytes, (media_type, name): (&'static str, &str)) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    response
}
