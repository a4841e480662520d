//! Public pages of the catalogue.

pub mod changes;
pub mod home;
pub mod list;
pub mod national;
pub mod open_data;
pub mod procedure;
pub mod sheet;

use super::listing::{Listed, Origin};
use crate::ui::Words;

/// Where the national portal is; procedures that are not filed here are filed there.
pub const NATIONAL_PORTAL: &str = "https://dichvucong.gov.vn";

/// One choice of a list.
pub struct Pick {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Chosen.
    pub checked: bool,
}

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
    /// Field, and who carries it out.
    pub about: String,
    /// That it is not filed here, and where its data comes from; empty for what is filed here.
    pub elsewhere: String,
}

impl Card {
    fn of(listed: &Listed, words: Words) -> Self {
        let mut about: Vec<&str> = vec![&listed.field];
        about.extend(&listed.levels);
        about.retain(|part| !part.is_empty());
        Self {
            href: format!("/thu-tuc/{}", listed.code),
            name: text(&listed.name, words),
            summary: text(&listed.summary, words),
            code: listed.code.clone(),
            about: about.join(" · "),
            elsewhere: match &listed.origin {
                Origin::Here => String::new(),
                Origin::Elsewhere => words.get("origin-noi-khac"),
                Origin::National { source, seen_on } => source_line(words, (source, seen_on)),
            },
        }
    }
}

/// "Chỉ để tra cứu. Nguồn: …, ngày …".
fn source_line(words: Words, (source, seen_on): (&str, &str)) -> String {
    words.with("national-source", "what", origin(words, (source, seen_on)))
}

/// Name of a source, and the day it showed what is shown here.
fn origin(words: Words, (source, seen_on): (&str, &str)) -> String {
    match seen_on.parse::<jiff::civil::Date>() {
        Ok(day) => format!("{source}, {}", deadlines::words::day_month_year(day)),
        Err(_) => format!("{source}, {}", words.get("national-undated")),
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
        about: "Hộ tịch · Cấp xã".into(),
        elsewhere: String::new(),
    }
}
