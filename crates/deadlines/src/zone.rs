//! The one time zone of the product: Asia/Ho_Chi_Minh (_giờ Việt Nam_), UTC+7 without daylight saving.
//!
//! Instants are stored in UTC; the law speaks of days and hours on the wall. These two functions are the
//! only bridge, and they need no time zone database.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::Refusal;

const VIET_NAM: Offset = Offset::constant(7);

/// What the clock on the wall shows at an instant.
pub fn civil(at: Timestamp) -> DateTime {
    VIET_NAM.to_datetime(at)
}

/// The instant at which the clock on the wall shows `at`.
pub fn timestamp(at: DateTime) -> Result<Timestamp, Refusal> {
    VIET_NAM.to_timestamp(at).map_err(|_| Refusal::DateOutOfRange { date: at.date() })
}
