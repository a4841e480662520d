//! One run of a term: where it ends, and how pauses and extensions move that end.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Span as Period, ToSpan};

use crate::explanation::{PauseEffect, Span, SpanKind, StartOfTerm, Step};
use crate::hours::seconds_of;
use crate::rule::{DuePolicy, PauseOption, Rule};
use crate::slots::{Slot, in_range, next};
use crate::{Calendar, Refusal, Term, Unit};

/// A term being counted under a rule and a calendar.
#[derive(Clone, Copy)]
pub(crate) struct Counting<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) rule: &'a Rule,
    pub(crate) term: Term,
}

/// Where a term ends, before the policy makes it an instant.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// With a half day.
    HalfDay(Slot),
    /// At an instant of working time, or of the clock.
    Instant(DateTime),
    /// With a calendar date, or the next working day if that is a day off.
    Day(Date),
    /// At the instant a decision named.
    Named(DateTime),
}

impl Counting<'_> {
    /// Counts the whole term from an instant.
    pub(crate) fn run(&self, from: DateTime) -> Result<End, Refusal> {
        let calendar = self.calendar;
        match self.term.unit() {
            Unit::WorkingDay => match (self.rule.due_policy, self.term.as_half_days()) {
                (DuePolicy::HalfDay | DuePolicy::EndOfDay, Some(halves)) => {
                    Ok(End::HalfDay(calendar.slot_after(calendar.slot_at(from)?, halves)?))
                }
                (DuePolicy::HalfDay, None) => Err(not_half_days(&self.term)),
                _ => Ok(End::Instant(calendar.add_day_tokens(from, self.term.milli())?)),
            },
            Unit::WorkingHour => {
                Ok(End::Instant(calendar.add_working_seconds(from, self.term.hours_as_seconds())?))
            }
            Unit::ClockHour => Ok(End::Instant(add_seconds(from, self.term.hours_as_seconds())?)),
            // A term of no day at all must not end before a dossier that comes after closing.
            Unit::CalendarDay | Unit::Month if self.term.whole() == 0 => {
                Ok(End::Day(calendar.slot_at(from)?.date))
            }
            Unit::CalendarDay | Unit::Month => Ok(End::Day(add_dates(from.date(), &self.term)?)),
            Unit::SameDay => Ok(End::HalfDay(self.same_day(from)?)),
            unit @ Unit::None => Err(Refusal::UnitNotUsable { unit }),
        }
    }

    /// The instant at which something that ends there is due.
    pub(crate) fn due_at(&self, end: End) -> Result<DateTime, Refusal> {
        match end {
            End::HalfDay(slot) if self.is_day_end() => Ok(self.calendar.closing_slot(slot.date)?.end()),
            End::Instant(at) if self.is_day_end() => Ok(self.calendar.closing_slot(at.date())?.end()),
            End::HalfDay(slot) => Ok(slot.end()),
            End::Instant(at) | End::Named(at) => Ok(at),
            End::Day(date) => Ok(self.calendar.closing_slot(date)?.end()),
        }
    }

    /// Moves an end by a pause that is over, under a rule that resumes.
    pub(crate) fn resume(
        &self,
        end: End,
        from: DateTime,
        to: DateTime,
    ) -> Result<(End, PauseEffect), Refusal> {
        match (self.term.unit(), self.rule.pause_option) {
            (Unit::CalendarDay | Unit::Month, _) => {
                let days = days_between(from.date(), to.date());
                let end = if days == 0 { end } else { End::Day(add_days(self.nominal_date(end)?, days)?) };
                Ok((end, PauseEffect::MovedDays(days)))
            }
            (Unit::ClockHour, _) => {
                let seconds = to.duration_since(from).as_secs();
                let end = End::Instant(add_seconds(self.due_at(end)?, seconds)?);
                Ok((end, PauseEffect::MovedClockSeconds(seconds)))
            }
            (_, PauseOption::ResumeHours) => {
                let seconds = self.calendar.working_seconds(from, to);
                let end = if seconds == 0 { end } else { self.later(end, seconds)? };
                Ok((end, PauseEffect::MovedWorkingSeconds(seconds)))
            }
            _ => {
                let (a, b) = (self.calendar.slot_at(from)?, self.calendar.slot_at(to)?);
                let halves = self.calendar.slots_between(a, b)?;
                let end = if halves == 0 { end } else { self.later_half_days(end, halves)? };
                Ok((end, PauseEffect::MovedHalfDays(halves)))
            }
        }
    }

    /// Moves an end by an extension.
    pub(crate) fn extend(&self, end: End, more: &Term) -> Result<End, Refusal> {
        match more.unit() {
            Unit::WorkingDay => match (self.rule.due_policy, more.as_half_days()) {
                (DuePolicy::HalfDay | DuePolicy::EndOfDay, Some(halves)) => self.later_half_days(end, halves),
                (DuePolicy::HalfDay, None) => Err(not_half_days(more)),
                _ => {
                    let from = self.counted_until(end)?;
                    Ok(End::Instant(self.calendar.add_day_tokens(from, more.milli())?))
                }
            },
            Unit::WorkingHour => self.later(end, more.hours_as_seconds()),
            Unit::ClockHour => Ok(End::Instant(add_seconds(self.due_at(end)?, more.hours_as_seconds())?)),
            Unit::CalendarDay | Unit::Month => Ok(End::Day(add_dates(self.nominal_date(end)?, more)?)),
            unit @ (Unit::SameDay | Unit::None) => Err(Refusal::UnitNotUsable { unit }),
        }
    }

    /// How a run that started then is explained: the receipt, and the count up to its end.
    pub(crate) fn explain_run(&self, from: DateTime, end: End) -> Result<[Step; 2], Refusal> {
        let due_at = self.due_at(end)?;
        let spans = self.trace_run(from, end)?;
        let counted = match self.term.unit() {
            Unit::SameDay => Step::SameDay {
                cut_off: self.rule.same_day_cut_off,
                is_after: self.is_after_cut_off(from)?,
                spans,
                due_at,
            },
            _ => Step::Counted { term: self.term.to_string(), spans, due_at },
        };
        let (start, counts_from) = match (end, self.term.unit()) {
            (End::HalfDay(_), _) => (StartOfTerm::HalfDay, self.calendar.slot_at(from)?.start()),
            (End::Day(_), _) => (StartOfTerm::DayNotCounted, from),
            (_, Unit::ClockHour) => (StartOfTerm::Moment, from),
            _ => (StartOfTerm::Moment, self.calendar.next_working_moment(from)?),
        };
        let is_moved = matches!(end, End::HalfDay(_)) || start == StartOfTerm::Moment && counts_from > from;
        let outside = if is_moved { self.calendar.outside_hours(from) } else { None };
        Ok([Step::Received { at: from, counts_from, outside, start }, counted])
    }

    /// What lies between two ends of this term.
    pub(crate) fn trace_move(&self, old: End, new: End) -> Result<Vec<Span>, Refusal> {
        let (from, to) = (self.due_at(old)?, self.due_at(new)?);
        Ok(match (new, self.term.unit()) {
            (End::Day(last), _) => {
                self.calendar.trace_calendar_days(self.nominal_date(old)?, last, to.date())
            }
            (_, Unit::ClockHour) => vec![Span { from, to, kind: SpanKind::ClockTime }],
            _ => self.calendar.trace_working_time(from, to),
        })
    }

    pub(crate) fn trace_run(&self, from: DateTime, end: End) -> Result<Vec<Span>, Refusal> {
        let calendar = self.calendar;
        Ok(match (end, self.term.unit()) {
            (End::HalfDay(slot), Unit::SameDay) => calendar.trace_days_off(from.date(), slot.date),
            (End::HalfDay(slot), _) => calendar.trace_half_days(calendar.slot_at(from)?, slot),
            (End::Day(last), _) => calendar.trace_calendar_days(from.date(), last, self.due_at(end)?.date()),
            (End::Instant(to) | End::Named(to), Unit::ClockHour) => {
                vec![Span { from, to, kind: SpanKind::ClockTime }]
            }
            (End::Instant(to) | End::Named(to), _) => calendar.trace_working_time(from, to),
        })
    }

    /// Received by the cut-off: that day; later, or outside hours: the next working day.
    fn same_day(&self, from: DateTime) -> Result<Slot, Refusal> {
        let slot = self.calendar.slot_at(from)?;
        let date = if self.is_after_cut_off(from)? { next(slot.date)? } else { slot.date };
        self.calendar.closing_slot(date)
    }

    /// "After 15:00" means later than 15:00:00, on the day itself (proposal).
    fn is_after_cut_off(&self, from: DateTime) -> Result<bool, Refusal> {
        let slot = self.calendar.slot_at(from)?;
        let cut_off = seconds_of(self.rule.same_day_cut_off);
        Ok(slot.date == from.date() && seconds_of(from.time()) > cut_off)
    }

    fn is_day_end(&self) -> bool {
        match self.term.unit() {
            Unit::SameDay => true,
            Unit::WorkingDay | Unit::WorkingHour => self.rule.due_policy == DuePolicy::EndOfDay,
            _ => false,
        }
    }

    fn later_half_days(&self, end: End, halves: i64) -> Result<End, Refusal> {
        let slot = match end {
            End::HalfDay(slot) => slot,
            other => self.calendar.slot_at(self.due_at(other)?)?,
        };
        Ok(End::HalfDay(self.calendar.slot_after(slot, halves)?))
    }

    fn later(&self, end: End, seconds: i64) -> Result<End, Refusal> {
        Ok(End::Instant(self.calendar.add_working_seconds(self.counted_until(end)?, seconds)?))
    }

    /// The instant up to which time was counted, before a policy moved it to the end of its day.
    fn counted_until(&self, end: End) -> Result<DateTime, Refusal> {
        match end {
            End::HalfDay(slot) => Ok(slot.end()),
            End::Instant(at) | End::Named(at) => Ok(at),
            End::Day(_) => self.due_at(end),
        }
    }

    fn nominal_date(&self, end: End) -> Result<Date, Refusal> {
        match end {
            End::Day(date) => Ok(date),
            other => Ok(self.due_at(other)?.date()),
        }
    }
}

/// Adds calendar days or months; a month that is too short ends on its last day.
pub(crate) fn add_dates(from: Date, term: &Term) -> Result<Date, Refusal> {
    let n = term.whole();
    let period: Period = if term.unit() == Unit::Month { n.months() } else { n.days() };
    from.checked_add(period).map_err(|_| Refusal::DateOutOfRange { date: from })
}

pub(crate) fn add_seconds(from: DateTime, seconds: i64) -> Result<DateTime, Refusal> {
    let to = from.checked_add(SignedDuration::from_secs(seconds));
    in_range(to.map_err(|_| Refusal::DateOutOfRange { date: from.date() })?)
}

fn add_days(from: Date, days: i64) -> Result<Date, Refusal> {
    from.checked_add(days.days()).map_err(|_| Refusal::DateOutOfRange { date: from })
}

fn days_between(a: Date, b: Date) -> i64 {
    b.duration_since(a).as_hours() / 24
}

fn not_half_days(term: &Term) -> Refusal {
    Refusal::TermNotHalfDays { found: term.to_string() }
}
