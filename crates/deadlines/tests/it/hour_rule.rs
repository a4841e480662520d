//! Terms measured in the agency's own hours, and the trap of eight hours a day.

use deadlines::{Calendar, DuePolicy, Rule, Term, Unit};
use jiff::SignedDuration;

use crate::given::{OF_2012, WITH_SATURDAY, at, check, days, due_at, office};

fn exact() -> Rule {
    Rule { due_policy: DuePolicy::ExactTime, ..Rule::default() }
}

#[test]
fn eight_hours_a_day_drift_away_from_working_days_of_six_and_a_half_hours() {
    let monday = "2012-12-10 08:00";
    // What eight hours a day make of it: not one day and not ten.
    assert_eq!(due_at(&OF_2012, monday, Term::working_hours(8), &exact()), at("2012-12-11 09:30"));
    assert_eq!(due_at(&OF_2012, monday, Term::working_hours(80), &exact()), at("2012-12-26 10:00"));
    // In the agency's own hours.
    assert_eq!(due_at(&OF_2012, monday, days("1"), &exact()), at("2012-12-11 08:00"));
    assert_eq!(due_at(&OF_2012, monday, days("10"), &exact()), at("2012-12-24 08:00"));
    // The half-day rule.
    check(monday, days("1"), "2012-12-11 11:30");
    check(monday, days("10"), "2012-12-24 11:30");
}

#[test]
fn a_start_outside_working_time_moves_to_the_next_working_moment() {
    for (from, expected) in [
        ("2012-12-06 12:00", "2012-12-06 14:30"),
        ("2012-12-06 06:00", "2012-12-06 08:30"),
        ("2012-12-06 20:00", "2012-12-07 08:30"),
        ("2012-12-08 09:00", "2012-12-10 08:30"),
        ("2012-12-06 11:30", "2012-12-06 14:30"),
    ] {
        assert_eq!(due_at(&OF_2012, from, Term::working_hours(1), &exact()), at(expected), "{from}");
    }
}

#[test]
fn hours_are_exact_under_the_half_day_rule_too() {
    check("2012-12-06 09:10", Term::working_hours(4), "2012-12-06 15:10");
}

#[test]
fn at_the_end_of_the_day_hours_end_with_the_day() {
    let rule = Rule { due_policy: DuePolicy::EndOfDay, ..Rule::default() };
    assert_eq!(due_at(&OF_2012, "2012-12-06 09:10", Term::working_hours(4), &rule), at("2012-12-06 16:00"));
}

#[test]
fn a_step_share_is_any_fraction_of_a_day_in_the_agencys_hours() {
    let due = |share| OF_2012.step_due(at("2012-12-06 08:00"), &days(share)).unwrap();
    assert_eq!(due("0.5"), at("2012-12-06 11:15")); // 3 h 15
    assert_eq!(due("0.25"), at("2012-12-06 09:37:30"));
    assert_eq!(due("1.5"), at("2012-12-07 11:15"));
    assert_eq!(due("0"), at("2012-12-06 08:00"));
    let hours = Term::parse("1.5", Unit::WorkingHour).unwrap();
    assert_eq!(OF_2012.step_due(at("2012-12-06 11:00"), &hours), Ok(at("2012-12-06 14:30")));
    assert_eq!(
        OF_2012.step_due(at("2012-12-06 11:00"), &Term::months(1)).unwrap_err().code(),
        "unit_not_usable"
    );
}

#[test]
fn a_day_stays_a_day_when_the_hours_change_on_the_way() {
    let longer = office("2012-12-12", "07:00-11:30,13:30-17:00");
    let calendar =
        Calendar::parse_layers(&[&office("2012-01-01", "07:30-11:30,13:30-16:00"), &longer]).unwrap();
    // Ten days from opening time end with the tenth day, long or short.
    assert_eq!(due_at(&calendar, "2012-12-10 07:30", days("10"), &exact()), at("2012-12-21 17:00"));
    check("2012-12-10 08:00", days("10"), "2012-12-24 11:30");
    assert_eq!(due_at(&calendar, "2012-12-10 08:00", days("10"), &Rule::default()), at("2012-12-24 11:30"));
}

#[test]
fn a_morning_of_one_half_day_is_half_a_day_in_hours_too() {
    let due = due_at(&WITH_SATURDAY, "2012-12-07 07:30", days("1.5"), &exact());
    assert_eq!(due, at("2012-12-08 11:30"));
}

#[test]
fn working_time_between_two_instants_is_what_was_worked() {
    for (a, b, minutes) in [
        ("2012-12-06 09:00", "2012-12-06 10:00", 60),
        ("2012-12-06 11:00", "2012-12-06 14:00", 60),
        ("2012-12-07 14:00", "2012-12-10 09:00", 210),
        ("2012-12-08 00:00", "2012-12-09 23:59", 0),
        ("2012-12-06 14:00", "2012-12-12 09:00", 23 * 60),
        ("2012-12-10 09:00", "2012-12-07 14:00", -210),
    ] {
        assert_eq!(
            OF_2012.working_time_between(at(a), at(b)),
            SignedDuration::from_mins(minutes),
            "{a} to {b}"
        );
    }
}

#[test]
fn working_time_is_taken_away_from_the_latest_side() {
    let before =
        |to, hours| OF_2012.subtract_working_time(at(to), SignedDuration::from_hours(hours)).unwrap();
    assert_eq!(before("2012-12-10 08:30", 1), at("2012-12-10 07:30"));
    assert_eq!(before("2012-12-10 08:30", 2), at("2012-12-07 15:00"));
    assert_eq!(before("2012-12-06 15:30", 2), at("2012-12-06 13:30"));
    assert_eq!(before("2012-12-06 12:15", 0), at("2012-12-06 12:15"));
}
