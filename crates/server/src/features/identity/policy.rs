//! Who may manage people and units.

use super::model::{Account, AccountKind};
use crate::platform::actor::{Citizen, Official, Role};
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// Proof that an administrator acts (_quản trị_).
#[derive(Debug)]
pub struct MayAdminister<'a> {
    official: &'a Official,
}

impl MayAdminister<'_> {
    /// Who acts.
    pub fn official(&self) -> &Official {
        self.official
    }
}

/// The proof, or why not. Somebody who is not an official is not told that the page exists.
pub fn may_administer<'a>(ctx: &'a Ctx, path: &str) -> Result<MayAdminister<'a>, Failure> {
    let official = require_official(ctx, path)?;
    if official.has_role(Role::Administrator) {
        return Ok(MayAdminister { official });
    }
    Err(Failure::Forbidden("Chỉ quản trị hệ thống làm được việc này.".into()))
}

/// The official that acts; a visitor is sent to log in, a citizen finds nothing.
pub fn require_official<'a>(ctx: &'a Ctx, path: &str) -> Result<&'a Official, Failure> {
    match (ctx.actor.official(), ctx.actor.account_id()) {
        (Some(official), _) => Ok(official),
        (None, Some(_)) => Err(Failure::NotFound),
        (None, None) => Err(Failure::LogIn(path.to_owned())),
    }
}

/// The citizen that acts; a visitor is sent to log in, an official is told to use a citizen's account.
pub fn require_citizen<'a>(ctx: &'a Ctx, path: &str) -> Result<&'a Citizen, Failure> {
    match (ctx.actor.citizen(), ctx.actor.account_id()) {
        (Some(citizen), _) => Ok(citizen),
        (None, Some(_)) => Err(Failure::Forbidden(
            "Bạn đang dùng tài khoản cán bộ. Đăng xuất rồi đăng nhập bằng tài khoản công dân để nộp và theo dõi hồ sơ của mình.".into(),
        )),
        (None, None) => Err(Failure::LogIn(path.to_owned())),
    }
}

/// Proof that somebody may make and revoke tokens of this account: its own person, or an administrator for an official.
#[derive(Debug)]
pub struct MayKeepTokens<'a> {
    account: &'a Account,
}

impl MayKeepTokens<'_> {
    /// Whose tokens.
    pub fn account(&self) -> &Account {
        self.account
    }
}

/// The proof, or why not. A citizen's tokens are the citizen's alone.
pub fn may_keep_tokens<'a>(
    ctx: &Ctx,
    (account, path): (&'a Account, &str),
) -> Result<MayKeepTokens<'a>, Failure> {
    if ctx.actor.account_id() == Some(account.id) {
        return Ok(MayKeepTokens { account });
    }
    may_administer(ctx, path)?;
    if account.kind == AccountKind::Official { Ok(MayKeepTokens { account }) } else { Err(Failure::NotFound) }
}
