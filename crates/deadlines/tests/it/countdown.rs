//! Terms counted backwards from an event.

use deadlines::{DuePolicy, Rule, Term};

use crate::given::{OF_2012, WITH_SATURDAY, at, days};

fn check(event: &str, term: Term, rule: &Rule, expected: &str) {
    let due = OF_2012.latest_before(at(event), &term, rule).unwrap();
    assert_eq!(due.at, Some(at(expected)), "{term} before {event}");
}

#[test]
fn notice_of_a_press_conference_is_given_24_hours_before() {
    check("2012-12-12 09:00", Term::clock_hours(24), &Rule::default(), "2012-12-11 09:00");
    check("2012-12-12 09:00", Term::clock_hours(6), &Rule::default(), "2012-12-12 03:00");
    check("2012-12-12 09:00", Term::clock_hours(0), &Rule::default(), "2012-12-12 09:00");
}

#[test]
fn a_latest_instant_outside_hours_names_the_last_working_moment_before_it() {
    let due =
        OF_2012.latest_before(at("2012-12-10 09:00"), &Term::clock_hours(24), &Rule::default()).unwrap();
    assert_eq!(due.at, Some(at("2012-12-09 09:00")));
    insta::assert_snapshot!(due.explanation.sentences().join("\n"), @r"
    Sự kiện lúc 09:00 thứ Hai, 10/12/2012; phải trước ít nhất 24 giờ.
    Chậm nhất 09:00 Chủ nhật, 09/12/2012.
    Lúc đó ngoài giờ làm việc; giờ làm việc cuối cùng trước đó là 16:00 thứ Sáu, 07/12/2012.
    ");
    let lunch =
        OF_2012.latest_before(at("2012-12-12 12:15"), &Term::clock_hours(24), &Rule::default()).unwrap();
    assert!(lunch.explanation.sentences().join(" ").contains("11:30 thứ Ba, 11/12/2012"));
}

#[test]
fn working_days_before_end_with_the_close_of_that_day() {
    check("2012-12-14 09:00", days("2"), &Rule::default(), "2012-12-12 16:00");
    check("2012-12-10 09:00", days("2"), &Rule::default(), "2012-12-06 16:00");
    check("2012-12-09 19:00", days("1"), &Rule::default(), "2012-12-07 16:00"); // the event is on a Sunday
    check("2012-12-14 09:00", days("0"), &Rule::default(), "2012-12-14 09:00"); // never after the event
    // A decision that takes effect on 1 July 2025 is published five working days before.
    check("2025-07-01 00:00", days("5"), &Rule::default(), "2025-06-24 16:00");
    check("2026-02-23 09:00", days("1"), &Rule::default(), "2026-02-13 16:00"); // over Tết
}

#[test]
fn half_a_working_day_counts_half_backwards_too() {
    let due = WITH_SATURDAY.latest_before(at("2012-12-10 09:00"), &days("1"), &Rule::default()).unwrap();
    assert_eq!(due.at, Some(at("2012-12-07 16:00")));
    let due = WITH_SATURDAY.latest_before(at("2012-12-10 09:00"), &days("0.5"), &Rule::default()).unwrap();
    assert_eq!(due.at, Some(at("2012-12-08 11:30")));
}

#[test]
fn by_exact_time_working_days_and_hours_are_measured_back() {
    let exact = Rule { due_policy: DuePolicy::ExactTime, ..Rule::default() };
    check("2012-12-14 09:00", days("2"), &exact, "2012-12-12 09:00");
    check("2012-12-10 08:30", days("1"), &exact, "2012-12-07 08:30");
    check("2012-12-10 09:30", Term::working_hours(3), &exact, "2012-12-07 15:00");
}

#[test]
fn calendar_days_and_months_before_never_move_towards_the_event() {
    check("2012-12-14 09:00", Term::calendar_days(5), &Rule::default(), "2012-12-07 16:00"); // the 9th is a Sunday
    check("2012-12-14 09:00", Term::calendar_days(4), &Rule::default(), "2012-12-10 16:00");
    check("2012-03-31 09:00", Term::months(1), &Rule::default(), "2012-02-29 16:00");
}

#[test]
fn terms_that_cannot_run_backwards_are_refused() {
    for term in [Term::NONE, Term::SAME_DAY] {
        let refusal = OF_2012.latest_before(at("2012-12-14 09:00"), &term, &Rule::default()).unwrap_err();
        assert_eq!(refusal.code(), "unit_not_usable");
    }
    let refusal = OF_2012.latest_before(at("2012-12-14 09:00"), &days("0.3"), &Rule::default()).unwrap_err();
    assert_eq!(refusal.code(), "term_not_half_days");
}
