//! What a file really is (_kiểm tra nội dung tệp_): its type by content, its name made harmless, what is refused and why.

/// A type of file that may be uploaded (_loại tệp_).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    /// PDF.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
}

impl FileType {
    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The ending of a file name, which is also the word in procedure packs.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        match infer::get(bytes)?.mime_type() {
            "application/pdf" => Some(Self::Pdf),
            "image/jpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            _ => None,
        }
    }
}

/// Limits of one upload.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// Endings that are taken: `pdf`, `jpg`, `png`.
    pub accept: &'a [String],
    /// Largest size.
    pub max_bytes: usize,
}

/// A file that passed (_tệp hợp lệ_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its name, made harmless, with the ending of its real type.
    pub name: String,
    /// Its type by content.
    pub file_type: FileType,
}

/// The file as it may be kept, or a sentence that says what was expected, what was found and what to do.
pub fn check(name: &str, bytes: &[u8], limits: &Limits<'_>) -> Result<Checked, String> {
    let name = clean_name(name);
    if bytes.is_empty() {
        return Err(format!("Tệp “{name}” rỗng (0 byte). Kiểm tra tệp trên máy bạn rồi chọn lại."));
    }
    if bytes.len() > limits.max_bytes {
        let (found, most) = (in_mb(bytes.len()), in_mb(limits.max_bytes));
        return Err(format!(
            "Tệp “{name}” nặng {found}, lớn nhất là {most}. Chụp hoặc quét lại ở độ phân giải thấp hơn, hoặc tách thành nhiều tệp."
        ));
    }
    let accepted = limits.accept.join(", ").to_uppercase();
    let Some(file_type) = FileType::of(bytes) else {
        return Err(format!(
            "Tệp “{name}” không phải {accepted} (xét theo nội dung, không theo tên). Hãy lưu lại thành PDF hoặc chụp ảnh giấy tờ."
        ));
    };
    if !limits.accept.iter().any(|ending| ending == file_type.extension()) {
        return Err(format!(
            "Tệp “{name}” là {}, mục này chỉ nhận {accepted}.",
            file_type.extension().to_uppercase()
        ));
    }
    let fault = archive_fault(bytes).or_else(|| match file_type {
        FileType::Pdf => pdf_fault(bytes),
        FileType::Jpeg => picture_fault(bytes, &[0xff, 0xd9]),
        FileType::Png => picture_fault(bytes, b"IEND\xaeB`\x82"),
    });
    if let Some(fault) = fault {
        return Err(format!("Tệp “{name}” {fault}. Hãy mở thử trên máy bạn, lưu lại rồi chọn lại."));
    }
    Ok(Checked { name: with_extension(&name, file_type), file_type })
}

/// Archives are read from their end: a file of any type that ends as one too is refused.
fn archive_fault(bytes: &[u8]) -> Option<&'static str> {
    // The end of an archive is followed by a comment of at most 65 535 bytes.
    holds(tail(bytes, 70_000), b"PK\x05\x06").then_some("vừa là giấy tờ vừa là tệp nén")
}

/// A picture ends where its format says. Cameras fill up with zeros, and some phones append a short block that ends with `SEFT`;
/// anything else behind a picture is not part of it.
fn picture_fault(bytes: &[u8], end: &[u8]) -> Option<&'static str> {
    let last = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
    let bytes = &bytes[..last];
    if bytes.ends_with(end) || bytes.ends_with(b"SEFT") && holds(tail(bytes, 4096), end) {
        return None;
    }
    let is_whole = holds(bytes, end);
    Some(if is_whole {
        "có dữ liệu lạ sau phần ảnh"
    } else {
        "bị cắt giữa chừng, ảnh không trọn vẹn"
    })
}

/// A PDF must begin and end as one and open without a password.
fn pdf_fault(bytes: &[u8]) -> Option<&'static str> {
    if !bytes.starts_with(b"%PDF-") {
        return Some("có dữ liệu lạ trước phần PDF");
    }
    if !holds(tail(bytes, 2048), b"%%EOF") {
        return Some("bị cắt giữa chừng, PDF không trọn vẹn");
    }
    if holds(bytes, b"/Encrypt") {
        return Some("được đặt mật khẩu nên cán bộ không mở được");
    }
    None
}

fn holds(part: &[u8], text: &[u8]) -> bool {
    part.windows(text.len()).any(|window| window == text)
}

fn tail(bytes: &[u8], length: usize) -> &[u8] {
    &bytes[bytes.len().saturating_sub(length)..]
}

/// The last part of a path, without control characters and signs that mean something to a file system or a shell, at most 100
/// characters.
fn clean_name(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let kept: String = last
        .nfc()
        .filter(|c| !c.is_control() && !is_direction_mark(*c))
        .map(|c| if "<>:\"|?*;`$&".contains(c) { '_' } else { c })
        .take(100)
        .collect();
    let kept = kept.trim().trim_matches('.').trim();
    if kept.is_empty() { "giay-to".into() } else { kept.into() }
}

/// Marks that turn the direction of text can make `gpj.exe` look like `exe.jpg`.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn with_extension(name: &str, file_type: FileType) -> String {
    let stem =
        name.rsplit_once('.').map_or(name, |(stem, ending)| if ending.len() <= 5 { stem } else { name });
    format!("{stem}.{}", file_type.extension())
}

fn in_mb(bytes: usize) -> String {
    crate::ui::format::size(i64::try_from(bytes).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....................IEND\xaeB`\x82";

    fn refused(name: &str, bytes: &[u8]) -> String {
        let accept = ["pdf".to_owned(), "jpg".to_owned(), "png".to_owned()];
        check(name, bytes, &Limits { accept: &accept, max_bytes: 1000 }).unwrap_err()
    }

    fn taken(name: &str, bytes: &[u8]) -> Checked {
        let accept = ["pdf".to_owned(), "png".to_owned()];
        check(name, bytes, &Limits { accept: &accept, max_bytes: 100_000 }).unwrap()
    }

    #[test]
    fn the_type_is_what_the_content_says_not_the_name() {
        assert_eq!(taken("don.pdf", PNG).name, "don.png");
        assert!(refused("don.pdf", b"MZ\x90\0 a program").contains("không phải PDF, JPG, PNG"));
        assert!(refused("don.zip", b"PK\x03\x04rest").contains("không phải PDF"));
        assert!(refused("trang.pdf", b"<html><script>alert(1)</script>").contains("không phải PDF"));
    }

    #[test]
    fn empty_large_cut_and_locked_files_are_refused_with_what_to_do() {
        assert!(refused("a.pdf", b"").contains("rỗng"));
        assert!(refused("a.pdf", &[b'x'; 2000]).contains("lớn nhất là"));
        assert!(refused("a.pdf", b"%PDF-1.7 no end").contains("bị cắt"));
        assert!(refused("a.pdf", b"%PDF-1.7 trailer << /Encrypt 5 0 R >> %%EOF").contains("mật khẩu"));
        assert!(refused("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").contains("bị cắt"));
    }

    #[test]
    fn a_file_that_is_two_things_at_once_is_refused() {
        let jpeg = b"\xff\xd8\xff\xe0 a picture \xff\xd9".as_slice();
        let zip = b"PK\x03\x04 a program PK\x05\x06 the end of an archive".as_slice();
        for picture in [b"%PDF-1.7 %%EOF".as_slice(), PNG, jpeg] {
            assert!(refused("a.pdf", &[picture, zip].concat()).contains("tệp nén"));
            // The end of the picture as the comment of the archive.
            assert!(refused("a.pdf", &[picture, zip, picture].concat()).contains("tệp nén"));
        }
        for (picture, end) in [(PNG, b"#!/bin/sh".as_slice()), (jpeg, b"<script>"), (jpeg, b"%PDF-1.7 %%EOF")]
        {
            assert!(refused("a.png", &[picture, end].concat()).contains("dữ liệu lạ sau phần ảnh"));
        }
        assert!(refused("a.jpg", &jpeg[..12]).contains("bị cắt"));
    }

    #[test]
    fn a_picture_may_be_filled_up_with_zeros_or_carry_the_short_block_of_a_phone() {
        let jpeg = b"\xff\xd8\xff\xe0 a picture \xff\xd9".as_slice();
        let accept = ["jpg".to_owned(), "png".to_owned()];
        for bytes in [
            [PNG, &[0; 100]].concat(),
            [jpeg, &[0; 9]].concat(),
            [jpeg, b"\0\0\x01\x0aImage_UTC_Data1764052800000SEFHk\0\0\0SEFT"].concat(),
        ] {
            assert!(check("a", &bytes, &Limits { accept: &accept, max_bytes: 1000 }).is_ok());
        }
    }

    #[test]
    fn a_name_cannot_climb_out_of_its_folder_or_turn_around() {
        assert_eq!(taken("../../etc/passwd", PNG).name, "passwd.png");
        assert_eq!(taken("C:\\hồ sơ\\đơn.png", PNG).name, "đơn.png");
        assert_eq!(taken("\u{202e}gnp.exe", PNG).name, "gnp.png");
        assert_eq!(taken("...", PNG).name, "giay-to.png");
        assert_eq!(taken("a\0b\n<c>.png", PNG).name, "ab_c_.png");
    }
}
