//! What is typed to open a unit.

use jiff::civil::Date;

use super::super::days;
use super::super::model::{FieldProblem, Unit};
use super::{
    KINDS, LEVELS, SHARES, code_taken, day_wanted, national_code_problem, phone_problem, span, text_problem,
};

/// What is typed for a new unit, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewUnit {
    /// Its code inside this installation.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Code of its kind.
    pub kind: String,
    /// Code of its level.
    pub level: String,
    /// Code of the unit it is part of; may be empty.
    pub parent_code: String,
    /// Code in dossier numbers; may be empty.
    pub national_code: String,
    /// Street address; may be empty.
    pub address: String,
    /// Phone number; may be empty.
    pub phone: String,
    /// First day.
    pub valid_from: String,
    /// The decision that makes it.
    pub legal_basis: String,
    /// Codes of the units it comes from, with commas between; may be empty.
    pub came_from: String,
    /// How much of them it takes over.
    pub share: String,
}

/// A new unit that may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyUnit {
    /// First day.
    pub valid_from: Date,
    /// The unit it is part of.
    pub parent: Option<Unit>,
    /// Codes of the units it comes from.
    pub came_from: Vec<String>,
}

impl NewUnit {
    /// The parts that were looked up, or what has to be mended in the order of the page. `units` are all units, past and
    /// present.
    pub fn read(&self, units: &[Unit]) -> Result<ReadyUnit, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        problems.extend(text_problem("ten", "Tên đơn vị", (&self.name, 200, true)));
        problems.extend(self.code_problem(units));
        if !KINDS.iter().any(|(code, _)| *code == self.kind) {
            problems.push(("loai", "Chọn loại đơn vị.".to_owned()));
        }
        if !LEVELS.iter().any(|(code, _)| *code == self.level) {
            problems.push(("cap", "Chọn cấp của đơn vị.".to_owned()));
        }
        let valid_from = days::typed(&self.valid_from);
        let parent = units.iter().find(|unit| unit.code == self.parent_code);
        problems.extend(self.parent_problem(parent, valid_from));
        problems.extend(national_code_problem(&self.national_code, (units, None), (valid_from, None)));
        problems.extend(text_problem("dia_chi", "Địa chỉ", (&self.address, 300, false)));
        problems.extend(phone_problem(&self.phone));
        if valid_from.is_none() {
            problems.push(("tu_ngay", day_wanted("Ngày bắt đầu", &self.valid_from)));
        }
        problems.extend(text_problem("can_cu", "Căn cứ pháp lý", (&self.legal_basis, 500, true)));
        let came_from = match self.came_from(units) {
            Ok(codes) => codes,
            Err(problem) => {
                problems.push(problem);
                vec![]
            }
        };
        match valid_from {
            Some(valid_from) if problems.is_empty() => {
                Ok(ReadyUnit { valid_from, parent: parent.cloned(), came_from })
            }
            _ => Err(problems),
        }
    }

    fn code_problem(&self, units: &[Unit]) -> Option<FieldProblem> {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let begins = self.code.starts_with(|c: char| c.is_ascii_lowercase());
        if (2..=40).contains(&self.code.len()) && begins && self.code.chars().all(is_plain) {
            return units.iter().find(|unit| unit.code == self.code).map(code_taken);
        }
        let wanted = "Mã đơn vị cần 2–40 chữ thường không dấu, chữ số, dấu gạch nối, bắt đầu bằng chữ, ví dụ so-xay-dung";
        let found =
            if self.code.is_empty() { String::new() } else { format!("; đã nhập “{}”", self.code) };
        Some(("ma", format!("{wanted}{found}.")))
    }

    fn parent_problem(&self, parent: Option<&Unit>, valid_from: Option<Date>) -> Option<FieldProblem> {
        if self.parent_code.is_empty() {
            return None;
        }
        let Some(parent) = parent else {
            return Some((
                "thuoc",
                format!("Không có đơn vị mã “{}”. Chọn trong danh sách.", self.parent_code),
            ));
        };
        let day = valid_from?;
        (!parent.exists_on(day)).then(|| {
            let text = format!(
                "{} không hoạt động vào ngày {} ({}). Chọn đơn vị khác hoặc ngày khác.",
                parent.name,
                deadlines::words::day_month_year(day),
                span(parent)
            );
            ("thuoc", text)
        })
    }

    fn came_from(&self, units: &[Unit]) -> Result<Vec<String>, FieldProblem> {
        let codes: Vec<String> = self
            .came_from
            .split([',', ';'])
            .map(|code| code.trim().to_owned())
            .filter(|code| !code.is_empty())
            .collect();
        let unknown = codes.iter().find(|code| !units.iter().any(|unit| unit.code == **code));
        match unknown {
            Some(code) => {
                Err(("ke_thua", format!("Không có đơn vị mã “{code}”. Xem mã ở danh sách đơn vị.")))
            }
            None if !codes.is_empty() && !SHARES.iter().any(|(code, _)| *code == self.share) => {
                Err(("phan", "Chọn nhận toàn bộ hay một phần của đơn vị cũ.".to_owned()))
            }
            None => Ok(codes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::unit;
    use super::*;

    fn good() -> NewUnit {
        NewUnit {
            code: "so-xay-dung".into(),
            name: "Sở Xây dựng".into(),
            kind: "department".into(),
            level: "province".into(),
            parent_code: "ubnd-tinh".into(),
            national_code: "H48.20".into(),
            valid_from: "01/07/2026".into(),
            legal_basis: "Nghị quyết 12/NQ-HĐND ngày 20/6/2026".into(),
            ..NewUnit::default()
        }
    }

    fn units() -> [Unit; 2] {
        let gone = Unit { valid_to: Some("2025-02-28".into()), ..unit("so-ttt", "Sở TTTT", "H48.15") };
        [unit("ubnd-tinh", "UBND tỉnh", "H48"), gone]
    }

    fn fields(form: &NewUnit) -> Vec<&'static str> {
        form.read(&units()).err().unwrap_or_default().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn a_whole_form_gives_its_day_its_parent_and_what_it_came_from() {
        let form = NewUnit { came_from: "so-ttt, ubnd-tinh".into(), share: "part".into(), ..good() };
        let ready = form.read(&units()).unwrap();
        assert_eq!(ready.valid_from.to_string(), "2026-07-01");
        assert_eq!(ready.parent.unwrap().code, "ubnd-tinh");
        assert_eq!(ready.came_from, ["so-ttt", "ubnd-tinh"]);
    }

    #[test]
    fn each_wrong_field_is_named() {
        assert_eq!(fields(&good()), [""; 0]);
        assert_eq!(fields(&NewUnit { code: "Sở".into(), ..good() }), ["ma"]);
        assert_eq!(fields(&NewUnit { code: "so-ttt".into(), ..good() }), ["ma"]);
        assert_eq!(fields(&NewUnit { name: "  ".into(), ..good() }), ["ten"]);
        assert_eq!(fields(&NewUnit { kind: "castle".into(), ..good() }), ["loai"]);
        assert_eq!(fields(&NewUnit { level: String::new(), ..good() }), ["cap"]);
        assert_eq!(fields(&NewUnit { parent_code: "khong-co".into(), ..good() }), ["thuoc"]);
        assert_eq!(fields(&NewUnit { parent_code: "so-ttt".into(), ..good() }), ["thuoc"]);
        assert_eq!(fields(&NewUnit { parent_code: String::new(), ..good() }), [""; 0]);
        assert_eq!(fields(&NewUnit { national_code: "H48".into(), ..good() }), ["ma_so"]);
        assert_eq!(fields(&NewUnit { phone: "gọi tôi".into(), ..good() }), ["dien_thoai"]);
        assert_eq!(fields(&NewUnit { valid_from: "31/06/2026".into(), ..good() }), ["tu_ngay"]);
        assert_eq!(fields(&NewUnit { legal_basis: String::new(), ..good() }), ["can_cu"]);
        assert_eq!(
            fields(&NewUnit { came_from: "khong-co".into(), share: "whole".into(), ..good() }),
            ["ke_thua"]
        );
        assert_eq!(fields(&NewUnit { came_from: "so-ttt".into(), ..good() }), ["phan"]);
    }

    #[test]
    fn a_code_that_is_taken_is_told_with_its_unit_and_its_time() {
        let problems = NewUnit { code: "so-ttt".into(), ..good() }.read(&units()).unwrap_err();
        assert!(problems[0].1.contains("Sở TTTT (01/01/2010 – 28/02/2025)"), "{}", problems[0].1);
    }
}
