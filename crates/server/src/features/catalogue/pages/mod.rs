//! Public pages of the catalogue.

pub mod home;
pub mod list;
pub mod procedure;

use super::shelf::Revision;
use crate::ui::Words;

/// A procedure in a list.
pub struct Card {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What one gets.
    pub summary: String,
    /// Its code.
    pub code: String,
}

impl Card {
    fn of(revision: &Revision, words: Words) -> Self {
        let procedure = revision.pack.procedure();
        Self {
            href: format!("/thu-tuc/{}", procedure.code),
            name: text(&procedure.name, words),
            summary: text(&procedure.summary, words),
            code: procedure.code.clone(),
        }
    }
}

/// A text of the law data in the page's language; what has no English stays Vietnamese.
pub fn text(text: &procedures::Text, words: Words) -> String {
    match (words.language, &text.en) {
        (crate::ui::Language::En, Some(en)) => en.clone(),
        _ => text.vi.clone(),
    }
}

#[cfg(test)]
fn sample_card() -> Card {
    Card {
        href: "/thu-tuc/1.004873".into(),
        name: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        summary: "Giấy cho biết bạn độc thân, đã kết hôn hay đã ly hôn.".into(),
        code: "1.004873".into(),
    }
}
