//! The record of reads (_nhật ký truy cập_): every opening of a dossier or paper by an official is kept.

use store::{Batch, Store, vals};
use uuid::Uuid;

use super::ctx::Ctx;

store::sql! {
    const INSERT: "insert into read_record (id, at, actor_id, actor_name, actor_role, dossier_id, object_kind, object_id, request_id) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    const OF_DOSSIER: "select at, actor_name, actor_role, object_kind from read_record where dossier_id = ?1 order by at desc limit 200";
}

/// One opening (_lượt xem_).
#[derive(Clone, Debug)]
pub struct Read {
    /// When, microseconds UTC.
    pub at: i64,
    /// Who.
    pub actor_name: String,
    /// In which role.
    pub actor_role: String,
    /// What was opened: `dossier`, `attachment` or `paper`.
    pub object_kind: String,
}

impl store::FromRow for Read {
    fn from_row(row: &store::Row) -> Result<Self, store::RowError> {
        Ok(Self {
            at: row.get(0)?,
            actor_name: row.get(1)?,
            actor_role: row.get(2)?,
            object_kind: row.get(3)?,
        })
    }
}

/// Records that the official of `ctx` opens `object`; nobody else is recorded here. It is written before the object is
/// shown: an opening that cannot be recorded does not happen.
pub async fn record(
    store: &Store,
    ctx: &Ctx,
    dossier_id: Uuid,
    object: (&str, Uuid),
) -> Result<(), store::CommitError> {
    record_all(store, ctx, &[(dossier_id, object)]).await
}

/// The same for several dossiers at once, as in an export.
pub async fn record_all(
    store: &Store,
    ctx: &Ctx,
    objects: &[(Uuid, (&str, Uuid))],
) -> Result<(), store::CommitError> {
    let Some(official) = ctx.actor.official() else { return Ok(()) };
    if objects.is_empty() {
        return Ok(());
    }
    let add = |batch: Batch, (dossier_id, object): &(Uuid, (&str, Uuid))| {
        batch.write(
            INSERT,
            vals![
                ctx.ids.uuid(),
                ctx.now.as_microsecond(),
                official.account_id,
                official.full_name.clone(),
                ctx.role_label(),
                *dossier_id,
                object.0,
                object.1,
                ctx.request_id.clone()
            ],
        )
    };
    store.commit(objects.iter().fold(Batch::new(), add)).await.map(|_| ())
}

/// Who opened this dossier, newest first.
pub async fn of_dossier(store: &Store, dossier_id: Uuid) -> Result<Vec<Read>, store::StoreError> {
    store.all(OF_DOSSIER, vals![dossier_id]).await
}
