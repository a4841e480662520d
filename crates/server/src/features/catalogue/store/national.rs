//! Every statement on procedures of the national database and on their imports.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use serde_json::Value as Json;
use uuid::Uuid;

sql! {
    const PUT: "insert into national_procedure (code, name, content, content_hash, source, seen_on, imported_at, changed_at) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) \
        on conflict (code) do update set name = excluded.name, content = excluded.content, content_hash = excluded.content_hash, \
        source = excluded.source, seen_on = excluded.seen_on, changed_at = excluded.changed_at";
    const SEEN: "update national_procedure set source = ?2, seen_on = ?3 where code = ?1";
    const MARKS: "select code, content_hash, source, seen_on from national_procedure";
    const PAGE: "select code, name, content, source, seen_on, imported_at, changed_at from national_procedure \
        where code > ?1 order by code limit 500";
    const ONE: "select code, name, content, source, seen_on, imported_at, changed_at from national_procedure where code = ?1";
    const INSERT_IMPORT: "insert into national_import (id, source, seen_on, finished_at, records, added, changed, refused) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    const LAST_IMPORT: "select finished_at from national_import order by finished_at desc limit 1";
    const IMPORTS: "select id, source, seen_on, finished_at, records, added, changed, refused from national_import \
        order by finished_at desc limit 50";
}

/// A procedure of the national database as it is stored.
#[derive(Clone, Debug)]
pub struct NationalRow {
    /// National code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Every field as it came.
    pub content: Json,
    /// Where it came from.
    pub source: String,
    /// The day the source showed it, ISO; empty when nobody said.
    pub seen_on: String,
    /// When it was first imported, microseconds UTC.
    pub imported_at: i64,
    /// When an import last changed it.
    pub changed_at: i64,
}

impl FromRow for NationalRow {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            code: row.get(0)?,
            name: row.get(1)?,
            content: row.get(2)?,
            source: row.get(3)?,
            seen_on: row.get(4)?,
            imported_at: row.get(5)?,
            changed_at: row.get(6)?,
        })
    }
}

/// An import that ended (_lần nhập_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Its id.
    pub id: Uuid,
    /// Where the file came from.
    pub source: String,
    /// The day the source showed it, ISO; empty when nobody said.
    pub seen_on: String,
    /// When it ended, microseconds UTC.
    pub finished_at: i64,
    /// How many records the file has.
    pub records: i64,
    /// How many were new.
    pub added: i64,
    /// How many were different from what was stored.
    pub changed: i64,
    /// How many lines were no records.
    pub refused: i64,
}

impl FromRow for ImportRow {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            id: row.get(0)?,
            source: row.get(1)?,
            seen_on: row.get(2)?,
            finished_at: row.get(3)?,
            records: row.get(4)?,
            added: row.get(5)?,
            changed: row.get(6)?,
            refused: row.get(7)?,
        })
    }
}

/// What tells whether a record is stored as it is: code, hash, source, day.
pub type Mark = (String, Vec<u8>, String, String);

/// The marks of everything stored.
pub async fn marks(store: &Store) -> Result<Vec<Mark>, StoreError> {
    store.all(MARKS, vals![]).await
}

/// Every record, by code.
pub async fn all(store: &Store) -> Result<Vec<NationalRow>, StoreError> {
    let mut rows: Vec<NationalRow> = Vec::new();
    loop {
        let last = rows.last().map(|row| row.code.clone()).unwrap_or_default();
        let page: Vec<NationalRow> = store.all(PAGE, vals![last]).await?;
        if page.is_empty() {
            return Ok(rows);
        }
        rows.extend(page);
    }
}

/// One record.
pub async fn one(store: &Store, code: &str) -> Result<Option<NationalRow>, StoreError> {
    store.one(ONE, vals![code]).await
}

/// When the last import ended; 0 before the first.
pub async fn last_import(store: &Store) -> Result<i64, StoreError> {
    Ok(store.one::<(i64,)>(LAST_IMPORT, vals![]).await?.map_or(0, |(at,)| at))
}

/// The last imports, newest first.
pub async fn imports(store: &Store) -> Result<Vec<ImportRow>, StoreError> {
    store.all(IMPORTS, vals![]).await
}

/// Stores a record in the place of the one with its code.
pub fn put(batch: Batch, row: &NationalRow, hash: &[u8]) -> Batch {
    batch.write(
        PUT,
        vals![
            row.code.clone(),
            row.name.clone(),
            row.content.clone(),
            hash.to_vec(),
            row.source.clone(),
            row.seen_on.clone(),
            row.changed_at
        ],
    )
}

/// Notes that the source showed a record again, unchanged.
pub fn seen(batch: Batch, code: &str, (source, seen_on): (&str, &str)) -> Batch {
    batch.write(SEEN, vals![code, source, seen_on])
}

/// Notes that an import ended.
pub fn insert_import(batch: Batch, row: &ImportRow) -> Batch {
    batch.write(
        INSERT_IMPORT,
        vals![
            row.id,
            row.source.clone(),
            row.seen_on.clone(),
            row.finished_at,
            row.records,
            row.added,
            row.changed,
            row.refused
        ],
    )
}
