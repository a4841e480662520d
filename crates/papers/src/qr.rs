//! The QR symbol of a paper: the dossier code, and nothing else.

use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

use crate::error::PaperError;

/// Longest code that is drawn: codes of old systems are free text of up to 50 characters.
const LONGEST_CODE: usize = 64;

/// An SVG with the four quiet modules a scanner needs around the symbol.
///
/// Level M survives a fold or a stamp over 15 % of the symbol and keeps the usual
/// code of 24 characters in a small symbol.
pub(crate) fn svg(code: &str) -> Result<String, PaperError> {
    if code.chars().count() > LONGEST_CODE {
        return Err(PaperError::Code(format!("dài quá {LONGEST_CODE} ký tự")));
    }
    let symbol =
        QRBuilder::new(code).ecl(ECL::M).build().map_err(|error| PaperError::Code(format!("{error:?}")))?;
    Ok(SvgBuilder::default().margin(4).to_str(&symbol))
}
