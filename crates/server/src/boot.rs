//! From a configuration to a running server: opening, preparing, serving, working.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use serde_json::Value as Json;
use store::{Options, Store};
use uuid::Uuid;

use crate::app::{App, router};
use crate::features::catalogue::{Catalogue, publish, shelf::Known};
use crate::features::documents::{self, Press, Scanner, Uploads};
use crate::features::dossiers;
use crate::platform::blobs::Blobs;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::counters::Counters;
use crate::platform::ctx::Ctx;
use crate::platform::ids::Ids;
use crate::platform::jobs::{self, Job, Outcome};
use crate::platform::mail::{self, Mailer};
use crate::platform::schema::MIGRATIONS;
use crate::platform::web::assets::Assets;
use crate::platform::web::limit::Limit;

/// Opens everything, brings the schema up to date and publishes what is new in the law folder.
pub async fn open(config: Config, (clock, ids): (Clock, Ids)) -> anyhow::Result<Arc<App>> {
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("không tạo được {}", config.data.display()))?;
    let store = Store::open(Options::new(config.database.clone())).await?;
    store.migrate(MIGRATIONS).await?;
    let press = Press::open(&config)?;
    let known = Known::read(&config.law, press.shelf())?;
    let app = Arc::new(App {
        blobs: Blobs::open(config.data.join("blobs"))?,
        assets: Assets::load(&config.assets)?,
        mailer: Mailer::new(&config.mail)?,
        catalogue: Catalogue::new(known),
        scanner: config.scanner.clone().map_or(Scanner::Absent, Scanner::Clamd),
        counters: Counters::default(),
        lookup_limit: Limit::new(10, 6.0),
        login_limit: Limit::new(20, 3.0),
        uploads: Uploads::new(512, (64, Duration::from_secs(30))),
        api_limit: Limit::new(config.api_per_minute, 60.0 / f64::from(config.api_per_minute)),
        press,
        store,
        clock,
        ids,
        config,
    });
    app.catalogue.load(&app.store).await?;
    let ctx = Ctx::system(app.clock.now(), app.ids.clone());
    crate::seeds::units::install(&app, &ctx).await?;
    let published = publish::publish_folder(&app.catalogue, &app.store, (&ctx, &app.config.law)).await?;
    if !published.is_empty() {
        tracing::info!(procedures = ?published, "published");
        app.catalogue.load(&app.store).await?;
    }
    catch_up(&app).await?;
    Ok(app)
}

/// Does for dossiers from before a migration what the acts do since: they are found by name and stand in the statistics.
async fn catch_up(app: &App) -> anyhow::Result<()> {
    let folded = dossiers::store::places::fold_older(&app.store).await?;
    let counted = dossiers::jobs::count_older(app).await?;
    if folded > 0 || counted > 0 {
        tracing::info!(folded, counted, "older dossiers are in the lists and the statistics");
    }
    Ok(())
}

/// Serves until the process is told to stop; requests under way are finished.
pub async fn serve(app: Arc<App>) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(app.config.listen).await.with_context(|| {
        format!("không mở được địa chỉ {}; chọn địa chỉ khác với --listen", app.config.listen)
    })?;
    let worker = tokio::spawn(work(app.clone()));
    let reader = tokio::spawn(keep_fresh(app.clone()));
    tracing::info!(address = %listener.local_addr()?, "serving");
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop_signal()).await?;
    worker.abort();
    reader.abort();
    app.store.close().await;
    Ok(())
}

/// How often the catalogue looks whether another process has imported records.
const FRESHNESS: Duration = Duration::from_secs(30);

/// Reads the catalogue again, for ever, when an import beside the server has ended.
async fn keep_fresh(app: Arc<App>) {
    loop {
        tokio::time::sleep(FRESHNESS).await;
        match app.catalogue.refresh(&app.store).await {
            Ok(true) => tracing::info!("catalogue read again after an import"),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "catalogue cannot be read again"),
        }
    }
}

/// Runs jobs for ever.
pub async fn work(app: Arc<App>) {
    loop {
        match run_due(&app).await {
            Ok(0) => tokio::time::sleep(jobs::IDLE).await,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "jobs cannot be read");
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        }
    }
}

/// Runs the jobs that are due now; returns how many there were.
pub async fn run_due(app: &App) -> anyhow::Result<usize> {
    let claimed = jobs::claim(&app.store, app.clock.now()).await?;
    for job in &claimed {
        let outcome = run(app, job).await;
        if let Outcome::Retry(error) | Outcome::GiveUp(error) = &outcome {
            tracing::warn!(job = %job.id, kind = %job.kind, attempts = job.attempts, %error, "job not done");
        }
        jobs::settle(&app.store, job, &outcome, app.clock.now()).await?;
    }
    Ok(claimed.len())
}

async fn run(app: &App, job: &Job) -> Outcome {
    let ctx = Ctx::system(app.clock.now(), app.ids.clone());
    let id = |key: &str| job.payload.get(key).and_then(Json::as_str).and_then(|id| id.parse::<Uuid>().ok());
    match job.kind.as_str() {
        mail::SEND => match id("mail_id") {
            Some(id) => {
                mail::send(&app.store, &app.mailer, (id, &app.config.mail_from, app.clock.now())).await
            }
            None => Outcome::GiveUp("payload không có mail_id".into()),
        },
        documents::commands::scan::SCAN => match id("blob_id") {
            Some(id) => documents::commands::scan::scan(app, id).await,
            None => Outcome::GiveUp("payload không có blob_id".into()),
        },
        documents::commands::forget::FORGET => match id("blob_id") {
            Some(id) => documents::commands::forget::forget(app, &ctx, id).await,
            None => Outcome::GiveUp("payload không có blob_id".into()),
        },
        dossiers::change::TIMER => dossiers::jobs::run_timer(app, &ctx, &job.payload).await,
        other => Outcome::GiveUp(format!("không có việc nào tên {other}")),
    }
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::error!(%error, "cannot listen for SIGTERM");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
