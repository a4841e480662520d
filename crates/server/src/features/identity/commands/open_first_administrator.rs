//! The first administrator of an installation (_quản trị đầu tiên_): from the command line, because no page can be used before.

use jiff::civil::Date;
use serde_json::json;
use store::Batch;

use super::super::model::{Account, AccountKind, Appointment, login_problem, official_problems};
use super::super::{passwords, store as rows};
use crate::app::App;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::journal::{self, Chain};

/// Opens the account `login` of `full_name` with the role of administrator in the topmost unit, and gives its first password.
/// Refused while somebody is an administrator: from then on accounts are managed on pages.
pub async fn open_first_administrator(
    app: &App,
    ctx: &Ctx,
    (login, full_name): (&str, &str),
) -> anyhow::Result<String> {
    let today: Date = deadlines::zone::civil(ctx.now).date();
    let posts = rows::posts_on(&app.store, &today.to_string()).await?;
    if let Some(post) = posts.iter().find(|post| post.role == Role::Administrator) {
        anyhow::bail!(
            "Hệ thống đã có quản trị ({}). Lập tài khoản và phân công ở trang Quản trị.",
            post.unit_name
        );
    }
    let problems: Vec<_> = login_problem(login).into_iter().chain(official_problems(full_name, "")).collect();
    if let Some((_, problem)) = problems.first() {
        anyhow::bail!("{problem}");
    }
    let units = rows::units(&app.store).await?;
    let Some(unit) =
        units.iter().find(|unit| unit.parent_id.is_none() && unit.is_open_on(&today.to_string()))
    else {
        anyhow::bail!(
            "Chưa có đơn vị nào để phân công. Chạy “motcua migrate” với thư mục dữ liệu luật trước."
        );
    };
    let password = ctx.ids.readable_code(12);
    let password_hash = passwords::hash(password.clone(), ctx.ids.uuid().into_bytes()).await?;
    let who = (AccountKind::Official, login, full_name.trim());
    let account = Account::new(ctx.ids.uuid(), who, password_hash);
    let post = Appointment {
        id: ctx.ids.uuid(),
        account_id: account.id,
        unit_id: unit.id,
        unit_name: unit.name.clone(),
        role: Role::Administrator,
        from_date: today.to_string(),
        to_date: None,
    };
    let mut chain = Chain::default();
    let opened = json!({ "login": account.login, "opened_by": "dòng lệnh" });
    let appointed = json!({
        "unit": unit.code, "unit_name": unit.name, "role": post.role.code(), "from": post.from_date, "to": post.to_date,
    });
    let batch = rows::insert_account(Batch::new(), &account, ctx.now);
    let batch = rows::insert_appointment(batch, &post, ctx.now);
    let batch = journal::append(batch, ctx, &mut chain, (account.id, "OfficialAccountOpened", opened));
    let batch = journal::append(batch, ctx, &mut chain, (account.id, "OfficialAppointed", appointed));
    match app.store.commit(batch).await {
        Ok(_) => Ok(password),
        Err(error) if error.conflicts_on("account", &["login"]) => {
            anyhow::bail!("Tên đăng nhập “{login}” đã có người dùng. Chọn tên khác.")
        }
        Err(other) => Err(other.into()),
    }
}
