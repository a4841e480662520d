//! Following a dossier (_theo dõi hồ sơ_): where it stands, with whom, until when and why; what to do; papers.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use uuid::Uuid;

use super::mine::state_of;
#[cfg(test)]
use super::sample;
use super::timeline::{self, Entry};
use crate::app::App;
use crate::features::documents;
use crate::features::dossiers::clock;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::model::Stage;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::{self as rows, ledger};
use crate::features::identity::policy::require_citizen;
use crate::features::work;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::reads;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, format, page};

#[derive(Template)]
#[template(path = "features/dossiers/pages/follow.html")]
struct FollowPage {
    shell: Shell,
    id: Uuid,
    procedure: String,
    code: String,
    lookup_code: String,
    stage: &'static str,
    state: &'static str,
    due: Option<DueShown>,
    office: String,
    you: String,
    running: String,
    entries: Vec<Entry>,
    papers: Vec<(String, String)>,
    files: Vec<(String, String, String)>,
    charges: Vec<(String, String, String)>,
    asks: bool,
    reads: Vec<(String, String, String)>,
}

/// A due date with the sum that leads to it.
pub struct DueShown {
    /// In words.
    pub text: String,
    /// For machines.
    pub iso: String,
    /// The sum, a line each.
    pub lines: Vec<SumLine>,
    /// The rule it follows.
    pub basis: String,
}

/// One line of the sum.
pub struct SumLine {
    /// The sentence.
    pub text: String,
    /// The value at its end; may be empty.
    pub value: String,
    /// A remark; may be empty.
    pub note: String,
}

impl DueShown {
    /// The due date of `dossier`, if it has one or is paused.
    pub fn of(
        app: &App,
        (dossier, pack, pauses): (&Dossier, &procedures::Pack, &[ledger::PauseRow]),
    ) -> Result<Option<Self>, Failure> {
        let Some(due) = clock::due(&app.catalogue.known.law, (dossier, pack, pauses))? else {
            return Ok(None);
        };
        let text = match (due.at, due.paused_since) {
            (Some(at), _) => deadlines::words::moment(at),
            (None, Some(since)) => {
                format!("Tạm dừng từ {}", deadlines::words::moment(format::to_minute(since)))
            }
            (None, None) => "Không có ngày hẹn trả".to_owned(),
        };
        let lines = due.explanation.sentences().into_iter().map(|text| SumLine {
            text,
            value: String::new(),
            note: String::new(),
        });
        let version = dossier.clock.get("rule").and_then(|id| id.as_str()).unwrap_or("");
        Ok(Some(Self {
            iso: due.at.map(|at| at.to_string()).unwrap_or_default(),
            text,
            lines: lines.collect(),
            basis: format!("quy tắc tính hạn {version}, lịch {}", due.calendar_version),
        }))
    }
}

/// Shows the citizen's own dossier.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap, Path(id): Path<Uuid>) -> Found {
    require_citizen(&ctx, &format!("/ho-so-cua-toi/{id}"))?;
    let dossier = rows::one(&app.store, &Scope::of(&ctx.actor), id).await?.ok_or(Failure::NotFound)?;
    let revision = app.catalogue.revision(&app.store, dossier.revision_id).await?;
    let pauses = ledger::pauses(&app.store, id).await?;
    let events = journal::events(&app.store, id).await?;
    let tasks = work::store::of_dossier(&app.store, id).await?;
    let papers = documents::store::papers(&app.store, id).await?;
    let files = documents::store::attachments(&app.store, id).await?;
    let charges = ledger::charges(&app.store, id).await?;
    let seen = reads::of_dossier(&app.store, id).await?;
    let mut shell = Shell::citizen(&app, &ctx, ("", "/ho-so-cua-toi", &headers));
    shell.title = format!("{} {}", shell.t("follow-title"), dossier.code());
    let (office, you) = two_clocks(&dossier, (&pauses, ctx.now));
    let name = |component: &str| crate::features::dossiers::answers::component_name(&revision, component);
    let shown = FollowPage {
        id,
        procedure: dossier.procedure_name.clone(),
        code: dossier.code().to_owned(),
        lookup_code: dossier.lookup_code.clone(),
        stage: dossier.stage.name(),
        state: state_of(&dossier),
        due: DueShown::of(&app, (&dossier, &revision.pack, &pauses))?,
        office,
        you,
        running: whose_clock(&dossier).to_owned(),
        entries: timeline::for_applicant(&dossier, (&events, &tasks)),
        papers: papers
            .iter()
            .map(|paper| {
                (paper_name(&app, &paper.template), format!("/ho-so-cua-toi/{id}/giay/{}", paper.id))
            })
            .collect(),
        files: files
            .iter()
            .map(|file| {
                (name(&file.component), file.name.clone(), format!("/ho-so-cua-toi/{id}/tep/{}", file.id))
            })
            .collect(),
        charges: charges.iter().map(charge_line).collect(),
        asks: matches!(dossier.stage, Stage::AwaitingCorrection | Stage::AwaitingSupplement),
        reads: seen
            .into_iter()
            .map(|read| {
                (format::moment(timestamp(read.at)), role_name(&read.actor_role), what(&read.object_kind))
            })
            .collect(),
        shell,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// What a paper is called.
pub fn paper_name(app: &App, template: &str) -> String {
    app.press.shelf().card(template).map_or_else(|| template.to_owned(), |card| card.title.clone())
}

/// Calendar time the office had it and time it waited for the applicant, since submission.
fn two_clocks(dossier: &Dossier, (pauses, now): (&[ledger::PauseRow], jiff::Timestamp)) -> (String, String) {
    let start = dossier.accepted_at.or(dossier.submitted_at).unwrap_or(dossier.updated_at);
    let end = dossier.outcome_ready_at.unwrap_or_else(|| now.as_microsecond()).max(start);
    let waiting: i64 =
        pauses.iter().map(|pause| pause.to_at.unwrap_or(end).min(end) - pause.from_at.min(end)).sum();
    (days(end - start - waiting), days(waiting))
}

/// Whose clock runs: `office`, `you`, or nobody's.
fn whose_clock(dossier: &Dossier) -> &'static str {
    match (dossier.stage.is_end(), dossier.stage.is_with_applicant()) {
        (true, _) => "",
        (false, true) => "you",
        (false, false) => "office",
    }
}

fn charge_line(charge: &ledger::ChargeRow) -> (String, String, String) {
    let state = if charge.paid_at.is_some() { "đã nộp" } else { "chưa nộp" };
    (charge.label.clone(), charge.explanation.clone(), state.to_owned())
}

fn days(micros: i64) -> String {
    let hours = micros.max(0) / 3_600_000_000;
    match hours {
        0 => "dưới 1 giờ".into(),
        1..=47 => format!("{hours} giờ"),
        _ => format!("{} ngày", hours / 24),
    }
}

fn role_name(code: &str) -> String {
    crate::platform::actor::Role::from_code(code)
        .map_or_else(|| "Cán bộ".to_owned(), |role| role.name().to_owned())
}

fn what(kind: &str) -> String {
    match kind {
        "attachment" => "giấy tờ bạn nộp",
        "paper" => "giấy tờ đã in",
        _ => "hồ sơ",
    }
    .to_owned()
}

crate::ui::sample!(FollowPage {
    shell: Shell::sample("Theo dõi hồ sơ"),
    id: Uuid::nil(),
    procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
    code: "H48.15-261123-0007".into(),
    lookup_code: "A3C4D6E7F9".into(),
    stage: "Chờ bổ sung",
    state: "waiting",
    due: Some(sample::due()),
    office: "2 ngày".into(),
    you: "4 giờ".into(),
    running: "you".into(),
    entries: sample::entries(),
    papers: vec![("Giấy tiếp nhận".into(), "/ho-so-cua-toi/1/giay/1".into())],
    files: vec![("Bản án".into(), "ban-an.pdf".into(), "/ho-so-cua-toi/1/tep/1".into())],
    charges: vec![("Lệ phí".into(), "75.000 đồng".into(), "đã nộp".into())],
    asks: true,
    reads: vec![("thứ Hai, 23/11/2026, 9:00".into(), "Cán bộ một cửa".into(), "hồ sơ".into())],
});
