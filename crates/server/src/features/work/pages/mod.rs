//! Pages of work.

pub mod assigned;
pub mod filters;
pub mod holding;
pub mod inbox;
pub mod views;
