//! Dossiers of my units (_danh sách hồ sơ_): newest first, or exactly the one that is looked for.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::mine::state_of;
use crate::app::App;
use crate::features::dossiers::model::Stage;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::{self as rows, Filter};
use crate::features::identity::policy::require_official;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::Found;
use crate::platform::web::pairs::without_nul;
use crate::ui::{Shell, format, page};

/// Lines of one page.
const PAGE: i64 = 20;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// Number, look-up code, phone or identity number.
    #[serde(default)]
    q: String,
    /// Code of a stage.
    #[serde(default)]
    tinh_trang: String,
    /// Key of the last line seen.
    #[serde(default)]
    sau: String,
}

#[derive(Template)]
#[template(path = "features/dossiers/pages/list.html")]
struct ListPage {
    shell: Shell,
    query: String,
    stages: Vec<StageLink>,
    lines: Vec<Line>,
    next: String,
}

struct StageLink {
    href: String,
    text: &'static str,
    current: bool,
}

struct Line {
    href: String,
    code: String,
    applicant: String,
    procedure: String,
    stage: &'static str,
    state: &'static str,
    due: String,
}

/// Shows one page.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Query(wanted): Query<Wanted>) -> Found {
    require_official(&ctx, "/can-bo/ho-so")?;
    let query = without_nul(wanted.q.trim().to_uppercase());
    let stage = Stage::from_code(&wanted.tinh_trang);
    let filter = Filter { stage, exact: Some(query.as_str()).filter(|q| !q.is_empty()), ..Filter::default() };
    let found =
        rows::list(&app.store, &Scope::of(&ctx.actor), (&filter, parse_key(&wanted.sau), PAGE)).await?;
    let next = match found.last() {
        Some((last, at)) if found.len() as i64 == PAGE => {
            format!("/can-bo/ho-so?tinh_trang={}&sau={at}.{}", stage.map_or("", Stage::code), last.id)
        }
        _ => String::new(),
    };
    let stages =
        std::iter::once(StageLink {
            href: "/can-bo/ho-so".into(), text: "Tất cả", current: stage.is_none()
        })
        .chain(Stage::ALL.into_iter().map(|each| StageLink {
            href: format!("/can-bo/ho-so?tinh_trang={}", each.code()),
            text: each.name(),
            current: stage == Some(each),
        }))
        .collect();
    let lines = found.into_iter().map(|(dossier, _)| Line {
        href: format!("/can-bo/ho-so/{}", dossier.id),
        code: dossier.code().to_owned(),
        stage: dossier.stage.name(),
        state: state_of(&dossier),
        due: dossier.due_at.map(|at| format::moment(timestamp(at))).unwrap_or_default(),
        applicant: dossier.applicant.name,
        procedure: dossier.procedure_name,
    });
    let shell = Shell::official(&app, &ctx, ("Hồ sơ", "/can-bo/ho-so"));
    Ok(page(
        StatusCode::OK,
        &ListPage { shell, query: wanted.q.trim().to_owned(), stages, lines: lines.collect(), next },
    )?)
}

fn parse_key(text: &str) -> Option<(i64, Uuid)> {
    let (at, id) = text.split_once('.')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

crate::ui::sample!(ListPage {
    shell: Shell { is_compact: true, ..Shell::sample("Hồ sơ") },
    query: "0905000001".into(),
    stages: vec![StageLink {
        href: "/can-bo/ho-so?tinh_trang=received".into(),
        text: "Đã tiếp nhận",
        current: true
    }],
    lines: vec![Line {
        href: "/can-bo/ho-so/1".into(),
        code: "H48.15-261123-0007".into(),
        applicant: "Lý Thị Mẫu".into(),
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        stage: "Đã tiếp nhận",
        state: "in-time",
        due: "26/11/2026".into(),
    }],
    next: "/can-bo/ho-so?sau=1.2".into(),
});
