//! What happened to a unit or to an account (_lịch sử_), in sentences, newest first.

use serde_json::Value as Json;

use crate::features::identity::units::{SHARES, name_in};
use crate::features::identity::{days, device};
use crate::platform::actor::Role;
use crate::platform::journal::Event;
use crate::ui::{Words, format};

/// One line.
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
    /// Always `past`.
    pub state: &'static str,
    /// Never.
    pub current: bool,
}

/// The lines of these events.
pub fn entries(events: &[Event]) -> Vec<Entry> {
    let entry = |event: &Event| {
        let (text, detail) = told(&event.kind, &event.data);
        Entry {
            text: format!("{}: {text}", event.actor_name),
            detail,
            when: format::moment(event.at),
            iso: event.at.to_string(),
            state: "past",
            current: false,
        }
    };
    events.iter().rev().map(entry).collect()
}

/// The sentence of an event, and what stands under it.
fn told(kind: &str, data: &Json) -> (String, String) {
    let text = |key: &str| data.get(key).and_then(Json::as_str).unwrap_or_default();
    let basis = || {
        if text("legal_basis").is_empty() {
            String::new()
        } else {
            format!("Căn cứ: {}", text("legal_basis"))
        }
    };
    match kind {
        "UnitOpened" => (
            format!("mở đơn vị, hoạt động từ {}{}", days::shown(text("valid_from")), came_from(data)),
            basis(),
        ),
        "UnitChanged" => (changes(data), basis()),
        "OfficialAccountOpened" => (format!("cấp tài khoản {}", text("login")), String::new()),
        "AccountOpened" => ("đăng ký tài khoản".into(), String::new()),
        "OfficialAppointed" => {
            let until = data.get("to").and_then(Json::as_str).map(|to| format!(" đến {}", days::shown(to)));
            let from = days::shown(text("from"));
            (format!("phân công {} từ {from}{}", post(data), until.unwrap_or_default()), String::new())
        }
        "AppointmentEnded" if text("last_day") < text("from") => {
            (format!("hủy phân công {} trước khi bắt đầu", post(data)), String::new())
        }
        "AppointmentEnded" => (
            format!("thôi phân công {}, ngày cuối {}", post(data), days::shown(text("last_day"))),
            String::new(),
        ),
        "AccountClosed" => ("đóng tài khoản".into(), format!("Lý do: {}", text("reason"))),
        "SubstituteNamed" => {
            let span = format!("từ {} đến {}", days::shown(text("from")), days::shown(text("to")));
            (format!("cử {} thay, {span}", text("substitute")), format!("Lý do: {}", text("reason")))
        }
        "SubstituteEnded" => (format!("thôi để {} thay", text("substitute")), String::new()),
        "AccountReopened" => ("mở lại tài khoản".into(), String::new()),
        "PasswordReset" => ("đặt lại mật khẩu, kết thúc mọi phiên".into(), String::new()),
        "PasswordChanged" => ("tự đổi mật khẩu, kết thúc các phiên khác".into(), String::new()),
        "ContactChanged" => ("sửa thông tin liên hệ".into(), String::new()),
        "TokenIssued" => (format!("cấp mã truy cập API “{}”", text("name")), text("rights").to_owned()),
        "TokenRevoked" => (format!("thu hồi mã truy cập API “{}”", text("name")), String::new()),
        "SessionEnded" => {
            ("kết thúc một phiên đăng nhập".into(), device::name(text("device"), Words::default()))
        }
        other => (other.to_owned(), String::new()),
    }
}

fn post(data: &Json) -> String {
    let text = |key: &'static str| data.get(key).and_then(Json::as_str).unwrap_or_default();
    let role = Role::from_code(text("role")).map_or("vai trò", Role::name);
    let unit =
        [text("unit_name"), text("unit")].into_iter().find(|name| !name.is_empty()).unwrap_or("đơn vị");
    format!("{role} tại {unit}")
}

fn came_from(data: &Json) -> String {
    let codes: Vec<_> = data
        .get("came_from")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    if codes.is_empty() {
        return String::new();
    }
    let share = data.get("share").and_then(Json::as_str).unwrap_or_default();
    format!(", nhận {} từ {}", name_in(&SHARES, share), codes.join(", "))
}

fn changes(data: &Json) -> String {
    let names = [
        ("name", "tên"),
        ("national_code", "mã trong số hồ sơ"),
        ("address", "địa chỉ"),
        ("phone", "điện thoại"),
        ("valid_to", "ngày cuối"),
    ];
    let side =
        |pair: &Json, at: usize, field: &str| match pair.get(at).and_then(Json::as_str).unwrap_or_default() {
            "" => "để trống".to_owned(),
            day if field == "valid_to" => days::shown(day),
            text => format!("“{text}”"),
        };
    let sentences: Vec<_> = names
        .iter()
        .filter_map(|(field, name)| {
            let pair = data.get("changes")?.get(*field)?;
            Some(format!("đổi {name} từ {} thành {}", side(pair, 0, field), side(pair, 1, field)))
        })
        .collect();
    sentences.join("; ")
}

/// A history for samples of pages.
#[cfg(test)]
pub(super) fn sample() -> Vec<Entry> {
    vec![Entry {
        text: "Phân công cán bộ một cửa".into(),
        detail: "Ngô Đức Toàn".into(),
        when: "thứ Hai, 23/11/2026, 8:00".into(),
        iso: "2026-11-23T01:00:00Z".into(),
        state: "past",
        current: false,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_kind_of_event_reads_as_a_sentence() {
        let cases = [
            (
                "UnitOpened",
                json!({ "valid_from": "2026-07-01", "came_from": ["so-a", "so-b"], "share": "whole", "legal_basis": "NQ 1" }),
                "mở đơn vị, hoạt động từ 01/07/2026, nhận toàn bộ từ so-a, so-b",
            ),
            (
                "UnitChanged",
                json!({ "changes": { "name": ["A", "B"], "valid_to": [null, "2026-12-31"], "phone": ["1", ""] } }),
                "đổi tên từ “A” thành “B”; đổi điện thoại từ “1” thành để trống; đổi ngày cuối từ để trống thành 31/12/2026",
            ),
            (
                "OfficialAppointed",
                json!({ "role": "van_thu", "unit_name": "Sở A", "from": "2026-01-01", "to": null }),
                "phân công Văn thư tại Sở A từ 01/01/2026",
            ),
            (
                "AppointmentEnded",
                json!({ "role": "van_thu", "unit_name": "Sở A", "from": "2026-01-01", "last_day": "2026-03-31" }),
                "thôi phân công Văn thư tại Sở A, ngày cuối 31/03/2026",
            ),
            (
                "AppointmentEnded",
                json!({ "role": "van_thu", "unit_name": "Sở A", "from": "2026-04-01", "last_day": "2026-03-31" }),
                "hủy phân công Văn thư tại Sở A trước khi bắt đầu",
            ),
        ];
        for (kind, data, expected) in cases {
            assert_eq!(told(kind, &data).0, expected);
        }
        assert_eq!(told("UnitOpened", &json!({ "legal_basis": "NQ 1" })).1, "Căn cứ: NQ 1");
    }
}
