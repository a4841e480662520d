//! The questions of `law/search`, asked of the packs of the law folder and, when its path is given, of the national catalogue too.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod hostile;
mod questions;
mod world;
