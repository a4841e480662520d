//! Public look-up (_tra cứu hồ sơ_) by number and secret code, limited in tries. Without the secret nothing is told, not even
//! whether a number exists.

use std::net::SocketAddr;
use std::sync::Arc;

use askama::Template;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::follow::DueShown;
use super::mine::state_of;
#[cfg(test)]
use super::sample;
use super::timeline::{self, Entry};
use crate::app::App;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::store::{self as rows, ledger};
use crate::features::work;
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Problem, Shell, page};

/// The number may come with the address, from a QR code; the secret never does.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    ma: String,
}

#[derive(Template)]
#[template(path = "features/dossiers/pages/lookup.html")]
struct LookupPage {
    shell: Shell,
    code: String,
    problems: Vec<Problem>,
    found: Option<Shown>,
}

struct Shown {
    procedure: String,
    code: String,
    stage: &'static str,
    state: &'static str,
    due: Option<DueShown>,
    entries: Vec<Entry>,
}

/// Shows the empty form.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Found {
    let shell = shell(&app, &ctx, &headers);
    Ok(page(StatusCode::OK, &LookupPage { shell, code: wanted.ma, problems: vec![], found: None })?)
}

/// Shows the dossier, or says that number and code do not fit.
pub async fn post(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    pairs: Pairs,
) -> Found {
    app.lookup_limit.take(peer.ip(), ctx.now).map_err(Failure::TooMany)?;
    let code = pairs.trimmed("ma").to_uppercase();
    let shell = shell(&app, &ctx, &headers);
    let Some(dossier) = find(&app, (&code, pairs.get("ma_tra_cuu"))).await? else {
        let problems = vec![Problem { text: shell.t("lookup-none"), href: "#ma".into() }];
        return Ok(page(
            StatusCode::UNPROCESSABLE_ENTITY,
            &LookupPage { shell, code, problems, found: None },
        )?);
    };
    let found = Some(shown(&app, &dossier).await?);
    Ok(page(StatusCode::OK, &LookupPage { shell, code, problems: vec![], found })?)
}

async fn shown(app: &App, dossier: &Dossier) -> Result<Shown, Failure> {
    let revision = app.catalogue.revision(&app.store, dossier.revision_id).await?;
    let pauses = ledger::pauses(&app.store, dossier.id).await?;
    let events = journal::events(&app.store, dossier.id).await?;
    let tasks = work::store::of_dossier(&app.store, dossier.id).await?;
    Ok(Shown {
        procedure: dossier.procedure_name.clone(),
        code: dossier.code().to_owned(),
        stage: dossier.stage.name(),
        state: state_of(dossier),
        due: DueShown::of(app, (dossier, &revision.pack, &pauses))?,
        entries: timeline::for_applicant(dossier, (&events, &tasks)),
    })
}

fn shell(app: &App, ctx: &Ctx, headers: &HeaderMap) -> Shell {
    let mut shell = Shell::citizen(app, ctx, ("", "/tra-cuu", headers));
    shell.title = shell.t("nav-lookup");
    shell
}

/// The dossier with this number or look-up code, when the secret fits: both as somebody typed them.
pub async fn find(app: &App, (code, secret): (&str, &str)) -> Result<Option<Dossier>, Failure> {
    let (code, secret) = (code.trim().to_uppercase(), secret.trim().to_uppercase());
    let found = rows::by_code(&app.store, &code).await?;
    Ok(found.filter(|dossier| is_same(&dossier.lookup_code, &secret)))
}

/// Compares without telling by time how much was right.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differences, (x, y)| differences | (x ^ y)) == 0
}

crate::ui::sample!(LookupPage {
    shell: Shell::sample("Tra cứu hồ sơ"),
    code: "H48.15-261123-0007".into(),
    problems: vec![],
    found: Some(Shown {
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        code: "H48.15-261123-0007".into(),
        stage: "Đang giải quyết",
        state: "in-time",
        due: Some(sample::due()),
        entries: sample::entries(),
    }),
});
