//! Early, on time, late.

use deadlines::{Compare, EarlyRule, Ending, Judgement, Timeliness};

use crate::given::at;

const DUE: &str = "2012-12-11 11:30";

fn released(ready: &str, delivered: Option<&str>) -> Ending {
    Ending::Released { ready_at: at(ready), delivered_at: delivered.map(at), is_extended: false }
}

fn check(ready: &str, by_instant: Timeliness, by_date: Timeliness) {
    let judge =
        |compare| Judgement { compare, ..Judgement::default() }.judge(Some(at(DUE)), &released(ready, None));
    assert_eq!(judge(Compare::Instant), Some(by_instant), "{ready} by instant");
    assert_eq!(judge(Compare::Date), Some(by_date), "{ready} by date");
}

#[test]
fn lateness_is_judged_on_the_outcome_being_ready_not_on_collection() {
    let collected_late = released("2012-12-11 10:00", Some("2012-12-14 09:00"));
    assert_eq!(Judgement::default().judge(Some(at(DUE)), &collected_late), Some(Timeliness::OnTime));
}

#[test]
fn by_instant_the_hour_counts_and_by_date_the_day() {
    check("2012-12-10 16:00", Timeliness::Early, Timeliness::Early);
    check("2012-12-11 10:00", Timeliness::OnTime, Timeliness::OnTime);
    check("2012-12-11 11:30:00", Timeliness::OnTime, Timeliness::OnTime);
    check("2012-12-11 11:30:01", Timeliness::Late, Timeliness::OnTime);
    check("2012-12-11 15:00", Timeliness::Late, Timeliness::OnTime);
    check("2012-12-12 07:30", Timeliness::Late, Timeliness::Late);
}

#[test]
fn nobody_is_late_by_a_fraction_of_a_second_that_no_screen_shows() {
    check("2012-12-11 11:30:00.4", Timeliness::OnTime, Timeliness::OnTime);
}

#[test]
fn a_dossier_without_due_date_or_withdrawn_is_not_judged() {
    assert_eq!(Judgement::default().judge(None, &released("2012-12-11 10:00", None)), None);
    assert_eq!(Judgement::default().judge(Some(at(DUE)), &Ending::Withdrawn), None);
}

#[test]
fn the_field_practice_calls_early_what_was_collected_before_it_was_due() {
    let practice = Judgement { early: EarlyRule::CollectedOrExtended, ..Judgement::default() };
    let judge = |ending| practice.judge(Some(at(DUE)), &ending);
    assert_eq!(judge(released("2012-12-10 10:00", None)), Some(Timeliness::OnTime));
    assert_eq!(judge(released("2012-12-10 10:00", Some("2012-12-11 09:00"))), Some(Timeliness::Early));
    let extended =
        Ending::Released { ready_at: at("2012-12-10 10:00"), delivered_at: None, is_extended: true };
    assert_eq!(judge(extended), Some(Timeliness::Early));
    assert_eq!(judge(released("2012-12-12 10:00", None)), Some(Timeliness::Late));
}

#[test]
fn an_open_dossier_is_late_when_its_due_time_has_come_within_the_period() {
    let is_late = |now, end| Judgement::default().is_open_late(Some(at(DUE)), at(now), at(end));
    assert!(!is_late("2012-12-11 11:29", "2012-12-31 23:59"));
    assert!(is_late("2012-12-11 11:30", "2012-12-31 23:59"));
    assert!(!is_late("2012-12-20 08:00", "2012-12-11 00:00"), "not yet at the end of the period");
    assert!(!Judgement::default().is_open_late(None, at("2012-12-20 08:00"), at("2012-12-31 23:59")));
    let by_date = Judgement { compare: Compare::Date, ..Judgement::default() };
    assert!(!by_date.is_open_late(Some(at(DUE)), at("2012-12-11 15:00"), at("2012-12-31 23:59")));
    assert!(by_date.is_open_late(Some(at(DUE)), at("2012-12-12 00:00"), at("2012-12-31 23:59")));
}

#[test]
fn the_words_are_those_of_the_reports() {
    let words = [Timeliness::Early, Timeliness::OnTime, Timeliness::Late].map(|t| t.label());
    assert_eq!(words, ["trước hạn", "đúng hạn", "quá hạn"]);
}
