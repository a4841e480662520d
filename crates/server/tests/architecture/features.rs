//! Features stand in an order and use only those before them; the platform knows no feature; HTTP and templates stay at the edge.

use crate::source::{Source, expect_none, server};

/// Features in the order of `features/mod.rs`.
pub fn order() -> Vec<String> {
    let sources = server();
    let list = sources.iter().find(|source| source.path == "features/mod.rs").unwrap();
    let names = list.bare.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

#[test]
fn a_feature_uses_only_those_before_it() {
    let order = order();
    let place = |name: &str| order.iter().position(|each| each == name);
    let mut found = Vec::new();
    for source in server() {
        let Some(own) = source.path.strip_prefix("features/").and_then(|rest| place(rest.split('/').next()?))
        else {
            continue;
        };
        for (at, used) in features_named(&source) {
            if place(&used).is_some_and(|used| used > own) {
                found.push(format!("{}: {} uses {used}", source.place(at), order[own]));
            }
        }
        for (at, used) in source.named(&["crate::seeds", "crate::boot", "crate::backup"]) {
            found.push(format!("{}: {} uses {used}", source.place(at), order[own]));
        }
    }
    expect_none(
        &found,
        "publish a function in the earlier feature, let a job of the later one read the journal, or move the noun",
    );
}

#[test]
fn the_platform_and_the_look_know_no_feature() {
    let mut found = Vec::new();
    for source in server() {
        let forbidden: &[&str] = match source.path.split('/').next() {
            Some("platform") => &["crate::features", "crate::ui", "crate::app", "crate::seeds"],
            Some("ui") => &["crate::features", "crate::seeds"],
            _ => continue,
        };
        found.extend(
            source.named(forbidden).into_iter().map(|(at, name)| format!("{}: {name}", source.place(at))),
        );
    }
    expect_none(&found, "take what is needed as an argument; the caller in features/ knows it");
}

/// Files outside `pages/`, `ui/` and `platform/web/` that speak HTTP, each with its reason.
const SPEAK_HTTP: [(&str, &str); 3] = [
    ("app.rs", "puts the router together"),
    ("boot.rs", "serves it"),
    ("features/identity/session.rs", "turns the cookie of a request into the one that acts"),
];

#[test]
fn http_and_templates_stay_at_the_edge() {
    let mut found = Vec::new();
    for source in server() {
        let parts: Vec<_> = source.path.split('/').collect();
        let is_page = parts.contains(&"pages") || parts.contains(&"pages.rs") || parts[0] == "ui"
            // The interface for other systems is an edge as a whole: its handlers speak HTTP, its wire types stand beside them.
            || source.path.starts_with("features/api/");
        let is_map = parts.len() == 3 && parts[0] == "features" && parts[2] == "mod.rs";
        let is_known = SPEAK_HTTP.iter().any(|(path, _)| *path == source.path);
        if is_page || source.path.starts_with("platform/web/") {
            continue;
        }
        let forbidden: &[&str] =
            if is_map || is_known { &["askama"] } else { &["axum", "axum_extra", "askama"] };
        found.extend(
            source.named(forbidden).into_iter().map(|(at, name)| format!("{}: {name}", source.place(at))),
        );
    }
    expect_none(
        &found,
        "a command takes and gives plain values; move what reads a request or shows a page into pages/",
    );
}

#[test]
fn model_types_have_no_wire_format() {
    let mut found = Vec::new();
    for source in
        server().iter().filter(|source| source.path.ends_with("model.rs") || source.path.contains("/model/"))
    {
        let named = source.named(&["Serialize", "Deserialize", "serde"]);
        found.extend(named.into_iter().map(|(at, name)| format!("{}: {name}", source.place(at))));
    }
    expect_none(&found, "write the wire type in pages/ or gateway/ and turn it into the model there");
}

/// Features that `source` names: by `features::x`, inside `features::{…}`, or by climbing with `super`.
fn features_named(source: &Source) -> Vec<(usize, String)> {
    let first =
        |text: &str| text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("").to_owned();
    let mut found = Vec::new();
    for (at, path) in source.bare.match_indices("features::") {
        let rest = &source.bare[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group).into_iter().map(|head| (at, first(head)))),
            None => found.push((at, first(rest))),
        }
    }
    let mut module: Vec<_> = source.path.trim_end_matches(".rs").split('/').collect();
    if module.last() == Some(&"mod") {
        module.pop();
    }
    // `features/x/commands/y` climbs three times to reach `features`.
    let climb = "super::".repeat(module.len() - 1);
    for (at, _) in source.bare.match_indices(&climb) {
        found.push((at, first(&source.bare[at + climb.len()..])));
    }
    found
}

/// The heads of a `use` group: `a::{b, c}, d` gives `a::{b, c}` and `d`.
fn heads(group: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(group[from..at].trim());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(group[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

#[test]
fn the_scan_sees_every_way_to_name_a_feature() {
    let text = "use crate::features::{work::{Task, store}, documents};\nuse super::super::super::identity::Unit; crate::features::catalogue::Law;";
    let source = Source::new("features/dossiers/commands/pay.rs".into(), text.into());
    let named: Vec<_> = features_named(&source).into_iter().map(|(_, name)| name).collect();
    assert_eq!(named, ["work", "documents", "catalogue", "identity"]);
}
