//! What a program sends (_dữ liệu gửi lên_): JSON bodies and queries, read strictly, refused with reasons.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::problem::{FieldProblem, Problem};
use super::problem_kinds::Kind;
use crate::platform::web::pairs::without_nul;

/// A JSON body (_thân yêu cầu_).
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if media_type(request.headers()) != "application/json" {
            return Err(Problem::of(Kind::UnsupportedMedia));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Problem::of(Kind::Malformed))?;
        let json: Json = serde_json::from_slice(&bytes).map_err(|error| {
            Problem::said(Kind::Malformed, format!("Thân yêu cầu không phải JSON: {error}."))
        })?;
        serde_json::from_value(clean(json)).map(Self).map_err(|error| {
            let said = format!("Nội dung không đúng khuôn mô tả trong tài liệu: {error}.");
            Problem::fields(vec![FieldProblem::new("body", "body.shape", said)])
        })
    }
}

/// The bytes of a file (_nội dung tệp_).
#[derive(Debug)]
pub struct Octets(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Octets {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if media_type(request.headers()) != "application/octet-stream" {
            return Err(Problem::of(Kind::UnsupportedMedia));
        }
        Bytes::from_request(request, state).await.map(Self).map_err(|_| Problem::of(Kind::Malformed))
    }
}

/// The query of an address (_tham số_).
#[derive(Debug)]
pub struct Wanted<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Wanted<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(wanted) = Query::<T>::from_request_parts(parts, state).await.map_err(|error| {
            Problem::said(Kind::Malformed, format!("Tham số trong địa chỉ không đúng: {error}."))
        })?;
        Ok(Self(wanted))
    }
}

/// The media type without its parameters, in small letters.
fn media_type(headers: &HeaderMap) -> String {
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// No database text holds the character NUL; where somebody sends one, the replacement character stands, as on pages.
fn clean(json: Json) -> Json {
    match json {
        Json::String(text) => Json::String(without_nul(text)),
        Json::Array(items) => Json::Array(items.into_iter().map(clean).collect()),
        Json::Object(fields) => Json::Object(
            fields.into_iter().map(|(name, value)| (without_nul(name), clean(value))).collect::<Map<_, _>>(),
        ),
        other => other,
    }
}

/// How many a page holds when nothing is said.
const USUAL: i64 = 50;
/// How many it holds at most.
const MOST: i64 = 200;

/// The size of a page.
pub fn limit(wanted: Option<i64>) -> Result<i64, Problem> {
    match wanted.unwrap_or(USUAL) {
        limit @ 1..=MOST => Ok(limit),
        other => Err(Problem::said(
            Kind::Malformed,
            format!("Tham số limit cần từ 1 đến {MOST}; nhận được {other}."),
        )),
    }
}

/// A cursor that this server cannot have given.
pub fn odd_cursor() -> Problem {
    Problem::said(Kind::Malformed, "Tham số cursor không phải giá trị mà lần đọc trước trả về.")
}
