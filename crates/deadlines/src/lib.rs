//! The `deadlines` kernel.
