//! One line of the file: every field as it came.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::text::meant;
use crate::understood::Understood;

/// A procedure of the national database, every field as it came (_bản ghi quốc gia_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// National code, `1.004873`.
    pub code: String,
    /// Name of the procedure.
    pub name: String,
    fields: BTreeMap<String, String>,
}

/// Why a line is no record, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// Not JSON.
    #[error(
        "không phải JSON (cột {column}): {reason}. Sửa dòng này, hoặc lấy lại bản ghi từ nguồn, rồi nhập lại cả tệp"
    )]
    NotJson {
        /// Where the reading stopped.
        column: usize,
        /// What was expected there.
        reason: &'static str,
    },
    /// JSON, but no object.
    #[error("cần một đối tượng JSON {{…}}, thấy {found}. Mỗi dòng của tệp phải là một thủ tục")]
    NotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// No code, or none that could be an address.
    #[error("trường “ma_thu_tuc” cần mã như 1.004873, thấy “{found}”. Bổ sung mã rồi nhập lại cả tệp")]
    Code {
        /// What stands there.
        found: String,
    },
    /// No name.
    #[error("thủ tục {code} không có “ten_thu_tuc”. Bổ sung tên rồi nhập lại cả tệp")]
    Name {
        /// Its code.
        code: String,
    },
}

const MAX_CODE_CHARS: usize = 40;
const CODE: &str = "ma_thu_tuc";
const NAME: &str = "ten_thu_tuc";

impl Record {
    /// Reads one line.
    pub fn read(line: &str) -> Result<Self, BadLine> {
        let line = line.trim_start_matches('\u{feff}').trim();
        let value: Json = serde_json::from_str(line).map_err(|error| BadLine::NotJson {
            column: error.column(),
            reason: match error.classify() {
                serde_json::error::Category::Eof => "dòng bị cụt",
                serde_json::error::Category::Syntax => "sai cú pháp",
                serde_json::error::Category::Data | serde_json::error::Category::Io => "sai kiểu dữ liệu",
            },
        })?;
        Self::from_json(value)
    }

    /// The same from a value, as it is stored.
    pub fn from_json(value: Json) -> Result<Self, BadLine> {
        let found = kind(&value);
        let Json::Object(object) = value else { return Err(BadLine::NotAnObject { found }) };
        let fields: BTreeMap<_, _> =
            object.into_iter().map(|(key, value)| (clean(&key), words(value))).collect();
        let field = |key: &str| fields.get(key).map_or("", |text| text.trim());
        let code = field(CODE).to_owned();
        let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if code.is_empty() || code.len() > MAX_CODE_CHARS || !code.chars().all(is_code) {
            return Err(BadLine::Code { found: crate::text::excerpt(&code) });
        }
        let name = field(NAME).split_whitespace().collect::<Vec<_>>().join(" ");
        if meant(&name).is_empty() {
            return Err(BadLine::Name { code });
        }
        Ok(Self { code, name, fields })
    }

    /// The text of a field as it came; what stands for nothing is empty.
    pub fn field(&self, key: &str) -> &str {
        self.fields.get(key).map_or("", |text| meant(text))
    }

    /// Every field as it came.
    pub fn to_json(&self) -> Json {
        self.fields
            .iter()
            .map(|(key, text)| (key.clone(), Json::from(text.as_str())))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    /// What the fields mean, as far as it is certain.
    pub fn understand(&self) -> Understood {
        Understood::of(self)
    }
}

/// A value as text: the source holds texts only, but another one might hold numbers or lists.
fn words(value: Json) -> String {
    match value {
        Json::String(text) => clean(&text),
        Json::Null => String::new(),
        other => clean(&other.to_string()),
    }
}

/// Neither engine stores the character NUL.
fn clean(text: &str) -> String {
    text.replace('\0', "")
}

fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "đúng/sai",
        Json::Number(_) => "một số",
        Json::String(_) => "một chuỗi",
        Json::Array(_) => "một danh sách",
        Json::Object(_) => "một đối tượng",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_says_what_was_found_and_what_to_do() {
        let why = |line: &str| Record::read(line).unwrap_err().to_string();
        assert!(
            why("{\"ma_thu_tuc\": \"1.0").starts_with("không phải JSON (cột 19): dòng bị cụt. Sửa dòng này")
        );
        assert!(why("[1]").contains("thấy một danh sách"));
        assert!(why("{}").contains("thấy “”"));
        assert!(why(r#"{"ma_thu_tuc": "../x", "ten_thu_tuc": "a"}"#).contains("thấy “../x”"));
        assert!(
            why(r#"{"ma_thu_tuc": "1.000001", "ten_thu_tuc": "Không có thông tin"}"#).contains("1.000001")
        );
    }

    #[test]
    fn every_field_is_kept_unknown_ones_too() {
        let line = "\u{feff}{\"ma_thu_tuc\":\"1.000001\",\"ten_thu_tuc\":\" Cấp \\u0000 giấy \",\"la\":{\"a\":1},\"so\":3,\"trong\":null}";
        let record = Record::read(line).unwrap();
        assert_eq!(
            (record.name.as_str(), record.field("la"), record.field("so")),
            ("Cấp giấy", "{\"a\":1}", "3")
        );
        assert_eq!(Record::from_json(record.to_json()).unwrap(), record);
    }
}
