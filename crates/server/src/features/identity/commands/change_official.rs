//! An administrator mends the name or the e-mail address of an official (_sửa thông tin cán bộ_).
//!
//! Papers and events that were issued keep the name they were issued under: they carry their own copies.

use serde_json::json;
use store::{Batch, CommitError};

use super::super::model::{Account, FieldProblem, official_problems};
use super::super::policy::MayAdminister;
use super::super::store as rows;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// What is typed to change an official.
#[derive(Clone, Debug, Default)]
pub struct OfficialChange {
    /// Version of the account that was on the page.
    pub version: i64,
    /// Full name.
    pub full_name: String,
    /// E-mail address; may be empty.
    pub email: String,
}

impl OfficialChange {
    /// The form as it stands before anything is typed.
    pub fn of(account: &Account) -> Self {
        Self { version: account.version, full_name: account.full_name.clone(), email: account.email.clone() }
    }
}

/// Writes the change, or says what has to be mended. A form without any change writes nothing.
pub async fn change_official(
    app: &App,
    ctx: &Ctx,
    (_proof, account, form): (&MayAdminister<'_>, &Account, &OfficialChange),
) -> Result<Result<(), Vec<FieldProblem>>, Failure> {
    let problems = official_problems(&form.full_name, &form.email);
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let changed = Account {
        full_name: form.full_name.trim().to_owned(),
        email: form.email.clone(),
        version: form.version,
        ..account.clone()
    };
    if changed.full_name == account.full_name && changed.email == account.email {
        return Ok(Ok(()));
    }
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let data = json!({
        "full_name": [account.full_name, changed.full_name],
        "is_email_changed": account.email != changed.email,
    });
    let batch = rows::set_name(Batch::new(), &changed);
    let batch = journal::append(batch, ctx, &mut chain, (account.id, "OfficialChanged", data));
    match app.store.commit(batch).await {
        Ok(_) => Ok(Ok(())),
        Err(CommitError::Guard { .. } | CommitError::Conflict { .. }) => Ok(Err(overtaken())),
        Err(other) => Err(other.into()),
    }
}

fn overtaken() -> Vec<FieldProblem> {
    let text = "Người khác vừa sửa tài khoản này sau khi trang được mở. Nội dung bạn nhập chưa được ghi; xem lại rồi lưu lần nữa.";
    vec![("", text.to_owned())]
}
