//! Dossiers (_hồ sơ_): from a draft to the outcome handed over. The legal life is one table of stages (`model.rs`); the finer
//! steps are tasks of the process and live in `work`.

pub mod answers;
pub mod change;
pub mod clock;
pub mod commands;
pub mod dossier;
pub mod fields;
pub mod filing;
pub mod jobs;
pub mod letters;
pub mod mending;
pub mod model;
pub mod number;
pub mod pages;
pub mod papers;
pub mod policy;
pub mod requests;
pub mod routing;
pub mod scope;
pub mod store;
pub mod tally;
pub mod texts;
pub mod verify;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;

/// Largest upload: one file of a component, with the frame around it.
const MAX_UPLOAD_BYTES: usize = 64 * 1024 * 1024;

/// The addresses of this feature.
pub fn routes() -> Router<Arc<App>> {
    citizens().merge(officials())
}

fn citizens() -> Router<Arc<App>> {
    use pages::{draft, follow, lookup, mend, mine, submitted};
    let uploads = Router::new()
        .route("/ho-so-nhap/{id}/giay-to", get(draft::papers::get).post(draft::papers::post))
        .route("/ho-so-cua-toi/{id}/bo-sung", get(mend::get).post(mend::post))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    Router::new()
        .route("/thu-tuc/{code}/nop-ho-so", post(draft::start::post))
        .route("/ho-so-nhap/{id}", get(draft::section::first))
        .route("/ho-so-nhap/{id}/phan/{section}", get(draft::section::get).post(draft::section::post))
        .route("/ho-so-nhap/{id}/luu", post(draft::section::autosave))
        .route("/ho-so-nhap/{id}/kiem-tra", get(draft::review::get).post(draft::review::post))
        .route("/ho-so-nhap/{id}/bo", post(draft::start::discard))
        .route("/dia-danh/xa", get(draft::places::below))
        .route("/ho-so-cua-toi", get(mine::get))
        .route("/ho-so-cua-toi/{id}", get(follow::get))
        .route("/ho-so-cua-toi/{id}/da-nop", get(submitted::get))
        .route("/ho-so-cua-toi/{id}/xac-nhan-nop.pdf", get(submitted::proof))
        .route("/ho-so-cua-toi/{id}/giay/{paper}", get(pages::file::paper))
        .route("/ho-so-cua-toi/{id}/tep/{file}", get(pages::file::attachment))
        .route("/tra-cuu", get(lookup::get).post(lookup::post))
        .merge(uploads)
}

fn officials() -> Router<Arc<App>> {
    use pages::{counter, desk, export, file, list, official};
    Router::new()
        .route("/can-bo/tiep-nhan", get(desk::get))
        .route("/can-bo/tra-ket-qua", get(desk::returns))
        .route("/can-bo/quay", get(counter::choose))
        .route("/can-bo/quay/{code}", get(counter::get).post(counter::post))
        .route("/can-bo/ho-so", get(list::get))
        .route("/can-bo/xuat-ho-so.xlsx", get(export::xlsx))
        .route("/can-bo/xuat-ho-so.csv", get(export::csv))
        .route("/can-bo/ho-so/{id}", get(official::get))
        .route("/can-bo/ho-so/{id}/tiep-nhan", post(official::acts::receive))
        .route("/can-bo/ho-so/{id}/yeu-cau-sua", get(official::request::get).post(official::request::post))
        .route("/can-bo/ho-so/{id}/da-bo-sung", post(official::acts::supplemented))
        .route("/can-bo/ho-so/{id}/tu-choi", post(official::acts::decline))
        .route("/can-bo/ho-so/{id}/thu-phi", post(official::acts::pay))
        .route("/can-bo/ho-so/{id}/ghi-chu", post(official::acts::note))
        .route("/can-bo/ho-so/{id}/viec/{task}", post(official::acts::complete))
        .route("/can-bo/ho-so/{id}/giay/{paper}", get(file::paper_for_official))
        .route("/can-bo/ho-so/{id}/tep/{file}", get(file::attachment_for_official))
        .route("/can-bo/ho-so/{id}/phieu-kiem-soat.pdf", get(file::control_slip))
        .route("/can-bo/ho-so/{id}/to-khai.pdf", get(file::declaration))
        .route("/can-bo/ho-so/{id}/quy-trinh.bpmn", get(official::diagram))
}
