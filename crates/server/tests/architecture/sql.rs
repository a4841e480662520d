//! SQL stands in `store` files and in the platform, and each table is written by one file.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, expect_none, files_below, root, server};

#[test]
fn sql_stands_only_in_stores_and_in_the_platform() {
    let mut found = Vec::new();
    for source in server().iter().filter(|source| !may_have_sql(&source.path)) {
        let macros = source.named(&["sql!", "store::sql!"]).into_iter().map(|(at, _)| (at, "sql!"));
        let texts = source.literals().into_iter().filter(|(_, text)| is_sql(text));
        found.extend(macros.chain(texts).map(|(at, text)| format!("{}: {text:.60}", source.place(at))));
    }
    expect_none(
        &found,
        "move the statement into the store.rs of the feature that owns the table and give it a name",
    );
}

#[test]
fn each_table_is_written_by_one_file() {
    let mut writers: BTreeMap<String, BTreeSet<String>> =
        tables().into_iter().map(|name| (name, BTreeSet::new())).collect();
    let mut found = Vec::new();
    for source in server() {
        for (at, table) in written(&source) {
            match writers.get_mut(&table) {
                Some(files) => drop(files.insert(source.path.clone())),
                None => {
                    found.push(format!("{}: writes {table}, which no migration creates", source.place(at)))
                }
            }
        }
    }
    found.extend(writers.iter().filter_map(|(table, files)| match files.len() {
        0 => Some(format!("{table}: no statement writes it")),
        1 => None,
        _ => Some(format!("{table}: {}", files.iter().cloned().collect::<Vec<_>>().join(", "))),
    }));
    expect_none(&found, "one file owns a table; let the others call its functions");
}

/// Tables of all migrations.
fn tables() -> Vec<String> {
    let migrations = files_below(&root().join("crates/server/migrations"), "sql");
    let lines = migrations.iter().flat_map(|(_, text)| text.lines());
    lines
        .filter_map(|line| line.strip_prefix("create table ")?.split_whitespace().next().map(str::to_owned))
        .collect()
}

/// Tables that the statements of `source` write.
fn written(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, text) in source.literals().into_iter().filter(|(_, text)| is_sql(text)) {
        for verb in ["insert into ", "update ", "delete from "] {
            // `on conflict … do update set` and `for update` name no table.
            let tables = text.split(verb).skip(1).filter_map(|rest| rest.split([' ', '(']).next());
            let tables = tables.filter(|table| !matches!(*table, "set" | "skip" | "of" | ""));
            found.extend(tables.map(|table| (at, table.to_owned())));
        }
    }
    found
}

fn is_sql(text: &str) -> bool {
    let text = text.trim_start();
    ["select ", "insert into ", "delete from ", "with "].iter().any(|verb| text.starts_with(verb))
        || text.starts_with("update ") && text.contains(" set ")
}

fn may_have_sql(path: &str) -> bool {
    let parts: Vec<_> = path.split('/').collect();
    parts[0] == "platform"
        || parts[0] == "features" && parts.len() > 2 && matches!(parts[2], "store" | "store.rs")
}

#[test]
fn the_scan_tells_statements_from_sentences() {
    let text = r#"f("insert into pause (id) values (?1)"); g("update the page"); h("insert into x (a) values (1) on conflict (a) do update set b = 1")"#;
    let source = Source::new("features/x/store.rs".into(), text.into());
    let tables: Vec<_> = written(&source).into_iter().map(|(_, table)| table).collect();
    assert_eq!(tables, ["pause", "x"]);
    assert!(
        may_have_sql("features/x/store/y.rs")
            && !may_have_sql("features/x/model.rs")
            && !may_have_sql("app.rs")
    );
}
