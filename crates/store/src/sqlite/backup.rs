//! A copy of the database while it is being written.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::file::{self, Settings};
use crate::BackupError;

/// Copies the database as it is at one moment. Writers go on: the copy reads one snapshot of the log.
///
/// The copy appears under its name only when it is complete and on the disk.
pub(crate) fn copy(source: &Path, settings: &Settings, target: &Path) -> Result<u64, BackupError> {
    if target.exists() {
        return Err(BackupError::Exists(target.display().to_string()));
    }
    let mut partial = target.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let _ = fs::remove_file(&partial);
    let result = copy_to(source, settings, &partial).and_then(|()| publish(&partial, target));
    if result.is_err() {
        let _ = fs::remove_file(&partial);
    }
    result.map_err(BackupError::Failed)
}

fn copy_to(source: &Path, settings: &Settings, partial: &Path) -> Result<(), String> {
    let text = |error: rusqlite::Error| error.to_string();
    let source = file::open_reader(source, settings).map_err(text)?;
    // An open read transaction pins the snapshot; without it every write would begin the copy again.
    source.execute_batch("begin; select count(*) from sqlite_schema;").map_err(text)?;
    let mut copy = Connection::open(partial).map_err(text)?;
    let step = Backup::new(&source, &mut copy).and_then(|backup| backup.step(-1)).map_err(text)?;
    if step != StepResult::Done {
        return Err(format!("the database could not be read to its end ({step:?})"));
    }
    // One file without a log beside it.
    copy.pragma_update(None, "journal_mode", "delete").map_err(text)?;
    copy.close().map_err(|(_, error)| error.to_string())
}

fn publish(partial: &Path, target: &Path) -> Result<u64, String> {
    let text = |error: std::io::Error| error.to_string();
    let file = File::open(partial).map_err(text)?;
    file.sync_all().map_err(text)?;
    let bytes = file.metadata().map_err(text)?.len();
    fs::rename(partial, target).map_err(text)?;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(text)?;
    Ok(bytes)
}
