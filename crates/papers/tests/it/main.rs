//! What the printed papers promise, checked on the papers of `law/papers` themselves.
//!
//! The text and the picture of a print are read back with poppler (`pdftotext`,
//! `pdftoppm`), a reader that is not of the same house as the writer.

#![expect(clippy::unwrap_used, reason = "what cannot be read back from a print has failed the test")]

mod hostile;
mod press;
mod refusals;
mod samples;
mod sets;
