//! What can be done with files.

pub mod scan;
pub mod upload;
