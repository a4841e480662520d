//! The clock of one dossier (_đồng hồ hồ sơ_): from the term, the pauses and the rules it was accepted under to a due date that
//! explains itself. The due date in the table is a cache of this.

use deadlines::{Due, Ledger, Pause, Rule};
use jiff::Timestamp;
use procedures::Pack;
use serde_json::json;

use super::dossier::Dossier;
use super::store::ledger::PauseRow;
use crate::features::catalogue::Law;
use crate::platform::clock::timestamp;
use crate::platform::web::Failure;

/// What the dossier keeps of its clock: the version of the rules in force on the day of acceptance.
pub fn kept(law: &Law, accepted_at: Timestamp) -> serde_json::Value {
    let day = deadlines::zone::civil(accepted_at).date();
    json!({ "rule": law.rule_on(day).map(|version| version.id.as_str()), "calendar": law.calendar.version() })
}

/// The rule of this dossier: its version, with what the procedure's revision overrides.
pub fn rule(law: &Law, dossier: &Dossier, pack: &Pack) -> Rule {
    let id = dossier.clock.get("rule").and_then(|id| id.as_str()).unwrap_or("");
    let version = law.rule(id).map(|version| version.rule.clone()).unwrap_or_default();
    pack.procedure().clock.over(&version)
}

/// The due date with its explanation; `None` before acceptance. Refusals of the kernel are defects of the law data and are
/// told as failures of ours.
pub fn due(
    law: &Law,
    (dossier, pack, pauses): (&Dossier, &Pack, &[PauseRow]),
) -> Result<Option<Due>, Failure> {
    let Some(accepted_at) = dossier.accepted_at else { return Ok(None) };
    let term = pack.term(&dossier.term_id).ok_or_else(|| {
        anyhow::anyhow!("procedure {} has no term {}", dossier.procedure_code, dossier.term_id)
    })?;
    let term = term.length().map_err(|reason| anyhow::anyhow!("term {}: {reason}", dossier.term_id))?;
    let pauses: Vec<_> = pauses
        .iter()
        .map(|pause| Pause {
            from: deadlines::zone::civil(timestamp(pause.from_at)),
            to: pause.to_at.map(|to| deadlines::zone::civil(timestamp(to))),
            ground: pause.ground.clone(),
            legal_basis: pause.legal_basis.clone(),
        })
        .collect();
    let ledger = Ledger {
        accepted_at: deadlines::zone::civil(timestamp(accepted_at)),
        term,
        pauses: &pauses,
        extensions: &[],
    };
    let due = law
        .calendar
        .due(&ledger, &rule(law, dossier, pack))
        .map_err(|refusal| anyhow::anyhow!("due date of {}: {refusal}", dossier.code()))?;
    Ok(Some(due))
}

/// The due instant in microseconds UTC, if there is one.
pub fn due_micros(due: &Due) -> Option<i64> {
    due.at.and_then(|at| deadlines::zone::timestamp(at).ok()).map(|at| at.as_microsecond())
}

/// When a step's share of the term, begun `from`, is used up, microseconds UTC. Shares are measured in the agency's own hours.
pub fn share_end(law: &Law, share: process::Share, from: Timestamp) -> Option<i64> {
    let unit = match share.unit {
        process::TimeUnit::WorkingDay => deadlines::Unit::WorkingDay,
        process::TimeUnit::CalendarDay => deadlines::Unit::CalendarDay,
        process::TimeUnit::Hour => deadlines::Unit::WorkingHour,
        process::TimeUnit::None => return None,
    };
    let term = deadlines::Term::from_milli(i64::try_from(share.thousandths).ok()?, unit).ok()?;
    let rule = Rule { due_policy: deadlines::DuePolicy::ExactTime, ..Rule::default() };
    let due = law.calendar.due(&Ledger::new(deadlines::zone::civil(from), term), &rule).ok()?;
    due_micros(&due)
}

/// When a timer that was set `from` goes off.
pub fn timer_at(law: &Law, due: &process::DueRule, from: Timestamp) -> Result<Timestamp, Failure> {
    let at = match due {
        process::DueRule::Working(share) => share_end(law, *share, from).map(timestamp),
        process::DueRule::Elapsed(text) => {
            text.parse::<jiff::SignedDuration>().ok().and_then(|duration| from.checked_add(duration).ok())
        }
        process::DueRule::At(text) => text
            .parse::<jiff::civil::DateTime>()
            .or_else(|_| text.parse::<jiff::civil::Date>().map(|day| day.at(0, 0, 0, 0)))
            .ok()
            .and_then(|at| deadlines::zone::timestamp(at).ok()),
    };
    at.ok_or_else(|| anyhow::anyhow!("a timer cannot be set by {due:?}").into())
}

/// A due time moved by the working time between `from` and `to`; all microseconds UTC but `to`.
pub fn moved(law: &Law, due_at: i64, (from, to): (i64, Timestamp)) -> Option<i64> {
    let civil = deadlines::zone::civil;
    let waited = law.calendar.working_time_between(civil(timestamp(from)), civil(to));
    let due = law.calendar.add_working_time(civil(timestamp(due_at)), waited).ok()?;
    deadlines::zone::timestamp(due).ok().map(|at| at.as_microsecond())
}
