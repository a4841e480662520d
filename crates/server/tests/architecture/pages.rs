//! Templates: each is used, each page has a sample that a test of the crate renders, each part stands in the gallery.

use std::collections::BTreeSet;

use crate::source::{expect_none, files_below, root, server};

#[test]
fn every_template_is_used() {
    let templates = templates();
    let code = server().into_iter().map(|source| source.code);
    let used: BTreeSet<String> = code
        .chain(templates.iter().map(|(_, text)| text.clone()))
        .flat_map(|text| {
            text.split('"').filter(|part| part.ends_with(".html")).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let unused: Vec<_> =
        templates.into_iter().map(|(path, _)| path).filter(|path| !used.contains(path)).collect();
    expect_none(&unused, "delete the template, or name it in a page struct, an import or an extends");
}

#[test]
fn every_page_has_a_sample() {
    let mut found = Vec::new();
    for source in server() {
        for (at, _) in source.code.match_indices("derive(Template") {
            let rest = &source.code[at..];
            let name = rest
                .split("struct ")
                .nth(1)
                .and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
                .unwrap();
            if !source.code.contains(&format!("sample!({name} ")) {
                found.push(format!("{}: {name}", source.place(at)));
            }
        }
    }
    expect_none(
        &found,
        "end the file with crate::ui::sample!(Name { … }): every page with plausible, fictitious content",
    );
}

#[test]
fn every_macro_of_every_component_stands_in_the_gallery() {
    let gallery: String = templates()
        .into_iter()
        .filter(|(path, _)| path.starts_with("ui/gallery/"))
        .map(|(_, text)| text)
        .collect();
    let mut missing = Vec::new();
    for (path, text) in templates().iter().filter(|(path, _)| path.starts_with("ui/components/")) {
        // The frame of the page is around the gallery; the others are imported under a name.
        let alias = gallery
            .split(&format!("\"{path}\" as "))
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .unwrap_or("?");
        let frame = &templates().into_iter().find(|(path, _)| path == "ui/layout.html").unwrap().1;
        for name in text.split("% macro ").skip(1).filter_map(|rest| rest.split('(').next()) {
            let is_inner = text.contains(&format!("{{ {name}(")) || text.contains(&format!("call {name}("));
            if !gallery.contains(&format!("{alias}::{name}("))
                && !frame.contains(&format!("::{name}("))
                && !is_inner
            {
                missing.push(format!("{path}: {name}"));
            }
        }
    }
    expect_none(&missing, "show the part in every state it has, in a template below ui/gallery/");
}

#[test]
fn every_component_has_markup_style_and_description() {
    let folder = root().join("crates/server/src/ui/components");
    let mut missing = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let files = ["html", "css", "md"].map(|ending| format!("{name}/{name}.{ending}"));
        missing.extend(files.into_iter().filter(|file| !folder.join(file).is_file()));
    }
    expect_none(
        &missing,
        "a component is one folder: markup, style, and a page with options, example and accessibility",
    );
}

/// Every template: path from `src`, and text.
fn templates() -> Vec<(String, String)> {
    files_below(&root().join("crates/server/src"), "html")
}
