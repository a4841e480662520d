//! One section of the form: shown, saved while typing, saved and checked on the way on.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Open, StepLink};
use crate::app::App;
use crate::features::dossiers::answers::{Reading, day_of};
use crate::features::dossiers::commands::save_draft::{SavedBy, save_draft};
use crate::features::dossiers::fields::{self, Control};
#[cfg(test)]
use crate::features::dossiers::pages::sample;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Problem, Shell, page};

#[derive(Template)]
#[template(path = "features/dossiers/pages/draft/section.html")]
struct SectionPage {
    shell: Shell,
    id: Uuid,
    section: String,
    title: String,
    help: String,
    saved: String,
    version: i64,
    page: String,
    steps: Vec<StepLink>,
    progress: String,
    controls: Vec<Control>,
    problems: Vec<Problem>,
    model: String,
    has_files: bool,
    files: Vec<super::papers::Given>,
}

/// Goes to the first section.
pub async fn first(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>) -> Found {
    let open = Open::find(&app, &ctx, id).await?;
    let first = &open.revision.pack.form().sections[0].id;
    Ok(Redirect::to(&format!("/ho-so-nhap/{id}/phan/{first}")).into_response())
}

/// Shows a section as it was saved.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Path((id, section)): Path<(Uuid, String)>,
) -> Found {
    let open = Open::find(&app, &ctx, id).await?;
    let reading = Reading::of_draft(&app, &open.revision, (&open.draft, ctx.now)).await?;
    show(&app, &ctx, (&open, &reading, &headers), (&section, Shown::Saved))
}

/// Saves the section. Going on demands that it has no problems; saving for later does not.
pub async fn post(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Path((id, section)): Path<(Uuid, String)>,
    pairs: Pairs,
) -> Found {
    let mut open = Open::find(&app, &ctx, id).await?;
    let answers = merged(&open, (&section, &pairs));
    let by = saved_by(&open, &pairs);
    open.draft = match save_draft(&app, &ctx, (&open.draft, Value::Object(answers.clone()), by)).await {
        Ok(draft) => draft,
        // What was typed stays on the page; saving again is then a decision.
        Err(Failure::Conflict(said)) => {
            open.draft.answers = Value::Object(answers);
            let reading = Reading::of_draft(&app, &open.revision, (&open.draft, ctx.now)).await?;
            return show(&app, &ctx, (&open, &reading, &headers), (&section, Shown::Conflict(said)));
        }
        Err(other) => return Err(other),
    };
    let reading = Reading::of_draft(&app, &open.revision, (&open.draft, ctx.now)).await?;
    if fields::is_button(&pairs) {
        let at = place_after(&open.draft.answers, &pairs);
        return Ok(Redirect::to(&format!("/ho-so-nhap/{id}/phan/{section}#{at}")).into_response());
    }
    if pairs.has("_later") {
        return Ok(Redirect::to("/ho-so-cua-toi").into_response());
    }
    let form = open.revision.pack.form();
    let own =
        form.sections.iter().find(|each| each.id == section).map(|each| &form.fields[each.fields.clone()]);
    if own.ok_or(Failure::NotFound)?.iter().any(|field| super::has_problem(&reading, &field.id)) {
        return show(&app, &ctx, (&open, &reading, &headers), (&section, Shown::Problems));
    }
    let words = Shell::citizen(&app, &ctx, ("", "", &headers)).words;
    Ok(Redirect::to(&open.next_after(&reading, (&section, words))).into_response())
}

/// Saves while typing; answers with the words to show and the new version.
pub async fn autosave(State(app): State<Arc<App>>, ctx: Ctx, Path(id): Path<Uuid>, pairs: Pairs) -> Found {
    let open = Open::find(&app, &ctx, id).await?;
    let answers = merged(&open, (pairs.get("_section"), &pairs));
    let draft =
        save_draft(&app, &ctx, (&open.draft, Value::Object(answers), saved_by(&open, &pairs))).await?;
    let time = deadlines::words::time(
        deadlines::zone::civil(ctx.now).time().round(jiff::Unit::Minute).unwrap_or_default(),
    );
    Ok(Json(json!({ "message": format!("Đã lưu lúc {time}, chưa nộp"), "version": draft.version }))
        .into_response())
}

fn saved_by<'a>(open: &Open, pairs: &'a Pairs) -> SavedBy<'a> {
    SavedBy { page: pairs.get("_page"), version: pairs.get("_version").parse().unwrap_or(open.draft.version) }
}

/// The draft's answers with those of this section as posted; rows added and removed by buttons.
fn merged(open: &Open, (section, pairs): (&str, &Pairs)) -> Map<String, Value> {
    let form = open.revision.pack.form();
    let posted = form.answers_from_pairs(fields::without_marks(pairs.as_slice())).answers;
    let mut answers = open.draft.answers.as_object().cloned().unwrap_or_default();
    let own =
        form.sections.iter().find(|each| each.id == section).map(|each| &form.fields[each.fields.clone()]);
    for field in own.into_iter().flatten() {
        match posted.get(&field.id) {
            Some(value) => answers.insert(field.id.clone(), value.clone()),
            // An unticked box is not posted; what the section shows and nobody posted is empty.
            None => answers.remove(&field.id),
        };
    }
    fields::change_rows(&mut answers, pairs);
    answers
}

/// Where a person without scripts goes on after a button of the form: the new row, the table, the address.
fn place_after(answers: &Value, pairs: &Pairs) -> String {
    let (added, removed, reloaded) = (pairs.get("_add"), pairs.get("_remove"), pairs.get("_reload"));
    if !added.is_empty() {
        let rows = answers.get(added).and_then(Value::as_array).map_or(1, Vec::len);
        return format!("{added}[{}]", rows.max(1) - 1);
    }
    let table = removed.split('[').next().unwrap_or_default();
    let address = reloaded.rsplit_once('.').map_or(reloaded, |(address, _)| address);
    if removed.is_empty() { address.to_owned() } else { table.to_owned() }
}

/// In which state a section is shown.
enum Shown {
    /// As it was saved.
    Saved,
    /// With what has to be mended before going on.
    Problems,
    /// With what was typed and could not be saved, and why.
    Conflict(String),
}

impl Shown {
    fn status(&self) -> StatusCode {
        match self {
            Self::Saved => StatusCode::OK,
            Self::Problems => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
        }
    }

    fn conflict(self) -> Option<Problem> {
        let Self::Conflict(said) = self else { return None };
        let rest = "Những gì bạn vừa ghi vẫn ở bên dưới, chưa lưu; bấm Lưu lần nữa nếu muốn thay bản kia.";
        Some(Problem { text: format!("{said} {rest}"), href: String::new() })
    }
}

fn show(
    app: &App,
    ctx: &Ctx,
    (open, reading, headers): (&Open, &Reading, &HeaderMap),
    (section, shown): (&str, Shown),
) -> Found {
    let with_problems = matches!(shown, Shown::Problems);
    let mut shell = Shell::citizen(app, ctx, ("", "/ho-so-cua-toi", headers));
    let words = shell.words;
    let form = open.revision.pack.form();
    let known = crate::features::dossiers::answers::file_facts(reading.files());
    let context = forms::Context {
        today: day_of(ctx.now),
        places: &app.catalogue.known.law.places,
        files: &known,
        account: None,
    };
    let answers = open.draft.answers.as_object().cloned().unwrap_or_default();
    let checked = if with_problems { None } else { Some(form.check_draft(&answers, &context)) };
    let view =
        form.view(&answers, checked.as_ref().unwrap_or(&reading.checked), &context, words.language.code());
    let part = view.sections.iter().find(|each| each.id == section).ok_or(Failure::NotFound)?;
    let steps = open.steps(reading, (section, words));
    let at = steps.iter().position(|step| step.state == "now").unwrap_or(0);
    shell.title = format!("{} – {}", part.title, view.title);
    let controls = fields::controls(app, (&view, section, reading.files()));
    let mut problems = if with_problems { fields::problems(&view, Some(section)) } else { vec![] };
    let status = shown.status();
    problems.extend(shown.conflict());
    let shown = SectionPage {
        page: ctx.request_id.clone(),
        id: open.draft.id,
        section: section.to_owned(),
        title: part.title.clone(),
        help: part.help.clone().unwrap_or_default(),
        saved: open.saved_words(words),
        version: open.draft.version,
        progress: words.with("step-progress", "place", format!("{}/{}", at + 1, steps.len())),
        steps,
        has_files: fields::asks_for_files(&controls),
        files: super::papers::given(
            reading,
            (fields::FORM_FILES, &format!("/ho-so-cua-toi/{}", open.draft.id)),
        ),
        controls,
        problems,
        model: view.model.to_string().replace('<', "\\u003c"),
        shell,
    };
    Ok(page(status, &shown)?)
}

crate::ui::sample!(SectionPage {
    shell: Shell::sample("Người yêu cầu"),
    id: Uuid::nil(),
    section: "nguoi_yeu_cau".into(),
    title: "Người yêu cầu".into(),
    help: "Là người sẽ nhận giấy.".into(),
    saved: "Lưu lần cuối 9:14, chưa nộp".into(),
    version: 3,
    page: "a1".into(),
    steps: sample::steps(),
    progress: "Phần 1 trong 3".into(),
    controls: sample::controls(),
    problems: vec![sample::problem()],
    model: "{}".into(),
    has_files: true,
    files: sample::slot().files,
});
