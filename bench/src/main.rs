//! Load and scale of the whole server (_đo tải và quy mô_). `bench/run` calls it; see `docs/performance.md` for the method.
//!
//! ```text
//! bench submit DATABASE…          durable submission over HTTP against the bare store
//! bench page                      the page of a procedure against a bare answer
//! bench inbox DATABASE SMALL BIG  the inbox at two sizes
//! bench start MOTCUA              from the start of the program to its first answer, and memory
//! bench search FILE               a question over the national catalogue, plain JSON lines
//! bench report DOCUMENT KERNELS   prints the table and writes it into the document
//! ```
//!
//! Each adds its figures to the file that `BENCH_FIGURES` names. Everything runs on the loopback of one machine, so figures
//! are compared only with figures of the same run.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its own few settings")]

mod drafts;
mod figures;
mod http;
mod inbox;
mod load;
mod million;

mod page;
mod report;
mod search;
mod start;
mod submit;
mod world;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["submit", databases @ ..] if !databases.is_empty() => {
            databases.iter().try_for_each(|database| submit::run(database))
        }
        ["page"] => page::run(),
        ["inbox", database, small, big] => inbox::run(database, (small.parse()?, big.parse()?)),
        ["start", program] => start::run(program),
        ["search", file] => search::run(file),
        ["report", document, kernels] => report::run(document, kernels),
        _ => anyhow::bail!(
            "expected submit, page, inbox, start, search or report with their arguments; found {words:?}"
        ),
    }
}
