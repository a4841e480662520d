//! Documents as the server makes them, read from the files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use national::Record;
use search::{Document, Index, Thesaurus};
use serde_json::Value as Json;

pub(crate) struct World {
    pub index: Index,
    /// Short name of a pack → its code.
    pub packs: HashMap<String, String>,
    pub codes: Vec<String>,
    pub documents: Vec<Document>,
}

pub(crate) fn law() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law")
}

pub(crate) fn thesaurus() -> Thesaurus {
    Thesaurus::read(&std::fs::read(law().join("search/synonyms.yaml")).unwrap()).unwrap()
}

/// The packs, and the national catalogue when its path stands in `MOTCUA_NATIONAL_CATALOGUE`.
pub(crate) fn world() -> World {
    let (mut documents, packs) = packs();
    let known: Vec<_> = documents.iter().map(|document| document.code.clone()).collect();
    documents.extend(national().into_iter().filter(|document| !known.contains(&document.code)));
    let codes = documents.iter().map(|document| document.code.clone()).collect();
    World { index: Index::new(&documents, thesaurus()), packs, codes, documents }
}

fn packs() -> (Vec<Document>, HashMap<String, String>) {
    let (mut documents, mut packs) = (Vec::new(), HashMap::new());
    for entry in std::fs::read_dir(law().join("procedures")).unwrap() {
        let path = entry.unwrap().path().join("procedure.yaml");
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let pack: Json = serde_saphyr::from_str(&text).unwrap();
        let texts = |value: &Json| -> String {
            let languages = [&value["vi"], &value["en"], value];
            languages.iter().filter_map(|text| text.as_str()).collect::<Vec<_>>().join(". ")
        };
        let list = |key: &str| pack[key].as_array().cloned().unwrap_or_default();
        let code = pack["code"].as_str().unwrap().to_owned();
        packs.insert(pack["slug"].as_str().unwrap().to_owned(), code.clone());
        let mut keywords: Vec<_> =
            list("keywords").iter().filter_map(|word| word.as_str().map(str::to_owned)).collect();
        keywords.extend(pack["name"]["en"].as_str().map(str::to_owned));
        let kinds = pack["outcome"]["kinds"].as_array().cloned().unwrap_or_default();
        documents.push(Document {
            code,
            name: pack["name"]["vi"].as_str().or(pack["name"].as_str()).unwrap().to_owned(),
            keywords,
            summary: texts(&pack["summary"]),
            outcomes: kinds.iter().map(|kind| texts(&kind["name"])).collect(),
            place: vec![],
            nearness_percent: 130,
        });
    }
    documents.sort_by(|a, b| a.code.cmp(&b.code));
    (documents, packs)
}

fn national() -> Vec<Document> {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration to read it from")]
    let Ok(path) = std::env::var("MOTCUA_NATIONAL_CATALOGUE") else {
        eprintln!("MOTCUA_NATIONAL_CATALOGUE is not set: only the packs of law/procedures are asked");
        return vec![];
    };
    let file = std::fs::read(&path).unwrap();
    let mut text = String::new();
    if path.ends_with(".zst") {
        let mut reader = ruzstd::decoding::StreamingDecoder::new(file.as_slice()).unwrap();
        std::io::Read::read_to_string(&mut reader, &mut text).unwrap();
    } else {
        text = String::from_utf8(file).unwrap();
    }
    let records = text.lines().filter_map(|line| Record::read(line).ok());
    records.map(|record| document(&record)).collect()
}

fn document(record: &Record) -> Document {
    let understood = record.understand();
    let is_local = understood
        .levels
        .iter()
        .any(|level| matches!(level, national::Level::Province | national::Level::Commune));
    let mut place = understood.agencies.clone();
    place.push(understood.field.clone());
    Document {
        code: record.code.clone(),
        name: record.name.clone(),
        keywords: vec![],
        summary: String::new(),
        outcomes: understood.outcomes.iter().map(|outcome| outcome.name.clone()).collect(),
        place,
        nearness_percent: if is_local { 100 } else { 90 },
    }
}
