//! Generations of forms: which one a day calls for, and in what they differ.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::press::{SHELF, print, sample, text};

fn check(kind: &str, day: Date, expected: Option<&str>) {
    assert_eq!(SHELF.in_force(kind, day), expected, "{kind} on {day}");
}

#[test]
fn the_day_of_the_act_chooses_the_set() {
    check("receipt", date(2012, 12, 10), Some("local-2012/receipt"));
    check("receipt", date(2018, 11, 22), Some("local-2012/receipt"));
    check("receipt", date(2018, 11, 23), Some("tt01-2018/01-receipt"));
    check("receipt", date(2025, 6, 30), Some("tt01-2018/01-receipt"));
    check("receipt", date(2025, 7, 1), Some("tt03-2025/01-receipt"));
    check("receipt", date(2000, 1, 1), None);
}

#[test]
fn form_05_is_the_control_slip_of_2018_and_the_stop_notice_of_2025() {
    check("control_slip", date(2020, 1, 1), Some("tt01-2018/05-control-slip"));
    check("control_slip", date(2026, 1, 1), Some("tt03-2025/06-control-slip"));
    check("stop_notice", date(2020, 1, 1), None);
    check("stop_notice", date(2026, 1, 1), Some("tt03-2025/05-stop-notice"));
}

#[test]
fn no_day_has_two_forms_of_one_kind() {
    let kinds: BTreeSet<_> = SHELF.papers().map(|(_, card, _)| card.kind.as_str()).collect();
    for kind in kinds {
        let mut spans: Vec<_> = SHELF
            .papers()
            .filter(|(_, card, _)| card.kind == kind)
            .map(|(_, card, _)| (card.effective_from, card.effective_to.unwrap_or(Date::MAX)))
            .collect();
        spans.sort_unstable();
        assert!(spans.windows(2).all(|pair| pair[0].1 < pair[1].0), "{kind}: {spans:?}");
    }
}

#[test]
fn the_receipts_of_all_sets_differ_only_in_the_small_print() {
    let data = sample("tt01-2018/01-receipt");
    let lines =
        |name: &str| -> Vec<String> { text(&print(name, &data).pdf).lines().map(str::to_owned).collect() };
    let (old, new, local) =
        (lines("tt01-2018/01-receipt"), lines("tt03-2025/01-receipt"), lines("local-2012/receipt"));
    let difference = |other: &[String]| -> Vec<(String, String)> {
        assert_eq!(old.len(), other.len());
        old.iter().cloned().zip(other.iter().cloned()).filter(|(a, b)| a != b).collect()
    };
    let small = |form: &str| format!("{form}. Bản in lần 1. 000.00.15.H48-181210-0007 Trang 1/1");
    let of_2018 = small("Mẫu số 01 - TT 01/2018/TT-VPCP");
    assert_eq!(difference(&new), [(of_2018.clone(), small("Mẫu số 01 - TT 03/2025/TT-VPCP"))]);
    assert_eq!(difference(&local), [(of_2018, small("Mẫu nội bộ 2012"))]);
}

#[test]
fn the_apology_of_2025_asks_for_an_extension_and_lists_earlier_ones() {
    let data = sample("tt03-2025/04-apology");
    let printed = |name: &str| text(&print(name, &data).pdf);
    let (old, new) = (printed("tt01-2018/04-apology"), printed("tt03-2025/04-apology"));
    for words in ["GIA HẠN THỜI GIAN GIẢI QUYẾT", "Các lần hẹn lại trước", "Thời gian đề nghị gia hạn đến"]
    {
        assert!(new.contains(words) && !old.contains(words), "{words}");
    }
    assert!(old.contains("Thời gian hẹn trả lại") && !new.contains("Thời gian hẹn trả lại"));
}

#[test]
fn every_paper_says_how_sure_its_layout_is() {
    for (name, card, _) in SHELF.papers() {
        let known = ["verified", "partial", "from_memory", "proposal"];
        assert!(known.contains(&card.confidence.as_str()), "{name}: {}", card.confidence);
        assert!(card.confidence == "verified" || !card.note.is_empty(), "{name} has no note");
    }
}
