//! Proves that what is stored is whole (_kiểm chứng_): every chain, every stage, every file.

use uuid::Uuid;

use super::scope::Scope;
use super::store as rows;
use crate::features::documents;
use crate::platform::actor::Actor;
use crate::platform::blobs::{self, Blobs};
use crate::platform::journal;

/// What was looked at and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Dossiers looked at.
    pub dossiers: u64,
    /// Events recomputed.
    pub events: u64,
    /// Files read.
    pub blobs: u64,
    /// Every fault, in words.
    pub faults: Vec<String>,
}

/// Recomputes every chain, compares every stage with its last event, reads every file.
pub async fn verify(store: &store::Store, blobs: &Blobs) -> Result<Report, store::StoreError> {
    let mut report = Report::default();
    verify_chains(store, &mut report).await?;
    verify_dossiers(store, &mut report).await?;
    let mut after = Uuid::nil();
    loop {
        let batch = blobs::after(store, after).await?;
        let Some(last) = batch.last() else { break };
        after = last.id;
        for blob in &batch {
            report.blobs += 1;
            if !blobs.is_intact(blob).await {
                report.faults.push(format!("tệp {}: nội dung trên đĩa khác lúc lưu, hoặc đã mất", blob.id));
            }
        }
    }
    Ok(report)
}

async fn verify_chains(store: &store::Store, report: &mut Report) -> Result<(), store::StoreError> {
    let mut after = Uuid::nil();
    loop {
        let subjects = journal::subjects_after(store, after).await?;
        let Some(last) = subjects.last() else { return Ok(()) };
        after = *last;
        for subject in subjects {
            let events = journal::events(store, subject).await?;
            report.events += events.len() as u64;
            if let Err(fault) = journal::check_chain(&events) {
                report.faults.push(fault.to_string());
            }
        }
    }
}

async fn verify_dossiers(store: &store::Store, report: &mut Report) -> Result<(), store::StoreError> {
    let scope = Scope::of(&Actor::System);
    let mut after = Uuid::nil();
    loop {
        let ids = rows::ids_after(store, after).await?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last;
        for id in ids {
            let Some(dossier) = rows::one(store, &scope, id).await? else { continue };
            report.dossiers += 1;
            let events = journal::events(store, id).await?;
            let told =
                events.iter().rev().find_map(|event| event.data.get("stage")?.as_str().map(str::to_owned));
            if told.as_deref() != Some(dossier.stage.code()) {
                report.faults.push(format!(
                    "hồ sơ {}: tình trạng ghi là {}, nhật ký nói {}",
                    dossier.code(),
                    dossier.stage.code(),
                    told.unwrap_or_else(|| "không có sự kiện".into())
                ));
            }
            let files = documents::store::attachments(store, id).await?;
            for file in files {
                if blobs::find(store, file.blob_id).await?.is_none() {
                    report.faults.push(format!(
                        "hồ sơ {}: tệp {} không có nội dung",
                        dossier.code(),
                        file.name
                    ));
                }
            }
        }
    }
}
