//! The dossier as officials see it (_trang hồ sơ của cán bộ_): who and what, the paper being read, what to do now, history.

pub mod acts;
pub mod related;
pub mod request;
#[cfg(test)]
mod sample;
pub mod tasks;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde::Deserialize;
use uuid::Uuid;

use super::draft::review::{AnswerSection, answer_sections};
use super::follow::{DueShown, paper_name};
use super::mine::state_of;
use super::timeline::{self, Entry};
use crate::app::App;
use crate::features::documents;
use crate::features::dossiers::answers::component_name;
use crate::features::dossiers::change::Change;
use crate::features::dossiers::commands::pay::may_collect;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::model::{Act, Stage};
use crate::features::dossiers::policy::{may_ask_supplement, may_at_desk};
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::ledger;
use crate::features::identity;
use crate::features::identity::policy::require_official;
use crate::features::work;
use crate::platform::actor::Official;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::platform::{journal, reads};
use crate::ui::time::{TimeLeft, time_left};
use crate::ui::{Problem, Shell, format, page};
use tasks::{StepRow, TaskForm, step_rows, task_forms};

/// Which paper is being read.
#[derive(Debug, Default, Deserialize)]
pub struct Reading {
    /// An attachment or a printed paper.
    #[serde(default)]
    doc: String,
}

#[derive(Template)]
#[template(path = "features/dossiers/pages/official/dossier.html")]
struct DossierPage {
    shell: Shell,
    problems: Vec<Problem>,
    typed: Pairs,
    base: String,
    is_form: bool,
    code: String,
    procedure: String,
    stage: &'static str,
    state: &'static str,
    left: TimeLeft,
    due: Option<DueShown>,
    pairs: Vec<(&'static str, String)>,
    sections: Vec<AnswerSection>,
    files: Vec<PaperLink>,
    papers: Vec<PaperLink>,
    viewed: String,
    is_picture: bool,
    components: Vec<ComponentLine>,
    can: Can,
    tasks: Vec<TaskForm>,
    charges: Vec<ChargeLine>,
    notes: Vec<(String, String)>,
    related: Vec<related::RelatedLine>,
    twins: usize,
    entries: Vec<Entry>,
    steps: Vec<StepRow>,
    active: String,
    done: String,
    viewer_js: String,
    viewer_css: String,
    has_process: bool,
}

/// What this official may do with the dossier beside its tasks.
#[derive(Clone, Copy, Debug, Default)]
struct Can {
    receive: bool,
    ask_correction: bool,
    decline: bool,
    ask_supplement: bool,
    take_supplement: bool,
    pay: bool,
}

impl Can {
    fn of(official: &Official, (dossier, charges): (&Dossier, &[ledger::ChargeRow])) -> Self {
        let at_desk = |act| may_at_desk(official, dossier, act).is_ok();
        let is_unpaid = charges.iter().any(|charge| charge.paid_at.is_none());
        Self {
            receive: dossier.stage == Stage::Submitted && at_desk(Act::Receive),
            ask_correction: at_desk(Act::AskCorrection),
            decline: at_desk(Act::Decline),
            ask_supplement: may_ask_supplement(official, dossier).is_ok(),
            take_supplement: dossier.account_id.is_none()
                && (at_desk(Act::Supplement) || at_desk(Act::Correct)),
            pay: is_unpaid && may_collect(official, dossier).is_ok(),
        }
    }
}

/// A file or paper in the list.
pub struct PaperLink {
    /// What it is.
    pub text: String,
    /// Shows it in the middle of the page.
    pub href: String,
    /// Opens it alone.
    pub open: String,
    /// Shown now.
    pub current: bool,
}

/// A component with what was given for it.
pub struct ComponentLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Kind of copy.
    pub kind: String,
    /// How many are asked for.
    pub quantity: u32,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether it is there.
    pub is_given: bool,
}

/// A charge with what is known of its payment.
pub struct ChargeLine {
    /// Name.
    pub label: String,
    /// How it was reckoned.
    pub explanation: String,
    /// Paid or not.
    pub state: String,
}

/// Shows the dossier; the opening is recorded before anything is shown.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(reading): Query<Reading>,
) -> Found {
    let official = require_official(&ctx, &format!("/can-bo/ho-so/{id}"))?;
    let change = Change::open(&app, &ctx, (&Scope::of(&ctx.actor), id)).await?;
    reads::record(&app.store, &ctx, id, ("dossier", id)).await?;
    Ok(page(StatusCode::OK, &dossier_page(&change, (official, &reading.doc, &Refused::default())).await?)?)
}

/// An act that was refused: why, where on the page, and what had been typed for it.
#[derive(Debug, Default)]
pub struct Refused {
    /// What was expected, what was found, how to mend it; empty when nothing was refused.
    pub problem: String,
    /// The part of the page.
    pub href: String,
    /// The task, if it was one.
    pub task: Option<Uuid>,
    /// What was typed.
    pub pairs: Pairs,
}

impl Refused {
    fn lines(&self) -> Vec<Problem> {
        let line = || Problem { text: self.problem.clone(), href: self.href.clone() };
        if self.problem.is_empty() { vec![] } else { vec![line()] }
    }
}

/// Shows the dossier again after a refused act, with what was typed.
pub async fn again(app: &App, ctx: &Ctx, (id, refused): (Uuid, Refused)) -> Found {
    let official = require_official(ctx, "/can-bo/viec")?;
    let change = Change::open(app, ctx, (&Scope::of(&ctx.actor), id)).await?;
    let shown = dossier_page(&change, (official, "", &refused)).await?;
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown)?)
}

/// The diagram of the revision this dossier keeps.
pub async fn diagram(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    require_official(&ctx, "/can-bo/viec")?;
    let change = Change::open(&app, &ctx, (&Scope::of(&ctx.actor), id)).await?;
    Ok(([(CONTENT_TYPE, "application/xml; charset=utf-8")], change.revision.diagram.clone()).into_response())
}

async fn dossier_page(
    change: &Change<'_>,
    (official, doc, refused): (&Official, &str, &Refused),
) -> Result<DossierPage, Failure> {
    let (app, dossier, revision) = (change.app, &change.dossier, &change.revision);
    let id = dossier.id;
    let tasks = work::store::of_dossier(&app.store, id).await?;
    let charges = ledger::charges(&app.store, id).await?;
    let notes = ledger::notes(&app.store, id).await?;
    let events = journal::events(&app.store, id).await?;
    let papers = documents::store::papers(&app.store, id).await?;
    let base = format!("/can-bo/ho-so/{id}");
    let related = related::related(change).await?;
    let files = file_links(change, (&base, doc));
    let link_to = |paper: &documents::PaperRow| {
        link((&base, "giay", paper.id), (paper_name(app, &paper.template), doc))
    };
    let paper_links: Vec<_> = papers.iter().map(link_to).collect();
    let viewed = files.iter().chain(&paper_links).find(|each| each.current).map(|each| each.open.clone());
    Ok(DossierPage {
        shell: Shell::official(app, &change.ctx, (dossier.code(), "/can-bo/ho-so")),
        problems: refused.lines(),
        typed: if refused.task.is_none() { refused.pairs.clone() } else { Pairs::default() },
        base: base.clone(),
        is_form: viewed.is_none(),
        code: dossier.code().to_owned(),
        procedure: dossier.procedure_name.clone(),
        stage: dossier.stage.name(),
        state: state_of(dossier),
        left: time_left(
            (dossier.accepted_at.unwrap_or(dossier.updated_at), dossier.due_at, dossier.paused_since),
            change.ctx.now,
        ),
        due: DueShown::of(app, (dossier, &revision.pack, &change.pauses))?,
        pairs: pairs(change).await?,
        sections: answer_sections(&change.reading, (revision, "")),
        viewed: viewed.unwrap_or_default(),
        is_picture: is_picture(change, doc),
        files,
        papers: paper_links,
        components: ticked_lines(change, &refused.pairs),
        can: Can::of(official, (dossier, &charges)),
        tasks: task_forms(change, (official, &tasks, refused)).await?,
        charges: charges.iter().map(charge_line).collect(),
        notes: notes.iter().map(note_line).collect(),
        twins: related.iter().filter(|line| line.is_twin).count(),
        related,
        entries: timeline::for_official(&events),
        steps: step_rows(change, &tasks),
        active: elements(&tasks, work::TaskState::Open),
        done: elements(&tasks, work::TaskState::Done),
        viewer_js: app.assets.url("viewer.js"),
        viewer_css: app.assets.url("viewer.css"),
        has_process: !dossier.process.is_null(),
    })
}

fn file_links(change: &Change<'_>, (base, doc): (&str, &str)) -> Vec<PaperLink> {
    let each = |file: &documents::Attachment| {
        let name = component_name(&change.revision, &file.component);
        link((base, "tep", file.id), (format!("{name}: {}", file.name), doc))
    };
    change.reading.files().iter().map(each).collect()
}

/// Whether the file being read is shown as a picture.
fn is_picture(change: &Change<'_>, doc: &str) -> bool {
    let mut files = change.reading.files().iter();
    files.any(|file| doc == format!("tep/{}", file.id) && file.media_type.starts_with("image/"))
}

fn charge_line(charge: &ledger::ChargeRow) -> ChargeLine {
    let receipt = charge.receipt_number.as_ref();
    ChargeLine {
        label: charge.label.clone(),
        explanation: charge.explanation.clone(),
        state: receipt.map_or("chưa thu".into(), |number| format!("đã thu, phiếu {number}")),
    }
}

/// Who wrote it, as what and when; and what.
fn note_line(note: &ledger::NoteRow) -> (String, String) {
    let when = format::moment(crate::platform::clock::timestamp(note.written_at));
    (format!("{} ({}), {when}", note.author_name, note.author_role), note.text.clone())
}

async fn pairs(change: &Change<'_>) -> Result<Vec<(&'static str, String)>, Failure> {
    let dossier = &change.dossier;
    let unit = async |id| -> Result<String, Failure> {
        Ok(identity::store::unit(&change.app.store, id).await?.map(|unit| unit.name).unwrap_or_default())
    };
    let who = &dossier.applicant;
    let moment = |at: Option<i64>| {
        at.map(|at| format::moment(crate::platform::clock::timestamp(at))).unwrap_or_default()
    };
    let all = [
        ("Người nộp", who.name.clone()),
        ("Số giấy tờ", who.id_number.clone()),
        ("Điện thoại", who.phone.clone()),
        ("Thư điện tử", who.email.clone()),
        ("Địa chỉ", who.address.clone()),
        ("Cách nộp", dossier.channel.name().to_owned()),
        ("Nhận kết quả", change.reading.delivery_text(&change.revision)),
        ("Nơi tiếp nhận", unit(dossier.desk_unit_id).await?),
        ("Nơi giải quyết", unit(dossier.settling_unit_id).await?),
        ("Nộp lúc", moment(dossier.submitted_at)),
        ("Tiếp nhận lúc", moment(dossier.accepted_at)),
        ("Hẹn trả ban đầu", moment(dossier.first_due_at)),
        ("Mã tra cứu", dossier.lookup_code.clone()),
    ];
    Ok(all.into_iter().filter(|(_, value)| !value.is_empty()).collect())
}

/// Components asked for, with what was given.
pub fn component_lines(change: &Change<'_>) -> Vec<ComponentLine> {
    let needs = change.reading.components(&change.revision);
    needs
        .iter()
        .map(|need| ComponentLine {
            id: need.component.id.clone(),
            name: need.component.name.vi.clone(),
            kind: need.component.kind.label().to_owned(),
            quantity: need.component.quantity,
            is_required: need.is_required,
            is_given: need.component.from_form
                || change.reading.files().iter().any(|file| file.component == need.component.id),
        })
        .collect()
}

/// The same, as ticked when the receipt was refused.
fn ticked_lines(change: &Change<'_>, pairs: &Pairs) -> Vec<ComponentLine> {
    let mut lines = component_lines(change);
    if pairs.has("thanh_phan") {
        for line in &mut lines {
            line.is_given = pairs.all("thanh_phan").any(|id| id == line.id);
        }
    }
    lines
}

fn link((base, part, id): (&str, &str, Uuid), (text, doc): (String, &str)) -> PaperLink {
    let key = format!("{part}/{id}");
    PaperLink { text, current: doc == key, href: format!("{base}?doc={key}"), open: format!("{base}/{key}") }
}

fn elements(tasks: &[work::Task], state: work::TaskState) -> String {
    let mut ids: Vec<_> =
        tasks.iter().filter(|task| task.state == state).map(|task| task.element.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join(",")
}

crate::ui::sample!(DossierPage => sample::dossier());
