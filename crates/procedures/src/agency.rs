//! Who receives, settles, decides and helps, period by period.

use serde::Deserialize;

use crate::item::law_item;

/// The part an agency plays (_vai trò của cơ quan_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Receives and hands out (_tiếp nhận và trả kết quả_).
    Desk,
    /// Settles (_thực hiện_).
    Settling,
    /// Decides (_có thẩm quyền quyết định_).
    Deciding,
    /// Helps (_phối hợp_).
    Partner,
}

impl Part {
    /// The parts that expressions may name: those of which there is one at a time.
    pub(crate) const NAMED: [Self; 3] = [Self::Desk, Self::Settling, Self::Deciding];

    /// The code in the law data.
    pub fn code(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Settling => "settling",
            Self::Deciding => "deciding",
            Self::Partner => "partner",
        }
    }
}

law_item! {
    /// An agency and its part, for a period (_cơ quan thực hiện_).
    pub struct Agency {
        /// Its part.
        pub part: Part,
        /// The unit, an id of the catalogue.
        pub unit: Option<String>,
        /// Fields of the form: the unit of the commune chosen in the first that is answered.
        #[serde(default)]
        pub unit_from: Vec<String>,
        /// What people read; the name of the unit when absent.
        pub name: Option<String>,
        /// The room inside (_phòng, bộ phận_).
        pub section: Option<String>,
    }
}
