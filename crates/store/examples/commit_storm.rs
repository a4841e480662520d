//! How many durable transactions of six rows a second, and how many reads.
//!
//! ```sh
//! cargo run --release -p store --example commit_storm                              # a SQLite file in var/
//! cargo run --release -p store --example commit_storm postgres://me@host/database  # an empty database
//! ```
//!
//! The tables `storm_…` are made in the database and stay there. A PostgreSQL server must have `fsync` and
//! `synchronous_commit` on, or the figures mean nothing; `scripts/postgres-test` has them off.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use store::{Batch, Migration, Options, Statement, Store, StoreError, vals};
use uuid::Uuid;

const SCHEMA: [Migration; 1] = [Migration::new(
    1,
    "storm",
    "
    create table storm_item (
        id {uuid} primary key, number {text} not null, state {text} not null, version {bigint} not null,
        due_at {bigint} not null, doc {json} not null
    ) {strict};
    create index storm_item_due on storm_item (state, due_at, id);
    create table storm_part (id {uuid} primary key, item {uuid} not null references storm_item (id), name {text} not null)
        {keyed};
    create index storm_part_item on storm_part (item);
    create table storm_log (id {uuid} primary key, item {uuid} not null, at {bigint} not null, what {text} not null) {keyed};
    create table storm_outbox (id {uuid} primary key, due_at {bigint} not null, payload {json} not null) {keyed};
    ",
)];

store::sql! {
    const ADD_ITEM: "insert into storm_item (id, number, state, version, due_at, doc) values (?1, ?2, 'open', 1, ?3, ?4)";
    const ADD_PART: "insert into storm_part (id, item, name) values (?1, ?2, ?3)";
    const ADD_LOG: "insert into storm_log (id, item, at, what) values (?1, ?2, ?3, ?4)";
    const ADD_OUTBOX: "insert into storm_outbox (id, due_at, payload) values (?1, ?2, ?3)";
    const TOUCH: "update storm_item set version = version + 1, state = 'shut' where id = ?1 and version = ?2";
    const READ: "select number, state, version, due_at from storm_item where id = ?1";
    /// What a server does by itself after a while; without it the first plans are bad ones.
    const ANALYZE: "analyze";
    const LIST: "select id, number, due_at from storm_item where state = 'open' and (due_at, id) > (?1, ?2) \
                 order by due_at, id limit 20";
}

/// How long each figure is measured.
const SPAN: Duration = Duration::from_secs(4);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "sqlite:var/storm.db".to_owned());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    // Only this kind of work, if one is named.
    let only = std::env::args().nth(2).unwrap_or_default();
    runtime.block_on(storm(&url, &only))
}

async fn storm(url: &str, only: &str) -> Result<(), Box<dyn std::error::Error>> {
    let store = Store::open(Options { writers: 16, ..Options::new(url) }).await?;
    store.migrate(&SCHEMA).await?;
    println!("{} at {}", store.engine(), url.rsplit('@').next().unwrap_or_default());
    let ids = Arc::new(Ids::new());
    let all = [Work::SixRows, Work::Guard, Work::PointRead, Work::List];
    for work in all.into_iter().filter(|work| format!("{work:?}").starts_with(only)) {
        if work == Work::PointRead {
            store.commit(Batch::new().write(ANALYZE, vals![])).await?;
        }
        for clients in [1, 64] {
            let before = store.stats();
            let mut times =
                measure(&store, clients, |dice| Client { work, ids: ids.clone(), own: None, dice }).await?;
            times.sort_unstable();
            let written = store.stats().batches - before.batches;
            let groups = (store.stats().transactions - before.transactions).max(1);
            #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
            let per_second = times.len() as f64 / SPAN.as_secs_f64();
            println!(
                "{work:?}, {clients:>2} clients: {per_second:>8.0}/s  p50 {:>7.0?}  p99 {:>7.0?}  batches per transaction {}",
                times[times.len() / 2],
                times[times.len() * 99 / 100],
                written / groups,
            );
        }
    }
    store.close().await;
    Ok(())
}

/// Runs so many clients for a while and gives how long each of their requests took.
async fn measure(
    store: &Store,
    clients: u64,
    client: impl Fn(u64) -> Client,
) -> Result<Vec<Duration>, StoreError> {
    let end = Instant::now() + SPAN;
    let running: Vec<_> = (0..clients)
        .map(|number| {
            let (store, mut client) = (store.clone(), client(number));
            tokio::spawn(async move {
                let mut times = Vec::new();
                while Instant::now() < end {
                    let begin = Instant::now();
                    client.request(&store).await?;
                    times.push(begin.elapsed());
                    tokio::task::consume_budget().await;
                }
                Ok::<_, StoreError>(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for one in running {
        times.extend(one.await.map_err(|error| StoreError::Engine(error.to_string()))??);
    }
    Ok(times)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// An item, three parts, a log entry, an outbox entry.
    SixRows,
    /// A guarded change of the client's own item, and a log entry.
    Guard,
    PointRead,
    List,
}

struct Client {
    work: Work,
    ids: Arc<Ids>,
    /// The client's own item and its version.
    own: Option<(Uuid, i64)>,
    /// For reading here and there.
    dice: u64,
}

impl Client {
    async fn request(&mut self, store: &Store) -> Result<(), StoreError> {
        match (self.work, self.own) {
            (Work::SixRows, _) => store.commit(self.six_rows().1).await.map(drop)?,
            (Work::Guard, None) => {
                let (item, batch) = self.six_rows();
                store.commit(batch).await?;
                self.own = Some((item, 1));
            }
            (Work::Guard, Some((item, version))) => {
                let batch = Batch::new()
                    .guard("unchanged", TOUCH, vals![item, version])
                    .write(ADD_LOG, vals![self.ids.other(), item, 1, "changed"]);
                store.commit(batch).await?;
                self.own = Some((item, version + 1));
            }
            (Work::PointRead, _) => {
                store.one::<(String, String, i64, i64)>(READ, vals![self.some_item()]).await.map(drop)?;
            }
            (Work::List, _) => {
                let item = self.some_item();
                let after = vals![due_at(item), item];
                store.all::<(Uuid, String, i64)>(LIST, after).await.map(drop)?;
            }
        }
        Ok(())
    }

    fn six_rows(&self) -> (Uuid, Batch) {
        let item = self.ids.item();
        let doc =
            json!({"name": "Nguyễn Thị Ánh", "street": "12 Hùng Vương", "answers": ["a", "b", 3, true]});
        let add_item = vals![item, item.to_string(), due_at(item), doc];
        let mut batch = Batch::new().write(ADD_ITEM, add_item);
        batch.extend((0..3).map(|_| Statement::write(ADD_PART, vals![self.ids.other(), item, "part.pdf"])));
        let batch = batch.write(ADD_LOG, vals![self.ids.other(), item, 1_800_000_000_000_000_i64, "added"]);
        (
            item,
            batch.write(
                ADD_OUTBOX,
                vals![self.ids.other(), 1_800_000_000_000_000_i64, json!({"item": item.to_string()})],
            ),
        )
    }

    /// One of the items of this run.
    fn some_item(&mut self) -> Uuid {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let known = self.ids.items.load(Ordering::Relaxed).max(1);
        Uuid::from_u64_pair(self.ids.first, (self.dice >> 20) % known)
    }
}

/// Days apart, so that a list is a walk through the index.
fn due_at(item: Uuid) -> i64 {
    let day = item.as_u64_pair().1 % 1000;
    1_800_000_000_000_000 + i64::try_from(day).unwrap_or_default() * 86_400_000_000
}

/// Rising ids, like UUID v7.
struct Ids {
    /// What all ids of this run begin with; later runs have greater ones.
    first: u64,
    items: AtomicU64,
    others: AtomicU64,
}

impl Ids {
    fn new() -> Ids {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let first = u64::try_from(since.as_millis()).unwrap_or_default();
        Ids { first, items: AtomicU64::new(0), others: AtomicU64::new(0) }
    }

    fn item(&self) -> Uuid {
        Uuid::from_u64_pair(self.first, self.items.fetch_add(1, Ordering::Relaxed))
    }

    fn other(&self) -> Uuid {
        Uuid::from_u64_pair(self.first, self.others.fetch_add(1, Ordering::Relaxed))
    }
}
