//! Short files and short functions: a long one is a missing noun.

use crate::source::{Source, expect_none, item_end, root, rust_below};

/// Lines of a function that say something, from `fn` to its last brace.
const FUNCTION_LINES: usize = 60;

#[test]
fn no_function_is_longer_than_sixty_lines() {
    let mut found = Vec::new();
    for source in rust_below(&root().join("crates")).iter().filter(|source| is_product(&source.path)) {
        for (at, name, lines) in functions(source) {
            if lines > FUNCTION_LINES {
                found.push(format!("crates/{}: fn {name} has {lines} lines", source.place(at)));
            }
        }
    }
    expect_none(&found, "name the steps; a part that has a name in the law deserves a function of its own");
}

fn is_product(path: &str) -> bool {
    path.split('/').nth(1) == Some("src")
}

/// Every function with a body: where, name, lines that are neither empty nor comment.
fn functions(source: &Source) -> Vec<(usize, String, usize)> {
    let starts = source.named(&["fn"]).into_iter().map(|(at, _)| at);
    let each = starts.filter_map(|at| {
        let rest = source.bare[at + 2..].trim_start();
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let end = item_end(&source.bare, at);
        let lines = source.code[at..end].lines().filter(|line| !line.trim().is_empty()).count();
        // `fn(…)` without a name is a type.
        (!name.is_empty()).then_some((at, name, lines))
    });
    each.collect()
}

#[test]
fn lines_are_counted_without_blanks_and_comments() {
    let text = "fn a() {\n    // why\n\n    b(\"}\");\n}\ntrait T { fn c(&self); }\nlet d: fn(u8) -> u8;";
    let counted: Vec<_> = functions(&Source::new("x/src/y.rs".into(), text.into()));
    assert_eq!(
        counted.iter().map(|(_, name, lines)| (name.as_str(), *lines)).collect::<Vec<_>>(),
        [("a", 3), ("c", 1)]
    );
}
