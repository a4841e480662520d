//! Texts of citizens' pages: each stands in every language, with the same places to fill in, and is used.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{expect_none, files_below, root, server};

/// Key → the names it takes.
type Texts = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_text_stands_in_every_language_with_the_same_places() {
    let (vi, en) = (texts("vi"), texts("en"));
    let mut found = Vec::new();
    for key in vi.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        match (vi.get(key), en.get(key)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => found.push(format!("{key}: vi takes {a:?}, en takes {b:?}")),
            (found_vi, _) => {
                found.push(format!("{key}: missing in {}", if found_vi.is_some() { "en" } else { "vi" }))
            }
        }
    }
    expect_none(
        &found,
        "write the text in ui/locales/vi and ui/locales/en; `{ $name }` must be the same in both",
    );
}

#[test]
fn every_text_that_is_asked_for_exists() {
    let vi = texts("vi");
    let asked = places().into_iter().flat_map(|(path, text)| {
        let keys = [".t(\"", "words.get(\"", "words.with(\""].into_iter().flat_map(move |call| {
            let each = text.split(call).skip(1).map(|rest| rest.split('"').next().unwrap_or("").to_owned());
            each.collect::<Vec<_>>()
        });
        keys.map(|key| (path.clone(), key)).collect::<Vec<_>>()
    });
    let missing = asked.filter(|(_, key)| !vi.contains_key(key)).map(|(path, key)| format!("{path}: {key}"));
    expect_none(
        &missing.collect::<Vec<_>>(),
        "add the text to ui/locales/vi and ui/locales/en, or mend the key",
    );
}

#[test]
fn every_text_is_used() {
    let places = places();
    // `format!("step-{state}")` uses every key that begins with `step-`.
    let prefixes =
        places.iter().flat_map(|(_, text)| text.split('"').filter_map(|part| part.split_once("-{")));
    let prefixes: BTreeSet<String> = prefixes.map(|(prefix, _)| format!("{prefix}-")).collect();
    let is_used = |key: &String| {
        prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
            || places.iter().any(|(_, text)| text.contains(&format!("\"{key}\"")))
    };
    let unused: Vec<_> = texts("vi").into_keys().filter(|key| !is_used(key)).collect();
    expect_none(&unused, "delete the text in both languages");
}

/// Everything that may ask for a text: path and content of code and templates.
fn places() -> Vec<(String, String)> {
    let code = server().into_iter().map(|source| (source.path, source.code));
    code.chain(files_below(&root().join("crates/server/src"), "html")).collect()
}

fn texts(language: &str) -> Texts {
    let mut texts = Texts::new();
    let mut last = String::new();
    for (_, file) in files_below(&root().join("crates/server/src/ui/locales").join(language), "ftl") {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) =
                line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                last = key.trim().to_owned();
                assert!(
                    texts.insert(last.clone(), BTreeSet::new()).is_none(),
                    "{language}: {last} stands twice; delete one"
                );
            }
            let names = line.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}']).next());
            texts.entry(last.clone()).or_default().extend(names.map(str::to_owned));
        }
    }
    texts.remove("");
    texts
}
