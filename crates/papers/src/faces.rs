//! Fonts: loaded once, shared by all prints, and asked which characters they can draw.

use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::Font;

use crate::error::ShelfError;

/// The highest code point that any face of ours is asked for, rounded up to whole words.
const CODE_POINTS: usize = 0x11_0000;

/// The set of characters that at least one loaded face can draw.
pub(crate) struct Coverage(Vec<u64>);

impl Coverage {
    pub(crate) fn of(fonts: &[Font]) -> Self {
        let mut bits = vec![0u64; CODE_POINTS / 64];
        for font in fonts {
            for code in font.info().coverage.iter() {
                if let Some(word) = bits.get_mut(code as usize / 64) {
                    *word |= 1 << (code % 64);
                }
            }
        }
        // Most of the space is empty: keep only what is used.
        let used = bits.iter().rposition(|word| *word != 0).map_or(0, |last| last + 1);
        bits.truncate(used);
        Self(bits)
    }

    pub(crate) fn has(&self, character: char) -> bool {
        let code = character as usize;
        self.0.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

/// Parses font files; a file may hold several faces.
pub(crate) fn parse(files: Vec<Vec<u8>>) -> Result<Vec<Font>, ShelfError> {
    let mut fonts = Vec::new();
    for (index, file) in files.into_iter().enumerate() {
        let before = fonts.len();
        fonts.extend(Font::iter(Bytes::new(file)));
        if fonts.len() == before {
            return Err(ShelfError::BadFont(index));
        }
    }
    Ok(fonts)
}

/// Reads every `.ttf` and `.otf` below a folder, in the order of their paths,
/// so that the same folder always gives the same choice of faces.
pub(crate) fn read_dir(dir: &Path) -> Result<Vec<Vec<u8>>, ShelfError> {
    let mut paths = Vec::new();
    // A folder that is not there is the usual first-run mistake: say how to mend it.
    if dir.is_dir() {
        collect(dir, &mut paths)?;
    }
    paths.sort();
    if paths.is_empty() {
        return Err(ShelfError::NoFonts(dir.to_path_buf()));
    }
    paths
        .into_iter()
        .map(|path| fs::read(&path).map_err(|source| ShelfError::Read { path, source }))
        .collect()
}

fn collect(dir: &Path, paths: &mut Vec<PathBuf>) -> Result<(), ShelfError> {
    let unreadable = |source| ShelfError::Read { path: dir.to_path_buf(), source };
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|end| end == "ttf" || end == "otf") {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
impl Coverage {
    /// A set given by half-open ranges, so that tests need no font.
    pub(crate) fn from_ranges(ranges: &[(usize, usize)]) -> Self {
        let mut bits = vec![0u64; CODE_POINTS / 64];
        for code in ranges.iter().flat_map(|(from, to)| *from..*to) {
            bits[code / 64] |= 1 << (code % 64);
        }
        Self(bits)
    }
}
