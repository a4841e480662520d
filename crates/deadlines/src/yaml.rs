//! Reading data files so that every mistake names its line, in Vietnamese.

use std::str::FromStr;

use jiff::civil::{Date, Time, Weekday};
use serde::de::DeserializeOwned;
use serde_saphyr::{Error, Spanned};

use crate::days::{Confidence, Source};
use crate::hours::clock_time;
use crate::problem::{Problem, Problems};

/// A text of the file together with its line.
pub(crate) type Text = Option<Spanned<String>>;

/// Reads YAML into a raw struct; a mistake of shape becomes one problem.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problems> {
    serde_saphyr::from_str(text).map_err(|error| Problems(vec![problem_of(error.without_snippet())]))
}

/// Turns texts into values and gathers what is wrong on the way.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) problems: Vec<Problem>,
}

/// Where a field stands: the line of what holds it, for the case that the field itself is missing, and the
/// path of what holds it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) line: u64,
    pub(crate) path: &'a str,
}

impl Reader {
    /// The value if nothing was wrong.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, Problems> {
        if self.problems.is_empty() { Ok(value) } else { Err(Problems(self.problems)) }
    }

    pub(crate) fn required(&mut self, text: &Text, place: Place<'_>, field: &str) -> Option<String> {
        let found = text.as_ref().map(|t| t.value.trim()).filter(|t| !t.is_empty());
        if found.is_none() {
            self.problems.push(Problem {
                line: Some(line_of(text, place)),
                field: path_of(place, field),
                expected: "một giá trị".to_owned(),
                found: "để trống".to_owned(),
                remedy: format!("Hãy thêm `{field}`."),
            });
        }
        found.map(str::to_owned)
    }

    /// A required value read by a function whose error says what was expected.
    pub(crate) fn read<T, E: Into<String>>(
        &mut self,
        text: &Text,
        place: Place<'_>,
        field: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let found = self.required(text, place, field)?;
        match read(&found) {
            Ok(value) => Some(value),
            Err(expected) => {
                self.refuse(line_of(text, place), &path_of(place, field), expected.into(), &found);
                None
            }
        }
    }

    /// The same for a value that may be absent.
    pub(crate) fn read_if_any<T, E: Into<String>>(
        &mut self,
        text: &Text,
        place: Place<'_>,
        field: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if text.is_some() { self.read(text, place, field, read) } else { None }
    }

    pub(crate) fn refuse(&mut self, line: u64, field: &str, expected: String, found: &str) {
        self.problems.push(Problem {
            line: Some(line),
            field: field.to_owned(),
            expected,
            found: format!("“{found}”"),
            remedy: "Hãy sửa lại cho đúng.".to_owned(),
        });
    }

    pub(crate) fn source(
        &mut self,
        legal_basis: &[String],
        confidence: &Text,
        note: &Option<String>,
        place: Place<'_>,
    ) -> Source {
        let confidence = self.read(confidence, place, "confidence", Confidence::from_str).unwrap_or_default();
        Source { legal_basis: legal_basis.to_vec(), confidence, note: note.clone() }
    }
}

pub(crate) fn date(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "ngày có thật, dạng năm-tháng-ngày, ví dụ 2025-04-30")
}

pub(crate) fn time(text: &str) -> Result<Time, &'static str> {
    clock_time(text)
}

pub(crate) fn weekday(text: &str) -> Result<Weekday, &'static str> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    Weekday::Monday
        .cycle_forward()
        .zip(NAMES)
        .find(|(_, name)| *name == text)
        .map(|(day, _)| day)
        .ok_or("một thứ: monday, tuesday, wednesday, thursday, friday, saturday hoặc sunday")
}

pub(crate) fn path_of(place: Place<'_>, field: &str) -> String {
    if place.path.is_empty() { field.to_owned() } else { format!("{}.{field}", place.path) }
}

fn line_of(text: &Text, place: Place<'_>) -> u64 {
    text.as_ref().map_or(place.line, |t| t.referenced.line())
}

fn problem_of(error: &Error) -> Problem {
    let line = error.location().map(|location| location.line());
    let (field, expected, found, remedy) = match error {
        Error::SerdeUnknownField { field, expected, .. } => (
            field.as_str(),
            format!("một trong các mục: {}", expected.join(", ")),
            format!("mục lạ `{field}`"),
            "Hãy sửa tên mục hoặc bỏ đi.",
        ),
        Error::DuplicateMappingKey { key, .. } => (
            key.as_deref().unwrap_or("?"),
            "mỗi mục một lần".to_owned(),
            "mục lặp lại".to_owned(),
            "Hãy giữ lại một mục.",
        ),
        Error::Eof { .. } => {
            ("?", "nội dung".to_owned(), "tệp trống".to_owned(), "Hãy điền nội dung theo README.")
        }
        other => (
            "?",
            "nội dung đúng cú pháp và đúng kiểu dữ liệu".to_owned(),
            format!("lỗi đọc YAML ({other})"),
            "Hãy xem lại dấu cách đầu dòng, dấu hai chấm và dấu nháy ở dòng này.",
        ),
    };
    Problem { line, field: field.to_owned(), expected, found, remedy: remedy.to_owned() }
}
