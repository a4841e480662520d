//! An administrator appoints somebody to a role in a unit, or ends a post (_phân công, thôi phân công_).

use jiff::civil::Date;
use serde_json::json;
use store::Batch;
use uuid::Uuid;

use super::super::model::{Appointment, FieldProblem};
use super::super::policy::MayAdminister;
use super::super::store as rows;
use crate::app::App;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// What is typed for a post.
#[derive(Clone, Debug, Default)]
pub struct NewPost {
    /// Who.
    pub account_id: Uuid,
    /// Code of the unit.
    pub unit_code: String,
    /// Code of the role.
    pub role: String,
    /// First day, ISO.
    pub from_date: String,
    /// Last day, ISO; may be empty.
    pub to_date: String,
}

/// Appoints, or says what has to be mended.
pub async fn appoint(
    app: &App,
    ctx: &Ctx,
    (_proof, form): (&MayAdminister<'_>, &NewPost),
) -> Result<Result<Appointment, Vec<FieldProblem>>, Failure> {
    let mut problems = Vec::new();
    let unit = rows::unit_by_code(&app.store, &form.unit_code).await?;
    if unit.is_none() {
        problems.push(("don_vi", format!("Không có đơn vị mã “{}”.", form.unit_code)));
    }
    let role = Role::from_code(&form.role);
    if role.is_none() {
        problems.push(("vai_tro", "Chọn một vai trò trong danh sách.".to_owned()));
    }
    let from = form.from_date.parse::<Date>();
    if from.is_err() {
        problems.push(("tu_ngay", format!("Từ ngày cần dạng năm-tháng-ngày; đã nhập “{}”.", form.from_date)));
    }
    let to = form.to_date.parse::<Date>();
    if !form.to_date.is_empty() && (to.is_err() || to.ok() < from.ok()) {
        problems
            .push(("den_ngay", "Đến ngày cần là một ngày không trước từ ngày, hoặc để trống.".to_owned()));
    }
    let (Some(unit), Some(role), true) = (unit, role, problems.is_empty()) else { return Ok(Err(problems)) };
    let post = Appointment {
        id: ctx.ids.uuid(),
        account_id: form.account_id,
        unit_id: unit.id,
        unit_name: unit.name,
        role,
        from_date: form.from_date.clone(),
        to_date: Some(form.to_date.clone()).filter(|to| !to.is_empty()),
    };
    let data = json!({ "unit": unit.code, "role": role.code(), "from": post.from_date, "to": post.to_date });
    let mut chain = journal::chain_of(&app.store, post.account_id).await?;
    let batch = rows::insert_appointment(Batch::new(), &post, ctx.now);
    let batch = journal::append(batch, ctx, &mut chain, (post.account_id, "OfficialAppointed", data));
    app.store.commit(batch).await?;
    Ok(Ok(post))
}

/// Ends the post `id` of `account_id` with `last_day`.
pub async fn end_post(
    app: &App,
    ctx: &Ctx,
    (_proof, account_id, id, last_day): (&MayAdminister<'_>, Uuid, Uuid, Date),
) -> Result<(), Failure> {
    let last_day = last_day.to_string();
    let mut chain = journal::chain_of(&app.store, account_id).await?;
    let batch = rows::end_appointment(Batch::new(), id, &last_day);
    let data = json!({ "appointment": id, "last_day": last_day });
    let batch = journal::append(batch, ctx, &mut chain, (account_id, "AppointmentEnded", data));
    app.store.commit(batch).await?;
    Ok(())
}
