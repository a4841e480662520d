//! Asking for a correction or a supplement (_yêu cầu sửa, bổ sung_): tick fields and components, give each its reason, send once.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use crate::app::App;
use crate::features::dossiers::change::Change;
use crate::features::dossiers::commands::ask_correction::ask_correction;
use crate::features::dossiers::commands::ask_supplement::ask_supplement;
use crate::features::dossiers::model::{Act, Stage};
use crate::features::dossiers::policy::{may_ask_supplement, may_at_desk};
use crate::features::dossiers::requests::{Item, Request};
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::ledger;
use crate::features::identity::policy::require_official;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::reads;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Problem, Shell, page};

#[derive(Template)]
#[template(path = "features/dossiers/pages/official/request.html")]
struct RequestPage {
    shell: Shell,
    id: Uuid,
    is_supplement: bool,
    warning: String,
    components: Vec<Line>,
    fields: Vec<Line>,
    problems: Vec<Problem>,
    code: String,
    applicant: String,
    reason: String,
    expected_by: String,
    contact: String,
}

struct Line {
    key: String,
    name: String,
    value: String,
    checked: bool,
    reason: String,
    error: String,
}

/// Shows what may be asked for.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let change = open(&app, &ctx, id).await?;
    show(&change, (&Pairs::default(), String::new())).await
}

/// Sends the request, or shows what is missing with everything that was typed.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let mut change = open(&app, &ctx, id).await?;
    let request = match request(&change, &pairs) {
        Ok(request) => request,
        Err(problem) => return show(&change, (&pairs, problem)).await,
    };
    let sent = if is_supplement(&change) {
        let proof = may_ask_supplement(official, &change.dossier)?;
        ask_supplement(change, (&proof, &request)).await
    } else {
        let proof = may_at_desk(official, &change.dossier, Act::AskCorrection)?;
        change.ctx = change.ctx.acting_as(Role::Intake);
        ask_correction(change, (&proof, &request)).await
    };
    match sent {
        Ok(_) => Ok(Redirect::to(&format!("/can-bo/ho-so/{id}")).into_response()),
        Err(Failure::Malformed(problem)) => show(&open(&app, &ctx, id).await?, (&pairs, problem)).await,
        Err(other) => Err(other),
    }
}

async fn open<'a>(app: &'a App, ctx: &Ctx, id: Uuid) -> Result<Change<'a>, Failure> {
    let official = require_official(ctx, "/can-bo/viec")?;
    let change = Change::open(app, ctx, (&Scope::of(&ctx.actor), id)).await?;
    if is_supplement(&change) {
        may_ask_supplement(official, &change.dossier)?;
    } else {
        may_at_desk(official, &change.dossier, Act::AskCorrection)?;
    }
    Ok(change)
}

fn is_supplement(change: &Change<'_>) -> bool {
    !matches!(change.dossier.stage, Stage::Submitted | Stage::AwaitingCorrection)
}

fn request(change: &Change<'_>, pairs: &Pairs) -> Result<Request, String> {
    let expected = pairs.trimmed("truoc_ngay");
    let expected_by = match expected.split('/').collect::<Vec<_>>().as_slice() {
        [""] => None,
        [day, month, year] => Some(
            format!("{year:0>4}-{month:0>2}-{day:0>2}")
                .parse()
                .map_err(|_| format!("Ngày hẹn bổ sung cần dạng ngày/tháng/năm; đã nhập “{expected}”."))?,
        ),
        _ => return Err(format!("Ngày hẹn bổ sung cần dạng ngày/tháng/năm; đã nhập “{expected}”.")),
    };
    let items = lines(change, pairs).into_iter().filter(|(line, _)| line.checked);
    Ok(Request {
        items: items
            .map(|(line, kind)| Item {
                kind: kind.to_owned(),
                id: line.key.split_once('.').map(|(_, id)| id.to_owned()).unwrap_or_default(),
                name: line.name,
                reason: line.reason,
            })
            .collect(),
        reason: pairs.trimmed("ly_do").to_owned(),
        expected_by,
        contact: pairs.trimmed("lien_he").to_owned(),
    })
}

/// Everything that may be asked for: components, then visible fields that the person fills.
fn lines(change: &Change<'_>, pairs: &Pairs) -> Vec<(Line, &'static str)> {
    let ticked: Vec<_> = pairs.all("muc").collect();
    let line = |key: String, name: String, value: String| {
        let reason = pairs.trimmed(&format!("ly_do.{key}")).to_owned();
        // Whoever writes a reason means the item, ticked or not.
        let checked = ticked.contains(&key.as_str()) || !reason.is_empty();
        Line { checked, reason, key, name, value, error: String::new() }
    };
    let (form, reading) = (change.revision.pack.form(), &change.reading);
    let needs = change.revision.pack.procedure().components.iter().filter(|component| !component.from_form);
    let components = needs.map(|component| {
        let given = reading.files().iter().filter(|file| file.component == component.id).count();
        (
            line(
                format!("component.{}", component.id),
                component.name.vi.clone(),
                format!("đã có {given} tệp"),
            ),
            "component",
        )
    });
    let is_asked = |field: &&forms::Field| {
        reading.checked.is_visible(form, &field.id)
            && !matches!(field.kind, forms::Kind::Computed(_) | forms::Kind::Signature(_))
    };
    let fields = form.fields.iter().filter(is_asked).map(|field| {
        let value =
            reading.texts().get(&field.id).and_then(serde_json::Value::as_str).unwrap_or("").to_owned();
        (line(format!("field.{}", field.id), field.label.vi.clone(), value), "field")
    });
    components.chain(fields).collect()
}

/// The problem as a line that leads to the item it speaks of; the item says it too.
fn problems(lines: &mut [(Line, &'static str)], problem: String) -> Vec<Problem> {
    if problem.is_empty() {
        return vec![];
    }
    let href = match lines.iter_mut().find(|(line, _)| line.checked && line.reason.is_empty()) {
        Some((line, _)) => {
            line.error = "Ghi rõ thiếu gì, sai gì.".into();
            format!("#ly_do.{}", line.key)
        }
        None => lines.first().map(|(line, _)| format!("#{}", line.key)).unwrap_or_default(),
    };
    vec![Problem { text: problem, href }]
}

/// The page shows answers, so every showing of it is recorded as an opening of the dossier.
async fn show(change: &Change<'_>, (pairs, problem): (&Pairs, String)) -> Found {
    let id = change.dossier.id;
    reads::record(&change.app.store, &change.ctx, id, ("dossier", id)).await?;
    let supplements = ledger::supplements(&change.app.store, change.dossier.id).await?;
    let had_one = supplements.iter().any(|request| request.kind == "supplement");
    let is_supplement = is_supplement(change);
    let mut lines = lines(change, pairs);
    let problems = problems(&mut lines, problem);
    let (components, fields): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|(_, kind)| *kind == "component");
    let title = if is_supplement {
        "Yêu cầu bổ sung hồ sơ"
    } else {
        "Yêu cầu sửa trước khi tiếp nhận"
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = RequestPage {
        shell: Shell::official(change.app, &change.ctx, (title, "/can-bo/ho-so")),
        id: change.dossier.id,
        is_supplement,
        warning: if is_supplement && had_one {
            "Hồ sơ đã được yêu cầu bổ sung một lần. Theo bộ chỉ số 766, yêu cầu lần hai khi chưa giải quyết xong bị tính là quá hạn.".into()
        } else {
            String::new()
        },
        components: components.into_iter().map(|(line, _)| line).collect(),
        fields: fields.into_iter().map(|(line, _)| line).collect(),
        problems,
        code: change.dossier.code().to_owned(),
        applicant: change.dossier.applicant.name.clone(),
        reason: pairs.trimmed("ly_do").to_owned(),
        expected_by: pairs.trimmed("truoc_ngay").to_owned(),
        contact: pairs.trimmed("lien_he").to_owned(),
    };
    Ok(page(status, &shown)?)
}

crate::ui::sample!(RequestPage {
    shell: Shell { is_compact: true, ..Shell::sample("Yêu cầu bổ sung hồ sơ") },
    id: Uuid::nil(),
    is_supplement: true,
    warning: "Hồ sơ đã được yêu cầu bổ sung một lần.".into(),
    components: vec![sample_line("component.ban_an", "Bản án ly hôn")],
    fields: vec![sample_line("field.ho_ten", "Họ, chữ đệm, tên")],
    problems: vec![Problem {
        text: "Bản án ly hôn: ghi lý do.".into(),
        href: "#ly_do.component.ban_an".into()
    }],
    code: "H48.15-261123-0007".into(),
    applicant: "Lý Thị Mẫu".into(),
    reason: "Thiếu một giấy tờ.".into(),
    expected_by: "30/11/2026".into(),
    contact: "Phạm Thị Lài, 0255 000 000".into(),
});

#[cfg(test)]
fn sample_line(key: &str, name: &str) -> Line {
    Line {
        key: key.into(),
        name: name.into(),
        value: "đã có 1 tệp".into(),
        checked: true,
        reason: String::new(),
        error: "Ghi lý do.".into(),
    }
}
