//! Which stretches a count went through: the evidence behind an explanation.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::Calendar;
use crate::days::Day;
use crate::explanation::{OutsideHours, Span, SpanKind};
use crate::slots::{Slot, slots_of};
use crate::words;

impl Calendar {
    /// The half days after `from` up to and with `to`, and the days skipped between.
    pub(crate) fn trace_half_days(&self, from: Slot, to: Slot) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut number = 0;
        for day in self.days_between(from.date, to.date) {
            if !day.is_working() {
                spans.push(skipped(&day));
            }
            for slot in slots_of(day.date, day.hours) {
                let is_counted = (slot.date, slot.index) > (from.date, from.index)
                    && (slot.date, slot.index) <= (to.date, to.index);
                if is_counted {
                    number += 1;
                    let completes = (number % 2 == 0).then_some(number / 2);
                    let kind = SpanKind::HalfDay { completes, make_up: day.make_up().map(str::to_owned) };
                    spans.push(Span { from: slot.start(), to: slot.end(), kind });
                }
            }
        }
        spans
    }

    /// The working time from one instant to another, day by day, and the days skipped between.
    pub(crate) fn trace_working_time(&self, from: DateTime, to: DateTime) -> Vec<Span> {
        let mut spans = Vec::new();
        if to <= from {
            return spans;
        }
        for day in self.days_between(from.date(), to.date()) {
            if !day.is_working() {
                spans.push(skipped(&day));
            }
            for slot in slots_of(day.date, day.hours) {
                let (start, end) = (slot.start().max(from), slot.end().min(to));
                if start < end {
                    let kind = SpanKind::WorkingTime { make_up: day.make_up().map(str::to_owned) };
                    spans.push(Span { from: start, to: end, kind });
                }
            }
        }
        spans
    }

    /// The calendar days after `from` up to and with `last`, and the days off between it and `closing`.
    pub(crate) fn trace_calendar_days(&self, from: Date, last: Date, closing: Date) -> Vec<Span> {
        let mut spans = Vec::new();
        if let Ok(first) = from.tomorrow()
            && first <= last
        {
            let kind = SpanKind::CalendarDays;
            spans.push(Span { from: midnight(first), to: midnight_after(last), kind });
        }
        let off = self.days_between(last, closing).filter(|day| !day.is_working());
        spans.extend(off.map(|day| skipped(&day)));
        spans
    }

    /// The days off from one date to another.
    pub(crate) fn trace_days_off(&self, from: Date, to: Date) -> Vec<Span> {
        self.days_between(from, to).filter(|day| !day.is_working()).map(|day| skipped(&day)).collect()
    }

    /// Why an instant is not working time, if it is not.
    pub(crate) fn outside_hours(&self, at: DateTime) -> Option<OutsideHours> {
        let day = self.day(at.date());
        if !day.is_working() {
            return Some(OutsideHours::DayOff(name_of(&day)));
        }
        let opens = day.hours.halves().any(|half| at.time() < half.start());
        let closed = day.hours.halves().any(|half| half.end() < at.time());
        let is_working = day.hours.halves().any(|half| half.start() <= at.time() && at.time() <= half.end());
        match (is_working, closed, opens) {
            (true, _, _) => None,
            (_, true, true) => Some(OutsideHours::Lunch),
            (_, true, false) => Some(OutsideHours::AfterClosing),
            (_, false, _) => Some(OutsideHours::BeforeOpening),
        }
    }

    fn days_between(&self, first: Date, last: Date) -> impl Iterator<Item = Day<'_>> {
        let following = |date: &Date| date.tomorrow().ok();
        std::iter::successors(Some(first), following)
            .take_while(move |date| *date <= last)
            .map(|date| self.day(date))
    }
}

fn skipped(day: &Day<'_>) -> Span {
    let kind = match day.row {
        Some(row) => SpanKind::Holiday { name: row.name.clone(), document: row.document.clone() },
        None if is_weekend(day.date) => SpanKind::Weekend,
        None => SpanKind::Closed,
    };
    Span { from: midnight(day.date), to: midnight_after(day.date), kind }
}

fn name_of(day: &Day<'_>) -> String {
    match day.row {
        Some(row) => row.name.clone(),
        None => words::weekday(day.date.weekday()).to_owned(),
    }
}

fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

/// Whole days end where the next one begins.
fn midnight_after(date: Date) -> DateTime {
    midnight(date.saturating_add(1.day()))
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}
