//! The `feel` kernel.
