//! The desk (_bộ phận một cửa_): what waits for acceptance, and outcomes that wait to be collected.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::model::Stage;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store as rows;
use crate::features::identity::policy::require_official;
use crate::platform::actor::Role;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, format, page};

/// Lines of one list.
const LINES: i64 = 100;

#[derive(Template)]
#[template(path = "features/dossiers/pages/desk.html")]
struct DeskPage {
    shell: Shell,
    lists: Vec<DeskList>,
}

struct DeskList {
    title: &'static str,
    empty: &'static str,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    code: String,
    applicant: String,
    procedure: String,
    channel: &'static str,
    when: String,
}

/// Dossiers that wait for acceptance or for the applicant's correction.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx) -> Found {
    let lists = [
        (Stage::Submitted, "Chờ tiếp nhận", "Không có hồ sơ nào chờ tiếp nhận."),
        (Stage::AwaitingCorrection, "Đã yêu cầu sửa, chờ người nộp", "Không có hồ sơ nào chờ người nộp sửa."),
    ];
    show(&app, &ctx, ("Tiếp nhận", "/can-bo/tiep-nhan", &lists)).await
}

/// Outcomes that wait at the desk.
pub async fn returns(State(app): State<Arc<App>>, ctx: Ctx) -> Found {
    let lists = [(Stage::OutcomeReady, "Kết quả chờ trả", "Không có kết quả nào chờ trả.")];
    show(&app, &ctx, ("Trả kết quả", "/can-bo/tra-ket-qua", &lists)).await
}

async fn show(
    app: &App,
    ctx: &Ctx,
    (title, path, lists): (&str, &str, &[(Stage, &'static str, &'static str)]),
) -> Found {
    let official = require_official(ctx, path)?;
    let desks: Vec<_> = official.posts.iter().filter(|post| post.role == Role::Intake).collect();
    if desks.is_empty() {
        return Err(Failure::Forbidden("Trang này dành cho cán bộ một cửa.".into()));
    }
    let scope = Scope::of(&ctx.actor);
    let mut shown = Vec::new();
    for (stage, title, empty) in lists {
        let mut lines = Vec::new();
        for desk in &desks {
            let found = rows::waiting(&app.store, &scope, (*stage, desk.unit_id, LINES)).await?;
            lines.extend(found.into_iter().map(line));
        }
        shown.push(DeskList { title, empty, lines });
    }
    Ok(page(StatusCode::OK, &DeskPage { shell: Shell::official(app, ctx, (title, path)), lists: shown })?)
}

fn line(dossier: Dossier) -> Line {
    let at = dossier.outcome_ready_at.or(dossier.submitted_at).unwrap_or(dossier.updated_at);
    Line {
        href: format!("/can-bo/ho-so/{}", dossier.id),
        code: dossier.code().to_owned(),
        channel: dossier.channel.name(),
        when: format::moment(timestamp(at)),
        applicant: dossier.applicant.name,
        procedure: dossier.procedure_name,
    }
}

crate::ui::sample!(DeskPage {
    shell: Shell { is_compact: true, ..Shell::sample("Tiếp nhận") },
    lists: vec![
        DeskList {
            title: "Chờ tiếp nhận",
            empty: "",
            lines: vec![Line {
                href: "/can-bo/ho-so/1".into(),
                code: "A3C4D6E7F9".into(),
                applicant: "Lý Thị Mẫu".into(),
                procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
                channel: "Trực tuyến",
                when: "thứ Hai, 23/11/2026, 8:05".into(),
            }],
        },
        DeskList { title: "Đã yêu cầu sửa", empty: "Không có hồ sơ nào.", lines: vec![] },
    ],
});
