//! Which dossiers a person may see (_phạm vi_): the one filter of every list, search, count and file.

use store::{Select, Value, vals};
use uuid::Uuid;

use crate::platform::actor::{Actor, Role};

use super::dossier::Dossier;

/// What a person may see. Its only source is [`Scope::of`]; there is no way to read a dossier without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(Reach);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reach {
    /// Nothing.
    Nothing,
    /// The citizen's own.
    Own(Uuid),
    /// Those that these units receive or settle.
    Units(Vec<Uuid>),
    /// Everything: jobs and `verify`.
    System,
}

impl Scope {
    /// The scope of `actor`. Administrators manage people and units; their role alone opens no dossier.
    pub fn of(actor: &Actor) -> Self {
        Self(match actor {
            Actor::Visitor => Reach::Nothing,
            Actor::Citizen(citizen) => Reach::Own(citizen.account_id),
            Actor::Official(official) => {
                let mut units: Vec<_> = official
                    .posts
                    .iter()
                    .filter(|post| post.role != Role::Administrator)
                    .map(|post| post.unit_id)
                    .collect();
                units.sort_unstable();
                units.dedup();
                if units.is_empty() { Reach::Nothing } else { Reach::Units(units) }
            }
            Actor::System => Reach::System,
        })
    }

    /// Whether this dossier lies inside.
    pub fn holds(&self, dossier: &Dossier) -> bool {
        match &self.0 {
            Reach::Nothing => false,
            Reach::Own(account) => dossier.account_id == Some(*account),
            Reach::Units(units) => {
                units.contains(&dossier.desk_unit_id) || units.contains(&dossier.settling_unit_id)
            }
            Reach::System => true,
        }
    }

    /// The units whose dossiers an official may see; none for anybody else.
    pub fn units(&self) -> &[Uuid] {
        match &self.0 {
            Reach::Units(units) => units,
            Reach::Nothing | Reach::Own(_) | Reach::System => &[],
        }
    }

    /// The same as a condition of a list.
    pub fn narrow(&self, select: Select) -> Select {
        match &self.0 {
            Reach::Nothing => select.filter("1 = 0", vec![]),
            Reach::Own(account) => select.filter("d.account_id = ?", vals![*account]),
            Reach::System => select,
            Reach::Units(units) => {
                let units = units.iter().map(|unit| Value::from(*unit)).collect();
                select.filter_any_in(&["d.desk_unit_id", "d.settling_unit_id"], units)
            }
        }
    }
}
