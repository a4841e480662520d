//! Pages about the interface, for the people who write programs.

pub mod docs;
