//! Every statement on drafts, dossiers, pauses, supplement requests, charges and outcomes.

use ::store::{Batch, Select, Store, StoreError, sql, vals};
use jiff::Timestamp;
use uuid::Uuid;

pub mod drafts;
pub mod ledger;
pub mod places;
pub mod tallies;

use super::dossier::Dossier;
use super::model::Stage;
use super::scope::Scope;

sql! {
    const ONE: "select d.* from dossier d where d.id = ?1";
    const BY_NUMBER: "select d.* from dossier d where d.number = ?1";
    const BY_LOOKUP: "select d.* from dossier d where d.lookup_code = ?1";
    const INSERT: "insert into dossier (id, procedure_code, procedure_name, revision_id, stage, channel, lookup_code, number, account_id, \
            applicant_name, applicant_id_number, applicant_phone, applicant_email, applicant_address, desk_unit_id, settling_unit_id, \
            answers, delivery, term_id, clock, submitted_at, accepted_at, first_due_at, due_at, paused_since, outcome_kind, \
            outcome_ready_at, delivered_at, process, created_at, updated_at, version) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?30, 1)";
    const UPDATE: "update dossier set stage = ?3, number = ?4, applicant_name = ?5, applicant_id_number = ?6, applicant_phone = ?7, \
            applicant_email = ?8, applicant_address = ?9, answers = ?10, delivery = ?11, term_id = ?12, clock = ?13, submitted_at = ?14, \
            accepted_at = ?15, first_due_at = ?16, due_at = ?17, paused_since = ?18, outcome_kind = ?19, outcome_ready_at = ?20, \
            delivered_at = ?21, process = ?22, updated_at = ?23, version = version + 1 where id = ?1 and version = ?2";
    const IDS_AFTER: "select id from dossier where id > ?1 order by id limit 500";
}

/// One dossier, when it lies inside `scope`. Outside it does not exist.
pub async fn one(store: &Store, scope: &Scope, id: Uuid) -> Result<Option<Dossier>, StoreError> {
    let found: Option<Dossier> = store.one(ONE, vals![id]).await?;
    Ok(found.filter(|dossier| scope.holds(dossier)))
}

/// The dossier with this number or, before acceptance, this look-up code. The caller checks the secret before it shows
/// anything.
pub async fn by_code(store: &Store, code: &str) -> Result<Option<Dossier>, StoreError> {
    match store.one(BY_NUMBER, vals![code]).await? {
        Some(found) => Ok(Some(found)),
        None => store.one(BY_LOOKUP, vals![code]).await,
    }
}

/// The dossiers of a citizen at `stage` or at any, newest first, at most `limit` after the key (created, id), each with when it
/// was created. Officials' lists are in [`places`].
pub async fn own(
    store: &Store,
    scope: &Scope,
    (stage, after, limit): (Option<Stage>, Option<(i64, Uuid)>, i64),
) -> Result<Vec<(Dossier, i64)>, StoreError> {
    struct Listed(Dossier, i64);
    impl ::store::FromRow for Listed {
        fn from_row(row: &::store::Row) -> Result<Self, ::store::RowError> {
            Ok(Self(Dossier::from_row(row)?, row.get("created_at")?))
        }
    }
    let select = Select::new("select d.* from dossier d").filter_some("d.stage = ?", stage.map(Stage::code));
    let after = after.map(|(at, id)| vals![at, id]);
    let (sql, values) = scope.narrow(select).page_desc(&["d.created_at", "d.id"], after, limit).build();
    let rows: Vec<Listed> = store.all(sql, values).await?;
    Ok(rows.into_iter().map(|Listed(dossier, at)| (dossier, at)).collect())
}

/// Dossiers waiting at these desks at `stage`, the oldest first.
pub async fn waiting(
    store: &Store,
    scope: &Scope,
    (stage, desk, limit): (Stage, Uuid, i64),
) -> Result<Vec<Dossier>, StoreError> {
    let select = Select::new("select d.* from dossier d")
        .filter("d.stage = ?", vals![stage.code()])
        .filter("d.desk_unit_id = ?", vals![desk]);
    let (sql, values) = scope.narrow(select).page(&["d.submitted_at", "d.id"], None, limit).build();
    store.all(sql, values).await
}

/// Adds a new dossier, before the statements of `batch` that refer to it.
pub fn insert_first(batch: Batch, d: &Dossier, now: Timestamp) -> Batch {
    let first = Batch::new().write(
        INSERT,
        vals![
            d.id,
            d.procedure_code.clone(),
            d.procedure_name.clone(),
            d.revision_id,
            d.stage.code(),
            d.channel.code(),
            d.lookup_code.clone(),
            d.number.clone(),
            d.account_id,
            d.applicant.name.clone(),
            d.applicant.id_number.clone(),
            d.applicant.phone.clone(),
            d.applicant.email.clone(),
            d.applicant.address.clone(),
            d.desk_unit_id,
            d.settling_unit_id,
            d.answers.clone(),
            d.delivery.clone(),
            d.term_id.clone(),
            d.clock.clone(),
            d.submitted_at,
            d.accepted_at,
            d.first_due_at,
            d.due_at,
            d.paused_since,
            d.outcome_kind.clone(),
            d.outcome_ready_at,
            d.delivered_at,
            d.process.clone(),
            now.as_microsecond()
        ],
    );
    places::place(first, d).then(batch)
}

/// Writes a dossier back, if nobody changed it since it was read.
pub fn update(batch: Batch, d: &Dossier, now: Timestamp) -> Batch {
    let batch = batch.guard(
        "dossier",
        UPDATE,
        vals![
            d.id,
            d.version,
            d.stage.code(),
            d.number.clone(),
            d.applicant.name.clone(),
            d.applicant.id_number.clone(),
            d.applicant.phone.clone(),
            d.applicant.email.clone(),
            d.applicant.address.clone(),
            d.answers.clone(),
            d.delivery.clone(),
            d.term_id.clone(),
            d.clock.clone(),
            d.submitted_at,
            d.accepted_at,
            d.first_due_at,
            d.due_at,
            d.paused_since,
            d.outcome_kind.clone(),
            d.outcome_ready_at,
            d.delivered_at,
            d.process.clone(),
            now.as_microsecond()
        ],
    );
    places::follow(batch, d)
}

/// The next dossiers after `after`, for walking over all of them.
pub async fn ids_after(store: &Store, after: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(store.all::<(Uuid,)>(IDS_AFTER, vals![after]).await?.into_iter().map(|(id,)| id).collect())
}
