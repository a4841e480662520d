//! Terms that run backwards from an event: notice 24 hours before a press conference, filing two working
//! days before, publication five working days before a decision takes effect.

use jiff::civil::{Date, DateTime, Time};

use crate::explanation::{Explanation, Span, SpanKind, Step};
use crate::rule::{DuePolicy, Rule};
use crate::runs::add_seconds;
use crate::slots::{in_range, previous};
use crate::{Calendar, Due, Refusal, Term, Unit};

impl Calendar {
    /// The latest instant that is still at least `term` before an event (_hạn tính lùi_).
    ///
    /// Hours of the clock are exact. Working days end with the close of the n-th working day before the day
    /// of the event, which is itself not counted (proposal); under `exact_time` they are measured back in
    /// the agency's hours. Calendar days and months end with the close of that date, or of the working day
    /// before it: "at least" never moves towards the event.
    pub fn latest_before(&self, event_at: DateTime, term: &Term, rule: &Rule) -> Result<Due, Refusal> {
        let event_at = in_range(event_at)?;
        let is_exact = rule.due_policy == DuePolicy::ExactTime;
        let latest_at = match term.unit() {
            Unit::ClockHour => add_seconds(event_at, -term.hours_as_seconds())?,
            Unit::WorkingHour => self.subtract_working_seconds(event_at, term.hours_as_seconds())?,
            Unit::WorkingDay if is_exact => self.subtract_day_tokens(event_at, term.milli())?,
            Unit::WorkingDay => self.close_of_day_before(event_at.date(), term)?,
            Unit::CalendarDay | Unit::Month => self.close_until(dates_before(event_at.date(), term)?)?,
            unit @ (Unit::SameDay | Unit::None) => return Err(Refusal::UnitNotUsable { unit }),
        };
        let latest_at = latest_at.min(event_at);
        let is_outside = self.outside_hours(latest_at).is_some();
        let last_working_at = if is_outside { Some(self.last_close(latest_at)?) } else { None };
        let step = Step::CountedBack {
            event_at,
            term: term.to_string(),
            spans: self.trace_back(event_at, latest_at, (term.unit(), is_exact)),
            latest_at,
            last_working_at,
        };
        Ok(Due {
            at: Some(latest_at),
            first_at: Some(latest_at),
            paused_since: None,
            calendar_version: self.version().to_owned(),
            explanation: Explanation { steps: vec![step] },
            counted_from: latest_at,
            paused: Vec::new(),
        })
    }

    /// The close of the working day at which so many days have been counted back; a day of one half day
    /// counts half.
    fn close_of_day_before(&self, event: Date, term: &Term) -> Result<DateTime, Refusal> {
        let halves =
            term.as_half_days().ok_or_else(|| Refusal::TermNotHalfDays { found: term.to_string() })?;
        let (mut date, mut counted) = (event, 0);
        while counted < halves {
            let (day, hours) = self.open_until(previous(date)?)?;
            date = day;
            counted += hours.count();
        }
        self.close_until(date)
    }

    fn close_until(&self, date: Date) -> Result<DateTime, Refusal> {
        let (date, hours) = self.open_until(date)?;
        let last = hours.last().ok_or(Refusal::NoWorkingTime { date })?;
        Ok(date.to_datetime(last.end()))
    }

    /// The last closing time before an instant outside working hours.
    fn last_close(&self, at: DateTime) -> Result<DateTime, Refusal> {
        let today = self.hours_on(at.date()).halves().rev().find(|half| half.end() < at.time());
        match today {
            Some(half) => Ok(at.date().to_datetime(half.end())),
            None => self.close_until(previous(at.date())?),
        }
    }

    /// What lies before the event: whole days where days are counted, time where time is.
    fn trace_back(
        &self,
        event_at: DateTime,
        latest_at: DateTime,
        (unit, is_exact): (Unit, bool),
    ) -> Vec<Span> {
        let (first, event) = (latest_at.date(), event_at.date());
        let mut spans = match unit {
            Unit::ClockHour => vec![Span { from: latest_at, to: event_at, kind: SpanKind::ClockTime }],
            Unit::CalendarDay | Unit::Month => self.trace_days_off(first, event),
            Unit::WorkingDay if !is_exact => {
                let midnight = Time::midnight();
                self.trace_working_time(first.to_datetime(midnight), event.to_datetime(midnight))
            }
            _ => self.trace_working_time(latest_at, event_at),
        };
        spans.reverse();
        spans
    }
}

/// The date so many days or months before; a month that is too short ends on its last day.
fn dates_before(event: Date, term: &Term) -> Result<Date, Refusal> {
    let n = -term.whole();
    let period = jiff::Span::new();
    let period = if term.unit() == Unit::Month { period.try_months(n) } else { period.try_days(n) };
    let out_of_range = |_| Refusal::DateOutOfRange { date: event };
    event.checked_add(period.map_err(out_of_range)?).map_err(out_of_range)
}
