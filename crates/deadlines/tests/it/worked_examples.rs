//! The half-day rule of 2012 and its twenty worked examples; calendar days, months, same day, no term.

use deadlines::{Calendar, DayHours, DuePolicy, Ledger, Refusal, Rule, Term, Unit};

use crate::given::{OF_2012, WITH_SATURDAY, at, check, days, due_at};

#[test]
fn a_morning_dossier_is_due_at_the_end_of_a_half_day() {
    check("2012-12-06 09:10", days("0"), "2012-12-06 11:30");
    check("2012-12-06 09:10", days("0.5"), "2012-12-06 16:00");
    check("2012-12-06 09:10", days("1"), "2012-12-07 11:30");
    check("2012-12-06 09:10", days("1,5"), "2012-12-07 16:00");
    check("2012-12-06 09:10", days("3"), "2012-12-11 11:30");
    check("2012-12-06 09:10", days("15"), "2012-12-27 11:30");
}

#[test]
fn an_afternoon_dossier_is_due_half_a_day_later_than_a_morning_one() {
    check("2012-12-06 14:20", days("0"), "2012-12-06 16:00");
    check("2012-12-06 14:20", days("0.5"), "2012-12-07 11:30");
    check("2012-12-06 14:20", days("1"), "2012-12-07 16:00");
    check("2012-12-06 14:20", days("3"), "2012-12-11 16:00");
}

#[test]
fn weekends_and_new_year_are_stepped_over() {
    check("2012-12-07 14:00", days("0.5"), "2012-12-10 11:30");
    check("2012-12-28 10:00", days("5"), "2013-01-07 11:30");
}

#[test]
fn swapping_31_december_2012_with_5_january_2013_leaves_example_11_as_it_is() {
    let optional: Vec<_> = OF_2012
        .optional_days()
        .iter()
        .filter(|row| row.date <= at("2013-01-05 00:00").date())
        .cloned()
        .collect();
    assert_eq!(optional.len(), 2, "the data offers both rows of the swap");
    let swapped = OF_2012.with_days("hoán đổi", optional).unwrap();
    assert!(!swapped.day(at("2012-12-31 00:00").date()).is_working());
    assert!(swapped.day(at("2013-01-05 00:00").date()).is_working());
    assert_eq!(due_at(&swapped, "2012-12-28 10:00", days("5"), &Rule::default()), at("2013-01-07 11:30"));
    assert_eq!(due_at(&swapped, "2012-12-28 10:00", days("4"), &Rule::default()), at("2013-01-05 11:30"));
}

#[test]
fn outside_hours_a_dossier_counts_in_the_next_half_day() {
    check("2012-12-08 10:00", days("1"), "2012-12-11 11:30"); // Saturday
    check("2012-12-06 12:15", days("1"), "2012-12-07 16:00"); // lunch
    check("2012-12-06 16:40", days("1"), "2012-12-10 11:30"); // after closing
    check("2012-12-06 06:50", days("1"), "2012-12-07 11:30"); // before opening
    check("2012-12-06 00:00", days("1"), "2012-12-07 11:30"); // midnight
}

#[test]
fn closing_times_belong_to_the_half_day_they_close() {
    check("2012-12-06 11:30:00", days("0"), "2012-12-06 11:30");
    check("2012-12-06 11:30:01", days("0"), "2012-12-06 16:00");
    check("2012-12-06 13:30:00", days("0"), "2012-12-06 16:00");
    check("2012-12-06 16:00:00", days("0"), "2012-12-06 16:00");
    check("2012-12-06 16:00:01", days("0"), "2012-12-07 11:30");
    check("2012-12-06 07:30:00", days("0"), "2012-12-06 11:30");
}

#[test]
fn a_fraction_of_a_second_does_not_move_a_dossier_into_the_afternoon() {
    check("2012-12-06 11:30:00.999", days("0"), "2012-12-06 11:30");
}

#[test]
fn make_up_saturdays_count_and_holidays_do_not() {
    check("2025-04-25 14:00", days("2"), "2025-04-28 16:00");
    check("2025-04-25 14:00", days("5"), "2025-05-06 16:00");
    check("2026-02-13 15:30", days("3"), "2026-02-25 16:00");
    check("2026-04-24 09:00", days("1"), "2026-04-28 11:30");
    check("2026-04-24 09:00", days("3"), "2026-05-04 11:30");
    check("2026-08-21 08:00", days("7"), "2026-09-03 11:30");
}

#[test]
fn a_saturday_with_one_half_day_counts_half_a_day() {
    let due = |accepted, term| due_at(&WITH_SATURDAY, accepted, term, &Rule::default());
    assert_eq!(due("2012-12-07 14:00", days("0.5")), at("2012-12-08 11:30"));
    assert_eq!(due("2012-12-07 14:00", days("1")), at("2012-12-10 11:30"));
    assert_eq!(due("2012-12-08 10:00", days("1")), at("2012-12-10 16:00"));
}

#[test]
fn two_half_days_that_touch_are_one_day_without_lunch() {
    let hours = DayHours::parse("07:00-11:00,11:00-15:00").unwrap();
    assert_eq!(hours.halves().count(), 2);
    let calendar = Calendar::parse(&crate::given::office("2012-01-01", "07:00-11:00,11:00-15:00")).unwrap();
    let due = |accepted, term| due_at(&calendar, accepted, term, &Rule::default());
    assert_eq!(due("2012-12-06 11:00:00", days("1")), at("2012-12-07 11:00"));
    assert_eq!(due("2012-12-06 11:00:01", days("1")), at("2012-12-07 15:00"));
}

#[test]
fn a_term_that_is_not_a_multiple_of_half_a_day_is_refused_under_the_half_day_rule() {
    let refusal =
        OF_2012.due(&Ledger::new(at("2012-12-06 09:10"), days("0.25")), &Rule::default()).unwrap_err();
    assert_eq!(refusal.code(), "term_not_half_days");
    let by_hours = Rule { due_policy: DuePolicy::ExactTime, ..Rule::default() };
    assert!(OF_2012.due(&Ledger::new(at("2012-12-06 09:10"), days("0.25")), &by_hours).is_ok());
}

#[test]
fn at_the_end_of_the_day_morning_and_afternoon_are_alike() {
    let rule = Rule { due_policy: DuePolicy::EndOfDay, ..Rule::default() };
    for accepted in
        ["2012-12-06 07:30", "2012-12-06 09:10", "2012-12-06 11:30", "2012-12-06 14:20", "2012-12-06 16:00"]
    {
        assert_eq!(due_at(&OF_2012, accepted, days("0"), &rule), at("2012-12-06 16:00"), "{accepted}");
        assert_eq!(due_at(&OF_2012, accepted, days("3"), &rule), at("2012-12-11 16:00"), "{accepted}");
    }
    assert_eq!(due_at(&OF_2012, "2012-12-06 16:40", days("3"), &rule), at("2012-12-12 16:00"));
    assert_eq!(due_at(&WITH_SATURDAY, "2012-12-07 09:00", days("1"), &rule), at("2012-12-08 11:30"));
}

#[test]
fn calendar_days_leave_out_the_day_of_acceptance_and_end_on_a_working_day_civil_code_147_148() {
    check("2012-12-06 09:10", Term::calendar_days(5), "2012-12-11 16:00");
    check("2012-12-06 15:50", Term::calendar_days(5), "2012-12-11 16:00");
    check("2012-12-06 09:10", Term::calendar_days(2), "2012-12-10 16:00"); // Saturday 8 moves to Monday 10
    check("2012-12-06 09:10", Term::calendar_days(0), "2012-12-06 16:00");
    check("2012-12-06 17:10", Term::calendar_days(0), "2012-12-07 16:00"); // never before it came
    check("2026-02-10 09:00", Term::calendar_days(7), "2026-02-23 16:00"); // Tết 16 to 20, then a weekend
    check("2012-12-08 10:00", Term::calendar_days(3), "2012-12-11 16:00"); // received on a Saturday
}

#[test]
fn months_end_on_the_same_date_or_on_the_last_day_of_a_shorter_month() {
    check("2012-12-06 09:10", Term::months(1), "2013-01-07 16:00"); // 6 January is a Sunday
    check("2012-01-31 09:00", Term::months(1), "2012-02-29 16:00");
    check("2013-01-31 09:00", Term::months(1), "2013-02-28 16:00");
    check("2012-02-29 09:00", Term::months(12), "2013-02-28 16:00");
    check("2012-02-29 09:00", Term::months(48), "2016-02-29 16:00");
    check("2013-01-15 09:00", Term::months(3), "2013-04-15 16:00"); // the next press conference
    check("2012-02-28 09:00", Term::calendar_days(1), "2012-02-29 16:00");
}

#[test]
fn calendar_days_and_months_are_whole() {
    for unit in [Unit::CalendarDay, Unit::Month] {
        assert_eq!(Term::parse("1.5", unit).unwrap_err().code(), "term_not_whole");
    }
}

#[test]
fn a_same_day_procedure_ends_that_day_until_the_cut_off_and_the_next_day_after_it() {
    check("2012-12-05 14:50", Term::SAME_DAY, "2012-12-05 16:00");
    check("2012-12-05 15:00:00", Term::SAME_DAY, "2012-12-05 16:00");
    check("2012-12-05 15:00:01", Term::SAME_DAY, "2012-12-06 16:00");
    check("2012-12-05 15:05", Term::SAME_DAY, "2012-12-06 16:00");
    check("2012-12-05 17:30", Term::SAME_DAY, "2012-12-06 16:00");
    check("2012-12-05 06:00", Term::SAME_DAY, "2012-12-05 16:00");
    check("2012-12-07 15:30", Term::SAME_DAY, "2012-12-10 16:00"); // Friday
    check("2012-12-08 15:30", Term::SAME_DAY, "2012-12-10 16:00"); // Saturday: Monday is the day
}

#[test]
fn the_cut_off_is_a_setting_and_does_not_touch_longer_terms() {
    let rule = Rule { same_day_cut_off: jiff::civil::time(10, 0, 0, 0), ..Rule::default() };
    assert_eq!(due_at(&OF_2012, "2012-12-05 10:05", Term::SAME_DAY, &rule), at("2012-12-06 16:00"));
    assert_eq!(due_at(&OF_2012, "2012-12-05 15:05", days("1"), &rule), at("2012-12-06 16:00"));
    check("2012-12-05 15:05", days("1"), "2012-12-06 16:00");
}

#[test]
fn a_procedure_without_a_term_has_no_due_date() {
    let none = Term::parse("-1", Unit::WorkingDay).unwrap();
    assert_eq!((none, none.to_string().as_str()), (Term::NONE, "không có ngày hẹn trả"));
    let due = OF_2012.due(&Ledger::new(at("2012-12-06 09:10"), none), &Rule::default()).unwrap();
    assert_eq!((due.at, due.first_at, due.paused_since), (None, None, None));
    assert_eq!(Unit::from_national("KhongCoNgayHenTra"), Some(Unit::None));
}

#[test]
fn the_units_of_the_national_data_are_read() {
    let units = ["Giờ", "Ngày", "Ngày làm việc", "Tháng", "Tuần"].map(Unit::from_national);
    let expected =
        [Some(Unit::WorkingHour), Some(Unit::CalendarDay), Some(Unit::WorkingDay), Some(Unit::Month), None];
    assert_eq!(units, expected);
    for unit in Unit::ALL {
        assert_eq!(unit.code().parse(), Ok(unit));
    }
}

#[test]
fn a_term_is_read_with_a_point_or_a_comma_and_nothing_else() {
    assert_eq!(days("0,5"), days("0.5"));
    assert_eq!(days("0.5"), Term::half_days(1));
    assert_eq!(days("2.250").to_string(), "2,25 ngày làm việc");
    for (text, code) in [
        ("", "term_not_a_number"),
        ("ba", "term_not_a_number"),
        ("1.", "term_not_a_number"),
        ("1 ngày", "term_not_a_number"),
        ("-2", "term_out_of_range"),
        ("0.0001", "term_out_of_range"),
        ("99999999999999999999", "term_out_of_range"),
        ("5000", "term_out_of_range"),
    ] {
        assert_eq!(Term::parse(text, Unit::WorkingDay).map_err(|e| e.code()), Err(code), "{text}");
    }
    assert_eq!(days("15").milli(), 15_000);
    assert_eq!(Term::from_milli(15_000, Unit::WorkingDay), Ok(days("15")));
}

#[test]
fn clock_hours_run_day_and_night() {
    // A breach of personal data is notified within 72 hours.
    check("2012-12-07 17:00", Term::clock_hours(72), "2012-12-10 17:00");
}

#[test]
fn a_year_with_a_typing_error_is_refused() {
    let refusal = OF_2012.due(&Ledger::new(at("0012-12-06 09:10"), days("1")), &Rule::default()).unwrap_err();
    assert_eq!(refusal, Refusal::DateOutOfRange { date: at("0012-12-06 00:00").date() });
}

#[test]
fn a_calendar_without_hours_is_refused_and_not_searched_for_ever() {
    let empty = Calendar::parse(crate::given::NATIONAL).unwrap();
    let refusal = empty.due(&Ledger::new(at("2012-12-06 09:10"), days("1")), &Rule::default()).unwrap_err();
    assert_eq!(refusal.code(), "no_working_time");
}
