//! What can go wrong between a request and its page, and how each is told.
//!
//! A handler returns `Result<Response, Failure>`. The failure travels as an extension of the answer; one layer in `app.rs`
//! turns it into a page, so every error page has the shell, the language and the way back of the page it replaces.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

/// Why there is no page (_lý do không có trang_).
#[derive(Clone, Debug)]
pub enum Failure {
    /// It does not exist, or this person may not know that it does.
    NotFound,
    /// The person may see it but not do this; says who may.
    Forbidden(String),
    /// Somebody must log in first; carries the address to come back to.
    LogIn(String),
    /// Somebody else was faster; says what changed and that nothing of this act was stored.
    Conflict(String),
    /// The request cannot be what a page of ours sends; says what was expected.
    Malformed(String),
    /// Too many tries; seconds to wait.
    TooMany(u32),
    /// Too many ask for the same at once; says what was not done and when to try again.
    Busy(String),
    /// Something broke on our side; already logged, with this id.
    Broken(String),
    /// The database went away after it was told to write: it was written whole or not at all. Already logged, with this id.
    Unknown(String),
}

/// What a handler gives.
pub type Found = Result<Response, Failure>;

impl Failure {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::LogIn(_) => StatusCode::SEE_OTHER,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unknown(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// A failure of ours: logged here, once, with an id that the person can quote.
    fn broken(error: &dyn std::fmt::Display) -> Self {
        Self::Broken(incident(error))
    }
}

/// Logs what broke; the id that the person can quote.
fn incident(error: &dyn std::fmt::Display) -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let id = format!("L{:06}", COUNT.fetch_add(1, Ordering::Relaxed));
    tracing::error!(incident = %id, error = %error, "request failed");
    id
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        Self::broken(&error)
    }
}

impl From<store::CommitError> for Failure {
    fn from(error: store::CommitError) -> Self {
        match error {
            store::CommitError::Guard { .. } | store::CommitError::Conflict { .. } => Self::Conflict(
                "Nội dung này vừa được người khác cập nhật. Thao tác của bạn chưa được ghi.".into(),
            ),
            store::CommitError::OutcomeUnknown(_) => Self::Unknown(incident(&error)),
            other => Self::broken(&other),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::broken(&error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::broken(&format_args!("{error:#}"))
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::broken(&error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = match &self {
            Self::LogIn(next) => Redirect::to(&format!("/dang-nhap?tiep={}", percent(next))).into_response(),
            other => other.status().into_response(),
        };
        if !matches!(self, Self::LogIn(_)) {
            response.extensions_mut().insert(self);
        }
        response
    }
}

/// An address as the value of a query.
pub fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
