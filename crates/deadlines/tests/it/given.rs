//! What a test starts from. Calendars, instants and pauses in the shortest words.

use std::sync::LazyLock;

use deadlines::{Calendar, Ledger, Pause, Rule, Term};
use jiff::civil::DateTime;

pub(crate) const NATIONAL: &str = include_str!("../../../../law/calendars/quoc-gia.yaml");
pub(crate) const PROVINCE: &str = include_str!("../../../../law/calendars/quang-ngai.yaml");

/// National holidays with the hours of 2012 for all years: what the worked examples use.
pub(crate) static OF_2012: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse_layers(&[NATIONAL, &office("2012-01-01", "07:30-11:30,13:30-16:00")]).unwrap()
});

/// The calendar as it is shipped: national holidays, hours of the province.
pub(crate) static SHIPPED: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::parse_layers(&[NATIONAL, PROVINCE]).unwrap());

/// An agency that also opens on Saturday morning.
pub(crate) static WITH_SATURDAY: LazyLock<Calendar> = LazyLock::new(|| {
    let hours = office("2012-01-01", "07:30-11:30,13:30-16:00") + "      saturday: \"07:30-11:30\"\n";
    Calendar::parse_layers(&[NATIONAL, &hours]).unwrap()
});

/// A layer of an agency that works the same hours from Monday to Friday.
pub(crate) fn office(from: &str, hours: &str) -> String {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    let week: String = days.iter().map(|day| format!("      {day}: \"{hours}\"\n")).collect();
    format!(
        "calendar: don-vi\nversion: \"1\"\nscope: agency\nworking_hours:\n  - name: Giờ làm việc\n    \
         effective_from: {from}\n    confidence: proposal\n    week:\n{week}"
    )
}

/// `2012-12-06 09:10`.
pub(crate) fn at(text: &str) -> DateTime {
    text.replace(' ', "T").parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn days(value: &str) -> Term {
    Term::parse(value, deadlines::Unit::WorkingDay).unwrap()
}

pub(crate) fn pause(from: &str, to: &str) -> Pause {
    Pause { to: Some(at(to)), ..open_pause(from) }
}

pub(crate) fn open_pause(from: &str) -> Pause {
    Pause {
        from: at(from),
        to: None,
        ground: "supplement".to_owned(),
        legal_basis: "phiếu yêu cầu bổ sung số 12".to_owned(),
    }
}

/// When a dossier of `term` is due that nothing happened to.
pub(crate) fn due_at(calendar: &Calendar, accepted: &str, term: Term, rule: &Rule) -> DateTime {
    calendar.due(&Ledger::new(at(accepted), term), rule).unwrap().at.unwrap()
}

/// Checks a due date under the default rule and the hours of 2012.
pub(crate) fn check(accepted: &str, term: Term, expected: &str) {
    let due = due_at(&OF_2012, accepted, term, &Rule::default());
    assert_eq!(due, at(expected), "accepted {accepted}, term {term}");
}
