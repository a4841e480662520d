//! Statements on units and on what went into what.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use uuid::Uuid;

use super::super::model::Unit;

sql! {
    const UNITS: "select id, code, name, kind, level, parent_id, national_code, address, phone, valid_from, valid_to, version from unit order by level desc, code";
    const UNIT: "select id, code, name, kind, level, parent_id, national_code, address, phone, valid_from, valid_to, version from unit where id = ?1";
    const UNIT_BY_CODE: "select id, code, name, kind, level, parent_id, national_code, address, phone, valid_from, valid_to, version from unit where code = ?1";
    const INSERT_UNIT: "insert into unit (id, code, name, kind, level, parent_id, national_code, address, phone, valid_from, valid_to, legal_basis, version) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1)";
    const UPDATE_UNIT: "update unit set name = ?3, national_code = ?4, address = ?5, phone = ?6, valid_to = ?7, version = version + 1 where id = ?1 and version = ?2";
    const INSERT_SUCCESSION: "insert into unit_succession (old_code, new_code, kind, on_date) values (?1, ?2, ?3, ?4) on conflict (old_code, new_code) do nothing";
    const SUCCESSION: "select old_code, new_code, kind, on_date from unit_succession where old_code = ?1 or new_code = ?1 order by on_date, new_code";
    const LEGAL_BASIS: "select legal_basis from unit where id = ?1";
}

impl FromRow for Unit {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            id: row.get(0)?,
            code: row.get(1)?,
            name: row.get(2)?,
            kind: row.get(3)?,
            level: row.get(4)?,
            parent_id: row.get(5)?,
            national_code: row.get(6)?,
            address: row.get(7)?,
            phone: row.get(8)?,
            valid_from: row.get(9)?,
            valid_to: row.get(10)?,
            version: row.get(11)?,
        })
    }
}

/// Every unit, past and present.
pub async fn units(store: &Store) -> Result<Vec<Unit>, StoreError> {
    store.all(UNITS, vals![]).await
}

/// The unit `id`.
pub async fn unit(store: &Store, id: Uuid) -> Result<Option<Unit>, StoreError> {
    store.one(UNIT, vals![id]).await
}

/// The unit with this code.
pub async fn unit_by_code(store: &Store, code: &str) -> Result<Option<Unit>, StoreError> {
    store.one(UNIT_BY_CODE, vals![code]).await
}

/// Adds a new unit, made on the ground of `legal_basis`.
pub fn insert_unit(batch: Batch, unit: &Unit, legal_basis: &str) -> Batch {
    batch.write(
        INSERT_UNIT,
        vals![
            unit.id,
            unit.code.clone(),
            unit.name.clone(),
            unit.kind.clone(),
            unit.level.clone(),
            unit.parent_id,
            unit.national_code.clone(),
            unit.address.clone(),
            unit.phone.clone(),
            unit.valid_from.clone(),
            unit.valid_to.clone(),
            legal_basis
        ],
    )
}

/// Changes what may change of a unit: its name, code in numbers, address, phone and last day.
pub fn update_unit(batch: Batch, unit: &Unit) -> Batch {
    batch.guard(
        "unit",
        UPDATE_UNIT,
        vals![
            unit.id,
            unit.version,
            unit.name.clone(),
            unit.national_code.clone(),
            unit.address.clone(),
            unit.phone.clone(),
            unit.valid_to.clone()
        ],
    )
}

/// Notes that `old_code` went into `new_code`: (old, new, `whole` or `part`, first day of the new one).
pub fn insert_succession(
    batch: Batch,
    (old_code, new_code, kind, on_date): (&str, &str, &str, &str),
) -> Batch {
    batch.write(INSERT_SUCCESSION, vals![old_code, new_code, kind, on_date])
}

/// What this unit came from and went into: rows (old, new, kind, day).
pub async fn succession(
    store: &Store,
    code: &str,
) -> Result<Vec<(String, String, String, String)>, StoreError> {
    store.all(SUCCESSION, vals![code]).await
}

/// The decision that made a unit.
pub async fn unit_basis(store: &Store, id: Uuid) -> Result<String, StoreError> {
    Ok(store.one::<(String,)>(LEGAL_BASIS, vals![id]).await?.map(|(text,)| text).unwrap_or_default())
}
