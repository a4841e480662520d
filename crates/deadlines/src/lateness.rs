use std::str::FromStr;

use jiff::civil::DateTime;

use crate::hours::whole_seconds;

/// How the settling of a dossier compares with its due date (_tình trạng giải quyết so với hạn_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timeliness {
    /// Before it was due (_trước hạn_).
    Early,
    /// In time (_đúng hạn_).
    OnTime,
    /// Too late (_quá hạn_).
    Late,
}

/// How one dossier ended, for the judgement (_kết thúc hồ sơ_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// An outcome was released; a refused outcome is one too and is counted.
    Released {
        /// When the outcome was ready. Lateness is judged on this, not on collection by the citizen.
        ready_at: DateTime,
        /// When the citizen collected it.
        delivered_at: Option<DateTime>,
        /// Whether the dossier was ever extended.
        is_extended: bool,
    },
    /// The applicant took it back: it leaves the statistics of timeliness.
    Withdrawn,
}

/// How lateness is judged under a rule version (_cách xét đúng hạn, quá hạn_).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// By the instant or by the date.
    pub compare: Compare,
    /// What counts as early.
    pub early: EarlyRule,
}

/// What is compared with the due date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compare {
    /// The instant (_theo giờ_).
    #[default]
    Instant,
    /// The date (_theo ngày_).
    Date,
}

/// What counts as early.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EarlyRule {
    /// Ready on an earlier date than the due date (rule of this product).
    #[default]
    ReadyOnEarlierDate,
    /// Collected before it was due, or ready before and extended: field practice since 2015, in which an
    /// early outcome that nobody collected yet is "on time".
    CollectedOrExtended,
}

impl Judgement {
    /// How a finished dossier compares with its due date; nothing for one without due date or withdrawn.
    pub fn judge(&self, due_at: Option<DateTime>, ending: &Ending) -> Option<Timeliness> {
        let due_at = whole_seconds(due_at?);
        let Ending::Released { ready_at, delivered_at, is_extended } = *ending else { return None };
        let ready_at = whole_seconds(ready_at);
        let is_late = match self.compare {
            Compare::Instant => ready_at > due_at,
            Compare::Date => ready_at.date() > due_at.date(),
        };
        let is_early = match self.early {
            EarlyRule::ReadyOnEarlierDate => ready_at.date() < due_at.date(),
            EarlyRule::CollectedOrExtended => {
                delivered_at.is_some_and(|at| at < due_at) || (ready_at < due_at && is_extended)
            }
        };
        Some(match (is_late, is_early) {
            (true, _) => Timeliness::Late,
            (false, true) => Timeliness::Early,
            (false, false) => Timeliness::OnTime,
        })
    }

    /// Whether a dossier that is still open is late, for a list of now or a report of a period that ends.
    pub fn is_open_late(&self, due_at: Option<DateTime>, now: DateTime, period_end: DateTime) -> bool {
        let limit = now.min(period_end);
        due_at.is_some_and(|due_at| match self.compare {
            Compare::Instant => due_at <= limit,
            Compare::Date => due_at.date() < limit.date(),
        })
    }
}

impl Timeliness {
    /// The Vietnamese word.
    pub fn label(&self) -> &'static str {
        match self {
            Timeliness::Early => "trước hạn",
            Timeliness::OnTime => "đúng hạn",
            Timeliness::Late => "quá hạn",
        }
    }
}

impl FromStr for Compare {
    type Err = &'static str;

    /// Reads `instant` or `date`; the error lists them.
    fn from_str(code: &str) -> Result<Compare, &'static str> {
        match code {
            "instant" => Ok(Compare::Instant),
            "date" => Ok(Compare::Date),
            _ => Err("instant (theo giờ) hoặc date (theo ngày)"),
        }
    }
}

impl FromStr for EarlyRule {
    type Err = &'static str;

    /// Reads `ready_on_earlier_date` or `collected_or_extended`; the error lists them.
    fn from_str(code: &str) -> Result<EarlyRule, &'static str> {
        match code {
            "ready_on_earlier_date" => Ok(EarlyRule::ReadyOnEarlierDate),
            "collected_or_extended" => Ok(EarlyRule::CollectedOrExtended),
            _ => Err("ready_on_earlier_date hoặc collected_or_extended"),
        }
    }
}
