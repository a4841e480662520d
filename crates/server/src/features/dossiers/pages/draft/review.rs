//! Check your answers (_kiểm tra rồi nộp_): reads like a document; one button sends it, once.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use uuid::Uuid;

use super::papers::infected_words;
use super::{Open, StepLink};
use crate::app::App;
use crate::features::dossiers::answers::Reading;
use crate::features::dossiers::commands::submit::{NotYet, submit};
#[cfg(test)]
use crate::features::dossiers::pages::sample;
use crate::features::dossiers::store::drafts;
use crate::features::identity::policy::require_citizen;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Problem, Shell, format, page};

#[derive(Template)]
#[template(path = "features/dossiers/pages/draft/review.html")]
struct ReviewPage {
    shell: Shell,
    id: Uuid,
    steps: Vec<StepLink>,
    progress: String,
    sections: Vec<AnswerSection>,
    papers: Vec<AnswerRow>,
    charges: Vec<String>,
    problems: Vec<Problem>,
}

/// A section of answers.
pub struct AnswerSection {
    /// Its title.
    pub title: String,
    /// Where it can be changed.
    pub change: String,
    /// Its answers.
    pub rows: Vec<AnswerRow>,
}

/// One answer.
pub struct AnswerRow {
    /// The question.
    pub key: String,
    /// The answer as people read it.
    pub value: String,
    /// Where it can be changed; empty for none.
    pub change: String,
}

/// Shows all answers, and what still has to be mended.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap, Path(id): Path<Uuid>) -> Found {
    let open = Open::find(&app, &ctx, id).await?;
    let reading = Reading::of_draft(&app, &open.revision, (&open.draft, ctx.now)).await?;
    show(&app, &ctx, (&open, &reading, &headers, None))
}

/// Sends the draft. A second click finds the dossier that the first one made.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap, Path(id): Path<Uuid>) -> Found {
    let citizen = require_citizen(&ctx, &format!("/ho-so-nhap/{id}/kiem-tra"))?;
    let draft = drafts::one(&app.store, (id, citizen.account_id)).await?.ok_or(Failure::NotFound)?;
    let revision = app.catalogue.revision(&app.store, draft.revision_id).await?;
    match submit(&app, &ctx, (&draft, &revision)).await? {
        Ok(dossier) => Ok(Redirect::to(&format!("/ho-so-cua-toi/{}/da-nop", dossier.id)).into_response()),
        Err(NotYet::Problems(reading)) => {
            show(&app, &ctx, (&Open { draft, revision }, &reading, &headers, Some(String::new())))
        }
        Err(NotYet::NoAgency(reason)) => {
            let reading = Reading::of_draft(&app, &revision, (&draft, ctx.now)).await?;
            show(&app, &ctx, (&Open { draft, revision }, &reading, &headers, Some(reason)))
        }
    }
}

/// Answers section by section, as people read them.
pub fn answer_sections(
    reading: &Reading,
    (revision, change): (&crate::features::catalogue::Revision, &str),
) -> Vec<AnswerSection> {
    let form = revision.pack.form();
    form.sections
        .iter()
        .map(|section| {
            let fields = form.fields[section.fields.clone()].iter();
            let rows = fields
                .filter(|field| reading.checked.is_visible(form, &field.id))
                .flat_map(|field| rows(field, reading));
            AnswerSection {
                title: section.title.vi.clone(),
                change: if change.is_empty() {
                    String::new()
                } else {
                    format!("{change}/phan/{}", section.id)
                },
                rows: rows.collect(),
            }
        })
        .filter(|section| !section.rows.is_empty())
        .collect()
}

/// A table gives a row for each of its rows.
fn rows(field: &forms::Field, reading: &Reading) -> Vec<AnswerRow> {
    let row = |key: String, value: String| AnswerRow { key, value, change: String::new() };
    match (&field.kind, reading.texts().get(&field.id)) {
        (forms::Kind::Table(table), Some(serde_json::Value::Array(lines))) => lines
            .iter()
            .enumerate()
            .map(|(at, line)| {
                let cell = |column: &forms::Field| {
                    let text = line.get(&column.id).and_then(serde_json::Value::as_str).unwrap_or("");
                    (!text.is_empty()).then(|| format!("{}: {text}", column.label.vi))
                };
                let cells: Vec<_> = table.columns.iter().filter_map(cell).collect();
                row(format!("{}, dòng {}", field.label.vi, at + 1), cells.join("; "))
            })
            .collect(),
        (_, Some(serde_json::Value::String(text))) => vec![row(field.label.vi.clone(), text.clone())],
        _ => vec![row(field.label.vi.clone(), String::new())],
    }
}

fn show(
    app: &App,
    ctx: &Ctx,
    (open, reading, headers, refused): (&Open, &Reading, &HeaderMap, Option<String>),
) -> Found {
    let mut shell = Shell::citizen(app, ctx, ("", "/ho-so-cua-toi", headers));
    shell.title = shell.t("review-title");
    let (words, id) = (shell.words, open.draft.id);
    let revision = &open.revision;
    let mut problems = Vec::new();
    if let Some(reason) = refused.as_ref().filter(|reason| !reason.is_empty()) {
        problems.push(Problem { text: reason.clone(), href: String::new() });
    }
    problems.extend(form_problems(open, reading));
    for need in reading.missing(revision) {
        problems.push(Problem {
            text: format!("Thiếu giấy tờ: {}", need.component.name.vi),
            href: format!("/ho-so-nhap/{id}/giay-to#{}", need.component.id),
        });
    }
    problems.extend(reading.infected().map(|file| Problem {
        text: infected_words(file),
        href: format!("/ho-so-nhap/{id}/giay-to#{}", file.component),
    }));
    let steps = open.steps(reading, ("kiem-tra", words));
    let name = |component: &str| crate::features::dossiers::answers::component_name(revision, component);
    let shown = ReviewPage {
        id,
        progress: words.with("step-progress", "place", format!("{0}/{0}", steps.len())),
        steps,
        sections: answer_sections(reading, (revision, &format!("/ho-so-nhap/{id}"))),
        papers: reading
            .files()
            .iter()
            .map(|file| AnswerRow {
                key: name(&file.component),
                value: format!("{}, {}", file.name, format::size(file.size_bytes)),
                change: String::new(),
            })
            .collect(),
        charges: reading
            .charges(revision, None)
            .into_iter()
            .map(|charge| format!("{}: {}", charge.label, charge.explanation))
            .collect(),
        problems,
        shell,
    };
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(status, &shown)?)
}

/// Problems of the form, each leading to its section.
fn form_problems(open: &Open, reading: &Reading) -> Vec<Problem> {
    let form = open.revision.pack.form();
    let blocking = reading.problems().iter().filter(|problem| problem.severity == forms::Severity::Problem);
    blocking
        .map(|problem| {
            let field = problem.path.split(['[', '.']).next().unwrap_or_default();
            let at = form.fields.iter().position(|each| each.id == field).unwrap_or(0);
            let section = form.sections.iter().find(|section| section.fields.contains(&at));
            let label = form.fields.get(at).map(|field| field.label.vi.clone()).unwrap_or_default();
            let section = section.map(|section| section.id.as_str()).unwrap_or_default();
            Problem {
                text: format!("{label}: {}", problem.remedy),
                href: format!("/ho-so-nhap/{}/phan/{section}#{field}", open.draft.id),
            }
        })
        .collect()
}

crate::ui::sample!(ReviewPage {
    shell: Shell::sample("Kiểm tra rồi nộp"),
    id: Uuid::nil(),
    steps: sample::steps(),
    progress: "Phần 3 trong 3".into(),
    sections: vec![sample::answers()],
    papers: sample::answers().rows,
    charges: vec!["Lệ phí: 75.000 đồng".into()],
    problems: vec![],
});
