#![doc = include_str!("../README.md")]

mod agency;
mod case;
mod catalogue;
mod component;
mod content;
mod defect;
mod facts;
mod fee;
mod flow;
mod formula;
mod item;
mod names;
mod outcome;
mod pack;
mod play;
mod procedure;
mod sound;
mod term;
mod text;
mod time;
mod yaml;

pub use agency::{Agency, Part};
pub use case::{Case, CaseStage, Expected, ExpectedOutcome, Mismatch, Move};
pub use catalogue::{Catalogue, Entry};
pub use component::{Component, Need, PaperKind};
pub use content::content_hash;
pub use defect::Defect;
pub use facts::{Applicant, Facts, Locality};
pub use fee::{Charge, Fee, FeeKind, Moment, Reduction};
pub use formula::Formula;
pub use item::{Basis, Confidence, InForce};
pub use outcome::{
    Filling, Input, InputColumn, InputKind, InputOption, NumberSuffix, Outcome, OutcomeKind, Validity,
};
pub use pack::{Pack, Shared, UnitSpan};
pub use play::World;
pub use procedure::{
    ApplicantFormulas, Channel, ChannelUse, Decision, LegalDocument, Level, Names, Procedure, Requirement,
    ServiceLevel, StepText, Sureness,
};
pub use term::{Clock, PauseGround, SupplementRule, Term};
pub use text::Text;
