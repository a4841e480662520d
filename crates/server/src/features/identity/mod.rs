//! Who is who (_danh tính_): citizens' accounts, officials with dated posts in dated units, sessions.
//!
//! A citizen signs up and logs in with a phone number or e-mail address. An official is made by an administrator and acts
//! only through posts (_phân công_) that hold on the day of the act. Sessions live in the database, so they can be listed
//! and ended; the cookie carries 256 random bits of which only the hash is stored.

pub mod commands;
pub mod model;
pub mod pages;
pub mod passwords;
pub mod policy;
pub mod session;
pub mod store;

pub use model::{Account, AccountKind, Unit};

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The addresses of this feature.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/dang-ky", get(pages::sign_up::get).post(pages::sign_up::post))
        .route("/dang-nhap", get(pages::log_in::get).post(pages::log_in::post))
        .route("/dang-xuat", post(pages::log_out::post))
        .route("/tai-khoan", get(pages::account::get))
        .route("/tai-khoan/phien/{id}/ket-thuc", post(pages::account::end_session))
        .route("/ngon-ngu/{code}", get(pages::language::get))
}
