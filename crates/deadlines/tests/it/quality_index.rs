//! The end time and the verdict of the national service-quality index (decision 766/QĐ-TTg of 2022).

use deadlines::{IndexFormula, IndexHistory, IndexVerdict, StateChange, SupplementRequest};

use crate::given::at;

const DUE: &str = "2012-12-17 11:30";
const PERIOD_END: &str = "2012-12-31 23:59";

fn judge(states: &[(u8, &str)], supplements: &[(&str, Option<&str>)]) -> IndexVerdict {
    let formula = IndexFormula { end_states: vec![vec![9], vec![10], vec![8, 3]], supplements_allowed: 1 };
    let states: Vec<_> =
        states.iter().map(|(state, time)| StateChange { state: *state, at: at(time) }).collect();
    let supplements: Vec<_> = supplements
        .iter()
        .map(|(asked, completed)| SupplementRequest { asked_at: at(asked), completed_at: completed.map(at) })
        .collect();
    let history = IndexHistory { states: &states, supplements: &supplements, due_at: at(DUE) };
    formula.judge(&history, at(PERIOD_END))
}

#[test]
fn settled_goes_before_delivered_and_delivered_before_stopped() {
    let all =
        [(3, "2012-12-10 09:00"), (10, "2012-12-20 09:00"), (9, "2012-12-17 10:00"), (8, "2012-12-11 09:00")];
    assert_eq!(judge(&all, &[]).ended_at, at("2012-12-17 10:00"));
    assert!(judge(&all, &[]).is_on_time);
    assert_eq!(judge(&all[..2], &[]).ended_at, at("2012-12-20 09:00"));
    assert!(!judge(&all[..2], &[]).is_on_time);
    assert_eq!(judge(&[all[3], all[0]], &[]).ended_at, at("2012-12-10 09:00"));
}

#[test]
fn the_end_may_fall_on_the_due_time_itself() {
    assert!(judge(&[(9, "2012-12-17 11:30")], &[]).is_on_time);
    assert!(!judge(&[(9, "2012-12-17 11:31")], &[]).is_on_time);
}

#[test]
fn the_wait_for_a_completed_supplement_is_subtracted() {
    let wait = [("2012-12-06 14:00", Some("2012-12-12 14:00"))];
    let verdict = judge(&[(9, "2012-12-22 10:00")], &wait);
    assert_eq!(verdict.waited, jiff::SignedDuration::from_hours(6 * 24));
    assert!(verdict.is_on_time);
    assert!(!judge(&[(9, "2012-12-24 10:00")], &wait).is_on_time);
}

#[test]
fn a_dossier_still_waiting_for_a_supplement_ends_with_the_request() {
    let verdict = judge(&[(4, "2012-12-03 09:00")], &[("2012-12-06 14:00", None)]);
    assert_eq!(verdict.ended_at, at("2012-12-06 14:00"));
    assert!(verdict.is_on_time);
}

#[test]
fn a_second_supplement_request_without_an_end_counts_as_overdue() {
    let twice = [("2012-12-04 14:00", Some("2012-12-05 09:00")), ("2012-12-06 14:00", None)];
    assert!(!judge(&[], &twice).is_on_time);
    assert!(judge(&[(9, "2012-12-12 10:00")], &twice).is_on_time, "with an end it is judged by the end");
}

#[test]
fn without_an_end_the_period_ends_it() {
    assert_eq!(judge(&[(4, "2012-12-03 09:00")], &[]).ended_at, at(PERIOD_END));
    assert!(!judge(&[], &[]).is_on_time);
}
