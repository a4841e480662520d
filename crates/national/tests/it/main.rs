//! Whole records: our own sample line by line, hostile text, and the real catalogue when its path is given.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod catalogue;
mod hostile;
mod sample;
