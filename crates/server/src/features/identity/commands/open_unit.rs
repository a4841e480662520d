//! An administrator opens a unit (_mở đơn vị mới_) on the ground of a decision.

use serde_json::json;
use store::Batch;

use super::super::model::{FieldProblem, Unit};
use super::super::policy::MayAdminister;
use super::super::store as rows;
use super::super::units::{NewUnit, code_taken, one_line};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal::{self, Chain};
use crate::platform::web::Failure;

/// The new unit, or what has to be mended.
pub async fn open_unit(
    app: &App,
    ctx: &Ctx,
    (_proof, form): (&MayAdminister<'_>, &NewUnit),
) -> Result<Result<Unit, Vec<FieldProblem>>, Failure> {
    let units = rows::units(&app.store).await?;
    let ready = match form.read(&units) {
        Ok(ready) => ready,
        Err(problems) => return Ok(Err(problems)),
    };
    let unit = Unit {
        id: ctx.ids.uuid(),
        code: form.code.clone(),
        name: one_line(&form.name),
        kind: form.kind.clone(),
        level: form.level.clone(),
        parent_id: ready.parent.as_ref().map(|parent| parent.id),
        national_code: form.national_code.trim().to_owned(),
        address: one_line(&form.address),
        phone: one_line(&form.phone),
        valid_from: ready.valid_from.to_string(),
        valid_to: None,
        version: 1,
    };
    let legal_basis = one_line(&form.legal_basis);
    let data = json!({
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "level": unit.level,
        "parent": ready.parent.map(|parent| parent.code),
        "national_code": unit.national_code,
        "valid_from": unit.valid_from,
        "legal_basis": legal_basis,
        "came_from": ready.came_from,
        "share": form.share,
    });
    let mut batch = rows::insert_unit(Batch::new(), &unit, &legal_basis);
    for old in &ready.came_from {
        batch = rows::insert_succession(batch, (old, &unit.code, &form.share, &unit.valid_from));
    }
    let batch = journal::append(batch, ctx, &mut Chain::default(), (unit.id, "UnitOpened", data));
    match app.store.commit(batch).await {
        Ok(_) => Ok(Ok(unit)),
        Err(error) if error.conflicts_on("unit", &["code"]) => {
            // Somebody took the code after the list was read.
            let taken = rows::unit_by_code(&app.store, &unit.code).await?.unwrap_or(unit);
            Ok(Err(vec![code_taken(&taken)]))
        }
        Err(other) => Err(other.into()),
    }
}
