//! From the law folder to published revisions (_công bố_).

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use procedures::Shared;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use store::Batch;

use super::shelf::{Catalogue, Known, told};
use super::store::{self as rows, Facts, RevisionRow};
use crate::platform::ctx::Ctx;
use crate::platform::journal;

/// The files of one pack: path → bytes; shared files stand below `shared/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Publishes every pack below `folder/procedures` whose content is not the one in force. Returns the codes published.
pub async fn publish_folder(
    catalogue: &Catalogue,
    store: &store::Store,
    (ctx, folder): (&Ctx, &Path),
) -> anyhow::Result<Vec<String>> {
    let shared = shared_files(folder)?;
    let mut published = Vec::new();
    for pack in pack_folders(folder)? {
        let mut files = read_folder(&pack)?;
        files.extend(shared.iter().map(|(name, bytes)| (format!("shared/{name}"), bytes.clone())));
        if let Some(code) =
            publish(catalogue, store, (ctx, files)).await.with_context(|| pack.display().to_string())?
        {
            published.push(code);
        }
    }
    Ok(published)
}

/// Publishes one pack as the next revision, unless it is the same as the one in force.
pub async fn publish(
    catalogue: &Catalogue,
    store: &store::Store,
    (ctx, files): (&Ctx, Files),
) -> anyhow::Result<Option<String>> {
    let content_hash = hash(&files);
    // The code of the procedure is part of what was hashed.
    if catalogue.has_content(&content_hash) {
        return Ok(None);
    }
    let mut row = RevisionRow {
        id: ctx.ids.uuid(),
        code: String::new(),
        number: 0,
        content_hash,
        content: content(&files)?,
        published_at: ctx.now.as_microsecond(),
    };
    let revision = catalogue.read(row.clone())?;
    let defects = revision.pack.check(catalogue.known.minutes_per_day);
    if !defects.is_empty() {
        anyhow::bail!(
            "bộ thủ tục chưa công bố được, cần sửa rồi chạy lại (xem trước bằng motcua check-law):\n{}",
            told(&defects)
        );
    }
    let procedure = revision.pack.procedure();
    row.code.clone_from(&procedure.code);
    row.number = rows::last_number(store, &row.code).await? + 1;
    let facts = Facts {
        slug: procedure.slug.clone(),
        name: procedure.name.vi.clone(),
        field: procedure.field.clone(),
        level: format!("{:?}", procedure.level).to_lowercase(),
        effective_from: procedure.effective_from.map(|day| day.to_string()).unwrap_or_default(),
    };
    let data = serde_json::json!({ "code": row.code, "number": row.number });
    let batch = rows::publish(Batch::new(), &row, &facts);
    let batch =
        journal::append(batch, ctx, &mut journal::Chain::default(), (row.id, "RevisionPublished", data));
    store.commit(batch).await?;
    Ok(Some(row.code))
}

/// Checks every pack below `folder` without publishing: all defects of all packs, as one text.
pub fn check_folder(known: &Known, folder: &Path) -> anyhow::Result<(usize, Vec<String>)> {
    let shared = shared(&shared_files(folder)?, known)?;
    let mut faults = Vec::new();
    let packs = pack_folders(folder)?;
    for path in &packs {
        let defects = match procedures::Pack::load(&read_folder(path)?, &shared) {
            Ok(pack) => {
                let slow = pack.check(known.minutes_per_day).into_iter().map(|defect| defect.to_string());
                slow.chain(run_cases(&pack, known)).collect()
            }
            Err(defects) => defects.iter().map(ToString::to_string).collect::<Vec<_>>(),
        };
        if !defects.is_empty() {
            faults.push(format!("{}:\n{}", path.display(), defects.join("\n")));
        }
    }
    Ok((packs.len(), faults))
}

/// Golden dossiers of a pack that come out otherwise than written down.
fn run_cases(pack: &procedures::Pack, known: &Known) -> Vec<String> {
    let world =
        procedures::World { calendar: &known.law.calendar, rule: &known.rule, places: &known.law.places };
    pack.cases()
        .iter()
        .flat_map(|case| pack.run_case(case, &world))
        .map(|mismatch| mismatch.to_string())
        .collect()
}

/// What packs share.
pub fn shared(files: &Files, known: &Known) -> anyhow::Result<Shared> {
    let text = |name: &str| -> anyhow::Result<&str> {
        let bytes = files.get(name).with_context(|| format!("thiếu tệp dùng chung {name}"))?;
        std::str::from_utf8(bytes).with_context(|| format!("{name} không phải UTF-8"))
    };
    let catalogue = procedures::Catalogue::read(text("catalogue.yaml")?.as_bytes())
        .map_err(|defects| anyhow::anyhow!("catalogue.yaml: {}", told(&defects)))?;
    let names = files.keys().filter_map(|name| name.strip_prefix("codes/"));
    let lists = names.map(|name| Ok((name, text(&format!("codes/{name}"))?)));
    let codes = super::forms_law::codes(&lists.collect::<anyhow::Result<Vec<_>>>()?)?;
    let blocks = super::forms_law::blocks(text("blocks.yaml")?, &codes)?;
    Ok(Shared { catalogue, blocks, codes, papers: known.papers.clone(), units: known.units.clone() })
}

pub(super) fn shared_files(folder: &Path) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let mut take = |name: &str, path: &Path| -> anyhow::Result<()> {
        let bytes = std::fs::read(path).with_context(|| format!("không đọc được {}", path.display()))?;
        files.insert(name.to_owned(), bytes);
        Ok(())
    };
    take("catalogue.yaml", &folder.join("procedures/catalogue.yaml"))?;
    take("blocks.yaml", &folder.join("forms/blocks.yaml"))?;
    let codes = folder.join("codes");
    for entry in std::fs::read_dir(&codes).with_context(|| codes.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            take(&format!("codes/{name}"), &path)?;
        }
    }
    Ok(files)
}

fn pack_folders(folder: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let packs = folder.join("procedures");
    let entries = std::fs::read_dir(&packs).with_context(|| format!("không đọc được {}", packs.display()))?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.join("procedure.yaml").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// Reads a pack: its files and those of `cases/`; nothing outside the folder, links are not followed.
fn read_folder(folder: &Path) -> anyhow::Result<Files> {
    let mut files = Files::new();
    for (prefix, part) in [("", folder.to_owned()), ("cases/", folder.join("cases"))] {
        if !part.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&part)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                files.insert(
                    format!("{prefix}{}", entry.file_name().to_string_lossy()),
                    std::fs::read(entry.path())?,
                );
            }
        }
    }
    Ok(files)
}

fn content(files: &Files) -> anyhow::Result<Json> {
    let text = |(name, bytes): (&String, &Vec<u8>)| {
        let text = String::from_utf8(bytes.clone()).with_context(|| format!("{name} không phải UTF-8"))?;
        Ok((name.clone(), Json::String(text)))
    };
    Ok(Json::Object(files.iter().map(text).collect::<anyhow::Result<_>>()?))
}

fn hash(files: &Files) -> Vec<u8> {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    hash.finalize().to_vec()
}
