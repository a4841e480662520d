//! Dossiers in the lists of units (_danh sách hồ sơ của đơn vị_): the one walk that list, search, count and export take.
//!
//! A list of one unit is a walk over one index, whatever stands behind it in the table; lists of several units are merged here.

use ::store::{Batch, Select, Store, StoreError, Value, sql, vals};
use uuid::Uuid;

use super::super::dossier::Dossier;
use super::super::model::Stage;
use super::super::scope::Scope;
use crate::platform::fold::fold;

sql! {
    const PLACE: "insert into dossier_place (unit_id, dossier_id, stage, procedure_code, sort_at) values (?1, ?2, ?3, ?4, ?5)";
    const MOVE: "update dossier_place set stage = ?3, sort_at = ?4 where unit_id = ?1 and dossier_id = ?2";
    const PART: "insert into applicant_part (unit_id, part, dossier_id) values (?1, ?2, ?3) on conflict do nothing";
    const FORGET: "delete from applicant_part where unit_id = ?1 and part = ?2 and dossier_id = ?3";
    const UNFOLDED: "select d.* from dossier d join applicant_unfolded u on u.dossier_id = d.id order by d.id limit 200";
    const FOLDED: "delete from applicant_unfolded where dossier_id = ?1";
}

/// Where a dossier without a due time stands in a list: at the end.
const NEVER: i64 = i64::MAX;
/// Counting stops here: more than that nobody reads one by one.
pub const MANY: i64 = 1_000;
/// Longest part of a name that is kept for searching, in bytes; a key of an index has a limit.
const PART_BYTES: usize = 120;

const LINES: &str =
    "select d.*, p.sort_at as sort_at from dossier_place p join dossier d on d.id = p.dossier_id";
const PARTS: &str = "select d.*, n.part as part, p.sort_at as sort_at from applicant_part n \
    join dossier_place p on p.unit_id = n.unit_id and p.dossier_id = n.dossier_id join dossier d on d.id = p.dossier_id";
const COUNTED: &str = "select p.dossier_id from dossier_place p";
const OPEN: &str = "p.stage not in ('declined', 'delivered')";

/// What a list of officials shows (_bộ lọc_).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// At this stage; all open ones when absent.
    pub stage: Option<Stage>,
    /// Of this procedure.
    pub procedure: Option<String>,
    /// Only in this unit of the scope.
    pub unit_id: Option<Uuid>,
    /// Due before this instant, microseconds UTC.
    pub due_before: Option<i64>,
    /// Due at this instant or later.
    pub due_from: Option<i64>,
    /// With an open task that this account holds.
    pub holder_id: Option<Uuid>,
}

/// A line with its place in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// The dossier.
    pub dossier: Dossier,
    /// First part of the key of a page.
    pub sort_at: i64,
    /// The same in a search by name: the part of the name that was found.
    pub part: Vec<u8>,
}

impl ::store::FromRow for Line {
    fn from_row(row: &::store::Row) -> Result<Self, ::store::RowError> {
        let part = row.get("part").unwrap_or_default();
        Ok(Self { dossier: Dossier::from_row(row)?, sort_at: row.get("sort_at")?, part })
    }
}

/// Lines inside `scope`, due soonest first, at most `limit` after the key (sort, id).
pub async fn list(
    store: &Store,
    scope: &Scope,
    (wanted, after, limit): (&Wanted, Option<(i64, Uuid)>, i64),
) -> Result<Vec<Line>, StoreError> {
    let mut lines: Vec<Line> = Vec::new();
    for unit_id in units(scope, wanted) {
        let after = after.map(|(sort_at, id)| vals![sort_at, id]);
        let select = narrow(Select::new(LINES), wanted).filter("p.unit_id = ?", vals![unit_id]);
        let (sql, values) = select.page(&["p.sort_at", "p.dossier_id"], after, limit).build();
        lines.extend(store.all::<Line>(sql, values).await?);
    }
    lines.sort_by_key(|line| (line.sort_at, line.dossier.id));
    lines.dedup_by_key(|line| line.dossier.id);
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(lines)
}

/// How many there are inside `scope`; counting stops at [`MANY`].
pub async fn count(store: &Store, scope: &Scope, wanted: &Wanted) -> Result<i64, StoreError> {
    let units = units(scope, wanted);
    if units.is_empty() {
        return Ok(0);
    }
    let units = units.into_iter().map(Value::from).collect();
    let select = narrow(Select::new(COUNTED), wanted).filter_in("p.unit_id", units);
    let (sql, values) = select.build();
    // A dossier of two of the units counts once.
    let sql = format!(
        "select count(*) from (select distinct dossier_id from ({sql} limit {MANY}) as found) as counted"
    );
    Ok(store.one::<(i64,)>(sql, values).await?.map_or(0, |(n,)| n))
}

/// Dossiers inside `scope` whose applicant's name has the words of `text` in a row, the last one perhaps not typed to its end:
/// by name, at most `limit` after the key (part, id).
pub async fn by_name(
    store: &Store,
    scope: &Scope,
    (text, after, limit): (&str, Option<(Vec<u8>, Uuid)>, i64),
) -> Result<Vec<Line>, StoreError> {
    let from = part(&fold(text));
    let mut to = from.clone();
    to.push(0xff);
    let mut lines: Vec<Line> = Vec::new();
    if from.is_empty() {
        return Ok(lines);
    }
    for unit_id in units(scope, &Wanted::default()) {
        let after = after.clone().map(|(part, id)| vec![Value::from(part), Value::from(id)]);
        let (sql, values) = Select::new(PARTS)
            .filter("n.unit_id = ?", vals![unit_id])
            .filter("n.part >= ?", vec![Value::from(from.clone())])
            .filter("n.part < ?", vec![Value::from(to.clone())])
            .page(&["n.part", "n.dossier_id"], after, limit)
            .build();
        lines.extend(store.all::<Line>(sql, values).await?);
    }
    lines.sort_by(|a, b| (&a.part, a.dossier.id).cmp(&(&b.part, b.dossier.id)));
    lines.dedup_by_key(|line| line.dossier.id);
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(lines)
}

/// Dossiers inside `scope` whose number, look-up code, phone or identity number is exactly `text`; the newest first.
pub async fn exactly(
    store: &Store,
    scope: &Scope,
    (text, limit): (&str, i64),
) -> Result<Vec<Dossier>, StoreError> {
    let columns = [
        ("d.number = ?", "d.number is not null"),
        ("d.lookup_code = ?", "1 = 1"),
        ("d.applicant_phone = ?", "d.applicant_phone <> ''"),
        ("d.applicant_id_number = ?", "d.applicant_id_number <> ''"),
    ];
    let mut found: Vec<Dossier> = Vec::new();
    if scope.units().is_empty() || text.is_empty() {
        return Ok(found);
    }
    for (condition, is_indexed) in columns {
        let select = Select::new("select d.* from dossier d")
            .filter(condition, vals![text])
            .filter(is_indexed, vec![]);
        let (sql, values) = scope.narrow(select).page_desc(&["d.id"], None, limit).build();
        found.extend(store.all::<Dossier>(sql, values).await?);
    }
    found.sort_by_key(|dossier| std::cmp::Reverse(dossier.id));
    found.dedup_by_key(|dossier| dossier.id);
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

/// Other dossiers inside `scope` of the person with this identity number, the newest first.
pub async fn of_person(
    store: &Store,
    scope: &Scope,
    (id_number, other_than, limit): (&str, Uuid, i64),
) -> Result<Vec<Dossier>, StoreError> {
    if id_number.is_empty() || scope.units().is_empty() {
        return Ok(vec![]);
    }
    let select = Select::new("select d.* from dossier d")
        .filter("d.applicant_id_number = ?", vals![id_number])
        .filter("d.applicant_id_number <> ''", vec![])
        .filter("d.id <> ?", vals![other_than]);
    let (sql, values) = scope.narrow(select).page_desc(&["d.id"], None, limit).build();
    store.all(sql, values).await
}

fn units(scope: &Scope, wanted: &Wanted) -> Vec<Uuid> {
    let is_wanted = |unit: &Uuid| wanted.unit_id.is_none_or(|wanted| wanted == *unit);
    scope.units().iter().copied().filter(is_wanted).collect()
}

fn narrow(select: Select, wanted: &Wanted) -> Select {
    let select = match wanted.stage {
        Some(stage) => select.filter("p.stage = ?", vals![stage.code()]),
        None => select.filter(OPEN, vec![]),
    };
    select
        .filter_some("p.procedure_code = ?", wanted.procedure.clone())
        .filter_some("p.sort_at < ?", wanted.due_before)
        .filter_some("p.sort_at >= ?", wanted.due_from)
        .filter_some(
            "p.dossier_id in (select t.dossier_id from task t where t.state = 'open' and t.holder_id = ?)",
            wanted.holder_id,
        )
}

/// Puts a new dossier into the lists of its units.
pub fn place(batch: Batch, dossier: &Dossier) -> Batch {
    let sort_at = dossier.due_at.unwrap_or(NEVER);
    let batch = places(dossier).into_iter().fold(batch, |batch, unit_id| {
        let (stage, procedure) = (dossier.stage.code(), dossier.procedure_code.clone());
        batch.write(PLACE, vals![unit_id, dossier.id, stage, procedure, sort_at])
    });
    name(batch, dossier)
}

/// Moves a dossier in the lists of its units to its stage and due time.
pub fn follow(batch: Batch, dossier: &Dossier) -> Batch {
    let sort_at = dossier.due_at.unwrap_or(NEVER);
    places(dossier).into_iter().fold(batch, |batch, unit_id| {
        batch.write(MOVE, vals![unit_id, dossier.id, dossier.stage.code(), sort_at])
    })
}

/// Lets the dossier be found under its applicant's name instead of the one `before`.
pub fn rename(batch: Batch, dossier: &Dossier, before: &str) -> Batch {
    let mut batch = batch;
    for unit_id in places(dossier) {
        for part in parts(before) {
            batch =
                batch.write(FORGET, vec![Value::from(unit_id), Value::from(part), Value::from(dossier.id)]);
        }
    }
    name(batch, dossier)
}

fn name(batch: Batch, dossier: &Dossier) -> Batch {
    let mut batch = batch;
    for unit_id in places(dossier) {
        for part in parts(&dossier.applicant.name) {
            batch = batch.write(PART, vec![Value::from(unit_id), Value::from(part), Value::from(dossier.id)]);
        }
    }
    batch
}

/// The units in whose lists a dossier stands.
fn places(dossier: &Dossier) -> Vec<Uuid> {
    let mut units = vec![dossier.settling_unit_id, dossier.desk_unit_id];
    units.dedup();
    units
}

/// A name from each of its words to the end, without marks.
fn parts(name: &str) -> Vec<Vec<u8>> {
    let folded = fold(name);
    let starts =
        folded.char_indices().filter(|(at, _)| *at == 0 || folded.as_bytes().get(at - 1) == Some(&b' '));
    starts.map(|(at, _)| part(&folded[at..])).collect()
}

fn part(text: &str) -> Vec<u8> {
    text.bytes().take(PART_BYTES).collect()
}

/// Lets dossiers be found by name that are older than the search by name; nothing when there are none left.
pub async fn fold_older(store: &Store) -> anyhow::Result<u64> {
    let mut folded = 0;
    loop {
        let found: Vec<Dossier> = store.all(UNFOLDED, vals![]).await?;
        if found.is_empty() {
            return Ok(folded);
        }
        folded += found.len() as u64;
        let batch = found
            .iter()
            .fold(Batch::new(), |batch, dossier| name(batch, dossier).write(FOLDED, vals![dossier.id]));
        store.commit(batch).await?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_from_each_of_its_words_on() {
        let texts: Vec<_> =
            parts("Trần  Thị Đào").into_iter().map(|part| String::from_utf8(part).unwrap()).collect();
        assert_eq!(texts, ["tran thi dao", "thi dao", "dao"]);
        assert_eq!(parts(""), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn a_very_long_name_is_cut_where_the_key_of_an_index_ends() {
        assert!(parts(&"Nguyễn ".repeat(100)).iter().all(|part| part.len() <= PART_BYTES));
    }
}
