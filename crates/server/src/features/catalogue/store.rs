//! Every statement on published revisions; those on the national database are in `store/national.rs`.

pub mod national;

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use serde_json::Value as Json;
use uuid::Uuid;

sql! {
    const CURRENT: "select id, code, number, content_hash, content, published_at from procedure_revision where is_current = true order by code";
    const ONE: "select id, code, number, content_hash, content, published_at from procedure_revision where id = ?1";
    const HISTORY: "select code, name, number, published_at from procedure_revision order by published_at desc, code limit 50";
    const LAST_NUMBER: "select number from procedure_revision where code = ?1 order by number desc limit 1";
    const RETIRE: "update procedure_revision set is_current = false where code = ?1 and is_current = true";
    const INSERT: "insert into procedure_revision (id, code, slug, number, name, field, level, is_current, effective_from, published_at, content_hash, content) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, true, ?8, ?9, ?10, ?11)";
}

/// A revision as it is stored.
#[derive(Clone, Debug)]
pub struct RevisionRow {
    /// Its id.
    pub id: Uuid,
    /// Code of the procedure.
    pub code: String,
    /// Which revision, from 1.
    pub number: i64,
    /// SHA-256 of its files.
    pub content_hash: Vec<u8>,
    /// Its files: path → text.
    pub content: Json,
    /// When, microseconds UTC.
    pub published_at: i64,
}

impl FromRow for RevisionRow {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            id: row.get(0)?,
            code: row.get(1)?,
            number: row.get(2)?,
            content_hash: row.get(3)?,
            content: row.get(4)?,
            published_at: row.get(5)?,
        })
    }
}

/// The revision in force of each procedure.
pub async fn current(store: &Store) -> Result<Vec<RevisionRow>, StoreError> {
    store.all(CURRENT, vals![]).await
}

/// One revision.
pub async fn one(store: &Store, id: Uuid) -> Result<Option<RevisionRow>, StoreError> {
    store.one(ONE, vals![id]).await
}

/// The last revisions that were published, newest first: code, name, number, when.
pub async fn history(store: &Store) -> Result<Vec<(String, String, i64, i64)>, StoreError> {
    store.all(HISTORY, vals![]).await
}

/// Number of the last revision of `code`; 0 when there is none.
pub async fn last_number(store: &Store, code: &str) -> Result<i64, StoreError> {
    Ok(store.one::<(i64,)>(LAST_NUMBER, vals![code]).await?.map_or(0, |(number,)| number))
}

/// What a list shows of a revision.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Short name in addresses.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Field.
    pub field: String,
    /// Level of government.
    pub level: String,
    /// First day in force, ISO.
    pub effective_from: String,
}

/// Publishes a revision in the place of the one before.
pub fn publish(batch: Batch, revision: &RevisionRow, facts: &Facts) -> Batch {
    batch.write(RETIRE, vals![revision.code.clone()]).write(
        INSERT,
        vals![
            revision.id,
            revision.code.clone(),
            facts.slug.clone(),
            revision.number,
            facts.name.clone(),
            facts.field.clone(),
            facts.level.clone(),
            facts.effective_from.clone(),
            revision.published_at,
            revision.content_hash.clone(),
            revision.content.clone()
        ],
    )
}
