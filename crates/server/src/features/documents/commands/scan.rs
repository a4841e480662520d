//! A file in quarantine is scanned (_quét tệp_), as a job.

use store::Batch;
use uuid::Uuid;

use super::super::scanner::Verdict;
use crate::app::App;
use crate::platform::blobs;
use crate::platform::jobs::Outcome;

/// Kind of the job.
pub const SCAN: &str = "documents.scan";

/// Lets a clean file out of quarantine and closes an infected one for good.
pub async fn scan(app: &App, blob_id: Uuid) -> Outcome {
    let bytes = match app.blobs.get(blob_id).await {
        Ok(bytes) => bytes,
        Err(error) => return Outcome::GiveUp(error.to_string()),
    };
    let batch = match app.scanner.scan(&bytes).await {
        Ok(Verdict::Clean) => blobs::release(Batch::new(), blob_id),
        Ok(Verdict::Infected(name)) => {
            tracing::warn!(%blob_id, virus = %name, "an uploaded file is infected and stays closed");
            blobs::close(Batch::new(), blob_id)
        }
        Err(error) => return Outcome::Retry(error.to_string()),
    };
    match app.store.commit(batch).await {
        // A guard that fails means that an earlier try had already settled it.
        Ok(_) | Err(store::CommitError::Guard { .. }) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}
