//! The inbox of an official at two sizes of the database: it must stay as fast when there are a hundred times as many dossiers.

use std::time::{Duration, Instant};

use server::features::dossiers::scope::Scope as Reach;
use server::features::dossiers::store::places::{self, Wanted};
use server::features::work::store::{Narrow, Scope, Shelf, count, inbox};
use server::platform::ctx::Ctx;
use server::seeds::cast;

use crate::figures::{Figure, per_second, percentile};
use crate::http;
use crate::load::{Plan, round};
use crate::million;
use crate::world::{Person, World};

const ROUNDS: usize = 3;
/// Requests of one kind in a round.
const REQUESTS: usize = 1_000;
/// An official of the demo with three posts in one commune.
const OFFICIAL: &str = "hotich.binhson";
const LINES: i64 = 20;
/// Requests for statistics of one kind in a round.
const NUMBERS: usize = 20;

/// One size.
struct Side {
    world: World,
    person: Person,
    scope: Scope,
    reach: Reach,
    size: usize,
    pages: Vec<Duration>,
    reads: Vec<Duration>,
    lists: Vec<Duration>,
    numbers: Vec<Duration>,
}

/// Measures at both sizes, in turns.
pub fn run(database: &str, (small, big): (usize, usize)) -> anyhow::Result<()> {
    crate::drafts::check_folder()?;
    let mut sides =
        [small, big].into_iter().map(|size| side(database, size)).collect::<anyhow::Result<Vec<_>>>()?;
    for _ in 0..ROUNDS {
        for side in &mut sides {
            side.pages.extend(pages(side)?);
            side.reads.extend(reads(side)?);
            side.lists.extend(lists(side)?);
            side.numbers.extend(numbers(side)?);
        }
    }
    tell(&mut sides)?;
    sides.into_iter().try_for_each(|side| side.world.close())
}

fn side(database: &str, size: usize) -> anyhow::Result<Side> {
    // With PostgreSQL each size has a database of its own: `SIZE` in the address stands for it.
    let world = World::open(&database.replace("SIZE", &size.to_string()))?;
    let ctx = Ctx::system(world.app.clock.now(), world.app.ids.clone());
    world.runtime.block_on(cast::install(&world.app, &ctx))?;
    let person = world.session_of(OFFICIAL)?;
    let begin = Instant::now();
    million::fill(&world, (&person, cast::COMMUNE), size)?;
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let rate = size as f64 / begin.elapsed().as_secs_f64();
    Figure::told(format!("{}: filling with {size} dossiers", world.engine()), per_second(rate)).keep()?;
    let actor = world.runtime.block_on(cast::actor(&world.app, (OFFICIAL, ctx.now)))?;
    let official = actor.official().ok_or_else(|| anyhow::anyhow!("{OFFICIAL} is no official"))?;
    let (scope, reach) = (Scope::of(official), Reach::of(&actor));
    let (taken, numbers) = ((vec![], vec![], vec![]), vec![]);
    let side =
        Side { scope, reach, world, person, size, pages: taken.0, reads: taken.1, lists: taken.2, numbers };
    // What is not in memory yet is not what is compared.
    pages(&side)?;
    Ok(side)
}

/// Both parts of the inbox over HTTP, one request after the other.
fn pages(side: &Side) -> anyhow::Result<Vec<Duration>> {
    let more = format!("{}Accept-Encoding: gzip, br\r\n", http::cookie(&side.person.token));
    let both = ["cua-toi", "chua-ai-nhan"]
        .map(|part| http::request("GET", &format!("/can-bo/viec?phan={part}"), &more));
    let requests = vec![(0..REQUESTS).flat_map(|_| both.clone()).collect()];
    let at_most = Duration::from_secs(30);
    Ok(round(Plan { address: side.world.address, requests, is_endless: false, at_most, status: 200 })?.times)
}

/// The same reads asked of the store: a page of lines, and the counts.
fn reads(side: &Side) -> anyhow::Result<Vec<Duration>> {
    let store = &side.world.app.store;
    side.world.runtime.block_on(async {
        let mut times = Vec::new();
        for number in 0..REQUESTS * 2 {
            let shelf = if number % 2 == 0 { Shelf::Mine } else { Shelf::Free };
            let begin = Instant::now();
            let everything = Narrow::default();
            for each in [Shelf::Mine, Shelf::Free] {
                count(store, &side.scope, (each, &everything)).await?;
            }
            let found = inbox(store, &side.scope, (shelf, &everything, None, LINES)).await?;
            times.push(begin.elapsed());
            anyhow::ensure!(found.len() == 20, "expected a full page, found {} lines", found.len());
        }
        Ok(times)
    })
}

/// The list of dossiers over HTTP: everything open, what is late, and a search by name.
fn lists(side: &Side) -> anyhow::Result<Vec<Duration>> {
    let found = side.world.runtime.block_on(async {
        let store = &side.world.app.store;
        places::list(store, &side.reach, (&Wanted::default(), None, LINES)).await
    })?;
    anyhow::ensure!(found.len() == 20, "expected a full page, found {} lines", found.len());
    let more = format!("{}Accept-Encoding: gzip, br\r\n", http::cookie(&side.person.token));
    let three = ["", "?han=qua-han", "?q=vi%20du"]
        .map(|query| http::request("GET", &format!("/can-bo/ho-so{query}"), &more));
    let requests = vec![(0..REQUESTS).flat_map(|_| three.clone()).collect()];
    let at_most = Duration::from_secs(60);
    Ok(round(Plan { address: side.world.address, requests, is_endless: false, at_most, status: 200 })?.times)
}

/// The statistics of the year and of days across months over HTTP, for the whole province.
fn numbers(side: &Side) -> anyhow::Result<Vec<Duration>> {
    let more = format!("{}Accept-Encoding: gzip, br\r\n", http::cookie(&side.person.token));
    let asked =
        ["ky=nam-nay&theo=don-vi", "ky=nam-nay&theo=thu-tuc", "ky=tuy-chon&tu=05/02/2026&den=20/11/2026"];
    let each =
        asked.map(|asked| http::request("GET", &format!("/can-bo/thong-ke?pham_vi=tinh&{asked}"), &more));
    let requests = vec![(0..NUMBERS).flat_map(|_| each.clone()).collect()];
    let at_most = Duration::from_secs(60);
    Ok(round(Plan { address: side.world.address, requests, is_endless: false, at_most, status: 200 })?.times)
}

fn tell(sides: &mut [Side]) -> anyhow::Result<()> {
    let engine = sides[0].world.engine();
    let mut slowest = Vec::new();
    for side in sides.iter_mut() {
        let (page, read) = (percentile(&mut side.pages, 0.99), percentile(&mut side.reads, 0.99));
        let found = format!("p50 {:.2} ms, p99 {page:.2} ms", percentile(&mut side.pages, 0.5));
        Figure::told(format!("{engine}: GET of the inbox at {} dossiers", side.size), found).keep()?;
        let found = format!("p50 {:.2} ms, p99 {read:.2} ms", percentile(&mut side.reads, 0.5));
        Figure::told(format!("{engine}: its reads asked of the store, at {} dossiers", side.size), found)
            .keep()?;
        let list = percentile(&mut side.lists, 0.99);
        let found = format!("p50 {:.2} ms, p99 {list:.2} ms", percentile(&mut side.lists, 0.5));
        Figure::told(format!("{engine}: GET of the list of dossiers at {} dossiers", side.size), found)
            .keep()?;
        let number = percentile(&mut side.numbers, 0.99);
        let found = format!("p50 {:.1} ms, p99 {number:.1} ms", percentile(&mut side.numbers, 0.5));
        let name = format!("{engine}: statistics of a year over {} dossiers", side.size);
        Figure::held(name, found, ("p99 ≤ 300 ms", number <= 300.0)).keep()?;
        slowest.push((page, read, list));
    }
    let ((page, read, list), (big_page, big_read, big_list)) = (slowest[0], slowest[1]);
    let sizes = format!("p99 at {} ÷ at {} dossiers", sides[1].size, sides[0].size);
    let times = |big: f64, small: f64| format!("{:.1} ×", big / small);
    let found = times(big_page, page);
    Figure::held(format!("{engine}: inbox of 20, {sizes}"), found, ("≤ 2 ×", big_page <= 2.0 * page))
        .keep()?;
    let found = times(big_list, list);
    Figure::held(
        format!("{engine}: list of dossiers, filtered and searched, {sizes}"),
        found,
        ("≤ 2 ×", big_list <= 2.0 * list),
    )
    .keep()?;
    Figure::told(format!("{engine}: its reads alone, {sizes}"), times(big_read, read)).keep()
}
