//! An administrator changes a unit (_thay đổi đơn vị_): its name, code in dossier numbers, address, phone, last day.
//!
//! Numbers, papers and events that were issued keep what they say: they carry their own copies.

use serde_json::{Map, Value as Json, json};
use store::{Batch, CommitError};

use super::super::model::{FieldProblem, Unit};
use super::super::policy::MayAdminister;
use super::super::store as rows;
use super::super::units::{UnitChange, one_line};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// Why a unit was not changed.
#[derive(Debug)]
pub enum NotChanged {
    /// What has to be mended.
    Problems(Vec<FieldProblem>),
    /// Somebody else changed it after the page was shown; the unit as it is now.
    Overtaken(Box<Unit>),
}

/// The changed unit, or why it was not changed. A form without any change writes nothing.
pub async fn change_unit(
    app: &App,
    ctx: &Ctx,
    (_proof, unit, form): (&MayAdminister<'_>, Unit, &UnitChange),
) -> Result<Result<Unit, NotChanged>, Failure> {
    if unit.version != form.version {
        return Ok(Err(NotChanged::Overtaken(Box::new(unit))));
    }
    let units = rows::units(&app.store).await?;
    let changed = match form.read(&unit, &units) {
        Ok(changed) => changed,
        Err(problems) => return Ok(Err(NotChanged::Problems(problems))),
    };
    let changes = changes(&unit, &changed);
    if changes.is_empty() {
        return Ok(Ok(unit));
    }
    let mut chain = journal::chain_of(&app.store, unit.id).await?;
    let data = json!({ "changes": changes, "legal_basis": one_line(&form.legal_basis) });
    let batch = rows::update_unit(Batch::new(), &changed);
    let batch = journal::append(batch, ctx, &mut chain, (unit.id, "UnitChanged", data));
    match app.store.commit(batch).await {
        Ok(_) => Ok(Ok(Unit { version: changed.version + 1, ..changed })),
        Err(CommitError::Guard { .. } | CommitError::Conflict { .. }) => {
            let now = rows::unit(&app.store, unit.id).await?.ok_or(Failure::NotFound)?;
            Ok(Err(NotChanged::Overtaken(Box::new(now))))
        }
        Err(other) => Err(other.into()),
    }
}

/// Every field that changes, with what stood there and what stands there now.
fn changes(old: &Unit, new: &Unit) -> Map<String, Json> {
    let fields = [
        ("name", Json::from(old.name.as_str()), Json::from(new.name.as_str())),
        ("national_code", Json::from(old.national_code.as_str()), Json::from(new.national_code.as_str())),
        ("address", Json::from(old.address.as_str()), Json::from(new.address.as_str())),
        ("phone", Json::from(old.phone.as_str()), Json::from(new.phone.as_str())),
        ("valid_to", Json::from(old.valid_to.as_deref()), Json::from(new.valid_to.as_deref())),
    ];
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(field, old, new)| (field.to_owned(), json!([old, new]))).collect()
}
