//! What can be done with files.

pub mod forget;
pub mod scan;
pub mod upload;
