//! Working time as seconds on the wall clock, and working days as tokens measured in each day's own hours.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use crate::hours::DayHours;
use crate::slots::{in_range, next, previous};
use crate::{Calendar, Refusal, Term, Unit};

impl Calendar {
    /// Working time from `a` to `b`; negative if `b` comes first.
    ///
    /// ```
    /// # let calendar = deadlines::Calendar::parse(include_str!("../../../law/calendars/quang-ngai.yaml"))?;
    /// use jiff::civil::date;
    /// // Friday 14:00 to Monday 09:00: two hours and an hour and a half.
    /// let (a, b) = (date(2012, 12, 7).at(14, 0, 0, 0), date(2012, 12, 10).at(9, 0, 0, 0));
    /// assert_eq!(calendar.working_time_between(a, b), jiff::SignedDuration::from_mins(210));
    /// # Ok::<(), deadlines::Problems>(())
    /// ```
    pub fn working_time_between(&self, a: DateTime, b: DateTime) -> SignedDuration {
        if b < a {
            return -self.working_time_between(b, a);
        }
        SignedDuration::from_secs(self.working_seconds(a, b))
    }

    /// The instant at which so much working time has passed since `from`; the earlier one where lunch or
    /// night lies at the end. An instant outside hours first moves to the next working moment.
    pub fn add_working_time(&self, from: DateTime, amount: SignedDuration) -> Result<DateTime, Refusal> {
        self.add_working_seconds(in_range(from)?, amount.as_secs().max(0))
    }

    /// The latest instant from which so much working time passes until `to`.
    pub fn subtract_working_time(&self, to: DateTime, amount: SignedDuration) -> Result<DateTime, Refusal> {
        self.subtract_working_seconds(in_range(to)?, amount.as_secs().max(0))
    }

    /// The due time of one step whose share is any fraction of a working day: exact, in the agency's hours.
    pub fn step_due(&self, started_at: DateTime, share: &Term) -> Result<DateTime, Refusal> {
        let started_at = in_range(started_at)?;
        match share.unit() {
            Unit::WorkingDay => self.add_day_tokens(started_at, share.milli()),
            Unit::WorkingHour => self.add_working_seconds(started_at, share.hours_as_seconds()),
            unit => Err(Refusal::UnitNotUsable { unit }),
        }
    }

    /// The next instant of working time: itself, if somebody works then.
    pub(crate) fn next_working_moment(&self, at: DateTime) -> Result<DateTime, Refusal> {
        let slot = self.slot_at(at)?;
        Ok(slot.start().max(at))
    }

    pub(crate) fn working_seconds(&self, a: DateTime, b: DateTime) -> i64 {
        if b <= a {
            return 0;
        }
        let before = |at: DateTime| self.hours_on(at.date()).seconds_before(at.time());
        let mut total = before(b) - before(a);
        let mut date = a.date();
        while date < b.date() {
            total += self.hours_on(date).seconds();
            let Ok(tomorrow) = date.tomorrow() else { break };
            date = tomorrow;
        }
        total
    }

    pub(crate) fn add_working_seconds(&self, from: DateTime, seconds: i64) -> Result<DateTime, Refusal> {
        let from = self.next_working_moment(from)?;
        let mut date = from.date();
        let mut hours = self.hours_on(date);
        let mut left = hours.seconds_before(from.time()) + seconds;
        if seconds == 0 {
            return Ok(from);
        }
        while left > hours.seconds() {
            left -= hours.seconds();
            (date, hours) = self.open_from(next(date)?)?;
        }
        time_on(date, hours, left)
    }

    pub(crate) fn subtract_working_seconds(&self, to: DateTime, seconds: i64) -> Result<DateTime, Refusal> {
        let (mut date, mut hours) = self.open_until(to.date())?;
        let mut worked = if date == to.date() { hours.seconds_before(to.time()) } else { hours.seconds() };
        let mut left = seconds;
        while left > worked {
            left -= worked;
            (date, hours) = self.open_until(previous(date)?)?;
            worked = hours.seconds();
        }
        hours
            .last_time_after(worked - left)
            .map(|time| date.to_datetime(time).min(to))
            .ok_or(Refusal::NoWorkingTime { date })
    }

    /// Adds thousandths of a working day. A day of two half days is one token, a day of one half day is half
    /// a token, and inside a day time passes in that day's own hours. So ten days are ten days, also where
    /// they have six and a half hours or where the hours change on the way.
    pub(crate) fn add_day_tokens(&self, from: DateTime, milli: i64) -> Result<DateTime, Refusal> {
        let from = self.next_working_moment(from)?;
        if milli == 0 {
            return Ok(from);
        }
        let mut date = from.date();
        let mut hours = self.hours_on(date);
        // Everything in units of 1/(500·L) half days, L being the seconds of the first day: all exact.
        let scale = 500 * i128::from(hours.seconds());
        let used = i128::from(hours.seconds_before(from.time()) * hours.count()) * 500;
        let mut left = i128::from(milli) * i128::from(hours.seconds()) + used;
        while left > i128::from(hours.count()) * scale {
            left -= i128::from(hours.count()) * scale;
            (date, hours) = self.open_from(next(date)?)?;
        }
        let whole = i128::from(hours.count()) * scale;
        let seconds = (left * i128::from(hours.seconds()) + whole - 1) / whole;
        time_on(date, hours, i64::try_from(seconds).expect("not more than the seconds of one day"))
    }

    /// The latest instant from which thousandths of a working day pass until `to`: the mirror of
    /// [`Calendar::add_day_tokens`].
    pub(crate) fn subtract_day_tokens(&self, to: DateTime, milli: i64) -> Result<DateTime, Refusal> {
        let (date, hours, seconds) = self.day_tokens_back(to, milli)?;
        let time = hours.last_time_after(seconds).ok_or(Refusal::NoWorkingTime { date })?;
        Ok(date.to_datetime(time).min(to))
    }

    /// The same, but where lunch lies between, the closing time before it rather than the opening after it.
    pub(crate) fn day_tokens_before(&self, to: DateTime, milli: i64) -> Result<DateTime, Refusal> {
        let (date, hours, seconds) = self.day_tokens_back(to, milli)?;
        Ok(time_on(date, hours, seconds)?.min(to))
    }

    /// The day so many thousandths of a working day back, and the seconds worked on it until then.
    fn day_tokens_back(&self, to: DateTime, milli: i64) -> Result<(Date, DayHours, i64), Refusal> {
        let (mut date, mut hours) = self.open_until(to.date())?;
        let worked = if date == to.date() { hours.seconds_before(to.time()) } else { hours.seconds() };
        let scale = 500 * i128::from(hours.seconds());
        let mut worked = i128::from(worked * hours.count()) * 500;
        let mut left = i128::from(milli) * i128::from(hours.seconds());
        while left > worked {
            left -= worked;
            (date, hours) = self.open_until(previous(date)?)?;
            worked = i128::from(hours.count()) * scale;
        }
        let whole = i128::from(hours.count()) * scale;
        let seconds = (worked - left) * i128::from(hours.seconds()) / whole;
        Ok((date, hours, i64::try_from(seconds).expect("not more than the seconds of one day")))
    }
}

fn time_on(date: Date, hours: DayHours, seconds: i64) -> Result<DateTime, Refusal> {
    hours.time_after(seconds).map(|time| date.to_datetime(time)).ok_or(Refusal::NoWorkingTime { date })
}
