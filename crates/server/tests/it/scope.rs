//! A list holds exactly what its scope holds, whatever posts somebody has and whatever dossiers there are.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;
use server::features::dossiers::dossier::{Applicant, Dossier};
use server::features::dossiers::model::{Channel, Stage};
use server::features::dossiers::scope::Scope;
use server::features::dossiers::store as dossiers;
use server::features::dossiers::store::places::{self, Wanted};
use server::features::identity::store as identity;
use server::platform::actor::{Actor, Citizen, Official, Post, Role};
use store::Batch;
use uuid::Uuid;

use crate::acts::{MARITAL, revision};
use crate::world::{World, each};

/// Units that dossiers and posts are spread over.
const UNITS: usize = 9;
/// How many people look at the same dossiers.
const PEOPLE: usize = 60;

/// One dossier by its places among the units and the citizens, and its stage.
type Placed = (usize, usize, Option<usize>, usize);

fn dossiers_spread() -> impl Strategy<Value = Vec<Placed>> {
    let one = (0..UNITS, 0..UNITS, proptest::option::of(0..3_usize), 0..Stage::ALL.len());
    proptest::collection::vec(one, 80)
}

/// Nobody, one of three citizens, or an official with up to nine posts, some as administrator.
fn actors() -> impl Strategy<Value = (u8, usize, Vec<(usize, usize)>)> {
    (0..6_u8, 0..3_usize, proptest::collection::vec((0..UNITS, 0..Role::ALL.len()), 0..UNITS + 2))
}

fn dossier(world: &World, units: &[Uuid], (n, placed): (usize, &Placed)) -> Dossier {
    let (desk, settling, owner, stage) = *placed;
    Dossier {
        id: world.app.ids.uuid(),
        procedure_code: MARITAL.into(),
        procedure_name: "Thủ tục".into(),
        revision_id: revision(world, MARITAL).id,
        stage: Stage::ALL[stage],
        channel: Channel::Online,
        lookup_code: format!("MA{n}"),
        number: None,
        account_id: owner.map(citizen_id),
        applicant: Applicant {
            name: "Trần Thị Đào".into(),
            phone: "0912345678".into(),
            ..Applicant::default()
        },
        desk_unit_id: units[desk],
        settling_unit_id: units[settling],
        answers: json!({}),
        delivery: String::new(),
        term_id: String::new(),
        clock: json!({}),
        submitted_at: Some(0),
        accepted_at: None,
        first_due_at: None,
        // Several at one moment, so that the key of a page needs its second part; some without a due time.
        due_at: (n % 3 > 0).then_some(n as i64 / 7),
        paused_since: None,
        outcome_kind: None,
        outcome_ready_at: None,
        delivered_at: None,
        process: serde_json::Value::Null,
        updated_at: 0,
        version: 1,
    }
}

fn citizen_id(n: usize) -> Uuid {
    Uuid::from_u128(1000 + n as u128)
}

fn actor(units: &[Uuid], (kind, citizen, posts): (u8, usize, Vec<(usize, usize)>)) -> Actor {
    match kind {
        0 => Actor::Visitor,
        1 => Actor::Citizen(Citizen { account_id: citizen_id(citizen), full_name: "Công dân".into() }),
        _ => Actor::Official(Official {
            account_id: Uuid::from_u128(1),
            full_name: "Cán bộ".into(),
            stands_in_for: vec![],
            posts: posts
                .into_iter()
                .map(|(unit, role)| Post {
                    unit_id: units[unit],
                    unit_name: String::new(),
                    role: Role::ALL[role],
                })
                .collect(),
        }),
    }
}

/// All ids of a list, page after page.
async fn listed(world: &World, (scope, wanted): (&Scope, &Wanted)) -> Vec<Uuid> {
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        let page = places::list(&world.app.store, scope, (wanted, after, 7)).await.unwrap();
        let Some(last) = page.last() else { return ids };
        after = Some((last.sort_at, last.dossier.id));
        ids.extend(page.iter().map(|line| line.dossier.id));
    }
}

/// All ids of a search by name, page after page.
async fn named(world: &World, (scope, text): (&Scope, &str)) -> BTreeSet<Uuid> {
    let mut ids = BTreeSet::new();
    let mut after = None;
    loop {
        let page = places::by_name(&world.app.store, scope, (text, after, 7)).await.unwrap();
        let Some(last) = page.last() else { return ids };
        after = Some((last.part.clone(), last.dossier.id));
        ids.extend(page.iter().map(|line| line.dossier.id));
    }
}

/// Whether a dossier fits a filter; the unit is the one that some filters name.
type Fits = fn(&Dossier, Uuid) -> bool;

/// What may be filtered, and which dossiers fit.
fn filters(units: &[Uuid]) -> Vec<(Wanted, Fits)> {
    let (unit_id, everything) = (Some(units[0]), Wanted::default());
    vec![
        (everything.clone(), |dossier, _| !dossier.stage.is_end()),
        (Wanted { stage: Some(Stage::InProgress), ..everything.clone() }, |d, _| {
            d.stage == Stage::InProgress
        }),
        (Wanted { stage: Some(Stage::Delivered), ..everything.clone() }, |d, _| d.stage == Stage::Delivered),
        (Wanted { unit_id, ..everything.clone() }, |dossier, unit| {
            !dossier.stage.is_end() && [dossier.desk_unit_id, dossier.settling_unit_id].contains(&unit)
        }),
        (Wanted { due_before: Some(5), ..everything.clone() }, |dossier, _| {
            !dossier.stage.is_end() && dossier.due_at.is_some_and(|at| at < 5)
        }),
        (
            Wanted { due_from: Some(5), procedure: Some(MARITAL.into()), ..everything.clone() },
            |dossier, _| !dossier.stage.is_end() && dossier.due_at.is_none_or(|at| at >= 5),
        ),
        (Wanted { procedure: Some("0.0".into()), ..everything }, |_, _| false),
    ]
}

#[tokio::test]
async fn list_search_and_count_hold_exactly_what_the_scope_holds() {
    each(async |world| {
        let mut runner = TestRunner::deterministic();
        let all = identity::units(&world.app.store).await.unwrap();
        let units: Vec<_> = all.iter().take(UNITS).map(|unit| unit.id).collect();
        let spread = dossiers_spread().new_tree(&mut runner).unwrap().current();
        let stored: Vec<_> = spread.iter().enumerate().map(|each| dossier(&world, &units, each)).collect();
        for dossier in &stored {
            let at = server::platform::clock::timestamp(0);
            world.app.store.commit(dossiers::insert_first(Batch::new(), dossier, at)).await.unwrap();
        }
        for _ in 0..PEOPLE {
            let actor = actor(&units, actors().new_tree(&mut runner).unwrap().current());
            let scope = Scope::of(&actor);
            let held: Vec<_> = stored.iter().filter(|each| scope.holds(each)).collect();
            if let Actor::Citizen(_) = actor {
                let own = dossiers::own(&world.app.store, &scope, (None, None, 100)).await.unwrap();
                assert_eq!(own.len(), held.len(), "{actor:?}");
            }
            let for_lists: Vec<_> = if actor.official().is_some() { held } else { vec![] };
            for (wanted, fits) in filters(&units) {
                let expected: BTreeSet<_> =
                    for_lists.iter().filter(|each| fits(each, units[0])).map(|each| each.id).collect();
                // A list may be narrowed to a unit of the scope, never to one beside it.
                let expected = match wanted.unit_id {
                    Some(unit) if !scope.units().contains(&unit) => BTreeSet::new(),
                    _ => expected,
                };
                let ids = listed(&world, (&scope, &wanted)).await;
                assert_eq!(ids.len(), expected.len(), "{actor:?} {wanted:?}");
                let count = places::count(&world.app.store, &scope, &wanted).await.unwrap();
                assert_eq!(count as usize, expected.len(), "{actor:?} {wanted:?}");
                assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), expected, "{actor:?} {wanted:?}");
            }
            let expected: BTreeSet<_> = for_lists.iter().map(|each| each.id).collect();
            assert_eq!(named(&world, (&scope, "thi dao")).await, expected, "{actor:?}");
            let exact = async |text| {
                let found = places::exactly(&world.app.store, &scope, (text, 100)).await.unwrap();
                found.into_iter().map(|dossier| dossier.id).collect::<BTreeSet<_>>()
            };
            assert_eq!(exact("0912345678").await, expected, "{actor:?}");
            let third = expected.iter().copied().filter(|id| *id == stored[3].id).collect();
            assert_eq!(exact("MA3").await, third, "{actor:?}");
            for dossier in &stored {
                let found = dossiers::one(&world.app.store, &scope, dossier.id).await.unwrap();
                assert_eq!(found.is_some(), scope.holds(dossier));
            }
        }
    })
    .await;
}
