//! The interface for other systems, used by programs that hold tokens.

mod answers;
mod catalogue;
mod document;
mod events;
mod examples;
mod filing;
mod matrix;
mod repeats;
mod tokens;
mod work;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request};
use serde_json::Value as Json;
use server::features::identity::commands::issue_token::issue_token;
use server::features::identity::policy::may_keep_tokens;
use server::features::identity::tokens::{Right, Wish};
use server::platform::ctx::Ctx;
use server::seeds::cast;

use crate::person::{Page, Person};
use crate::world::World;

/// A citizen of the cast.
pub(crate) const CITIZEN: &str = "0905000001";
/// Another one.
pub(crate) const OTHER: &str = "0905000002";

/// A program that holds a token.
pub(crate) struct Program {
    place: Person,
    pub(crate) token: String,
}

impl Program {
    /// A program with a token of somebody of the cast, for `rights`; it lasts 30 days.
    pub(crate) async fn of(world: &World, login: &str, rights: &[Right]) -> Self {
        let account = world.account(login).await;
        let app = &world.app;
        let actor = cast::actor(app, (login, app.clock.now())).await.unwrap();
        let ctx = Ctx { actor, ..Ctx::system(app.clock.now(), app.ids.clone()) };
        let proof = may_keep_tokens(&ctx, (&account, "")).unwrap();
        let rights = rights.iter().map(|right| right.code().to_owned()).collect();
        let wish = Wish { name: "Chương trình thử".into(), rights, days: "30".into() };
        let token = issue_token(app, &ctx, (&proof, &wish)).await.unwrap().unwrap();
        Self { place: world.visitor(), token }
    }

    /// The same with every right that the account can use.
    pub(crate) async fn whole(world: &World, login: &str) -> Self {
        let kind = world.account(login).await.kind;
        let rights: Vec<_> = Right::ALL.into_iter().filter(|right| right.fits(kind)).collect();
        Self::of(world, login, &rights).await
    }

    /// A program with any text as its token.
    pub(crate) fn with(world: &World, token: &str) -> Self {
        Self { place: world.visitor(), token: token.to_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, (&[], None)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Json) -> Answer {
        self.send(Method::POST, path, (&[], Some(body))).await
    }

    pub(crate) async fn post_as(&self, path: &str, (key, body): (&str, Json)) -> Answer {
        self.send(Method::POST, path, (&[("idempotency-key", key)], Some(body))).await
    }

    pub(crate) async fn put(&self, path: &str, body: Json) -> Answer {
        self.send(Method::PUT, path, (&[], Some(body))).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, (&[], None)).await
    }

    /// Sends the bytes of a file.
    pub(crate) async fn upload(&self, path: &str, bytes: &[u8]) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/octet-stream");
        self.ask(request, Body::from(bytes.to_vec())).await
    }

    /// Sends JSON with other headers.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        (headers, body): (&[(&str, &str)], Option<Json>),
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        match body {
            None => self.ask(request, Body::empty()).await,
            Some(body) => {
                self.ask(request.header(CONTENT_TYPE, "application/json"), Body::from(body.to_string())).await
            }
        }
    }

    /// Sends anything with the token.
    pub(crate) async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request.header("authorization", format!("Bearer {}", self.token));
        Answer(self.place.ask(request, body).await)
    }
}

/// What a program gets.
#[derive(Debug)]
pub(crate) struct Answer(pub Page);

impl Answer {
    /// Asserts the status and that the body is JSON, or empty for 204; errors are problem details.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Json {
        assert_eq!(self.0.status.as_u16(), status, "{}", self.0.text());
        self.json()
    }

    /// The body as JSON; null when it is empty.
    #[track_caller]
    pub(crate) fn json(&self) -> Json {
        if self.0.bytes.is_empty() {
            assert_eq!(self.0.status.as_u16(), 204, "only 204 has no body");
            return Json::Null;
        }
        let json: Json =
            serde_json::from_slice(&self.0.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.0.text()));
        if self.0.status.as_u16() >= 400 {
            assert_eq!(self.header("content-type"), "application/problem+json");
            assert_eq!(json["status"], self.0.status.as_u16());
            for part in ["type", "title", "detail"] {
                assert!(json[part].as_str().is_some_and(|text| !text.is_empty()), "{json}");
            }
            assert!(json["problems"].is_array(), "{json}");
        }
        json
    }

    /// A header; empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.0.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Ids of what a list holds.
pub(crate) fn ids(list: &Json) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// Fields that a problem names, with their rules.
pub(crate) fn fields(problem: &Json) -> Vec<(String, String)> {
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    let problems = problem["problems"].as_array().unwrap();
    problems.iter().map(|each| (text(&each["field"]), text(&each["code"]))).collect()
}
