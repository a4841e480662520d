//! The program, killed in the middle of a storm: every act it acknowledged is there, none is there half, no number is lost.
//!
//! `MOTCUA_KILL_ROUNDS` says how often (3 unless told otherwise).

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use server::boot;
use server::features::dossiers::model::Stage;
use server::features::dossiers::number;
use server::platform::actor::Role;
use server::platform::clock::Clock;
use server::platform::config::Config;
use server::platform::ids::Ids;
use store::vals;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::acts::*;
use crate::person::{Person, form};
use crate::world::{World, config, each_address, root};

/// People who work at the same time.
const CLIENTS: usize = 6;
/// Drafts of one round; more than are sent before the end.
const DRAFTS: usize = 70;

/// What the program said it had done.
#[derive(Clone, Default)]
struct Acknowledged {
    submitted: Vec<Uuid>,
    received: Vec<Uuid>,
    completed: Vec<Uuid>,
    all: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_in_a_storm_keeps_what_it_acknowledged_and_nothing_half() {
    each_address(async |url, folder| {
        let config = config(url, folder);
        let told = Arc::new(Mutex::new(Acknowledged::default()));
        for round in 0..rounds() {
            let storm = prepare(&config, &told).await;
            let (child, address) = start(&config);
            // Each round dies at another point.
            let last = told.lock().unwrap().all + 50 + round * 37 % 90;
            storm.rage(address, (child, last)).await;
            let acknowledged = told.lock().unwrap().clone();
            check(&config, &acknowledged).await;
        }
        let told = told.lock().unwrap();
        eprintln!(
            "{} submitted, {} received, {} completed",
            told.submitted.len(),
            told.received.len(),
            told.completed.len()
        );
    })
    .await;
}

#[expect(clippy::disallowed_methods, reason = "how long a test runs is told by the environment")]
fn rounds() -> usize {
    std::env::var("MOTCUA_KILL_ROUNDS").map_or(3, |text| text.parse().unwrap())
}

async fn open(config: &Config) -> World {
    World::of(boot::open(config.clone(), (Clock::System, Ids::System)).await.unwrap())
}

/// What the clients share.
struct Storm {
    told: Arc<Mutex<Acknowledged>>,
    drafts: Mutex<Vec<Uuid>>,
    citizen: String,
    desk: String,
    ticks: String,
}

async fn prepare(config: &Config, told: &Arc<Mutex<Acknowledged>>) -> Arc<Storm> {
    let world = open(config).await;
    if told.lock().unwrap().all == 0 {
        world.appoint("motcua.binhson", ("xa-21040", Role::Intake)).await;
    }
    let components = revision(&world, MARITAL).pack.procedure().components.clone();
    let ticks: Vec<_> = components.iter().map(|component| ("thanh_phan", component.id.as_str())).collect();
    let storm = Storm {
        told: told.clone(),
        drafts: Mutex::new(draft_many(&world, DRAFTS).await),
        citizen: cookie(&world.as_("0905000001").await),
        desk: cookie(&world.as_("motcua.binhson").await),
        ticks: form(&ticks),
    };
    world.app.store.close().await;
    Arc::new(storm)
}

fn cookie(person: &Person) -> String {
    format!("phien={}", person.cookie("phien").unwrap())
}

/// Starts the program on a free port and waits until it says that it serves.
fn start(config: &Config) -> (Child, SocketAddr) {
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let mut child = Command::new(env!("CARGO_BIN_EXE_motcua"))
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "server=info", "--log-format", "json"])
        .args(["--data", &path(&config.data), "--database", &config.database])
        .args([
            "--law",
            &path(&config.law),
            "--assets",
            &path(&config.assets),
            "--fonts",
            &path(&config.fonts),
        ])
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let address = lines
        .by_ref()
        .inspect(|line| eprintln!("{line}"))
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(&line).ok())
        .find_map(|line| line["fields"]["address"].as_str()?.parse().ok())
        .expect("the program says where it serves");
    std::thread::spawn(move || lines.for_each(drop));
    (child, address)
}

impl Storm {
    /// Lets everybody work until so many acts were acknowledged, and kills the program at that moment.
    async fn rage(self: Arc<Self>, address: SocketAddr, (child, last): (Child, usize)) {
        let child = Arc::new(Mutex::new(child));
        let mut clients = tokio::task::JoinSet::new();
        for _ in 0..CLIENTS {
            let (storm, child) = (self.clone(), child.clone());
            clients.spawn(async move {
                // An error is the connection that broke with the program.
                while let Ok(true) = storm.one_dossier(address, (&child, last)).await {}
            });
        }
        clients.join_all().await;
        let mut child = child.lock().unwrap();
        let _ = child.kill();
        child.wait().unwrap();
        assert!(self.told.lock().unwrap().all >= last, "it was killed at its work, not before");
    }

    /// One dossier from its draft to its first step; `false` when there are no drafts any more.
    async fn one_dossier(
        &self,
        address: SocketAddr,
        (child, last): (&Mutex<Child>, usize),
    ) -> std::io::Result<bool> {
        let Some(id) = self.drafts.lock().unwrap().pop() else { return Ok(false) };
        let done = |note: fn(&mut Acknowledged, Uuid)| {
            let mut told = self.told.lock().unwrap();
            note(&mut told, id);
            told.all += 1;
            if told.all == last {
                child.lock().unwrap().kill().unwrap();
            }
        };
        send(address, &post(&format!("/ho-so-nhap/{id}/kiem-tra"), (&self.citizen, "")), 303).await?;
        done(|told, id| told.submitted.push(id));
        send(address, &post(&format!("/can-bo/ho-so/{id}/tiep-nhan"), (&self.desk, &self.ticks)), 303)
            .await?;
        done(|told, id| told.received.push(id));
        let get = format!(
            "GET /can-bo/ho-so/{id} HTTP/1.1\r\nhost: motcua.test\r\ncookie: {}\r\nconnection: close\r\n\r\n",
            self.desk
        );
        let page = send(address, &get, 200).await?;
        let start = format!("/can-bo/ho-so/{id}/viec/");
        let task = page
            .split(&start)
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("the step is on the page");
        send(address, &post(&format!("{start}{task}"), (&self.desk, "")), 303).await?;
        done(|told, id| told.completed.push(id));
        Ok(true)
    }
}

fn post(path: &str, (cookie, body): (&str, &str)) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: motcua.test\r\ncookie: {cookie}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Sends a request over its own connection and reads the whole answer, which must have this status.
async fn send(address: SocketAddr, request: &str, status: u16) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    if answer.is_empty() {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")),
        "{}\n{answer}",
        request.lines().next().unwrap()
    );
    Ok(answer)
}

async fn check(config: &Config, told: &Acknowledged) {
    let world = open(config).await;
    world.proves().await;
    for id in &told.submitted {
        world.dossier(*id).await;
    }
    for id in &told.received {
        let dossier = world.dossier(*id).await;
        assert!(dossier.number.is_some() && dossier.due_at.is_some(), "{id} was accepted");
    }
    for id in &told.completed {
        assert_eq!(world.dossier(*id).await.stage, Stage::InProgress, "{id} was handed over");
    }
    nothing_is_half(&world).await;
    numbers_are_whole(&world).await;
    world.app.store.close().await;
}

/// What belongs to one act stands in several tables: in all of them or in none.
async fn nothing_is_half(world: &World) {
    let submitted = world.count("select count(*) from dossier").await;
    let received = world.count("select count(*) from dossier where number is not null").await;
    let completed =
        world.count("select count(*) from task where element = 'ban_giao' and state = 'done'").await;
    for sql in [
        "select count(*) from draft where submitted_at is not null",
        "select count(*) from event where kind = 'DossierSubmitted'",
        "select count(*) from mail where subject like 'Đã nhận được hồ sơ%'",
    ] {
        assert_eq!(world.count(sql).await, submitted, "{sql}");
    }
    for sql in [
        "select count(*) from event where kind = 'DossierReceived'",
        "select count(*) from paper where kind = 'receipt'",
        "select count(*) from task where element = 'ban_giao'",
        "select count(*) from charge",
        "select count(*) from mail where subject like '%đã được tiếp nhận'",
        "select count(*) from dossier where accepted_at is not null and due_at is not null and stage <> 'submitted'",
    ] {
        assert_eq!(world.count(sql).await, received, "{sql}");
    }
    for sql in [
        "select count(*) from event where kind = 'TaskCompleted'",
        "select count(*) from task where element = 'kiem_tra' and state = 'open'",
        "select count(*) from dossier where stage = 'in_progress'",
    ] {
        assert_eq!(world.count(sql).await, completed, "{sql}");
    }
    assert_eq!(world.count("select count(*) from mail").await, world.count("select count(*) from job").await);
}

/// For each agency and day: 1 to n, and n is what the counter says.
async fn numbers_are_whole(world: &World) {
    let store = &world.app.store;
    let numbers: Vec<(String,)> =
        store.all("select number from dossier where number is not null", vals![]).await.unwrap();
    let mut given: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for (text,) in &numbers {
        let (agency, day, ordinal) = number::parse(text).unwrap();
        assert!(
            given.entry(number::counter_key(agency, day)).or_default().insert(ordinal),
            "{text} is given twice"
        );
    }
    let counters: Vec<(String, i64)> =
        store.all("select key, n from counter where key like 'dossier/%'", vals![]).await.unwrap();
    assert_eq!(counters.len(), given.len());
    for (key, n) in counters {
        assert_eq!(given[&key], (1..=n).collect(), "{key}");
    }
}
