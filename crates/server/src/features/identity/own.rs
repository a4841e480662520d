//! What people change of their own account (_thông tin của tôi_), as typed, and what is told in their language.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::days;
use super::model::{Account, is_email};

/// Says whether a commune lies in a province: their codes.
type IsPlace<'a> = &'a dyn Fn(&str, &str) -> bool;

/// What has to be mended: the field, the key of the sentence, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The field.
    pub field: &'static str,
    /// Key of the text.
    pub key: &'static str,
    /// What stands in the place of `{ $found }`; may be empty.
    pub found: String,
}

impl Told {
    /// A problem whose sentence quotes nothing.
    pub fn new(field: &'static str, key: &'static str) -> Self {
        Self { field, key, found: String::new() }
    }

    fn quoting(field: &'static str, key: &'static str, found: &str) -> Self {
        Self { field, key, found: found.to_owned() }
    }
}

/// Contact facts as typed.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// E-mail address; may be empty.
    pub email: String,
    /// Date of birth; may be empty.
    pub birth_date: String,
    /// `nam`, `nu` or empty.
    pub sex: String,
    /// Code of the province; may be empty.
    pub province: String,
    /// Code of the commune; may be empty.
    pub commune: String,
    /// House number, street, hamlet; may be empty.
    pub detail: String,
}

/// Longest rest of an address, as in the forms.
const MOST_DETAIL: usize = 300;
/// Nobody is older.
const MOST_YEARS: i16 = 130;

impl Contact {
    /// The facts of `account` as they are shown before anything is typed.
    pub fn of(account: &Account) -> Self {
        let part =
            |name: &str| account.address.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        Self {
            email: account.email.clone(),
            birth_date: if account.birth_date.is_empty() {
                String::new()
            } else {
                days::shown(&account.birth_date)
            },
            sex: account.sex.clone(),
            province: part("province"),
            commune: part("commune"),
            detail: part("detail"),
        }
    }

    /// `account` with these facts, or what has to be mended in the order of the page. `is_place` says whether a commune lies
    /// in a province.
    pub fn read(
        &self,
        account: &Account,
        (today, is_place): (Date, IsPlace<'_>),
    ) -> Result<Account, Vec<Told>> {
        let mut problems = Vec::new();
        if !self.email.is_empty() && !is_email(&self.email) {
            problems.push(Told::quoting("email", "contact-email-wrong", &self.email));
        }
        let birth_date = days::typed(&self.birth_date);
        let is_possible = |day: Date| day <= today && day.year() >= today.year() - MOST_YEARS;
        if !self.birth_date.trim().is_empty() && !birth_date.is_some_and(is_possible) {
            problems.push(Told::quoting("ngay_sinh", "contact-birth-wrong", self.birth_date.trim()));
        }
        if !["", "nam", "nu"].contains(&self.sex.as_str()) {
            problems.push(Told::new("gioi_tinh", "contact-sex-wrong"));
        }
        let has_address = [&self.province, &self.commune, &self.detail].iter().any(|part| !part.is_empty());
        if has_address && !is_place(&self.province, &self.commune) {
            problems.push(Told::new("dia_chi", "contact-address-wrong"));
        } else if self.detail.chars().count() > MOST_DETAIL || self.detail.chars().any(char::is_control) {
            problems.push(Told::new("dia_chi", "contact-detail-long"));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let address = if has_address {
            json!({ "country": "VN", "province": self.province, "commune": self.commune, "detail": self.detail })
        } else {
            Json::Null
        };
        Ok(Account {
            email: self.email.clone(),
            birth_date: birth_date.map(|day| day.to_string()).unwrap_or_default(),
            sex: self.sex.clone(),
            address,
            ..account.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::AccountKind;
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn account() -> Account {
        Account {
            id: Uuid::nil(),
            kind: AccountKind::Citizen,
            login: "0905000001".into(),
            password_hash: String::new(),
            full_name: "Trần Thị Hoa Mơ".into(),
            id_number: "051195000011".into(),
            phone: "0905000001".into(),
            email: "hoa@example.vn".into(),
            birth_date: "1995-03-12".into(),
            sex: "nu".into(),
            address: json!({ "country": "VN", "province": "51", "commune": "21040", "detail": "Thôn 1" }),
            is_demo: false,
            disabled_at: None,
            version: 1,
        }
    }

    fn read(change: impl FnOnce(&mut Contact)) -> Result<Account, Vec<&'static str>> {
        let mut form = Contact::of(&account());
        change(&mut form);
        let is_place = |province: &str, commune: &str| province == "51" && commune == "21040";
        let read = form.read(&account(), (date(2026, 3, 1), &is_place));
        read.map_err(|told| told.into_iter().map(|told| told.key).collect())
    }

    #[test]
    fn facts_that_were_not_touched_stay_as_they_are() {
        assert_eq!(read(|_| ()), Ok(account()));
    }

    #[test]
    fn everything_may_be_left_empty() {
        let bare = read(|form| *form = Contact::default()).unwrap();
        assert_eq!((bare.email.as_str(), bare.birth_date.as_str(), bare.sex.as_str()), ("", "", ""));
        assert!(bare.address.is_null());
    }

    #[test]
    fn each_wrong_fact_is_named() {
        let key = |change: fn(&mut Contact)| read(change).unwrap_err();
        assert_eq!(key(|form| form.email = "hoa@".into()), ["contact-email-wrong"]);
        assert_eq!(key(|form| form.birth_date = "31/02/1995".into()), ["contact-birth-wrong"]);
        assert_eq!(key(|form| form.birth_date = "02/03/2026".into()), ["contact-birth-wrong"]);
        assert_eq!(key(|form| form.sex = "x".into()), ["contact-sex-wrong"]);
        assert_eq!(key(|form| form.commune = "00001".into()), ["contact-address-wrong"]);
        assert_eq!(key(|form| form.province = String::new()), ["contact-address-wrong"]);
        assert_eq!(key(|form| form.detail = "x".repeat(301)), ["contact-detail-long"]);
    }
}
