//! YAML in, typed values or defects out.

use serde::de::DeserializeOwned;

use crate::Defect;

/// Reads one file; the first thing that does not fit is the defect, with its line.
pub(crate) fn read<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, Defect> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Defect::new(file, "whole file", "text in UTF-8", "other bytes"));
    };
    serde_saphyr::from_str(text).map_err(|error| {
        let place =
            error.location().map_or_else(|| "whole file".to_owned(), |at| format!("line {}", at.line()));
        let message = error.without_snippet().render_with_formatter(&serde_saphyr::UserMessageFormatter);
        Defect::new(file, place, "data as in the README of the procedures crate", message)
    })
}
