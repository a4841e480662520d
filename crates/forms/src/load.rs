//! From YAML to a sound form, or all its defects.

pub(crate) mod fields;
mod kinds;
mod names;
mod order;
mod tables;

use std::collections::HashMap;

use feel::Expr;
use serde_json::{Map, Value as Json};

use crate::blocks::Blocks;
use crate::codes::Codes;
use crate::defect::Defect;
use crate::form::{Check, Field, Form, Section};
use crate::read::{Defects, Reader, document};
use fields::{Naming, Pending, field};

pub(crate) use tables::MAX_ROWS;

/// Bounds that no real form reaches, so that a hostile file stays cheap.
const MAX_FIELDS: usize = 400;

impl Form {
    /// Reads a form. Every mistake is reported at once, with its place.
    pub fn load(yaml: &str, blocks: &Blocks, codes: &Codes) -> Result<Self, Vec<Defect>> {
        let json = document(yaml)?;
        let defects = Defects::default();
        let form = read(&json, blocks, codes, &defects);
        let found = defects.into_vec();
        match form {
            Some(form) if found.is_empty() => Ok(form),
            _ => Err(found),
        }
    }
}

/// What is collected while the file is read.
struct Draft {
    sections: Vec<Section>,
    fields: Vec<Field>,
    pending: Vec<Pending>,
}

fn read(json: &Json, blocks: &Blocks, codes: &Codes, defects: &Defects) -> Option<Form> {
    let reader = Reader::new(json, "", defects)?;
    let id = form_id(&reader);
    let title = required_text(&reader, "title");
    let naming = Naming::plain(codes, defects);
    let mut draft = Draft { sections: vec![], fields: vec![], pending: vec![] };
    for (index, json) in reader.list("sections").unwrap_or_default().iter().enumerate() {
        section(json, &format!("sections[{index}]"), &mut draft, blocks, &naming);
    }
    if draft.fields.is_empty() {
        reader.refuse("sections", "at least one section with a field", "none");
    }
    let checks = fields::checks(&reader, "checks", &naming, &mut draft.pending, None);
    let mut form = Form {
        id: id.unwrap_or_default(),
        title: title.unwrap_or_default(),
        form_number: reader.string("form_number"),
        effective_from: reader.date("effective_from"),
        effective_to: reader.date("effective_to"),
        law: reader.law(),
        sections: draft.sections,
        fields: draft.fields,
        checks,
        index: HashMap::new(),
        order: vec![],
        codes: codes.clone(),
    };
    reader.done();
    form.index = names::index(&form, defects);
    names::resolve(&form, &draft.pending, defects);
    order::arrange(&mut form, defects);
    Some(form)
}

fn form_id(reader: &Reader<'_>) -> Option<String> {
    let Some(id) = reader.string("id") else {
        if !reader.has("id") {
            reader.refuse("id", "an id of a-z, 0-9 and -", "none");
        }
        return None;
    };
    let fits = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') && id.len() <= 80;
    if !fits {
        reader.refuse("id", "an id of a-z, 0-9 and -", id.clone());
    }
    Some(id)
}

fn required_text(reader: &Reader<'_>, key: &'static str) -> Option<crate::text::Text> {
    let text = reader.text(key);
    if !reader.has(key) {
        reader.refuse(key, "a text", "none");
    }
    text
}

fn section(json: &Json, place: &str, draft: &mut Draft, blocks: &Blocks, naming: &Naming<'_>) {
    let Some(reader) = Reader::new(json, place, naming.defects) else {
        return;
    };
    let id = reader.id("id");
    if !reader.has("id") {
        reader.refuse("id", "an id", "none");
    }
    let title = required_text(&reader, "title");
    let condition = reader.expr("visible_when");
    if let Some(condition) = &condition {
        draft.pending.push(Pending::condition(reader.at("visible_when"), condition.clone(), None));
    }
    let start = draft.fields.len();
    for (index, json) in reader.list("fields").unwrap_or_default().iter().enumerate() {
        let place = format!("{place}.fields[{index}]");
        if json.get("block").is_some() {
            placed_block(json, &place, draft, blocks, naming);
        } else if let Some(field) = field(json, &place, naming, &mut draft.pending) {
            draft.fields.push(field);
        }
        if draft.fields.len() > MAX_FIELDS {
            naming.defects.add(place, format!("at most {MAX_FIELDS} fields"), "more fields");
            return;
        }
    }
    if draft.fields.len() == start {
        reader.refuse("fields", "at least one field", "none");
    }
    for field in &mut draft.fields[start..] {
        narrow(field, condition.as_ref());
    }
    let section = Section {
        id: id.unwrap_or_default(),
        title: title.unwrap_or_default(),
        help: reader.text("help"),
        fields: start..draft.fields.len(),
        law: reader.law(),
    };
    if draft.sections.iter().any(|other| other.id == section.id) {
        reader.refuse("id", "an id of its own", format!("{} again", section.id));
    }
    reader.done();
    draft.sections.push(section);
}

/// Shows a field only when the condition of its section or block holds too.
fn narrow(field: &mut Field, condition: Option<&Expr>) {
    if let Some(condition) = condition {
        field.visible_when = Some(match field.visible_when.take() {
            None => condition.clone(),
            Some(own) => condition.clone().and(own),
        });
    }
}

/// `{block: nguoi_nop, prefix: nyc_, …}`
fn placed_block(json: &Json, place: &str, draft: &mut Draft, blocks: &Blocks, naming: &Naming<'_>) {
    let Some(reader) = Reader::new(json, place, naming.defects) else {
        return;
    };
    let name = reader.string("block").unwrap_or_default();
    let prefix = reader.id("prefix").unwrap_or_default();
    let condition = reader.expr("visible_when");
    let (omit, only) = (reader.words("omit"), reader.words("only"));
    let change = reader.get("change");
    reader.law();
    let Some(block) = blocks.by_name.get(&name) else {
        let known: Vec<&str> = blocks.names().collect();
        reader.refuse("block", format!("one of {}", known.join(", ")), name);
        return;
    };
    if let Some(condition) = &condition {
        draft.pending.push(Pending::condition(reader.at("visible_when"), condition.clone(), None));
    }
    let changes = match change {
        None => Map::new(),
        Some(Json::Object(changes)) => changes.clone(),
        Some(other) => {
            reader.refuse("change", "keys to replace, by id", crate::read::shown(other));
            Map::new()
        }
    };
    let named = omit.iter().flatten().chain(only.iter().flatten()).chain(changes.keys());
    for id in named.filter(|id| !block.ids.contains(*id)) {
        reader.refuse("", format!("ids of the block {name}"), id.clone());
    }
    reader.done();
    let naming = naming.prefixed(&prefix, &block.ids);
    for written in &block.fields {
        let id = written.get("id").and_then(Json::as_str).unwrap_or_default();
        let kept = only.as_ref().is_none_or(|only| only.iter().any(|name| name == id))
            && !omit.iter().flatten().any(|name| name == id);
        if !kept {
            continue;
        }
        let mut written = written.clone();
        if let Some(Json::Object(change)) = changes.get(id) {
            written.extend(change.clone());
        }
        if let Some(mut field) = field(&Json::Object(written), place, &naming, &mut draft.pending) {
            narrow(&mut field, condition.as_ref());
            draft.fields.push(field);
        }
    }
}

/// Field checks and form checks in one list, for whoever runs them.
pub(crate) fn all_checks(form: &Form) -> impl Iterator<Item = &Check> {
    form.fields.iter().flat_map(|field| &field.checks).chain(&form.checks)
}
