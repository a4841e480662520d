//! Faults seen in other systems, kept out.

use deadlines::{
    Calendar, Confidence, DayKind, DayRow, Ledger, Rule, Scope, Source, Term, Unit, words, zone,
};
use jiff::civil::{Weekday, date};

use crate::given::{NATIONAL, OF_2012, at, check, days, due_at, office, pause};

fn row(date_text: &str, kind: DayKind, scope: Scope) -> DayRow {
    DayRow {
        date: date_text.parse().unwrap(),
        kind,
        name: "theo thông báo".to_owned(),
        scope,
        document: Some("TB 9012/TB-BNV".to_owned()),
        source: Source { confidence: Confidence::Verified, ..Source::default() },
    }
}

#[test]
fn a_make_up_sunday_after_a_saturday_off_is_worked() {
    let make_up = DayKind::MakeUp { hours_of: Weekday::Monday };
    let rows =
        vec![row("2012-12-08", DayKind::Off, Scope::Province), row("2012-12-09", make_up, Scope::Province)];
    let calendar = OF_2012.with_days("bù", rows).unwrap();
    assert_eq!(due_at(&calendar, "2012-12-07 09:00", days("1"), &Rule::default()), at("2012-12-09 11:30"));
}

#[test]
fn two_agencies_with_different_hours_do_not_disturb_each_other() {
    let early =
        Calendar::parse_layers(&[NATIONAL, &office("2012-01-01", "07:00-11:00,13:00-17:00")]).unwrap();
    let late = Calendar::parse_layers(&[NATIONAL, &office("2012-01-01", "08:00-12:00,14:00-18:00")]).unwrap();
    std::thread::scope(|scope| {
        for (calendar, expected) in [(&early, "2012-12-07 11:00"), (&late, "2012-12-07 12:00")] {
            scope.spawn(move || {
                for _ in 0..200 {
                    let due = due_at(calendar, "2012-12-06 10:00", days("1"), &Rule::default());
                    assert_eq!(due, at(expected));
                }
            });
        }
    });
}

#[test]
fn a_holiday_of_one_agency_and_one_year_does_not_repeat_elsewhere() {
    let calendar = OF_2012.with_days("riêng", vec![row("2012-12-07", DayKind::Off, Scope::Agency)]).unwrap();
    assert_eq!(due_at(&calendar, "2012-12-06 09:00", days("1"), &Rule::default()), at("2012-12-10 11:30"));
    assert_eq!(due_at(&OF_2012, "2012-12-06 09:00", days("1"), &Rule::default()), at("2012-12-07 11:30"));
    assert!(calendar.day(date(2011, 12, 7)).row.is_none() && calendar.day(date(2013, 12, 7)).row.is_none());
}

#[test]
fn days_hours_and_months_of_one_number_are_told_apart() {
    let due = |unit| due_at(&OF_2012, "2012-12-06 09:00", Term::parse("3", unit).unwrap(), &Rule::default());
    assert_eq!(due(Unit::WorkingDay), at("2012-12-11 11:30"));
    assert_eq!(due(Unit::WorkingHour), at("2012-12-06 14:00"));
    assert_eq!(due(Unit::ClockHour), at("2012-12-06 12:00"));
    assert_eq!(due(Unit::CalendarDay), at("2012-12-10 16:00"));
    assert_eq!(due(Unit::Month), at("2013-03-06 16:00"));
}

#[test]
fn a_supplement_asked_for_again_does_not_make_a_dossier_late_by_itself() {
    let once = [pause("2012-12-06 14:00", "2012-12-12 09:00")];
    let again = [once[0].clone(), pause("2012-12-13 09:00", "2012-12-14 09:00")];
    let due = |pauses| {
        let ledger =
            Ledger { accepted_at: at("2012-12-03 09:00"), term: days("10"), pauses, extensions: &[] };
        OF_2012.due(&ledger, &Rule::default()).unwrap().at.unwrap()
    };
    assert_eq!(due(&once), at("2012-12-20 16:00"));
    assert_eq!(due(&again), at("2012-12-21 16:00"), "the second wait is given back as well");
}

#[test]
fn acceptance_at_each_boundary_of_the_day() {
    check("2012-12-06 11:30", days("1"), "2012-12-07 11:30");
    check("2012-12-06 13:30", days("1"), "2012-12-07 16:00");
    check("2012-12-06 16:00", days("1"), "2012-12-07 16:00");
    check("2012-12-06 15:00", Term::SAME_DAY, "2012-12-06 16:00");
    check("2012-12-06 15:00", days("0"), "2012-12-06 16:00");
}

#[test]
fn a_new_notice_gives_a_new_date_and_leaves_the_old_calendar_as_it_was() {
    let ledger = Ledger::new(at("2012-12-06 09:10"), days("3"));
    let before = OF_2012.due(&ledger, &Rule::default()).unwrap();
    let noticed =
        OF_2012.with_days("thông báo 9012", vec![row("2012-12-10", DayKind::Off, Scope::National)]).unwrap();
    let after = noticed.due(&ledger, &Rule::default()).unwrap();
    assert_eq!((before.at, after.at), (Some(at("2012-12-11 11:30")), Some(at("2012-12-12 11:30"))));
    assert_ne!(before.calendar_version, after.calendar_version);
    assert_eq!(OF_2012.due(&ledger, &Rule::default()).unwrap(), before);
    let text = after.explanation.sentences().join(" ");
    assert!(text.contains("10/12 theo thông báo (TB 9012/TB-BNV)"), "{text}");
}

#[test]
fn the_29th_of_february_is_a_day_like_others() {
    check("2012-02-28 09:00", days("1"), "2012-02-29 11:30");
    check("2024-02-28 09:00", days("2"), "2024-03-01 11:30");
    check("2024-02-29 09:00", Term::months(12), "2025-02-28 16:00");
}

#[test]
fn times_are_those_of_viet_nam_whatever_the_season() {
    for (utc, local) in
        [("2012-06-06T02:10:00Z", "2012-06-06 09:10"), ("2012-12-05T18:00:00Z", "2012-12-06 01:00")]
    {
        let instant = utc.parse().unwrap();
        assert_eq!(zone::civil(instant), at(local));
        assert_eq!(zone::timestamp(at(local)), Ok(instant));
    }
    assert!(zone::timestamp(jiff::civil::DateTime::MAX).is_err());
}

#[test]
fn dates_and_amounts_are_said_in_vietnamese() {
    assert_eq!(words::date_time(at("2012-12-10 11:30")), "thứ Hai, 10/12/2012, 11:30");
    assert_eq!(words::moment(at("2012-12-09 07:05:09")), "07:05:09 Chủ nhật, 09/12/2012");
    let days: Vec<_> = ["2012-12-07", "2012-12-10", "2012-12-11", "2012-12-30", "2012-12-31", "2013-01-01"]
        .iter()
        .map(|day| day.parse().unwrap())
        .collect();
    assert_eq!(words::dates(&days, 2012), "07/12, 10/12, 11/12, 30/12–01/01/2013");
    assert_eq!(words::dates(&days[3..5], 2013), "30/12/2012, 31/12/2012");
    assert_eq!(words::date_pairs(&days, 2012), "07/12, 10–11/12, 30/12–01/01/2013");
    assert_eq!(
        [0, 45, 1800, 5400, 86_461].map(words::duration),
        ["0 giờ", "45 giây", "30 phút", "1 giờ 30 phút", "24 giờ 1 phút 1 giây"]
    );
    assert_eq!([0, 500, -1000, 12_345].map(words::decimal), ["0", "0,5", "-1", "12,345"]);
}
