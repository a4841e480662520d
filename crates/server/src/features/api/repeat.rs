//! The same request sent again does nothing twice (_gửi lại an toàn_): the header `Idempotency-Key`.
//!
//! The key is written down before the work begins. Whoever sends it again with the same request gets the first answer, word for
//! word, for 24 hours; with another request, 422; while the first is still being worked on, 409. The work itself runs apart
//! from the connection, so a client that goes away leaves no key without an answer.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use store::{Batch, CommitError};
use uuid::Uuid;

use super::bearer::Caller;
use super::operations::Operation;
use super::problem::{FieldProblem, Problem};
use super::problem_kinds::Kind;
use super::store as rows;
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::web::headers::body_length;

/// The header that names a request.
pub const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that an answer was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest key.
const MOST_KEY: usize = 200;
/// Answers are small; one over this is a mistake of ours.
const MOST_ANSWER: usize = 8 * 1024 * 1024;

/// Reads the body within its limit; for an act with a key, answers at most once.
pub async fn answer_once(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    match guarded(&app, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn guarded(app: &Arc<App>, request: Request, next: Next) -> Result<Response, Problem> {
    let most = request.extensions().get::<&'static Operation>().and_then(|operation| operation.most_bytes());
    let (parts, body) = request.into_parts();
    let (bytes, room) = match most {
        Some(most) => {
            let length = body_length(&parts.headers);
            if length.is_some_and(|length| length > most as u64) {
                return Err(Problem::of(Kind::TooLarge));
            }
            let room = app.uploads.room_for(length).await?;
            (whole((body, most)).await?, Some(room))
        }
        // Nothing is asked for, so nothing of it is read.
        None => (Bytes::new(), None),
    };
    let key = if parts.method == Method::POST { key(&parts.headers)? } else { None };
    let caller = parts.extensions.get::<Caller>().map(|caller| caller.token_id);
    let ctx = parts.extensions.get::<Ctx>().cloned();
    let (Some(key), Some(token_id), Some(ctx)) = (key, caller, ctx) else {
        return Ok(run(Request::from_parts(parts, Body::from(bytes)), next).await);
    };
    let target = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let hash = Sha256::new()
        .chain_update(target.as_bytes())
        .chain_update([0])
        .chain_update(parts.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default())
        .chain_update([0])
        .chain_update(&bytes)
        .finalize()
        .to_vec();
    let begun = rows::begin_answer(Batch::new(), (token_id, &key, hash.clone()), ctx.now);
    match app.store.commit(begun).await {
        Ok(_) => {}
        Err(CommitError::Conflict { .. }) => return again(app, (token_id, &key), &hash).await,
        Err(other) => return Err(other.into()),
    }
    let request = Request::from_parts(parts, Body::from(bytes));
    let app = app.clone();
    let work = tokio::spawn(async move {
        let _room = room;
        let response = run(request, next).await;
        keep(&app, (token_id, &key), response).await
    });
    work.await.map_err(|error| anyhow::anyhow!("the work on a request stopped: {error}")).map_err(broken)?
}

async fn run(request: Request, next: Next) -> Response {
    super::problem::tell(request, next).await
}

fn broken(error: anyhow::Error) -> Problem {
    crate::platform::web::Failure::from(error).into()
}

/// What was answered before, or why there is no answer.
async fn again(app: &App, (token_id, key): (Uuid, &str), hash: &[u8]) -> Result<Response, Problem> {
    let kept = rows::kept_answer(&app.store, (token_id, key)).await?;
    let working = || {
        Problem::said(
            Kind::Conflict,
            "Yêu cầu với khóa Idempotency-Key này đang được xử lý. Đợi rồi gửi lại đúng yêu cầu đó để nhận kết quả.",
        )
        .after(1)
    };
    let kept = kept.ok_or_else(working)?;
    if kept.request_hash != hash {
        let problem = FieldProblem::new(
            KEY.as_str(),
            "idempotency.reused",
            "Khóa này đã dùng cho một yêu cầu khác trong 24 giờ qua. Dùng khóa mới cho yêu cầu mới.",
        );
        return Err(Problem::fields(vec![problem]));
    }
    let (status, media_type, body) = kept.answer.ok_or_else(working)?;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, body).into_response();
    if let Ok(media_type) = HeaderValue::from_str(&media_type) {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

/// Keeps the answer, whatever it is, and gives it on.
async fn keep(app: &App, key: (Uuid, &str), response: Response) -> Result<Response, Problem> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, MOST_ANSWER).await.map_err(|error| broken(error.into()))?;
    let media_type =
        parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let answer = (parts.status.as_u16(), media_type.to_owned(), text);
    app.store.commit(rows::keep_answer(Batch::new(), key, answer)).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// The key of the request, if it has one.
fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    let is_sound = (1..=MOST_KEY).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_sound && headers.get_all(KEY).iter().count() == 1 {
        return Ok(Some(text.to_owned()));
    }
    let said = format!(
        "Tiêu đề Idempotency-Key cần từ 1 đến {MOST_KEY} ký tự ASCII in được, không có khoảng trắng, ví dụ một UUID."
    );
    Err(Problem::said(Kind::Malformed, said))
}

/// The whole body, within `most` bytes.
async fn whole((body, most): (Body, usize)) -> Result<Bytes, Problem> {
    to_bytes(body, most).await.map_err(|error| {
        let is_over = error.to_string().contains("length limit");
        Problem::of(if is_over { Kind::TooLarge } else { Kind::Malformed })
    })
}
