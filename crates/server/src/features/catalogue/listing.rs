//! Everything that can be found (_danh mục tra cứu_): procedures that are filed here, and those of the national database.

use std::collections::HashMap;
use std::sync::Arc;

use national::{Record, Understood};
use procedures::{Part, ServiceLevel, Text};
use search::{Document, Index, Thesaurus};

use super::filter::{Value, values};
use super::shelf::{Known, Revision};
use super::store::national::NationalRow;
use crate::platform::fold::fold;

/// A procedure as lists, filters and open data show it (_mục tra cứu_).
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// What one gets; empty where the source does not say.
    pub summary: Text,
    /// Field of government.
    pub field: String,
    /// Who carries it out, by level, for people.
    pub levels: Vec<&'static str>,
    /// Who may ask.
    pub audiences: Vec<String>,
    /// Agencies that carry it out.
    pub agencies: Vec<String>,
    /// Ids of life events.
    pub life_events: Vec<String>,
    /// Where it can be filed and where its data comes from.
    pub origin: Origin,
    /// When it last changed here, microseconds UTC.
    pub changed_at: i64,
    /// What it is under each facet: filled when the listing is made.
    pub values: Vec<Value>,
}

/// Where a listed procedure can be filed (_nơi nộp_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Here.
    Here,
    /// Its page is here, but it is filed elsewhere.
    Elsewhere,
    /// Only its record of the national database is here.
    National {
        /// Name of the source.
        source: String,
        /// The day the source showed it, ISO; empty when nobody said.
        seen_on: String,
    },
}

/// The procedures in the order of lists, and the index over them.
#[derive(Default)]
pub struct Listing {
    listed: Vec<Arc<Listed>>,
    index: Index,
}

/// How much nearer a procedure of this province is than a national record that fits as well, in percent.
const HERE: u32 = 130;
/// And a ministry's, which nobody files in the province.
const FAR: u32 = 90;

impl Listing {
    /// A listing of these procedures; a national record with the code of a procedure that is filed here is left out.
    pub fn new<'a>(
        revisions: impl Iterator<Item = &'a Arc<Revision>>,
        rows: &[NationalRow],
        (known, thesaurus): (&Known, Thesaurus),
    ) -> Self {
        let mut found: Vec<_> = revisions.map(|revision| of_revision(revision, known)).collect();
        let here: std::collections::HashSet<_> =
            found.iter().map(|(listed, _)| listed.code.clone()).collect();
        let national = rows.iter().filter(|row| !here.contains(&row.code));
        found.extend(national.filter_map(|row| of_record(row, known)));
        let rank = |listed: &Listed| {
            (matches!(listed.origin, Origin::National { .. }), fold(&listed.name.vi), listed.code.clone())
        };
        found.sort_by_cached_key(|(listed, _)| rank(listed));
        let (listed, documents): (Vec<_>, Vec<_>) = found
            .into_iter()
            .map(|(mut listed, document)| {
                listed.values = values(&listed);
                (Arc::new(listed), document)
            })
            .unzip();
        Self { listed, index: Index::new(&documents, thesaurus) }
    }

    /// Every procedure, those that are filed here first, then by name.
    pub fn all(&self) -> &[Arc<Listed>] {
        &self.listed
    }

    /// What fits `query`, best first.
    pub fn find(&self, query: &str) -> Vec<Arc<Listed>> {
        self.index
            .find(query)
            .into_iter()
            .filter_map(|hit| self.listed.get(hit.0 as usize).cloned())
            .collect()
    }
}

fn of_revision(revision: &Revision, known: &Known) -> (Listed, Document) {
    let procedure = revision.pack.procedure();
    let is_agency = |agency: &&procedures::Agency| matches!(agency.part, Part::Settling | Part::Deciding);
    let mut agencies: Vec<_> =
        procedure.agencies.iter().filter(is_agency).filter_map(|agency| agency.name.clone()).collect();
    agencies.sort();
    agencies.dedup();
    let name_of =
        |list: &HashMap<String, String>, id: &str| list.get(id).cloned().unwrap_or_else(|| id.to_owned());
    let listed = Listed {
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        summary: procedure.summary.clone(),
        field: name_of(&known.field_names, &procedure.field),
        levels: vec![match procedure.level {
            procedures::Level::Province => national::Level::Province.label(),
            procedures::Level::District => national::Level::District.label(),
            procedures::Level::Commune => national::Level::Commune.label(),
        }],
        audiences: procedure.audiences.iter().map(|id| name_of(&known.audiences, id)).collect(),
        agencies,
        life_events: procedure.life_events.clone(),
        origin: if procedure.service_level == ServiceLevel::Information {
            Origin::Elsewhere
        } else {
            Origin::Here
        },
        changed_at: revision.published_at,
        values: vec![],
    };
    let both = |text: &Text| format!("{}. {}", text.vi, text.en.as_deref().unwrap_or_default());
    let mut keywords = procedure.keywords.clone();
    keywords.extend(procedure.name.en.clone());
    let document = Document {
        code: listed.code.clone(),
        name: listed.name.vi.clone(),
        keywords,
        summary: both(&procedure.summary),
        outcomes: procedure.outcome.kinds.iter().map(|kind| both(&kind.name)).collect(),
        place: vec![listed.field.clone()],
        nearness_percent: HERE,
    };
    (listed, document)
}

fn of_record(row: &NationalRow, known: &Known) -> Option<(Listed, Document)> {
    let record = Record::from_json(row.content.clone()).ok()?;
    let Understood { field, levels, audiences, agencies, outcomes, .. } = record.understand();
    let is_near =
        levels.iter().any(|level| matches!(level, national::Level::Province | national::Level::Commune));
    let mut place = agencies.clone();
    place.push(field.clone());
    let document = Document {
        code: row.code.clone(),
        name: row.name.clone(),
        keywords: vec![],
        summary: String::new(),
        outcomes: outcomes.into_iter().map(|outcome| outcome.name).collect(),
        place,
        nearness_percent: if is_near { 100 } else { FAR },
    };
    let listed = Listed {
        code: row.code.clone(),
        name: plain(&row.name),
        summary: plain(""),
        life_events: known.events_by_field.get(&field).cloned().unwrap_or_default(),
        field,
        levels: levels.into_iter().map(national::Level::label).collect(),
        audiences,
        agencies,
        origin: Origin::National { source: row.source.clone(), seen_on: row.seen_on.clone() },
        changed_at: row.changed_at,
        values: vec![],
    };
    Some((listed, document))
}

/// A text of the national database, which has no English.
fn plain(text: &str) -> Text {
    Text { vi: text.to_owned(), en: None }
}
