//! The citizen's space (_hồ sơ của tôi_): drafts apart from dossiers, and what waits for the citizen first.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use crate::app::App;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::{self as rows, drafts};
use crate::features::identity::policy::require_citizen;
use crate::platform::clock::timestamp;
use crate::platform::ctx::Ctx;
use crate::platform::web::Found;
use crate::ui::{Shell, format, page};

#[derive(Template)]
#[template(path = "features/dossiers/pages/mine.html")]
struct MinePage {
    shell: Shell,
    drafts: Vec<DraftLine>,
    dossiers: Vec<DossierLine>,
}

struct DraftLine {
    href: String,
    discard: String,
    procedure: String,
    saved: String,
}

struct DossierLine {
    href: String,
    code: String,
    procedure: String,
    stage: &'static str,
    state: &'static str,
    due: String,
}

/// Shows drafts and dossiers.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    let citizen = require_citizen(&ctx, "/ho-so-cua-toi")?;
    let mut shell = Shell::citizen(&app, &ctx, ("", "/ho-so-cua-toi", &headers));
    shell.title = shell.t("nav-my-dossiers");
    let words = shell.words;
    let open = drafts::open(&app.store, citizen.account_id).await?;
    let found = rows::own(&app.store, &Scope::of(&ctx.actor), (None, None, 100)).await?;
    let name = |code: &str| {
        app.catalogue.current(code).map_or_else(|| code.to_owned(), |revision| revision.name().to_owned())
    };
    let drafts = open.into_iter().map(|draft| DraftLine {
        href: format!("/ho-so-nhap/{}", draft.id),
        discard: format!("/ho-so-nhap/{}/bo", draft.id),
        procedure: name(&draft.procedure_code),
        saved: words.with("draft-saved-at", "when", format::moment(timestamp(draft.saved_at))),
    });
    let dossiers = found.into_iter().map(|(dossier, _)| DossierLine {
        href: format!("/ho-so-cua-toi/{}", dossier.id),
        code: dossier.code().to_owned(),
        stage: dossier.stage.name(),
        state: state_of(&dossier),
        due: match (dossier.stage.is_end() || dossier.outcome_ready_at.is_some(), dossier.due_at) {
            (false, Some(at)) => words.with("due-on", "when", format::moment(timestamp(at))),
            _ => String::new(),
        },
        procedure: dossier.procedure_name,
    });
    Ok(page(StatusCode::OK, &MinePage { drafts: drafts.collect(), dossiers: dossiers.collect(), shell })?)
}

/// The mark of a dossier's stage.
pub fn state_of(dossier: &crate::features::dossiers::dossier::Dossier) -> &'static str {
    use crate::features::dossiers::model::Stage;
    match dossier.stage {
        Stage::Delivered => "done",
        Stage::Declined => "stopped",
        stage if stage.is_with_applicant() => "waiting",
        Stage::Submitted => "",
        _ if dossier.paused_since.is_some() => "paused",
        _ => "in-time",
    }
}

crate::ui::sample!(MinePage {
    shell: Shell::sample("Hồ sơ của tôi"),
    drafts: vec![DraftLine {
        href: "/ho-so-nhap/1".into(),
        discard: "/ho-so-nhap/1/bo".into(),
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        saved: "Lưu lần cuối 9:14, chưa nộp".into(),
    }],
    dossiers: vec![DossierLine {
        href: "/ho-so-cua-toi/1".into(),
        code: "H48.15-261123-0007".into(),
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        stage: "Đang giải quyết",
        state: "in-time",
        due: "Hẹn trả 26/11/2026".into(),
    }],
});
