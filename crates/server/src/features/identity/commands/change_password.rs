//! Somebody changes their own password (_đổi mật khẩu_); everywhere else the account is logged in ends, and so do its
//! tokens.

use serde_json::Value as Json;
use store::Batch;
use uuid::Uuid;

use super::super::model::{Account, MIN_PASSWORD};
use super::super::own::Told;
use super::super::{passwords, store as rows};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::Failure;

/// What is typed.
#[derive(Clone, Debug, Default)]
pub struct PasswordChange {
    /// The password as it was.
    pub old: String,
    /// The new one.
    pub new: String,
    /// The same again.
    pub again: String,
}

impl PasswordChange {
    /// What has to be mended before the old password is looked at.
    pub fn problems(&self) -> Vec<Told> {
        let mut problems = Vec::new();
        if self.old.is_empty() {
            problems.push(Told::new("mat_khau_cu", "password-old-missing"));
        }
        if self.new.chars().count() < MIN_PASSWORD {
            problems.push(Told::new("mat_khau", "password-short"));
        } else if self.new == self.old {
            problems.push(Told::new("mat_khau", "password-same"));
        } else if self.new != self.again {
            problems.push(Told::new("mat_khau_lai", "password-differs"));
        }
        problems
    }
}

/// Changes the password of `account`, keeping the session `kept`; or says what has to be mended.
pub async fn change_password(
    app: &App,
    ctx: &Ctx,
    (account, kept, form): (&Account, Uuid, &PasswordChange),
) -> Result<Result<(), Vec<Told>>, Failure> {
    let problems = form.problems();
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    if !passwords::verify(form.old.clone(), Some(account.password_hash.clone())).await? {
        return Ok(Err(vec![Told::new("mat_khau_cu", "password-old-wrong")]));
    }
    let hash = passwords::hash(form.new.clone(), ctx.ids.uuid().into_bytes()).await?;
    let mut chain = journal::chain_of(&app.store, account.id).await?;
    let batch = rows::set_password(Batch::new(), account, hash);
    let batch = rows::revoke_other_sessions(batch, (account.id, kept), ctx.now);
    let batch = rows::revoke_all_tokens(batch, account.id, ctx.now);
    let batch = journal::append(batch, ctx, &mut chain, (account.id, "PasswordChanged", Json::Null));
    app.store.commit(batch).await?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_is_long_enough_another_one_and_typed_twice_alike() {
        let told = |old: &str, new: &str, again: &str| {
            let form = PasswordChange { old: old.into(), new: new.into(), again: again.into() };
            form.problems().iter().map(|told| told.key).collect::<Vec<_>>()
        };
        assert_eq!(told("mật khẩu cũ", "mật khẩu mới", "mật khẩu mới"), [""; 0]);
        assert_eq!(told("", "mật khẩu mới", "mật khẩu mới"), ["password-old-missing"]);
        assert_eq!(told("mật khẩu cũ", "ngắn", "ngắn"), ["password-short"]);
        assert_eq!(told("mật khẩu cũ", "mật khẩu cũ", "mật khẩu cũ"), ["password-same"]);
        assert_eq!(told("mật khẩu cũ", "mật khẩu mới", "mật khẩu mơi"), ["password-differs"]);
    }
}
