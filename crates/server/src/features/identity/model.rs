//! Accounts, units and posts: types and pure rules.

use jiff::civil::Date;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::platform::actor::Role;

/// Whether an account belongs to a citizen or to an official.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// A citizen or business (_công dân, doanh nghiệp_).
    Citizen,
    /// An official (_cán bộ, công chức_).
    Official,
}

impl AccountKind {
    /// The code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Official => "official",
        }
    }
}

/// An account (_tài khoản_).
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub kind: AccountKind,
    /// What is typed to log in: a phone number, an e-mail address or an official's name, in lower case.
    pub login: String,
    /// PHC text of argon2id.
    pub password_hash: String,
    /// Full name.
    pub full_name: String,
    /// Identity number, 12 digits; empty when not given.
    pub id_number: String,
    /// Phone number; may be empty.
    pub phone: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// Date of birth, ISO; may be empty.
    pub birth_date: String,
    /// `nam`, `nu` or empty.
    pub sex: String,
    /// Address in the shape of the forms kernel, or null.
    pub address: Json,
    /// Made by the demo stories; shown as such.
    pub is_demo: bool,
    /// When it was closed, microseconds UTC.
    pub disabled_at: Option<i64>,
    /// Rises with every change.
    pub version: i64,
}

impl Account {
    /// A new account of which only the name is known besides what it logs in with; `password_hash` is the PHC text.
    pub fn new(id: Uuid, (kind, login, full_name): (AccountKind, &str, &str), password_hash: String) -> Self {
        Self {
            id,
            kind,
            login: login.to_owned(),
            password_hash,
            full_name: full_name.to_owned(),
            id_number: String::new(),
            phone: String::new(),
            email: String::new(),
            birth_date: String::new(),
            sex: String::new(),
            address: Json::Null,
            is_demo: false,
            disabled_at: None,
            version: 1,
        }
    }
}

/// A unit of the administration (_đơn vị, cơ quan_), dated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: Uuid,
    /// Its code inside this installation, `so-ttt`, `xa-21040`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `committee`, `department`, `division`, `desk` or `external`.
    pub kind: String,
    /// Level of government: `province`, `district` or `commune`.
    pub level: String,
    /// The unit it is part of.
    pub parent_id: Option<Uuid>,
    /// Code in dossier numbers, `000.00.15.H48` or `H48.15`; empty when the unit receives nothing.
    pub national_code: String,
    /// Street address.
    pub address: String,
    /// Phone number.
    pub phone: String,
    /// First day.
    pub valid_from: String,
    /// Last day; open when absent.
    pub valid_to: Option<String>,
    /// Rises with every change.
    pub version: i64,
}

impl Unit {
    /// Whether it works on `day` (ISO), first and last day included.
    pub fn is_open_on(&self, day: &str) -> bool {
        self.valid_from.as_str() <= day && self.valid_to.as_deref().is_none_or(|to| day <= to)
    }
}

/// An appointment to a role in a unit (_phân công_), from a day to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Its id.
    pub id: Uuid,
    /// Who.
    pub account_id: Uuid,
    /// Where.
    pub unit_id: Uuid,
    /// Name of the unit.
    pub unit_name: String,
    /// As what.
    pub role: Role,
    /// First day, ISO.
    pub from_date: String,
    /// Last day, ISO; open when absent.
    pub to_date: Option<String>,
}

impl Appointment {
    /// Whether it holds on `day`, first and last day included.
    pub fn holds_on(&self, day: Date) -> bool {
        let day = day.to_string();
        self.from_date <= day && self.to_date.as_ref().is_none_or(|to| day <= *to)
    }
}

/// What is wrong with the name an official logs in with.
pub fn login_problem(login: &str) -> Option<FieldProblem> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    let is_right = (3..=60).contains(&login.len()) && login.chars().all(is_plain);
    (!is_right).then(|| {
        let text = format!(
            "Tên đăng nhập cần 3–60 chữ thường không dấu, chữ số, dấu chấm, dấu gạch nối; đã nhập “{login}”."
        );
        ("ten_dang_nhap", text)
    })
}

/// What is wrong with the name or the e-mail address of an official, as typed.
pub fn official_problems(full_name: &str, email: &str) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let name = full_name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        problems.push(("ho_ten", "Nhập họ và tên của cán bộ, dài nhất 100 chữ.".to_owned()));
    }
    if !email.is_empty() && !is_email(email) {
        problems.push(("email", format!("Thư điện tử cần dạng ten@noi.vn; đã nhập “{email}”.")));
    }
    problems
}

/// What a citizen types to sign up, as typed.
#[derive(Clone, Debug, Default)]
pub struct SignUp {
    /// Full name.
    pub full_name: String,
    /// Phone number.
    pub phone: String,
    /// E-mail address; may be left out.
    pub email: String,
    /// Identity number.
    pub id_number: String,
    /// Password.
    pub password: String,
    /// The same again.
    pub password_again: String,
}

/// What is wrong with one field: its name and a sentence.
pub type FieldProblem = (&'static str, String);

/// Shortest password that is taken.
pub const MIN_PASSWORD: usize = 8;

/// What is wrong with a password that an administrator gives.
pub fn password_problem(password: &str) -> Option<FieldProblem> {
    (password.chars().count() < MIN_PASSWORD)
        .then(|| ("mat_khau", format!("Mật khẩu cần ít nhất {MIN_PASSWORD} ký tự.")))
}

impl SignUp {
    /// What has to be mended before an account can be made, in the order of the page.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.full_name.split_whitespace().count() < 2 {
            problems
                .push(("ho_ten", "Nhập cả họ và tên như trên căn cước, ví dụ Nguyễn Thị Hoa.".to_owned()));
        }
        if self.full_name.chars().count() > 100 || self.full_name.chars().any(char::is_control) {
            problems.push(("ho_ten", "Họ và tên dài nhất 100 chữ, không có ký tự điều khiển.".to_owned()));
        }
        if !is_phone(&self.phone) {
            problems.push((
                "dien_thoai",
                format!(
                    "Số điện thoại cần 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09; bạn đã nhập “{}”.",
                    self.phone
                ),
            ));
        }
        if !self.email.is_empty() && !is_email(&self.email) {
            problems
                .push(("email", format!("Thư điện tử cần dạng ten@noi.vn; bạn đã nhập “{}”.", self.email)));
        }
        if !(self.id_number.len() == 12 && self.id_number.bytes().all(|b| b.is_ascii_digit())) {
            let found = self.id_number.chars().count();
            problems.push((
                "so_dinh_danh",
                format!("Số định danh cần đúng 12 chữ số; bạn đã nhập {found} ký tự."),
            ));
        }
        if self.password.chars().count() < MIN_PASSWORD {
            problems.push(("mat_khau", format!("Mật khẩu cần ít nhất {MIN_PASSWORD} ký tự.")));
        } else if self.password != self.password_again {
            problems.push(("mat_khau_lai", "Hai lần nhập mật khẩu chưa giống nhau.".to_owned()));
        }
        problems
    }
}

fn is_phone(text: &str) -> bool {
    text.len() == 10
        && text.bytes().all(|b| b.is_ascii_digit())
        && ["03", "05", "07", "08", "09"].iter().any(|prefix| text.starts_with(prefix))
}

/// Whether `text` has the shape of an e-mail address.
pub fn is_email(text: &str) -> bool {
    text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn good() -> SignUp {
        SignUp {
            full_name: "Võ Thị Mận".into(),
            phone: "0912345678".into(),
            email: String::new(),
            id_number: "051190000001".into(),
            password: "mat khau dai".into(),
            password_again: "mat khau dai".into(),
        }
    }

    #[test]
    fn each_wrong_field_is_named_and_says_what_was_expected() {
        let names =
            |sign_up: SignUp| sign_up.problems().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert!(names(good()).is_empty());
        assert_eq!(names(SignUp { full_name: "Mận".into(), ..good() }), ["ho_ten"]);
        assert_eq!(names(SignUp { phone: "1234".into(), ..good() }), ["dien_thoai"]);
        assert_eq!(names(SignUp { email: "a@b".into(), ..good() }), ["email"]);
        assert_eq!(names(SignUp { id_number: "12".into(), ..good() }), ["so_dinh_danh"]);
        assert_eq!(names(SignUp { password: "ngan".into(), ..good() }), ["mat_khau"]);
        assert_eq!(names(SignUp { password_again: "khac".into(), ..good() }), ["mat_khau_lai"]);
    }

    #[test]
    fn a_post_holds_from_its_first_to_its_last_day() {
        let post = Appointment {
            id: Uuid::nil(),
            account_id: Uuid::nil(),
            unit_id: Uuid::nil(),
            unit_name: String::new(),
            role: Role::Clerk,
            from_date: "2025-07-01".into(),
            to_date: Some("2025-07-31".into()),
        };
        assert!(!post.holds_on(date(2025, 6, 30)));
        assert!(post.holds_on(date(2025, 7, 1)) && post.holds_on(date(2025, 7, 31)));
        assert!(!post.holds_on(date(2025, 8, 1)));
        assert!(Appointment { to_date: None, ..post }.holds_on(date(2030, 1, 1)));
    }
}
