//! Communes of a province, for the lists of an address.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::platform::web::Found;

/// Which province.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    province: String,
}

#[derive(Serialize)]
struct Place<'a> {
    value: &'a str,
    label: &'a str,
}

/// `[{"value": "21028", "label": "Phường Nghĩa Lộ"}]`.
pub async fn communes(State(app): State<Arc<App>>, Query(wanted): Query<Wanted>) -> Found {
    let communes = app.catalogue.known.law.lists.communes(&wanted.province);
    let places: Vec<_> = communes.iter().map(|(code, name)| Place { value: code, label: name }).collect();
    Ok(Json(places).into_response())
}
