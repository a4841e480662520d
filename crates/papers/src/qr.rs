//! The QR symbol of a paper: the dossier code, or the address of a page, and nothing else.

use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder, Version};

use crate::error::PaperError;

/// Longest code that is drawn: codes of old systems are free text of up to 50 characters.
const LONGEST_CODE: usize = 64;

/// An SVG with the four quiet modules a scanner needs around the symbol.
///
/// Level M survives a fold or a stamp over 15 % of the symbol and keeps the usual
/// code of 24 characters in a small symbol.
pub fn svg(code: &str) -> Result<String, PaperError> {
    if code.chars().count() > LONGEST_CODE {
        return Err(PaperError::Code(format!("dài quá {LONGEST_CODE} ký tự")));
    }
    let refuse = |error| PaperError::Code(format!("{error:?}"));
    let mut builder = QRBuilder::new(code);
    builder.ecl(ECL::M);
    let mut symbol = builder.build().map_err(refuse)?;
    // The smallest version has no alignment pattern, so a slanted picture of a short code
    // is hard to read; the next one costs four modules.
    if matches!(symbol.version, Some(Version::V01)) {
        symbol = builder.version(Version::V02).build().map_err(refuse)?;
    }
    Ok(SvgBuilder::default().margin(4).to_str(&symbol))
}
