//! The papers that belong to a dossier.

use feel::Scope;
use serde::Deserialize;

use crate::{Formula, Text, item::law_item};

/// The kind of a component (_hình thức giấy tờ_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// _Bản chính._
    Original,
    /// _Bản sao chứng thực._
    CertifiedCopy,
    /// Certified copy, or a copy shown with the original (_bản sao chứng thực hoặc đối chiếu_).
    CertifiedOrCompared,
    /// _Bản sao._
    Copy,
    /// _Xuất trình._
    Shown,
    /// _Bản điện tử._
    Electronic,
}

impl PaperKind {
    /// As printed on the receipt.
    pub fn label(self) -> &'static str {
        match self {
            Self::Original => "Bản chính",
            Self::CertifiedCopy => "Bản sao chứng thực",
            Self::CertifiedOrCompared => "Bản sao chứng thực hoặc bản sao kèm bản chính để đối chiếu",
            Self::Copy => "Bản sao",
            Self::Shown => "Xuất trình",
            Self::Electronic => "Bản điện tử",
        }
    }
}

law_item! {
    /// A paper that belongs to the dossier (_thành phần hồ sơ_).
    pub struct Component {
        /// Its id.
        pub id: String,
        /// What people read.
        pub name: Text,
        /// One or two sentences for the citizen.
        pub help: Option<Text>,
        /// Its kind.
        pub kind: PaperKind,
        /// How many.
        pub quantity: u32,
        /// Always needed, or always optional.
        pub required: Option<bool>,
        /// Needed in this case, and not asked for in any other.
        pub required_when: Option<Formula>,
        /// Offered in this case only.
        pub offered_when: Option<Formula>,
        /// The declaration itself.
        #[serde(default)]
        pub from_form: bool,
        /// File types taken.
        #[serde(default = "usual_files")]
        pub accept: Vec<String>,
        /// Largest size of one file.
        #[serde(default = "usual_megabytes")]
        pub max_mb: u32,
        /// Most files.
        #[serde(default = "usual_count")]
        pub max_files: u32,
        /// The printed form it follows.
        pub template: Option<String>,
    }
}

/// A component that one dossier needs or may have.
#[derive(Debug, Clone, Copy)]
pub struct Need<'a> {
    /// The component.
    pub component: &'a Component,
    /// The dossier is not complete without it.
    pub is_required: bool,
}

impl<'a> Need<'a> {
    /// `None` when the dossier has nothing to do with the component.
    pub(crate) fn of(component: &'a Component, scope: &dyn Scope) -> Option<Self> {
        let is_required = match &component.required_when {
            Some(when) if when.holds(scope) => true,
            Some(_) => return None,
            None => component.required == Some(true),
        };
        let is_offered = component.offered_when.as_ref().is_none_or(|when| when.holds(scope));
        (is_required || is_offered).then_some(Self { component, is_required })
    }
}

fn usual_files() -> Vec<String> {
    ["pdf", "jpg", "png"].map(str::to_owned).to_vec()
}

fn usual_megabytes() -> u32 {
    20
}

fn usual_count() -> u32 {
    5
}
