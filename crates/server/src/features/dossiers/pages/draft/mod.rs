//! Filling a form (_kê khai trực tuyến_): one section at a time, papers, check your answers, submit once.

pub mod papers;
pub mod places;
pub mod review;
pub mod section;
pub mod start;

use std::sync::Arc;

use uuid::Uuid;

use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::dossiers::answers::Reading;
use crate::features::dossiers::store::drafts::{self, Draft};
use crate::features::identity::policy::require_citizen;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;
use crate::ui::{Words, format};

/// A draft with its revision.
pub struct Open {
    /// The draft.
    pub draft: Draft,
    /// Its revision.
    pub revision: Arc<Revision>,
}

/// A step beside the form.
pub struct StepLink {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub text: String,
    /// `done`, `now`, `todo` or `problem`.
    pub state: &'static str,
    /// The same as a word.
    pub word: String,
}

impl Open {
    /// The draft `id` of the citizen that acts; another's does not exist.
    pub async fn find(app: &App, ctx: &Ctx, id: Uuid) -> Result<Self, Failure> {
        let citizen = require_citizen(ctx, &format!("/ho-so-nhap/{id}"))?;
        let draft = drafts::one(&app.store, (id, citizen.account_id)).await?.ok_or(Failure::NotFound)?;
        if draft.submitted_at.is_some() {
            return Err(Failure::Conflict(
                "Hồ sơ này đã nộp nên không sửa ở đây được nữa. Xem ở mục Hồ sơ của tôi.".into(),
            ));
        }
        let revision = app.catalogue.revision(&app.store, draft.revision_id).await?;
        Ok(Self { draft, revision })
    }

    /// "Đã lưu lúc 9:14, chưa nộp".
    pub fn saved_words(&self, words: Words) -> String {
        words.with("draft-saved-at", "when", format::moment(timestamp(self.draft.saved_at)))
    }

    /// The steps beside the form, `now` being the one shown.
    pub fn steps(&self, reading: &Reading, (now, words): (&str, Words)) -> Vec<StepLink> {
        let id = self.draft.id;
        let form = self.revision.pack.form();
        let mut steps = Vec::new();
        for section in &form.sections {
            let fields = &form.fields[section.fields.clone()];
            if !fields.iter().any(|field| reading.checked.is_visible(form, &field.id)) {
                continue;
            }
            let has_problem = fields.iter().any(|field| has_problem(reading, &field.id));
            // What the form proposed itself says nothing about whether somebody was here.
            let is_own = |field: &&forms::Field| field.default.is_none() && field.prefill.is_none();
            let mut own = fields.iter().filter(is_own);
            let is_touched = own.any(|field| reading.checked.values.contains_key(&field.id));
            let state = match (section.id == now, has_problem, is_touched) {
                (true, ..) => "now",
                (_, false, _) => "done",
                (_, true, true) => "problem",
                (_, true, false) => "todo",
            };
            let href = format!("/ho-so-nhap/{id}/phan/{}", section.id);
            steps.push(step(href, (section.title.vi.clone(), state, words)));
        }
        let papers = if now == "giay-to" {
            "now"
        } else if reading.missing(&self.revision).is_empty() {
            "done"
        } else {
            "todo"
        };
        steps.push(step(format!("/ho-so-nhap/{id}/giay-to"), (words.get("step-papers"), papers, words)));
        let review = if now == "kiem-tra" { "now" } else { "todo" };
        steps.push(step(format!("/ho-so-nhap/{id}/kiem-tra"), (words.get("step-review"), review, words)));
        steps
    }

    /// The address of the step after `now`.
    pub fn next_after(&self, reading: &Reading, (now, words): (&str, Words)) -> String {
        let steps = self.steps(reading, (now, words));
        let at = steps.iter().position(|step| step.state == "now").unwrap_or(0);
        steps.get(at + 1).or(steps.last()).map(|step| step.href.clone()).unwrap_or_default()
    }
}

/// Whether a problem stands at this field or inside it.
pub fn has_problem(reading: &Reading, field: &str) -> bool {
    reading.problems().iter().any(|problem| {
        problem.severity == forms::Severity::Problem
            && problem
                .path
                .strip_prefix(field)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
    })
}

fn step(href: String, (text, state, words): (String, &'static str, Words)) -> StepLink {
    StepLink { href, text, word: words.get(&format!("step-{state}")), state }
}
