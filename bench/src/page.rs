//! The page of a procedure as a visitor gets it, against a bare answer of the same web framework on the same threads.

use std::time::Duration;

use axum::Router;
use axum::routing::get;

use crate::drafts::{PROCEDURE, check_folder};
use crate::figures::{Figure, median, per_second, percentile, share};
use crate::http;
use crate::load::{Plan, Round, round};
use crate::world::{World, serve};

const CLIENTS: usize = 64;
const ROUNDS: usize = 3;
const SPAN: Duration = Duration::from_secs(4);

/// Measures on an embedded database.
pub fn run() -> anyhow::Result<()> {
    check_folder()?;
    let world = World::open("sqlite")?;
    let bare = Router::new().route("/", get(async || "Xin chào"));
    let bare = world.runtime.block_on(serve(bare))?;
    let path = format!("/thu-tuc/{PROCEDURE}");
    let squeezed = http::request("GET", &path, "Accept-Encoding: gzip, br\r\n");
    let plain = http::request("GET", &path, "");
    let hello = http::request("GET", "/", "");
    let send = |address, request: &[u8]| {
        let requests = vec![vec![request.to_vec()]; CLIENTS];
        round(Plan { address, requests, is_endless: true, at_most: SPAN, status: 200 })
    };
    for (address, request) in [(bare, &hello), (world.address, &squeezed), (world.address, &plain)] {
        let warm = Plan {
            address,
            requests: vec![vec![request.clone()]],
            is_endless: true,
            at_most: SPAN / 8,
            status: 200,
        };
        round(warm)?;
    }
    let (mut hellos, mut pages, mut plains) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        hellos.push(send(bare, &hello)?);
        pages.push(send(world.address, &squeezed)?);
        plains.push(send(world.address, &plain)?);
    }
    tell((hellos, pages, plains))?;
    world.close()
}

fn tell((hellos, pages, plains): (Vec<Round>, Vec<Round>, Vec<Round>)) -> anyhow::Result<()> {
    let rate = |rounds: &[Round]| median(rounds.iter().map(Round::rate).collect());
    let (hello, page, plain) = (rate(&hellos), rate(&pages), rate(&plains));
    Figure::held(
        "procedure page, compressed as browsers ask ÷ a bare answer",
        share(page, hello),
        ("≥ 30 %", page >= hello * 0.3),
    )
    .keep()?;
    Figure::told("procedure page, not compressed ÷ a bare answer", share(plain, hello)).keep()?;
    let mut times: Vec<_> = pages.iter().flat_map(|round| round.times.clone()).collect();
    let found = format!("{}, p99 {:.1} ms", per_second(page), percentile(&mut times, 0.99));
    Figure::told(format!("procedure pages, compressed, {CLIENTS} clients"), found).keep()?;
    Figure::told("procedure pages, not compressed", per_second(plain)).keep()?;
    Figure::told("bare answers", per_second(hello)).keep()
}
