//! How fast receipts print and whether memory stays flat:
//! `cargo run --release -p papers --example receipts -- law/papers <fonts> [prints] [threads]`.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock; the prints do not")]

use std::error::Error;
use std::io::{Write as _, stdout};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use jiff::Timestamp;
use papers::{Papers, Shelf};

fn main() -> Result<(), Box<dyn Error>> {
    let argument = |place| env::args().nth(place);
    let (Some(law), Some(fonts)) = (argument(1), argument(2)) else {
        return Err("cần ít nhất hai tham số: thư mục mẫu, thư mục phông chữ".into());
    };
    let prints: usize = argument(3).map_or(Ok(2_000), |text| text.parse())?;
    let threads: usize = argument(4).map_or(Ok(1), |text| text.parse())?;

    let start = Instant::now();
    let (papers, shelf) = (Papers::from_dir(fonts)?, Shelf::open(law)?);
    let mut out = stdout().lock();
    writeln!(out, "loaded in {:?}, RSS {} MiB", start.elapsed(), resident_mib())?;

    let first = run(&papers, &shelf, 1, 0)?;
    writeln!(out, "first print {:?}, RSS {} MiB", first[0], resident_mib())?;
    let share = prints / threads / 4;
    for quarter in 1..=4 {
        let start = Instant::now();
        let mut times = thread::scope(|scope| {
            let work = |number: usize| {
                let (papers, shelf) = (&papers, &shelf);
                scope.spawn(move || {
                    run(papers, shelf, share, (quarter * threads + number) * share).map_err(|e| e.to_string())
                })
            };
            let running: Vec<_> = (0..threads).map(work).collect();
            running
                .into_iter()
                .map(|one| one.join().expect("a print does not panic"))
                .collect::<Result<Vec<_>, _>>()
        })?
        .concat();
        let took = start.elapsed();
        times.sort_unstable();
        let per_second = times.len() as f64 / took.as_secs_f64();
        writeln!(
            out,
            "quarter {quarter}: {} prints, {per_second:.0}/s, p50 {:?}, p99 {:?}, RSS {} MiB",
            times.len(),
            times[times.len() / 2],
            times[times.len() * 99 / 100],
            resident_mib(),
        )?;
    }
    Ok(())
}

/// Prints receipts whose data differ from each other, as those of a day do.
fn run(papers: &Papers, shelf: &Shelf, prints: usize, from: usize) -> Result<Vec<Duration>, Box<dyn Error>> {
    let name = "tt01-2018/01-receipt";
    let (paper, card) = shelf.paper(name).zip(shelf.card(name)).ok_or("không có mẫu giấy tiếp nhận")?;
    let mut data = card.sample.clone();
    let mut times = Vec::with_capacity(prints);
    for number in from..from + prints {
        data["dossier"]["code"] = format!("000.00.15.H48-181210-{number:07}").into();
        data["applicant"]["name"] = format!("Nguyễn Thị Ví Dụ {number}").into();
        data["receipt"]["register_no"] = number.to_string().into();
        let start = Instant::now();
        let print = papers.render(paper, &data, Timestamp::from_second(number as i64)?)?;
        times.push(start.elapsed());
        assert_eq!(print.pages, 1);
    }
    Ok(times)
}

fn resident_mib() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(0) / 1024
}
