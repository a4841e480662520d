//! Whether a pack is whole: what it names exists, what is obligatory is there, on every day it is in force.

mod outcomes;
mod parts;

use jiff::civil::Date;

use crate::{Defect, InForce, pack::Pack, pack::Shared};

const FILE: &str = "procedure.yaml";

/// Everything that makes the pack unfit, beside the diagram and the expressions.
pub(crate) fn check(pack: &Pack, shared: &Shared) -> Vec<Defect> {
    let mut found = Found { defects: Vec::new() };
    let days = days_of_change(pack);
    parts::identity(pack, shared, &mut found);
    parts::agencies(pack, shared, &days, &mut found);
    parts::terms(pack, &days, &mut found);
    parts::components(pack, &mut found);
    parts::fees(pack, &mut found);
    outcomes::kinds(pack, shared, &days, &mut found);
    parts::cases(pack, &mut found);
    found.defects
}

/// Gathers defects of `procedure.yaml`, the usual file.
struct Found {
    defects: Vec<Defect>,
}

impl Found {
    fn push(&mut self, place: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) {
        self.defects.push(Defect::new(FILE, place, expected, found));
    }

    fn in_file(
        &mut self,
        file: &str,
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        self.defects.push(Defect::new(file, place, expected, found));
    }

    fn unless(
        &mut self,
        holds: bool,
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        if !holds {
            self.push(place, expected, found);
        }
    }

    fn each_once<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen: Vec<&str> = Vec::new();
        for id in ids {
            let is_plain = id.starts_with(|c: char| c.is_ascii_lowercase())
                && id.len() <= 60
                && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            self.unless(is_plain, list, "an id of a-z, digits and _", id);
            self.unless(!seen.contains(&id), list, "each id once", id);
            seen.push(id);
        }
    }

    fn dates_in_order(&mut self, place: &str, item: &dyn InForce) {
        if let (Some(from), Some(to)) = item.period() {
            self.unless(from <= to, place, format!("effective_to from {from} on"), to.to_string());
        }
    }
}

/// The first day of the pack and every later day on which something begins or has just ended, within its own time.
fn days_of_change(pack: &Pack) -> Vec<Date> {
    let procedure = pack.procedure();
    let mut periods: Vec<(Option<Date>, Option<Date>)> = Vec::new();
    periods.extend(procedure.agencies.iter().map(InForce::period));
    periods.extend(procedure.terms.iter().map(InForce::period));
    periods.extend(procedure.outcome.kinds.iter().flat_map(|kind| kind.number.iter().map(InForce::period)));
    let first = procedure.effective_from.unwrap_or(Date::MIN);
    let last = procedure.effective_to.unwrap_or(Date::MAX);
    let ends = periods.iter().filter_map(|(_, to)| to.and_then(|to| to.tomorrow().ok()));
    let mut days: Vec<Date> = periods
        .iter()
        .filter_map(|(from, _)| *from)
        .chain(ends)
        .filter(|day| (first..=last).contains(day))
        .collect();
    days.push(first);
    days.sort_unstable();
    days.dedup();
    days
}
