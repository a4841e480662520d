//! Pieces that samples of several pages share: invented, and with every optional part filled in.

use super::draft::StepLink;
use super::draft::papers::{Given, Slot};
use super::draft::review::{AnswerRow, AnswerSection};
use super::follow::{DueShown, SumLine};
use super::timeline::Entry;
use crate::features::dossiers::fields::{Choice, Control, Row};
use crate::ui::Problem;

pub(super) fn due() -> DueShown {
    let line = SumLine {
        text: "3 ngày làm việc".into(),
        value: "thứ Năm 26/11".into(),
        note: "Theo quyết định công bố".into(),
    };
    DueShown {
        text: "11:30, thứ Năm, 26/11/2026".into(),
        iso: "2026-11-26T04:30:00Z".into(),
        lines: vec![line],
        basis: "quy tắc tính hạn mẫu".into(),
    }
}

pub(super) fn entries() -> Vec<Entry> {
    let entry = |text: &str, state: &'static str| Entry {
        text: text.into(),
        detail: "Người tiếp nhận: Phạm Thị Lài".into(),
        when: "thứ Hai, 23/11/2026, 8:05".into(),
        iso: "2026-11-23T01:05:00Z".into(),
        state,
        current: state == "now",
    };
    vec![entry("Bộ phận Một cửa đã tiếp nhận.", "past"), entry("Đang thẩm định.", "now")]
}

/// Leads to the first of [`controls`].
pub(super) fn problem() -> Problem {
    Problem { text: "Họ tên: cần ghi đủ họ và tên.".into(), href: "#ho_ten".into() }
}

/// One control of every kind.
pub(super) fn controls() -> Vec<Control> {
    let options = || {
        let option = |value: &str, label: &str| Choice {
            value: value.into(),
            label: label.into(),
            ..Choice::default()
        };
        vec![option("mot", "Lựa chọn một"), option("hai", "Lựa chọn hai")]
    };
    let one = |control: &'static str, name: &str| Control {
        control,
        name: name.into(),
        label: format!("Câu hỏi {name}"),
        hint: "Lời dẫn".into(),
        error: "Cần ghi nội dung này.".into(),
        is_visible: true,
        options: options(),
        provinces: options(),
        communes: options(),
        ..Control::default()
    };
    let kinds = [
        ("text", "ho_ten"),
        ("radios", "chon_nut"),
        ("select", "chon_hop"),
        ("checkboxes", "nhieu"),
        ("checkbox", "danh_dau"),
        ("consent", "cam_doan"),
        ("textarea", "dai"),
        ("number", "so"),
        ("money", "tien"),
        ("date", "ngay"),
        ("partial_date", "ngay_nho"),
        ("month", "thang"),
        ("computed", "tinh"),
        ("address", "dia_chi"),
        ("file", "tep"),
        ("tel", "dien_thoai"),
        ("email", "thu"),
        ("datetime", "luc"),
    ];
    let mut controls: Vec<_> = kinds.into_iter().map(|(control, name)| one(control, name)).collect();
    let cells = ["text", "select", "checkbox", "computed", "date", "address"];
    let cells =
        cells.into_iter().enumerate().map(|(n, control)| one(control, &format!("bang[0].o{n}"))).collect();
    let row = Row { name: "bang[0]".into(), number: "1".into(), cells };
    let blank = vec![one("text", "bang[__n__].o0")];
    controls.push(Control { columns: vec!["Cột".into()], rows: vec![row], blank, ..one("table", "bang") });
    controls
}

pub(super) fn slot() -> Slot {
    Slot {
        id: "ban_an".into(),
        name: "Bản án ly hôn".into(),
        hint: "Bản sao; PDF, tối đa 20 MB".into(),
        is_required: true,
        accept: ".pdf".into(),
        error: "Tệp lớn hơn 20 MB.".into(),
        files: vec![Given {
            id: "1".into(),
            name: "ban-an.pdf".into(),
            size: "1,2 MB".into(),
            href: "/ho-so-cua-toi/1/tep/1".into(),
            state: "Đang quét mã độc".into(),
        }],
    }
}

pub(super) fn steps() -> Vec<StepLink> {
    let step = |text: &str, state: &'static str| StepLink {
        href: "/ho-so-nhap/1".into(),
        text: text.into(),
        state,
        word: "Đang điền".into(),
    };
    vec![step("Người yêu cầu", "now"), step("Giấy tờ", "todo"), step("Kiểm tra", "problem")]
}

pub(super) fn answers() -> AnswerSection {
    let row =
        AnswerRow {
            key: "Họ tên".into(), value: "Lý Thị Mẫu".into(), change: "/ho-so-nhap/1/phan/a".into()
        };
    AnswerSection {
        title: "Người yêu cầu".into(), change: "/ho-so-nhap/1/phan/a".into(), rows: vec![row]
    }
}
