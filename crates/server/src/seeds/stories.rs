//! The demo stories (_chuyện trình diễn_): golden dossiers of the packs, played through the real commands on an empty database.
//!
//! Each story uses the answers of a golden dossier that can be submitted, so that what a visitor sees is what the law data says.

use serde_json::{Map, Value as Json};
use store::Batch;

use super::cast;
use crate::app::App;
use crate::features::documents::content::Limits;
use crate::features::documents::commands::upload::{Upload, upload};
use crate::features::dossiers::commands::receive::{Opening, receive};
use crate::features::dossiers::commands::start_draft::start_draft;
use crate::features::dossiers::commands::submit::submit;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::model::Act;
use crate::features::dossiers::change::Change;
use crate::features::dossiers::pages::official::component_lines;
use crate::features::dossiers::policy::may_at_desk;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::drafts;
use crate::features::dossiers::store::ledger::ReceivedRow;
use crate::platform::actor::Role;
use crate::platform::ctx::Ctx;

/// A small but whole PDF, for papers that nobody needs to read.
const SAMPLE_PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Installs the cast and plays the stories when there are no dossiers yet. Returns how many were played.
pub async fn play(app: &App) -> anyhow::Result<usize> {
    let now = app.clock.now();
    let ctx = Ctx::system(now, app.ids.clone());
    cast::install(app, &ctx).await?;
    if !crate::features::dossiers::store::ids_after(&app.store, uuid::Uuid::nil()).await?.is_empty() {
        return Ok(0);
    }
    let mut played = 0;
    for revision in app.catalogue.all() {
        let cases = revision.pack.cases();
        let Some(case) = cases.iter().find(|case| case.expect.problems.is_empty()) else { continue };
        for (n, login) in ["0905000001", "0905000002"].into_iter().enumerate() {
            let answers: Map<String, Json> = case.answers.clone().into_iter().collect();
            let Some(dossier) = submit_case(app, (login, &revision, answers)).await? else { break };
            played += 1;
            if n == 1 {
                receive_story(app, &dossier).await?;
            }
        }
    }
    Ok(played)
}

async fn submit_case(
    app: &App,
    (login, revision, answers): (&str, &std::sync::Arc<crate::features::catalogue::Revision>, Map<String, Json>),
) -> anyhow::Result<Option<Dossier>> {
    let now = app.clock.now();
    let actor = cast::actor(app, (login, now)).await?;
    let ctx = Ctx { actor, ..Ctx::system(now, app.ids.clone()) };
    let Some(citizen) = ctx.actor.citizen() else { return Ok(None) };
    let draft = start_draft(app, &ctx, (citizen, revision)).await.map_err(told)?;
    app.store.commit(drafts::save(Batch::new(), &draft, (Json::Object(answers.clone()), now))).await?;
    for component in revision.pack.procedure().components.iter().filter(|component| !component.from_form) {
        let limits = Limits { accept: &component.accept, max_bytes: 1_000_000 };
        let file = Upload { dossier_id: draft.id, component: &component.id, name: "giay-to-mau.pdf", bytes: SAMPLE_PDF };
        // A component that takes no PDF gets no sample.
        let _ = upload(app, &ctx, (file, &limits)).await.map_err(told)?;
    }
    let draft = drafts::one(&app.store, (draft.id, citizen.account_id)).await?;
    let Some(draft) = draft else { return Ok(None) };
    match submit(app, &ctx, (&draft, revision)).await.map_err(told)? {
        Ok(dossier) => Ok(Some(dossier)),
        Err(why) => {
            tracing::warn!(procedure = revision.code(), ?why, "a demo story cannot be submitted today");
            app.store.commit(drafts::discard(Batch::new(), &draft)).await?;
            Ok(None)
        }
    }
}

async fn receive_story(app: &App, dossier: &Dossier) -> anyhow::Result<()> {
    let now = app.clock.now();
    for player in &cast::OFFICIALS {
        let actor = cast::actor(app, (player.login, now)).await?;
        let ctx = Ctx { actor, acting_role: Some(Role::Intake), ..Ctx::system(now, app.ids.clone()) };
        let Some(official) = ctx.actor.official().filter(|official| official.holds(Role::Intake, dossier.desk_unit_id)) else {
            continue;
        };
        let scope = Scope::of(&ctx.actor);
        let change = Change::open(app, &ctx, (&scope, dossier.id)).await.map_err(told)?;
        let proof = may_at_desk(official, &change.dossier, Act::Receive).map_err(told)?;
        let received: Vec<_> = component_lines(&change)
            .into_iter()
            .filter(|line| line.is_given)
            .map(|line| ReceivedRow {
                component: line.id,
                name: line.name,
                form: line.kind,
                quantity: i64::from(line.quantity),
                compared_with_original: false,
            })
            .collect();
        let opening = Opening::Waiting { scope: &scope, id: dossier.id };
        receive(app, &ctx, (&proof, &received, &opening)).await.map_err(told)?;
        return Ok(());
    }
    Ok(())
}

fn told(failure: crate::platform::web::Failure) -> anyhow::Error {
    anyhow::anyhow!("{failure:?}")
}
