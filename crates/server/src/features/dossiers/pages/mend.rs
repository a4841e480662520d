//! Mending what was asked (_sửa, bổ sung hồ sơ_): the fields and components of the open request, and what they
//! make necessary.

use std::sync::Arc;

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use store::Batch;
use uuid::Uuid;

use super::draft::papers::{Parts, Sent, Slot, infected_words, read_parts, slots, take};
#[cfg(test)]
use super::sample;
use crate::app::App;
use crate::features::documents::Attachment;
use crate::features::documents::store::replace_attachment;
use crate::features::dossiers::answers::{day_of, file_facts};
use crate::features::dossiers::change::Change;
use crate::features::dossiers::commands::answer::answer;
use crate::features::dossiers::fields::{self, Control};
use crate::features::dossiers::mending::{Mending, mended, unmended};
use crate::features::dossiers::policy::may_answer;
use crate::features::dossiers::requests::{Item, Items, open_request};
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::ledger::{self, SupplementRow};
use crate::features::identity::policy::require_citizen;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::shell::language;
use crate::ui::{Problem, Shell, Words, page};

#[derive(Template)]
#[template(path = "features/dossiers/pages/mend.html")]
struct MendPage {
    shell: Shell,
    id: Uuid,
    procedure: String,
    reason: String,
    contact: String,
    items: Vec<Item>,
    controls: Vec<Control>,
    components: Vec<Slot>,
    problems: Vec<Problem>,
    model: String,
}

/// Shows what was asked, each with its reason and its place to mend it.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap, Path(id): Path<Uuid>) -> Found {
    let change = open(&app, &ctx, id).await?;
    let request = open_request(&app.store, id).await?.ok_or(Failure::NotFound)?;
    let mending = unmended(&change, &Items::of(&request)).await?;
    show(&change, (&headers, &request, &mending, Shown::AsTyped))
}

/// Takes the answer: files and fields together, sent when nothing is missing any more.
pub async fn post(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Found {
    let change = open(&app, &ctx, id).await?;
    let request = open_request(&app.store, id).await?.ok_or(Failure::NotFound)?;
    let items = Items::of(&request);
    let Parts { values, files, room: _room } = read_parts(&app, (&headers, form)).await?;
    let pairs = Pairs::from(values);
    let form = change.revision.pack.form();
    let mut posted = form.answers_from_pairs(fields::without_marks(pairs.as_slice())).answers;
    fields::change_rows(&mut posted, &pairs);
    let mending = mended(&change, (&items, &posted)).await?;
    let refused = keep(&app, &ctx, (&change, &request, &mending, &files)).await?;
    let change = open(&app, &ctx, id).await?;
    if !refused.is_empty() || fields::is_button(&pairs) {
        let mending = mended(&change, (&items, &posted)).await?;
        let shown = if refused.is_empty() { Shown::AsTyped } else { Shown::WithProblems(refused) };
        return show(&change, (&headers, &request, &mending, shown));
    }
    let citizen = require_citizen(&ctx, "/ho-so-cua-toi")?;
    let proof = may_answer(citizen, &change.dossier)?;
    match answer(change, (&proof, &posted)).await? {
        Ok(dossier) => Ok(Redirect::to(&format!("/ho-so-cua-toi/{}", dossier.id)).into_response()),
        Err(mending) => {
            let change = open(&app, &ctx, id).await?;
            let missing = missing(&change, (&headers, &request, &mending));
            show(&change, (&headers, &request, &mending, Shown::WithProblems(missing)))
        }
    }
}

/// A place for files, and what is wrong there.
type Refused = Vec<(String, String)>;

/// In which state the page is shown.
enum Shown {
    /// With what was typed, without judging it.
    AsTyped,
    /// With what has to be mended before it can be sent.
    WithProblems(Refused),
}

/// Keeps the files that may be given; the others are told why.
async fn keep(
    app: &App,
    ctx: &Ctx,
    (change, request, mending, files): (&Change<'_>, &SupplementRow, &Mending, &[(String, String, Bytes)]),
) -> Result<Refused, Failure> {
    let mut refused = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    for (name, file_name, bytes) in files.iter().filter(|(name, ..)| mending.opens_component(name)) {
        let component = change.revision.pack.component(name).ok_or(Failure::NotFound)?;
        let since = |file: &&Attachment| {
            file.component == *name && file.uploaded_at >= request.asked_at && !file.is_infected()
        };
        let have = change.reading.files().iter().filter(since).count()
            + taken.iter().filter(|each| **each == name.as_str()).count();
        let beside = ledger::still_waits(Batch::new(), request);
        let sent = Sent { to: change.dossier.id, have, name: file_name, bytes, beside };
        match take(app, ctx, (component, sent)).await? {
            Ok(()) => taken.push(name),
            Err(reason) => refused.push((name.clone(), reason)),
        }
    }
    for file in change.reading.infected().filter(|file| taken.contains(&file.component.as_str())) {
        let batch = ledger::still_waits(Batch::new(), request);
        app.store.commit(replace_attachment(batch, (file.id, change.dossier.id), ctx.now)).await?;
    }
    Ok(refused)
}

/// Papers without which the answer cannot be sent: asked for and not sent anew, or made necessary by what was mended.
fn missing(
    change: &Change<'_>,
    (headers, request, mending): (&HeaderMap, &SupplementRow, &Mending),
) -> Refused {
    let words = Words { language: language(headers) };
    let items = Items::of(request);
    let asked = items.components().filter(|id| !mending.reading.has_file_since(id, request.asked_at));
    let infected = |id: &str| mending.reading.infected().find(|file| file.component == id);
    let asked = asked.map(|id| {
        let why = infected(id).map_or_else(|| words.get("mend-file-new"), infected_words);
        (id.to_owned(), why)
    });
    let needed = mending.reading.missing(&change.revision).into_iter();
    let needed = needed.filter(|need| !items.asks_component(&need.component.id));
    let needed = needed.map(|need| (need.component.id.clone(), words.get("mend-file-needed")));
    asked.chain(needed).collect()
}

async fn open<'a>(app: &'a App, ctx: &Ctx, id: Uuid) -> Result<Change<'a>, Failure> {
    let citizen = require_citizen(ctx, &format!("/ho-so-cua-toi/{id}/bo-sung"))?;
    let change = Change::open(app, ctx, (&Scope::of(&ctx.actor), id)).await?;
    may_answer(citizen, &change.dossier)?;
    Ok(change)
}

fn show(
    change: &Change<'_>,
    (headers, request, mending, shown): (&HeaderMap, &SupplementRow, &Mending, Shown),
) -> Found {
    let (app, id, reading) = (change.app, change.dossier.id, &mending.reading);
    let mut shell = Shell::citizen(app, &change.ctx, ("", "/ho-so-cua-toi", headers));
    shell.title = shell.t("follow-mend");
    let form = change.revision.pack.form();
    let known = file_facts(reading.files());
    let context = forms::Context {
        today: day_of(change.ctx.now),
        places: &app.catalogue.known.law.places,
        files: &known,
        account: None,
    };
    let draft = match shown {
        Shown::AsTyped => Some(form.check_draft(&mending.answers, &context)),
        Shown::WithProblems(_) => None,
    };
    let checked = draft.as_ref().unwrap_or(&reading.checked);
    let view = form.view(&mending.answers, checked, &context, shell.words.language.code());
    // What is hidden may be opened by an answer while it is typed.
    let is_open = |control: &Control| mending.opens_field(&control.name) || !control.is_visible;
    let controls = form
        .sections
        .iter()
        .flat_map(|section| fields::controls(app, (&view, &section.id, reading.files())))
        .filter(is_open)
        .collect();
    let refused = match shown {
        Shown::AsTyped => vec![],
        Shown::WithProblems(refused) => refused,
    };
    let mut components = slots(reading, (&change.revision, &format!("/ho-so-cua-toi/{id}"), &refused));
    components.retain(|slot| mending.opens_component(&slot.id));
    let mut problems = if draft.is_some() { vec![] } else { fields::problems(&view, None) };
    problems.extend(components.iter().filter(|slot| !slot.error.is_empty()).map(|slot| Problem {
        text: format!("{}: {}", slot.name, slot.error),
        href: format!("#{}", slot.id),
    }));
    let status = if draft.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = MendPage {
        id,
        procedure: change.dossier.procedure_name.clone(),
        reason: request.reason.clone(),
        contact: request.contact.clone(),
        items: Items::of(request).as_slice().to_vec(),
        controls,
        components,
        problems,
        model: view.model.to_string().replace('<', "\\u003c"),
        shell,
    };
    Ok(page(status, &shown)?)
}

crate::ui::sample!(MendPage {
    shell: Shell::sample("Bổ sung hồ sơ"),
    id: Uuid::nil(),
    procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
    reason: "Thiếu một giấy tờ.".into(),
    contact: "Phạm Thị Lài, 0255 000 000".into(),
    items: vec![Item {
        kind: "component".into(),
        id: "ban_an".into(),
        name: "Bản án ly hôn".into(),
        reason: "Ảnh mờ, xin chụp lại.".into(),
    }],
    controls: sample::controls(),
    components: vec![sample::slot()],
    problems: vec![sample::problem()],
    model: "{}".into(),
});
