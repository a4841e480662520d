//! Requests for corrections and supplements: what is asked, and which of it a person may mend.

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use store::{Batch, Store, StoreError};
use uuid::Uuid;

use super::change::Change;
use super::store::ledger::{self, SupplementRow};
use super::texts::within_limit;
use crate::platform::counters::Taken;
use crate::platform::web::Failure;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `field` or `component`.
    pub kind: String,
    /// Id in the form or among the components.
    pub id: String,
    /// Name that people read.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// What an official asks for: one complete list (_danh mục cần bổ sung_).
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What to mend.
    pub items: Vec<Item>,
    /// Why, as a whole.
    pub reason: String,
    /// Day by which it is expected; may be absent.
    pub expected_by: Option<Date>,
    /// Whom to ask.
    pub contact: String,
}

/// A request with the number it takes.
pub struct NewRequest {
    /// What is stored.
    pub row: SupplementRow,
    taken: Taken,
}

impl NewRequest {
    /// Adds to `batch` what makes the number true.
    pub fn claim(&self, batch: Batch) -> Batch {
        self.taken.claim(batch)
    }
}

/// A request ready to be stored, or why it cannot be: nothing to mend, or something without a reason.
pub async fn new_request(
    change: &Change<'_>,
    (kind, request): (&str, &Request),
) -> Result<NewRequest, Failure> {
    if request.items.is_empty() {
        return Err(Failure::Malformed(
            "Chọn ít nhất một mục cần sửa hoặc bổ sung. Yêu cầu chưa được gửi.".into(),
        ));
    }
    if let Some(item) = request.items.iter().find(|item| item.reason.trim().is_empty()) {
        return Err(Failure::Malformed(format!(
            "Mục “{}” chưa có lý do. Ghi rõ thiếu gì, sai gì để người nộp sửa một lần là xong. Yêu cầu chưa được gửi.",
            item.name
        )));
    }
    within_limit("Lý do chung", &request.reason)?;
    within_limit("Liên hệ", &request.contact)?;
    for item in &request.items {
        within_limit(&format!("Lý do của mục “{}”", item.name), &item.reason)?;
    }
    let (app, now) = (change.app, change.ctx.now);
    let year = deadlines::zone::civil(now).date().year();
    let key = format!("supplement/{}/{year}", change.dossier.desk_unit_id);
    let taken = app.counters.next(&app.store, key).await?;
    let items: Vec<_> = request
        .items
        .iter()
        .map(|item| json!({ "kind": item.kind, "id": item.id, "name": item.name, "reason": item.reason.trim() }))
        .collect();
    let row = SupplementRow {
        id: change.ctx.ids.uuid(),
        kind: kind.to_owned(),
        number: format!("{}/HDHS", taken.n),
        reason: request.reason.trim().to_owned(),
        items: Json::Array(items),
        contact: request.contact.trim().to_owned(),
        expected_by: request.expected_by.map(|day| day.to_string()),
        asked_at: now.as_microsecond(),
        asked_by: change.ctx.actor.name().to_owned(),
        answered_at: None,
        version: 1,
    };
    Ok(NewRequest { row, taken })
}

/// The request that waits for the applicant, if there is one.
pub async fn open_request(store: &Store, dossier_id: Uuid) -> Result<Option<SupplementRow>, StoreError> {
    Ok(ledger::supplements(store, dossier_id)
        .await?
        .into_iter()
        .rev()
        .find(|request| request.answered_at.is_none()))
}

/// What a stored request asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items(Vec<Item>);

impl Items {
    /// The items of `request`.
    pub fn of(request: &SupplementRow) -> Self {
        let text = |item: &Json, key: &str| item.get(key).and_then(Json::as_str).unwrap_or("").to_owned();
        let item = |item: &Json| Item {
            kind: text(item, "kind"),
            id: text(item, "id"),
            name: text(item, "name"),
            reason: text(item, "reason"),
        };
        Self(request.items.as_array().map(|items| items.iter().map(item).collect()).unwrap_or_default())
    }

    /// Whether this field of the form may be mended.
    pub fn asks_field(&self, id: &str) -> bool {
        self.0.iter().any(|item| item.kind == "field" && item.id == id)
    }

    /// Whether files of this component may be given.
    pub fn asks_component(&self, id: &str) -> bool {
        self.0.iter().any(|item| item.kind == "component" && item.id == id)
    }

    /// Ids of the components asked for.
    pub fn components(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|item| item.kind == "component").map(|item| item.id.as_str())
    }

    /// All items, in order.
    pub fn as_slice(&self) -> &[Item] {
        &self.0
    }
}
