//! Shared blocks of fields: `law/forms/blocks.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use crate::codes::Codes;
use crate::defect::Defect;
use crate::load::fields::{Naming, field};
use crate::read::{Defects, Reader, document};

/// Blocks by name (_khối dùng chung_).
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    pub(crate) by_name: BTreeMap<String, Block>,
}

/// The fields of a block, as written.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) fields: Vec<Map<String, Json>>,
    pub(crate) ids: BTreeSet<String>,
}

impl Blocks {
    /// Reads the file and refuses fields that would be refused in a form.
    pub fn load(yaml: &str, codes: &Codes) -> Result<Self, Vec<Defect>> {
        let json = document(yaml)?;
        let defects = Defects::default();
        let blocks = read(&json, codes, &defects);
        let found = defects.into_vec();
        match blocks {
            Some(blocks) if found.is_empty() => Ok(blocks),
            _ => Err(found),
        }
    }

    /// The names of the blocks.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

fn read(json: &Json, codes: &Codes, defects: &Defects) -> Option<Blocks> {
    let reader = Reader::new(json, "", defects)?;
    let named = match reader.get("blocks") {
        Some(Json::Object(named)) => named,
        _ => {
            reader.refuse("blocks", "the blocks by name", "none");
            return None;
        }
    };
    reader.done();
    let by_name =
        named.iter().filter_map(|(name, json)| Some((name.clone(), block(name, json, codes, defects)?)));
    Some(Blocks { by_name: by_name.collect() })
}

fn block(name: &str, json: &Json, codes: &Codes, defects: &Defects) -> Option<Block> {
    let reader = Reader::new(json, format!("blocks.{name}"), defects)?;
    reader.text("title");
    reader.law();
    let mut fields = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, json) in reader.list("fields").unwrap_or_default().iter().enumerate() {
        let place = format!("blocks.{name}.fields[{index}]");
        let Some(field) = field(json, &place, &Naming::plain(codes, defects), &mut Vec::new()) else {
            continue;
        };
        if !ids.insert(field.id.clone()) {
            defects.add(place, "an id of its own", format!("{} again", field.id));
        }
        fields.extend(json.as_object().cloned());
    }
    if fields.is_empty() {
        reader.refuse("fields", "at least one field", "none");
    }
    reader.done();
    Some(Block { fields, ids })
}
