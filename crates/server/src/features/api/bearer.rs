//! Who may come in (_xác thực_): a token in the header `Authorization`, and nothing else. Cookies are not read here.
//!
//! The table of operations decides which right an address demands; an address that is not in the table opens nothing.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ALLOW, AUTHORIZATION, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use store::Batch;
use uuid::Uuid;

use super::operations::{OPERATIONS, Operation};
use super::problem::Problem;
use super::problem_kinds::Kind;
use crate::app::App;
use crate::features::identity::session::{acting, hash_token};
use crate::features::identity::store as identity;
use crate::features::identity::tokens::Right;
use crate::platform::actor::Actor;
use crate::platform::ctx::Ctx;

/// Use of a token is noted at most that often, in microseconds.
const TOUCH_EVERY: i64 = 60_000_000;

/// The token behind a request.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// The token.
    pub token_id: Uuid,
}

/// Lets a request with a token that has the right of its operation in, as the token's person.
pub async fn admit(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let found = match operation(&request) {
        Ok(found) => found,
        Err(problem) => return problem.into_response(),
    };
    let now = app.clock.now();
    request.extensions_mut().insert(found);
    let Some(right) = found.right else {
        request.extensions_mut().insert(ctx(&app, Actor::Visitor, now));
        return next.run(request).await;
    };
    let (caller, actor, rate) = match known(&app, request.headers(), (right, now)).await {
        Ok(known) => known,
        Err(problem) => return problem.into_response(),
    };
    request.extensions_mut().insert(caller);
    request.extensions_mut().insert(ctx(&app, actor, now));
    let mut response = next.run(request).await;
    rate.write(response.headers_mut());
    response
}

fn ctx(app: &App, actor: Actor, now: Timestamp) -> Ctx {
    let request_id = app.ids.uuid().simple().to_string();
    Ctx { now, ids: app.ids.clone(), actor, request_id, acting_role: None }
}

/// The operation of this method and address.
fn operation(request: &Request) -> Result<&'static Operation, Problem> {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let here: Vec<_> = OPERATIONS.iter().filter(|operation| operation.path == path).collect();
    let method = if request.method() == Method::HEAD { "GET" } else { request.method().as_str() };
    if let Some(found) = here.iter().find(|operation| operation.method == method) {
        return Ok(found);
    }
    if here.is_empty() {
        return Err(Problem::of(Kind::NotFound));
    }
    let allowed: Vec<_> = here.iter().map(|operation| operation.method).collect();
    let allow = HeaderValue::from_str(&allowed.join(", ")).unwrap_or(HeaderValue::from_static("GET"));
    Err(Problem::of(Kind::MethodNotAllowed).with_header(ALLOW, allow))
}

/// The token of the request and its person, when it has this right.
async fn known(
    app: &App,
    headers: &HeaderMap,
    (right, now): (Right, Timestamp),
) -> Result<(Caller, Actor, Rate), Problem> {
    let refused = |challenge: &'static str| {
        Problem::of(Kind::Unauthorized).with_header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
    };
    let text = bearer(headers).ok_or_else(|| refused("Bearer realm=\"motcua\""))?;
    let row = identity::live_token(&app.store, hash_token(text), now).await?;
    let row = row.ok_or_else(|| refused("Bearer realm=\"motcua\", error=\"invalid_token\""))?;
    let most = app.config.api_per_minute;
    let rate = |left| Rate { most, left };
    let left = match app.api_limit.take(row.id, now) {
        Ok(left) => rate(left),
        Err(wait) => {
            let mut problem = Problem::of(Kind::TooMany).after(wait);
            for (name, value) in rate(0).pairs() {
                problem = problem.with_header(name, value);
            }
            return Err(problem);
        }
    };
    if !row.rights.contains(&right) {
        let said = format!("Mã truy cập không có quyền {}.", right.code());
        let challenge =
            format!("Bearer realm=\"motcua\", error=\"insufficient_scope\", scope=\"{}\"", right.code());
        let challenge = HeaderValue::from_str(&challenge).unwrap_or(HeaderValue::from_static("Bearer"));
        return Err(Problem::said(Kind::Forbidden, said).with_header(WWW_AUTHENTICATE, challenge));
    }
    if row.used_at.is_none_or(|at| now.as_microsecond() - at >= TOUCH_EVERY) {
        app.store.commit(identity::touch_token(Batch::new(), row.id, now)).await?;
    }
    let actor = acting(app, (row.account_id, &row.kind, row.full_name), now).await?;
    Ok((Caller { token_id: row.id }, actor, left))
}

/// The token in the one `Authorization` header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (all.next(), all.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// How much of the limit is left, for the headers of the answer.
#[derive(Clone, Copy, Debug)]
struct Rate {
    most: u32,
    left: u32,
}

impl Rate {
    fn pairs(self) -> [(HeaderName, HeaderValue); 3] {
        // One request comes back every 60/most seconds; the whole limit after this long.
        let reset =
            (u64::from(self.most - self.left.min(self.most)) * 60).div_ceil(u64::from(self.most.max(1)));
        [
            (HeaderName::from_static("ratelimit-limit"), HeaderValue::from(self.most)),
            (HeaderName::from_static("ratelimit-remaining"), HeaderValue::from(self.left)),
            (HeaderName::from_static("ratelimit-reset"), HeaderValue::from(reset)),
        ]
    }

    fn write(self, headers: &mut HeaderMap) {
        headers.extend(self.pairs());
    }
}
