//! Step terms against the whole term, and when to warn.

use deadlines::{Ledger, PauseOption, Rule, Term, WarningKind, WarningRule};
use jiff::civil::date;

use crate::given::{OF_2012, at, days, open_pause, pause};

fn check_steps(steps: &[Term], whole: Term) -> Option<String> {
    let check = OF_2012.check_steps(steps, &whole, date(2012, 12, 6)).unwrap();
    check.problem.map(|problem| problem.to_string())
}

#[test]
fn the_steps_together_may_use_the_whole_term_and_not_more() {
    assert_eq!(check_steps(&[days("0.5"), days("3.5"), days("1")], days("5")), None);
    let message = check_steps(&[days("0.5"), days("4"), days("1")], days("5")).unwrap();
    insta::assert_snapshot!(message, @"Mục `steps`: cần tổng thời hạn các bước không quá 32 giờ 30 phút (5 ngày làm việc), nhưng thấy 35 giờ 45 phút. Hãy rút ngắn một số bước hoặc xem lại thời hạn của thủ tục.");
}

#[test]
fn hours_and_days_are_added_in_the_agencys_own_hours() {
    // Eight hours are more than a day of six and a half.
    assert_eq!(check_steps(&[Term::working_hours(6)], days("1")), None);
    assert!(check_steps(&[Term::working_hours(8)], days("1")).is_some());
}

#[test]
fn a_whole_in_calendar_days_is_measured_where_it_holds_the_least_work() {
    assert_eq!(check_steps(&[days("5")], Term::calendar_days(7)), None);
    assert!(check_steps(&[days("5")], Term::calendar_days(6)).is_some());
    assert_eq!(check_steps(&[days("20")], Term::months(1)), None);
    assert!(check_steps(&[days("20.5")], Term::months(1)).is_some());
}

#[test]
fn a_whole_without_term_limits_nothing() {
    assert_eq!(check_steps(&[days("100")], Term::NONE), None);
    assert_eq!(check_steps(&[Term::SAME_DAY], days("1")), None);
}

fn warn(term: Term, pauses: &[deadlines::Pause], rule: &Rule) -> Vec<(String, WarningKind)> {
    let ledger = Ledger { accepted_at: at("2012-12-03 09:00"), term, pauses, extensions: &[] };
    let due = OF_2012.due(&ledger, rule).unwrap();
    let warnings = OF_2012.warnings(&due, &rule.warnings).unwrap();
    warnings.into_iter().map(|warning| (warning.at.to_string(), warning.kind)).collect()
}

fn expect(rows: &[(&str, WarningKind)]) -> Vec<(String, WarningKind)> {
    rows.iter().map(|(time, kind)| ((*time).to_owned(), *kind)).collect()
}

#[test]
fn warnings_come_at_half_at_four_fifths_and_one_working_day_before() {
    // 67.5 working hours from Monday 3 December 09:00 to Monday 17 December 11:30.
    assert_eq!(
        warn(days("10"), &[], &Rule::default()),
        expect(&[
            ("2012-12-10T10:15:00", WarningKind::Percent(50)),
            ("2012-12-13T11:00:00", WarningKind::Percent(80)),
            ("2012-12-14T11:30:00", WarningKind::MilliDaysBefore(1000)),
        ])
    );
}

#[test]
fn a_short_term_has_no_warning_from_before_it_began() {
    assert_eq!(
        warn(days("0.5"), &[], &Rule::default()),
        expect(&[
            ("2012-12-03T11:30:00", WarningKind::Percent(50)),
            ("2012-12-03T15:00:00", WarningKind::Percent(80)),
        ])
    );
}

#[test]
fn a_pause_uses_up_nothing_of_the_term() {
    let rule =
        Rule { warnings: WarningRule { percents: vec![50], milli_days_before: None }, ..Rule::default() };
    let by_hours = Rule { pause_option: PauseOption::ResumeHours, ..rule.clone() };
    // Half of the same 67.5 hours: before the pause nothing changes, after it 23 hours are added.
    let late_pause = [pause("2012-12-11 14:00", "2012-12-12 09:00")];
    assert_eq!(
        warn(days("10"), &late_pause, &by_hours),
        expect(&[("2012-12-10T10:15:00", WarningKind::Percent(50))])
    );
    let early_pause = [pause("2012-12-06 14:00", "2012-12-12 09:00")];
    assert_eq!(
        warn(days("10"), &early_pause, &by_hours),
        expect(&[("2012-12-13T15:45:00", WarningKind::Percent(50))])
    );
    // After a restart the shares are those of the new run.
    let restart = Rule { pause_option: PauseOption::Restart, ..rule };
    assert_eq!(
        warn(days("10"), &early_pause, &restart),
        expect(&[("2012-12-19T10:15:00", WarningKind::Percent(50))])
    );
}

#[test]
fn while_the_clock_stands_still_or_without_a_term_nobody_is_warned() {
    assert_eq!(warn(days("10"), &[open_pause("2012-12-06 14:00")], &Rule::default()), []);
    assert_eq!(warn(Term::NONE, &[], &Rule::default()), []);
}
