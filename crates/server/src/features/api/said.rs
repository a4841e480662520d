//! How facts are written for programs (_cách ghi_): moments in RFC 3339, codes in small letters.

use std::fmt::Debug;

use crate::platform::clock::timestamp;

/// A moment, `2026-11-25T01:00:00Z`.
pub fn date_time(micros: i64) -> String {
    timestamp(micros).to_string()
}

/// The code of a plain value of the law data: `Province` is `province`.
pub fn named(value: impl Debug) -> String {
    format!("{value:?}").to_lowercase()
}
