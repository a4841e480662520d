//! Working half days as a number line: the half-day rule counts on it.

use jiff::civil::{Date, DateTime};

use crate::hours::{DayHours, HalfDay, whole_seconds};
use crate::{Calendar, Refusal};

/// How many days in a row without any working time are searched before giving up. Longer than any Tết,
/// shorter than a year of a calendar that nobody filled in.
const MOST_CLOSED_DAYS: usize = 200;

/// One working half day of one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) date: Date,
    pub(crate) index: usize,
    pub(crate) half: HalfDay,
}

impl Slot {
    pub(crate) fn start(&self) -> DateTime {
        self.date.to_datetime(self.half.start())
    }

    pub(crate) fn end(&self) -> DateTime {
        self.date.to_datetime(self.half.end())
    }
}

impl Calendar {
    /// The half day an instant counts in (proposal for instants outside hours): before opening the morning,
    /// at lunch the afternoon, after closing or on a day off the next working morning. Closing times belong
    /// to the half day they close.
    pub(crate) fn slot_at(&self, at: DateTime) -> Result<Slot, Refusal> {
        let at = whole_seconds(at);
        let today = slots_of(at.date(), self.hours_on(at.date())).find(|slot| at.time() <= slot.half.end());
        match today {
            Some(slot) => Ok(slot),
            None => self.first_slot(next(at.date())?),
        }
    }

    /// The first half day on or after a date.
    pub(crate) fn first_slot(&self, date: Date) -> Result<Slot, Refusal> {
        let (date, hours) = self.open_from(date)?;
        slots_of(date, hours).next().ok_or(Refusal::NoWorkingTime { date })
    }

    /// The last half day of a date, or of the first working day after it.
    pub(crate) fn closing_slot(&self, date: Date) -> Result<Slot, Refusal> {
        let (date, hours) = self.open_from(date)?;
        slots_of(date, hours).next_back().ok_or(Refusal::NoWorkingTime { date })
    }

    /// The half day `n` after `from`.
    pub(crate) fn slot_after(&self, from: Slot, n: i64) -> Result<Slot, Refusal> {
        let mut left = n + i64::try_from(from.index).expect("a day has at most two half days");
        let (mut date, mut hours) = (from.date, self.hours_on(from.date));
        while left >= hours.count() {
            left -= hours.count();
            (date, hours) = self.open_from(next(date)?)?;
        }
        let index = usize::try_from(left).expect("below the number of half days of one date");
        let half = hours.half(index).ok_or(Refusal::NoWorkingTime { date })?;
        Ok(Slot { date, index, half })
    }

    /// How many half days lie from `a` to `b`, which is not before it.
    pub(crate) fn slots_between(&self, a: Slot, b: Slot) -> Result<i64, Refusal> {
        let index = |slot: Slot| i64::try_from(slot.index).expect("a day has at most two half days");
        let mut count = index(b) - index(a);
        let mut date = a.date;
        while date < b.date {
            count += self.hours_on(date).count();
            date = next(date)?;
        }
        Ok(count)
    }

    /// The first date on or after `date` with working time, and its hours.
    pub(crate) fn open_from(&self, date: Date) -> Result<(Date, DayHours), Refusal> {
        self.search(date, next)
    }

    /// The last date on or before `date` with working time, and its hours.
    pub(crate) fn open_until(&self, date: Date) -> Result<(Date, DayHours), Refusal> {
        self.search(date, previous)
    }

    fn search(
        &self,
        from: Date,
        step: impl Fn(Date) -> Result<Date, Refusal>,
    ) -> Result<(Date, DayHours), Refusal> {
        let mut date = from;
        for _ in 0..MOST_CLOSED_DAYS {
            let hours = self.hours_on(date);
            if !hours.is_closed() {
                return Ok((date, hours));
            }
            date = step(date)?;
        }
        Err(Refusal::NoWorkingTime { date: from })
    }
}

/// The half days of one date, in order.
pub(crate) fn slots_of(date: Date, hours: DayHours) -> impl DoubleEndedIterator<Item = Slot> {
    [0, 1].into_iter().filter_map(move |index| hours.half(index).map(|half| Slot { date, index, half }))
}

pub(crate) fn next(date: Date) -> Result<Date, Refusal> {
    date.tomorrow().map_err(|_| Refusal::DateOutOfRange { date })
}

pub(crate) fn previous(date: Date) -> Result<Date, Refusal> {
    date.yesterday().map_err(|_| Refusal::DateOutOfRange { date })
}

/// Refuses what no dossier can mean: a year typed with a digit too many or too few.
pub(crate) fn in_range(at: DateTime) -> Result<DateTime, Refusal> {
    if (1900..=2200).contains(&at.year()) {
        Ok(whole_seconds(at))
    } else {
        Err(Refusal::DateOutOfRange { date: at.date() })
    }
}
