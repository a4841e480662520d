//! Drafts that are ready to be sent: answers of procedure 1.004873, three papers each, every one different.

use std::path::Path;

use anyhow::Context;
use serde_json::{Value as Json, json};
use server::features::documents::{Attachment, store as documents};
use server::features::dossiers::store::drafts::{self, Draft};
use server::platform::blobs::{self, Blob, BlobState};
use store::Batch;
use uuid::Uuid;

use crate::world::{Person, World};

/// Confirmation of marital status (_xác nhận tình trạng hôn nhân_).
pub const PROCEDURE: &str = "1.004873";
/// The components of it that a file is given for; two of them are required by the answers below.
const PAPERS: [&str; 3] = ["giay_da_cap", "giay_to_mien_giam", "giay_to_tuy_than"];
/// Drafts written in one batch: six hundred rows and more.
const IN_ONE_BATCH: usize = 100;

/// Writes `count` drafts of `person` and gives their ids.
pub fn prepare(world: &World, person: &Person, count: usize) -> anyhow::Result<Vec<Uuid>> {
    let answers = answers(world)?;
    let revision = world.app.catalogue.current(PROCEDURE).context("the procedure is published")?;
    let mut ids = Vec::with_capacity(count);
    while ids.len() < count {
        let mut batch = Batch::new();
        for _ in 0..IN_ONE_BATCH.min(count - ids.len()) {
            let draft = draft(world, person, (revision.id, &answers, ids.len()));
            batch = drafts::insert(batch, &draft);
            batch = with_papers(world, batch, draft.id);
            ids.push(draft.id);
        }
        world.commit(batch)?;
    }
    Ok(ids)
}

/// A draft as the store gives it.
pub fn find(world: &World, person: &Person, id: Uuid) -> anyhow::Result<Draft> {
    let found = world.runtime.block_on(drafts::one(&world.app.store, (id, person.account_id)))?;
    found.context("the draft is there")
}

fn draft(world: &World, person: &Person, (revision_id, answers, number): (Uuid, &Json, usize)) -> Draft {
    let now = world.app.clock.now().as_microsecond();
    let mut answers = answers.clone();
    answers["nyc_ho_ten"] = format!("Nguyễn Thị Ví Dụ {}", name(number)).into();
    answers["nyc_so_giay_to"] = format!("0511980{:05}", number % 100_000).into();
    Draft {
        id: world.app.ids.uuid(),
        account_id: person.account_id,
        procedure_code: PROCEDURE.into(),
        revision_id,
        answers,
        created_at: now,
        saved_at: now,
        saved_page: String::new(),
        submitted_at: None,
        version: 1,
    }
}

/// The answers of the first golden dossier, on the day of today, with two papers made necessary.
fn answers(world: &World) -> anyhow::Result<Json> {
    let revision = world.app.catalogue.current(PROCEDURE).context("the procedure is published")?;
    let case = revision.pack.cases().first().context("the procedure has a golden dossier")?;
    let mut answers = Json::Object(case.answers.clone().into_iter().collect());
    let today = deadlines::zone::civil(world.app.clock.now()).date().to_string();
    answers["lan_cap"] = "co_giay_cu".into();
    answers["dien_mien_giam"] = "ho_ngheo".into();
    answers["cd_ngay_lam_don"] = today.into();
    for place in ["/nyc_dia_chi/commune", "/qua_trinh_cu_tru/0/noi/commune"] {
        *answers.pointer_mut(place).with_context(|| format!("the golden dossier has {place}"))? =
            json!("21040");
    }
    Ok(answers)
}

fn with_papers(world: &World, mut batch: Batch, dossier_id: Uuid) -> Batch {
    let (ids, now) = (&world.app.ids, world.app.clock.now());
    for component in PAPERS {
        let blob = Blob {
            id: ids.uuid(),
            sha256: blobs::sha256(dossier_id.as_bytes()),
            size_bytes: 120_000,
            media_type: "application/pdf".into(),
            state: BlobState::Clean,
        };
        let file = Attachment {
            id: ids.uuid(),
            dossier_id,
            component: component.into(),
            name: "giay-to.pdf".into(),
            blob_id: blob.id,
            media_type: blob.media_type.clone(),
            size_bytes: blob.size_bytes,
            sha256: blob.sha256.clone(),
            uploaded_by: "Người Thử".into(),
            uploaded_at: now.as_microsecond(),
            state: BlobState::Clean,
        };
        batch = documents::insert_attachment(blobs::record(batch, &blob, now), &file);
    }
    batch
}

/// Names hold no digits.
fn name(number: usize) -> &'static str {
    const NAMES: [&str; 5] = ["An", "Bình", "Chi", "Dung", "Em"];
    NAMES[number % NAMES.len()]
}

/// The folder with the law must be where the program looks for it: a benchmark runs from the root of the checkout.
pub fn check_folder() -> anyhow::Result<()> {
    anyhow::ensure!(Path::new("law/procedures").is_dir(), "run it from the root of the checkout: bench/run");
    Ok(())
}
