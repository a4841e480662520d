//! The story of a dossier in plain sentences (_diễn biến hồ sơ_), from its events and open tasks.

use serde_json::Value as Json;

use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::model::Stage;
use crate::features::work::{Task, TaskState};
use crate::platform::clock::timestamp;
use crate::platform::journal::Event;
use crate::ui::format;

/// One line of the story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The sentence.
    pub text: String,
    /// More, if there is more.
    pub detail: String,
    /// When, for people.
    pub when: String,
    /// When, for machines.
    pub iso: String,
    /// `past`, `now` or `next`.
    pub state: &'static str,
    /// Whether it is where things stand.
    pub current: bool,
}

/// What the applicant reads: no names of officials, no internal notes.
pub fn for_applicant(dossier: &Dossier, (events, tasks): (&[Event], &[Task])) -> Vec<Entry> {
    let mut entries: Vec<_> = events.iter().filter_map(|event| past(event, false)).collect();
    entries.extend(now(dossier, tasks));
    entries
}

/// Kinds of events that an applicant is told of, here and in the feed for other systems.
pub const TOLD_TO_APPLICANT: [&str; 12] = [
    "DossierSubmitted",
    "DossierTakenAtCounter",
    "CorrectionRequested",
    "DossierCorrected",
    "DossierDeclined",
    "DossierReceived",
    "SupplementRequested",
    "SupplementGiven",
    "FeePaid",
    "TaskCompleted",
    "OutcomeIssued",
    "OutcomeDelivered",
];

/// What officials read: everything, with names.
pub fn for_official(events: &[Event]) -> Vec<Entry> {
    events.iter().filter_map(|event| past(event, true)).collect()
}

fn past(event: &Event, is_official: bool) -> Option<Entry> {
    if !is_official && !TOLD_TO_APPLICANT.contains(&event.kind.as_str()) {
        return None;
    }
    let text = |key: &str| event.data.get(key).and_then(Json::as_str).unwrap_or("").to_owned();
    let (sentence, detail) = match event.kind.as_str() {
        "DossierSubmitted" => ("Đã gửi hồ sơ trực tuyến".to_owned(), String::new()),
        "DossierTakenAtCounter" => ("Đã nhận hồ sơ giấy tại quầy".to_owned(), String::new()),
        "CorrectionRequested" => ("Cơ quan đề nghị sửa trước khi tiếp nhận".to_owned(), text("reason")),
        "DossierCorrected" => ("Đã sửa và gửi lại hồ sơ".to_owned(), String::new()),
        "DossierDeclined" => ("Hồ sơ không được tiếp nhận".to_owned(), text("reason")),
        "DossierReceived" => (format!("Đã tiếp nhận, mã hồ sơ {}", text("number")), String::new()),
        "SupplementRequested" => ("Cơ quan yêu cầu bổ sung; thời hạn tạm dừng".to_owned(), text("reason")),
        "SupplementGiven" => ("Đã bổ sung; đồng hồ chạy lại".to_owned(), String::new()),
        "FeePaid" => {
            let amount = event.data.get("amount").and_then(Json::as_i64).unwrap_or(0);
            (format!("Đã nộp {}", format::dong(amount)), format!("Phiếu thu {}", text("slip")))
        }
        "TaskCompleted" => {
            let label = text("label");
            let done = if label.is_empty() { text("name") } else { format!("{}: {label}", text("name")) };
            // The reason of a return, and other notes, are for colleagues.
            (format!("Xong bước “{done}”"), if is_official { text("note") } else { String::new() })
        }
        "OutcomeIssued" => (format!("Đã có kết quả, số {}", text("number")), String::new()),
        "OutcomeDelivered" => {
            ("Đã trả kết quả".to_owned(), if is_official { text("collected_by") } else { String::new() })
        }
        "TaskTaken" | "TaskReleased" | "TaskAssigned" => {
            (held(&event.kind, &[text("name"), text("task")], &text("holder")), String::new())
        }
        "TaskTakenOver" => (
            format!("Nhận thay việc {} từ {}", text("task"), text("from")),
            format!("Lý do: {}", text("reason")),
        ),
        "OutcomeDrafted" => ("Đã soạn dự thảo kết quả".to_owned(), String::new()),
        "OutcomeSigned" => (format!("Đã ký: {}", text("signer")), text("title")),
        "NoteWritten" => ("Đã ghi chú".to_owned(), String::new()),
        "IncidentRaised" => ("Quy trình dừng lại, cần quản trị xử lý".to_owned(), incident(event)),
        "TimerDue" => ("Hết giờ chờ của một bước".to_owned(), String::new()),
        "FeeCharged" => (format!("Tính phí, lệ phí: {}", text("explanation")), String::new()),
        _ => return None,
    };
    let who = if is_official && !event.actor_name.is_empty() {
        format!(" ({})", event.actor_name)
    } else {
        String::new()
    };
    Some(Entry {
        text: format!("{sentence}{who}"),
        detail,
        when: format::moment(event.at),
        iso: event.at.to_string(),
        state: "past",
        current: false,
    })
}

/// Where the process stopped and why, for whoever mends it.
fn incident(event: &Event) -> String {
    let element = event.data.get("element").and_then(Json::as_str).unwrap_or_default();
    let cause = event.data.get("cause").map(Json::to_string).unwrap_or_default();
    format!("{element}: {cause}")
}

/// Who holds a task now. Events written before the task's name was kept have the element of the diagram alone.
fn held(kind: &str, names: &[String], holder: &str) -> String {
    let name = names.iter().find(|name| !name.is_empty()).map_or("", String::as_str);
    match kind {
        "TaskTaken" => format!("Nhận việc “{name}”, người giữ: {holder}"),
        "TaskReleased" => format!("Trả lại việc “{name}”, chưa có người giữ"),
        _ => format!("Phân công việc “{name}” cho {holder}"),
    }
}

/// Where things stand: with whom, and until when.
fn now(dossier: &Dossier, tasks: &[Task]) -> Option<Entry> {
    if dossier.stage.is_end() {
        return None;
    }
    let open = tasks.iter().find(|task| task.state == TaskState::Open);
    let (text, due) = match (dossier.stage, open) {
        (Stage::Submitted, _) => ("Cán bộ một cửa đang kiểm tra hồ sơ".to_owned(), None),
        (Stage::AwaitingCorrection, _) => ("Đang chờ bạn sửa hồ sơ".to_owned(), None),
        (Stage::AwaitingSupplement, _) => ("Đang chờ bạn bổ sung hồ sơ".to_owned(), None),
        (Stage::AwaitingObligation, _) => ("Đang chờ bạn nộp phí, lệ phí".to_owned(), None),
        (Stage::OutcomeReady, _) => ("Kết quả đang chờ bạn nhận".to_owned(), None),
        (_, Some(task)) => (format!("Đang ở bước “{}”", task.name), task.due_at),
        _ => ("Cơ quan đang giải quyết".to_owned(), None),
    };
    let detail = due
        .map(|at| format!("Dự kiến xong bước này trước {}", format::moment(timestamp(at))))
        .unwrap_or_default();
    Some(Entry { text, detail, state: "now", current: true, ..Entry::default() })
}
