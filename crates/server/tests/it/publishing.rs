//! Publishing: what is new in the law folder is checked before anybody can file under it.

use std::path::{Path, PathBuf};

use server::features::catalogue::publish::publish_folder;
use server::platform::ctx::Ctx;
use store::testing::Folder;

use crate::acts::MARITAL;
use crate::world::{World, each, root};

/// A law folder with one procedure, whose `process.bpmn` has `from` replaced by `to`.
fn law_with(folder: &Path, (from, to): (&str, &str)) -> PathBuf {
    let (real, law) = (root().join("law"), folder.join("law"));
    let packs = std::fs::read_dir(real.join("procedures")).unwrap().map(|entry| entry.unwrap().path());
    let pack = packs
        .into_iter()
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with(MARITAL))
        .unwrap();
    let copy = |from: &Path, to: &Path| {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
    };
    let to_pack = law.join("procedures").join(MARITAL);
    copy(&real.join("procedures"), &law.join("procedures"));
    copy(&real.join("forms"), &law.join("forms"));
    copy(&real.join("codes"), &law.join("codes"));
    copy(&pack, &to_pack);
    copy(&pack.join("cases"), &to_pack.join("cases"));
    let process = std::fs::read_to_string(to_pack.join("process.bpmn")).unwrap();
    assert!(process.contains(from));
    std::fs::write(to_pack.join("process.bpmn"), process.replacen(from, to, 1)).unwrap();
    law
}

async fn publish(world: &World, law: &Path) -> anyhow::Result<Vec<String>> {
    let ctx = Ctx::system(world.app.clock.now(), world.app.ids.clone());
    publish_folder(&world.app.catalogue, &world.app.store, (&ctx, law)).await
}

#[tokio::test]
async fn a_changed_procedure_whose_steps_take_longer_than_its_term_is_not_published() {
    each(async |world| {
        let folder = Folder::new();
        let revisions = "select count(*) from procedure_revision";
        let before = world.count(revisions).await;
        let slow = law_with(
            folder.path(),
            ("mc:time=\"1\" mc:time-unit=\"working_day\"", "mc:time=\"40\" mc:time-unit=\"working_day\""),
        );
        let refused = format!("{:#}", publish(&world, &slow).await.unwrap_err());
        assert!(refused.contains("chưa công bố được") && refused.contains("process.bpmn"), "{refused}");
        assert_eq!(world.count(revisions).await, before);
        // The same folder with a change that is sound.
        let sound = law_with(&folder.path().join("sound"), ("mc:time=\"1\"", "mc:time=\"0.9\""));
        assert_eq!(publish(&world, &sound).await.unwrap(), [MARITAL]);
        assert_eq!(world.count(revisions).await, before + 1);
    })
    .await;
}
