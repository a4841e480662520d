#![doc = include_str!("../README.md")]

mod blocks;
mod check;
mod codes;
mod context;
mod defect;
mod first;
mod form;
mod kind;
mod load;
mod places;
mod problem;
mod read;
mod show;
mod text;

pub use blocks::Blocks;
pub use check::Checked;
pub use codes::{Choice, CodeList, Codes, IdRule, Rules};
pub use context::{Account, Answers, Context, FileFacts};
pub use defect::Defect;
pub use form::*;
pub use kind::*;
pub use places::{FoundPlaces, Place, PlaceLevel, Places};
pub use problem::{Problem, Severity};
pub use text::Text;
