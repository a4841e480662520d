//! The words of citizens' pages (_từ ngữ_) in Vietnamese and English, from Fluent files.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

static_loader! {
    static LOCALES = {
        locales: "./src/ui/locales",
        fallback_language: "vi",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static VI: LanguageIdentifier = langid!("vi");
static EN: LanguageIdentifier = langid!("en");

/// A language of the interface (_ngôn ngữ_).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese, the first language.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The code in `lang` attributes and in the cookie.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language of this code; anything unknown is Vietnamese.
    pub fn from_code(code: &str) -> Self {
        if code == "en" { Self::En } else { Self::Vi }
    }
}

/// Texts of one language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words {
    /// Which.
    pub language: Language,
}

impl Words {
    fn id(self) -> &'static LanguageIdentifier {
        match self.language {
            Language::Vi => &VI,
            Language::En => &EN,
        }
    }

    /// The text of `key`. A key without text shows itself, which a test forbids.
    pub fn get(self, key: &str) -> String {
        LOCALES.lookup(self.id(), key)
    }

    /// The text of `key` with `value` in the place of `{ $name }`.
    pub fn with(self, key: &str, name: &'static str, value: impl ToString) -> String {
        let arguments = HashMap::from([(Cow::Borrowed(name), FluentValue::from(value.to_string()))]);
        LOCALES.lookup_with_args(self.id(), key, &arguments)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    fn keys(text: &str) -> BTreeSet<&str> {
        text.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
            .collect()
    }

    #[test]
    fn no_text_is_written_twice() {
        for file in [include_str!("locales/vi/citizen.ftl"), include_str!("locales/en/citizen.ftl")] {
            let written =
                file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())).count();
            assert_eq!(written, keys(file).len());
        }
    }

    #[test]
    fn every_text_stands_in_both_languages() {
        let vi = keys(include_str!("locales/vi/citizen.ftl"));
        let en = keys(include_str!("locales/en/citizen.ftl"));
        assert_eq!(vi.symmetric_difference(&en).collect::<Vec<_>>(), Vec::<&&str>::new());
        assert!(vi.len() > 20);
    }
}
