//! What an official can do with the open tasks of a dossier, and all steps as a table.

use procedures::InputKind;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::Refused;
use crate::features::dossiers::change::Change;
use crate::features::dossiers::store::ledger;
use crate::features::identity;
use crate::features::work::policy::{may_assign, may_do, may_take_over};
use crate::features::work::{Task, TaskState};
use crate::platform::actor::Official;
use crate::platform::clock::timestamp;
use crate::platform::web::{Failure, Pairs};
use crate::ui::format;

/// An open task with what this official can do with it.
pub struct TaskForm {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What has to be done.
    pub help: String,
    /// Who does it.
    pub who: String,
    /// Why this official cannot do it; empty when it can be done.
    pub blocked: String,
    /// Whether this official holds it.
    pub is_mine: bool,
    /// Ways to conclude it.
    pub outcomes: Vec<OutcomeChoice>,
    /// Whether it hands the outcome over.
    pub is_delivery: bool,
    /// Whether it signs.
    pub signs: bool,
    /// The draft of the outcome, for the one who signs or issues.
    pub draft: Vec<(String, String)>,
    /// The note, as typed when the act was refused.
    pub note: String,
    /// Who collects, as typed then.
    pub collected_by: String,
    /// Whether it may be taken over from its holder.
    pub may_take_over: bool,
    /// People it may be given to.
    pub people: Vec<(Uuid, String)>,
}

/// A way to conclude a task.
pub struct OutcomeChoice {
    /// Id.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Whether it goes back to an earlier step.
    pub is_return: bool,
    /// Whether it was chosen when the act was refused.
    pub is_chosen: bool,
    /// What is typed for the paper of this outcome.
    pub inputs: Vec<InputField>,
}

/// Something typed for an outcome paper.
pub struct InputField {
    /// Name of the control.
    pub name: String,
    /// What people read.
    pub label: String,
    /// The sentence under it.
    pub help: String,
    /// What stands in it.
    pub value: String,
    /// Whether it takes several lines.
    pub is_long: bool,
}

/// A step of the process.
pub struct StepRow {
    /// Name.
    pub name: String,
    /// Who did it or does it.
    pub who: String,
    /// Planned and real time.
    pub limit: String,
    /// `done`, `now` or `next`.
    pub state: &'static str,
    /// The same in words.
    pub word: String,
}

/// The open tasks as forms.
pub async fn task_forms(
    change: &Change<'_>,
    (official, tasks, refused): (&Official, &[Task], &Refused),
) -> Result<Vec<TaskForm>, Failure> {
    let nothing = Pairs::default();
    let mut forms = Vec::new();
    for task in tasks.iter().filter(|task| task.state == TaskState::Open) {
        let typed = if refused.task == Some(task.id) { &refused.pairs } else { &nothing };
        forms.push(task_form(change, (official, task, typed)).await?);
    }
    Ok(forms)
}

async fn task_form(
    change: &Change<'_>,
    (official, task, typed): (&Official, &Task, &Pairs),
) -> Result<TaskForm, Failure> {
    let blocked = match may_do(official, task) {
        Ok(_) => String::new(),
        Err(Failure::Forbidden(why) | Failure::Conflict(why)) => why,
        Err(other) => return Err(other),
    };
    let today = deadlines::zone::civil(change.ctx.now).date().to_string();
    let people = match may_assign(official, task) {
        Ok(_) => identity::store::holders(&change.app.store, task.unit_id, (task.role, &today)).await?,
        Err(_) => vec![],
    };
    let step = change.definition().task(&task.element);
    let is_draft = task.act.as_deref() == Some("draft");
    let before = if is_draft { ledger::outcome(&change.app.store, change.dossier.id).await? } else { None };
    let choice = |outcome| choice(change, (outcome, is_draft, before.as_ref()), typed);
    let outcomes = step.map(|step| step.outcomes.iter().map(choice).collect());
    let shows_draft = matches!(task.act.as_deref(), Some("approve" | "sign" | "issue"));
    let draft = if shows_draft { drafted(change).await? } else { vec![] };
    Ok(TaskForm {
        id: task.id,
        name: task.name.clone(),
        help: change
            .definition()
            .element(&task.element)
            .and_then(|element| element.documentation.as_deref().map(str::to_owned))
            .unwrap_or_default(),
        who: task.holder_name.clone().unwrap_or_else(|| task.role.name().to_owned()),
        is_mine: task.holder_id == Some(official.account_id),
        may_take_over: may_take_over(official, task).is_ok(),
        blocked,
        outcomes: outcomes.unwrap_or_default(),
        is_delivery: task.act.as_deref() == Some("deliver"),
        signs: task.act.as_deref() == Some("sign"),
        draft,
        note: typed.get("ghi_chu").to_owned(),
        collected_by: typed.get("nguoi_nhan").to_owned(),
        people,
    })
}

/// An outcome with what stands in its inputs: what was typed just now, else the draft that came back, else what the pack proposes.
fn choice(
    change: &Change<'_>,
    (outcome, is_draft, before): (&process::Outcome, bool, Option<&ledger::OutcomeRow>),
    typed: &Pairs,
) -> OutcomeChoice {
    let id = outcome.id.as_str().to_owned();
    let kind = if is_draft { change.revision.pack.outcome(&id) } else { None };
    let inputs = kind.map(|kind| {
        let drafted = before.filter(|before| before.kind == id).and_then(|before| before.body.get("inputs"));
        let drafted = drafted.and_then(Json::as_object).cloned();
        let known = drafted.unwrap_or_else(|| change.reading.input_defaults(&change.revision, kind));
        let field = |input: &procedures::Input| {
            let name = format!("{id}.{}", input.id);
            let value = known.get(&input.id).map(|value| in_lines(input, value)).unwrap_or_default();
            InputField {
                label: input.label.clone(),
                help: input.help.clone().unwrap_or_else(|| usual_help(input.kind).to_owned()),
                value: if typed.has(&name) { typed.get(&name).to_owned() } else { value },
                is_long: !matches!(input.kind, InputKind::Text | InputKind::Date | InputKind::Choice),
                name,
            }
        };
        kind.inputs.iter().map(field).collect()
    });
    OutcomeChoice {
        label: outcome.label.clone(),
        is_return: outcome.return_to.is_some(),
        is_chosen: typed.get("ket_luan") == id,
        inputs: inputs.unwrap_or_default(),
        id,
    }
}

fn usual_help(kind: InputKind) -> &'static str {
    match kind {
        InputKind::List => "Mỗi dòng một mục.",
        InputKind::Table => {
            "Mỗi dòng một mục; cách các cột bằng dấu |, ví dụ: Thiếu bản án | Điều 22 Nghị định 123/2015/NĐ-CP"
        }
        InputKind::Date => "Dạng ngày/tháng/năm.",
        _ => "",
    }
}

/// A stored value as it is typed: a table has a line for each row, with its columns between bars.
fn in_lines(input: &procedures::Input, value: &Json) -> String {
    let Some(rows) = value.as_array().filter(|_| input.kind == InputKind::Table) else {
        return match input.kind {
            InputKind::Date => plain(value).split('-').rev().collect::<Vec<_>>().join("/"),
            _ => plain(value),
        };
    };
    let cell = |row: &Json, column: &str| row.get(column).map(plain).unwrap_or_default();
    let line =
        |row: &Json| input.columns.iter().map(|column| cell(row, &column.id)).collect::<Vec<_>>().join(" | ");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn plain(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        Json::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

/// What was typed for the outcome `kind`, in the shapes the pack takes.
pub fn typed_inputs(kind: &procedures::OutcomeKind, pairs: &Pairs) -> Map<String, Json> {
    let value = |input: &procedures::Input| {
        let text = pairs.trimmed(&format!("{}.{}", kind.id, input.id)).to_owned();
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        match input.kind {
            InputKind::List => Json::Array(lines().map(Json::from).collect()),
            InputKind::Table => Json::Array(lines().map(|line| row(input, line)).collect()),
            InputKind::Date => Json::String(iso_day(&text)),
            _ => Json::String(text.clone()),
        }
    };
    kind.inputs.iter().map(|input| (input.id.clone(), value(input))).collect()
}

fn row(input: &procedures::Input, line: &str) -> Json {
    let mut cells = line.split('|').map(str::trim);
    Json::Object(
        input.columns.iter().map(|column| (column.id.clone(), cells.next().unwrap_or("").into())).collect(),
    )
}

/// "17/05/2026" as "2026-05-17"; anything else stays as typed and is refused by the pack.
fn iso_day(text: &str) -> String {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [day, month, year] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}

async fn drafted(change: &Change<'_>) -> Result<Vec<(String, String)>, Failure> {
    let Some(outcome) = ledger::outcome(&change.app.store, change.dossier.id).await? else {
        return Ok(vec![]);
    };
    let Some(kind) = change.revision.pack.outcome(&outcome.kind) else { return Ok(vec![]) };
    let mut lines = vec![
        ("Kết quả".to_owned(), kind.name.vi.clone()),
        ("Người soạn".to_owned(), outcome.drafted_by.clone()),
    ];
    let inputs = outcome.body.get("inputs").and_then(Json::as_object).cloned().unwrap_or_default();
    for input in &kind.inputs {
        let value = inputs.get(&input.id).map(readable).unwrap_or_default();
        lines.push((input.label.clone(), value));
    }
    Ok(lines)
}

fn readable(json: &Json) -> String {
    match json {
        Json::Object(map) => {
            map.values().map(plain).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" – ")
        }
        Json::Array(items) => items.iter().map(readable).collect::<Vec<_>>().join("; "),
        other => plain(other),
    }
}

/// Every step that was opened, with planned and real time, and those still to come.
pub fn step_rows(change: &Change<'_>, tasks: &[Task]) -> Vec<StepRow> {
    let moment = |at: i64| format::moment(timestamp(at));
    let mut rows: Vec<_> = tasks
        .iter()
        .filter(|task| task.state != TaskState::Cancelled)
        .map(|task| {
            let (state, word) = match task.finished_at {
                Some(at) => {
                    let how =
                        if task.due_at.is_some_and(|due| at > due) { "quá hạn" } else { "đúng hạn" };
                    ("done", format!("xong {}, {how}", moment(at)))
                }
                None => ("now", "đang xử lý".to_owned()),
            };
            StepRow {
                name: match &task.outcome_label {
                    Some(label) => format!("{}: {label}", task.name),
                    None => task.name.clone(),
                },
                who: task
                    .finished_by
                    .clone()
                    .or_else(|| task.holder_name.clone())
                    .unwrap_or_else(|| task.role.name().to_owned()),
                limit: task.due_at.map(|at| format!("trước {}", moment(at))).unwrap_or_default(),
                state,
                word,
            }
        })
        .collect();
    let opened: Vec<_> = tasks.iter().map(|task| task.element.as_str()).collect();
    let still = change.definition().tasks().filter(|step| !opened.contains(&step.element.as_str()));
    rows.extend(still.map(|step| {
        StepRow {
            name: step.name.to_string(),
            who: crate::platform::actor::Role::from_code(step.role.as_str())
                .map_or_else(String::new, |role| role.name().to_owned()),
            limit: String::new(),
            state: "next",
            word: "chưa tới".to_owned(),
        }
    }));
    rows
}
