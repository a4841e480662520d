//! Units of administration for the lists of an address: what comes below the unit that was chosen.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::features::dossiers::fields::{NO_DISTRICT, era_choice};
use crate::platform::web::Found;

/// What was chosen last.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// A province.
    #[serde(default)]
    province: String,
    /// A district of the time before 1/7/2025, or the mark for "no district" with the province.
    #[serde(default)]
    district: String,
    /// Whether the address has a list of districts.
    #[serde(default)]
    cu: String,
}

#[derive(Serialize)]
struct Place<'a> {
    value: &'a str,
    label: &'a str,
    /// Chosen for the person at once; the list below follows.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    chosen: bool,
}

/// `[{"value": "21028", "label": "Phường Nghĩa Lộ"}]`.
pub async fn below(State(app): State<Arc<App>>, Query(wanted): Query<Wanted>) -> Found {
    let lists = &app.catalogue.known.law.lists;
    if !wanted.cu.is_empty() && wanted.district.is_empty() {
        let (mark, label) = era_choice(&wanted.province);
        let mut units = Vec::new();
        if !lists.communes(&wanted.province).is_empty() {
            units.push(Place { value: &mark, label, chosen: true });
        }
        units.extend(lists.former_districts(&wanted.province).iter().map(place));
        return Ok(Json(units).into_response());
    }
    let communes = match wanted.district.strip_prefix(NO_DISTRICT) {
        Some(province) => lists.communes(province),
        None if wanted.district.is_empty() => lists.communes(&wanted.province),
        None => lists.former_communes(&wanted.district),
    };
    Ok(Json(communes.iter().map(place).collect::<Vec<_>>()).into_response())
}

fn place((code, name): &(String, String)) -> Place<'_> {
    Place { value: code, label: name, chosen: false }
}
