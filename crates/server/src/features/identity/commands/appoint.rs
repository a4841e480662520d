//! An administrator appoints somebody to a role in a unit (_phân công_).

use serde_json::json;
use store::Batch;

use super::super::model::{Account, Appointment, FieldProblem};
use super::super::policy::MayAdminister;
use super::super::posts::why_not_appoint;
use super::super::units::day_wanted;
use super::super::{days, store as rows};
use crate::app::App;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// What is typed for a post.
#[derive(Clone, Debug, Default)]
pub struct NewPost {
    /// Code of the unit.
    pub unit_code: String,
    /// Code of the role.
    pub role: String,
    /// First day.
    pub from_date: String,
    /// Last day; may be empty.
    pub to_date: String,
}

/// Appoints the holder of `account`, or says what has to be mended.
pub async fn appoint(
    app: &App,
    ctx: &Ctx,
    (_proof, account, form): (&MayAdminister<'_>, &Account, &NewPost),
) -> Result<Result<Appointment, Vec<FieldProblem>>, Failure> {
    let mut problems = Vec::new();
    if account.disabled_at.is_some() {
        problems.push(("", "Tài khoản này đã đóng. Mở lại tài khoản trước khi phân công.".to_owned()));
    }
    let unit = rows::unit_by_code(&app.store, &form.unit_code).await?;
    if unit.is_none() {
        problems.push(("don_vi", "Chọn một đơn vị trong danh sách.".to_owned()));
    }
    let role = Role::from_code(&form.role);
    if role.is_none() {
        problems.push(("vai_tro", "Chọn một vai trò trong danh sách.".to_owned()));
    }
    let from = days::typed(&form.from_date);
    if from.is_none() {
        problems.push(("tu_ngay", day_wanted("Từ ngày", &form.from_date)));
    }
    let to = days::typed(&form.to_date);
    if !form.to_date.trim().is_empty() && (to.is_none() || to < from) {
        let typed = form.to_date.trim();
        let text = format!(
            "Đến ngày cần dạng ngày/tháng/năm, không trước từ ngày; để trống nếu chưa biết. Đã nhập “{typed}”."
        );
        problems.push(("den_ngay", text));
    }
    let (Some(unit), Some(role), Some(from), true) = (unit, role, from, problems.is_empty()) else {
        return Ok(Err(problems));
    };
    let post = Appointment {
        id: ctx.ids.uuid(),
        account_id: account.id,
        unit_id: unit.id,
        unit_name: unit.name.clone(),
        role,
        from_date: from.to_string(),
        to_date: to.map(|day| day.to_string()),
    };
    // Read before the posts: of two appointments at once the second finds its number in the chain taken and is refused, so
    // what is checked here still holds when it is written.
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let posts = rows::appointments(&app.store, account.id).await?;
    if let Some(problem) = why_not_appoint((&unit, role), (&post.from_date, post.to_date.as_deref()), &posts)
    {
        return Ok(Err(vec![problem]));
    }
    let data = json!({
        "unit": unit.code,
        "unit_name": unit.name,
        "role": role.code(),
        "from": post.from_date,
        "to": post.to_date,
    });
    let batch = rows::insert_appointment(Batch::new(), &post, ctx.now);
    let batch = journal::append(batch, ctx, &mut chain, (post.account_id, "OfficialAppointed", data));
    app.store.commit(batch).await?;
    Ok(Ok(post))
}
