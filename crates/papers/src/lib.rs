//! The `papers` kernel.
