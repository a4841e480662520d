//! The work list of an official for programs (_việc của tôi_), and finishing a step with the command of the pages.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use procedures::InputKind;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::dossiers::{DossierLine, key, line};
use super::input::{Body, Wanted, limit, odd_cursor};
use super::problem::{FieldProblem, Problem};
use super::problem_kinds::Kind;
use super::said::{date_time, named};
use crate::app::App;
use crate::features::dossiers::change::Change;
use crate::features::dossiers::commands::complete_task::{Conclusion, complete_task};
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::scope::Scope as DossierScope;
use crate::features::identity::policy::require_official;
use crate::features::work::policy::may_do;
use crate::features::work::store::{self as rows, InboxRow, Scope, Shelf};
use crate::features::work::{Task, TaskState};
use crate::platform::ctx::Ctx;

/// A page of the work list.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkList {
    /// Due soonest first.
    pub items: Vec<TaskLine>,
    /// Send it as `cursor` for the next page; null on the last one.
    pub next_cursor: Option<String>,
}

/// A step that is to be done.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskLine {
    /// Its id.
    pub id: Uuid,
    /// Its dossier.
    pub dossier_id: Uuid,
    /// Number of the dossier, or its look-up code before acceptance.
    pub code: String,
    /// Name of the procedure.
    pub procedure_name: String,
    /// Name of the step.
    pub name: String,
    /// The element of the diagram.
    pub element: String,
    /// What finishing it does beside going on: `draft`, `sign`, `issue`, `deliver`, `collect_fee`, `hand_over`; null for nothing.
    pub act: Option<String>,
    /// Role that does it.
    pub role: String,
    /// Who holds it; null for nobody.
    pub holder: Option<String>,
    /// Whether the token's person holds it.
    pub is_mine: bool,
    /// Since when it is open.
    #[schema(format = DateTime)]
    pub opened_at: String,
    /// Until when its share of the term lasts.
    #[schema(format = DateTime)]
    pub due_at: Option<String>,
    /// Due time of the dossier.
    #[schema(format = DateTime)]
    pub dossier_due_at: Option<String>,
    /// Since when the clock of the dossier stands still.
    #[schema(format = DateTime)]
    pub paused_since: Option<String>,
}

/// A step with what can be concluded.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskDetail {
    /// The same as in the list.
    #[serde(flatten)]
    pub line: TaskLine,
    /// What can be concluded; empty when the step has one way out.
    pub outcomes: Vec<Choice>,
}

/// A conclusion that a step offers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Whether it sends the dossier back to an earlier step; `note` then says why.
    pub is_return: bool,
    /// What has to be typed for the outcome paper that it drafts.
    pub inputs: Vec<InputLine>,
}

/// Something to type for an outcome paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct InputLine {
    /// Its id.
    pub id: String,
    /// What people read.
    pub label: String,
    /// `text`, `textarea`, `date` (ISO), `choice`, `list` (of texts), `table` (of objects with texts).
    pub kind: String,
    /// It must be filled.
    pub is_required: bool,
    /// What a choice offers.
    pub options: Vec<String>,
    /// Ids of the columns of a table.
    pub columns: Vec<String>,
}

/// How a step is finished.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Completion {
    /// Id of what was concluded, for steps with outcomes.
    pub outcome: Option<String>,
    /// A note for colleagues, or the reason of a return.
    pub note: String,
    /// What is typed for the outcome paper, by the ids of its inputs.
    #[schema(value_type = Object)]
    pub inputs: Map<String, Value>,
    /// Who collected the outcome and with which paper, for the step that hands it over.
    pub collected_by: String,
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    shelf: Option<String>,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// What the official holds, or what the official's posts may take.
pub async fn list(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Wanted(search): Wanted<Search>,
) -> Result<Json<WorkList>, Problem> {
    let official = require_official(&ctx, "")?;
    let limit = limit(search.limit)?;
    let shelf = match search.shelf.as_deref() {
        None | Some("mine") => Shelf::Mine,
        Some("free") => Shelf::Free,
        Some(_) => return Err(Problem::said(Kind::Malformed, "Tham số shelf cần mine hoặc free.")),
    };
    let after = search.cursor.as_deref().map(|text| key(text).ok_or_else(odd_cursor)).transpose()?;
    let found = rows::inbox(&app.store, &Scope::of(official), (shelf, after, limit)).await?;
    let next_cursor = found.last().filter(|_| found.len() as i64 == limit);
    let next_cursor = next_cursor.map(|last| format!("{}.{}", last.sort_at, last.task.id));
    let items = found.into_iter().map(|row| inbox_line(row, &ctx)).collect();
    Ok(Json(WorkList { items, next_cursor }))
}

/// One open step inside the scope, with what can be concluded.
pub async fn one(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
) -> Result<Json<TaskDetail>, Problem> {
    require_official(&ctx, "")?;
    let (task, change) = open(&app, &ctx, id).await?;
    let step = change.definition().task(&task.element);
    let choices = step.into_iter().flat_map(|step| &step.outcomes).map(|outcome| {
        let kind = change.revision.pack.outcome(outcome.id.as_str());
        let drafts = task.act.as_deref() == Some("draft");
        Choice {
            id: outcome.id.to_string(),
            label: outcome.label.clone(),
            is_return: outcome.return_to.is_some(),
            inputs: kind
                .filter(|_| drafts)
                .map(|kind| kind.inputs.iter().map(input).collect())
                .unwrap_or_default(),
        }
    });
    Ok(Json(TaskDetail { outcomes: choices.collect(), line: task_line(&task, &change.dossier, &ctx) }))
}

/// Finishes a step.
pub async fn complete(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Body(completion): Body<Completion>,
) -> Result<Json<DossierLine>, Problem> {
    let official = require_official(&ctx, "")?;
    let (task, change) = open(&app, &ctx, id).await?;
    let proof = may_do(official, &task)?;
    let kind = completion.outcome.as_deref().and_then(|outcome| change.revision.pack.outcome(outcome));
    let inputs = match kind {
        Some(kind) => typed(kind, &completion.inputs)?,
        None => Map::new(),
    };
    let conclusion = Conclusion {
        outcome: completion.outcome.filter(|outcome| !outcome.is_empty()),
        note: completion.note,
        inputs,
        collected_by: completion.collected_by,
    };
    let dossier = complete_task(change, (&proof, &conclusion)).await?;
    Ok(Json(line(&dossier, false)))
}

/// A step and its dossier, when the dossier lies inside the scope.
async fn open<'a>(app: &'a App, ctx: &Ctx, id: Uuid) -> Result<(Task, Change<'a>), Problem> {
    let task = rows::one(&app.store, id).await?.ok_or_else(|| Problem::of(Kind::NotFound))?;
    let scope = DossierScope::of(&ctx.actor);
    let change = Change::open(app, ctx, (&scope, task.dossier_id)).await?;
    Ok((task, change))
}

/// What was typed for an outcome paper, in the shapes that its inputs have; what was left out is empty.
fn typed(kind: &procedures::OutcomeKind, given: &Map<String, Value>) -> Result<Map<String, Value>, Problem> {
    let mut wrong = Vec::new();
    let mut inputs = Map::new();
    for name in given.keys().filter(|name| !kind.inputs.iter().any(|input| input.id == **name)) {
        let why = format!("Kết quả “{}” không có mục “{name}”.", kind.name.vi);
        wrong.push(FieldProblem::new(format!("inputs.{name}"), "input.unknown", why));
    }
    for input in &kind.inputs {
        let is_rows = matches!(input.kind, InputKind::List | InputKind::Table);
        let empty = || if is_rows { Value::Array(vec![]) } else { Value::String(String::new()) };
        let value = given.get(&input.id).cloned().filter(|value| !value.is_null()).unwrap_or_else(empty);
        if !has_shape(input, &value) {
            let why = format!("Mục “{}” chưa đúng kiểu {}.", input.label, named(input.kind));
            wrong.push(FieldProblem::new(format!("inputs.{}", input.id), "input.shape", why));
        }
        inputs.insert(input.id.clone(), value);
    }
    if wrong.is_empty() { Ok(inputs) } else { Err(Problem::fields(wrong)) }
}

fn has_shape(input: &procedures::Input, value: &Value) -> bool {
    let is_row = |row: &Value| {
        row.as_object().is_some_and(|row| {
            row.iter()
                .all(|(name, cell)| cell.is_string() && input.columns.iter().any(|column| column.id == *name))
        })
    };
    match (input.kind, value) {
        (InputKind::List, Value::Array(items)) => items.iter().all(Value::is_string),
        (InputKind::Table, Value::Array(rows)) => rows.iter().all(is_row),
        (InputKind::Choice, Value::String(text)) => {
            text.is_empty() || input.options.iter().any(|option| option.value == *text)
        }
        (InputKind::Date, Value::String(text)) => {
            text.is_empty() || text.parse::<jiff::civil::Date>().is_ok()
        }
        (InputKind::Text | InputKind::Textarea, Value::String(_)) => true,
        _ => false,
    }
}

fn input(input: &procedures::Input) -> InputLine {
    InputLine {
        id: input.id.clone(),
        label: input.label.clone(),
        kind: named(input.kind),
        is_required: input.required,
        options: input.options.iter().map(|option| option.value.clone()).collect(),
        columns: input.columns.iter().map(|column| column.id.clone()).collect(),
    }
}

/// A task as programs read it.
pub fn task_line(task: &Task, dossier: &Dossier, ctx: &Ctx) -> TaskLine {
    TaskLine {
        id: task.id,
        dossier_id: task.dossier_id,
        code: dossier.code().to_owned(),
        procedure_name: dossier.procedure_name.clone(),
        name: task.name.clone(),
        element: task.element.clone(),
        act: task.act.clone(),
        role: task.role.code().to_owned(),
        holder: task.holder_name.clone(),
        is_mine: task.holder_id.is_some() && task.holder_id == ctx.actor.account_id(),
        opened_at: date_time(task.opened_at),
        due_at: task.due_at.map(date_time),
        dossier_due_at: dossier.due_at.filter(|_| task.state == TaskState::Open).map(date_time),
        paused_since: dossier.paused_since.map(date_time),
    }
}

fn inbox_line(row: InboxRow, ctx: &Ctx) -> TaskLine {
    let task = row.task;
    TaskLine {
        id: task.id,
        dossier_id: task.dossier_id,
        code: row.number.unwrap_or(row.lookup_code),
        procedure_name: row.procedure_name,
        name: task.name,
        element: task.element,
        act: task.act,
        role: task.role.code().to_owned(),
        holder: task.holder_name,
        is_mine: task.holder_id.is_some() && task.holder_id == ctx.actor.account_id(),
        opened_at: date_time(task.opened_at),
        due_at: task.due_at.map(date_time),
        dossier_due_at: row.dossier_due_at.map(date_time),
        paused_since: row.paused_since.map(date_time),
    }
}
