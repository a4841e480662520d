//! A list holds exactly what its scope holds, whatever posts somebody has and whatever dossiers there are.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;
use server::features::dossiers::dossier::{Applicant, Dossier};
use server::features::dossiers::model::{Channel, Stage};
use server::features::dossiers::scope::Scope;
use server::features::dossiers::store::{self as dossiers, Filter};
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
        applicant: Applicant { phone: "0912345678".into(), ..Applicant::default() },
        desk_unit_id: units[desk],
        settling_unit_id: units[settling],
        answers: json!({}),
        delivery: String::new(),
        term_id: String::new(),
        clock: json!({}),
        submitted_at: Some(0),
        accepted_at: None,
        first_due_at: None,
        due_at: None,
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
async fn listed(world: &World, (scope, filter): (&Scope, &Filter<'_>)) -> Vec<Uuid> {
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        let page = dossiers::list(&world.app.store, scope, (filter, after, 7)).await.unwrap();
        let Some((last, at)) = page.last() else { return ids };
        after = Some((*at, last.id));
        ids.extend(page.iter().map(|(dossier, _)| dossier.id));
    }
}

#[tokio::test]
async fn every_list_holds_exactly_what_the_scope_holds() {
    each(async |world| {
        let mut runner = TestRunner::deterministic();
        let all = identity::units(&world.app.store).await.unwrap();
        let units: Vec<_> = all.iter().take(UNITS).map(|unit| unit.id).collect();
        let spread = dossiers_spread().new_tree(&mut runner).unwrap().current();
        let stored: Vec<_> = spread.iter().enumerate().map(|each| dossier(&world, &units, each)).collect();
        for (n, dossier) in stored.iter().enumerate() {
            // Several at one moment, so that the key of a page needs its second part.
            let at = server::platform::clock::timestamp(1_000_000 * (n as i64 / 5));
            world.app.store.commit(dossiers::insert_first(Batch::new(), dossier, at)).await.unwrap();
        }
        for _ in 0..PEOPLE {
            let actor = actor(&units, actors().new_tree(&mut runner).unwrap().current());
            let scope = Scope::of(&actor);
            let filters = [
                Filter::default(),
                Filter { stage: Some(Stage::InProgress), ..Filter::default() },
                Filter { desk_unit_id: Some(units[0]), ..Filter::default() },
                Filter { exact: Some("0912345678"), ..Filter::default() },
                Filter { exact: Some("MA3"), ..Filter::default() },
            ];
            for filter in filters {
                let fits = |dossier: &&Dossier| {
                    filter.stage.is_none_or(|stage| dossier.stage == stage)
                        && filter.desk_unit_id.is_none_or(|desk| dossier.desk_unit_id == desk)
                        && filter
                            .exact
                            .is_none_or(|text| text == dossier.lookup_code || text == dossier.applicant.phone)
                };
                let expected: BTreeSet<_> =
                    stored.iter().filter(|each| scope.holds(each)).filter(fits).map(|each| each.id).collect();
                let ids = listed(&world, (&scope, &filter)).await;
                assert_eq!(ids.len(), expected.len(), "{actor:?} {filter:?}");
                assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), expected, "{actor:?} {filter:?}");
            }
            for dossier in &stored {
                let found = dossiers::one(&world.app.store, &scope, dossier.id).await.unwrap();
                assert_eq!(found.is_some(), scope.holds(dossier));
            }
        }
    })
    .await;
}
