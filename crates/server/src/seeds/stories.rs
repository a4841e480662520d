//! The demo stories (_chuyện trình diễn_): golden dossiers of the packs, played through the real commands on an empty database.
//!
//! Each procedure gets one dossier that waits for the desk, and others that went further, some days ago, so that every
//! inbox of the cast has something in it. What a visitor sees is what the law data and the commands make of it.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value as Json};
use store::Batch;
use uuid::Uuid;

use super::cast;
use super::player;
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::documents::commands::upload::{Upload, upload};
use crate::features::documents::content::Limits;
use crate::features::dossiers::commands::start_draft::start_draft;
use crate::features::dossiers::commands::submit::submit;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::fields::FORM_FILES;
use crate::features::dossiers::store::drafts;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// A small but whole PDF, for papers that nobody needs to read.
const SAMPLE_PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// How far a story goes.
#[derive(Clone, Copy)]
struct Story {
    /// Whose dossier.
    citizen: &'static str,
    /// Days before today on which it was submitted.
    days_ago: i64,
    /// Whether the desk accepted it.
    is_received: bool,
    /// Steps that were finished after acceptance.
    steps: usize,
}

const fn story(citizen: &'static str, days_ago: i64, (is_received, steps): (bool, usize)) -> Story {
    Story { citizen, days_ago, is_received, steps }
}

/// What happened with every procedure of the demo province.
const STORIES: [Story; 5] = [
    story("0905000001", 0, (false, 0)),
    story("0905000002", 1, (true, 0)),
    story("0905000003", 2, (true, 1)),
    story("0905000001", 6, (true, 3)),
    story("0905000002", 20, (true, 99)),
];

/// Installs the cast and plays the stories when there are no dossiers yet. Returns how many were played.
pub async fn play(app: &App) -> anyhow::Result<usize> {
    let ctx = Ctx::system(app.clock.now(), app.ids.clone());
    cast::install(app, &ctx).await?;
    if !crate::features::dossiers::store::ids_after(&app.store, Uuid::nil()).await?.is_empty() {
        return Ok(0);
    }
    let mut played = 0;
    for revision in app.catalogue.all() {
        for story in STORIES {
            if play_one(app, &revision, story).await? {
                played += 1;
            }
        }
    }
    Ok(played)
}

async fn play_one(app: &App, revision: &Arc<Revision>, story: Story) -> anyhow::Result<bool> {
    let at = some_days_ago(app.clock.now(), story.days_ago);
    for case in revision.pack.cases().iter().filter(|case| case.expect.problems.is_empty()) {
        let day = deadlines::zone::civil(at).date();
        let answers = case.answers.iter().map(|(id, answer)| (id.clone(), moved(answer, (case.today, day))));
        let answers = at_home(revision, answers.collect());
        if let Some(dossier) = submit_case(app, (story.citizen, at), (revision, answers)).await? {
            if story.is_received {
                player::receive(app, (dossier.id, later(at, 1))).await?;
            }
            for step in 0..story.steps {
                let hours = 2 + i64::try_from(step).unwrap_or(0) * 3;
                if !player::finish_next(app, (dossier.id, later(at, hours))).await? {
                    break;
                }
            }
            return Ok(true);
        }
    }
    tracing::warn!(procedure = revision.code(), "no golden dossier can be submitted on that day");
    Ok(false)
}

/// An answer of a golden dossier of the day `from`, on the day `to`: days that lay ahead then lie as far ahead now, so that
/// what had not expired has not expired.
fn moved(answer: &Json, (from, to): (Date, Date)) -> Json {
    match answer {
        Json::String(text) => {
            let (day, time) = text.split_once('T').map_or((&**text, None), |(day, time)| (day, Some(time)));
            match day.parse::<Date>() {
                Ok(day) if day > from && to > from => {
                    let ahead = from.until(day).unwrap_or_default();
                    let day = to.checked_add(ahead).unwrap_or(day);
                    time.map_or_else(|| day.to_string(), |time| format!("{day}T{time}")).into()
                }
                _ => answer.clone(),
            }
        }
        Json::Array(items) => items.iter().map(|item| moved(item, (from, to))).collect(),
        Json::Object(fields) => Json::Object(
            fields.iter().map(|(name, field)| (name.clone(), moved(field, (from, to)))).collect(),
        ),
        other => other.clone(),
    }
}

/// The answers with the demo commune in the place that decides who settles: the demo has people there.
pub fn at_home(revision: &Revision, mut answers: Map<String, Json>) -> Map<String, Json> {
    let commune = cast::COMMUNE.trim_start_matches("xa-");
    for field in revision.pack.procedure().agencies.iter().flat_map(|agency| &agency.unit_from) {
        if let Some(Json::Object(address)) = answers.get_mut(field) {
            address.insert("province".into(), "51".into());
            address.insert("commune".into(), commune.into());
            address.remove("district");
        }
    }
    answers
}

/// Submits a dossier of `login` with these answers and sample papers; none when it cannot be submitted at that time.
pub async fn submit_case(
    app: &App,
    (login, at): (&str, Timestamp),
    (revision, answers): (&Arc<Revision>, Map<String, Json>),
) -> anyhow::Result<Option<Dossier>> {
    let ctx = Ctx { actor: cast::actor(app, (login, at)).await?, ..Ctx::system(at, app.ids.clone()) };
    let Some(citizen) = ctx.actor.citizen() else { return Ok(None) };
    let draft = start_draft(app, &ctx, (citizen, revision)).await.map_err(told)?;
    let answers = with_files(app, &ctx, (draft.id, revision, answers)).await?;
    app.store.commit(drafts::save(Batch::new(), &draft, (Json::Object(answers), "", at))).await?;
    for component in revision.pack.procedure().components.iter().filter(|component| !component.from_form) {
        let limits = Limits { accept: &component.accept, max_bytes: 1_000_000 };
        let file = Upload {
            dossier_id: draft.id,
            component: &component.id,
            name: "giay-to-mau.pdf",
            bytes: SAMPLE_PDF,
        };
        if let Err(refusal) = upload(app, &ctx, (file, &limits, Batch::new())).await.map_err(told)? {
            tracing::debug!(component = %component.id, %refusal, "no sample for this component");
        }
    }
    let Some(draft) = drafts::one(&app.store, (draft.id, citizen.account_id)).await? else { return Ok(None) };
    match submit(app, &ctx, (&draft, revision)).await.map_err(told)? {
        Ok(dossier) => Ok(Some(dossier)),
        Err(why) => {
            tracing::debug!(
                procedure = revision.code(),
                ?why,
                "this golden dossier cannot be submitted on that day"
            );
            app.store.commit(drafts::discard(Batch::new(), &draft)).await?;
            Ok(None)
        }
    }
}

/// The answers with a sample file in every row that asks for one.
async fn with_files(
    app: &App,
    ctx: &Ctx,
    (draft_id, revision, mut answers): (Uuid, &Revision, Map<String, Json>),
) -> anyhow::Result<Map<String, Json>> {
    let accept = ["pdf".to_owned()];
    let limits = Limits { accept: &accept, max_bytes: 1_000_000 };
    for field in &revision.pack.form().fields {
        let forms::Kind::Table(table) = &field.kind else { continue };
        for column in table.columns.iter().filter(|column| matches!(column.kind, forms::Kind::File(_))) {
            for row in answers.get_mut(&field.id).and_then(Json::as_array_mut).into_iter().flatten() {
                let file = Upload {
                    dossier_id: draft_id,
                    component: FORM_FILES,
                    name: "van-ban-mau.pdf",
                    bytes: SAMPLE_PDF,
                };
                if let (Ok(file), Some(row)) = (
                    upload(app, ctx, (file, &limits, Batch::new())).await.map_err(told)?,
                    row.as_object_mut(),
                ) {
                    row.insert(column.id.clone(), serde_json::json!([file.id.to_string()]));
                }
            }
        }
    }
    Ok(answers)
}

/// Half past eight in the morning, that many days before today; never later than now.
fn some_days_ago(now: Timestamp, days: i64) -> Timestamp {
    let day = deadlines::zone::civil(now).date().saturating_sub(jiff::Span::new().days(days));
    deadlines::zone::timestamp(day.at(8, 30, 0, 0)).map_or(now, |at| at.min(now))
}

fn later(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(at)
}

/// A failure of a story is a failure of the demo: told with its words.
pub(super) fn told(failure: Failure) -> anyhow::Error {
    anyhow::anyhow!("{failure:?}")
}
