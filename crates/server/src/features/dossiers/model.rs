//! The legal life of a dossier: stages, acts, and the one table that says which act leads where.
//!
//! Finer steps (assignment, appraisal, signature) are tasks of the process, never stages. Pauses are rows. National
//! codes 1–10 are those exchanged with the national portal.

/// Where a dossier stands before the law (_tình trạng hồ sơ_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Sent by the applicant, waiting for the desk (_chờ tiếp nhận_).
    Submitted,
    /// The desk asks for a correction before acceptance; no clock runs (_yêu cầu bổ sung trước tiếp nhận_).
    AwaitingCorrection,
    /// The desk does not accept it (_từ chối tiếp nhận_).
    Declined,
    /// Accepted: it has a number and a due date, the clock runs (_đã tiếp nhận_).
    Received,
    /// With the settling unit (_đang giải quyết_).
    InProgress,
    /// The applicant is asked for papers after acceptance; the clock stands still (_yêu cầu bổ sung_).
    AwaitingSupplement,
    /// A fee or tax is due; the clock stands still (_chờ thực hiện nghĩa vụ tài chính_).
    AwaitingObligation,
    /// The outcome is back at the desk; the clock has stopped (_đã có kết quả_).
    OutcomeReady,
    /// The outcome was handed over (_đã trả kết quả_).
    Delivered,
}

/// What happens to a dossier (_hành vi_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// The desk asks for a correction before acceptance.
    AskCorrection,
    /// The applicant mends what was asked and sends it again.
    Correct,
    /// The desk declines with reasons.
    Decline,
    /// The desk accepts.
    Receive,
    /// The desk hands over to the settling unit.
    HandOver,
    /// The settling unit asks for a supplement.
    AskSupplement,
    /// The applicant gives the supplement.
    Supplement,
    /// The process waits for a payment.
    AskObligation,
    /// The payment is recorded.
    SettleObligation,
    /// The outcome is numbered and issued.
    Issue,
    /// The outcome is handed over.
    Deliver,
}

impl Stage {
    /// Every stage, in the order of a dossier's life.
    pub const ALL: [Self; 9] = [
        Self::Submitted,
        Self::AwaitingCorrection,
        Self::Declined,
        Self::Received,
        Self::InProgress,
        Self::AwaitingSupplement,
        Self::AwaitingObligation,
        Self::OutcomeReady,
        Self::Delivered,
    ];

    /// The code in the database and in events.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::AwaitingCorrection => "awaiting_correction",
            Self::Declined => "declined",
            Self::Received => "received",
            Self::InProgress => "in_progress",
            Self::AwaitingSupplement => "awaiting_supplement",
            Self::AwaitingObligation => "awaiting_obligation",
            Self::OutcomeReady => "outcome_ready",
            Self::Delivered => "delivered",
        }
    }

    /// The stage of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// The code 1–10 of the national portal (_mã trạng thái quốc gia_).
    pub fn national_code(self) -> u8 {
        match self {
            Self::Submitted => 1,
            Self::Received => 2,
            Self::Declined => 3,
            Self::InProgress => 4,
            Self::AwaitingCorrection | Self::AwaitingSupplement => 5,
            Self::AwaitingObligation => 6,
            Self::OutcomeReady => 9,
            Self::Delivered => 10,
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Submitted => "Chờ tiếp nhận",
            Self::AwaitingCorrection => "Chờ bạn sửa trước khi tiếp nhận",
            Self::Declined => "Không tiếp nhận",
            Self::Received => "Đã tiếp nhận",
            Self::InProgress => "Đang giải quyết",
            Self::AwaitingSupplement => "Chờ bổ sung",
            Self::AwaitingObligation => "Chờ nộp phí, lệ phí",
            Self::OutcomeReady => "Đã có kết quả",
            Self::Delivered => "Đã trả kết quả",
        }
    }

    /// What officials read.
    pub fn name_for_officials(self) -> &'static str {
        match self {
            Self::AwaitingCorrection => "Chờ sửa trước khi tiếp nhận",
            Self::AwaitingSupplement => "Chờ người nộp bổ sung",
            other => other.name(),
        }
    }

    /// Whether the next move is the applicant's.
    pub fn is_with_applicant(self) -> bool {
        matches!(
            self,
            Self::AwaitingCorrection
                | Self::AwaitingSupplement
                | Self::AwaitingObligation
                | Self::OutcomeReady
        )
    }

    /// Whether nothing more happens.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Declined | Self::Delivered)
    }
}

/// The stage that `act` leads to, or `None` when the act is not possible there. This is the whole table.
pub fn next(stage: Stage, act: Act) -> Option<Stage> {
    use Act as A;
    use Stage as S;
    match (stage, act) {
        (S::Submitted, A::AskCorrection) => Some(S::AwaitingCorrection),
        (S::AwaitingCorrection, A::Correct) => Some(S::Submitted),
        (S::Submitted | S::AwaitingCorrection, A::Decline) => Some(S::Declined),
        (S::Submitted, A::Receive) => Some(S::Received),
        (S::Received, A::HandOver) => Some(S::InProgress),
        (S::Received | S::InProgress, A::AskSupplement) => Some(S::AwaitingSupplement),
        (S::AwaitingSupplement, A::Supplement) => Some(S::InProgress),
        (S::Received | S::InProgress, A::AskObligation) => Some(S::AwaitingObligation),
        (S::AwaitingObligation, A::SettleObligation) => Some(S::InProgress),
        (S::Received | S::InProgress, A::Issue) => Some(S::OutcomeReady),
        (S::OutcomeReady, A::Deliver) => Some(S::Delivered),
        _ => None,
    }
}

/// How a dossier came in (_kênh nộp_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// At the desk.
    InPerson,
    /// Online.
    Online,
}

impl Channel {
    /// The code in the database; the same as in procedure packs.
    pub fn code(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Online => "online",
        }
    }

    /// The channel of this code.
    pub fn from_code(code: &str) -> Self {
        if code == "in_person" { Self::InPerson } else { Self::Online }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::InPerson => "Trực tiếp tại quầy",
            Self::Online => "Trực tuyến",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTS: [Act; 11] = [
        Act::AskCorrection,
        Act::Correct,
        Act::Decline,
        Act::Receive,
        Act::HandOver,
        Act::AskSupplement,
        Act::Supplement,
        Act::AskObligation,
        Act::SettleObligation,
        Act::Issue,
        Act::Deliver,
    ];

    #[test]
    fn nothing_leads_out_of_an_end() {
        for stage in Stage::ALL.into_iter().filter(|stage| stage.is_end()) {
            assert!(ACTS.into_iter().all(|act| next(stage, act).is_none()), "{stage:?}");
        }
    }

    #[test]
    fn every_stage_can_be_reached_from_submission_and_reaches_an_end() {
        let mut reached = vec![Stage::Submitted];
        let mut at = 0;
        while let Some(stage) = reached.get(at).copied() {
            for to in ACTS.into_iter().filter_map(|act| next(stage, act)) {
                if !reached.contains(&to) {
                    reached.push(to);
                }
            }
            at += 1;
        }
        assert!(Stage::ALL.iter().all(|stage| reached.contains(stage)), "{reached:?}");
    }

    #[test]
    fn codes_are_read_back() {
        assert!(Stage::ALL.into_iter().all(|stage| Stage::from_code(stage.code()) == Some(stage)));
        assert_eq!(Stage::from_code("?"), None);
    }

    #[test]
    fn a_declined_or_unaccepted_dossier_is_never_issued() {
        for stage in [Stage::Submitted, Stage::AwaitingCorrection, Stage::Declined, Stage::AwaitingSupplement]
        {
            assert_eq!(next(stage, Act::Issue), None);
        }
    }
}
