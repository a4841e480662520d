//! Taking, releasing and assigning tasks.

pub mod hold;
