//! Durable submission over HTTP, against the bare store committing the very same batches.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::json;
use server::features::dossiers::dossier::Dossier;
use server::features::dossiers::letters;
use server::features::dossiers::scope::Scope;
use server::features::dossiers::store::{self as rows, drafts::Draft};
use server::platform::actor::{Actor, Citizen};
use server::platform::ctx::Ctx;
use server::platform::{journal, mail};
use store::{Batch, Engine, vals};
use uuid::Uuid;

use crate::drafts;
use crate::figures::{Figure, median, per_second, percentile, share};
use crate::http;
use crate::load::{Plan, Round, round};
use crate::world::{Person, World};

/// Logged-in clients, each with a connection of its own; as many tasks commit to the bare store.
const CLIENTS: usize = 64;
const ROUNDS: usize = 3;
/// A round ends after that long even when drafts are left.
const AT_MOST: Duration = Duration::from_secs(15);

/// Measures on one database.
pub fn run(database: &str) -> anyhow::Result<()> {
    drafts::check_folder()?;
    let world = World::open(database)?;
    let durable = durability(&world)?;
    // PostgreSQL is a process beside, with a conversation for each read: its rounds are shorter.
    let each = if world.app.store.engine() == Engine::Sqlite { 300 } else { 60 };
    let people = (0..CLIENTS).map(|number| world.citizen(number)).collect::<anyhow::Result<Vec<_>>>()?;
    let sample = warm_up(&world, &people)?;
    let (mut over_http, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        over_http.push(http_round(&world, &people, each)?);
        bare.push(bare_round(&world, (&people, &sample), each)?);
    }
    tell(&world.engine(), durable, (over_http, bare))?;
    world.close()
}

fn tell(engine: &str, durable: String, (mut over_http, bare): (Vec<Round>, Vec<f64>)) -> anyhow::Result<()> {
    let (http_rate, bare_rate) = (median(over_http.iter().map(Round::rate).collect()), median(bare));
    let mut times: Vec<_> = over_http.iter().flat_map(|round| round.times.clone()).collect();
    let clients = median(
        over_http.iter_mut().map(|round| round.client_cpu.as_secs_f64() / round.took.as_secs_f64()).collect(),
    );
    let what = format!("{engine}: submission over HTTP ÷ the same batches to the bare store");
    Figure::held(what, share(http_rate, bare_rate), ("≥ 50 %", http_rate >= bare_rate * 0.5)).keep()?;
    let found = format!(
        "{}, p50 {:.1} ms, p99 {:.1} ms",
        per_second(http_rate),
        percentile(&mut times, 0.5),
        percentile(&mut times, 0.99)
    );
    let what = format!("{engine}: durable submissions over HTTP, {CLIENTS} clients");
    if engine == "SQLite" {
        Figure::held(what, found, ("≥ 8 000/s", http_rate >= 8_000.0)).keep()?;
    } else {
        Figure::told(what, found).keep()?;
    }
    Figure::told(format!("{engine}: the bare store, {CLIENTS} tasks"), per_second(bare_rate)).keep()?;
    Figure::told(format!("{engine}: what the clients themselves took of one core"), share(clients, 1.0))
        .keep()?;
    Figure::told(format!("{engine}: durability"), durable).keep()
}

/// A wait for the disk in every commit, or the figures mean nothing.
fn durability(world: &World) -> anyhow::Result<String> {
    if world.app.store.engine() == Engine::Sqlite {
        return Ok("WAL, a wait for the disk before every answer".into());
    }
    let setting = |name: &str| -> anyhow::Result<String> {
        let sql = format!("select current_setting('{name}')");
        let found = world.runtime.block_on(world.app.store.one::<(String,)>(sql, vals![]))?;
        Ok(found.context("a setting")?.0)
    };
    for name in ["fsync", "synchronous_commit", "full_page_writes"] {
        let found = setting(name)?;
        anyhow::ensure!(found == "on", "PostgreSQL needs {name} on, found {found}");
    }
    Ok(format!("PostgreSQL {}, fsync and synchronous_commit on", setting("server_version")?))
}

/// Sends a few drafts, checks that they became dossiers with their event and their letter, and gives one of them.
fn warm_up(world: &World, people: &[Person]) -> anyhow::Result<Dossier> {
    let before = counts(world)?;
    http_round(world, people, 4)?;
    let after = counts(world)?;
    let new = i64::try_from(CLIENTS * 4)?;
    anyhow::ensure!(
        [after.0 - before.0, after.1 - before.1, after.2 - before.2] == [new; 3],
        "expected {new} dossiers, events and letters more, found {before:?} and then {after:?}"
    );
    let ids = drafts::prepare(world, &people[0], 1)?;
    send(world, &people[0], &ids)?;
    let found = world.runtime.block_on(rows::one(&world.app.store, &Scope::of(&Actor::System), ids[0]))?;
    found.context("the dossier that was sent")
}

fn send(world: &World, person: &Person, ids: &[Uuid]) -> anyhow::Result<Round> {
    round(Plan {
        address: world.address,
        requests: vec![requests(person, ids)],
        is_endless: false,
        at_most: AT_MOST,
        status: 303,
    })
}

fn requests(person: &Person, ids: &[Uuid]) -> Vec<Vec<u8>> {
    let more = format!(
        "{}Sec-Fetch-Site: same-origin\r\nAccept-Encoding: gzip, br\r\nContent-Type: application/x-www-form-urlencoded\r\n",
        http::cookie(&person.token)
    );
    ids.iter().map(|id| http::request("POST", &format!("/ho-so-nhap/{id}/kiem-tra"), &more)).collect()
}

/// Every client sends its drafts, each once.
fn http_round(world: &World, people: &[Person], each: usize) -> anyhow::Result<Round> {
    let all = people.iter().map(|person| Ok(requests(person, &drafts::prepare(world, person, each)?)));
    let requests = all.collect::<anyhow::Result<Vec<_>>>()?;
    round(Plan { address: world.address, requests, is_endless: false, at_most: AT_MOST, status: 303 })
}

/// The same batches, made beforehand and committed from as many tasks. Gives batches a second.
fn bare_round(world: &World, (people, sample): (&[Person], &Dossier), each: usize) -> anyhow::Result<f64> {
    let mut work = Vec::new();
    for person in people {
        let ids = drafts::prepare(world, person, each)?;
        let some = drafts::find(world, person, ids[0])?;
        let batch = |id: &Uuid| batch(world, &Draft { id: *id, ..some.clone() }, sample);
        work.push(ids.iter().map(batch).collect::<Vec<_>>());
    }
    let done = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let begin = Instant::now();
    let tasks = work.into_iter().map(|batches| {
        let (store, done) = (world.app.store.clone(), done.clone());
        world.runtime.spawn(async move {
            for batch in batches {
                if begin.elapsed() > AT_MOST {
                    break;
                }
                store.commit(batch).await?;
                done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
            Ok::<_, store::CommitError>(())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        world.runtime.block_on(task)??;
    }
    Ok(f64::from(done.load(std::sync::atomic::Ordering::Relaxed)) / begin.elapsed().as_secs_f64())
}

/// What a submission writes: the draft closed, the dossier, its event, its letter and the job that sends it.
fn batch(world: &World, draft: &Draft, sample: &Dossier) -> Batch {
    let (app, now) = (&world.app, world.app.clock.now());
    let actor = Actor::Citizen(Citizen { account_id: draft.account_id, full_name: "Người Thử".into() });
    let ctx = Ctx { actor, ..Ctx::system(now, app.ids.clone()) };
    let dossier = Dossier {
        id: draft.id,
        account_id: Some(draft.account_id),
        lookup_code: app.ids.readable_code(10),
        ..sample.clone()
    };
    let hash = "0".repeat(64);
    let files = ["giay_da_cap", "giay_to_mien_giam", "giay_to_tuy_than"]
        .map(|component| json!({ "component": component, "name": "giay-to.pdf", "sha256": hash }));
    let data = json!({ "procedure": drafts::PROCEDURE, "revision": 1, "channel": "online", "files": files, "stage": "submitted" });
    let batch = rows::insert_first(Batch::new(), &dossier, now);
    let batch = rows::drafts::close(Batch::new(), draft, now).then(batch);
    let batch =
        journal::append(batch, &ctx, &mut journal::Chain::default(), (dossier.id, "DossierSubmitted", data));
    let (subject, body) = letters::submitted(app, &dossier);
    let recipient = dossier.applicant.email.clone();
    mail::enqueue(batch, &ctx, mail::Letter { dossier_id: Some(dossier.id), recipient, subject, body })
}

/// How many dossiers, events of submission, and letters there are.
fn counts(world: &World) -> anyhow::Result<(i64, i64, i64)> {
    store::sql! {
        const COUNTS: "select (select count(*) from dossier), (select count(*) from event where kind = 'DossierSubmitted'), (select count(*) from mail)";
    }
    let found = world.runtime.block_on(world.app.store.one::<(i64, i64, i64)>(COUNTS, vals![]))?;
    found.context("counts")
}
