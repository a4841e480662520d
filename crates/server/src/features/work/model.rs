//! A task and its small life.

use deadlines::{Timeliness, zone};
use uuid::Uuid;

use crate::platform::actor::Role;
use crate::platform::clock::timestamp;

/// Whether a task is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// No longer needed.
    Cancelled,
}

impl TaskState {
    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of this code; anything unknown is `Cancelled`, which lets nobody act.
    pub fn from_code(code: &str) -> Self {
        match code {
            "open" => Self::Open,
            "done" => Self::Done,
            _ => Self::Cancelled,
        }
    }
}

impl Task {
    /// How a finished step compares with its own limit; nothing while it is open or when it has none.
    pub fn timeliness(&self) -> Option<Timeliness> {
        let (done, due) = (self.finished_at?, self.due_at?);
        let day = |at| zone::civil(timestamp(at)).date();
        Some(match done > due {
            true => Timeliness::Late,
            false if day(done) < day(due) => Timeliness::Early,
            false => Timeliness::OnTime,
        })
    }
}

/// One step of a dossier that somebody does (_bước, việc_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: Uuid,
    /// The dossier.
    pub dossier_id: Uuid,
    /// The key in the running process.
    pub key: String,
    /// The element of the diagram.
    pub element: String,
    /// What people read.
    pub name: String,
    /// Role that does it.
    pub role: Role,
    /// Unit that does it.
    pub unit_id: Uuid,
    /// Domain act attached to it.
    pub act: Option<String>,
    /// Whether it is to be done.
    pub state: TaskState,
    /// Who holds it.
    pub holder_id: Option<Uuid>,
    /// Name of the holder.
    pub holder_name: Option<String>,
    /// Since when it is open, microseconds UTC.
    pub opened_at: i64,
    /// Until when its share of the term lasts, microseconds UTC.
    pub due_at: Option<i64>,
    /// When it was finished, microseconds UTC.
    pub finished_at: Option<i64>,
    /// Who finished it.
    pub finished_by: Option<String>,
    /// What was concluded, as people read it.
    pub outcome_label: Option<String>,
    /// What was noted.
    pub note: Option<String>,
    /// Rises with every change.
    pub version: i64,
}
