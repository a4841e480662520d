//! Saved views (_bộ lọc đã lưu_): the address of a list with its filters and columns, kept by a person under a name.

use uuid::Uuid;

use super::store::views as rows;
use crate::app::App;
use crate::platform::actor::Official;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// A list that views are kept of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The inbox.
    Tasks,
    /// Dossiers of the units.
    Dossiers,
}

impl List {
    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Tasks => "viec",
            Self::Dossiers => "ho_so",
        }
    }

    /// The list of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Tasks, Self::Dossiers].into_iter().find(|list| list.code() == code)
    }

    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Tasks => "/can-bo/viec",
            Self::Dossiers => "/can-bo/ho-so",
        }
    }
}

/// A view that somebody kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its id.
    pub id: Uuid,
    /// Under which name.
    pub name: String,
    /// The filters, as they stand in the address.
    pub query: String,
}

/// A person keeps at most that many of one list.
const MOST: usize = 20;
/// Longest name and longest address.
const NAME_CHARS: usize = 60;
const QUERY_BYTES: usize = 1_000;

/// Keeps what is filtered now under `name`.
pub async fn keep(
    app: &App,
    ctx: &Ctx,
    (official, list, name, query): (&Official, List, &str, &str),
) -> Result<(), Failure> {
    let name = name.trim();
    let query = query.trim_start_matches('?');
    if name.is_empty() || name.chars().count() > NAME_CHARS {
        return Err(Failure::Malformed(format!(
            "Đặt tên cho bộ lọc, từ 1 đến {NAME_CHARS} chữ. Bộ lọc chưa được lưu."
        )));
    }
    if query.len() > QUERY_BYTES || query.contains(['#', '<', '"', ' ']) {
        return Err(Failure::Malformed("Địa chỉ của bộ lọc không đọc được. Bộ lọc chưa được lưu.".into()));
    }
    if rows::of_account(&app.store, official.account_id, list).await?.len() >= MOST {
        return Err(Failure::Conflict(format!(
            "Bạn đã lưu {MOST} bộ lọc của danh sách này. Bỏ bớt một bộ lọc rồi lưu lại."
        )));
    }
    let view = View { id: ctx.ids.uuid(), name: name.to_owned(), query: query.to_owned() };
    app.store.commit(rows::insert(store::Batch::new(), (official.account_id, list, &view), ctx.now)).await?;
    Ok(())
}

/// Lets a view of one's own go.
pub async fn drop(app: &App, official: &Official, id: Uuid) -> Result<(), Failure> {
    app.store.commit(rows::delete(store::Batch::new(), (official.account_id, id))).await?;
    Ok(())
}
