//! What must hold for every dossier, not only for the examples.

use deadlines::{Calendar, DuePolicy, Ledger, Pause, PauseOption, Rule, Term, Unit};
use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, ToSpan};
use proptest::prelude::*;

use crate::given::{OF_2012, SHIPPED, WITH_SATURDAY, at, open_pause};

fn calendars() -> impl Strategy<Value = &'static Calendar> {
    prop_oneof![Just(&*OF_2012), Just(&*SHIPPED), Just(&*WITH_SATURDAY)]
}

/// Any second from 2012 to the end of 2027.
fn instants() -> impl Strategy<Value = DateTime> {
    (0..5843_i64, 0..86_400_i64).prop_map(|(day, second)| {
        let midnight = date(2012, 1, 2).checked_add(day.days()).unwrap().at(0, 0, 0, 0);
        midnight.checked_add(SignedDuration::from_secs(second)).unwrap()
    })
}

fn policies() -> impl Strategy<Value = DuePolicy> {
    prop_oneof![Just(DuePolicy::HalfDay), Just(DuePolicy::ExactTime), Just(DuePolicy::EndOfDay)]
}

fn terms() -> impl Strategy<Value = Term> {
    prop_oneof![
        (0..60_u16).prop_map(Term::half_days),
        (0..200_u16).prop_map(Term::working_hours),
        (0..60_u16).prop_map(Term::calendar_days),
        (0..24_u16).prop_map(Term::months),
        Just(Term::SAME_DAY),
    ]
}

/// Pauses given by how long after acceptance they begin and how long they last, in seconds.
fn gaps() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..2_000_000_i64, 0..2_000_000_i64), 0..5)
}

fn pauses(accepted_at: DateTime, gaps: &[(i64, i64)]) -> Vec<Pause> {
    let later = |seconds| accepted_at.checked_add(SignedDuration::from_secs(seconds)).unwrap();
    gaps.iter()
        .map(|(from, length)| Pause {
            from: later(*from),
            to: Some(later(from + length)),
            ..open_pause("2012-01-01 00:00")
        })
        .collect()
}

fn due(calendar: &Calendar, accepted_at: DateTime, term: Term, rule: &Rule) -> DateTime {
    calendar.due(&Ledger::new(accepted_at, term), rule).unwrap().at.unwrap()
}

fn due_with(calendar: &Calendar, ledger: &Ledger<'_>, option: PauseOption) -> DateTime {
    let rule = Rule { pause_option: option, ..Rule::default() };
    calendar.due(ledger, &rule).unwrap().at.unwrap()
}

/// The number of working half days that end after `a` up to and with `b`: an independent way to count.
fn half_days_ending_between(calendar: &Calendar, a: DateTime, b: DateTime) -> usize {
    let last = b.date();
    a.date()
        .series(1.day())
        .take_while(|date| *date <= last)
        .flat_map(|date| calendar.day(date).hours.halves().map(move |half| date.to_datetime(half.end())))
        .filter(|end| *end > a && *end <= b)
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_comes_later_is_never_due_earlier(
        (calendar, policy, term) in (calendars(), policies(), terms()), a in instants(), wait in 0..400_000_i64,
    ) {
        let rule = Rule { due_policy: policy, ..Rule::default() };
        let b = a.checked_add(SignedDuration::from_secs(wait)).unwrap();
        prop_assert!(due(calendar, a, term, &rule) <= due(calendar, b, term, &rule));
    }

    #[test]
    fn a_longer_term_is_never_due_earlier(
        (calendar, policy) in (calendars(), policies()), a in instants(), milli in 0..20_000_i64, more in 0..3_000_i64,
    ) {
        let rule = Rule { due_policy: policy, ..Rule::default() };
        let step = if policy == DuePolicy::HalfDay { 500 } else { 1 };
        let term = |milli: i64| Term::from_milli(milli / step * step, Unit::WorkingDay).unwrap();
        prop_assert!(due(calendar, a, term(milli), &rule) <= due(calendar, a, term(milli + more), &rule));
    }

    #[test]
    fn a_due_date_is_working_time_and_never_before_acceptance(
        (calendar, policy, term) in (calendars(), policies(), terms()), a in instants(),
    ) {
        let rule = Rule { due_policy: policy, ..Rule::default() };
        let at = due(calendar, a, term, &rule);
        let is_worked = calendar.day(at.date()).hours.halves().any(|half| half.start() <= at.time() && at.time() <= half.end());
        prop_assert!(is_worked, "{at}");
        prop_assert!(at >= a, "{at} is before acceptance");
        if policy == DuePolicy::HalfDay && term.unit() == Unit::WorkingDay {
            prop_assert!(calendar.day(at.date()).hours.halves().any(|half| half.end() == at.time()));
        }
    }

    #[test]
    fn so_many_half_days_lie_before_a_due_date_as_the_term_has(calendar in calendars(), a in instants(), n in 0..60_u16) {
        let at = due(calendar, a, Term::half_days(n), &Rule::default());
        // The half day of receipt ends at or after acceptance; the term follows it.
        let moment_before = a.checked_sub(SignedDuration::from_secs(1)).unwrap();
        prop_assert_eq!(half_days_ending_between(calendar, moment_before, at), usize::from(n) + 1);
    }

    #[test]
    fn working_time_adds_up(calendar in calendars(), a in instants(), x in 0..900_000_i64, y in 0..900_000_i64) {
        let add = |from, seconds| calendar.add_working_time(from, SignedDuration::from_secs(seconds)).unwrap();
        prop_assert_eq!(add(add(a, x), y), add(a, x + y));
        prop_assert_eq!(calendar.working_time_between(a, add(a, x)).as_secs(), x);
        let back = calendar.subtract_working_time(add(a, x), SignedDuration::from_secs(x)).unwrap();
        prop_assert_eq!(calendar.working_time_between(back, add(a, x)).as_secs(), x);
    }

    #[test]
    fn terms_in_half_days_add_up(calendar in calendars(), a in instants(), m in 0..40_u16, n in 0..40_u16) {
        let first = due(calendar, a, Term::half_days(m), &Rule::default());
        let both = due(calendar, a, Term::half_days(m + n), &Rule::default());
        prop_assert_eq!(due(calendar, first, Term::half_days(n), &Rule::default()), both);
    }

    #[test]
    fn a_whole_number_of_days_in_own_hours_ends_at_the_same_time_of_day(a in instants(), n in 1..30_u16) {
        // Where every day has the same hours, n days later is the same time on the n-th working day.
        let rule = Rule { due_policy: DuePolicy::ExactTime, ..Rule::default() };
        let start = OF_2012.add_working_time(a, SignedDuration::ZERO).unwrap();
        let end = due(&OF_2012, a, Term::working_days(n), &rule);
        let days = i64::from(n) * 13 * 1800;
        prop_assert_eq!(OF_2012.working_time_between(start, end).as_secs(), days);
    }

    #[test]
    fn a_pause_without_length_changes_nothing(
        (calendar, term) in (calendars(), terms()), a in instants(), when in 0..2_000_000_i64,
        option in prop_oneof![Just(PauseOption::ResumeSlots), Just(PauseOption::ResumeHours), Just(PauseOption::Restart)],
    ) {
        let pauses = pauses(a, &[(when, 0)]);
        let ledger = Ledger { pauses: &pauses, ..Ledger::new(a, term) };
        let rule = Rule { pause_option: option, ..Rule::default() };
        prop_assert_eq!(calendar.due(&ledger, &rule).unwrap().at, Some(due(calendar, a, term, &rule)));
    }

    #[test]
    fn resuming_by_half_days_gives_back_the_half_days_that_were_paused(
        calendar in calendars(), a in instants(), n in 0..40_u16, gap in (0..2_000_000_i64, 0..2_000_000_i64),
    ) {
        let pauses = pauses(a, &[gap]);
        let (from, to) = (pauses[0].from, pauses[0].to.unwrap());
        let first = due(calendar, a, Term::half_days(n), &Rule::default());
        let ledger = Ledger { pauses: &pauses, ..Ledger::new(a, Term::half_days(n)) };
        let found = due_with(calendar, &ledger, PauseOption::ResumeSlots);
        // An instant lies in the half day that ends first at or after it.
        let before = |at: DateTime| at.checked_sub(SignedDuration::from_secs(1)).unwrap();
        let paused = half_days_ending_between(calendar, before(from), before(to));
        let moved = if from > first { 0 } else { paused };
        prop_assert_eq!(half_days_ending_between(calendar, first, found), moved);
    }

    #[test]
    fn resuming_by_hours_gives_back_the_working_time_that_was_paused(
        calendar in calendars(), a in instants(), n in 0..40_u16, gap in (0..2_000_000_i64, 0..2_000_000_i64),
    ) {
        let pauses = pauses(a, &[gap]);
        let (from, to) = (pauses[0].from, pauses[0].to.unwrap());
        let first = due(calendar, a, Term::half_days(n), &Rule::default());
        let ledger = Ledger { pauses: &pauses, ..Ledger::new(a, Term::half_days(n)) };
        let found = due_with(calendar, &ledger, PauseOption::ResumeHours);
        let moved = if from > first { SignedDuration::ZERO } else { calendar.working_time_between(from, to) };
        prop_assert_eq!(calendar.working_time_between(first, found), moved);
    }

    #[test]
    fn restarting_is_accepting_again_at_completion(
        calendar in calendars(), a in instants(), n in 0..40_u16, gap in (0..2_000_000_i64, 1..2_000_000_i64),
    ) {
        let pauses = pauses(a, &[gap]);
        let term = Term::half_days(n);
        let first = due(calendar, a, term, &Rule::default());
        let ledger = Ledger { pauses: &pauses, ..Ledger::new(a, term) };
        let expected = if pauses[0].from > first { first } else { due(calendar, pauses[0].to.unwrap(), term, &Rule::default()) };
        prop_assert_eq!(due_with(calendar, &ledger, PauseOption::Restart), expected);
    }

    #[test]
    fn pauses_count_as_their_union_in_any_order(
        calendar in calendars(), a in instants(), term in terms(), gaps in gaps(),
        option in prop_oneof![Just(PauseOption::ResumeSlots), Just(PauseOption::ResumeHours), Just(PauseOption::Restart)],
    ) {
        let mut covered: Vec<(i64, i64)> = Vec::new();
        let mut sorted = gaps.clone();
        sorted.sort();
        for (from, length) in sorted.into_iter().filter(|(_, length)| *length > 0) {
            match covered.last_mut() {
                Some((start, len)) if from <= *start + *len => *len = (*len).max(from + length - *start),
                _ => covered.push((from, length)),
            }
        }
        let (given, union) = (pauses(a, &gaps), pauses(a, &covered));
        let ledger = Ledger { pauses: &given, ..Ledger::new(a, term) };
        let as_union = Ledger { pauses: &union, ..Ledger::new(a, term) };
        prop_assert_eq!(due_with(calendar, &ledger, option), due_with(calendar, &as_union, option));
    }

    #[test]
    fn a_countdown_is_never_after_its_event_and_leaves_at_least_the_term(
        calendar in calendars(), event in instants(), hours in 0..100_u16, n in 0..20_u16,
    ) {
        // Far enough from the first day of the calendars.
        let event = event.checked_add(60.days()).unwrap();
        let rule = Rule { due_policy: DuePolicy::ExactTime, ..Rule::default() };
        let latest = |term| calendar.latest_before(event, &term, &rule).unwrap().at.unwrap();
        let by_hours = latest(Term::working_hours(hours));
        prop_assert!(by_hours <= event);
        prop_assert_eq!(calendar.working_time_between(by_hours, event), SignedDuration::from_hours(i64::from(hours)));
        prop_assert!(latest(Term::half_days(n)) <= event);
        prop_assert!(latest(Term::half_days(n)) >= latest(Term::half_days(n + 1)));
    }

    #[test]
    fn every_explanation_ends_with_the_date_it_explains(
        (calendar, policy, term) in (calendars(), policies(), terms()), a in instants(), gaps in gaps(),
    ) {
        let pauses = pauses(a, &gaps);
        let rule = Rule { due_policy: policy, ..Rule::default() };
        let due = calendar.due(&Ledger { pauses: &pauses, ..Ledger::new(a, term) }, &rule).unwrap();
        let expected = format!("Hẹn trả {}.", deadlines::words::moment(due.at.unwrap()));
        prop_assert_eq!(due.explanation.sentences().pop(), Some(expected));
    }
}

#[test]
fn the_instants_of_the_properties_reach_the_years_of_the_data() {
    let last = date(2012, 1, 2).checked_add(5842.days()).unwrap();
    assert_eq!(last.to_datetime(at("2012-01-01 00:00").time()).year(), 2027);
}
