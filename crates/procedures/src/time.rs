//! The shares of the steps against the term: together they may not take longer than the law allows.

use process::{LongestPath, Share, Task, TimeUnit, longest_paths};

use crate::{Defect, Term, pack::Pack};

impl Pack {
    /// Every way through the process that takes longer than the term that holds on it.
    ///
    /// Days are compared with days: 5 working days fill 7 calendar days, a month is 28 days. `minutes_per_day` is the
    /// working day of the agency, for shares given in hours.
    pub fn check(&self, minutes_per_day: u64) -> Vec<Defect> {
        let minutes = |task: &Task| task.share.map_or(0, |share| share_minutes(share, minutes_per_day));
        let mut defects = Vec::new();
        for path in longest_paths(self.process(), minutes) {
            let held = self.procedure().terms.iter().filter(|term| match &path.term {
                Some(id) => term.id == id.as_str(),
                None => term.initial,
            });
            for term in held {
                defects.extend(too_long(&path, term, minutes_per_day));
            }
        }
        defects
    }
}

fn too_long(path: &LongestPath, term: &Term, minutes_per_day: u64) -> Option<Defect> {
    let limit = term_minutes(term, minutes_per_day)?;
    if path.minutes <= limit {
        return None;
    }
    let steps: Vec<&str> = path.steps.iter().map(process::ElementId::as_str).collect();
    let in_days = |minutes: u64| {
        format!("{}.{:02}", minutes / minutes_per_day, minutes % minutes_per_day * 100 / minutes_per_day)
    };
    let expected =
        format!("at most {} working days (term {}: {} {})", in_days(limit), term.id, term.value, term.unit);
    let found = format!("{} working days along {}", in_days(path.minutes), steps.join(" → "));
    Some(Defect::new("process.bpmn", "mc:time", expected, found))
}

/// Rounded up, so that a share never looks shorter than it is.
fn share_minutes(share: Share, minutes_per_day: u64) -> u64 {
    let amount = share.thousandths;
    match share.unit {
        TimeUnit::WorkingDay => (amount * minutes_per_day).div_ceil(1000),
        TimeUnit::CalendarDay => (amount * minutes_per_day * 5).div_ceil(7000),
        TimeUnit::Hour => (amount * 60).div_ceil(1000),
        TimeUnit::None => 0,
    }
}

/// Rounded down, so that a term never looks longer than it is.
fn term_minutes(term: &Term, minutes_per_day: u64) -> Option<u64> {
    let length = term.length().ok()?;
    // A term that was read is never negative, except the one without a due date.
    let amount = u64::try_from(length.milli()).ok()?;
    match length.unit() {
        deadlines::Unit::WorkingDay => Some(amount * minutes_per_day / 1000),
        deadlines::Unit::WorkingHour | deadlines::Unit::ClockHour => Some(amount * 60 / 1000),
        deadlines::Unit::CalendarDay => Some(amount * minutes_per_day * 5 / 7000),
        deadlines::Unit::Month => Some(amount * 28 * minutes_per_day * 5 / 7000),
        deadlines::Unit::SameDay => Some(minutes_per_day),
        deadlines::Unit::None => None,
    }
}
