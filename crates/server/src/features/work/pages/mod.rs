//! Pages of work.

pub mod holding;
pub mod inbox;
