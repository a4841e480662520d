//! Finds the order in which values can be worked out, and refuses a circle.
//!
//! A value depends on what its visibility, its lock and its computation name. `required_when` changes no value, so two fields may
//! each be required while the other is empty.

use std::collections::{BTreeSet, HashMap};

use crate::form::{Field, Form};
use crate::kind::Kind;
use crate::read::Defects;

pub(super) fn arrange(form: &mut Form, defects: &Defects) {
    for field in &mut form.fields {
        let place = field.id.clone();
        if let Kind::Table(table) = &mut field.kind {
            let ids: Vec<&str> = table.columns.iter().map(|column| column.id.as_str()).collect();
            let needs: Vec<BTreeSet<String>> = table.columns.iter().map(own_needs).collect();
            table.order = sort(&ids, &needs).unwrap_or_else(|circle| {
                defects.add(format!("table {place}"), "columns that do not depend on themselves", circle);
                vec![]
            });
        }
    }
    let ids: Vec<&str> = form.fields.iter().map(|field| field.id.as_str()).collect();
    let needs: Vec<BTreeSet<String>> = form.fields.iter().map(needs).collect();
    form.order = sort(&ids, &needs).unwrap_or_else(|circle| {
        defects.add("the form", "fields that do not depend on themselves", circle);
        vec![]
    });
}

/// What a field names, with what its columns name beyond their own table.
fn needs(field: &Field) -> BTreeSet<String> {
    let mut needs = own_needs(field);
    if let Kind::Table(table) = &field.kind {
        let outer = table.columns.iter().flat_map(own_needs).filter(|name| !table.index.contains_key(name));
        needs.extend(outer);
    }
    needs
}

fn own_needs(field: &Field) -> BTreeSet<String> {
    let computed = match &field.kind {
        Kind::Computed(computed) => Some(&computed.compute),
        _ => None,
    };
    let all = [field.visible_when.as_ref(), field.locked_when.as_ref(), computed];
    all.into_iter().flatten().flat_map(feel::Expr::names).map(|name| name.to_string()).collect()
}

/// Positions in an order where needs come first, keeping the order of the page; or the circle by name.
fn sort(ids: &[&str], needs: &[BTreeSet<String>]) -> Result<Vec<usize>, String> {
    let at: HashMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let needs: Vec<Vec<usize>> = needs
        .iter()
        .map(|names| names.iter().filter_map(|name| at.get(name.as_str()).copied()).collect())
        .collect();
    let mut is_placed = vec![false; ids.len()];
    let mut placed = Vec::new();
    while placed.len() < ids.len() {
        let is_ready = |at: &usize| !is_placed[*at] && needs[*at].iter().all(|need| is_placed[*need]);
        let Some(found) = (0..ids.len()).find(is_ready) else {
            return Err(circle(ids, &needs, &is_placed));
        };
        is_placed[found] = true;
        placed.push(found);
    }
    Ok(placed)
}

/// Every waiting field needs another waiting one, so a walk along needs must come back to where it was.
fn circle(ids: &[&str], needs: &[Vec<usize>], is_placed: &[bool]) -> String {
    let mut walked: Vec<usize> = Vec::new();
    let mut at = is_placed.iter().position(|placed| !placed).unwrap_or(0);
    while !walked.contains(&at) {
        walked.push(at);
        at = needs[at].iter().copied().find(|need| !is_placed[*need]).unwrap_or(at);
    }
    let start = walked.iter().position(|each| *each == at).unwrap_or(0);
    let names: Vec<&str> = walked[start..].iter().chain([&at]).map(|each| ids[*each]).collect();
    names.join(" → ")
}
