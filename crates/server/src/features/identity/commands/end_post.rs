//! An administrator ends a post (_thôi phân công_), or takes one back that has not begun.

use serde_json::json;
use store::Batch;

use super::super::model::{Appointment, FieldProblem};
use super::super::policy::MayAdminister;
use super::super::posts::{Tense, why_not_end};
use super::super::units::day_wanted;
use super::super::{days, store as rows};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// Ends `post` with the day typed, or says what has to be mended. A post that has not begun is taken back whole, whatever
/// day is typed: its last day becomes the day before its first.
pub async fn end_post(
    app: &App,
    ctx: &Ctx,
    (proof, post, typed): (&MayAdminister<'_>, &Appointment, &str),
) -> Result<Result<(), Vec<FieldProblem>>, Failure> {
    let problem = |text: String| Ok(Err(vec![("den_ngay", text)]));
    let today = deadlines::zone::civil(ctx.now).date();
    let first = days::typed(&post.from_date);
    let last_day = match post.tense(today) {
        Tense::Past | Tense::Cancelled => {
            return problem("Vai trò này đã thôi giữ, không còn gì để kết thúc.".to_owned());
        }
        Tense::Future => first.and_then(|day| day.yesterday().ok()),
        Tense::Present => days::typed(typed),
    };
    let Some(last_day) = last_day else { return problem(day_wanted("Ngày cuối giữ vai trò", typed)) };
    let written = last_day.to_string();
    if post.tense(today) == Tense::Present && Some(last_day) < first {
        let from = days::shown(&post.from_date);
        return problem(format!("Ngày cuối không được trước ngày bắt đầu {from}; đã nhập “{typed}”."));
    }
    if let Some(last) = post.to_date.as_deref().filter(|last| *last <= written.as_str()) {
        let last = days::shown(last);
        return problem(format!(
            "Vai trò này đã có ngày cuối {last}. Ở đây chỉ rút ngắn được; muốn kéo dài thì phân công tiếp."
        ));
    }
    let mut chain = journal::chain_of(&app.store, post.account_id).await?;
    let posts = rows::appointments(&app.store, post.account_id).await?;
    if let Some(why) = why_not_end(proof.official().account_id, (post, last_day), &posts) {
        return problem(why);
    }
    let data = json!({
        "appointment": post.id,
        "unit_name": post.unit_name,
        "role": post.role.code(),
        "from": post.from_date,
        "last_day": written,
    });
    let batch = rows::end_appointment(Batch::new(), post, &written);
    let batch = journal::append(batch, ctx, &mut chain, (post.account_id, "AppointmentEnded", data));
    app.store.commit(batch).await?;
    Ok(Ok(()))
}
