//! Tokens of the interface for other systems (_mã truy cập API_): what one may do, how long it lasts, what it looks like.
//!
//! A token acts as the person it belongs to, with the posts held on the day of the request and never more; its rights only
//! narrow that. It is shown once; only its hash is stored.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::model::AccountKind;
use super::own::Told;

/// What a token may be used for (_quyền của mã_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Reading published procedures.
    CatalogueRead,
    /// Looking a dossier up by number and secret code.
    DossiersLookup,
    /// Reading dossiers inside the person's scope.
    DossiersRead,
    /// Filling drafts and submitting them: citizens only.
    DossiersSubmit,
    /// Reading the work list: officials only.
    WorkRead,
    /// Finishing steps: officials only.
    WorkAct,
    /// Reading the feed of events inside the person's scope.
    EventsRead,
}

impl Right {
    /// Every right, in the order of pages.
    pub const ALL: [Self; 7] = [
        Self::CatalogueRead,
        Self::DossiersLookup,
        Self::DossiersRead,
        Self::DossiersSubmit,
        Self::WorkRead,
        Self::WorkAct,
        Self::EventsRead,
    ];

    /// The code in the database, in documents and on pages.
    pub fn code(self) -> &'static str {
        match self {
            Self::CatalogueRead => "catalogue:read",
            Self::DossiersLookup => "dossiers:lookup",
            Self::DossiersRead => "dossiers:read",
            Self::DossiersSubmit => "dossiers:submit",
            Self::WorkRead => "work:read",
            Self::WorkAct => "work:act",
            Self::EventsRead => "events:read",
        }
    }

    /// The right of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.code() == code)
    }

    /// Key of the sentence that people read.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::CatalogueRead => "right-catalogue-read",
            Self::DossiersLookup => "right-dossiers-lookup",
            Self::DossiersRead => "right-dossiers-read",
            Self::DossiersSubmit => "right-dossiers-submit",
            Self::WorkRead => "right-work-read",
            Self::WorkAct => "right-work-act",
            Self::EventsRead => "right-events-read",
        }
    }

    /// Whether an account of this kind can use it at all.
    pub fn fits(self, kind: AccountKind) -> bool {
        match self {
            Self::DossiersSubmit => kind == AccountKind::Citizen,
            Self::WorkRead | Self::WorkAct => kind == AccountKind::Official,
            _ => true,
        }
    }
}

/// A token as it is listed: everything but the secret (_mã truy cập API_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// Its id.
    pub id: Uuid,
    /// Whose it is, and as whom it acts.
    pub account_id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// Its last four characters.
    pub hint: String,
    /// What it may be used for.
    pub rights: Vec<Right>,
    /// When it was made, microseconds UTC.
    pub created_at: i64,
    /// Who made it.
    pub created_by: String,
    /// When it ends, microseconds UTC.
    pub expires_at: i64,
    /// When it was used last, to the minute.
    pub used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

impl AccessToken {
    /// Whether it opens anything at `now`.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now.as_microsecond() < self.expires_at
    }
}

/// Rights as one text, for the database.
pub fn written(rights: &[Right]) -> String {
    rights.iter().map(|right| right.code()).collect::<Vec<_>>().join(" ")
}

/// The rights of such a text; a code that is not known gives nothing.
pub fn read(text: &str) -> Vec<Right> {
    text.split(' ').filter_map(Right::from_code).collect()
}

/// How many days a token may last.
pub const LIFETIMES_DAYS: [i64; 4] = [7, 30, 90, 365];
/// Live tokens one account may have.
pub const MOST_TOKENS: usize = 20;
/// Longest name.
const MOST_NAME: usize = 80;

/// What somebody types to make a token.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// What it is for.
    pub name: String,
    /// Rights, as codes.
    pub rights: Vec<String>,
    /// How long it lasts, as typed.
    pub days: String,
}

/// The same once it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What it is for.
    pub name: String,
    /// What it may be used for.
    pub rights: Vec<Right>,
    /// When it ends, microseconds UTC.
    pub expires_at: i64,
}

impl Wish {
    /// The terms for an account of this kind with `live` tokens already, or what has to be mended in the order of the page.
    pub fn read(&self, (kind, live): (AccountKind, usize), now: Timestamp) -> Result<Terms, Vec<Told>> {
        let mut problems = Vec::new();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > MOST_NAME || name.chars().any(char::is_control) {
            problems.push(Told::new("ten", "tokens-name-wrong"));
        } else if live >= MOST_TOKENS {
            problems.push(Told::new("ten", "tokens-too-many"));
        }
        let rights: Option<Vec<_>> = self.rights.iter().map(|code| Right::from_code(code)).collect();
        let mut rights = rights.unwrap_or_default();
        rights.sort_unstable();
        rights.dedup();
        if rights.is_empty() || !rights.iter().all(|right| right.fits(kind)) {
            problems.push(Told::new("quyen", "tokens-rights-wrong"));
        }
        let days = self.days.parse().ok().filter(|days| LIFETIMES_DAYS.contains(days));
        if days.is_none() {
            problems.push(Told::new("han", "tokens-days-wrong"));
        }
        match days {
            Some(days) if problems.is_empty() => {
                let end = now.saturating_add(SignedDuration::from_hours(24 * days)).unwrap_or(now);
                Ok(Terms { name: name.to_owned(), rights, expires_at: end.as_microsecond() })
            }
            _ => Err(problems),
        }
    }
}

/// How every token begins, so that it is recognised where it should not be.
const START: &str = "mcua_";

/// The text of a token: 256 random bits.
pub fn text(secret: [u8; 32]) -> String {
    format!("{START}{}", super::session::token_text(secret))
}

/// Its last four characters.
pub fn hint(text: &str) -> String {
    text.chars().skip(text.chars().count().saturating_sub(4)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::timestamp;

    fn wish() -> Wish {
        Wish {
            name: "Phần mềm hộ tịch".into(),
            rights: vec!["work:read".into(), "work:act".into()],
            days: "30".into(),
        }
    }

    fn fields(wish: &Wish, known: (AccountKind, usize)) -> Vec<&'static str> {
        match wish.read(known, timestamp(0)) {
            Ok(_) => vec![],
            Err(problems) => problems.into_iter().map(|told| told.field).collect(),
        }
    }

    #[test]
    fn a_token_has_a_name_rights_its_account_can_use_and_an_end() {
        let official = (AccountKind::Official, 0);
        let terms = wish().read(official, timestamp(0)).unwrap();
        assert_eq!(terms.expires_at, 30 * 24 * 3_600_000_000);
        assert_eq!(fields(&Wish { name: " ".into(), ..wish() }, official), ["ten"]);
        assert_eq!(fields(&Wish { rights: vec![], ..wish() }, official), ["quyen"]);
        assert_eq!(fields(&Wish { rights: vec!["all".into()], ..wish() }, official), ["quyen"]);
        assert_eq!(fields(&wish(), (AccountKind::Citizen, 0)), ["quyen"], "a citizen has no work list");
        assert_eq!(fields(&Wish { days: "3650".into(), ..wish() }, official), ["han"]);
        assert_eq!(fields(&wish(), (AccountKind::Official, MOST_TOKENS)), ["ten"]);
    }

    #[test]
    fn rights_are_read_back_and_what_is_not_known_gives_nothing() {
        assert_eq!(read(&written(&Right::ALL)), Right::ALL);
        assert_eq!(read("catalogue:read everything"), [Right::CatalogueRead]);
        assert_eq!(read(""), []);
    }

    #[test]
    fn a_token_is_recognised_by_its_start_and_told_by_its_end() {
        let text = text([0xab; 32]);
        assert_eq!(text.len(), 5 + 64);
        assert!(text.starts_with("mcua_abab"));
        assert_eq!(hint(&text), "abab");
    }
}
