//! What the answer to a request comes to (_nội dung sửa, bổ sung_): the asked fields as mended, and what they make necessary.
//!
//! Whoever is asked for one answer may have to give others: "divorced" instead of "single" asks for the judgment. Those fields and
//! papers open together with the asked ones; everything else stays as it was filed, whatever is posted.

use std::collections::BTreeSet;

use forms::{Answers, Kind, Severity};

use super::answers::Reading;
use super::change::Change;
use super::requests::Items;
use crate::platform::web::Failure;

/// The dossier's answers with those of the applicant, and what may be mended.
#[derive(Debug)]
pub struct Mending {
    /// The answers as typed.
    pub answers: Answers,
    /// The same, read.
    pub reading: Reading,
    fields: BTreeSet<String>,
    components: BTreeSet<String>,
}

impl Mending {
    /// Whether this field may be answered.
    pub fn opens_field(&self, id: &str) -> bool {
        self.fields.contains(id)
    }

    /// Whether files of this component may be given.
    pub fn opens_component(&self, id: &str) -> bool {
        self.components.contains(id)
    }

    /// Fields that say something else than before.
    pub fn changed(&self, change: &Change<'_>) -> Vec<String> {
        let is_changed = |id: &&String| self.answers.get(*id) != change.dossier.answers.get(*id);
        self.fields.iter().filter(is_changed).cloned().collect()
    }
}

/// The dossier as it was filed: nothing typed yet.
pub async fn unmended(change: &Change<'_>, items: &Items) -> Result<Mending, Failure> {
    let answers = change.dossier.answers.as_object().cloned().unwrap_or_default();
    mended(change, (items, &answers)).await
}

/// The dossier with `posted` in the asked fields, and in those that become necessary by them.
pub async fn mended(change: &Change<'_>, (items, posted): (&Items, &Answers)) -> Result<Mending, Failure> {
    let filed = change.dossier.answers.as_object().cloned().unwrap_or_default();
    let form = change.revision.pack.form();
    let asked = form.fields.iter().map(|field| &field.id).filter(|id| items.asks_field(id));
    let mut fields: BTreeSet<String> = asked.cloned().collect();
    // Each turn opens at least one more field, so the loop ends.
    loop {
        let answers = merged(change, (&filed, posted, &fields));
        let read = serde_json::Value::Object(answers.clone());
        let reading = Reading::of_changed(change.app, &change.revision, (&change.dossier, read)).await?;
        let before = fields.len();
        fields.extend(followers(change, &reading));
        if fields.len() == before {
            let components = components(change, (items, &reading));
            return Ok(Mending { answers, reading, fields, components });
        }
    }
}

/// What was filed, with what was posted in the fields that are open.
fn merged(change: &Change<'_>, (filed, posted, open): (&Answers, &Answers, &BTreeSet<String>)) -> Answers {
    let mut answers = filed.clone();
    for field in change.revision.pack.form().fields.iter().filter(|field| open.contains(&field.id)) {
        match posted.get(&field.id) {
            Some(value) => {
                answers.insert(field.id.clone(), value.clone());
            }
            // A box without its tick is not posted.
            None if matches!(field.kind, Kind::Checkbox | Kind::Multi(_)) => {
                answers.remove(&field.id);
            }
            None => {}
        }
    }
    answers
}

/// Fields that the mended answers have opened: shown only now, or no longer right.
fn followers(change: &Change<'_>, reading: &Reading) -> Vec<String> {
    let form = change.revision.pack.form();
    let blocks = |id: &str| {
        reading.problems().iter().any(|problem| {
            problem.severity == Severity::Problem && problem.path.split(['[', '.']).next() == Some(id)
        })
    };
    let is_new =
        |id: &str| reading.checked.is_visible(form, id) && !change.reading.checked.is_visible(form, id);
    let answerable = form.fields.iter().filter(|field| !matches!(field.kind, Kind::Computed(_)));
    answerable.map(|field| field.id.clone()).filter(|id| is_new(id) || blocks(id)).collect()
}

/// Components asked for, and those that the mended answers require.
fn components(change: &Change<'_>, (items, reading): (&Items, &Reading)) -> BTreeSet<String> {
    let required = |reading: &Reading| -> BTreeSet<String> {
        let needs = reading.components(&change.revision).into_iter();
        needs
            .filter(|need| need.is_required && !need.component.from_form)
            .map(|need| need.component.id.clone())
            .collect()
    };
    let mut open: BTreeSet<String> = items.components().map(str::to_owned).collect();
    open.extend(required(reading).difference(&required(&change.reading)).cloned());
    open.extend(reading.missing(&change.revision).iter().map(|need| need.component.id.clone()));
    open
}
