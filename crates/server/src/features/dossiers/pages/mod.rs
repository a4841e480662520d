//! Pages of dossiers: the citizen's, the officials', and the public look-up.

pub mod columns;
pub mod counter;
pub mod desk;
pub mod draft;
pub mod export;
pub mod file;
pub mod follow;
pub mod list;
pub mod lookup;
pub mod mend;
pub mod mine;
pub mod official;
#[cfg(test)]
mod sample;
pub mod submitted;
pub mod timeline;
