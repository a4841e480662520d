//! Backup and restore (_sao lưu, phục hồi_): database and papers together, consistent while the server runs.
//!
//! The database is copied first. A paper is written before the row that names it, and papers never change, so every paper that the
//! copied database names is on disk by then; papers that came later are copied too and do no harm.

use std::path::Path;

use anyhow::{Context, bail};
use store::{Options, Store};

use crate::features::dossiers::verify::{Report, verify};
use crate::platform::blobs::Blobs;
use crate::platform::config::Config;

/// Name of the database in a backup folder.
const DATABASE: &str = "motcua.db";

/// Copies database and papers into `folder`, which must not exist or be empty. The server may run meanwhile.
pub async fn backup(config: &Config, folder: &Path) -> anyhow::Result<u64> {
    if !config.database.starts_with("sqlite:") {
        bail!(
            "lệnh này chỉ sao lưu SQLite; với PostgreSQL dùng pg_dump rồi chép thư mục blobs của {}",
            config.data.display()
        );
    }
    if folder.exists() && std::fs::read_dir(folder)?.next().is_some() {
        bail!("thư mục {} đã có nội dung; hãy chọn một thư mục trống", folder.display());
    }
    std::fs::create_dir_all(folder)?;
    let store = Store::open(Options { read_only: true, ..Options::new(config.database.clone()) }).await?;
    store.backup_to(&folder.join(DATABASE)).await?;
    store.close().await;
    copy(&config.data.join("blobs"), &folder.join("blobs"))
}

/// Puts a backup into the (empty) data folder of `config` and proves it.
pub async fn restore(config: &Config, folder: &Path) -> anyhow::Result<Report> {
    let from = folder.join(DATABASE);
    if !from.is_file() {
        bail!("{} không phải bản sao lưu: thiếu {DATABASE}", folder.display());
    }
    let Some(to) = config.database.strip_prefix("sqlite:").map(Path::new) else {
        bail!(
            "phục hồi bằng lệnh này chỉ dùng cho SQLite; với PostgreSQL dùng pg_restore rồi chép thư mục blobs"
        );
    };
    if to.exists() {
        bail!("{} đã có; hãy phục hồi vào một thư mục dữ liệu trống (--data)", to.display());
    }
    std::fs::create_dir_all(to.parent().unwrap_or(Path::new(".")))?;
    std::fs::copy(&from, to).with_context(|| format!("không chép được {}", from.display()))?;
    copy(&folder.join("blobs"), &config.data.join("blobs"))?;
    prove(config).await
}

/// Recomputes every chain, stage and file of an installation; it may be served meanwhile.
pub async fn prove(config: &Config) -> anyhow::Result<Report> {
    let store = Store::open(Options { read_only: true, ..Options::new(config.database.clone()) }).await?;
    let report = verify(&store, &Blobs::open(config.data.join("blobs"))?).await?;
    store.close().await;
    Ok(report)
}

/// Copies a folder tree; files that are being written (`.part`) are left out.
fn copy(from: &Path, to: &Path) -> anyhow::Result<u64> {
    std::fs::create_dir_all(to)?;
    if !from.is_dir() {
        return Ok(0);
    }
    let mut copied = 0;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copied += copy(&entry.path(), &target)?;
        } else if entry.path().extension().is_none_or(|ending| ending != "part") {
            std::fs::copy(entry.path(), &target)?;
            copied += 1;
        }
    }
    Ok(copied)
}
