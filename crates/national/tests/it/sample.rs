//! Our own sample: eight fictitious records in the shape of the crawl, with all its defects.

use national::{Channel, Field, Level, Record, State, Tally, Why};

const SAMPLE: &str = include_str!("../data/mau.jsonl");

fn record(code: &str) -> Record {
    let mut found = SAMPLE.lines().filter_map(|line| Record::read(line).ok());
    found.find(|record| record.code == code).unwrap()
}

#[test]
fn a_clean_record_is_understood_as_a_whole() {
    let understood = record("9.000001").understand();
    let rows: Vec<_> = understood
        .routes
        .iter()
        .map(|route| {
            let fees: Vec<_> = route.fees.iter().map(ToString::to_string).collect();
            (
                route.channel,
                route.term.as_ref().map(ToString::to_string).unwrap_or_default(),
                fees.join("; "),
                route.note.as_str(),
            )
        })
        .collect();
    let fees = "800.000 đồng (đồng/lần); 50.000 đồng (bản sao (nếu có))";
    assert_eq!(
        rows,
        [
            (Channel::Online, "15 ngày làm việc".into(), fees.into(), "Nộp qua mạng."),
            (Channel::Post, "15 ngày làm việc".into(), "miễn phí".into(), "Dịch vụ bưu chính: gửi tới Sở."),
            (Channel::InPerson, "0,5 ngày làm việc".into(), String::new(), ""),
        ]
    );
    assert_eq!(understood.levels, [Level::Province, Level::Commune]);
    assert_eq!(understood.publisher, "Bộ Xây dựng");
    assert!(
        Field::ALL.iter().all(|field| understood.state(*field) == State::Whole),
        "{:?}",
        understood.unclear
    );
}

#[test]
fn what_is_missing_is_absent_and_not_unread() {
    let understood = record("9.000002").understand();
    assert_eq!(understood.state(Field::Basis), State::Absent);
    assert_eq!(understood.state(Field::Outcomes), State::Absent);
    assert!(understood.requirements.is_empty());
}

#[test]
fn a_term_without_unit_and_an_amount_without_zeros_are_told_and_not_guessed() {
    let understood = record("9.000003").understand();
    let why: Vec<_> = understood
        .unclear
        .iter()
        .filter(|unclear| unclear.field == Field::Routes)
        .map(|unclear| unclear.why)
        .collect();
    assert_eq!(why, [Why::TermWithoutUnit, Why::AmountTooSmall, Why::TermInWords, Why::Bracket]);
    assert_eq!(understood.routes[0].term, None);
    assert_eq!(understood.routes[0].term_words, "1");
    assert_eq!(
        understood.routes[1].fees[0].to_string(),
        "“135 VNĐ” (cần đối chiếu) (Lệ phí: 135.000 đồng/lần.)"
    );
    assert_eq!(understood.routes[2].term_words, "Không phải trả kết quả");
}

#[test]
fn bad_lines_do_not_stop_the_others() {
    let (good, bad): (Vec<_>, Vec<_>) = SAMPLE.lines().map(Record::read).partition(Result::is_ok);
    assert_eq!((good.len(), bad.len()), (6, 2));
}

#[test]
fn the_tally_says_which_share_of_a_field_was_understood() {
    let mut tally = Tally::default();
    for record in SAMPLE.lines().filter_map(|line| Record::read(line).ok()) {
        record.understand().count(&mut tally);
    }
    assert_eq!(tally.count(Field::Routes, State::Partly), 1);
    assert_eq!(tally.share_permille(Field::Levels), Some(1000));
    assert!(tally.total_permille().unwrap() > 700);
}
