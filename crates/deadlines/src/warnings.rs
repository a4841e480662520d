use jiff::civil::DateTime;

use crate::due::Due;
use crate::rule::WarningRule;
use crate::{Calendar, Refusal};

/// A moment at which somebody should look at a dossier (_mốc cảnh báo_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// When.
    pub at: DateTime,
    /// Which.
    pub kind: WarningKind,
}

/// Why a moment is a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// So many percent of the counted working time have passed.
    Percent(u8),
    /// So many thousandths of a working day are left.
    MilliDaysBefore(i64),
}

impl Calendar {
    /// The moments to warn at before a due date, in order of time; none while there is no due date.
    ///
    /// Shares are of the working time that counts: pauses do not use any up. A moment before the count
    /// began is left out, so a term of half a day has no warning one day before.
    pub fn warnings(&self, due: &Due, rule: &WarningRule) -> Result<Vec<Warning>, Refusal> {
        let Some(due_at) = due.at else { return Ok(Vec::new()) };
        let paused: i64 = due.paused.iter().map(|(from, to)| self.working_seconds(*from, *to)).sum();
        let total = (self.working_seconds(due.counted_from, due_at) - paused).max(0);
        let mut warnings = Vec::new();
        for percent in &rule.percents {
            let share = total * i64::from(*percent) / 100;
            let at = self.after_counted(due, share)?;
            warnings.push(Warning { at, kind: WarningKind::Percent(*percent) });
        }
        if let Some(milli) = rule.milli_days_before {
            let at = self.day_tokens_before(due_at, milli)?;
            warnings.push(Warning { at, kind: WarningKind::MilliDaysBefore(milli) });
        }
        warnings.retain(|warning| warning.at > due.counted_from && warning.at <= due_at);
        warnings.sort_by_key(|warning| warning.at);
        Ok(warnings)
    }

    /// The instant at which so much working time has counted, stepping over the pauses.
    fn after_counted(&self, due: &Due, seconds: i64) -> Result<DateTime, Refusal> {
        let mut at = self.add_working_seconds(due.counted_from, seconds)?;
        for (from, to) in &due.paused {
            if *from < at {
                at = self.add_working_seconds(at, self.working_seconds(*from, *to))?;
            }
        }
        Ok(at)
    }
}
