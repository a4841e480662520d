//! The table as a file (_xuất thống kê_).

use std::sync::Arc;

use axum::extract::State;

use super::Question;
use super::table::{HEADS, in_order};
use crate::app::App;
use crate::features::dossiers::pages::export::as_download;
use crate::features::dossiers::scope::Scope;
use crate::features::identity::policy::require_official;
use crate::features::statistics::model::Numbers;
use crate::features::statistics::numbers::{grouped, total};
use crate::features::work::pages::filters::Asked;
use crate::platform::ctx::Ctx;
use crate::platform::sheet::{Cell, Sheet};
use crate::platform::web::{Failure, Found};
use crate::ui::format;

/// The table as a workbook.
pub async fn xlsx(State(app): State<Arc<App>>, ctx: Ctx, asked: Asked) -> Found {
    let bytes = sheet(&app, &ctx, &asked).await?.xlsx()?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(as_download(bytes, (media, "thong-ke.xlsx")))
}

/// The table as text.
pub async fn csv(State(app): State<Arc<App>>, ctx: Ctx, asked: Asked) -> Found {
    let bytes = sheet(&app, &ctx, &asked).await?.csv()?;
    Ok(as_download(bytes, ("text/csv; charset=utf-8", "thong-ke.csv")))
}

async fn sheet(app: &App, ctx: &Ctx, asked: &Asked) -> Result<Sheet, Failure> {
    require_official(ctx, "/can-bo/thong-ke")?;
    let question = Question::of(asked, ctx);
    let scope = Scope::of(&ctx.actor);
    let units = if question.is_province { None } else { Some(scope.units()) };
    let groups = grouped(app, ctx, (&question.period, question.by, units)).await?;
    let row = |name: &str, numbers: &Numbers| {
        let mut row = vec![Cell::Text(name.to_owned())];
        row.extend(in_order(numbers).map(Cell::Number));
        row.push(Cell::Text(numbers.in_time_share()));
        row
    };
    let mut rows: Vec<_> = groups.iter().map(|group| row(&group.name, &group.numbers)).collect();
    rows.push(row("Tổng", &total(&groups)));
    let heads = std::iter::once(question.by.name())
        .chain(HEADS.iter().map(|(_, head)| *head))
        .chain(["Không quá hạn"]);
    Ok(Sheet {
        title: "Tình hình tiếp nhận và giải quyết hồ sơ".into(),
        notes: vec![
            question.period.words(),
            format!(
                "{}; số đang giải quyết tính đến lúc lập",
                if question.is_province { "Toàn tỉnh" } else { "Các đơn vị của người lập" }
            ),
            format!("Lập lúc {}", format::moment(ctx.now)),
        ],
        heads: heads.map(str::to_owned).collect(),
        rows,
    })
}
