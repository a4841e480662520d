//! What all packs share (`law/procedures/catalogue.yaml`).

use serde::Deserialize;

use crate::{Defect, item::law_item, yaml};

/// Roles, fields, audiences and life events that packs name (_danh mục dùng chung_).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Who does the steps of a process.
    pub roles: Vec<Entry>,
    /// Fields of government.
    pub fields: Vec<Entry>,
    /// Who may file.
    pub audiences: Vec<Entry>,
    /// What people look for.
    pub life_events: Vec<Entry>,
}

law_item! {
    /// One entry of a list (_mục_).
    pub struct Entry {
        /// Its id.
        pub id: String,
        /// What people read.
        pub name: String,
        /// The same as a citizen would say it.
        pub sentence: Option<String>,
    }
}

impl Catalogue {
    /// Reads the file and refuses repeated ids.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Defect>> {
        const FILE: &str = "catalogue.yaml";
        let catalogue: Self = yaml::read(FILE, bytes).map_err(|defect| vec![defect])?;
        let mut defects = Vec::new();
        for (list, ids) in catalogue.lists() {
            for (at, id) in ids.iter().enumerate() {
                if ids[..at].contains(id) {
                    defects.push(Defect::new(FILE, list, "each id once", *id));
                }
            }
        }
        if defects.is_empty() { Ok(catalogue) } else { Err(defects) }
    }

    fn lists(&self) -> [(&'static str, Vec<&str>); 4] {
        [
            ("roles", self.roles.iter().map(|entry| &*entry.id).collect()),
            ("fields", self.fields.iter().map(|entry| &*entry.id).collect()),
            ("audiences", self.audiences.iter().map(|entry| &*entry.id).collect()),
            ("life_events", self.life_events.iter().map(|entry| &*entry.id).collect()),
        ]
    }
}

/// Whether a list has an entry with this id.
pub(crate) fn has(entries: &[Entry], id: &str) -> bool {
    entries.iter().any(|entry| entry.id == id)
}
