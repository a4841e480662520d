//! Papers as bytes (_kho tệp_): a folder of files that are written once and never changed.
//!
//! A file is written beside its place, flushed to the disk and then renamed, so a name that exists is whole. The row in
//! table `blob` says whether it may be opened: a new upload is in quarantine until it has been checked.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use store::{Batch, vals};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

store::sql! {
    const INSERT: "insert into blob (id, sha256, size_bytes, media_type, state, created_at) values (?1, ?2, ?3, ?4, ?5, ?6)";
    const RELEASE: "update blob set state = 'clean' where id = ?1 and state = 'quarantine'";
    const CLOSE: "update blob set state = 'infected' where id = ?1 and state = 'quarantine'";
    const FORGET: "delete from blob where id = ?1 and created_at <= ?2";
    const FIND: "select id, sha256, size_bytes, media_type, state from blob where id = ?1";
    const AFTER: "select id, sha256, size_bytes, media_type, state from blob where id > ?1 order by id limit 500";
}

/// Whether a blob may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobState {
    /// Kept apart until it has been checked (_cách ly_).
    Quarantine,
    /// Checked.
    Clean,
    /// A scanner found something; it stays closed.
    Infected,
}

impl BlobState {
    /// The state of this code; what is not known stays apart.
    pub fn from_code(code: &str) -> Self {
        match code {
            "clean" => Self::Clean,
            "infected" => Self::Infected,
            _ => Self::Quarantine,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Quarantine => "quarantine",
            Self::Clean => "clean",
            Self::Infected => "infected",
        }
    }
}

/// What is known of a stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its id, which is also its name on disk.
    pub id: Uuid,
    /// SHA-256 of its bytes.
    pub sha256: Vec<u8>,
    /// Its size.
    pub size_bytes: i64,
    /// Its type, found from its content.
    pub media_type: String,
    /// Whether it may be opened.
    pub state: BlobState,
}

impl store::FromRow for Blob {
    fn from_row(row: &store::Row) -> Result<Self, store::RowError> {
        let state: String = row.get(4)?;
        Ok(Self {
            id: row.get(0)?,
            sha256: row.get(1)?,
            size_bytes: row.get(2)?,
            media_type: row.get(3)?,
            state: BlobState::from_code(&state),
        })
    }
}

/// The folder of blobs.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// Opens the folder, making it if it is not there.
    pub fn open(folder: PathBuf) -> std::io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// The folder itself, for backup.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes `bytes` under `id`, durable when this returns. The row is the caller's: see [`record`].
    pub async fn put(&self, id: Uuid, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.path(id);
        let parent = path.parent().expect("a blob lies in a sub-folder by construction").to_owned();
        tokio::fs::create_dir_all(&parent).await?;
        let beside = path.with_extension("part");
        let mut file = tokio::fs::File::create(&beside).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        drop(file);
        tokio::fs::rename(&beside, &path).await?;
        tokio::fs::File::open(&parent).await?.sync_all().await
    }

    /// The bytes of `id`.
    pub async fn get(&self, id: Uuid) -> std::io::Result<Bytes> {
        tokio::fs::read(self.path(id)).await.map(Bytes::from)
    }

    /// Takes the file of `id` off the disk; the caller knows that no row names it. Safe to repeat.
    pub async fn erase(&self, id: Uuid) -> std::io::Result<()> {
        match tokio::fs::remove_file(self.path(id)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether the bytes on disk are still those that were stored.
    pub async fn is_intact(&self, blob: &Blob) -> bool {
        match self.get(blob.id).await {
            Ok(bytes) => sha256(&bytes) == blob.sha256,
            Err(_) => false,
        }
    }

    /// Two hexadecimal digits of the id's random end keep folders small.
    fn path(&self, id: Uuid) -> PathBuf {
        let name = id.simple().to_string();
        self.folder.join(&name[30..]).join(name)
    }
}

/// SHA-256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// Adds the row of a blob to `batch`.
pub fn record(batch: Batch, blob: &Blob, now: jiff::Timestamp) -> Batch {
    batch.write(
        INSERT,
        vals![
            blob.id,
            blob.sha256.clone(),
            blob.size_bytes,
            blob.media_type.clone(),
            blob.state.code(),
            now.as_microsecond()
        ],
    )
}

/// Lets a blob out of quarantine.
pub fn release(batch: Batch, id: Uuid) -> Batch {
    batch.guard("blob", RELEASE, vals![id])
}

/// Closes a blob in which a scanner found something.
pub fn close(batch: Batch, id: Uuid) -> Batch {
    batch.guard("blob", CLOSE, vals![id])
}

/// Takes away the row of a blob written at or before `before`. The caller knows that nothing refers to it; if something did, the database would refuse.
pub fn forget(batch: Batch, (id, before): (Uuid, jiff::Timestamp)) -> Batch {
    batch.guard("blob", FORGET, vals![id, before.as_microsecond()])
}

/// The row of `id`.
pub async fn find(store: &store::Store, id: Uuid) -> Result<Option<Blob>, store::StoreError> {
    store.one(FIND, vals![id]).await
}

/// The next blobs after `after`, for walking over all of them.
pub async fn after(store: &store::Store, after: Uuid) -> Result<Vec<Blob>, store::StoreError> {
    store.all(AFTER, vals![after]).await
}
