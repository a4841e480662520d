//! Every pack in `law/procedures` is sound, fits its terms, and its golden dossiers come out as written.

use crate::world::{Law, folders, lines};

const MINUTES_PER_DAY: u64 = 8 * 60;

#[test]
fn every_pack_is_sound_and_its_steps_fit_the_terms() {
    let law = Law::read();
    let folders = folders();
    assert!(!folders.is_empty());
    for folder in folders {
        let pack = law.pack(&folder);
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        assert_eq!(name, format!("{}-{}", pack.procedure().code, pack.procedure().slug));
        let defects = pack.check(MINUTES_PER_DAY);
        assert!(defects.is_empty(), "{name}:\n{}", lines(&defects));
    }
}

#[test]
fn every_golden_dossier_comes_out_as_written() {
    let law = Law::read();
    let world = law.world();
    let mut wrong = Vec::new();
    for folder in folders() {
        let pack = law.pack(&folder);
        for case in pack.cases() {
            let found = pack.run_case(case, &world);
            wrong.extend(found.iter().map(|mismatch| format!("{} {mismatch}", pack.procedure().code)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
