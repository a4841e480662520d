//! Somebody logs in (_đăng nhập_), or is told to wait.

use jiff::SignedDuration;
use store::Batch;

use super::super::session::{end, hash_token, token_text};
use super::super::{passwords, store as rows};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// That many wrong passwords for one login name …
const MAX_TRIES: i64 = 5;
/// … within that time …
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// … close it for that long.
const BLOCK: SignedDuration = SignedDuration::from_mins(15);

/// No login name is as long; what is typed beyond is not kept.
const MAX_LOGIN_CHARS: usize = 254;

/// Why nobody was logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotLoggedIn {
    /// Name or password is wrong; which one is not said.
    Wrong,
    /// Too many wrong passwords; minutes to wait.
    Wait(i64),
}

/// The token of a new session, or why not. `device` is what the browser calls itself.
pub async fn log_in(
    app: &App,
    ctx: &Ctx,
    (login, password, device): (&str, &str, &str),
) -> Result<Result<String, NotLoggedIn>, Failure> {
    let login: String = login.trim().to_lowercase().chars().take(MAX_LOGIN_CHARS).collect();
    let now = ctx.now.as_microsecond();
    let limit = rows::TryLimit {
        most: MAX_TRIES,
        forget_before: now - micros(WINDOW),
        closed_until: now + micros(BLOCK),
    };
    let (tries, closed_until) = rows::count_try(&app.store, &login, (ctx.now, limit)).await?;
    let wait = closed_until.map(|until| NotLoggedIn::Wait((until - now - 1) / 60_000_000 + 1));
    if tries > MAX_TRIES {
        return Ok(Err(wait.unwrap_or(NotLoggedIn::Wrong)));
    }
    let account =
        rows::account_by_login(&app.store, &login).await?.filter(|account| account.disabled_at.is_none());
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let is_right = passwords::verify(password.to_owned(), stored).await?;
    let Some(account) = account.filter(|_| is_right) else {
        return Ok(Err(wait.unwrap_or(NotLoggedIn::Wrong)));
    };
    let token = token_text(ctx.ids.secret());
    let device: String = device.chars().filter(|c| !c.is_control()).take(200).collect();
    let batch = rows::forget_tries(Batch::new(), &login);
    let batch = rows::insert_session(
        batch,
        (ctx.ids.uuid(), hash_token(&token), account.id),
        (&device, now, end(ctx.now)),
    );
    app.store.commit(batch).await?;
    Ok(Ok(token))
}

fn micros(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
