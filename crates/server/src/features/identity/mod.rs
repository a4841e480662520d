//! Who is who (_danh tính_): citizens' accounts, officials with dated posts in dated units, sessions.
//!
//! A citizen signs up and logs in with a phone number or e-mail address. An official is made by an administrator and acts
//! only through posts (_phân công_) that hold on the day of the act. Sessions live in the database, so they can be listed
//! and ended; the cookie carries 256 random bits of which only the hash is stored.

pub mod commands;
pub mod days;
pub mod device;
pub mod model;
pub mod own;
pub mod pages;
pub mod passwords;
pub mod policy;
pub mod posts;
pub mod session;
pub mod store;
pub mod tokens;
pub mod units;

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
        .route("/tai-khoan/mat-khau", get(pages::password::get).post(pages::password::post))
        .route("/tai-khoan/thong-tin", get(pages::contact::get).post(pages::contact::post))
        .route("/can-bo/thay-the", get(pages::substitutes::get).post(pages::substitutes::post))
        .route("/can-bo/thay-the/ket-thuc", post(pages::substitutes::end))
        .route("/tai-khoan/ma-truy-cap", get(pages::tokens::get).post(pages::tokens::post))
        .route("/tai-khoan/ma-truy-cap/{id}/thu-hoi", post(pages::tokens::revoke))
        .route("/ngon-ngu/{code}", get(pages::language::get))
        .merge(administration())
}

fn administration() -> Router<Arc<App>> {
    use pages::admin::{
        appoint, people, person, person_close, person_new, person_password, person_tokens, post_end, unit,
        unit_change, unit_new, units,
    };
    Router::new()
        .route("/quan-tri/don-vi", get(units::get))
        .route("/quan-tri/don-vi/moi", get(unit_new::get).post(unit_new::post))
        .route("/quan-tri/don-vi/{id}", get(unit::get))
        .route("/quan-tri/don-vi/{id}/sua", get(unit_change::get).post(unit_change::post))
        .route("/quan-tri/nguoi", get(people::get))
        .route("/quan-tri/nguoi/moi", get(person_new::get).post(person_new::post))
        .route("/quan-tri/nguoi/{id}", get(person::get))
        .route("/quan-tri/nguoi/{id}/phan-cong", get(appoint::get).post(appoint::post))
        .route("/quan-tri/nguoi/{id}/phan-cong/{post}/ket-thuc", get(post_end::get).post(post_end::post))
        .route("/quan-tri/nguoi/{id}/mat-khau", get(person_password::get).post(person_password::post))
        .route("/quan-tri/nguoi/{id}/ma-truy-cap", get(person_tokens::get).post(person_tokens::post))
        .route("/quan-tri/nguoi/{id}/ma-truy-cap/{token}/thu-hoi", post(person_tokens::revoke))
        .route("/quan-tri/nguoi/{id}/dong", get(person_close::get).post(person_close::post))
        .route("/quan-tri/nguoi/{id}/mo-lai", post(person::reopen))
        .route("/quan-tri/nguoi/{id}/phien/{session}/ket-thuc", post(person::end))
}
