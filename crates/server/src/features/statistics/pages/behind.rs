//! The dossiers behind a number (_hồ sơ của một con số_), inside one's scope.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;

use super::Question;
use super::table::HEADS;
use crate::app::App;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::tallies::{self, Behind, Part};
use crate::features::dossiers::tally::Measure;
use crate::features::identity::policy::require_official;
use crate::features::statistics::model::By;
use crate::features::statistics::numbers::procedures_of;
use crate::features::work::pages::filters::Asked;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, format, page};

const PATH: &str = "/can-bo/thong-ke/ho-so";
/// Lines on one page.
const PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "features/statistics/pages/behind.html")]
struct BehindPage {
    shell: Shell,
    lead: String,
    back: String,
    lines: Vec<Line>,
    next: String,
}

struct Line {
    href: String,
    code: String,
    applicant: String,
    procedure: String,
    due: String,
    ready: String,
}

/// Shows one page.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, asked: Asked) -> Found {
    require_official(&ctx, PATH)?;
    let question = Question::of(&asked, &ctx);
    let measure = Some(asked.get("chi_tieu")).filter(|code| !code.is_empty());
    let measure = measure.unwrap_or_else(|| HEADS[0].0.to_owned());
    let what = behind(&measure, &question, &ctx).ok_or(Failure::NotFound)?;
    let code = asked.get("nhom");
    let part = Part {
        unit_id: (question.by == By::Unit).then(|| asked.id("nhom")).flatten(),
        channel: (question.by == By::Channel && !code.is_empty()).then(|| code.clone()),
        procedures: if code.is_empty() { None } else { procedures_of(&app, (question.by, &code)) },
    };
    let scope = Scope::of(&ctx.actor);
    let found = tallies::behind(&app.store, &scope, (what, &part), (asked.after(), PAGE)).await?;
    let query = Question::query(&asked);
    let next = match found.last() {
        Some(last) if found.len() as i64 == PAGE => {
            format!("{PATH}?{query}&chi_tieu={measure}&nhom={code}&sau={}.{}", last.at, last.dossier.id)
        }
        _ => String::new(),
    };
    let head = HEADS.iter().find(|(code, _)| *code == measure).map_or("", |(_, head)| *head);
    let shown = BehindPage {
        shell: Shell::official(&app, &ctx, (head, "/can-bo/thong-ke")),
        lead: question.period.words(),
        back: format!("/can-bo/thong-ke?{query}"),
        lines: found.into_iter().map(|line| line_of(line.dossier)).collect(),
        next,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

fn behind(measure: &str, question: &Question, ctx: &Ctx) -> Option<Behind> {
    let counted = |measure| Behind::Counted(measure, question.period.instants());
    Some(match measure {
        "tiep-nhan" => counted(Measure::Received),
        "truoc-han" => counted(Measure::Early),
        "dung-han" => counted(Measure::OnTime),
        "qua-han" => counted(Measure::Late),
        "dang-giai-quyet" => Behind::RunningInTime(ctx.now.as_microsecond()),
        "dang-qua-han" => Behind::RunningLate(ctx.now.as_microsecond()),
        _ => return None,
    })
}

fn line_of(dossier: Dossier) -> Line {
    let moment = |at: Option<i64>| at.map(|at| format::moment(timestamp(at))).unwrap_or_default();
    Line {
        href: format!("/can-bo/ho-so/{}", dossier.id),
        code: dossier.code().to_owned(),
        due: moment(dossier.due_at),
        ready: moment(dossier.outcome_ready_at),
        applicant: dossier.applicant.name,
        procedure: dossier.procedure_name,
    }
}

crate::ui::sample!(BehindPage {
    shell: Shell { is_compact: true, ..Shell::sample("Giải quyết quá hạn") },
    lead: "Từ 01/11/2026 đến 30/11/2026".into(),
    back: "/can-bo/thong-ke".into(),
    lines: vec![Line {
        href: "/can-bo/ho-so/1".into(),
        code: "H48.15-261123-0007".into(),
        applicant: "Lý Thị Mẫu".into(),
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        due: "thứ Năm, 26/11/2026, 11:30".into(),
        ready: "thứ Sáu, 27/11/2026, 9:00".into(),
    }],
    next: "/can-bo/thong-ke/ho-so?sau=1.2".into(),
});
