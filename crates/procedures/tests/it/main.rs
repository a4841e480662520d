//! The packs of the repository, and packs made worse on purpose.

mod packs;
mod world;
