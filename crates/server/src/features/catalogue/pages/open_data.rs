//! The catalogue as open data (_dữ liệu mở_): one row a procedure, as JSON and as CSV.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Serialize;

use crate::app::App;
use crate::features::catalogue::listing::{Listed, Origin};
use crate::platform::clock::timestamp;
use crate::platform::web::Found;

#[derive(Serialize)]
struct Row {
    ma: String,
    ten: String,
    ten_tieng_anh: Option<String>,
    linh_vuc: String,
    cap: Vec<&'static str>,
    doi_tuong: Vec<String>,
    co_quan: Vec<String>,
    nop_truc_tuyen_tai_day: bool,
    nguon: String,
    ngay_nguon: String,
    cap_nhat: String,
    trang: String,
}

/// Everything as one JSON object with the moment it was made.
pub async fn json(State(app): State<Arc<App>>, ctx: crate::platform::ctx::Ctx) -> Found {
    let rows: Vec<_> = app.catalogue.listing().all().iter().map(|listed| row(&app, listed)).collect();
    let data =
        serde_json::json!({ "lap_luc": ctx.now.to_string(), "so_thu_tuc": rows.len(), "thu_tuc": rows });
    Ok(([(CONTENT_TYPE, "application/json; charset=utf-8")], data.to_string()).into_response())
}

/// The same as CSV, with the mark that spreadsheets need to read UTF-8.
pub async fn csv(State(app): State<Arc<App>>) -> Found {
    let mut writer = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    let heading = [
        "ma",
        "ten",
        "ten_tieng_anh",
        "linh_vuc",
        "cap",
        "doi_tuong",
        "co_quan",
        "nop_truc_tuyen_tai_day",
        "nguon",
        "ngay_nguon",
        "cap_nhat",
        "trang",
    ];
    writer.write_record(heading).map_err(anyhow::Error::from)?;
    for listed in app.catalogue.listing().all() {
        let row = row(&app, listed);
        let is_here = if row.nop_truc_tuyen_tai_day { "co" } else { "khong" };
        let lists = [row.cap.join("; "), row.doi_tuong.join("; "), row.co_quan.join("; ")];
        let [cap, doi_tuong, co_quan] = lists.each_ref().map(String::as_str);
        let english = row.ten_tieng_anh.as_deref().unwrap_or_default();
        let cells = [
            &row.ma,
            &row.ten,
            english,
            &row.linh_vuc,
            cap,
            doi_tuong,
            co_quan,
            is_here,
            &row.nguon,
            &row.ngay_nguon,
            &row.cap_nhat,
            &row.trang,
        ];
        writer.write_record(cells.map(inert)).map_err(anyhow::Error::from)?;
    }
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"thu-tuc-hanh-chinh.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

/// A cell that no spreadsheet takes for a formula: the names come from elsewhere.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn row(app: &App, listed: &Listed) -> Row {
    let (source, seen_on) = match &listed.origin {
        Origin::National { source, seen_on } => (source.as_str(), seen_on.as_str()),
        Origin::Here | Origin::Elsewhere => ("Một Cửa", ""),
    };
    Row {
        ma: listed.code.clone(),
        ten: listed.name.vi.clone(),
        ten_tieng_anh: listed.name.en.clone(),
        linh_vuc: listed.field.clone(),
        cap: listed.levels.clone(),
        doi_tuong: listed.audiences.clone(),
        co_quan: listed.agencies.clone(),
        nop_truc_tuyen_tai_day: listed.origin == Origin::Here,
        nguon: source.to_owned(),
        ngay_nguon: seen_on.to_owned(),
        cap_nhat: timestamp(listed.changed_at).to_string(),
        trang: format!("{}/thu-tuc/{}", app.config.base_url, listed.code),
    }
}
