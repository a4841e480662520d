//! Intake at the counter (_nhận hồ sơ tại quầy_): find the procedure, type what the person declares, tick the papers, accept, print.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::Map;
use uuid::Uuid;

#[cfg(test)]
use super::sample;
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::dossiers::answers::{Reading, day_of};
use crate::features::dossiers::commands::accept_at_counter::{Intake, NotTaken, accept_at_counter, may_take};
use crate::features::dossiers::fields::{self, Control};
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store as rows;
use crate::features::identity::policy::require_official;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Problem, Shell, page};

/// Words to find the procedure.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "features/dossiers/pages/counter_choose.html")]
struct ChoosePage {
    shell: Shell,
    query: String,
    procedures: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "features/dossiers/pages/counter.html")]
struct CounterPage {
    shell: Shell,
    id: Uuid,
    code: String,
    procedure: String,
    sections: Vec<Section>,
    components: Vec<Line>,
    problems: Vec<Problem>,
    model: String,
}

/// A part of the form.
struct Section {
    anchor: String,
    title: String,
    is_visible: bool,
    controls: Vec<Control>,
}

/// A component to tick.
struct Line {
    id: String,
    name: String,
    note: String,
    is_given: bool,
}

/// Shows the procedures, those that fit the words first.
pub async fn choose(State(app): State<Arc<App>>, ctx: Ctx, Query(wanted): Query<Wanted>) -> Found {
    let official = require_official(&ctx, "/can-bo/quay")?;
    if !official.has_role(Role::Intake) {
        return Err(Failure::Forbidden("Trang này dành cho cán bộ một cửa.".into()));
    }
    let is_asked = !wanted.q.trim().is_empty();
    let revisions = if is_asked { app.catalogue.find(&wanted.q) } else { app.catalogue.all() };
    let procedures = revisions.iter().map(|revision| {
        (format!("/can-bo/quay/{}", revision.code()), revision.name().to_owned(), revision.code().to_owned())
    });
    let shell = Shell::official(&app, &ctx, ("Nhận hồ sơ tại quầy", "/can-bo/quay"));
    Ok(page(StatusCode::OK, &ChoosePage { shell, query: wanted.q, procedures: procedures.collect() })?)
}

/// Shows the empty form of a procedure.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Path(code): Path<String>) -> Found {
    may_take(require_official(&ctx, "/can-bo/quay")?)?;
    let revision = app.catalogue.current(&code).ok_or(Failure::NotFound)?;
    let answers = Map::new();
    let reading =
        Reading::new(&app, &revision, (&answers, vec![], day_of(ctx.now), procedures::Channel::InPerson));
    show(&app, &ctx, (&revision, &reading, &Pairs::default(), vec![], false))
}

/// Accepts the dossier, or shows what is missing with everything that was typed.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, Path(code): Path<String>, pairs: Pairs) -> Found {
    let proof = may_take(require_official(&ctx, "/can-bo/quay")?)?;
    let revision = app.catalogue.current(&code).ok_or(Failure::NotFound)?;
    let form = revision.pack.form();
    let answers = form.answers_from_pairs(fields::without_marks(pairs.as_slice())).answers;
    let reading =
        Reading::new(&app, &revision, (&answers, vec![], day_of(ctx.now), procedures::Channel::InPerson));
    if fields::is_button(&pairs) {
        return show(&app, &ctx, (&revision, &reading, &pairs, vec![], false));
    }
    let ticks: Vec<_> = pairs.all("thanh_phan").map(str::to_owned).collect();
    let id = pairs.get("_id").parse().unwrap_or_else(|_| ctx.ids.uuid());
    if is_taken(&app, &ctx, id).await? {
        return Ok(to_dossier(id));
    }
    let intake = Intake { id, reading, ticks: &ticks };
    match accept_at_counter(&app, &ctx.acting_as(Role::Intake), (&proof, &revision, intake)).await {
        Ok(Ok(_)) => Ok(to_dossier(id)),
        // The other of two clicks was faster.
        Err(Failure::Conflict(_)) if is_taken(&app, &ctx, id).await? => Ok(to_dossier(id)),
        Err(failure) => Err(failure),
        Ok(Err(refused)) => {
            let NotTaken { reading, reason } = *refused;
            let extra = reason.into_iter().map(|text| Problem { text, href: "#thanh-phan".into() }).collect();
            show(&app, &ctx, (&revision, &reading, &pairs, extra, true))
        }
    }
}

/// Whether this form was sent before and is a dossier already.
async fn is_taken(app: &App, ctx: &Ctx, id: Uuid) -> Result<bool, Failure> {
    Ok(rows::one(&app.store, &Scope::of(&ctx.actor), id).await?.is_some())
}

fn to_dossier(id: Uuid) -> Response {
    Redirect::to(&format!("/can-bo/ho-so/{id}")).into_response()
}

fn show(
    app: &App,
    ctx: &Ctx,
    (revision, reading, pairs, mut problems, with_problems): (
        &Revision,
        &Reading,
        &Pairs,
        Vec<Problem>,
        bool,
    ),
) -> Found {
    let form = revision.pack.form();
    let known = std::collections::HashMap::new();
    let context = forms::Context {
        today: day_of(ctx.now),
        places: &app.catalogue.known.law.places,
        files: &known,
        account: None,
    };
    let mut answers = form.answers_from_pairs(fields::without_marks(pairs.as_slice())).answers;
    fields::change_rows(&mut answers, pairs);
    let checked = if with_problems { None } else { Some(form.check_draft(&answers, &context)) };
    let view = form.view(&answers, checked.as_ref().unwrap_or(&reading.checked), &context, "vi");
    if with_problems {
        problems.extend(fields::problems(&view, None));
    }
    let sections = view.sections.iter().map(|section| Section {
        anchor: section.id.clone(),
        title: section.title.clone(),
        is_visible: section.is_visible,
        controls: fields::controls(app, (&view, &section.id, &[])),
    });
    let ticks: Vec<_> = pairs.all("thanh_phan").collect();
    let components = revision.pack.procedure().components.iter();
    let components = components.map(|component| Line {
        id: component.id.clone(),
        name: component.name.vi.clone(),
        note: component_note(component),
        is_given: component.from_form || ticks.contains(&component.id.as_str()),
    });
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = CounterPage {
        shell: Shell::official(app, ctx, (revision.name(), "/can-bo/quay")),
        id: pairs.get("_id").parse().unwrap_or_else(|_| ctx.ids.uuid()),
        code: revision.code().to_owned(),
        procedure: revision.name().to_owned(),
        sections: sections.collect(),
        components: components.collect(),
        problems,
        model: view.model.to_string().replace('<', "\\u003c"),
    };
    Ok(page(status, &shown)?)
}

/// Kind and number of copies, and whether one may do without.
fn component_note(component: &procedures::Component) -> String {
    let need = match (component.required, &component.required_when) {
        (Some(true), _) => "",
        (_, Some(_)) => "; tùy trường hợp",
        _ => "; nếu có",
    };
    format!("{}, {}{need}", component.kind.label(), component.quantity)
}

crate::ui::sample!(ChoosePage {
    shell: Shell { is_compact: true, ..Shell::sample("Nhận tại quầy") },
    query: "hôn nhân".into(),
    procedures: vec![(
        "/can-bo/quay/1.004873".into(),
        "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        "1.004873".into()
    )],
});

crate::ui::sample!(CounterPage {
    shell: Shell { is_compact: true, ..Shell::sample("Nhận tại quầy") },
    id: Uuid::nil(),
    code: "1.004873".into(),
    procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
    sections: vec![Section {
        anchor: "nguoi_yeu_cau".into(),
        title: "Người yêu cầu".into(),
        is_visible: true,
        controls: sample::controls(),
    }],
    components: vec![Line {
        id: "to_khai".into(),
        name: "Tờ khai".into(),
        note: "Bản chính, 1".into(),
        is_given: true,
    }],
    problems: vec![sample::problem()],
    model: "{}".into(),
});
