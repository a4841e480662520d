//! Pauses, restarts and extensions.

use deadlines::{Due, DuePolicy, Extension, Ledger, NewTerm, Pause, PauseOption, Rule, Term};

use crate::given::{OF_2012, at, days, open_pause, pause};

const ACCEPTED: &str = "2012-12-03 09:00";

fn rule(pause_option: PauseOption) -> Rule {
    Rule { pause_option, extensions_allowed: 3, ..Rule::default() }
}

fn due_of(term: Term, pauses: &[Pause], extensions: &[Extension], rule: &Rule) -> Due {
    OF_2012.due(&Ledger { accepted_at: at(ACCEPTED), term, pauses, extensions }, rule).unwrap()
}

/// Ten days from Monday 3 December 2012, 09:00: first due Monday 17 December, 11:30.
fn check(pauses: &[Pause], option: PauseOption, expected: &str) {
    let due = due_of(days("10"), pauses, &[], &rule(option));
    assert_eq!(due.at, Some(at(expected)), "{:#?}", due.explanation.sentences());
    assert_eq!(due.first_at, Some(at("2012-12-17 11:30")), "the first due date is never overwritten");
}

fn more(decided: &str, term: Term) -> Extension {
    Extension {
        decided_at: at(decided),
        grants: NewTerm::More(term),
        reason: "hồ sơ phức tạp".to_owned(),
        document: Some("QĐ 15/QĐ-STTTT".to_owned()),
    }
}

fn new_date(decided: &str, due: &str) -> Extension {
    Extension { grants: NewTerm::DueAt(at(due)), ..more(decided, days("0")) }
}

#[test]
fn the_three_options_of_a_supplement_give_three_dates() {
    let supplement = [pause("2012-12-06 14:00", "2012-12-12 09:00")];
    check(&supplement, PauseOption::ResumeSlots, "2012-12-20 16:00");
    check(&supplement, PauseOption::ResumeHours, "2012-12-21 08:30");
    check(&supplement, PauseOption::Restart, "2012-12-26 11:30");
}

#[test]
fn a_pause_within_one_half_day_or_without_length_changes_nothing() {
    for option in [PauseOption::ResumeSlots, PauseOption::ResumeHours, PauseOption::Restart] {
        check(&[pause("2012-12-06 14:00", "2012-12-06 14:00")], option, "2012-12-17 11:30");
    }
    check(&[pause("2012-12-06 14:00", "2012-12-06 15:00")], PauseOption::ResumeSlots, "2012-12-17 11:30");
    check(&[pause("2012-12-08 09:00", "2012-12-09 15:00")], PauseOption::ResumeHours, "2012-12-17 11:30");
}

#[test]
fn overlapping_and_touching_pauses_count_once() {
    let union = "2012-12-20 16:00";
    for pauses in [
        vec![pause("2012-12-06 14:00", "2012-12-10 09:00"), pause("2012-12-07 08:00", "2012-12-12 09:00")],
        vec![pause("2012-12-10 09:00", "2012-12-12 09:00"), pause("2012-12-06 14:00", "2012-12-10 09:00")],
        vec![pause("2012-12-06 14:00", "2012-12-12 09:00"), pause("2012-12-07 08:00", "2012-12-11 09:00")],
    ] {
        check(&pauses, PauseOption::ResumeSlots, union);
    }
}

#[test]
fn two_separate_pauses_add_up() {
    let pauses =
        [pause("2012-12-04 09:00", "2012-12-05 09:00"), pause("2012-12-06 14:00", "2012-12-12 09:00")];
    check(&pauses, PauseOption::ResumeSlots, "2012-12-21 16:00");
    check(&pauses, PauseOption::ResumeHours, "2012-12-24 08:30");
    check(&pauses, PauseOption::Restart, "2012-12-26 11:30");
}

#[test]
fn while_a_pause_is_open_there_is_no_due_date() {
    let due = due_of(days("10"), &[open_pause("2012-12-06 14:00")], &[], &rule(PauseOption::ResumeSlots));
    assert_eq!((due.at, due.paused_since), (None, Some(at("2012-12-06 14:00"))));
    assert_eq!(due.first_at, Some(at("2012-12-17 11:30")));
}

#[test]
fn an_open_pause_swallows_a_closed_one_that_overlaps_it() {
    let pauses = [pause("2012-12-06 14:00", "2012-12-12 09:00"), open_pause("2012-12-10 08:00")];
    let due = due_of(days("10"), &pauses, &[], &rule(PauseOption::ResumeSlots));
    assert_eq!((due.at, due.paused_since), (None, Some(at("2012-12-06 14:00"))));
}

#[test]
fn a_dossier_without_term_can_stand_still_too() {
    let due = due_of(Term::NONE, &[open_pause("2012-12-06 14:00")], &[], &rule(PauseOption::Restart));
    assert_eq!((due.at, due.paused_since), (None, Some(at("2012-12-06 14:00"))));
}

#[test]
fn a_pause_that_begins_after_the_term_ran_out_does_not_make_a_late_dossier_timely() {
    for option in [PauseOption::ResumeSlots, PauseOption::ResumeHours, PauseOption::Restart] {
        check(&[pause("2012-12-17 14:00", "2012-12-24 09:00")], option, "2012-12-17 11:30");
        let open = due_of(days("10"), &[open_pause("2012-12-17 14:00")], &[], &rule(option));
        assert_eq!((open.at, open.paused_since), (Some(at("2012-12-17 11:30")), None));
    }
}

#[test]
fn a_pause_that_begins_at_the_due_moment_still_counts() {
    check(&[pause("2012-12-17 11:30", "2012-12-18 09:00")], PauseOption::ResumeSlots, "2012-12-18 11:30");
}

#[test]
fn a_pause_across_tet_counts_only_working_half_days() {
    let accepted = at("2026-02-10 09:00");
    let pauses = [pause("2026-02-12 14:00", "2026-02-24 09:00")];
    let ledger = Ledger { accepted_at: accepted, term: days("5"), pauses: &pauses, extensions: &[] };
    let due = |option| OF_2012.due(&ledger, &rule(option)).unwrap();
    // First due 24/02 11:30; paused from Thursday 12 pm to Tuesday 24 am: 5 half days.
    assert_eq!(due(PauseOption::ResumeSlots).first_at, Some(at("2026-02-24 11:30")));
    assert_eq!(due(PauseOption::ResumeSlots).at, Some(at("2026-02-26 16:00")));
    assert_eq!(due(PauseOption::Restart).at, Some(at("2026-03-03 11:30")));
}

#[test]
fn impossible_pauses_are_refused_with_what_was_expected_and_found() {
    let refuse = |pause| {
        let ledger = Ledger { pauses: &[pause], ..Ledger::new(at(ACCEPTED), days("10")) };
        OF_2012.due(&ledger, &Rule::default()).unwrap_err()
    };
    let early = refuse(pause("2012-12-03 08:59", "2012-12-04 09:00"));
    assert_eq!(early.code(), "pause_before_acceptance");
    insta::assert_snapshot!(early, @"Lần tạm dừng phải bắt đầu từ lúc tiếp nhận (09:00 thứ Hai, 03/12/2012) trở đi, nhưng lại bắt đầu lúc 08:59 thứ Hai, 03/12/2012.");
    let backwards = refuse(pause("2012-12-05 09:00", "2012-12-04 09:00"));
    assert_eq!(backwards.code(), "pause_ends_before_start");
    insta::assert_snapshot!(backwards, @"Lần tạm dừng bắt đầu lúc 09:00 thứ Tư, 05/12/2012 phải kết thúc sau đó, nhưng lại kết thúc lúc 09:00 thứ Ba, 04/12/2012.");
    let outage = refuse(Pause { ground: "platform_outage".to_owned(), ..open_pause("2012-12-05 09:00") });
    assert_eq!(outage.code(), "pause_ground_not_allowed");
    insta::assert_snapshot!(outage, @"Căn cứ tạm dừng phải là một trong: yêu cầu bổ sung hồ sơ, chờ thực hiện nghĩa vụ tài chính; “platform_outage” không làm dừng thời hạn.");
}

#[test]
fn calendar_terms_move_by_calendar_days_and_end_on_a_working_day() {
    let supplement = [pause("2012-12-06 14:00", "2012-12-12 09:00")];
    for option in [PauseOption::ResumeSlots, PauseOption::ResumeHours] {
        let due = due_of(Term::calendar_days(10), &supplement, &[], &rule(option));
        assert_eq!(due.first_at, Some(at("2012-12-13 16:00")));
        assert_eq!(due.at, Some(at("2012-12-19 16:00")));
    }
    let restarted = due_of(Term::calendar_days(10), &supplement, &[], &rule(PauseOption::Restart));
    assert_eq!(restarted.at, Some(at("2012-12-24 16:00"))); // the 22nd is a Saturday
}

#[test]
fn a_term_by_the_end_of_the_day_stays_at_the_end_of_the_day() {
    let by_day = |option| Rule { due_policy: DuePolicy::EndOfDay, ..rule(option) };
    let supplement = [pause("2012-12-06 14:00", "2012-12-12 09:00")];
    for (option, expected) in [
        (PauseOption::ResumeSlots, "2012-12-20 16:00"),
        (PauseOption::ResumeHours, "2012-12-21 16:00"),
        (PauseOption::Restart, "2012-12-26 16:00"),
    ] {
        assert_eq!(due_of(days("10"), &supplement, &[], &by_day(option)).at, Some(at(expected)));
    }
}

#[test]
fn an_extension_adds_to_the_date_that_stands() {
    for (term, expected) in [
        (days("5"), "2012-12-24 11:30"),
        (days("0.5"), "2012-12-17 16:00"),
        (Term::working_hours(2), "2012-12-17 15:30"),
        (Term::calendar_days(5), "2012-12-24 16:00"), // the 22nd is a Saturday
        (Term::months(1), "2013-01-17 16:00"),
    ] {
        let due = due_of(days("10"), &[], &[more("2012-12-14 10:00", term)], &Rule::default());
        assert_eq!(due.at, Some(at(expected)), "{term}");
        assert_eq!(due.first_at, Some(at("2012-12-17 11:30")));
    }
}

#[test]
fn an_extension_and_a_pause_commute_when_the_clock_resumes() {
    let supplement = [pause("2012-12-06 14:00", "2012-12-12 09:00")];
    for decided in ["2012-12-04 10:00", "2012-12-14 10:00"] {
        let due =
            due_of(days("10"), &supplement, &[more(decided, days("5"))], &rule(PauseOption::ResumeSlots));
        assert_eq!(due.at, Some(at("2012-12-27 16:00")), "{decided}");
    }
}

#[test]
fn a_new_date_stands_until_a_later_pause_moves_it() {
    let reschedule = [new_date("2012-12-14 10:00", "2012-12-21 16:00")];
    let rule = rule(PauseOption::ResumeSlots);
    let earlier = [pause("2012-12-06 14:00", "2012-12-12 09:00")];
    assert_eq!(due_of(days("10"), &earlier, &reschedule, &rule).at, Some(at("2012-12-21 16:00")));
    let later = [pause("2012-12-18 14:00", "2012-12-19 14:00")];
    assert_eq!(due_of(days("10"), &later, &reschedule, &rule).at, Some(at("2012-12-24 16:00")));
}

#[test]
fn of_a_pause_that_runs_when_a_new_date_is_set_only_the_rest_moves_it() {
    let reschedule = [new_date("2012-12-14 10:00", "2012-12-21 16:00")];
    let rule = rule(PauseOption::ResumeSlots);
    let across = [pause("2012-12-13 14:00", "2012-12-17 14:00")]; // Friday am to Monday pm: 3 half days
    assert_eq!(due_of(days("10"), &across, &reschedule, &rule).at, Some(at("2012-12-25 11:30")));
    let open = due_of(days("10"), &[open_pause("2012-12-13 14:00")], &reschedule, &rule);
    assert_eq!((open.at, open.paused_since), (None, Some(at("2012-12-13 14:00"))));
}

#[test]
fn only_as_many_extensions_as_the_rule_version_allows() {
    let twice = [more("2012-12-14 10:00", days("1")), more("2012-12-15 10:00", days("1"))];
    let ledger = Ledger { extensions: &twice, ..Ledger::new(at(ACCEPTED), days("10")) };
    assert_eq!(OF_2012.due(&ledger, &Rule::default()).unwrap_err().code(), "too_many_extensions");
    let allowed = Rule { extensions_allowed: 2, ..Rule::default() };
    assert_eq!(OF_2012.due(&ledger, &allowed).unwrap().at, Some(at("2012-12-19 11:30")));
}

#[test]
fn impossible_extensions_are_refused() {
    let refuse = |extension| {
        let ledger = Ledger { extensions: &[extension], ..Ledger::new(at(ACCEPTED), days("10")) };
        OF_2012.due(&ledger, &Rule::default()).unwrap_err().code()
    };
    assert_eq!(refuse(more("2012-12-01 10:00", days("1"))), "extension_before_acceptance");
    assert_eq!(refuse(new_date("2012-12-14 10:00", "2012-12-13 16:00")), "new_due_in_the_past");
    assert_eq!(refuse(more("2012-12-14 10:00", Term::NONE)), "unit_not_usable");
}
