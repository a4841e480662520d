//! Pages of the administrator (_quản trị_): units, officials and what they may do.

pub mod appoint;
pub mod history;
pub mod people;
pub mod person;
pub mod person_close;
pub mod person_new;
pub mod person_password;
pub mod person_tokens;
pub mod post_end;
pub mod unit;
pub mod unit_change;
pub mod unit_new;
pub mod units;

use uuid::Uuid;

use crate::app::App;
use crate::features::identity::{Account, AccountKind, Unit, store as rows};
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// A row of a list of facts.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// What.
    pub key: &'static str,
    /// How it stands.
    pub value: String,
    /// Always empty: facts are changed on a page of their own.
    pub change: String,
}

fn facts<const N: usize>(pairs: [(&'static str, String); N]) -> Vec<Fact> {
    pairs.into_iter().map(|(key, value)| Fact { key, value, change: String::new() }).collect()
}

/// The official's account `id`; a citizen's account is not found here.
async fn official_account(app: &App, id: Uuid) -> Result<Account, Failure> {
    let account = rows::account(&app.store, id).await?;
    account.filter(|account| account.kind == AccountKind::Official).ok_or(Failure::NotFound)
}

/// "Sở Tư pháp (so-tu-phap)".
fn named(unit: &Unit) -> String {
    format!("{} ({})", unit.name, unit.code)
}

/// The password that was typed, or a new one that can be read out: 12 characters, about 55 bits.
fn typed_or_made(ctx: &Ctx, typed: &str) -> String {
    if typed.is_empty() { ctx.ids.readable_code(12) } else { typed.to_owned() }
}
