//! A template, parsed once and printed many times.

use std::collections::BTreeMap;
use std::sync::Arc;

use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

use crate::error::ShelfError;

/// A printed form, ready to take data (_mẫu giấy tờ in_).
///
/// Cheap to clone: sources are shared. The typesetter interns the name of every
/// file for ever, so names come only from the folder of papers, never from a request.
#[derive(Clone)]
pub struct Paper {
    main: FileId,
    sources: Arc<Sources>,
}

/// Sources by the file they stand for.
pub(crate) type Sources = BTreeMap<u16, Source>;

impl Paper {
    /// A paper of one template that imports nothing.
    pub fn load(source: &str) -> Paper {
        let main = PAPER.id();
        let sources = [(main.into_raw().get(), Source::new(main, source.to_owned()))];
        Paper { main, sources: Arc::new(sources.into()) }
    }

    /// A paper that may import the other templates of its shelf.
    pub(crate) fn on_shelf(main: FileId, sources: &Arc<Sources>) -> Paper {
        Paper { main, sources: Arc::clone(sources) }
    }

    pub(crate) fn main(&self) -> FileId {
        self.main
    }

    pub(crate) fn source(&self, id: FileId) -> Option<&Source> {
        self.sources.get(&id.into_raw().get())
    }
}

/// A file with a fixed name in the small world of the templates.
pub(crate) struct Fixed(&'static str);

/// The one template of [`Paper::load`].
pub(crate) const PAPER: Fixed = Fixed("paper.typ");
/// The data of the print; always the same name, other bytes.
pub(crate) const DATA: Fixed = Fixed("data.json");
/// The QR symbol of the dossier code.
pub(crate) const QR: Fixed = Fixed("qr.svg");

impl Fixed {
    pub(crate) fn id(&self) -> FileId {
        file_id(self.0).expect("the fixed names are plain file names")
    }
}

/// The id of a template by its path below the folder of papers.
pub(crate) fn file_id(path: &str) -> Result<FileId, ShelfError> {
    let path = VirtualPath::new(path).map_err(|_| ShelfError::BadName(path.to_owned()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}
