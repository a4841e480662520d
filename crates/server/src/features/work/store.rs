//! Every statement on tasks.

use ::store::{Batch, FromRow, Row, RowError, Select, Store, StoreError, Value, sql, vals};
use jiff::Timestamp;
use uuid::Uuid;

pub mod views;

use super::model::{Task, TaskState};
use crate::platform::actor::{Official, Role};

sql! {
    const ONE: "select id, dossier_id, key, element, name, role, unit_id, act, state, holder_id, holder_name, opened_at, due_at, finished_at, finished_by, outcome_label, note, version from task where id = ?1";
    const OF_DOSSIER: "select id, dossier_id, key, element, name, role, unit_id, act, state, holder_id, holder_name, opened_at, due_at, finished_at, finished_by, outcome_label, note, version from task where dossier_id = ?1 order by opened_at, id";
    const INSERT: "insert into task (id, dossier_id, key, element, name, role, unit_id, act, state, opened_at, due_at, sort_at, version) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open', ?9, ?10, ?11, 1)";
    const FINISH: "update task set state = 'done', finished_at = ?3, finished_by = ?4, outcome = ?5, outcome_label = ?6, note = ?7, version = version + 1 \
        where id = ?1 and version = ?2 and state = 'open'";
    const CANCEL: "update task set state = 'cancelled', finished_at = ?3, version = version + 1 where dossier_id = ?1 and key = ?2 and state = 'open'";
    const CODE_OF: "select coalesce(number, lookup_code) from dossier where id = ?1";
    const HOLD: "update task set holder_id = ?3, holder_name = ?4, taken_at = ?5, version = version + 1 where id = ?1 and version = ?2 and state = 'open'";
    const RESCHEDULE: "update task set due_at = ?2, sort_at = ?3 where id = ?1";
}

/// Where a task without a due time stands in a list: at the end.
const NEVER: i64 = i64::MAX;

/// Counting stops here: more than that nobody reads one by one.
pub const MANY: i64 = 1_000;

const COUNTED: &str = "select t.id from task t";
const COUNTED_OF_PROCEDURE: &str = "select t.id from task t join dossier d on d.id = t.dossier_id";
const COLUMNS: &str = "select t.id, t.dossier_id, t.key, t.element, t.name, t.role, t.unit_id, t.act, t.state, t.holder_id, \
    t.holder_name, t.opened_at, t.due_at, t.finished_at, t.finished_by, t.outcome_label, t.note, t.version, t.sort_at, \
    d.number, d.lookup_code, d.applicant_name, d.procedure_name, d.due_at, d.paused_since \
    from task t join dossier d on d.id = t.dossier_id";

impl FromRow for Task {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let role: String = row.get(5)?;
        let state: String = row.get(8)?;
        Ok(Self {
            id: row.get(0)?,
            dossier_id: row.get(1)?,
            key: row.get(2)?,
            element: row.get(3)?,
            name: row.get(4)?,
            role: Role::from_code(&role).unwrap_or(Role::Liaison),
            unit_id: row.get(6)?,
            act: row.get(7)?,
            state: TaskState::from_code(&state),
            holder_id: row.get(9)?,
            holder_name: row.get(10)?,
            opened_at: row.get(11)?,
            due_at: row.get(12)?,
            finished_at: row.get(13)?,
            finished_by: row.get(14)?,
            outcome_label: row.get(15)?,
            note: row.get(16)?,
            version: row.get(17)?,
        })
    }
}

/// A task with what the inbox shows of its dossier.
#[derive(Clone, Debug)]
pub struct InboxRow {
    /// The task.
    pub task: Task,
    /// Its place in the list.
    pub sort_at: i64,
    /// Number of the dossier.
    pub number: Option<String>,
    /// Look-up code, while there is no number.
    pub lookup_code: String,
    /// Applicant.
    pub applicant_name: String,
    /// Procedure.
    pub procedure_name: String,
    /// Due time of the dossier, microseconds UTC.
    pub dossier_due_at: Option<i64>,
    /// Since when its clock stands still.
    pub paused_since: Option<i64>,
}

impl FromRow for InboxRow {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            task: Task::from_row(row)?,
            sort_at: row.get(18)?,
            number: row.get(19)?,
            lookup_code: row.get(20)?,
            applicant_name: row.get(21)?,
            procedure_name: row.get(22)?,
            dossier_due_at: row.get(23)?,
            paused_since: row.get(24)?,
        })
    }
}

/// Which tasks an official may see: those of the roles held today in their units, and for a head those of the whole unit.
/// There is no list without one.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Whose tasks are one's own: the official's, and those of whom the official stands in for.
    accounts: Vec<Uuid>,
    posts: Vec<(Uuid, Role)>,
}

impl Scope {
    /// The scope of `official`.
    pub fn of(official: &Official) -> Self {
        let posts = official.posts.iter().map(|post| (post.unit_id, post.role)).collect();
        let others = official.stands_in_for.iter().map(|(id, _)| *id);
        Self { accounts: std::iter::once(official.account_id).chain(others).collect(), posts }
    }

    /// Units that the official heads.
    pub fn headed(&self) -> impl Iterator<Item = Uuid> {
        self.posts.iter().filter(|(_, role)| *role == Role::UnitHead).map(|(unit_id, _)| *unit_id)
    }
}

/// Which part of the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Held by the official.
    Mine,
    /// Held by nobody.
    Free,
    /// Of the units that the official heads, whoever holds it.
    Unit,
}

/// What of it (_bộ lọc_); everything when empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// Of dossiers of this procedure.
    pub procedure: Option<String>,
    /// Of this unit.
    pub unit_id: Option<Uuid>,
    /// Held by this account.
    pub holder_id: Option<Uuid>,
    /// Due before this instant, microseconds UTC.
    pub due_before: Option<i64>,
    /// Due at this instant or later.
    pub due_from: Option<i64>,
}

/// A page of a part of the inbox: due soonest first, after the key `after` = (sort, id).
pub async fn inbox(
    store: &Store,
    scope: &Scope,
    (shelf, narrow, after, limit): (Shelf, &Narrow, Option<(i64, Uuid)>, i64),
) -> Result<Vec<InboxRow>, StoreError> {
    let after = after.map(|(sort_at, id)| vals![sort_at, id]);
    // One index walk for each post, merged here: the inbox stays as fast at a million dossiers as at ten thousand.
    let mut rows: Vec<InboxRow> = Vec::new();
    for select in walks(COLUMNS, scope, shelf) {
        let select = narrowed(select, narrow).page(&["t.sort_at", "t.id"], after.clone(), limit);
        let (sql, values) = select.build();
        rows.extend(store.all::<InboxRow>(sql, values).await?);
    }
    rows.sort_by_key(|row| (row.sort_at, row.task.id));
    rows.dedup_by_key(|row| row.task.id);
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(rows)
}

/// How many tasks a part of the inbox has; counting stops at [`MANY`].
pub async fn count(
    store: &Store,
    scope: &Scope,
    (shelf, narrow): (Shelf, &Narrow),
) -> Result<i64, StoreError> {
    let base = if narrow.procedure.is_some() { COUNTED_OF_PROCEDURE } else { COUNTED };
    let mut found = 0;
    for select in walks(base, scope, shelf) {
        let (sql, values) = narrowed(select, narrow).build();
        let sql = format!("select count(*) from ({sql} limit {MANY}) as found");
        found += store.one::<(i64,)>(sql, values).await?.map_or(0, |(n,)| n);
    }
    Ok(found.min(MANY))
}

/// The walks over an index that make up a part of the inbox.
fn walks(base: &'static str, scope: &Scope, shelf: Shelf) -> Vec<Select> {
    // The state is written out: only so does a partial index fit.
    let open = || Select::new(base).filter("t.state = 'open'", vec![]);
    match shelf {
        Shelf::Mine => {
            let of_account = |id: &Uuid| open().filter("t.holder_id = ?", vals![*id]);
            scope.accounts.iter().map(of_account).collect()
        }
        Shelf::Free => {
            let mut posts = scope.posts.clone();
            posts.sort_unstable();
            posts.dedup();
            let of_post = |(unit_id, role): (Uuid, Role)| {
                open()
                    .filter("t.unit_id = ?", vals![unit_id])
                    .filter("t.role = ?", vals![role.code()])
                    .filter("t.holder_id is null", vec![])
            };
            posts.into_iter().map(of_post).collect()
        }
        Shelf::Unit => scope.headed().map(|unit| open().filter("t.unit_id = ?", vals![unit])).collect(),
    }
}

fn narrowed(select: Select, narrow: &Narrow) -> Select {
    select
        .filter_some("d.procedure_code = ?", narrow.procedure.clone())
        .filter_some("t.unit_id = ?", narrow.unit_id)
        .filter_some("t.holder_id = ?", narrow.holder_id)
        .filter_some("t.sort_at < ?", narrow.due_before)
        .filter_some("t.sort_at >= ?", narrow.due_from)
}

/// Who holds open tasks of these dossiers: dossier and name.
pub async fn holders_of(store: &Store, dossiers: &[Uuid]) -> Result<Vec<(Uuid, String)>, StoreError> {
    let ids = dossiers.iter().map(|id| Value::from(*id)).collect();
    let (sql, values) = Select::new("select t.dossier_id, t.holder_name from task t")
        .filter_in("t.dossier_id", ids)
        .filter("t.state = 'open'", vec![])
        .filter("t.holder_name is not null", vec![])
        .build();
    store.all(sql, values).await
}

/// One task.
pub async fn one(store: &Store, id: Uuid) -> Result<Option<Task>, StoreError> {
    store.one(ONE, vals![id]).await
}

/// What people call a dossier: its number, or before acceptance its look-up code.
pub async fn code_of(store: &Store, dossier_id: Uuid) -> Result<String, StoreError> {
    Ok(store.one::<(String,)>(CODE_OF, vals![dossier_id]).await?.map(|(code,)| code).unwrap_or_default())
}

/// Every task of a dossier, oldest first.
pub async fn of_dossier(store: &Store, dossier_id: Uuid) -> Result<Vec<Task>, StoreError> {
    store.all(OF_DOSSIER, vals![dossier_id]).await
}

/// Opens a task.
pub fn insert(batch: Batch, task: &Task) -> Batch {
    batch.write(
        INSERT,
        vals![
            task.id,
            task.dossier_id,
            task.key.clone(),
            task.element.clone(),
            task.name.clone(),
            task.role.code(),
            task.unit_id,
            task.act.clone(),
            task.opened_at,
            task.due_at,
            task.due_at.unwrap_or(NEVER)
        ],
    )
}

/// How a task was finished.
#[derive(Clone, Debug, Default)]
pub struct Finish<'a> {
    /// Who.
    pub by: &'a str,
    /// Id of what was concluded.
    pub outcome: Option<&'a str>,
    /// The same as people read it.
    pub outcome_label: Option<&'a str>,
    /// What was noted.
    pub note: Option<&'a str>,
}

/// Finishes a task that is open and unchanged.
pub fn finish(batch: Batch, task: &Task, (finish, now): (&Finish<'_>, Timestamp)) -> Batch {
    let by = finish.by.to_owned();
    let own = |text: Option<&str>| text.map(str::to_owned);
    batch.guard(
        "task",
        FINISH,
        vals![
            task.id,
            task.version,
            now.as_microsecond(),
            by,
            own(finish.outcome),
            own(finish.outcome_label),
            own(finish.note)
        ],
    )
}

/// Cancels the open task of this key of the process.
pub fn cancel(batch: Batch, dossier_id: Uuid, (key, now): (&str, Timestamp)) -> Batch {
    batch.write(CANCEL, vals![dossier_id, key, now.as_microsecond()])
}

/// Gives an open and unchanged task to `holder`, or to nobody.
pub fn hold(batch: Batch, task: &Task, (holder, now): (Option<(Uuid, &str)>, Timestamp)) -> Batch {
    let (id, name) = holder.map_or((None, None), |(id, name)| (Some(id), Some(name.to_owned())));
    batch.guard("task", HOLD, vals![task.id, task.version, id, name, id.map(|_| now.as_microsecond())])
}

/// Moves the due time of a task, when the clock of its dossier was paused.
pub fn reschedule(batch: Batch, id: Uuid, due_at: Option<i64>) -> Batch {
    batch.write(RESCHEDULE, vals![id, due_at, due_at.unwrap_or(NEVER)])
}
