//! Every statement on attachments and printed papers.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::platform::blobs::BlobState;

sql! {
    const ATTACHMENTS: "select a.id, a.dossier_id, a.component, a.name, a.blob_id, a.media_type, a.size_bytes, a.sha256, a.uploaded_by, a.uploaded_at, b.state \
        from attachment a join blob b on b.id = a.blob_id where a.dossier_id = ?1 and a.replaced_at is null order by a.component, a.uploaded_at, a.id";
    const ATTACHMENT: "select a.id, a.dossier_id, a.component, a.name, a.blob_id, a.media_type, a.size_bytes, a.sha256, a.uploaded_by, a.uploaded_at, b.state \
        from attachment a join blob b on b.id = a.blob_id where a.id = ?1";
    const INSERT_ATTACHMENT: "insert into attachment (id, dossier_id, component, name, blob_id, media_type, size_bytes, sha256, uploaded_by, uploaded_at) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    const REPLACE_ATTACHMENT: "update attachment set replaced_at = ?3 where id = ?1 and dossier_id = ?2 and replaced_at is null";
    const DELETE_ATTACHMENT: "delete from attachment where id = ?1 and dossier_id = ?2";
    const DELETE_ATTACHMENTS: "delete from attachment where dossier_id = ?1";
    const BLOBS_OF: "select blob_id from attachment where dossier_id = ?1 order by id";
    const IS_USED: "select id from attachment where blob_id = ?1 limit 1";
    const PAPERS: "select id, dossier_id, kind, template, number, print_revision, data, issued_at, issued_by from paper where dossier_id = ?1 order by issued_at, id";
    const PAPER: "select id, dossier_id, kind, template, number, print_revision, data, issued_at, issued_by from paper where id = ?1";
    const INSERT_PAPER: "insert into paper (id, dossier_id, kind, template, number, print_revision, data, issued_at, issued_by) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
}

/// A file that belongs to a component of a dossier or draft (_tệp đính kèm_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: Uuid,
    /// The dossier, or the draft that will become it under the same id.
    pub dossier_id: Uuid,
    /// Id of the component in the procedure's pack, or of a file field of the form.
    pub component: String,
    /// Its name.
    pub name: String,
    /// The bytes.
    pub blob_id: Uuid,
    /// Type by content.
    pub media_type: String,
    /// Size.
    pub size_bytes: i64,
    /// SHA-256.
    pub sha256: Vec<u8>,
    /// Who uploaded it.
    pub uploaded_by: String,
    /// When, microseconds UTC.
    pub uploaded_at: i64,
    /// Whether it may be opened.
    pub state: BlobState,
}

impl FromRow for Attachment {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let state: String = row.get(10)?;
        Ok(Self {
            id: row.get(0)?,
            dossier_id: row.get(1)?,
            component: row.get(2)?,
            name: row.get(3)?,
            blob_id: row.get(4)?,
            media_type: row.get(5)?,
            size_bytes: row.get(6)?,
            sha256: row.get(7)?,
            uploaded_by: row.get(8)?,
            uploaded_at: row.get(9)?,
            state: BlobState::from_code(&state),
        })
    }
}

impl Attachment {
    /// Whether a scanner found something in it: it stays closed and has to be replaced.
    pub fn is_infected(&self) -> bool {
        self.state == BlobState::Infected
    }

    /// The checksum as hexadecimal digits.
    pub fn sha256_hex(&self) -> String {
        self.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A paper that was printed or issued (_giấy tờ đã in, đã phát hành_). Never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperRow {
    /// Its id.
    pub id: Uuid,
    /// The dossier.
    pub dossier_id: Uuid,
    /// What it is: `receipt`, `supplement_request`, `refusal`, `outcome`, …
    pub kind: String,
    /// The template, `tt03-2025/01-receipt`.
    pub template: String,
    /// Its number; may be empty.
    pub number: String,
    /// Which print of this kind of paper, from 1.
    pub print_revision: i64,
    /// The data it was printed from.
    pub data: Json,
    /// When, microseconds UTC.
    pub issued_at: i64,
    /// Who.
    pub issued_by: String,
}

impl FromRow for PaperRow {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        Ok(Self {
            id: row.get(0)?,
            dossier_id: row.get(1)?,
            kind: row.get(2)?,
            template: row.get(3)?,
            number: row.get(4)?,
            print_revision: row.get(5)?,
            data: row.get(6)?,
            issued_at: row.get(7)?,
            issued_by: row.get(8)?,
        })
    }
}

/// Files of a dossier or draft that were not replaced.
pub async fn attachments(store: &Store, dossier_id: Uuid) -> Result<Vec<Attachment>, StoreError> {
    store.all(ATTACHMENTS, vals![dossier_id]).await
}

/// One file.
pub async fn attachment(store: &Store, id: Uuid) -> Result<Option<Attachment>, StoreError> {
    store.one(ATTACHMENT, vals![id]).await
}

/// Binds a file to its component.
pub fn insert_attachment(batch: Batch, file: &Attachment) -> Batch {
    batch.write(
        INSERT_ATTACHMENT,
        vals![
            file.id,
            file.dossier_id,
            file.component.clone(),
            file.name.clone(),
            file.blob_id,
            file.media_type.clone(),
            file.size_bytes,
            file.sha256.clone(),
            file.uploaded_by.clone(),
            file.uploaded_at
        ],
    )
}

/// Takes a file out of the dossier; its bytes stay.
pub fn replace_attachment(batch: Batch, (id, dossier_id): (Uuid, Uuid), now: Timestamp) -> Batch {
    batch.guard("attachment", REPLACE_ATTACHMENT, vals![id, dossier_id, now.as_microsecond()])
}

/// Forgets one file of a draft; what was never sent is nobody's business.
pub fn delete_attachment(batch: Batch, (id, draft_id): (Uuid, Uuid)) -> Batch {
    batch.guard("attachment", DELETE_ATTACHMENT, vals![id, draft_id])
}

/// Forgets all files of a draft.
pub fn delete_attachments(batch: Batch, draft_id: Uuid) -> Batch {
    batch.write(DELETE_ATTACHMENTS, vals![draft_id])
}

/// Whether a file of a draft or dossier has these bytes. They are bound when they are stored and never later.
pub async fn is_used(store: &Store, blob_id: Uuid) -> Result<bool, StoreError> {
    Ok(store.one::<(Uuid,)>(IS_USED, vals![blob_id]).await?.is_some())
}

/// Ids of the bytes of all files of a draft.
pub async fn blobs_of(store: &Store, draft_id: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(store.all::<(Uuid,)>(BLOBS_OF, vals![draft_id]).await?.into_iter().map(|(id,)| id).collect())
}

/// Papers of a dossier, oldest first.
pub async fn papers(store: &Store, dossier_id: Uuid) -> Result<Vec<PaperRow>, StoreError> {
    store.all(PAPERS, vals![dossier_id]).await
}

/// One paper.
pub async fn paper(store: &Store, id: Uuid) -> Result<Option<PaperRow>, StoreError> {
    store.one(PAPER, vals![id]).await
}

/// Keeps a paper.
pub fn insert_paper(batch: Batch, paper: &PaperRow) -> Batch {
    batch.write(
        INSERT_PAPER,
        vals![
            paper.id,
            paper.dossier_id,
            paper.kind.clone(),
            paper.template.clone(),
            paper.number.clone(),
            paper.print_revision,
            paper.data.clone(),
            paper.issued_at,
            paper.issued_by.clone()
        ],
    )
}
