//! The feed: every event of the scope once, in one order, whatever is written meanwhile.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{CITIZEN, Program};
use crate::acts::*;
use crate::world::{World, each};

/// Reads from `cursor` to the end, `limit` at a time.
async fn rest(program: &Program, (cursor, limit): (&str, usize)) -> (Vec<Json>, String) {
    let (mut events, mut cursor) = (Vec::new(), cursor.to_owned());
    loop {
        let page = program.get(&format!("/api/v1/events?limit={limit}&cursor={cursor}")).await.is(200);
        events.extend(page["events"].as_array().unwrap().clone());
        cursor = page["cursor"].as_str().unwrap().to_owned();
        if page["has_more"] == false {
            return (events, cursor);
        }
    }
}

fn kinds(events: &[Json]) -> Vec<&str> {
    events.iter().map(|event| event["type"].as_str().unwrap()).collect()
}

async fn stored(world: &World) -> i64 {
    world.count("select count(*) from event e join dossier d on d.id = e.subject_id").await
}

#[tokio::test]
async fn a_program_that_keeps_its_cursor_reads_every_event_once() {
    each(async |world| {
        let desk = Program::whole(&world, "motcua.binhson").await;
        let citizen = Program::whole(&world, CITIZEN).await;
        let (_person, id) = received_marital(&world, CITIZEN).await;
        let (first, cursor) = rest(&desk, ("0", 2)).await;
        assert_eq!(first.len() as i64, stored(&world).await);
        complete_all(&world, id, &[("ban_giao", &[])]).await;
        let (second, _) = rest(&desk, (&cursor, 50)).await;
        assert_eq!(kinds(&second), ["TaskCompleted"]);
        assert_eq!(second[0]["data"]["actor"], world.account("motcua.binhson").await.full_name);
        let (all, _) = rest(&desk, ("0", 50)).await;
        let ids: BTreeSet<_> = all.iter().map(|event| event["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!((all.len(), ids.len() as i64), (first.len() + 1, stored(&world).await), "each once");
        assert_eq!(all[..first.len()], first[..], "what was read does not move");
        for event in &all {
            assert_eq!((&event["specversion"], &event["subject"]), (&"1.0".into(), &id.to_string().into()));
        }
        // The applicant hears what the applicant's page tells, without names of officials.
        let (own, _) = rest(&citizen, ("0", 50)).await;
        assert_eq!(kinds(&own), ["DossierSubmitted", "DossierReceived", "TaskCompleted"]);
        assert!(own.iter().all(|event| event["data"]["actor"].is_null() && event["data"]["task"].is_null()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_appears_below_a_place_that_was_read_while_others_write() {
    each(async |world| {
        let desk = Program::whole(&world, "motcua.binhson").await;
        let writer = {
            let world = world.clone();
            tokio::spawn(async move { submit_many(&world, 40).await })
        };
        let (mut seen, mut cursor) = (Vec::new(), "0".to_owned());
        while !writer.is_finished() {
            let (events, next) = rest(&desk, (&cursor, 7)).await;
            seen.extend(events);
            cursor = next;
            tokio::task::yield_now().await;
        }
        writer.await.unwrap();
        seen.extend(rest(&desk, (&cursor, 7)).await.0);
        let (all, _) = rest(&desk, ("0", 200)).await;
        assert_eq!(all.len() as i64, stored(&world).await);
        assert_eq!(seen, all, "read piece by piece or at once, it is the same feed");
        let (places, last) = (
            world.count("select count(*) from event_place").await,
            world.count("select coalesce(max(n), 0) from event_place").await,
        );
        assert_eq!(places, last, "places have no gap");
    })
    .await;
}
