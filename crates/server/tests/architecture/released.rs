//! What was released does not change: migrations by their hash, kinds of events by name.

use sha2::{Digest, Sha256};

use crate::source::{expect_none, files_below, root, server};

/// Migrations that databases outside have run: `sha256  file`, in order.
const RELEASED: &str = include_str!("../../migrations/released.txt");

#[test]
fn a_released_migration_never_changes() {
    let migrations = files_below(&root().join("crates/server/migrations"), "sql");
    let lines: Vec<_> = RELEASED.lines().filter(|line| !line.starts_with('#')).collect();
    let mut found = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let (hash, name) = line.split_once("  ").expect("sha256, two spaces, file");
        match migrations.get(n) {
            Some((found_name, text)) if found_name == name && hex(text) == hash => {}
            Some((found_name, text)) if found_name == name => {
                found.push(format!("{name} has changed: {}", hex(text)))
            }
            other => {
                found.push(format!("expected {name}, found {}", other.map_or("nothing", |(name, _)| name)))
            }
        }
    }
    expect_none(
        &found,
        "restore the file and write a new migration: this one has run elsewhere (before the first release, replace its hash instead)",
    );
}

#[test]
fn every_migration_is_part_of_the_schema() {
    let schema = server().into_iter().find(|source| source.path == "platform/schema.rs").unwrap();
    let migrations = files_below(&root().join("crates/server/migrations"), "sql");
    let names = migrations.iter().map(|(name, _)| name.trim_end_matches(".sql"));
    let missing: Vec<_> =
        names.filter(|name| !schema.code.contains(&format!("\"{name}\""))).map(str::to_owned).collect();
    expect_none(&missing, "add the file to MIGRATIONS in platform/schema.rs");
}

#[test]
fn kinds_of_events_are_added_and_never_renamed() {
    // Names of schemas look the same; the interface for other systems records nothing itself.
    let sources = server().into_iter().filter(|source| !source.path.starts_with("features/api/"));
    let mut kinds: Vec<_> = sources.flat_map(|source| event_kinds(&source.code)).collect();
    kinds.sort();
    kinds.dedup();
    // An old event keeps its name: verification, timelines and statistics read it.
    insta::assert_snapshot!("events", kinds.join("\n"));
}

/// Past-tense names of two words or more in literals: `DossierReceived`.
fn event_kinds(code: &str) -> Vec<String> {
    let is_kind = |text: &&str| {
        let capitals = text.chars().filter(char::is_ascii_uppercase).count();
        text.starts_with(|c: char| c.is_ascii_uppercase())
            && capitals > 1
            && text.chars().all(|c| c.is_ascii_alphabetic())
    };
    code.split('"')
        .filter(is_kind)
        .filter(|text| text.chars().any(|c| c.is_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
