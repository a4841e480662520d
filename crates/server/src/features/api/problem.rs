//! What went wrong, for a program (_lỗi_): problem details of RFC 9457, in Vietnamese, or in English when that is asked for.
//!
//! Sentences of the rules exist in Vietnamese only. Who asks for English gets an English sentence for the kind of problem, and
//! the exact Vietnamese one beside it (`detail_vi`).

use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem_kinds::Kind;
use crate::platform::web::Failure;
use crate::ui::Language;

/// The media type of every error.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error as it is sent (RFC 9457).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Problem)]
pub struct Told {
    /// Address of the description of this kind of problem; stable, so programs may compare it.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short name of the kind of problem.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What was expected, what was found, what to do.
    pub detail: String,
    /// The exact sentence in Vietnamese, when the answer is in another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail_vi: Option<String>,
    /// What has to be mended, field by field; empty when it is not about fields.
    pub problems: Vec<FieldProblem>,
}

/// One field, or one component, that has to be mended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// Where: `answers.so_luong`, `answers.cu_tru[2].tu` (rows count from 0), `files.ban_an`.
    pub field: String,
    /// Stable code of the rule, for example `number.max` or `component.missing`.
    pub code: String,
    /// How to mend it.
    pub detail: String,
    /// The same in Vietnamese, when the answer is in another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail_vi: Option<String>,
}

impl FieldProblem {
    /// A problem whose sentence is Vietnamese.
    pub fn new(field: impl Into<String>, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.into(), detail: detail.into(), detail_vi: None }
    }

    fn in_language(self, language: Language) -> Self {
        if language == Language::Vi {
            return self;
        }
        let detail = format!("`{}` does not meet the rule `{}`.", self.field, self.code);
        Self { detail, detail_vi: Some(self.detail), ..self }
    }
}

/// An error on its way out: put into words at the edge, in the language of the request.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: Kind,
    /// A sentence of the rules; empty for the usual one of the kind.
    detail: String,
    problems: Vec<FieldProblem>,
    headers: Headers,
}

/// Headers beside the words.
type Headers = Vec<(HeaderName, HeaderValue)>;

impl Problem {
    /// A problem told in the usual words of its kind.
    pub fn of(kind: Kind) -> Self {
        Self { kind, detail: String::new(), problems: vec![], headers: vec![] }
    }

    /// A problem with its own sentence.
    pub fn said(kind: Kind, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..Self::of(kind) }
    }

    /// Fields that have to be mended.
    pub fn fields(problems: Vec<FieldProblem>) -> Self {
        Self { problems, ..Self::of(Kind::Invalid) }
    }

    /// The same with a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The same, to be tried again after `seconds`.
    #[must_use]
    pub fn after(self, seconds: u32) -> Self {
        self.with_header(RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// In the language `language`.
    fn told(self, language: Language) -> (StatusCode, Told, Headers) {
        let status = self.kind.status();
        let usual = self.kind.detail(language);
        let (detail, detail_vi) = match (language, self.detail.is_empty()) {
            (_, true) => (usual.to_owned(), None),
            (Language::Vi, false) => (self.detail, None),
            (Language::En, false) => (usual.to_owned(), Some(self.detail)),
        };
        let told = Told {
            kind: format!("/api/docs#{}", self.kind.slug()),
            title: self.kind.title(language).to_owned(),
            status: status.as_u16(),
            detail,
            detail_vi,
            problems: self.problems.into_iter().map(|problem| problem.in_language(language)).collect(),
        };
        (status, told, self.headers)
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound => Self::of(Kind::NotFound),
            Failure::Forbidden(why) => Self::said(Kind::Forbidden, why),
            Failure::LogIn(_) => Self::of(Kind::Unauthorized),
            Failure::Conflict(what) => Self::said(Kind::Conflict, what),
            Failure::Malformed(what) => Self::said(Kind::Invalid, what),
            Failure::TooMany(wait) => Self::of(Kind::TooMany).after(wait),
            Failure::Broken(id) => Self::said(
                Kind::Broken,
                format!(
                    "Hệ thống gặp lỗi, mã sự cố {id}. Thao tác có thể chưa được ghi; hỏi lại tình trạng rồi thử lại."
                ),
            ),
        }
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Self {
        Failure::from(error).into()
    }
}

impl From<store::CommitError> for Problem {
    fn from(error: store::CommitError) -> Self {
        Failure::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Puts every error of the interface into words: those of ours, those of a shared rule, and those of the framework.
pub async fn tell(request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let mut response = next.run(request).await;
    let allow = response.headers_mut().remove(axum::http::header::ALLOW);
    let problem = match (
        response.extensions_mut().remove::<Problem>(),
        response.extensions_mut().remove::<Failure>(),
    ) {
        (Some(problem), _) => problem,
        (None, Some(failure)) => failure.into(),
        (None, None) => match plain(&response) {
            // An address whose parts are no ids of ours leads nowhere.
            Some(Kind::Malformed) => Problem::of(Kind::NotFound),
            Some(kind) => Problem::of(kind),
            None => return response,
        },
    };
    let (status, told, headers) = problem.told(language);
    let mut answer = (status, axum::Json(told)).into_response();
    let to = answer.headers_mut();
    to.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    to.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    to.extend(headers);
    if let Some(allow) = allow {
        to.insert(axum::http::header::ALLOW, allow);
    }
    answer
}

/// The kind of an error that the framework made itself, without words.
fn plain(response: &Response) -> Option<Kind> {
    let is_told = response.headers().get(CONTENT_TYPE).is_some_and(|media| media == MEDIA_TYPE);
    if response.status().as_u16() < 400 || is_told {
        return None;
    }
    Some(Kind::of(response.status()))
}

/// Vietnamese, unless English is liked better.
pub fn language(headers: &HeaderMap) -> Language {
    let text = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (Language::Vi, 0.0_f32);
    for part in text.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let tag = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let weight = pieces.find_map(|piece| piece.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        let language = match tag.split('-').next() {
            Some("vi") => Language::Vi,
            Some("en") => Language::En,
            _ => continue,
        };
        if weight > best.1 {
            best = (language, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &'static str) -> Language {
        language(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(text))]))
    }

    #[test]
    fn vietnamese_is_spoken_unless_english_is_liked_better() {
        assert_eq!(language(&HeaderMap::new()), Language::Vi);
        assert_eq!(asked("en"), Language::En);
        assert_eq!(asked("fr, en-GB;q=0.8, vi;q=0.5"), Language::En);
        assert_eq!(asked("vi, en"), Language::Vi);
        assert_eq!(asked("de;q=x, *"), Language::Vi);
    }

    #[test]
    fn who_reads_english_also_gets_the_exact_sentence() {
        let problem = Problem::said(Kind::Conflict, "Người khác vừa cập nhật.");
        let (_, vi, _) = problem.clone().told(Language::Vi);
        let (status, en, _) = problem.told(Language::En);
        assert_eq!((vi.detail.as_str(), vi.detail_vi), ("Người khác vừa cập nhật.", None));
        assert_eq!((status.as_u16(), en.detail_vi.as_deref()), (409, Some("Người khác vừa cập nhật.")));
        assert!(en.detail.is_ascii());
    }
}
