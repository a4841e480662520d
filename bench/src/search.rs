//! Finding a procedure (_tìm thủ tục_): a question against reading every name, and against ten times as many procedures.

use std::hint::black_box;
use std::time::{Duration, Instant};

use ::search::{Document, Index, Thesaurus, fold};
use anyhow::Context;

use crate::figures::{Figure, percentile};

const ROUNDS: usize = 5;
const TIMES_AS_MANY: usize = 10;
const LIMIT_MS: f64 = 5.0;

/// Asks the questions of the law folder over the national catalogue in `file`.
pub fn run(file: &str) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{file}: expected plain JSON lines"))?;
    let begun = Instant::now();
    let documents: Vec<_> =
        text.lines().filter_map(|line| national::Record::read(line).ok()).map(document).collect();
    let read = begun.elapsed();
    let synonyms = std::fs::read("law/search/synonyms.yaml")?;
    let thesaurus = || Thesaurus::read(&synonyms).map_err(anyhow::Error::msg);
    let begun = Instant::now();
    let index = Index::new(&documents, thesaurus()?);
    let built = begun.elapsed();
    let questions = questions()?;
    let many: Vec<_> = (0..TIMES_AS_MANY).flat_map(|_| documents.iter().cloned()).collect();
    let big = Index::new(&many, thesaurus()?);
    let names: Vec<_> = documents.iter().map(|document| fold(&document.name)).collect();
    let (mut own, mut large, mut plain) = (vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        own.extend(questions.iter().map(|question| timed(|| index.find(question).len())));
        large.extend(questions.iter().map(|question| timed(|| big.find(question).len())));
        plain.extend(questions.iter().map(|question| timed(|| scan(&names, question))));
    }
    let count = documents.len();
    Figure::told(format!("search: reading {count} records of the national database"), format!("{read:.0?}"))
        .keep()?;
    Figure::told(format!("search: building the index over {count} procedures"), format!("{built:.0?}"))
        .keep()?;
    let (p50, p99) = (percentile(&mut own, 0.5), percentile(&mut own, 0.99));
    let found = format!("p50 {p50:.2} ms, p99 {p99:.2} ms");
    Figure::held(
        format!("search: a question over {count} procedures"),
        found,
        ("p99 ≤ 5 ms", p99 <= LIMIT_MS),
    )
    .keep()?;
    let ratio = p50 / percentile(&mut plain, 0.5);
    Figure::told(
        "search: a question against reading every name (words in any order, no errors)",
        format!("{ratio:.1} times"),
    )
    .keep()?;
    let growth = percentile(&mut large, 0.5) / p50;
    let reached = growth <= 15.0;
    Figure::held(
        "search: ten times as many procedures",
        format!("{growth:.1} times as long"),
        ("≤ 15 times", reached),
    )
    .keep()
}

fn questions() -> anyhow::Result<Vec<String>> {
    let text = std::fs::read_to_string("law/search/questions.yaml")?;
    let asked = text.lines().filter_map(|line| {
        line.strip_prefix("- {ask: ")?.split(", packs:").next()?.split(", national:").next()
    });
    Ok(asked.map(|question| question.trim_matches('"').to_owned()).collect())
}

fn document(record: national::Record) -> Document {
    let understood = record.understand();
    let mut place = understood.agencies;
    place.push(understood.field);
    let outcomes = understood.outcomes.into_iter().map(|outcome| outcome.name).collect();
    Document {
        code: record.code,
        name: record.name,
        outcomes,
        place,
        nearness_percent: 100,
        ..Document::default()
    }
}

/// What a list without an index would do.
fn scan(names: &[String], question: &str) -> usize {
    let question = fold(question);
    let words: Vec<_> = question.split(' ').collect();
    names.iter().filter(|name| words.iter().all(|word| name.contains(word))).count()
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed()
}
