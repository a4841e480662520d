//! Uploads and signatures.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::context::FileFacts;
use crate::kind::{FileRule, SignatureMethod};
use crate::problem::{Fault, quoted};

/// Extensions a form may accept, with the media types that are sniffed from such files.
pub(crate) const MEDIA_TYPES: &[(&str, &[&str])] = &[
    ("pdf", &["application/pdf"]),
    ("jpg", &["image/jpeg"]),
    ("jpeg", &["image/jpeg"]),
    ("png", &["image/png"]),
    ("webp", &["image/webp"]),
    ("tif", &["image/tiff"]),
    ("doc", &["application/msword", "application/x-ole-storage", "application/x-cfb"]),
    ("docx", &["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"]),
    ("xls", &["application/vnd.ms-excel", "application/x-ole-storage", "application/x-cfb"]),
    ("xlsx", &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"]),
    ("odt", &["application/vnd.oasis.opendocument.text", "application/zip"]),
    ("txt", &["text/plain"]),
    ("xml", &["application/xml", "text/xml"]),
    ("zip", &["application/zip"]),
    ("dwg", &["image/vnd.dwg", "application/acad", "application/octet-stream"]),
    ("dxf", &["image/vnd.dxf", "text/plain", "application/octet-stream"]),
    ("mp3", &["audio/mpeg"]),
    ("mp4", &["video/mp4"]),
];

/// The ids of uploads, each known and acceptable.
pub(crate) fn files(
    json: &Json,
    rule: &FileRule,
    known: &HashMap<String, FileFacts>,
) -> Result<Vec<String>, Fault> {
    let posted: Vec<&Json> = match json {
        Json::Array(items) => items.iter().filter(|item| *item != "").collect(),
        single => vec![single],
    };
    if posted.len() > rule.max_files {
        let expected = format!("nhiều nhất {} tệp", rule.max_files);
        return Err(Fault::new(
            "file.too_many",
            expected,
            format!("{} tệp", posted.len()),
            "Xin bỏ bớt tệp.",
        ));
    }
    let mut ids: Vec<String> = Vec::new();
    for item in posted {
        let id = item.as_str().unwrap_or_default();
        let Some(facts) = known.get(id) else {
            let found = quoted(&item.to_string());
            return Err(Fault::new("file.unknown", "tệp đã tải lên", found, "Xin tải tệp lên lại."));
        };
        acceptable(facts, rule)?;
        if !ids.iter().any(|other| other == id) {
            ids.push(id.to_owned());
        }
    }
    Ok(ids)
}

fn acceptable(facts: &FileFacts, rule: &FileRule) -> Result<(), Fault> {
    let extension =
        facts.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let types = MEDIA_TYPES
        .iter()
        .find(|(known, _)| *known == extension)
        .map(|(_, types)| *types)
        .unwrap_or_default();
    let is_accepted = rule.accept.contains(&extension) && types.contains(&facts.media_type.as_str());
    if !is_accepted {
        return Err(Fault::new(
            "file.type",
            format!("tệp {}", rule.accept.join(", ")),
            format!("{} ({})", quoted(&facts.name), facts.media_type),
            "Xin chuyển sang một trong các dạng trên rồi tải lên lại.",
        ));
    }
    let limit = rule.max_mb as u64 * 1_048_576;
    if facts.size_bytes > limit {
        let size =
            feel::Value::integer(i64::try_from(facts.size_bytes.div_ceil(1_048_576)).unwrap_or(i64::MAX));
        let expected = format!("nhiều nhất {} MB", rule.max_mb);
        return Err(Fault::new(
            "file.too_large",
            expected,
            format!("{size} MB"),
            "Xin giảm dung lượng hoặc tách tệp.",
        ));
    }
    Ok(())
}

/// A signature: how, and on which day; a page posts only how.
pub(crate) fn signature(
    json: &Json,
    methods: &[SignatureMethod],
    today: Date,
) -> Result<Option<(Json, Date)>, Fault> {
    let (word, on) = match json {
        Json::String(word) => (word.trim(), None),
        Json::Object(parts) => (
            parts.get("method").and_then(Json::as_str).unwrap_or_default(),
            parts.get("on").and_then(Json::as_str),
        ),
        _ => ("?", None),
    };
    if word.is_empty() {
        return Ok(None);
    }
    let Some(method) = SignatureMethod::named(word).filter(|method| methods.contains(method)) else {
        let found = quoted(word);
        return Err(Fault::new("signature.method", "một cách ký được nhận", found, "Xin chọn lại cách ký."));
    };
    let on = match on {
        None => today,
        Some(day) => feel::date_from_iso(day).filter(|day| *day <= today).ok_or_else(|| {
            Fault::new("signature.day", "ngày ký không sau hôm nay", quoted(day), "Xin ký lại.")
        })?,
    };
    Ok(Some((json!({ "method": method.name(), "on": feel::Value::Date(on).to_string() }), on)))
}
