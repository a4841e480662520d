//! The `store` kernel.
