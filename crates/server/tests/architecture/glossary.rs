//! One word per concept: the Vietnamese term of a domain type stands in docs/glossary.md, and its words stand in the code.

use crate::source::{Source, expect_none, root, rust_below};

/// Crates whose types are the vocabulary of the domain.
const DOMAIN: [&str; 7] = ["deadlines", "forms", "national", "papers", "procedures", "process", "search"];

#[test]
fn the_term_of_every_domain_type_stands_in_the_glossary() {
    let glossary = glossary().to_lowercase();
    let mut found = Vec::new();
    for source in domain() {
        for (at, term) in terms(&source) {
            let parts = std::iter::once(term.as_str()).chain(term.split(", "));
            // "phí, lệ phí" is one entry or two.
            let known: Vec<_> = parts.map(|part| glossary.contains(&part.to_lowercase())).collect();
            if !known[0] && !known[1..].iter().all(|is_known| *is_known) {
                found.push(format!("{}: {term}", source.place(at)));
            }
        }
    }
    expect_none(&found, "add the term to docs/glossary.md, or use the word that already stands there for it");
}

#[test]
fn every_type_of_the_glossary_stands_in_the_code() {
    let sources = rust_below(&root().join("crates"));
    let mut missing = Vec::new();
    for line in glossary().lines().filter(|line| line.starts_with("| ")) {
        let first = line.trim_start_matches("| ").split(" | ").next().unwrap_or("");
        let words = first.split('`').skip(1).step_by(2).filter_map(|path| path.rsplit("::").next());
        let is_name = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || c == '_');
        let stands = |source: &Source, word: &str| source.code.contains(word) || source.path.contains(word);
        missing.extend(
            words
                .filter(is_name)
                .filter(|word| !sources.iter().any(|source| stands(source, word)))
                .map(str::to_owned),
        );
    }
    expect_none(&missing, "the code no longer has this word: mend the glossary in the same change");
}

fn glossary() -> String {
    std::fs::read_to_string(root().join("docs/glossary.md")).unwrap()
}

fn domain() -> Vec<Source> {
    let crates = DOMAIN.iter().map(|name| format!("{name}/src"));
    let folders =
        crates.chain(["server/src/features", "server/src/platform", "server/src/ui"].map(str::to_owned));
    let sources = folders.flat_map(|folder| {
        let below = rust_below(&root().join("crates").join(&folder));
        below.into_iter().map(move |source| Source { path: format!("{folder}/{}", source.path), ..source })
    });
    sources.collect()
}

/// The Vietnamese terms of public types: where, and what stands between `(_` and `_)` on the first line of their documentation.
fn terms(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut first: Option<(usize, &str)> = None;
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let trimmed = line.trim();
        if let Some(doc) = trimmed.strip_prefix("///") {
            first = first.or(Some((at, doc)));
        } else if !trimmed.starts_with("#[") {
            let is_type =
                ["pub struct ", "pub enum ", "pub type "].iter().any(|start| trimmed.starts_with(start));
            if let Some((place, doc)) = first.take().filter(|_| is_type) {
                let terms = doc.split("(_").skip(1).filter_map(|rest| rest.split("_)").next());
                found.extend(terms.map(|term| (place, term.to_owned())));
            }
        }
        at += line.len();
    }
    found
}

#[test]
fn terms_are_read_from_the_first_line_of_a_type() {
    let text = "/// A request (_hồ sơ_).\n/// More (_không_).\n#[derive(Debug)]\npub struct Dossier;\n/// A field (_ô_).\npub fn f() {}\n";
    let found = terms(&Source::new("x.rs".into(), text.into()));
    assert_eq!(found, [(0, "hồ sơ".to_owned())]);
}
