//! The look: the frame of every page, the words of citizens' pages, and the components.

pub mod failure;
pub mod format;
pub mod shell;
pub mod time;
pub mod words;

pub use shell::{Link, Problem, Shell, page};
pub use words::{Language, Words};
