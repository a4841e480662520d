//! The report: a table for the terminal, and the same between two marks of the document.

use std::fmt::Write as _;

use anyhow::Context;

use crate::figures::{Figure, kept};

const BEGIN: &str = "<!-- figures: written by bench/run -->";
const END: &str = "<!-- end of figures -->";

/// Writes the figures of this run, and what the kernels' own benchmarks said, into `document`.
pub fn run(document: &str, kernels: &str) -> anyhow::Result<()> {
    let figures = kept()?;
    anyhow::ensure!(!figures.is_empty(), "there are no figures: BENCH_FIGURES names no file of this run");
    let said = std::fs::read_to_string(kernels).with_context(|| kernels.to_owned())?;
    let block = block(&figures, &said)?;
    println!("{block}");
    let text = std::fs::read_to_string(document).with_context(|| document.to_owned())?;
    let (before, rest) = text.split_once(BEGIN).with_context(|| format!("{document} has no line {BEGIN}"))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("{document} has no line {END}"))?;
    std::fs::write(document, format!("{before}{BEGIN}\n{block}{END}{after}"))?;
    Ok(())
}

fn block(figures: &[Figure], said: &str) -> anyhow::Result<String> {
    let mut text = String::new();
    for line in std::env::var("BENCH_MACHINE").unwrap_or_default().lines() {
        writeln!(text, "* {line}")?;
    }
    writeln!(text, "\n| Ratio or limit | Found | Wanted | |\n|---|---|---|---|")?;
    for figure in figures.iter().filter(|figure| figure.is_met.is_some()) {
        let met = if figure.is_met == Some(true) { "reached" } else { "**missed**" };
        writeln!(text, "| {} | {} | {} | {met} |", figure.what, figure.found, figure.target)?;
    }
    writeln!(text, "\n| Figure | Found |\n|---|---|")?;
    for figure in figures.iter().filter(|figure| figure.is_met.is_none()) {
        writeln!(text, "| {} | {} |", figure.what, figure.found)?;
    }
    writeln!(text, "\nThe kernels' own benchmarks, in their words:\n\n```text\n{}\n```", said.trim_end())?;
    Ok(text)
}
