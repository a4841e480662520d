//! The packs of the repository, and packs made worse on purpose.

mod answers;
mod packs;
mod world;
mod worse;
