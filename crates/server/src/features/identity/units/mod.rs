//! Rules for units (_quy tắc về đơn vị_): what may be opened and changed, and what is told when it may not.
//!
//! A code of a unit is never used twice, because law files, routes and successions name units by it. A code in dossier
//! numbers belongs to one unit at a time (TT 01/2018/TT-VPCP); numbers that were issued never change.

mod change;
mod new;

use jiff::civil::Date;

use super::days;
use super::model::{FieldProblem, Unit};

pub use change::UnitChange;
pub use new::{NewUnit, ReadyUnit};

/// Kinds of units: code, name.
pub const KINDS: [(&str, &str); 5] = [
    ("committee", "Ủy ban nhân dân"),
    ("department", "Sở, ban, ngành"),
    ("division", "Phòng, ban chuyên môn"),
    ("desk", "Bộ phận một cửa, trung tâm hành chính công"),
    ("external", "Cơ quan phối hợp ngoài hệ thống"),
];

/// Levels of government, from above: code, name.
pub const LEVELS: [(&str, &str); 3] =
    [("province", "Cấp tỉnh"), ("district", "Cấp huyện"), ("commune", "Cấp xã")];

/// How much of a unit went into another: code, name.
pub const SHARES: [(&str, &str); 2] = [("whole", "toàn bộ"), ("part", "một phần")];

/// The name of a code in one of the lists above; an unknown code shows itself.
pub fn name_in<'a>(list: &[(&'a str, &'a str)], code: &'a str) -> &'a str {
    list.iter().find(|(each, _)| *each == code).map_or(code, |(_, name)| name)
}

/// The code of a new unit is taken already.
pub fn code_taken(unit: &Unit) -> FieldProblem {
    let text = format!(
        "Mã “{}” đã là của {} ({}). Mã đơn vị không dùng lại, kể cả khi đơn vị cũ đã kết thúc; chọn mã khác.",
        unit.code,
        unit.name,
        span(unit)
    );
    ("ma", text)
}

impl Unit {
    /// Whether the unit exists on `day`, first and last day included.
    pub fn exists_on(&self, day: Date) -> bool {
        let day = day.to_string();
        self.valid_from <= day && self.valid_to.as_ref().is_none_or(|last| day <= *last)
    }
}

/// "từ 01/07/2025", "01/01/2010 – 30/06/2025".
pub fn span(unit: &Unit) -> String {
    let from = days::shown(&unit.valid_from);
    match &unit.valid_to {
        None => format!("từ {from}"),
        Some(last) => format!("{from} – {}", days::shown(last)),
    }
}

/// Whether `text` can be the code of an agency in dossier numbers: two or three letters or digits, up to five times, with
/// dots between. Both styles fit: `000.00.53.H48` (TT 10/2016) and `H48.15` (QĐ 20/2020/QĐ-TTg).
pub fn is_agency_code(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    (1..=5).contains(&parts.len())
        && parts.iter().all(|part| {
            (2..=3).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        })
}

fn national_code_problem(
    typed: &str,
    (units, own): (&[Unit], Option<&Unit>),
    (from, to): (Option<Date>, Option<Date>),
) -> Option<FieldProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    if !is_agency_code(typed) {
        let text = format!(
            "Mã trong số hồ sơ cần dạng H48.15 hoặc 000.00.53.H48, chữ hoa và chữ số; đã nhập “{typed}”."
        );
        return Some(("ma_so", text));
    }
    let from = from?.to_string();
    let to = to.map(|day| day.to_string());
    let meets = |unit: &&Unit| {
        to.as_ref().is_none_or(|to| unit.valid_from <= *to)
            && unit.valid_to.as_ref().is_none_or(|last| from <= *last)
    };
    let holder = units
        .iter()
        .filter(|unit| unit.national_code == typed && own.is_none_or(|own| own.id != unit.id))
        .find(meets)?;
    let text = format!(
        "Mã “{typed}” đang là của {} ({}). Hai đơn vị không dùng chung một mã trong cùng thời gian; chọn mã khác, hoặc đặt ngày cuối cho đơn vị kia trước.",
        holder.name,
        span(holder)
    );
    Some(("ma_so", text))
}

fn text_problem(
    field: &'static str,
    label: &str,
    (text, most, is_wanted): (&str, usize, bool),
) -> Option<FieldProblem> {
    if text.trim().is_empty() {
        return is_wanted.then(|| (field, format!("Nhập {}.", label.to_lowercase())));
    }
    let length = text.chars().count();
    if length > most || text.chars().any(char::is_control) {
        return Some((field, format!("{label} dài nhất {most} chữ, trên một dòng; đã nhập {length} chữ.")));
    }
    None
}

fn phone_problem(phone: &str) -> Option<FieldProblem> {
    let phone = phone.trim();
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_plain = phone.chars().all(|c| c.is_ascii_digit() || " .-+()".contains(c));
    let is_fit = phone.is_empty() || ((8..=15).contains(&digits) && is_plain);
    (!is_fit).then(|| {
        ("dien_thoai", format!("Điện thoại cần 8–15 chữ số, ví dụ (0255) 3822 000; đã nhập “{phone}”."))
    })
}

/// What is told when a day cannot be read.
pub fn day_wanted(label: &str, typed: &str) -> String {
    if typed.trim().is_empty() {
        return format!("{label} chưa có. Ghi dạng ngày/tháng/năm, ví dụ 01/07/2025.");
    }
    format!("{label} cần dạng ngày/tháng/năm, ví dụ 01/07/2025; đã nhập “{}”.", typed.trim())
}

/// Text without spaces at its ends or several in a row.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    /// A department that exists since 2010.
    pub fn unit(code: &str, name: &str, national_code: &str) -> Unit {
        Unit {
            id: Uuid::from_u128(code.bytes().fold(0, |sum, byte| sum * 31 + u128::from(byte))),
            code: code.into(),
            name: name.into(),
            kind: "department".into(),
            level: "province".into(),
            parent_id: None,
            national_code: national_code.into(),
            address: String::new(),
            phone: String::new(),
            valid_from: "2010-01-01".into(),
            valid_to: None,
            version: 3,
        }
    }

    #[test]
    fn a_unit_exists_from_its_first_to_its_last_day() {
        let gone = Unit { valid_to: Some("2025-02-28".into()), ..unit("so-ttt", "Sở TTTT", "H48.15") };
        assert!(gone.exists_on(date(2010, 1, 1)) && gone.exists_on(date(2025, 2, 28)));
        assert!(!gone.exists_on(date(2009, 12, 31)) && !gone.exists_on(date(2025, 3, 1)));
        assert_eq!(span(&gone), "01/01/2010 – 28/02/2025");
        assert_eq!(span(&unit("a", "A", "")), "từ 01/01/2010");
    }

    #[test]
    fn both_styles_of_agency_codes_are_taken_and_nothing_else() {
        for good in ["H48", "H48.15", "000.00.53.H48", "H48.02.10.40"] {
            assert!(is_agency_code(good), "{good}");
        }
        for bad in ["", "H48.", "h48", "H48.1", "H48.1234", "H48-15", "A1.A1.A1.A1.A1.A1", "H48 15"] {
            assert!(!is_agency_code(bad), "{bad}");
        }
    }

    #[test]
    fn a_code_in_numbers_may_pass_on_to_another_unit_but_not_be_shared() {
        let units = [Unit { valid_to: Some("2025-02-28".into()), ..unit("so-ttt", "Sở TTTT", "H48.15") }];
        let told = |from, to| {
            national_code_problem("H48.15", (&units, None), (Some(from), to)).map(|(field, _)| field)
        };
        assert_eq!(told(date(2025, 3, 1), None), None);
        assert_eq!(told(date(2025, 2, 28), None), Some("ma_so"));
        assert_eq!(told(date(2000, 1, 1), Some(date(2009, 12, 31))), None);
        assert_eq!(told(date(2000, 1, 1), Some(date(2010, 1, 1))), Some("ma_so"));
        assert_eq!(
            national_code_problem("H48.15", (&units, Some(&units[0])), (Some(date(2010, 1, 1)), None)),
            None
        );
    }

    #[test]
    fn phones_of_offices_are_taken_as_they_are_written() {
        for good in ["", "(0255) 3822 000", "0255-3822-000", "+84 255 3822000"] {
            assert_eq!(phone_problem(good), None, "{good}");
        }
        for bad in ["113", "máy lẻ 12", "0255 3822 000 máy lẻ 12", "12345678901234567890"] {
            assert!(phone_problem(bad).is_some(), "{bad}");
        }
    }
}
