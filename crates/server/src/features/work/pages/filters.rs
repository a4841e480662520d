//! Filters that the lists of officials share: how they stand in an address, what may be chosen, what was kept.

use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use jiff::Timestamp;

use crate::app::App;
use crate::features::work::store::views as rows;
use crate::features::work::views::{List, View};
use crate::platform::actor::Official;
use crate::platform::web::failure::percent;
use crate::platform::web::pairs::without_nul;
use crate::platform::web::{Failure, Pairs};

/// What stands behind the question mark of an address; names may repeat.
#[derive(Clone, Debug, Default)]
pub struct Asked(Pairs);

impl Asked {
    /// The value of `name`, or an empty text.
    pub fn get(&self, name: &str) -> String {
        without_nul(self.0.trimmed(name).to_owned())
    }

    /// Every value of `name`.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.all(name).map(|value| without_nul(value.to_owned())).collect()
    }

    /// An id.
    pub fn id(&self, name: &str) -> Option<uuid::Uuid> {
        self.0.trimmed(name).parse().ok()
    }

    /// The key of the last line seen: a number and an id.
    pub fn after(&self) -> Option<(i64, uuid::Uuid)> {
        let (at, id) = self.0.get("sau").split_once('.')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let RawQuery(query) = RawQuery::from_request_parts(parts, state).await.unwrap_or(RawQuery(None));
        Ok(Self(Pairs::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default()))
    }
}

/// An option of a choice.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A sentence under it.
    pub hint: String,
    /// Chosen now.
    pub checked: bool,
}

/// Options from pairs of value and label.
pub fn choices(pairs: impl IntoIterator<Item = (String, String)>, chosen: &str) -> Vec<Choice> {
    let choice = |(value, label): (String, String)| Choice {
        checked: value == chosen,
        hint: String::new(),
        value,
        label,
    };
    pairs.into_iter().map(choice).collect()
}

/// What may be asked of due times: code and words.
pub const DUE: [(&str, &str); 4] = [
    ("qua-han", "đã quá hạn"),
    ("24-gio", "đến hạn trong 24 giờ"),
    ("3-ngay", "đến hạn trong 3 ngày"),
    ("con-han", "còn hạn"),
];

/// The bounds of a choice of [`DUE`], microseconds UTC: from, before.
pub fn due_bounds(code: &str, now: Timestamp) -> (Option<i64>, Option<i64>) {
    const DAY: i64 = 86_400_000_000;
    let now = now.as_microsecond();
    match code {
        "qua-han" => (None, Some(now)),
        "24-gio" => (Some(now), Some(now + DAY)),
        "3-ngay" => (Some(now), Some(now + 3 * DAY)),
        "con-han" => (Some(now), None),
        _ => (None, None),
    }
}

/// The choices of [`DUE`].
pub fn due_choices(chosen: &str) -> Vec<Choice> {
    choices(DUE.map(|(code, name)| (code.to_owned(), name.to_owned())), chosen)
}

/// The procedures in force, by name.
pub fn procedure_choices(app: &App, chosen: &str) -> Vec<Choice> {
    let mut all: Vec<_> = app
        .catalogue
        .all()
        .iter()
        .map(|revision| (revision.code().to_owned(), revision.name().to_owned()))
        .collect();
    all.sort_by_cached_key(|(_, name)| crate::platform::fold::fold(name));
    choices(all, chosen)
}

/// The units of an official, each once.
pub fn unit_choices(official: &Official, chosen: &str) -> Vec<Choice> {
    let mut units: Vec<_> = official
        .posts
        .iter()
        .filter(|post| post.role != crate::platform::actor::Role::Administrator)
        .map(|post| (post.unit_id.to_string(), post.unit_name.clone()))
        .collect();
    units.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    units.dedup();
    choices(units, chosen)
}

/// Names and values as an address has them; empty values are left out.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let kept = pairs.iter().filter(|(_, value)| !value.is_empty());
    kept.map(|(name, value)| format!("{name}={}", percent(value).replace('&', "%26")))
        .collect::<Vec<_>>()
        .join("&")
}

/// What was kept of a list, and the form that keeps what is filtered now.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Code of the list.
    pub list: &'static str,
    /// The kept views.
    pub views: Vec<KeptView>,
    /// What is filtered now; empty when nothing is.
    pub query: String,
}

/// A kept view as a link.
#[derive(Clone, Debug, Default)]
pub struct KeptView {
    /// Its id.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where it is shown.
    pub href: String,
    /// Shown now.
    pub current: bool,
}

impl Kept {
    /// What `official` kept of `list`, when `query` is filtered.
    pub async fn of(app: &App, official: &Official, (list, query): (List, String)) -> Result<Self, Failure> {
        let views = rows::of_account(&app.store, official.account_id, list).await?;
        let shown = |view: View| KeptView {
            key: view.id.to_string(),
            current: view.query == query,
            href: format!("{}?{}", list.path(), view.query),
            name: view.name,
        };
        Ok(Self { list: list.code(), views: views.into_iter().map(shown).collect(), query })
    }
}
