#![doc = include_str!("../README.md")]

mod blocks;
mod browser;
mod carry;
mod check;
mod codes;
mod context;
mod defect;
mod first;
mod flat;
mod form;
mod kind;
mod load;
mod places;
mod problem;
mod read;
mod schema;
mod show;
mod text;
mod view;

pub use blocks::Blocks;
pub use carry::{Carried, Change, DropReason, Dropped};
pub use check::Checked;
pub use codes::{Choice, CodeList, Codes, IdRule, Rules};
pub use context::{Account, Answers, Context, FileFacts};
pub use defect::Defect;
pub use flat::{MAX_PAIRS, Posted};
pub use form::*;
pub use kind::*;
pub use places::{FoundPlaces, Place, PlaceLevel, Places};
pub use problem::{Problem, Severity};
pub use text::Text;
pub use view::{
    AddressView, ColumnView, FieldView, FileView, FormView, OptionView, ProblemView, RowView, SectionView,
    TableView, TotalView,
};
