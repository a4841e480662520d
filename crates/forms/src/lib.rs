//! The `forms` kernel.
