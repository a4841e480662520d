#![doc = include_str!("../README.md")]

mod card;
mod error;
mod faces;
mod paper;
mod papers;
mod qr;
mod shelf;
mod text;
mod world;

pub use card::Card;
pub use error::{PaperError, ShelfError};
pub use paper::Paper;
pub use papers::{Papers, Print};
pub use qr::svg as qr_svg;
pub use shelf::Shelf;
