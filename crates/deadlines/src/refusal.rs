use jiff::civil::{Date, DateTime};
use thiserror::Error;

use crate::{Unit, words};

/// Why no due date can be computed from what was given (_lý do từ chối tính hạn_).
///
/// The text is Vietnamese and says what was expected and what was found; [`Refusal::code`] is stable.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// The value of a term is not a number.
    #[error("Thời hạn phải là một số, ví dụ 15 hoặc 0,5, nhưng nhận được “{found}”.")]
    TermNotANumber {
        /// The text that was given.
        found: String,
    },
    /// The value of a term is negative (other than −1, no term), finer than a thousandth, or too large.
    #[error("Thời hạn phải từ 0 đến {most} {unit}, tối đa ba chữ số thập phân, nhưng nhận được “{found}”.", unit = unit.label())]
    TermOutOfRange {
        /// The unit of the term.
        unit: Unit,
        /// The largest value taken.
        most: i64,
        /// The value that was given.
        found: String,
    },
    /// Calendar days and months are counted whole.
    #[error("Thời hạn tính bằng {unit} phải là số nguyên, nhưng nhận được {found}.", unit = unit.label())]
    TermNotWhole {
        /// The unit of the term.
        unit: Unit,
        /// The value that was given.
        found: String,
    },
    /// Under the half-day rule a dossier's term is a multiple of half a working day.
    #[error("Theo quy tắc nửa ngày, thời hạn phải là bội số của 0,5 ngày làm việc, nhưng nhận được {found}.")]
    TermNotHalfDays {
        /// The value that was given.
        found: String,
    },
    /// This unit cannot be counted backwards from an event, or cannot extend a term.
    #[error("Không dùng được đơn vị “{unit}” ở đây; hãy dùng giờ, ngày, ngày làm việc hoặc tháng.", unit = unit.label())]
    UnitNotUsable {
        /// The unit of the term.
        unit: Unit,
    },
    /// A pause starts before the dossier was accepted.
    #[error("Lần tạm dừng phải bắt đầu từ lúc tiếp nhận ({accepted}) trở đi, nhưng lại bắt đầu lúc {from}.", accepted = words::moment(*accepted_at), from = words::moment(*from))]
    PauseBeforeAcceptance {
        /// When the dossier was accepted.
        accepted_at: DateTime,
        /// When the pause starts.
        from: DateTime,
    },
    /// A pause ends before it starts.
    #[error("Lần tạm dừng bắt đầu lúc {from} phải kết thúc sau đó, nhưng lại kết thúc lúc {to}.", from = words::moment(*from), to = words::moment(*to))]
    PauseEndsBeforeStart {
        /// When the pause starts.
        from: DateTime,
        /// When it is said to end.
        to: DateTime,
    },
    /// The rule version does not let this ground stop the clock.
    #[error("Căn cứ tạm dừng phải là một trong: {allowed}; “{found}” không làm dừng thời hạn.", allowed = allowed.join(", "))]
    PauseGroundNotAllowed {
        /// The code of the ground that was given.
        found: String,
        /// The names of the grounds of the rule version.
        allowed: Vec<String>,
    },
    /// More extensions than the rule version allows.
    #[error("Được gia hạn, hẹn lại nhiều nhất {allowed} lần, nhưng có {found} lần.")]
    TooManyExtensions {
        /// How many the rule version allows.
        allowed: u32,
        /// How many there are.
        found: usize,
    },
    /// An extension was decided before the dossier was accepted.
    #[error("Quyết định gia hạn phải có sau lúc tiếp nhận ({accepted}), nhưng lại có lúc {decided}.", accepted = words::moment(*accepted_at), decided = words::moment(*decided_at))]
    ExtensionBeforeAcceptance {
        /// When the dossier was accepted.
        accepted_at: DateTime,
        /// When the extension was decided.
        decided_at: DateTime,
    },
    /// A new due date lies before the decision that sets it.
    #[error("Hạn mới phải sau lúc quyết định ({decided}), nhưng lại là {found}.", decided = words::moment(*decided_at), found = words::moment(*new_due_at))]
    NewDueInThePast {
        /// When the new date was decided.
        decided_at: DateTime,
        /// The new due date.
        new_due_at: DateTime,
    },
    /// The calendar has no working hours where the counting needs them.
    #[error("Lịch làm việc không có giờ làm việc nào quanh ngày {date}; hãy khai báo giờ làm việc của đơn vị.", date = words::day_month_year(*date))]
    NoWorkingTime {
        /// The day from which no working time was found.
        date: Date,
    },
    /// A date outside the years this crate counts in.
    #[error("Ngày phải nằm trong khoảng từ năm 1900 đến năm 2200, nhưng nhận được {date}.", date = words::day_month_year(*date))]
    DateOutOfRange {
        /// The date that was given or reached.
        date: Date,
    },
}

impl Refusal {
    /// A code that does not change with the wording.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TermNotANumber { .. } => "term_not_a_number",
            Refusal::TermOutOfRange { .. } => "term_out_of_range",
            Refusal::TermNotWhole { .. } => "term_not_whole",
            Refusal::TermNotHalfDays { .. } => "term_not_half_days",
            Refusal::UnitNotUsable { .. } => "unit_not_usable",
            Refusal::PauseBeforeAcceptance { .. } => "pause_before_acceptance",
            Refusal::PauseEndsBeforeStart { .. } => "pause_ends_before_start",
            Refusal::PauseGroundNotAllowed { .. } => "pause_ground_not_allowed",
            Refusal::TooManyExtensions { .. } => "too_many_extensions",
            Refusal::ExtensionBeforeAcceptance { .. } => "extension_before_acceptance",
            Refusal::NewDueInThePast { .. } => "new_due_in_the_past",
            Refusal::NoWorkingTime { .. } => "no_working_time",
            Refusal::DateOutOfRange { .. } => "date_out_of_range",
        }
    }
}
