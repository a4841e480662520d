use jiff::SignedDuration;
use jiff::civil::DateTime;

/// How the national service-quality index finds the end of a dossier and judges it (_công thức bộ chỉ số
/// phục vụ người dân, doanh nghiệp_), decision 766/QĐ-TTg of 2022.
///
/// It differs from the product's own lateness on purpose: the index is recomputed by others from synced
/// states. The numbers are data of the formula paper and come from the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFormula {
    /// National states that end a dossier, in order of preference; states of one group rank equal.
    /// The paper of 2022: `[[9], [10], [8, 3]]`.
    pub end_states: Vec<Vec<u8>>,
    /// How many supplement requests a dossier may have without an end; one more counts as overdue.
    pub supplements_allowed: usize,
}

/// What the index knows of one dossier.
#[derive(Clone, Copy, Debug)]
pub struct IndexHistory<'a> {
    /// Its national states, in any order.
    pub states: &'a [StateChange],
    /// Its supplement requests, in any order.
    pub supplements: &'a [SupplementRequest],
    /// The due date that was synced.
    pub due_at: DateTime,
}

/// A dossier took a national state (_mã trạng thái quốc gia_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateChange {
    /// The national code, 1 to 10.
    pub state: u8,
    /// When.
    pub at: DateTime,
}

/// A supplement was asked for (_yêu cầu bổ sung_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupplementRequest {
    /// When it was asked for.
    pub asked_at: DateTime,
    /// When it was complete, if it is.
    pub completed_at: Option<DateTime>,
}

/// What the index makes of one dossier in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexVerdict {
    /// The end time the formula takes.
    pub ended_at: DateTime,
    /// The time between requests and completed supplements, subtracted from it.
    pub waited: SignedDuration,
    /// Whether it counts as settled in time.
    pub is_on_time: bool,
}

impl IndexFormula {
    /// Judges one dossier in a reporting period.
    pub fn judge(&self, history: &IndexHistory<'_>, period_end: DateTime) -> IndexVerdict {
        let end = self.end_state(history.states);
        let still_waiting =
            history.supplements.iter().filter(|s| s.completed_at.is_none()).map(|s| s.asked_at).min();
        let ended_at = end.or(still_waiting).unwrap_or(period_end);
        let waited = history
            .supplements
            .iter()
            .filter_map(|s| s.completed_at.map(|completed_at| completed_at.duration_since(s.asked_at)))
            .fold(SignedDuration::ZERO, |sum, wait| sum + wait.max(SignedDuration::ZERO));
        let has_too_many = end.is_none() && history.supplements.len() > self.supplements_allowed;
        let is_on_time = !has_too_many && ended_at.duration_since(history.due_at) <= waited;
        IndexVerdict { ended_at, waited, is_on_time }
    }

    /// The first time of the first group that has been reached at all.
    fn end_state(&self, states: &[StateChange]) -> Option<DateTime> {
        self.end_states.iter().find_map(|group| {
            states.iter().filter(|change| group.contains(&change.state)).map(|change| change.at).min()
        })
    }
}
