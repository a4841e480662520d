//! What an act adds to the numbers of dossiers (_số liệu_): received when it is accepted; early, on time or late when its outcome
//! is ready.
//!
//! The only definition: the acts count with it, and so does the server when it counts dossiers from before.

use deadlines::{Ending, Judgement, Timeliness};

use super::dossier::Dossier;
use crate::platform::clock::timestamp;

/// What is counted (_chỉ tiêu_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Accepted by the desk.
    Received,
    /// Outcome ready on a day before it was due.
    Early,
    /// Outcome ready in time; also when there was no due time.
    OnTime,
    /// Outcome ready too late.
    Late,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 4] = [Self::Received, Self::Early, Self::OnTime, Self::Late];

    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Early => "early",
            Self::OnTime => "on_time",
            Self::Late => "late",
        }
    }

    /// The measure of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// What `dossier` counts for: measure and instant, microseconds UTC. Lateness is judged when the outcome is ready, not when
/// somebody collects it.
pub fn of(dossier: &Dossier, judgement: Judgement) -> Vec<(Measure, i64)> {
    let mut counted: Vec<_> = dossier.accepted_at.map(|at| (Measure::Received, at)).into_iter().collect();
    if let Some(at) = dossier.outcome_ready_at {
        let civil = |at: i64| deadlines::zone::civil(timestamp(at));
        let ending = Ending::Released { ready_at: civil(at), delivered_at: None, is_extended: false };
        let measure = match judgement.judge(dossier.due_at.map(civil), &ending) {
            Some(Timeliness::Early) => Measure::Early,
            Some(Timeliness::Late) => Measure::Late,
            Some(Timeliness::OnTime) | None => Measure::OnTime,
        };
        counted.push((measure, at));
    }
    counted
}

/// The day and the month of an instant, as they stand in the table.
pub fn periods(at: i64) -> [i64; 2] {
    let day = deadlines::zone::civil(timestamp(at)).date();
    let month = i64::from(day.year()) * 100 + i64::from(day.month());
    [month * 100 + i64::from(day.day()), month]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_that_of_viet_nam() {
        // 30 November 2026, 18:00 UTC is 1 December, 1:00 in Viet Nam.
        let at = "2026-11-30T18:00:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond();
        assert_eq!(periods(at), [20_261_201, 202_612]);
    }
}
