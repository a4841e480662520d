//! Kernels are pure: no runtime, no database, no network, no clock, no chance; and they know each other in one direction only.

use std::collections::BTreeSet;

use crate::source::{expect_none, root, rust_below};

/// The kernels, each with those it may use.
const KERNELS: [(&str, &[&str]); 7] = [
    ("deadlines", &[]),
    ("feel", &[]),
    ("forms", &["feel"]),
    ("national", &[]),
    ("process", &["feel"]),
    ("search", &[]),
    ("procedures", &["deadlines", "feel", "forms", "process"]),
];

/// Crates that compute and do nothing else.
const PURE: [&str; 11] = [
    "jiff",
    "regex-lite",
    "roxmltree",
    "rust_decimal",
    "serde",
    "serde-saphyr",
    "serde_json",
    "sha2",
    "thiserror",
    "unicode-normalization",
    "uuid",
];

/// What reaches out of a function's arguments.
const OUTSIDE: [&str; 13] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "std::time",
    "Timestamp::now",
    "Zoned::now",
    "now_v7",
    "new_v4",
    "tokio",
];

#[test]
fn a_kernel_depends_on_nothing_that_reaches_outside() {
    let mut found = Vec::new();
    for (kernel, earlier) in KERNELS {
        for name in dependencies(kernel).iter().filter(|name| !PURE.contains(&name.as_str())) {
            if !earlier.contains(&name.as_str()) {
                found.push(format!("crates/{kernel}/Cargo.toml: {name}"));
            }
        }
    }
    expect_none(
        &found,
        "give what the crate would fetch as an argument; a crate that only computes may join PURE in kernels.rs",
    );
}

#[test]
fn a_kernel_never_names_files_network_environment_clock_or_chance() {
    let mut found = Vec::new();
    for (kernel, _) in KERNELS {
        for source in rust_below(&root().join("crates").join(kernel).join("src")) {
            let direct = source.named(&OUTSIDE).into_iter().map(|(at, name)| (at, name.to_owned()));
            for (at, name) in direct.chain(grouped(&source.bare)) {
                found.push(format!("crates/{kernel}/src/{}: {name}", source.place(at)));
            }
        }
    }
    expect_none(&found, "take the text, the moment or the number as an argument; the server reads and asks");
}

/// Names of `[dependencies]`.
fn dependencies(kernel: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("crates").join(kernel).join("Cargo.toml")).unwrap();
    let section = text.split("\n[").find_map(|part| part.strip_prefix("dependencies]\n")).unwrap_or("");
    let names = section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(['.', ' ', '=']));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// `use std::{fs, …}`, which hides the whole path.
fn grouped(bare: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, open) in bare.match_indices("std::{") {
        let inside = &bare[at + open.len()..];
        let names = inside[..inside.find('}').unwrap_or(inside.len())].split(',').map(str::trim);
        let outside = names.filter(|name| {
            let first = name.split("::").next().unwrap_or(name);
            OUTSIDE.contains(&format!("std::{first}").as_str())
        });
        found.extend(outside.map(|name| (at, format!("std::{name}"))));
    }
    found
}

#[test]
fn the_scan_sees_a_hidden_path_and_reads_dependencies() {
    assert_eq!(grouped("use std::{collections::HashMap, fs};"), [(4, "std::fs".to_owned())]);
    assert!(dependencies("procedures").contains("deadlines") && dependencies("feel").contains("jiff"));
}
