//! Changing a unit (_sửa đơn vị_), with a guard against two people at once.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::units::PATH;
use super::{Fact, facts};
use crate::app::App;
use crate::features::identity::commands::change_unit::{NotChanged, change_unit};
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::pages::parts::Problems;
use crate::features::identity::policy::may_administer;
use crate::features::identity::units::{KINDS, LEVELS, UnitChange, name_in};
use crate::features::identity::{Unit, days, store as rows};
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Shell, page};

#[derive(Template)]
#[template(path = "features/identity/pages/admin/unit_change.html")]
struct ChangePage {
    shell: Shell,
    id: Uuid,
    name: String,
    fixed: Vec<Fact>,
    form: UnitChange,
    problems: Problems,
    is_overtaken: bool,
}

fn shown(app: &App, ctx: &Ctx, (unit, form, problems): (&Unit, UnitChange, Problems)) -> ChangePage {
    ChangePage {
        shell: Shell::official(app, ctx, ("Sửa đơn vị", PATH)),
        id: unit.id,
        name: unit.name.clone(),
        fixed: facts([
            ("Mã đơn vị", unit.code.clone()),
            ("Loại", name_in(&KINDS, &unit.kind).to_owned()),
            ("Cấp", name_in(&LEVELS, &unit.level).to_owned()),
            ("Hoạt động từ", days::shown(&unit.valid_from)),
        ]),
        form,
        problems,
        is_overtaken: false,
    }
}

/// Shows the unit as it is.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    may_administer(&ctx, PATH)?;
    let unit = rows::unit(&app.store, id).await?.ok_or(Failure::NotFound)?;
    Ok(page(StatusCode::OK, &shown(&app, &ctx, (&unit, UnitChange::of(&unit), Problems::default())))?)
}

/// Changes the unit, or shows why not with everything that was typed.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let proof = may_administer(&ctx, PATH)?;
    let unit = rows::unit(&app.store, id).await?.ok_or(Failure::NotFound)?;
    let typed = |name: &str| pairs.trimmed(name).to_owned();
    let form = UnitChange {
        version: pairs.trimmed("version").parse().map_err(|_| {
            Failure::Malformed("Trang gửi lên thiếu số phiên bản; xin mở lại trang sửa đơn vị.".into())
        })?,
        name: typed("ten"),
        national_code: typed("ma_so"),
        address: typed("dia_chi"),
        phone: typed("dien_thoai"),
        last_day: typed("den_ngay"),
        legal_basis: typed("can_cu"),
    };
    match change_unit(&app, &ctx.acting_as(Role::Administrator), (&proof, unit.clone(), &form)).await? {
        Ok(unit) => Ok(Redirect::to(&format!("{PATH}/{}?xong=sua", unit.id)).into_response()),
        Err(NotChanged::Problems(problems)) => {
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown(&app, &ctx, (&unit, form, problems.into())))?)
        }
        Err(NotChanged::Overtaken(now)) => {
            // Saving once more is a decision on what the page says now.
            let problems = Problems::from(form.differences(&now));
            let form = UnitChange { version: now.version, ..form };
            let shown = ChangePage { is_overtaken: true, ..shown(&app, &ctx, (&now, form, problems)) };
            Ok(page(StatusCode::CONFLICT, &shown)?)
        }
    }
}

crate::ui::sample!(ChangePage {
    shell: parts::sample_shell("Sửa đơn vị"),
    id: Uuid::nil(),
    name: "Xã Bình Sơn".into(),
    fixed: super::facts([("Mã", "xa-21040".into())]),
    form: UnitChange::default(),
    problems: parts::sample_problem("ten"),
    is_overtaken: true,
});
