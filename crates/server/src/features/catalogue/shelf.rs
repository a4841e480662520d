//! The revisions in memory: those in force, and older ones that running dossiers still need.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use anyhow::Context;
use deadlines::Rule;
use procedures::{Pack, Shared, UnitSpan};
use serde_json::Value as Json;
use uuid::Uuid;

use super::law::Law;
use super::listing::Listing;
use super::store::{self as rows, RevisionRow, national};
use crate::platform::web::Failure;

/// A published revision, ready for use (_phiên bản thủ tục_).
pub struct Revision {
    /// Its id.
    pub id: Uuid,
    /// Which revision of its procedure, from 1.
    pub number: i64,
    /// When it was published, microseconds UTC.
    pub published_at: i64,
    /// SHA-256 of its files.
    pub content_hash: Vec<u8>,
    /// The procedure.
    pub pack: Pack,
    /// The diagram as it was drawn.
    pub diagram: String,
}

impl Revision {
    /// Code of the procedure.
    pub fn code(&self) -> &str {
        &self.pack.procedure().code
    }

    /// Vietnamese name of the procedure.
    pub fn name(&self) -> &str {
        &self.pack.procedure().name.vi
    }
}

/// All that is known of procedures and of the law they share (_danh mục_).
pub struct Catalogue {
    /// What does not change while the server runs.
    pub known: Known,
    inside: RwLock<Inside>,
    shared: Mutex<Option<LastShared>>,
}

/// The shared files that were read last, and what they say: packs that were published together share them all.
type LastShared = (BTreeMap<String, Vec<u8>>, Arc<Shared>);

/// Law beside the packs: calendar, rules, places, units, printed papers (_dữ liệu luật dùng chung_).
pub struct Known {
    /// Calendar, clock rules, places.
    pub law: Law,
    /// Units by code.
    pub units: BTreeMap<String, UnitSpan>,
    /// Outcome papers by name, with the `outcome` of their samples.
    pub papers: BTreeMap<String, Json>,
    /// The clock rule that golden dossiers are played under.
    pub rule: Rule,
    /// The working day of the agency, in minutes.
    pub minutes_per_day: u64,
    /// Life events: id, name, sentence.
    pub life_events: Vec<(String, String, String)>,
    /// Countries: code and name.
    pub countries: Vec<(String, String)>,
    /// Names of fields by their ids.
    pub field_names: HashMap<String, String>,
    /// Names of audiences by their ids.
    pub audiences: HashMap<String, String>,
    /// Ids of life events by the fields of the national database that belong to them.
    pub events_by_field: HashMap<String, Vec<String>>,
    /// What people say, for searching.
    pub thesaurus: search::Thesaurus,
}

impl Known {
    /// Reads the law folder; `shelf` holds the printed papers.
    pub fn read(folder: &Path, shelf: &papers::Shelf) -> anyhow::Result<Self> {
        let outcome = |(name, card, _): (&str, &papers::Card, &papers::Paper)| {
            Some((name.to_owned(), card.sample.get("outcome")?.clone()))
        };
        let mut known = Self {
            law: Law::read(folder)?,
            units: super::law::unit_spans(folder)?,
            papers: shelf.papers().filter_map(outcome).collect(),
            rule: Rule::default(),
            minutes_per_day: 480,
            life_events: vec![],
            countries: vec![],
            field_names: HashMap::new(),
            audiences: HashMap::new(),
            events_by_field: events_by_field(folder)?,
            thesaurus: thesaurus(folder)?,
        };
        let shared = super::publish::shared(&super::publish::shared_files(folder)?, &known)?;
        let event = |entry: &procedures::Entry| {
            (entry.id.clone(), entry.name.clone(), entry.sentence.clone().unwrap_or_default())
        };
        known.life_events = shared.catalogue.life_events.iter().map(event).collect();
        let names = |list: &[procedures::Entry]| {
            list.iter().map(|entry| (entry.id.clone(), entry.name.clone())).collect()
        };
        known.field_names = names(&shared.catalogue.fields);
        known.audiences = names(&shared.catalogue.audiences);
        if let Some(list) = shared.codes.list("quoc_gia") {
            known.countries =
                list.items.iter().map(|item| (item.value.clone(), item.label.vi.clone())).collect();
        }
        Ok(known)
    }
}

fn events_by_field(folder: &Path) -> anyhow::Result<HashMap<String, Vec<String>>> {
    let path = folder.join("search/life-events.yaml");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("không đọc được {}", path.display()))?;
    let fields: BTreeMap<String, Vec<String>> =
        serde_saphyr::from_str(&text).with_context(|| path.display().to_string())?;
    let mut events: HashMap<String, Vec<String>> = HashMap::new();
    for (event, fields) in fields {
        for field in fields {
            events.entry(field).or_default().push(event.clone());
        }
    }
    Ok(events)
}

fn thesaurus(folder: &Path) -> anyhow::Result<search::Thesaurus> {
    let path = folder.join("search/synonyms.yaml");
    let bytes = std::fs::read(&path).with_context(|| format!("không đọc được {}", path.display()))?;
    search::Thesaurus::read(&bytes).map_err(|why| anyhow::anyhow!("{}: {why}", path.display()))
}

#[derive(Default)]
struct Inside {
    current: BTreeMap<String, Arc<Revision>>,
    by_id: HashMap<Uuid, Arc<Revision>>,
    listing: Arc<Listing>,
    imported_at: i64,
}

impl Catalogue {
    /// A catalogue without procedures.
    pub fn new(known: Known) -> Self {
        Self { known, inside: RwLock::default(), shared: Mutex::default() }
    }

    /// Life events that procedures belong to: id, name, sentence.
    pub fn life_events(&self) -> Vec<(String, String, String)> {
        self.known.life_events.clone()
    }

    /// Countries: code and name.
    pub fn countries(&self) -> &[(String, String)] {
        &self.known.countries
    }

    /// Reads every revision in force and every national record from the database.
    pub async fn load(&self, store: &store::Store) -> anyhow::Result<()> {
        let revisions = rows::current(store).await?;
        let mut inside = Inside { imported_at: national::last_import(store).await?, ..Inside::default() };
        for row in revisions {
            let revision = Arc::new(self.read(row)?);
            inside.by_id.insert(revision.id, revision.clone());
            inside.current.insert(revision.code().to_owned(), revision);
        }
        let records = national::all(store).await?;
        let shared = (&self.known, self.known.thesaurus.clone());
        inside.listing = Arc::new(Listing::new(inside.current.values(), &records, shared));
        *self.inside.write().unwrap_or_else(PoisonError::into_inner) = inside;
        Ok(())
    }

    /// Reads everything again when another process has imported records since.
    pub async fn refresh(&self, store: &store::Store) -> anyhow::Result<bool> {
        let known = self.inside.read().unwrap_or_else(PoisonError::into_inner).imported_at;
        if national::last_import(store).await? == known {
            return Ok(false);
        }
        self.load(store).await?;
        Ok(true)
    }

    /// A stored revision as a pack.
    pub fn read(&self, row: RevisionRow) -> anyhow::Result<Revision> {
        let files = files_of(&row.content)?;
        let (own, shared) = split(files);
        let diagram = own.get("process.bpmn").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let shared = self.shared(shared)?;
        let pack = Pack::load(&own, &shared)
            .map_err(|defects| anyhow::anyhow!("thủ tục {}: {}", row.code, told(&defects)))?;
        Ok(Revision {
            id: row.id,
            number: row.number,
            published_at: row.published_at,
            content_hash: row.content_hash,
            pack,
            diagram: diagram.unwrap_or_default(),
        })
    }

    /// What packs share, from the files `catalogue.yaml`, `blocks.yaml` and `codes/*.yaml` of a revision.
    fn shared(&self, files: BTreeMap<String, Vec<u8>>) -> anyhow::Result<Arc<Shared>> {
        let mut last = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, shared)) = last.as_ref().filter(|(known, _)| *known == files) {
            return Ok(shared.clone());
        }
        let shared = Arc::new(super::publish::shared(&files, &self.known)?);
        *last = Some((files, shared.clone()));
        Ok(shared)
    }

    /// Whether a revision in force has this content.
    pub fn has_content(&self, hash: &[u8]) -> bool {
        let inside = self.inside.read().unwrap_or_else(PoisonError::into_inner);
        inside.current.values().any(|revision| revision.content_hash == hash)
    }

    /// The revision in force of `code`.
    pub fn current(&self, code: &str) -> Option<Arc<Revision>> {
        self.inside.read().unwrap_or_else(PoisonError::into_inner).current.get(code).cloned()
    }

    /// Every revision in force, by code.
    pub fn all(&self) -> Vec<Arc<Revision>> {
        self.inside.read().unwrap_or_else(PoisonError::into_inner).current.values().cloned().collect()
    }

    /// Everything that can be found, national records too.
    pub fn listing(&self) -> Arc<Listing> {
        self.inside.read().unwrap_or_else(PoisonError::into_inner).listing.clone()
    }

    /// Revisions in force that fit `query`, best first.
    pub fn find(&self, query: &str) -> Vec<Arc<Revision>> {
        self.listing().find(query).iter().filter_map(|listed| self.current(&listed.code)).collect()
    }

    /// The revision `id`, in force or not.
    pub async fn revision(&self, store: &store::Store, id: Uuid) -> Result<Arc<Revision>, Failure> {
        let known = self.inside.read().unwrap_or_else(PoisonError::into_inner).by_id.get(&id).cloned();
        if let Some(revision) = known {
            return Ok(revision);
        }
        let row = rows::one(store, id).await?.ok_or(Failure::NotFound)?;
        let revision = Arc::new(self.read(row)?);
        self.inside.write().unwrap_or_else(PoisonError::into_inner).by_id.insert(id, revision.clone());
        Ok(revision)
    }
}

/// The files of a stored revision.
fn files_of(content: &serde_json::Value) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let map = content.as_object().context("nội dung phiên bản không phải danh sách tệp")?;
    let file = |(name, text): (&String, &serde_json::Value)| {
        Ok((name.clone(), text.as_str().context("một tệp không phải văn bản")?.as_bytes().to_vec()))
    };
    map.iter().map(file).collect()
}

/// Files of the pack itself, and those it shares with others (below `shared/`).
fn split(files: BTreeMap<String, Vec<u8>>) -> (BTreeMap<String, Vec<u8>>, BTreeMap<String, Vec<u8>>) {
    let mut own = BTreeMap::new();
    let mut shared = BTreeMap::new();
    for (name, bytes) in files {
        match name.strip_prefix("shared/") {
            Some(rest) => shared.insert(rest.to_owned(), bytes),
            None => own.insert(name, bytes),
        };
    }
    (own, shared)
}

/// Defects as one text.
pub fn told(defects: &[procedures::Defect]) -> String {
    defects.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
