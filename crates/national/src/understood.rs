//! What a record means.

use std::collections::BTreeMap;

use crate::basis::{self, Document};
use crate::channels::{self, Route};
use crate::components::{self, Group};
use crate::field::{Field, State, Tally, Unclear};
use crate::outcomes::{self, OutcomeKind};
use crate::record::Record;
use crate::steps::{self, Step};
use crate::{audience, text};

/// Who carries a procedure out (_cấp thực hiện_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Cấp bộ.
    Ministry,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, until 30/6/2025.
    District,
    /// Cấp xã.
    Commune,
    /// Cơ quan khác.
    Other,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Ministry, Self::Province, Self::District, Self::Commune, Self::Other];

    /// Its name in the database.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ministry => "Cấp bộ",
            Self::Province => "Cấp tỉnh",
            Self::District => "Cấp huyện",
            Self::Commune => "Cấp xã",
            Self::Other => "Cơ quan khác",
        }
    }
}

/// What a record means, as far as it is certain (_bản ghi đã đọc hiểu_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// Field of the procedure, `Đất đai`.
    pub field: String,
    /// Number of the decision that published it.
    pub decision: String,
    /// Who published it.
    pub publisher: String,
    /// Who carries it out, by level.
    pub levels: Vec<Level>,
    /// Who may ask.
    pub audiences: Vec<String>,
    /// Agencies that carry it out.
    pub agencies: Vec<String>,
    /// How to file.
    pub routes: Vec<Route>,
    /// Papers.
    pub components: Vec<Group>,
    /// Steps.
    pub steps: Vec<Step>,
    /// What comes out.
    pub outcomes: Vec<OutcomeKind>,
    /// Legal basis.
    pub basis: Vec<Document>,
    /// Requirements, in the words of the source.
    pub requirements: String,
    /// Where to file, in the words of the source.
    pub address: String,
    /// What was not understood.
    pub unclear: Vec<Unclear>,
    states: BTreeMap<Field, State>,
}

impl Understood {
    pub(crate) fn of(record: &Record) -> Self {
        let mut unclear = Vec::new();
        let mut states = BTreeMap::new();
        let mut keep = |field: Field, state: State| {
            states.insert(field, state);
        };
        let text = |field: Field| record.field(field.key());
        let (levels, state) = audience::levels(text(Field::Levels), &mut unclear);
        keep(Field::Levels, state);
        let (audiences, state) = audience::audiences(text(Field::Audiences), &mut unclear);
        keep(Field::Audiences, state);
        let (routes, state) = channels::read(text(Field::Routes), &mut unclear);
        keep(Field::Routes, state);
        let (components, state) = components::read(text(Field::Components), &mut unclear);
        keep(Field::Components, state);
        let (steps, state) = steps::read(text(Field::Steps), &mut unclear);
        keep(Field::Steps, state);
        let (outcomes, state) = outcomes::read(text(Field::Outcomes), &mut unclear);
        keep(Field::Outcomes, state);
        let (basis, state) = basis::read(text(Field::Basis), &mut unclear);
        keep(Field::Basis, state);
        let (publisher, state) = audience::publisher(text(Field::Publisher), &mut unclear);
        keep(Field::Publisher, state);
        let agencies = ["co_quan_thuc_hien", "co_quan_co_tham_quyen"].map(|key| record.field(key));
        let plain = |key: &str| text::meant(record.field(key)).to_owned();
        Self {
            field: plain("linh_vuc"),
            decision: plain("so_quyet_dinh"),
            publisher,
            levels,
            audiences,
            agencies: audience::agencies(
                agencies.into_iter().find(|text| !text.is_empty()).unwrap_or_default(),
            ),
            routes,
            components,
            steps,
            outcomes,
            basis,
            requirements: plain("yeu_cau_dieu_kien"),
            address: plain("dia_chi_tiep_nhan"),
            unclear,
            states,
        }
    }

    /// How far a field was understood.
    pub fn state(&self, field: Field) -> State {
        self.states.get(&field).copied().unwrap_or_default()
    }

    /// Counts every field.
    pub fn count(&self, tally: &mut Tally) {
        for field in Field::ALL {
            tally.add(field, self.state(field));
        }
    }
}
