//! Load: many clients at once, on a thread of their own so that their cost can be told from the server's.

use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::http::Client;

/// What a round gave.
pub struct Round {
    /// How long each request took.
    pub times: Vec<Duration>,
    /// How long all of it took.
    pub took: Duration,
    /// How long the clients' thread was computing.
    pub client_cpu: Duration,
}

impl Round {
    /// Requests each second.
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.took.as_secs_f64()
    }
}

/// What the clients of a round send.
pub struct Plan {
    /// Where to.
    pub address: SocketAddr,
    /// For each client its requests, sent one after the other; at the end it begins again if `is_endless`.
    pub requests: Vec<Vec<Vec<u8>>>,
    /// Whether the requests can be sent again and again.
    pub is_endless: bool,
    /// The round ends after that long at the latest.
    pub at_most: Duration,
    /// The status every answer must have.
    pub status: u16,
}

/// Runs a round on a new thread and waits for it.
pub fn round(plan: Plan) -> anyhow::Result<Round> {
    let thread = std::thread::Builder::new().name("clients".into()).spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let local = tokio::task::LocalSet::new();
        local.block_on(&runtime, clients(plan))
    })?;
    thread.join().map_err(|_| anyhow::anyhow!("a client panicked"))?
}

async fn clients(plan: Plan) -> anyhow::Result<Round> {
    let mut open = Vec::new();
    for _ in &plan.requests {
        open.push(Client::connect(plan.address).await?);
    }
    let plan = Rc::new(plan);
    let cpu = on_cpu()?;
    let begin = Instant::now();
    let running: Vec<_> = open
        .into_iter()
        .enumerate()
        .map(|(number, client)| tokio::task::spawn_local(one(client, number, (plan.clone(), begin))))
        .collect();
    let mut times = Vec::new();
    for client in running {
        times.extend(client.await??);
    }
    Ok(Round { times, took: begin.elapsed(), client_cpu: on_cpu()?.saturating_sub(cpu) })
}

async fn one(
    mut client: Client,
    number: usize,
    (plan, begin): (Rc<Plan>, Instant),
) -> anyhow::Result<Vec<Duration>> {
    let mut times = Vec::new();
    loop {
        for request in &plan.requests[number] {
            if begin.elapsed() > plan.at_most {
                return Ok(times);
            }
            let sent = Instant::now();
            let answer = client.send(request).await?;
            times.push(sent.elapsed());
            anyhow::ensure!(
                answer.status == plan.status,
                "expected {}, found:\n{}",
                plan.status,
                client.last()
            );
        }
        if !plan.is_endless {
            return Ok(times);
        }
    }
}

/// How long this thread has been computing.
fn on_cpu() -> anyhow::Result<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    Ok(Duration::from_nanos(nanoseconds))
}
