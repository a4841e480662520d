//! Identity, agencies, terms, components, fees and cases.

use forms::Kind;
use jiff::civil::Date;

use super::Found;
use crate::{
    Agency, Component, InForce, Part, catalogue,
    fee::{Fee, Reduction},
    pack::{Pack, Shared},
};

pub(super) fn identity(pack: &Pack, shared: &Shared, found: &mut Found) {
    let procedure = pack.procedure();
    let is_national = procedure.code.split_once('.').is_some_and(|(kind, number)| {
        kind.len() == 1
            && number.len() == 6
            && (kind.bytes().chain(number.bytes())).all(|byte| byte.is_ascii_digit())
    });
    let is_local = procedure.code.starts_with("local-");
    found.unless(
        is_national || is_local,
        "code",
        "a national code such as 1.004873, or local-NN",
        &procedure.code,
    );
    found.unless(
        is_local == procedure.local_code,
        "local_code",
        "true exactly for local-… codes",
        procedure.local_code.to_string(),
    );
    let plain = |slug: &str| {
        slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    found.unless(plain(&procedure.slug), "slug", "a-z, digits and -", &procedure.slug);
    let shared = &shared.catalogue;
    found.unless(
        catalogue::has(&shared.fields, &procedure.field),
        "field",
        "a field of catalogue.yaml",
        &procedure.field,
    );
    for id in &procedure.audiences {
        found.unless(catalogue::has(&shared.audiences, id), "audiences", "an audience of catalogue.yaml", id);
    }
    for id in &procedure.life_events {
        found.unless(
            catalogue::has(&shared.life_events, id),
            "life_events",
            "a life event of catalogue.yaml",
            id,
        );
    }
    found.unless(!procedure.audiences.is_empty(), "audiences", "at least one", "none");
    found.unless(!procedure.channels.is_empty(), "channels", "at least one", "none");
    found.unless(!procedure.steps.is_empty(), "steps", "at least one", "none");
    found.unless(!procedure.legal_basis.is_empty(), "legal_basis", "at least one document", "none");
    if let (Some(from), Some(to)) = (procedure.effective_from, procedure.effective_to) {
        found.unless(from <= to, "effective_to", format!("{from} or later"), to.to_string());
    }
}

pub(super) fn agencies(pack: &Pack, shared: &Shared, days: &[Date], found: &mut Found) {
    for (at, agency) in pack.procedure().agencies.iter().enumerate() {
        let place = format!("agencies[{at}]");
        found.dates_in_order(&place, agency);
        whose(pack, agency, &place, found);
        if let Some(unit) = &agency.unit
            && let Err((expected, found_unit)) = unit_lasts(unit, days_of_part(pack, agency), shared)
        {
            found.push(format!("{place}.unit"), expected, found_unit);
        }
    }
    for part in [Part::Desk, Part::Settling] {
        for day in days {
            let count = pack
                .procedure()
                .agencies
                .iter()
                .filter(|agency| agency.part == part && agency.is_in_force(*day))
                .count();
            found.unless(count == 1, "agencies", format!("one {part:?} on {day}"), count.to_string());
        }
    }
}

/// A desk and a settling unit are a known unit or come from the form; others may be just a name.
fn whose(pack: &Pack, agency: &Agency, place: &str, found: &mut Found) {
    let is_named = agency.name.is_some();
    match (&agency.unit, agency.unit_from.is_empty()) {
        (Some(_), false) => found.push(place, "unit or unit_from", "both"),
        (None, true) if matches!(agency.part, Part::Desk | Part::Settling) => {
            found.push(place, "unit or unit_from", "none")
        }
        (None, _) => found.unless(is_named, place, "a name, as there is no unit", "none"),
        (Some(_), true) => {}
    }
    for id in &agency.unit_from {
        let is_address = pack.form().field(id).is_some_and(|field| matches!(field.kind, Kind::Address(_)));
        found.unless(is_address, format!("{place}.unit_from"), "an address field of the form", id);
    }
}

/// The days on which an agency plays its part within the time of the pack.
fn days_of_part(pack: &Pack, agency: &Agency) -> (Date, Date) {
    let (pack_from, pack_to) = (pack.procedure().effective_from, pack.procedure().effective_to);
    let from = agency.effective_from.max(pack_from).unwrap_or(Date::MIN);
    let to = [agency.effective_to, pack_to].into_iter().flatten().min().unwrap_or(Date::MAX);
    (from, to)
}

/// A unit exists on every day on which it plays its part.
fn unit_lasts(code: &str, (from, to): (Date, Date), shared: &Shared) -> Result<(), (String, String)> {
    let unit = shared.units.get(code).ok_or_else(|| ("the code of a unit".to_owned(), code.to_owned()))?;
    let is_there =
        unit.first_day.is_none_or(|first| first <= from) && unit.last_day.is_none_or(|last| to <= last);
    if is_there {
        return Ok(());
    }
    Err((format!("a unit that exists from {from} to {to}"), format!("{code}, {unit:?}")))
}

pub(super) fn terms(pack: &Pack, days: &[Date], found: &mut Found) {
    let terms = &pack.procedure().terms;
    found.each_once("terms", terms.iter().map(|term| &*term.id));
    for term in terms {
        let place = format!("terms.{}", term.id);
        found.dates_in_order(&place, term);
        if let Err(message) = term.length() {
            found.push(place, "a value and a unit of the deadlines crate", message);
        }
    }
    for day in days {
        let is_fallback = |term: &&crate::Term| {
            term.initial && term.when.is_none() && term.channels.is_empty() && term.is_in_force(*day)
        };
        let count = terms.iter().filter(is_fallback).count();
        found.unless(
            count == 1,
            "terms",
            format!("one initial term without conditions on {day}"),
            count.to_string(),
        );
    }
}

pub(super) fn components(pack: &Pack, found: &mut Found) {
    let components = &pack.procedure().components;
    found.each_once("components", components.iter().map(|component| &*component.id));
    let declarations = components.iter().filter(|component| component.from_form).count();
    found.unless(declarations == 1, "components", "exactly one with from_form", declarations.to_string());
    for component in components {
        let place = format!("components.{}", component.id);
        found.dates_in_order(&place, component);
        let has_one = component.required.is_some() != component.required_when.is_some();
        found.unless(has_one, &place, "required or required_when", "both or none");
        let may_be_offered = component.offered_when.is_none() || component.required == Some(false);
        found.unless(may_be_offered, &place, "offered_when only with required: false", "a needed component");
        let is_always = component.required == Some(true) || !component.from_form;
        found.unless(is_always, &place, "required: true for the declaration", "something else");
        found.unless(component.quantity > 0, format!("{place}.quantity"), "1 or more", "0");
        found.unless(!component.accept.is_empty(), format!("{place}.accept"), "at least one type", "none");
    }
}

pub(super) fn fees(pack: &Pack, found: &mut Found) {
    let mut ids: Vec<&str> = Vec::new();
    for fee in pack.fees() {
        // One fee may have several periods under one id, but never two at once.
        let overlaps =
            pack.fees().iter().filter(|other| other.id == fee.id && overlap(*other, fee)).count() > 1;
        if overlaps && !ids.contains(&&*fee.id) {
            found.in_file("fees.yaml", &fee.id, "one entry in force at a time", "several");
        }
        ids.push(&fee.id);
        a_fee(fee, found);
        for reduction in &fee.reductions {
            a_reduction(fee, reduction, &pack.procedure().components, found);
        }
    }
}

fn a_fee(fee: &Fee, found: &mut Found) {
    if fee.amount.is_some() == fee.rate.is_some() {
        found.in_file("fees.yaml", &fee.id, "rate or amount", "both or none");
    }
    if fee.amount.is_some() && fee.quantity.is_some() {
        found.in_file("fees.yaml", &fee.id, "a quantity only with a rate", "a quantity beside an amount");
    }
    if fee.basis.is_none() {
        found.in_file("fees.yaml", &fee.id, "a legal basis", "none");
    }
    if let (Some(from), Some(to)) = fee.period()
        && to < from
    {
        found.in_file("fees.yaml", &fee.id, format!("effective_to from {from} on"), to.to_string());
    }
}

fn a_reduction(fee: &Fee, reduction: &Reduction, components: &[Component], found: &mut Found) {
    let place = format!("{}.reductions.{}", fee.id, reduction.id);
    if reduction.percent.is_some() == reduction.amount.is_some() {
        found.in_file("fees.yaml", &place, "percent or amount", "both or none");
    }
    if reduction.percent.is_some_and(|percent| !(1..=100).contains(&percent)) {
        found.in_file("fees.yaml", &place, "percent from 1 to 100", format!("{:?}", reduction.percent));
    }
    if let Some(proof) = &reduction.proof
        && !components.iter().any(|component| component.id == *proof)
    {
        found.in_file("fees.yaml", &place, "a component as proof", proof);
    }
}

fn overlap(a: &dyn InForce, b: &dyn InForce) -> bool {
    let ((a_from, a_to), (b_from, b_to)) = (a.period(), b.period());
    let begins_in_time = |from: Option<Date>, to: Option<Date>| from.is_none() || to.is_none() || from <= to;
    begins_in_time(a_from, b_to) && begins_in_time(b_from, a_to)
}

pub(super) fn cases(pack: &Pack, found: &mut Found) {
    found.unless(
        pack.cases().len() >= 2,
        "cases/",
        "at least two golden dossiers",
        pack.cases().len().to_string(),
    );
    let is_component = |id: &str| {
        pack.procedure().components.iter().any(|component| component.id == id && !component.from_form)
    };
    for case in pack.cases() {
        for id in case.files.keys().filter(|id| !is_component(id)) {
            found.in_file(&case.file, "files", "components that are uploaded", id);
        }
        for id in case.answers.keys().filter(|id| pack.form().field(id).is_none()) {
            found.in_file(&case.file, "answers", "fields of the form", id);
        }
        for id in case.route.iter().map(|step| &step.task).filter(|id| pack.process().element(id).is_none()) {
            found.in_file(&case.file, "route", "elements of the process", id);
        }
    }
}
