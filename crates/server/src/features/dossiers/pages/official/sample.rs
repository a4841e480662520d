//! The dossier page with everything on it at once, for the test that renders all pages.

use uuid::Uuid;

use super::super::sample::{answers, due, entries};
use super::tasks::{InputField, OutcomeChoice, StepRow, TaskForm};
use super::{Can, ChargeLine, ComponentLine, DossierPage, PaperLink};
use crate::platform::web::Pairs;
use crate::ui::time::TimeLeft;
use crate::ui::{Problem, Shell};

pub(super) fn dossier() -> DossierPage {
    DossierPage {
        shell: Shell { is_compact: true, ..Shell::sample("H48.15-261123-0007") },
        problems: vec![Problem {
            text: "Chọn một kết luận.".into(), href: format!("#viec-{}", Uuid::nil())
        }],
        typed: Pairs::default(),
        base: "/can-bo/ho-so/1".into(),
        is_form: true,
        code: "H48.15-261123-0007".into(),
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        stage: "Đang giải quyết",
        state: "in-time",
        left: TimeLeft { state: "in-time", words: "còn 2 ngày".into(), used: "40".into() },
        due: Some(due()),
        pairs: vec![("Người nộp", "Lý Thị Mẫu".into())],
        sections: vec![answers()],
        files: vec![link("tep")],
        papers: vec![link("giay")],
        viewed: "/can-bo/ho-so/1/tep/1".into(),
        is_picture: false,
        components: vec![ComponentLine {
            id: "to_khai".into(),
            name: "Tờ khai".into(),
            kind: "bản chính".into(),
            quantity: 1,
            is_required: false,
            is_given: true,
        }],
        can: everything(),
        tasks: vec![task()],
        charges: vec![ChargeLine {
            label: "Lệ phí".into(),
            explanation: "75.000 đồng".into(),
            state: "chưa thu".into(),
        }],
        notes: vec![("Phạm Thị Lài (cán bộ một cửa)".into(), "Đã gọi điện.".into())],
        related: vec![twin()],
        twins: 1,
        entries: entries(),
        steps: vec![StepRow {
            name: "Thẩm định".into(),
            who: "Đỗ Văn Tịnh".into(),
            limit: "trước 11:30".into(),
            state: "now",
            word: "đang xử lý".into(),
        }],
        active: "tham_dinh".into(),
        done: "tiep_nhan".into(),
        viewer_js: "/assets/viewer.js".into(),
        viewer_css: "/assets/viewer.css".into(),
        has_process: true,
    }
}

fn link(part: &str) -> PaperLink {
    let open = format!("/can-bo/ho-so/1/{part}/1");
    PaperLink {
        text: "Bản án ly hôn".into(),
        href: format!("/can-bo/ho-so/1?doc={part}/1"),
        open,
        current: true,
    }
}

fn task() -> TaskForm {
    let input = |name: &str, is_long| InputField {
        name: name.into(),
        label: "Nội dung".into(),
        help: "Mỗi dòng một mục.".into(),
        value: "Chưa kết hôn".into(),
        is_long,
    };
    TaskForm {
        id: Uuid::nil(),
        name: "Thẩm định".into(),
        help: "Đối chiếu với sổ hộ tịch.".into(),
        who: "Đỗ Văn Tịnh".into(),
        may_take_over: true,
        blocked: String::new(),
        is_mine: true,
        outcomes: vec![OutcomeChoice {
            id: "cap".into(),
            label: "Cấp giấy".into(),
            is_return: true,
            is_chosen: true,
            inputs: vec![input("cap.tinh_trang", false), input("cap.ghi_chu", true)],
        }],
        is_delivery: true,
        signs: true,
        note: "Đã đối chiếu.".into(),
        collected_by: String::new(),
        draft: vec![("Kết quả".into(), "Giấy xác nhận".into())],
        people: vec![(Uuid::nil(), "Đỗ Văn Tịnh".into())],
    }
}

/// Another dossier of the person that looks like the same request.
fn twin() -> super::related::RelatedLine {
    super::related::RelatedLine {
        href: "/can-bo/ho-so/2".into(),
        code: "H48.15-261123-0008".into(),
        procedure: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        stage: "Đang giải quyết",
        is_twin: true,
    }
}

fn everything() -> Can {
    Can {
        receive: true,
        ask_correction: true,
        decline: true,
        ask_supplement: true,
        take_supplement: true,
        pay: true,
    }
}
