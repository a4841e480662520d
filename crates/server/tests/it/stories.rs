//! The demo stories on an empty database: every procedure of the law folder is played to its end by the commands people use.

use std::collections::BTreeMap;

use server::features::dossiers::model::Stage;
use server::seeds::{cast, stories};
use store::vals;
use uuid::Uuid;

use crate::world::each;

#[tokio::test]
async fn the_stories_bring_a_dossier_of_every_procedure_to_its_end() {
    each(async |world| {
        let played = stories::play(&world.app).await.unwrap();
        let procedures = world.app.catalogue.all().len();
        let counts: Vec<(String, i64)> = world
            .app
            .store
            .all("select procedure_code, count(*) from dossier group by procedure_code", vals![])
            .await
            .unwrap();
        assert_eq!(played, procedures * 5, "{counts:?}");
        assert_eq!(stories::play(&world.app).await.unwrap(), 0, "they are played once");

        let ended: Vec<(Uuid, String, String)> = world
            .app
            .store
            .all("select d.id, d.procedure_code, a.login from dossier d join account a on a.id = d.account_id where d.stage = 'delivered'", vals![])
            .await
            .unwrap();
        let by_code: BTreeMap<_, _> = ended.iter().map(|(id, code, login)| (code.as_str(), (id, login))).collect();
        assert_eq!(by_code.len(), procedures, "delivered: {:?}", by_code.keys());
        for (id, login) in by_code.values() {
            let dossier = world.dossier(**id).await;
            assert_eq!(dossier.stage, Stage::Delivered);
            let citizen = world.as_(login).await;
            let page = citizen.get(&format!("/ho-so-cua-toi/{id}")).await.is(200).shows("Đã trả kết quả");
            let papers = page.links(&format!("/ho-so-cua-toi/{id}/giay/"));
            assert!(papers.len() >= 2, "{}: receipt and outcome", dossier.code());
            for paper in papers {
                citizen.get(&paper).await.is_pdf();
            }
        }
        for player in cast::OFFICIALS.iter().filter(|player| player.login != "quantri") {
            let official = world.as_(player.login).await;
            official.get("/can-bo/viec").await.is(200);
            let page = official.get("/can-bo/ho-so").await.is(200);
            assert!(page.text().contains("data-key-rows"), "{} has something to see", player.login);
        }
        let report = world.proves().await;
        assert_eq!(report.dossiers as usize, played);
    })
    .await;
}
