//! Choosing from the listing (_lọc_): what is chosen, what is left, and how many there would be for each other choice.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::listing::{Listed, Origin};
use crate::platform::fold::fold;

/// What a list can be narrowed by (_tiêu chí lọc_).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Field of government.
    Field,
    /// Agency that carries it out.
    Agency,
    /// Level of government.
    Level,
    /// Who may ask.
    Audience,
    /// Life event.
    LifeEvent,
    /// Where it can be filed.
    Origin,
}

impl Facet {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::LifeEvent, Self::Field, Self::Level, Self::Audience, Self::Agency, Self::Origin];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Field => "linh-vuc",
            Self::Agency => "co-quan",
            Self::Level => "cap",
            Self::Audience => "doi-tuong",
            Self::LifeEvent => "viec",
            Self::Origin => "noi-nop",
        }
    }
}

/// What a procedure is under one facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Which.
    pub facet: Facet,
    /// Short name, for addresses.
    pub slug: String,
    /// Name for people; of a life event and of an origin, their id.
    pub name: String,
}

/// What a procedure is under every facet.
pub fn values(listed: &Listed) -> Vec<Value> {
    let origin = if listed.origin == Origin::Here { "tai-day" } else { "noi-khac" };
    let mut values = Vec::new();
    let mut add = |facet, slug: String, name: &str| {
        if !slug.is_empty() {
            values.push(Value { facet, slug, name: name.to_owned() });
        }
    };
    add(Facet::Field, slug(&listed.field), &listed.field);
    listed.agencies.iter().for_each(|name| add(Facet::Agency, slug(name), name));
    listed.levels.iter().for_each(|name| add(Facet::Level, slug(name), name));
    listed.audiences.iter().for_each(|name| add(Facet::Audience, slug(name), name));
    listed.life_events.iter().for_each(|id| add(Facet::LifeEvent, id.clone(), id));
    add(Facet::Origin, origin.to_owned(), origin);
    values
}

/// What is chosen under each facet.
pub type Chosen = BTreeMap<Facet, String>;

/// One choice under a facet: short name, name, how many procedures it would leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Short name.
    pub value: String,
    /// Name.
    pub name: String,
    /// How many.
    pub count: usize,
}

/// What is left of `found`.
pub fn narrow(found: Vec<Arc<Listed>>, chosen: &Chosen) -> Vec<Arc<Listed>> {
    found.into_iter().filter(|listed| chosen.iter().all(|(facet, value)| is(listed, *facet, value))).collect()
}

/// The choices under `facet` for what is left when everything else is chosen; by count, then by name.
pub fn choices(found: &[Arc<Listed>], chosen: &Chosen, facet: Facet) -> Vec<Choice> {
    let mut counts: HashMap<&str, Choice> = HashMap::new();
    let others = || chosen.iter().filter(|(other, _)| **other != facet);
    for listed in found.iter().filter(|listed| others().all(|(other, value)| is(listed, *other, value))) {
        for Value { slug, name, .. } in listed.values.iter().filter(|value| value.facet == facet) {
            let new = || Choice { value: slug.clone(), name: name.clone(), count: 0 };
            counts.entry(slug).or_insert_with(new).count += 1;
        }
    }
    let mut choices: Vec<_> = counts.into_values().collect();
    let rank = |choice: &Choice| (std::cmp::Reverse(choice.count), choice.name.clone(), choice.value.clone());
    choices.sort_by_cached_key(rank);
    choices
}

fn is(listed: &Listed, facet: Facet, value: &str) -> bool {
    listed.values.iter().any(|own| own.facet == facet && own.slug == value)
}

/// `Đất đai` as `dat-dai`.
pub fn slug(name: &str) -> String {
    fold(name).replace([' ', '.'], "-")
}

#[cfg(test)]
mod tests {
    use procedures::Text;

    use super::*;

    fn listed(code: &str, field: &str, levels: &[&'static str]) -> Arc<Listed> {
        let text = |vi: &str| Text { vi: vi.into(), en: None };
        let mut listed = Listed {
            code: code.into(),
            name: text(code),
            summary: text(""),
            field: field.into(),
            levels: levels.to_vec(),
            audiences: vec![],
            agencies: vec![],
            life_events: vec![],
            origin: Origin::Here,
            changed_at: 0,
            values: vec![],
        };
        listed.values = values(&listed);
        Arc::new(listed)
    }

    #[test]
    fn counts_are_those_of_the_page_that_the_choice_leads_to() {
        let all = vec![
            listed("1", "Đất đai", &["Cấp xã"]),
            listed("2", "Đất đai", &["Cấp tỉnh", "Cấp xã"]),
            listed("3", "Hộ tịch", &["Cấp xã"]),
        ];
        let chosen = Chosen::from([(Facet::Field, "dat-dai".into())]);
        for facet in [Facet::Field, Facet::Level] {
            for choice in choices(&all, &chosen, facet) {
                let mut next = chosen.clone();
                next.insert(facet, choice.value.clone());
                assert_eq!(narrow(all.clone(), &next).len(), choice.count, "{}", choice.name);
            }
        }
        let levels: Vec<_> =
            choices(&all, &chosen, Facet::Level).into_iter().map(|choice| choice.name).collect();
        assert_eq!(levels, ["Cấp xã", "Cấp tỉnh"]);
    }
}
