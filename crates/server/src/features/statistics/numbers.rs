//! Numbers put together by group.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::model::{By, Numbers, Period};
use super::store::{self as rows, Key};
use crate::app::App;
use crate::features::dossiers::model::Channel;
use crate::features::dossiers::tally::Measure;
use crate::features::identity;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// A group with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its code: id of the unit, id of the field, code of the procedure, level or channel.
    pub code: String,
    /// What people read.
    pub name: String,
    /// The numbers.
    pub numbers: Numbers,
}

/// The numbers of `period`, grouped; only of these units when some are given. By name.
pub async fn grouped(
    app: &App,
    ctx: &Ctx,
    (period, by, units): (&Period, By, Option<&[Uuid]>),
) -> Result<Vec<Group>, Failure> {
    let is_wanted = |key: &Key| units.is_none_or(|units| units.contains(&key.unit_id));
    let mut numbers: HashMap<Key, Numbers> = HashMap::new();
    for each in rows::tallied(&app.store, period).await?.into_iter().filter(|each| is_wanted(&each.key)) {
        if let Some(measure) = Measure::from_code(&each.measure) {
            numbers.entry(each.key).or_default().add(measure, each.n);
        }
    }
    let now = ctx.now.as_microsecond();
    for each in rows::running(&app.store, now).await?.into_iter().filter(|each| is_wanted(&each.key)) {
        let found = numbers.entry(each.key).or_default();
        found.running += each.all - each.late;
        found.running_late += each.late;
    }
    let names = Names::read(app, by).await?;
    let mut groups: BTreeMap<(String, String), Numbers> = BTreeMap::new();
    for (key, found) in numbers {
        let (code, name) = names.group(app, &key);
        let sum = groups.entry((name, code)).or_default();
        *sum = sum.plus(found);
    }
    let group = |((name, code), numbers)| Group { code, name, numbers };
    Ok(groups.into_iter().map(group).collect())
}

/// All groups together.
pub fn total(groups: &[Group]) -> Numbers {
    groups.iter().fold(Numbers::default(), |sum, group| sum.plus(group.numbers))
}

/// The procedures of a group, when it is one of procedures.
pub fn procedures_of(app: &App, (by, code): (By, &str)) -> Option<Vec<String>> {
    let all = app.catalogue.all();
    let of = |fits: &dyn Fn(&crate::features::catalogue::Revision) -> bool| {
        all.iter().filter(|revision| fits(revision)).map(|revision| revision.code().to_owned()).collect()
    };
    match by {
        By::Procedure => Some(vec![code.to_owned()]),
        By::Field => Some(of(&|revision| revision.pack.procedure().field == code)),
        By::Level => Some(of(&|revision| level(revision.pack.procedure().level).0 == code)),
        By::Unit | By::Channel => None,
    }
}

struct Names {
    by: By,
    units: HashMap<Uuid, String>,
}

impl Names {
    async fn read(app: &App, by: By) -> Result<Self, Failure> {
        let units = identity::store::units(&app.store).await?;
        Ok(Self { by, units: units.into_iter().map(|unit| (unit.id, unit.name)).collect() })
    }

    /// Code and name of the group that `key` belongs to.
    fn group(&self, app: &App, key: &Key) -> (String, String) {
        let revision = app.catalogue.current(&key.procedure_code);
        let unknown = || (String::new(), "Thủ tục không còn trong danh mục".to_owned());
        match self.by {
            By::Unit => (key.unit_id.to_string(), self.units.get(&key.unit_id).cloned().unwrap_or_default()),
            By::Procedure => {
                let name =
                    revision.map_or_else(|| key.procedure_code.clone(), |found| found.name().to_owned());
                (key.procedure_code.clone(), name)
            }
            By::Channel => (key.channel.clone(), Channel::from_code(&key.channel).name().to_owned()),
            By::Level => revision.map_or_else(unknown, |found| {
                let (code, name) = level(found.pack.procedure().level);
                (code.to_owned(), name.to_owned())
            }),
            By::Field => revision.map_or_else(unknown, |found| {
                let id = found.pack.procedure().field.clone();
                let name = app.catalogue.known.field_names.get(&id).unwrap_or(&id).clone();
                (id, name)
            }),
        }
    }
}

fn level(level: procedures::Level) -> (&'static str, &'static str) {
    match level {
        procedures::Level::Province => ("tinh", "Cấp tỉnh"),
        procedures::Level::District => ("huyen", "Cấp huyện"),
        procedures::Level::Commune => ("xa", "Cấp xã"),
    }
}
