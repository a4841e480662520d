//! Blocks and code lists of forms, with defects told as one text.

use forms::{Blocks, Codes};

/// Code lists from their files: (name, text); `rules.yaml` is among them.
pub fn codes(files: &[(&str, &str)]) -> anyhow::Result<Codes> {
    let rules = files.iter().find(|(name, _)| *name == "rules.yaml").map(|(_, text)| *text);
    let rules = rules.ok_or_else(|| anyhow::anyhow!("thiếu tệp codes/rules.yaml"))?;
    let lists = files.iter().copied().filter(|(name, _)| *name != "rules.yaml");
    Codes::load(rules, lists).map_err(|defects| told("codes", &defects))
}

/// Shared blocks.
pub fn blocks(text: &str, codes: &Codes) -> anyhow::Result<Blocks> {
    Blocks::load(text, codes).map_err(|defects| told("blocks.yaml", &defects))
}

fn told(file: &str, defects: &[forms::Defect]) -> anyhow::Error {
    let lines: Vec<_> = defects.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("{file}: {}", lines.join("\n"))
}
