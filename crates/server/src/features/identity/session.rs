//! From a cookie to an actor (_phiên làm việc_).

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::Batch;
use uuid::Uuid;

use super::store as rows;
use crate::app::App;
use crate::platform::actor::{Actor, Citizen, Official, Post};
use crate::platform::ctx::Ctx;
use crate::platform::web::{Client, Failure, cookies};

/// A session ends after that long without use.
pub const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// Use is noted at most that often, so that reading pages does not write.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(10);

/// Puts [`Ctx`] into the request: who acts, when, with which ids.
pub async fn attach(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let now = app.clock.now();
    let token = cookies::read(request.headers(), cookies::session_name(app.config.is_https));
    let actor = match token {
        None => Actor::Visitor,
        Some(token) => match find_actor(&app, token, now).await {
            Ok(actor) => actor,
            Err(failure) => return failure.into_response(),
        },
    };
    let request_id = app.ids.uuid().simple().to_string();
    request.extensions_mut().insert(Ctx { now, ids: app.ids.clone(), actor, request_id, acting_role: None });
    next.run(request).await
}

async fn find_actor(app: &App, token: &str, now: Timestamp) -> Result<Actor, Failure> {
    let Some(session) = rows::session(&app.store, hash_token(token), now).await? else {
        return Ok(Actor::Visitor);
    };
    if now.as_microsecond() - session.seen_at > TOUCH_EVERY.as_micros() as i64 {
        let times = (now.as_microsecond(), end(now));
        app.store.commit(rows::touch_session(Batch::new(), session.id, times)).await?;
    }
    acting(app, (session.account_id, &session.kind, session.full_name), now).await
}

/// An account as the one that acts: (id, kind, full name). An official acts with the posts held on that day.
pub async fn acting(
    app: &App,
    (account_id, kind, full_name): (Uuid, &str, String),
    now: Timestamp,
) -> Result<Actor, Failure> {
    if kind != "official" {
        return Ok(Actor::Citizen(Citizen { account_id, full_name }));
    }
    let official = official(&app.store, (account_id, full_name), now).await?;
    Ok(Actor::Official(official))
}

/// The official with the posts that hold `now`, and those of whom the official stands in for: what a
/// substitute may do (`Role::passes_to_substitute`), and never what they do for others.
pub async fn official(
    store: &store::Store,
    (account_id, full_name): (Uuid, String),
    now: Timestamp,
) -> Result<Official, store::StoreError> {
    let today = deadlines::zone::civil(now).date();
    let held = async |account_id| -> Result<Vec<Post>, store::StoreError> {
        let posts = rows::appointments(store, account_id).await?.into_iter();
        let post = |post: super::model::Appointment| Post {
            unit_id: post.unit_id,
            unit_name: post.unit_name,
            role: post.role,
        };
        Ok(posts.filter(|post| post.holds_on(today)).map(post).collect())
    };
    let mut posts = held(account_id).await?;
    let stands_in_for = rows::stands_in_for(store, account_id, &today.to_string()).await?;
    for (other, _) in &stands_in_for {
        let more = held(*other).await?.into_iter();
        for post in more.filter(|post| post.role.passes_to_substitute()) {
            if !posts.contains(&post) {
                posts.push(post);
            }
        }
    }
    Ok(Official { account_id, full_name, posts, stands_in_for })
}

/// When a session used `now` ends, microseconds UTC.
pub fn end(now: Timestamp) -> i64 {
    now.saturating_add(IDLE).unwrap_or(now).as_microsecond()
}

/// What is stored of a token.
pub fn hash_token(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// 64 hexadecimal digits from 32 random bytes.
pub fn token_text(secret: [u8; 32]) -> String {
    secret.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl FromRequestParts<Arc<App>> for Ctx {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Failure> {
        parts
            .extensions
            .get::<Ctx>()
            .cloned()
            .ok_or_else(|| anyhow::anyhow!("a route outside the session layer asked for a Ctx").into())
    }
}

impl FromRequestParts<Arc<App>> for Client {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.ok_or_else(|| anyhow::anyhow!("the server was built without addresses of peers"))?;
        Ok(Self::of(peer.0.ip(), (app.config.trusted_proxy, &parts.headers)))
    }
}
