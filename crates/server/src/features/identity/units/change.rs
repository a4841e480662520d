//! What is typed to change a unit.

use super::super::days;
use super::super::model::{FieldProblem, Unit};
use super::{national_code_problem, one_line, phone_problem, text_problem};

/// What is typed to change a unit, as typed.
#[derive(Clone, Debug, Default)]
pub struct UnitChange {
    /// Version of the unit that was on the page.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Code in dossier numbers; may be empty.
    pub national_code: String,
    /// Street address; may be empty.
    pub address: String,
    /// Phone number; may be empty.
    pub phone: String,
    /// Last day; open when empty.
    pub last_day: String,
    /// The decision behind the change; may be empty when only address and phone change.
    pub legal_basis: String,
}

impl UnitChange {
    /// The form as it stands for `unit` before anything is typed.
    pub fn of(unit: &Unit) -> Self {
        Self {
            version: unit.version,
            name: unit.name.clone(),
            national_code: unit.national_code.clone(),
            address: unit.address.clone(),
            phone: unit.phone.clone(),
            last_day: unit.valid_to.as_deref().map(days::shown).unwrap_or_default(),
            legal_basis: String::new(),
        }
    }

    /// The unit after the change, or what has to be mended in the order of the page.
    pub fn read(&self, unit: &Unit, units: &[Unit]) -> Result<Unit, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        problems.extend(text_problem("ten", "Tên đơn vị", (&self.name, 200, true)));
        let valid_from = days::typed(&unit.valid_from);
        let last_day = days::typed(&self.last_day);
        problems.extend(national_code_problem(
            &self.national_code,
            (units, Some(unit)),
            (valid_from, last_day),
        ));
        problems.extend(text_problem("dia_chi", "Địa chỉ", (&self.address, 300, false)));
        problems.extend(phone_problem(&self.phone));
        if !self.last_day.trim().is_empty() && (last_day.is_none() || last_day < valid_from) {
            let from = days::shown(&unit.valid_from);
            let text = format!(
                "Ngày cuối cần dạng ngày/tháng/năm, không trước ngày bắt đầu {from}; để trống nếu đơn vị còn hoạt động. Đã nhập “{}”.",
                self.last_day
            );
            problems.push(("den_ngay", text));
        }
        problems.extend(text_problem("can_cu", "Căn cứ pháp lý", (&self.legal_basis, 500, false)));
        let changed = Unit {
            name: one_line(&self.name),
            national_code: self.national_code.trim().to_owned(),
            address: one_line(&self.address),
            phone: one_line(&self.phone),
            valid_to: last_day.map(|day| day.to_string()),
            ..unit.clone()
        };
        let needs_basis = changed.name != unit.name
            || changed.national_code != unit.national_code
            || changed.valid_to != unit.valid_to;
        if problems.is_empty() && needs_basis && self.legal_basis.trim().is_empty() {
            let text = "Đổi tên, mã trong số hồ sơ hoặc ngày cuối cần căn cứ: ghi số, ngày và cơ quan ban hành văn bản.";
            problems.push(("can_cu", text.to_owned()));
        }
        if problems.is_empty() { Ok(changed) } else { Err(problems) }
    }

    /// Somebody else changed the unit in between: each field that now stands otherwise than it was typed.
    pub fn differences(&self, now: &Unit) -> Vec<FieldProblem> {
        let current = Self::of(now);
        let fields = [
            ("ten", &self.name, &current.name),
            ("ma_so", &self.national_code, &current.national_code),
            ("dia_chi", &self.address, &current.address),
            ("dien_thoai", &self.phone, &current.phone),
            ("den_ngay", &self.last_day, &current.last_day),
        ];
        let told = |stands: &str| {
            if stands.is_empty() {
                "đang để trống".to_owned()
            } else {
                format!("đang ghi “{stands}”")
            }
        };
        fields
            .into_iter()
            .filter(|(_, typed, stands)| typed.trim() != stands.as_str())
            .map(|(field, _, stands)| {
                (field, format!("Bản mới nhất {}; nội dung bạn nhập chưa được ghi.", told(stands)))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::unit;
    use super::*;

    fn fields(change: impl FnOnce(&mut UnitChange)) -> Vec<&'static str> {
        let units = [unit("so-a", "Sở A", "H48.15"), unit("so-b", "Sở B", "H48.16")];
        let mut form = UnitChange::of(&units[0]);
        change(&mut form);
        form.read(&units[0], &units).err().unwrap_or_default().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn a_form_that_was_not_touched_changes_nothing() {
        let unit = unit("so-a", "Sở A", "H48.15");
        assert_eq!(UnitChange::of(&unit).read(&unit, std::slice::from_ref(&unit)), Ok(unit));
    }

    #[test]
    fn name_code_and_last_day_need_a_decision_but_address_and_phone_do_not() {
        assert_eq!(fields(|form| form.name = "Sở C".into()), ["can_cu"]);
        assert_eq!(fields(|form| form.national_code = "H48.17".into()), ["can_cu"]);
        assert_eq!(fields(|form| form.last_day = "31/12/2026".into()), ["can_cu"]);
        assert_eq!(fields(|form| form.address = "52 Hùng Vương".into()), [""; 0]);
        let with_basis = |form: &mut UnitChange| {
            form.name = "Sở C".into();
            form.legal_basis = "QĐ 1/QĐ-UBND".into();
        };
        assert_eq!(fields(with_basis), [""; 0]);
    }

    #[test]
    fn each_wrong_field_is_named() {
        assert_eq!(fields(|form| form.name = String::new()), ["ten"]);
        assert_eq!(fields(|form| form.national_code = "H48.16".into()), ["ma_so"]);
        assert_eq!(fields(|form| form.phone = "x".into()), ["dien_thoai"]);
        assert_eq!(fields(|form| form.last_day = "31/12/2009".into()), ["den_ngay"]);
        assert_eq!(fields(|form| form.last_day = "mai".into()), ["den_ngay"]);
        assert_eq!(fields(|form| form.address = "x".repeat(301)), ["dia_chi"]);
    }

    #[test]
    fn after_somebody_elses_change_only_what_stands_otherwise_is_told() {
        let old = unit("so-a", "Sở A", "H48.15");
        let typed = UnitChange { phone: "0255 3822 000".into(), ..UnitChange::of(&old) };
        let now = Unit { name: "Sở A mới".into(), version: 4, ..old };
        let told = typed.differences(&now);
        assert_eq!(told.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["ten", "dien_thoai"]);
        assert!(told[0].1.contains("“Sở A mới”") && told[1].1.contains("đang để trống"));
    }
}
