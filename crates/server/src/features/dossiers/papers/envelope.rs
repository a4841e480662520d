//! What every paper carries: agency, place and date, dossier, applicant.

use deadlines::zone;
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::super::dossier::Dossier;
use crate::app::App;
use crate::features::documents::{PaperRow, store as papers};
use crate::features::identity::{self, Unit};
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

/// The wide envelope: `issuer` is the agency of the head of the paper.
pub(super) async fn envelope(
    app: &App,
    (dossier, issuer, at): (&Dossier, &Unit, Timestamp),
) -> Result<Json, Failure> {
    let parent = match issuer.parent_id {
        Some(id) => identity::store::unit(&app.store, id).await?.map(|unit| unit.name),
        None => None,
    };
    let desk = identity::store::unit(&app.store, dossier.desk_unit_id).await?.ok_or(Failure::NotFound)?;
    let who = &dossier.applicant;
    Ok(json!({
        "agency": {
            "parent": parent.unwrap_or_default(), "name": issuer.name, "desk": desk_name(&desk),
            "address": issuer.address, "hotline": issuer.phone, "website": app.config.base_url,
        },
        "number": "",
        "place": "Quảng Ngãi",
        "date": day_on_paper(at),
        "print": { "revision": "1", "copy": "" },
        "dossier": { "code": dossier.code(), "procedure": dossier.procedure_name, "case": "" },
        "applicant": {
            "name": who.name, "id_number": who.id_number, "address": who.address, "phone": who.phone,
            "email": who.email, "representative": "",
        },
        "recipients": ["Như trên;", "Lưu: VT."],
        "signers": {},
    }))
}

/// A paper as it is kept.
pub(super) fn kept(
    ctx: &Ctx,
    dossier_id: Uuid,
    (kind, template, number, data): (&str, String, &str, Json),
) -> PaperRow {
    papers::PaperRow {
        id: ctx.ids.uuid(),
        dossier_id,
        kind: kind.to_owned(),
        template,
        number: number.to_owned(),
        print_revision: 1,
        data,
        issued_at: ctx.now.as_microsecond(),
        issued_by: ctx.actor.name().to_owned(),
    }
}

/// What a desk is called on papers: a commune's desk is its public-service centre since 1/7/2025.
pub(super) fn desk_name(unit: &Unit) -> String {
    match (unit.kind.as_str(), unit.level.as_str()) {
        ("committee", "commune") => {
            format!("Trung tâm Phục vụ hành chính công {}", unit.name.trim_start_matches("Ủy ban nhân dân "))
        }
        _ => unit.name.clone(),
    }
}

/// "ngày 10 tháng 12 năm 2012".
pub(super) fn day_on_paper(at: Timestamp) -> String {
    let day = zone::civil(at).date();
    format!("ngày {:02} tháng {:02} năm {}", day.day(), day.month(), day.year())
}

/// "08 giờ 05 phút, ngày 10 tháng 12 năm 2012".
pub fn moment_on_paper(at: Timestamp) -> String {
    let time = zone::civil(at).time();
    format!("{:02} giờ {:02} phút, {}", time.hour(), time.minute(), day_on_paper(at))
}

/// A signature block without a digital signature.
pub(super) fn signer(name: &str) -> Json {
    json!({ "title": "", "name": name, "digital": "" })
}
