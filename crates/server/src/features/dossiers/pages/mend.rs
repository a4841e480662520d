//! Mending what was asked (_sửa, bổ sung hồ sơ_): exactly the fields and components of the open request.

use std::sync::Arc;

use askama::Template;
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
use crate::features::dossiers::answers::{Reading, file_facts};
use crate::features::dossiers::change::Change;
use crate::features::dossiers::commands::answer::answer;
use crate::features::dossiers::fields::{self, Control};
use crate::features::dossiers::policy::may_answer;
use crate::features::dossiers::requests::{Item, Items, open_request};
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::ledger;
use crate::features::identity::policy::require_citizen;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Problem, Shell, page};

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
    show(&change, (&headers, &change.reading, vec![], false)).await
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
    let Parts { values, files, .. } = read_parts(&app, (&headers, form)).await?;
    let mut refused = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    for (name, file_name, bytes) in files.iter().filter(|(name, ..)| items.asks_component(name)) {
        let component = change.revision.pack.component(name).ok_or(Failure::NotFound)?;
        let since = |file: &&Attachment| {
            file.component == *name && file.uploaded_at >= request.asked_at && !file.is_infected()
        };
        let have = change.reading.files().iter().filter(since).count()
            + taken.iter().filter(|each| **each == name.as_str()).count();
        let beside = ledger::still_waits(Batch::new(), &request);
        let sent = Sent { to: id, have, name: file_name, bytes, beside };
        match take(&app, &ctx, (component, sent)).await? {
            Ok(()) => taken.push(name),
            Err(reason) => refused.push((name.clone(), reason)),
        }
    }
    for file in change.reading.infected().filter(|file| taken.contains(&file.component.as_str())) {
        let batch = ledger::still_waits(Batch::new(), &request);
        app.store.commit(replace_attachment(batch, (file.id, id), ctx.now)).await?;
    }
    let posted = change.revision.pack.form().answers_from_pairs(fields::without_marks(&values)).answers;
    let change = open(&app, &ctx, id).await?;
    if !refused.is_empty() {
        return show(&change, (&headers, &change.reading, refused, true)).await;
    }
    let citizen = require_citizen(&ctx, "/ho-so-cua-toi")?;
    let proof = may_answer(citizen, &change.dossier)?;
    match answer(change, (&proof, posted)).await? {
        Ok(dossier) => Ok(Redirect::to(&format!("/ho-so-cua-toi/{}", dossier.id)).into_response()),
        Err(reading) => {
            let change = open(&app, &ctx, id).await?;
            let missing = items
                .components()
                .filter(|component| !reading.has_file_since(component, request.asked_at))
                .map(|component| {
                    let infected = reading.infected().find(|file| file.component == component);
                    let words = infected.map_or("Cần gửi tệp mới cho mục này.".to_owned(), infected_words);
                    (component.to_owned(), words)
                });
            show(&change, (&headers, &reading, missing.collect(), true)).await
        }
    }
}

async fn open<'a>(app: &'a App, ctx: &Ctx, id: Uuid) -> Result<Change<'a>, Failure> {
    let citizen = require_citizen(ctx, &format!("/ho-so-cua-toi/{id}/bo-sung"))?;
    let change = Change::open(app, ctx, (&Scope::of(&ctx.actor), id)).await?;
    may_answer(citizen, &change.dossier)?;
    Ok(change)
}

async fn show(
    change: &Change<'_>,
    (headers, reading, refused, with_problems): (&HeaderMap, &Reading, Vec<(String, String)>, bool),
) -> Found {
    let (app, id) = (change.app, change.dossier.id);
    let request = open_request(&app.store, id).await?.ok_or(Failure::NotFound)?;
    let items = Items::of(&request);
    let mut shell = Shell::citizen(app, &change.ctx, ("", "/ho-so-cua-toi", headers));
    shell.title = shell.t("follow-mend");
    let form = change.revision.pack.form();
    let known = file_facts(reading.files());
    let today = crate::features::dossiers::answers::day_of(change.ctx.now);
    let context =
        forms::Context { today, places: &app.catalogue.known.law.places, files: &known, account: None };
    let values = if with_problems {
        reading.checked.values.clone()
    } else {
        change.dossier.answers.as_object().cloned().unwrap_or_default()
    };
    let view = form.view(&values, &reading.checked, &context, shell.words.language.code());
    let asked = |control: &Control| items.asks_field(&control.name);
    let controls = form
        .sections
        .iter()
        .flat_map(|section| fields::controls(app, (&view, &section.id, reading.files())))
        .filter(asked)
        .collect();
    let mut problems: Vec<_> =
        refused.iter().map(|(id, text)| Problem { text: text.clone(), href: format!("#{id}") }).collect();
    if with_problems {
        problems.extend(fields::problems(&view, None));
    }
    let mut components = slots(reading, (&change.revision, &format!("/ho-so-cua-toi/{id}"), &refused));
    components.retain(|slot| items.asks_component(&slot.id));
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = MendPage {
        id,
        procedure: change.dossier.procedure_name.clone(),
        reason: request.reason.clone(),
        contact: request.contact.clone(),
        items: items.as_slice().to_vec(),
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
