use jiff::civil::{Date, Weekday};

use crate::hours::WeekHours;
use crate::problem::Problem;
use crate::{Calendar, Refusal, Term, Unit, words};

/// The terms of the steps of a process against the term of the whole (_kiểm tra thời hạn từng bước_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepCheck {
    /// Working seconds of all steps together.
    pub steps_seconds: i64,
    /// Working seconds of the whole term; none if it has no due date.
    pub whole_seconds: Option<i64>,
    /// What to mend before the process may be published.
    pub problem: Option<Problem>,
}

impl Calendar {
    /// Adds up step terms in the agency's own hours of a date and compares them with the statutory term.
    ///
    /// A whole term in calendar days or months is measured in the week in which it holds the least working
    /// time, a month as 28 days; holidays are not foreseen. A step without a due date adds nothing.
    pub fn check_steps(&self, steps: &[Term], whole: &Term, on: Date) -> Result<StepCheck, Refusal> {
        let week = self.week_on(on);
        if week.full_day().is_closed() {
            return Err(Refusal::NoWorkingTime { date: on });
        }
        let mut steps_seconds = 0;
        for step in steps {
            steps_seconds += working_seconds(&week, step).unwrap_or(0);
        }
        let whole_seconds = working_seconds(&week, whole);
        let problem = whole_seconds.filter(|limit| steps_seconds > *limit).map(|limit| Problem {
            line: None,
            field: "steps".to_owned(),
            expected: format!("tổng thời hạn các bước không quá {} ({whole})", words::duration(limit)),
            found: words::duration(steps_seconds),
            remedy: "Hãy rút ngắn một số bước hoặc xem lại thời hạn của thủ tục.".to_owned(),
        });
        Ok(StepCheck { steps_seconds, whole_seconds, problem })
    }
}

/// A term in working seconds; a same-day term is one full day, a clock hour at most an hour of work.
fn working_seconds(week: &WeekHours, term: &Term) -> Option<i64> {
    let full_day = week.full_day().seconds();
    match term.unit() {
        Unit::WorkingDay => Some((term.milli() * full_day + 999) / 1000),
        Unit::WorkingHour | Unit::ClockHour => Some(term.hours_as_seconds()),
        Unit::CalendarDay => Some(least_work_in(week, term.whole())),
        Unit::Month => Some(least_work_in(week, term.whole() * 28)),
        Unit::SameDay => Some(full_day),
        Unit::None => None,
    }
}

/// The least working time that so many days in a row can hold, over the days they can begin on.
fn least_work_in(week: &WeekHours, days: i64) -> i64 {
    let work_from = |first: Weekday| {
        let mut day = first;
        let mut seconds = 0;
        for _ in 0..days {
            seconds += week.on(day).seconds();
            day = day.next();
        }
        seconds
    };
    Weekday::Monday.cycle_forward().take(7).map(work_from).min().unwrap_or(0)
}
