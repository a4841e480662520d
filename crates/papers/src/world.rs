//! All that a template can see: its own sources, the fonts, the data and the QR symbol.
//!
//! Invariant: nothing here touches the disk, the network or the clock. A template that
//! asks for any other file or for a package gets a refusal, whatever the path is.

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use crate::paper::{DATA, Paper, QR};
use crate::papers::Papers;

/// One print: a paper, the bytes of its data and its QR symbol.
pub(crate) struct PrintWorld<'a> {
    pub(crate) papers: &'a Papers,
    pub(crate) paper: &'a Paper,
    pub(crate) data: Bytes,
    /// Empty when the data has no dossier code; a template that then asks for it is refused.
    pub(crate) qr: Option<Bytes>,
    pub(crate) today: Option<Datetime>,
}

impl World for PrintWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.papers.library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.papers.book()
    }

    fn main(&self) -> FileId {
        self.paper.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.paper.source(id).cloned().ok_or_else(|| refusal(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == DATA.id() {
            Ok(self.data.clone())
        } else if id == QR.id() {
            let missing = || other("dữ liệu in không có dossier.code nên không có mã QR");
            self.qr.clone().ok_or_else(missing)
        } else {
            Err(refusal(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.papers.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn refusal(id: FileId) -> FileError {
    match id.get().root() {
        VirtualRoot::Package(package) => FileError::Package(PackageError::Other(Some(
            format!("mẫu in không được dùng gói ngoài: {package}").into(),
        ))),
        VirtualRoot::Project => other(&format!(
            "mẫu in chỉ được đọc /data.json, /qr.svg và các mẫu khác, không được đọc {}",
            id.get().vpath().get_with_slash()
        )),
    }
}

fn other(message: &str) -> FileError {
    FileError::Other(Some(message.into()))
}
