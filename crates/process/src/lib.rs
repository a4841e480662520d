//! The `process` kernel.
