//! The folder of papers, read once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use typst::syntax::Source;

use crate::card::Card;
use crate::error::ShelfError;
use crate::paper::{self, Paper, Sources};

/// All printed forms of `law/papers`, by name (_tủ mẫu_).
pub struct Shelf {
    papers: BTreeMap<String, (Card, Paper)>,
}

impl Shelf {
    /// Reads every template and card below a folder.
    pub fn open(dir: impl AsRef<Path>) -> Result<Shelf, ShelfError> {
        let mut files = Vec::new();
        read(dir.as_ref(), "", &mut files)?;
        Shelf::from_files(files)
    }

    /// Takes files as pairs of a path below the folder of papers and its text, so that
    /// they may also come out of the program itself.
    pub fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Result<Shelf, ShelfError> {
        let mut sources = Sources::new();
        let mut cards = BTreeMap::new();
        for (path, text) in files {
            if path.ends_with(".typ") {
                let id = paper::file_id(&path)?;
                sources.insert(id.into_raw().get(), Source::new(id, text));
            } else if let Some(name) = path.strip_suffix(".yaml") {
                let card: Card = serde_saphyr::from_str(&text).map_err(|error| ShelfError::BadCard {
                    path: path.clone(),
                    message: error.to_string(),
                })?;
                cards.insert(name.to_owned(), card);
            }
        }
        let sources = Arc::new(sources);
        let mut papers = BTreeMap::new();
        for (name, card) in cards {
            let main = paper::file_id(&format!("{name}.typ"))?;
            if !sources.contains_key(&main.into_raw().get()) {
                return Err(ShelfError::Unpaired(name));
            }
            papers.insert(name, (card, Paper::on_shelf(main, &sources)));
        }
        Ok(Shelf { papers })
    }

    /// A paper by its name, for example `tt01-2018/01-receipt`.
    pub fn paper(&self, name: &str) -> Option<&Paper> {
        self.papers.get(name).map(|(_, paper)| paper)
    }

    /// The card of a paper.
    pub fn card(&self, name: &str) -> Option<&Card> {
        self.papers.get(name).map(|(card, _)| card)
    }

    /// The name of the paper of a kind on which an act of that day is printed.
    ///
    /// The day is that of the act printed, not of the acceptance; a re-print keeps the
    /// name of the original instead of asking again.
    pub fn in_force(&self, kind: &str, day: Date) -> Option<&str> {
        let mut fit = self.papers.iter().filter(|(_, (card, _))| card.kind == kind && card.is_in_force(day));
        fit.next().map(|(name, _)| name.as_str())
    }

    /// All papers, in the order of their names.
    pub fn papers(&self) -> impl Iterator<Item = (&str, &Card, &Paper)> {
        self.papers.iter().map(|(name, (card, paper))| (name.as_str(), card, paper))
    }
}

/// Collects the templates and cards below a folder with their paths from the top.
fn read(dir: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<(), ShelfError> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |source| ShelfError::Read { path, source }
    };
    for entry in fs::read_dir(dir).map_err(unreadable(dir))? {
        let entry = entry.map_err(unreadable(dir))?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = format!("{prefix}{}", name.to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files)?;
        } else if name.ends_with(".typ") || name.ends_with(".yaml") {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            files.push((name, text));
        }
    }
    Ok(())
}
