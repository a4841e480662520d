//! Columns of the list of dossiers (_cột hiển thị_): which may be chosen, and what stands in them.

use jiff::Timestamp;

use super::mine::state_of;
use crate::features::dossiers::dossier::Dossier;
use crate::features::work::pages::filters::Choice;
use crate::platform::clock::timestamp;
use crate::ui::format;
use crate::ui::time::{TimeLeft, time_left};

/// A column beside the code of the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Applicant.
    Applicant,
    /// Their phone.
    Phone,
    /// Procedure.
    Procedure,
    /// Stage.
    Stage,
    /// Due time.
    Due,
    /// Time left.
    Left,
    /// Who holds the open steps.
    Holder,
    /// The unit that settles it.
    Unit,
    /// How it came in.
    Channel,
    /// When it was sent.
    Sent,
    /// When it was accepted.
    Accepted,
}

/// A row with what its dossier does not say by itself.
pub struct Row {
    /// The dossier.
    pub dossier: Dossier,
    /// Name of the unit that settles it.
    pub unit: String,
    /// Who holds its open steps.
    pub holder: String,
    /// Now.
    pub now: Timestamp,
}

impl Column {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 11] = [
        Self::Applicant,
        Self::Phone,
        Self::Procedure,
        Self::Stage,
        Self::Due,
        Self::Left,
        Self::Holder,
        Self::Unit,
        Self::Channel,
        Self::Sent,
        Self::Accepted,
    ];
    /// Those that are shown when none is chosen.
    const USUAL: [Self; 5] = [Self::Applicant, Self::Procedure, Self::Stage, Self::Left, Self::Holder];

    /// The code in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Applicant => "nguoi_nop",
            Self::Phone => "dien_thoai",
            Self::Procedure => "thu_tuc",
            Self::Stage => "tinh_trang",
            Self::Due => "hen_tra",
            Self::Left => "con_lai",
            Self::Holder => "nguoi_giu",
            Self::Unit => "don_vi",
            Self::Channel => "cach_nop",
            Self::Sent => "nop_luc",
            Self::Accepted => "tiep_nhan_luc",
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Applicant => "Người nộp",
            Self::Phone => "Điện thoại",
            Self::Procedure => "Thủ tục",
            Self::Stage => "Tình trạng",
            Self::Due => "Hẹn trả",
            Self::Left => "Thời gian còn lại",
            Self::Holder => "Người giữ",
            Self::Unit => "Nơi giải quyết",
            Self::Channel => "Cách nộp",
            Self::Sent => "Nộp lúc",
            Self::Accepted => "Tiếp nhận lúc",
        }
    }

    /// What stands in it.
    pub fn text(self, row: &Row) -> String {
        let dossier = &row.dossier;
        let moment = |at: Option<i64>| at.map(|at| format::moment(timestamp(at))).unwrap_or_default();
        match self {
            Self::Applicant => dossier.applicant.name.clone(),
            Self::Phone => dossier.applicant.phone.clone(),
            Self::Procedure => dossier.procedure_name.clone(),
            Self::Stage => dossier.stage.name_for_officials().to_owned(),
            Self::Due => moment(dossier.due_at),
            Self::Left => left(row).map(|left| left.words).unwrap_or_default(),
            Self::Holder => row.holder.clone(),
            Self::Unit => row.unit.clone(),
            Self::Channel => dossier.channel.name().to_owned(),
            Self::Sent => moment(dossier.submitted_at),
            Self::Accepted => moment(dossier.accepted_at),
        }
    }

    /// The mark of a state; empty for plain words.
    pub fn state(self, row: &Row) -> &'static str {
        match self {
            Self::Stage => match state_of(&row.dossier) {
                "" => "new",
                state => state,
            },
            Self::Left => left(row).map_or("", |left| left.state),
            _ => "",
        }
    }
}

/// Time left, while the clock of the dossier runs or stands still.
fn left(row: &Row) -> Option<TimeLeft> {
    let dossier = &row.dossier;
    if dossier.stage.is_end() || dossier.outcome_ready_at.is_some() {
        return None;
    }
    Some(time_left((dossier.accepted_at?, dossier.due_at, dossier.paused_since), row.now))
}

/// The columns of these codes, in the order of the table; the usual ones when there is none.
pub fn chosen_columns(codes: &[String]) -> Vec<Column> {
    let is_chosen = |column: &Column| codes.iter().any(|code| code == column.code());
    let chosen: Vec<_> = Column::ALL.into_iter().filter(is_chosen).collect();
    if chosen.is_empty() { Column::USUAL.into() } else { chosen }
}

/// Every column as a choice.
pub fn column_choices(codes: &[String]) -> Vec<Choice> {
    let chosen = chosen_columns(codes);
    let choice = |column: Column| Choice {
        value: column.code().into(),
        label: column.name().into(),
        hint: String::new(),
        checked: chosen.contains(&column),
    };
    Column::ALL.into_iter().map(choice).collect()
}
