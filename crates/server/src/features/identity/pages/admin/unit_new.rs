//! Opening a unit (_mở đơn vị mới_).

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

use super::units::PATH;
use crate::app::App;
use crate::features::identity::commands::open_unit::open_unit;
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::pages::parts::{Choice, Problems, choices};
use crate::features::identity::policy::may_administer;
use crate::features::identity::store as rows;
use crate::features::identity::units::{KINDS, LEVELS, NewUnit, SHARES};
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Shell, page};

#[derive(Template)]
#[template(path = "features/identity/pages/admin/unit_new.html")]
struct NewUnitPage {
    shell: Shell,
    form: NewUnit,
    kinds: Vec<Choice>,
    levels: Vec<Choice>,
    parents: Vec<Choice>,
    shares: Vec<Choice>,
    problems: Problems,
}

async fn shown(app: &App, ctx: &Ctx, (form, problems): (NewUnit, Problems)) -> Result<NewUnitPage, Failure> {
    let units = rows::units(&app.store).await?;
    let today = deadlines::zone::civil(ctx.now).date().to_string();
    // Units that are over cannot have parts any more; those that begin later can.
    let parents = units.iter().filter(|unit| unit.valid_to.as_ref().is_none_or(|last| *last >= today));
    Ok(NewUnitPage {
        shell: Shell::official(app, ctx, ("Mở đơn vị mới", PATH)),
        kinds: choices(KINDS, &form.kind),
        levels: choices(LEVELS, &form.level),
        parents: choices(parents.map(|unit| (unit.code.as_str(), super::named(unit))), &form.parent_code),
        shares: choices(SHARES, &form.share),
        form,
        problems,
    })
}

/// Shows the empty form.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx) -> Found {
    may_administer(&ctx, PATH)?;
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (NewUnit::default(), Problems::default())).await?)?)
}

/// Opens the unit, or shows what has to be mended.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, pairs: Pairs) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let typed = |name: &str| pairs.trimmed(name).to_owned();
    let form = NewUnit {
        code: typed("ma"),
        name: typed("ten"),
        kind: typed("loai"),
        level: typed("cap"),
        parent_code: typed("thuoc"),
        national_code: typed("ma_so"),
        address: typed("dia_chi"),
        phone: typed("dien_thoai"),
        valid_from: typed("tu_ngay"),
        legal_basis: typed("can_cu"),
        came_from: typed("ke_thua"),
        share: typed("phan"),
    };
    match open_unit(&app, &ctx.acting_as(Role::Administrator), (&proof, &form)).await? {
        Ok(unit) => Ok(Redirect::to(&format!("{PATH}/{}?xong=mo", unit.id)).into_response()),
        Err(problems) => {
            let shown = shown(&app, &ctx, (form, problems.into())).await?;
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown)?)
        }
    }
}

crate::ui::sample!(NewUnitPage {
    shell: parts::sample_shell("Mở đơn vị mới"),
    form: NewUnit::default(),
    kinds: parts::sample_choices(),
    levels: parts::sample_choices(),
    parents: parts::sample_choices(),
    shares: parts::sample_choices(),
    problems: parts::sample_problem("ten"),
});
