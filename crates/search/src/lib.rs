#![doc = include_str!("../README.md")]

mod build;
mod fold;
mod index;
mod query;
mod thesaurus;
mod tokens;
mod typos;

pub use build::Document;
pub use fold::fold;
pub use index::{Hit, Index};
pub use thesaurus::{Thesaurus, Turn};
