//! Whatever is typed, the search answers, soon, and the same again.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use search::{Document, Index};

use crate::world::thesaurus;

fn index() -> Index {
    let names = ["Đăng ký khai sinh", "Cấp giấy phép xây dựng", "1.2.3 ...", "", "🏠", "\u{301}\u{302}"];
    let documents: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(n, name)| Document {
            code: format!("9.{n:06}"),
            name: (*name).into(),
            nearness_percent: 100,
            ..Document::default()
        })
        .collect();
    Index::new(&documents, thesaurus())
}

proptest! {
    #[test]
    fn any_text_is_answered_twice_the_same(text in ".{0,400}") {
        let index = index();
        prop_assert_eq!(index.find(&text), index.find(&text));
    }
}

#[test]
fn what_nobody_offers_is_not_found() {
    let index = index();
    assert_eq!(index.find("tàu vũ trụ lên sao hỏa"), []);
    assert_eq!(index.find("khai sinh").len(), 1);
}

#[test]
fn a_long_question_is_answered_soon() {
    let index = index();
    for text in [
        "khaisinh ".repeat(50_000),
        "a".repeat(500_000),
        "\u{301}".repeat(100_000),
        "giấy khai sinh ".repeat(10_000),
    ] {
        #[expect(clippy::disallowed_methods, reason = "the test is about time")]
        let begun = Instant::now();
        index.find(&text);
        assert!(begun.elapsed() < Duration::from_secs(2));
    }
}
