//! What comes out: kinds, papers, numbers, inputs.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::Found;
use crate::{
    InForce,
    outcome::{Filling, Input, InputKind, OutcomeKind},
    pack::{Pack, Shared},
};

pub(super) fn kinds(pack: &Pack, shared: &Shared, days: &[Date], found: &mut Found) {
    let kinds = &pack.procedure().outcome.kinds;
    found.each_once("outcome.kinds", kinds.iter().map(|kind| &*kind.id));
    let refusals = kinds.iter().filter(|kind| kind.refusal).count();
    found.unless(refusals > 0, "outcome.kinds", "a refusal", "none");
    found.unless(refusals < kinds.len(), "outcome.kinds", "a kind that is not a refusal", "none");
    for kind in kinds {
        let place = format!("outcome.kinds.{}", kind.id);
        found.dates_in_order(&place, kind);
        numbers(kind, &place, days, found);
        paper(kind, &place, shared, found);
        found.each_once(&format!("{place}.inputs"), kind.inputs.iter().map(|input| &*input.id));
        for input in &kind.inputs {
            an_input(input, &format!("{place}.inputs.{}", input.id), found);
        }
    }
}

fn numbers(kind: &OutcomeKind, place: &str, days: &[Date], found: &mut Found) {
    for day in days {
        let count = kind.number.iter().filter(|number| number.is_in_force(*day)).count();
        found.unless(
            count == 1,
            format!("{place}.number"),
            format!("one suffix on {day}"),
            count.to_string(),
        );
    }
}

/// The data has exactly the keys that the card of the paper has.
fn paper(kind: &OutcomeKind, place: &str, shared: &Shared, found: &mut Found) {
    match shared.papers.get(&kind.paper) {
        None => found.push(format!("{place}.paper"), "a paper of law/papers", &kind.paper),
        Some(sample) => {
            let data = Filling::Group(kind.data.clone());
            same_keys(&data, sample, &format!("{place}.data"), found);
        }
    }
}

fn same_keys(filling: &Filling, sample: &Json, place: &str, found: &mut Found) {
    match (filling, sample) {
        (Filling::Group(entries), Json::Object(keys)) => {
            for key in keys.keys().filter(|key| !entries.contains_key(*key)) {
                found.push(place, format!("the key {key}, as in the card of the paper"), "none");
            }
            for (key, entry) in entries {
                match keys.get(key) {
                    Some(sample) => same_keys(entry, sample, &format!("{place}.{key}"), found),
                    None => found.push(place, "only keys of the card of the paper", key),
                }
            }
        }
        (Filling::Each(_, each), Json::Array(items)) => {
            if let Some(first) = items.first() {
                same_keys(each, first, &format!("{place}.as"), found);
            }
        }
        (Filling::List(_), Json::Array(_)) | (Filling::Formula(_), _) => {}
        (Filling::Group(_), _) => found.push(place, "the shape of the card of the paper", "named entries"),
        (Filling::List(_) | Filling::Each(..), _) => {
            found.push(place, "the shape of the card of the paper", "a list")
        }
    }
}

fn an_input(input: &Input, place: &str, found: &mut Found) {
    let has_options = !input.options.is_empty();
    found.unless(
        has_options == (input.kind == InputKind::Choice),
        place,
        "options exactly for a choice",
        format!("{:?}", input.kind),
    );
    let has_columns = !input.columns.is_empty();
    found.unless(
        has_columns == (input.kind == InputKind::Table),
        place,
        "columns exactly for a table",
        format!("{:?}", input.kind),
    );
}
