//! What can go wrong between a template, its data and a PDF.

use std::path::PathBuf;

/// Why a paper could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The data has no such key: the paper would have had a hole.
    #[error("dữ liệu in thiếu khoá `{key}` (mẫu đọc `{expression}` ở {place})")]
    MissingData {
        /// The name of the missing key.
        key: String,
        /// The expression of the template that reads it, for example `data.receipt.due_at`.
        expression: String,
        /// File and line of the template.
        place: String,
    },
    /// The template is wrong, or it asked for something templates may not have.
    #[error("mẫu in lỗi ở {place}: {message}")]
    Template {
        /// File and line of the template.
        place: String,
        /// What the typesetter said.
        message: String,
    },
    /// The template names a typeface that was not loaded.
    #[error("mẫu in dùng kiểu chữ chưa nạp: {0}")]
    MissingFont(String),
    /// The data is larger than any real paper; refused so that a print stays bounded.
    #[error("dữ liệu in quá lớn: {found} byte, tối đa {limit} byte")]
    DataTooLarge {
        /// Size found.
        found: usize,
        /// Largest size accepted.
        limit: usize,
    },
    /// The dossier code does not fit the QR symbol.
    #[error("mã hồ sơ không đưa được vào mã QR: {0}")]
    Code(String),
    /// The document was set but cannot be written as PDF/A-2a and PDF/UA-1.
    #[error("không xuất được PDF/A-2a và PDF/UA-1: {0}")]
    Pdf(String),
}

/// Why fonts or the folder of papers could not be loaded at start.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// A file or folder could not be read.
    #[error("không đọc được {path}: {source}")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The reason given by the system.
        source: std::io::Error,
    },
    /// No usable font: papers cannot be printed without one.
    #[error("không có tệp phông chữ dùng được trong {0}: hãy chạy `make setup`")]
    NoFonts(PathBuf),
    /// A font file is not a TrueType or OpenType font.
    #[error("phông chữ thứ {0} không phải TrueType hay OpenType")]
    BadFont(usize),
    /// The name of a template is not a path inside the folder of papers.
    #[error("tên mẫu in không hợp lệ: {0}")]
    BadName(String),
    /// A card is not valid YAML or lacks a field.
    #[error("thẻ {path} sai: {message}")]
    BadCard {
        /// The card.
        path: String,
        /// What is wrong.
        message: String,
    },
    /// A card without its template, or a template without its card.
    #[error("mẫu in {0} thiếu tệp .typ hoặc .yaml đi kèm")]
    Unpaired(String),
}
