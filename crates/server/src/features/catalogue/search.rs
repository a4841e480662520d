//! Finding a procedure by everyday words, with or without diacritics (_tìm thủ tục_).

use std::collections::HashSet;
use std::sync::Arc;

use uuid::Uuid;

use super::shelf::Revision;
use crate::platform::fold::fold;

/// What is known of each procedure for searching.
#[derive(Default)]
pub struct Index {
    entries: Vec<Entry>,
}

struct Entry {
    id: Uuid,
    code: String,
    name: String,
    keywords: Vec<String>,
    words: HashSet<String>,
}

impl Index {
    /// An index over these revisions.
    pub fn new<'a>(revisions: impl Iterator<Item = &'a Arc<Revision>>) -> Self {
        let entry = |revision: &'a Arc<Revision>| {
            let procedure = revision.pack.procedure();
            let keywords: Vec<_> = procedure.keywords.iter().map(|word| fold(word)).collect();
            let name = fold(&procedure.name.vi);
            let all = format!(
                "{name} {} {} {}",
                fold(&procedure.summary.vi),
                keywords.join(" "),
                fold(&procedure.field)
            );
            let words = all.split_whitespace().map(str::to_owned).collect();
            Entry { id: revision.id, code: fold(&procedure.code), name, keywords, words }
        };
        Self { entries: revisions.map(entry).collect() }
    }

    /// Ids of the procedures that fit `query`, best first; nothing for an empty query.
    pub fn find(&self, query: &str) -> Vec<Uuid> {
        let query = fold(query);
        let words: Vec<_> = query.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<_> = self
            .entries
            .iter()
            .map(|entry| (entry.score(&query, &words), entry.id))
            .filter(|(score, _)| *score > 0)
            .collect();
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.0));
        hits.into_iter().map(|(_, id)| id).collect()
    }
}

impl Entry {
    fn score(&self, query: &str, words: &[&str]) -> usize {
        let by_code = if self.code == query || self.code.starts_with(query) { 1000 } else { 0 };
        let by_phrase = if self.name.contains(query) { 300 } else { 0 };
        let by_keyword = self
            .keywords
            .iter()
            .filter(|keyword| query.contains(*keyword) || keyword.contains(query))
            .count()
            * 200;
        let found = words.iter().filter(|word| self.has(word)).count();
        // Most of what was asked must be there, or chance words would bring everything.
        let by_words = if found * 3 >= words.len() * 2 { found * 100 / words.len() } else { 0 };
        by_code + by_phrase + by_keyword + by_words
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word)
            || (word.len() >= 3 && self.words.iter().any(|known| known.starts_with(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let entry = |n: u128, code: &str, name: &str, keywords: &[&str]| {
            let (name, keywords): (_, Vec<_>) = (fold(name), keywords.iter().map(|k| fold(k)).collect());
            let words =
                format!("{name} {}", keywords.join(" ")).split_whitespace().map(str::to_owned).collect();
            Entry { id: Uuid::from_u128(n), code: code.into(), name, keywords, words }
        };
        Index {
            entries: vec![
                entry(1, "1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", &["độc thân", "giấy độc thân"]),
                entry(2, "1.001612", "Đăng ký thành lập hộ kinh doanh", &["mở quán ăn", "mở cửa hàng"]),
                entry(3, "1.013225", "Cấp giấy phép xây dựng nhà ở riêng lẻ", &["xây nhà"]),
            ],
        }
    }

    #[test]
    fn words_without_marks_everyday_words_and_codes_find_the_procedure() {
        let first = |query: &str| index().find(query).first().map(|id| id.as_u128());
        assert_eq!(first("tinh trang hon nhan"), Some(1));
        assert_eq!(first("GIẤY ĐỘC THÂN"), Some(1));
        assert_eq!(first("tôi muốn mở quán ăn"), Some(2));
        assert_eq!(first("dang ky ho kinh doanh"), Some(2));
        assert_eq!(first("xây nhà"), Some(3));
        assert_eq!(first("1.0132"), Some(3));
        assert_eq!(first("hộ chiếu tàu vũ trụ"), None);
        assert_eq!(first("  "), None);
    }
}
