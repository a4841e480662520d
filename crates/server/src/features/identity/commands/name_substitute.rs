//! An official names a substitute for some days (_cử người thay thế_), or calls it off. The work stays theirs: the name of the
//! holder stands where it stood, and each act of the substitute says for whom it was done.

use deadlines::zone;
use jiff::ToSpan;
use serde_json::json;
use store::Batch;
use uuid::Uuid;

use super::super::days;
use super::super::model::FieldProblem;
use super::super::store::{self as rows, Substitution};
use super::super::units::day_wanted;
use crate::app::App;
use crate::platform::actor::{Official, Role};
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// What is typed.
#[derive(Clone, Debug, Default)]
pub struct NewSubstitute {
    /// Account of the substitute.
    pub substitute: String,
    /// First day.
    pub from_date: String,
    /// Last day.
    pub to_date: String,
    /// Why.
    pub reason: String,
}

/// The longest time somebody stands in for somebody else; longer needs a post of their own.
const MOST_DAYS: i64 = 180;
const REASON_CHARS: usize = 300;

/// Everybody who may stand in for `official`: who handles dossiers today in a unit where the official has a role that passes on.
pub async fn candidates(app: &App, ctx: &Ctx, official: &Official) -> Result<Vec<(Uuid, String)>, Failure> {
    let today = zone::civil(ctx.now).date();
    let mut units: Vec<_> = rows::appointments(&app.store, official.account_id)
        .await?
        .into_iter()
        .filter(|post| post.role.passes_to_substitute() && post.holds_on(today))
        .map(|post| post.unit_id)
        .collect();
    units.sort_unstable();
    units.dedup();
    let today = today.to_string();
    let mut people = Vec::new();
    for unit_id in units {
        let posts = rows::posts_in_unit(&app.store, unit_id, &today).await?;
        let posts = posts.into_iter().filter(|post| {
            post.role != Role::Administrator
                && post.from_date <= today
                && post.account_id != official.account_id
        });
        people.extend(posts.map(|post| (post.account_id, post.full_name)));
    }
    people.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    people.dedup();
    Ok(people)
}

/// Names the substitute, or says what has to be mended.
pub async fn name_substitute(
    app: &App,
    ctx: &Ctx,
    (official, form): (&Official, &NewSubstitute),
) -> Result<Result<(), Vec<FieldProblem>>, Failure> {
    let today = zone::civil(ctx.now).date();
    let mut problems = Vec::new();
    let people = candidates(app, ctx, official).await?;
    let substitute = people.iter().find(|(id, _)| id.to_string() == form.substitute);
    if substitute.is_none() {
        problems.push(("nguoi", "Chọn một người cùng đơn vị trong danh sách.".to_owned()));
    }
    let (from, to) = (days::typed(&form.from_date), days::typed(&form.to_date));
    if from.is_none_or(|from| from < today) {
        problems
            .push(("tu_ngay", format!("{} Không trước hôm nay.", day_wanted("Từ ngày", &form.from_date))));
    }
    let longest = from.map(|from| from.saturating_add(MOST_DAYS.days()));
    if to.is_none() || to < from || to > longest {
        let wanted = day_wanted("Đến ngày", &form.to_date);
        problems.push(("den_ngay", format!("{wanted} Không trước từ ngày, không quá {MOST_DAYS} ngày.")));
    }
    let reason = form.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS {
        problems.push(("ly_do", format!("Ghi lý do, nhiều nhất {REASON_CHARS} chữ, ví dụ: nghỉ phép.")));
    }
    let (Some((substitute_id, full_name)), Some(from), Some(to), true) =
        (substitute, from, to, problems.is_empty())
    else {
        return Ok(Err(problems));
    };
    let row = Substitution {
        id: ctx.ids.uuid(),
        substitute_id: *substitute_id,
        full_name: full_name.clone(),
        from_date: from.to_string(),
        to_date: to.to_string(),
        reason: reason.to_owned(),
    };
    let data = json!({ "substitute": full_name, "from": row.from_date, "to": row.to_date, "reason": reason });
    let mut chain = journal::chain_of(&app.store, official.account_id).await?;
    let batch = rows::insert_substitution(Batch::new(), official.account_id, (&row, ctx.now));
    let batch = journal::append(batch, ctx, &mut chain, (official.account_id, "SubstituteNamed", data));
    app.store.commit(batch).await?;
    Ok(Ok(()))
}

/// Calls a substitution of one's own off: yesterday was its last day.
pub async fn end_substitution(
    app: &App,
    ctx: &Ctx,
    (official, id): (&Official, Uuid),
) -> Result<(), Failure> {
    let today = zone::civil(ctx.now).date();
    let all = rows::substitutions(&app.store, official.account_id, &today.to_string()).await?;
    let row = all.into_iter().find(|row| row.id == id).ok_or(Failure::NotFound)?;
    let last_day = today.saturating_sub(1.day()).to_string();
    let data = json!({ "substitute": row.full_name, "last_day": last_day });
    let mut chain = journal::chain_of(&app.store, official.account_id).await?;
    let batch = rows::end_substitution(Batch::new(), official.account_id, (id, &last_day));
    let batch = journal::append(batch, ctx, &mut chain, (official.account_id, "SubstituteEnded", data));
    app.store.commit(batch).await?;
    Ok(())
}
