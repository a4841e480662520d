//! Words for people.

/// A text in Vietnamese, and in English where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Vietnamese, always there.
    pub vi: String,
    /// English, when the authors wrote it.
    pub en: Option<String>,
}

impl Text {
    /// A text in Vietnamese only.
    pub fn vi(text: impl Into<String>) -> Self {
        Self { vi: text.into(), en: None }
    }

    /// The text in a language (`"en"`), Vietnamese when it is missing.
    pub fn in_language(&self, language: &str) -> &str {
        match (&self.en, language) {
            (Some(english), "en") => english,
            _ => &self.vi,
        }
    }
}
