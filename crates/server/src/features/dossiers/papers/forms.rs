//! Forms 01, 02 and 03 of the one-stop desk.

use deadlines::zone;
use serde_json::{Value as Json, json};

use super::super::change::Change;
use super::super::clock;
use super::super::commands::decline::Reason;
use super::super::requests::Items;
use super::super::store::ledger::{self, ReceivedRow, SupplementRow};
use super::envelope::{envelope, kept, moment_on_paper, signer};
use crate::app::App;
use crate::features::documents::PaperRow;
use crate::features::identity::{self, Unit};
use crate::platform::clock::timestamp;
use crate::platform::web::Failure;
use crate::ui::format::dong;

/// Form 01, the receipt (_giấy tiếp nhận hồ sơ và hẹn trả kết quả_).
pub async fn receipt(
    app: &App,
    (change, received, desk): (&Change<'_>, &[ReceivedRow], &Unit),
) -> Result<PaperRow, Failure> {
    let dossier = &change.dossier;
    let now = change.ctx.now;
    let mut data = envelope(app, (dossier, desk, now)).await?;
    let due = change.due()?.as_ref().and_then(clock::due_micros).map(timestamp);
    let term = change.revision.pack.term(&dossier.term_id).and_then(|term| term.length().ok());
    let components: Vec<_> = received
        .iter()
        .map(|row| json!({ "name": row.name, "kind": row.form, "count": format!("{:02}", row.quantity) }))
        .collect();
    let charges = change.reading.charges(&change.revision, Some(procedures::Moment::AtIntake));
    let total: i64 = charges.iter().map(|charge| charge.amount).sum();
    let lines: Vec<_> = charges
        .iter()
        .map(|charge| json!({ "name": charge.label, "amount": dong(charge.amount), "status": "Chưa nộp" }))
        .collect();
    data["receipt"] = json!({
        "components": components,
        "sets": format!("{:02}", change.revision.pack.procedure().sets),
        "term": term.map(|term| term.to_string()).unwrap_or_default(),
        "accepted_at": moment_on_paper(now),
        "due_at": due.map(moment_on_paper).unwrap_or_default(),
        "delivery": change.reading.delivery_text(&change.revision),
        "charges": lines,
        "charges_total": if charges.is_empty() { String::new() } else { dong(total) },
        "register_book": "",
        "register_no": "",
        "secret": dossier.lookup_code,
        "notes": [],
    });
    data["signers"] = json!({
        "submitter": signer(&dossier.applicant.name),
        "officer": signer(change.ctx.actor.name()),
    });
    let template = app.press.template("receipt", zone::civil(now).date())?;
    Ok(kept(&change.ctx, dossier.id, ("receipt", template, dossier.code(), data)))
}

/// Form 02, the supplement request (_phiếu yêu cầu bổ sung, hoàn thiện hồ sơ_).
pub async fn supplement_request(change: &Change<'_>, request: &SupplementRow) -> Result<PaperRow, Failure> {
    let now = change.ctx.now;
    let mut data = desk_paper(change).await?;
    data["number"] = request.number.clone().into();
    let items: Vec<_> = Items::of(request)
        .as_slice()
        .iter()
        .map(|item| {
            let originals = if item.kind == "component" { "1" } else { "" };
            json!({ "name": item.name, "originals": originals, "certified": "", "copies": "", "reason": item.reason })
        })
        .collect();
    let asked = ledger::supplements(&change.app.store, change.dossier.id).await?;
    let ordinal =
        asked.iter().filter(|earlier| earlier.kind == request.kind && earlier.id != request.id).count() + 1;
    let rule = clock::rule(&change.app.catalogue.known.law, &change.dossier, &change.revision.pack);
    data["supplement"] = json!({
        "ordinal": ordinal.to_string(),
        "items": items,
        "reason": request.reason,
        "expected_by": request.expected_by.as_deref().map(vietnamese_day).unwrap_or_default(),
        "clock": rule.pause_option.sentence(),
        "rule_source": format!("{}/thu-tuc/{}", change.app.config.base_url, change.dossier.procedure_code),
    });
    data["contact"] = json!({ "officer": request.asked_by, "phone": request.contact, "extension": "" });
    data["signers"] = json!({ "officer": signer(&request.asked_by) });
    let template = change.app.press.template("supplement_request", zone::civil(now).date())?;
    Ok(kept(&change.ctx, change.dossier.id, ("supplement_request", template, &request.number, data)))
}

/// Form 03, the refusal (_phiếu từ chối tiếp nhận giải quyết hồ sơ_).
pub async fn refusal(change: &Change<'_>, reason: &Reason) -> Result<PaperRow, Failure> {
    let now = change.ctx.now;
    let mut data = desk_paper(change).await?;
    data["refusal"] = json!({
        "reasons": [{ "text": reason.text.trim(), "basis": reason.basis.trim() }],
        "advice": reason.advice.trim(),
    });
    data["contact"] = json!({ "officer": change.ctx.actor.name(), "phone": "", "extension": "" });
    data["signers"] = json!({
        "submitter": signer(&change.dossier.applicant.name),
        "officer": signer(change.ctx.actor.name()),
    });
    let template = change.app.press.template("refusal", zone::civil(now).date())?;
    Ok(kept(&change.ctx, change.dossier.id, ("refusal", template, "", data)))
}

async fn desk_paper(change: &Change<'_>) -> Result<Json, Failure> {
    let desk = identity::store::unit(&change.app.store, change.dossier.desk_unit_id)
        .await?
        .ok_or(Failure::NotFound)?;
    envelope(change.app, (&change.dossier, &desk, change.ctx.now)).await
}

/// An ISO day as it is printed.
fn vietnamese_day(iso: &str) -> String {
    iso.parse().map(deadlines::words::day_month_year).unwrap_or_default()
}
