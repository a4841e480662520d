//! The press: fonts and library loaded once, any number of prints, from any thread.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::Value;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::ast::{AstNode as _, FieldAccess};
use typst::syntax::{DiagSpan, LinkedNode};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::{PaperError, ShelfError};
use crate::faces::{self, Coverage};
use crate::paper::Paper;
use crate::qr;
use crate::text;
use crate::world::PrintWorld;

/// Largest data of one print. The longest real dossiers are near 100 KiB.
const LARGEST_DATA: usize = 1 << 20;
/// Prints that a memoized intermediate result survives without being used again.
const MEMORY_OF_PRINTS: usize = 8;
/// Viet Nam keeps one time the year round.
const VIET_NAM: Offset = jiff::tz::offset(7);

/// Prints papers as PDF/A-2a and PDF/UA-1 (_bộ phận in_).
///
/// One value serves the whole process. `render` takes `&self`, blocks for some
/// milliseconds and belongs in `spawn_blocking`.
pub struct Papers {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    coverage: Coverage,
    standards: PdfStandards,
}

/// A printed paper (_bản in_).
#[derive(Debug, Clone)]
pub struct Print {
    /// The file: PDF/A-2a and PDF/UA-1, the same bytes for the same paper, data and time.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Characters of the data that no font can draw; each was printed as `□`.
    pub undrawable: Vec<char>,
}

impl Papers {
    /// Takes whole font files (TTF or OTF), in order of preference.
    pub fn new(fonts: Vec<Vec<u8>>) -> Result<Papers, ShelfError> {
        if fonts.is_empty() {
            return Err(ShelfError::NoFonts("(không có tệp nào)".into()));
        }
        let fonts = faces::parse(fonts)?;
        Ok(Papers {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            coverage: Coverage::of(&fonts),
            fonts,
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
                .expect("PDF/A-2a and PDF/UA-1 are both PDF 1.7"),
        })
    }

    /// Takes every font file below a folder.
    pub fn from_dir(dir: impl AsRef<Path>) -> Result<Papers, ShelfError> {
        Papers::new(faces::read_dir(dir.as_ref())?)
    }

    /// Prints one paper. `now` is the creation time written in the file.
    pub fn render(&self, paper: &Paper, data: &Value, now: Timestamp) -> Result<Print, PaperError> {
        let (data, undrawable) = text::clean(data, &self.coverage);
        let bytes = data.to_string().into_bytes();
        if bytes.len() > LARGEST_DATA {
            return Err(PaperError::DataTooLarge { found: bytes.len(), limit: LARGEST_DATA });
        }
        let code = data.pointer("/dossier/code").and_then(Value::as_str).unwrap_or_default();
        let qr = if code.is_empty() { None } else { Some(qr::svg(code)?) };
        let created = datetime(now);
        let world = PrintWorld {
            papers: self,
            paper,
            data: Bytes::new(bytes),
            qr: qr.map(Bytes::from_string),
            today: created,
        };
        let print = self.print(&world, created).map(|(pdf, pages)| Print {
            pdf,
            pages,
            undrawable: undrawable.into_iter().collect(),
        });
        // The typesetter memoizes without bound; after each print the old is let go.
        comemo::evict(MEMORY_OF_PRINTS);
        print
    }

    fn print(
        &self,
        world: &PrintWorld<'_>,
        created: Option<Datetime>,
    ) -> Result<(Vec<u8>, usize), PaperError> {
        let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
        let document = output.map_err(|errors| template_error(world, &errors))?;
        if let Some(family) = warnings.iter().find_map(unknown_family) {
            return Err(PaperError::MissingFont(family));
        }
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some("Một Cửa".into())),
            timestamp: created.and_then(|at| typst_pdf::Timestamp::new_local(at, VIET_NAM.seconds() / 60)),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| pdf_error(&errors))?;
        Ok((pdf, document.pages().len()))
    }

    pub(crate) fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
}

/// The wall clock of Viet Nam at `now`, in the typesetter's own type.
fn datetime(now: Timestamp) -> Option<Datetime> {
    let at = VIET_NAM.to_datetime(now);
    let part = |value: i8| u8::try_from(value).ok();
    Datetime::from_ymd_hms(
        at.year().into(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

fn template_error(world: &PrintWorld<'_>, errors: &[SourceDiagnostic]) -> PaperError {
    let Some(error) = errors.first() else {
        return PaperError::Template { place: String::new(), message: String::new() };
    };
    let place = place(world, error);
    match missing_key(&error.message) {
        Some(key) => PaperError::MissingData {
            key: key.to_owned(),
            expression: expression(world, error.span).unwrap_or_else(|| key.to_owned()),
            place,
        },
        None => PaperError::Template { place, message: error.message.to_string() },
    }
}

/// File and line where the error is, as an officer who edits templates would look for it.
fn place(world: &PrintWorld<'_>, error: &SourceDiagnostic) -> String {
    let Some(id) = error.span.id() else { return "(không rõ)".to_owned() };
    let path = id.get().vpath().get_without_slash();
    let line = world.paper.source(id).and_then(|source| {
        let range = world.range(error.span)?;
        source.lines().byte_to_line(range.start)
    });
    match line {
        Some(line) => format!("{path}:{}", line + 1),
        None => path.to_owned(),
    }
}

/// The field access around the error, for example `data.receipt.due_at`.
fn expression(world: &PrintWorld<'_>, span: DiagSpan) -> Option<String> {
    let source = world.paper.source(span.id()?)?;
    let range = world.range(span)?;
    let mut node = LinkedNode::new(source.root()).leaf_at(range.start, typst::syntax::Side::After)?;
    while !(FieldAccess::from_untyped(node.get()).is_some() && node.range().end >= range.end) {
        node = node.parent()?.clone();
    }
    source.text().get(node.range()).map(str::to_owned)
}

/// The key in `dictionary does not contain key "x"`, the typesetter's message for a hole.
fn missing_key(message: &str) -> Option<&str> {
    let rest = message.strip_prefix("dictionary does not contain key \"")?;
    rest.split('"').next()
}

fn unknown_family(warning: &SourceDiagnostic) -> Option<String> {
    warning.message.strip_prefix("unknown font family: ").map(str::to_owned)
}

fn pdf_error(errors: &[SourceDiagnostic]) -> PaperError {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    PaperError::Pdf(messages.join("; "))
}
