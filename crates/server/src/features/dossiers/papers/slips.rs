//! Outcomes, the fee slip, the control slip, the proof of an online submission.

use deadlines::{Timeliness, zone};
use procedures::OutcomeKind;
use serde_json::{Value as Json, json};

use super::super::answers::component_name;
use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::store::ledger::{ChargeRow, OutcomeRow};
use super::envelope::{day_on_paper, envelope, kept, moment_on_paper, signer};
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::documents::PaperRow;
use crate::features::identity;
use crate::features::work::{Task, TaskState};
use crate::platform::clock::timestamp;
use crate::platform::journal::Event;
use crate::platform::web::Failure;
use crate::ui::format;

/// The outcome as it is issued (_kết quả giải quyết_), with number, date and signer.
pub async fn outcome(
    change: &Change<'_>,
    (outcome, kind, number): (&OutcomeRow, &OutcomeKind, &str),
) -> Result<PaperRow, Failure> {
    let settling = identity::store::unit(&change.app.store, change.dossier.settling_unit_id)
        .await?
        .ok_or(Failure::NotFound)?;
    let mut data = envelope(change.app, (&change.dossier, &settling, change.ctx.now)).await?;
    data["number"] = number.into();
    data["outcome"] = outcome.body.get("outcome").cloned().unwrap_or(Json::Null);
    data["recipients"] = kind.recipients.clone().into();
    let title = outcome.signed_title.as_deref().unwrap_or_default();
    data["signers"] = json!({ "signer": {
        "title": title,
        "name": outcome.signed_by,
        "digital": outcome.signed_at.map(|at| format!("Ký duyệt trên hệ thống ngày {}", day_on_paper(timestamp(at)).trim_start_matches("ngày "))),
    } });
    Ok(kept(&change.ctx, change.dossier.id, ("outcome", outcome.template.clone(), number, data)))
}

/// The slip for money taken (_phiếu thu phí, lệ phí_): internal, not a tax invoice.
pub async fn fee_slip(
    change: &Change<'_>,
    (charges, number, cashier): (&[&ChargeRow], &str, &str),
) -> Result<PaperRow, Failure> {
    let desk = identity::store::unit(&change.app.store, change.dossier.desk_unit_id)
        .await?
        .ok_or(Failure::NotFound)?;
    let now = change.ctx.now;
    let mut data = envelope(change.app, (&change.dossier, &desk, now)).await?;
    let total: i64 = charges.iter().map(|charge| charge.amount_dong).sum();
    let lines: Vec<_> = charges
        .iter()
        .map(|charge| json!({ "name": charge.label, "basis": charge.legal_basis, "quantity": "", "rate": charge.explanation, "amount": format::dong(charge.amount_dong) }))
        .collect();
    data["number"] = number.into();
    data["fee"] = json!({
        "payer": change.dossier.applicant.name,
        "charges": lines,
        "total": format::dong(total),
        "total_words": "",
        "method": "Tiền mặt tại quầy",
        "reference": number,
        "paid_at": moment_on_paper(now),
    });
    data["signers"] = json!({
        "payer": signer(&change.dossier.applicant.name),
        "cashier": signer(cashier),
    });
    let template = change.app.press.template("fee_slip", zone::civil(now).date())?;
    Ok(kept(&change.ctx, change.dossier.id, ("fee_slip", template, number, data)))
}

/// The control slip (_phiếu kiểm soát quá trình giải quyết hồ sơ_): one row for each step, from the tasks. Template and data.
pub async fn control_slip(
    app: &App,
    (dossier, tasks, now): (&Dossier, &[Task], jiff::Timestamp),
) -> Result<(String, Json), Failure> {
    let desk = identity::store::unit(&app.store, dossier.desk_unit_id).await?.ok_or(Failure::NotFound)?;
    let mut data = envelope(app, (dossier, &desk, now)).await?;
    let settling =
        identity::store::unit(&app.store, dossier.settling_unit_id).await?.ok_or(Failure::NotFound)?;
    let mut hops = Vec::new();
    let mut from = String::new();
    for task in tasks.iter().filter(|task| task.state != TaskState::Cancelled) {
        let unit = if task.unit_id == desk.id { &desk.name } else { &settling.name };
        let to = task.finished_by.clone().or_else(|| task.holder_name.clone()).unwrap_or_default();
        hops.push(json!({
            "unit": format!("{unit}: {}", task.name),
            "handed_at": moment_on_paper(timestamp(task.opened_at)),
            "from": from,
            "to": to,
            "allotted": task.due_at.map(|at| format!("đến {}", moment_on_paper(timestamp(at)))).unwrap_or_default(),
            "spent": task.finished_at.map(|at| format!("xong {}", moment_on_paper(timestamp(at)))).unwrap_or_else(|| "đang xử lý".into()),
            "result": task.timeliness().map(timeliness).unwrap_or_default(),
            "note": task.outcome_label.clone().unwrap_or_default(),
        }));
        from = to;
    }
    data["control"] = json!({ "settling_agency": settling.name, "partner_agencies": "", "hops": hops });
    let template = app.press.template("control_slip", zone::civil(now).date())?;
    Ok((template, data))
}

/// The three results of the control slip; a step without a limit has none.
fn timeliness(found: Timeliness) -> &'static str {
    match found {
        Timeliness::Early => "Trước hạn",
        Timeliness::OnTime => "Đúng hạn",
        Timeliness::Late => "Quá hạn",
    }
}

/// The proof of an online submission (_xác nhận đã nộp trực tuyến_), not a receipt. Template and data: what was sent at that
/// moment, from the event `submitted`; whatever is mended or added later changes nothing in it.
pub async fn submission_proof(
    app: &App,
    (dossier, revision, submitted): (&Dossier, &Revision, &Event),
) -> Result<(String, Json), Failure> {
    let desk = identity::store::unit(&app.store, dossier.desk_unit_id).await?.ok_or(Failure::NotFound)?;
    let at = submitted.at;
    let mut data = envelope(app, (dossier, &desk, at)).await?;
    data["dossier"]["code"] = dossier.lookup_code.clone().into();
    let text = |file: &Json, key: &str| file.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let sent = submitted.data.get("files").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let files: Vec<_> = sent
        .iter()
        .map(|file| {
            let size = file.get("size").and_then(Json::as_i64).map(format::size).unwrap_or_default();
            let component = component_name(revision, &text(file, "component"));
            json!({ "component": component, "name": text(file, "name"), "size": size, "sha256": text(file, "sha256") })
        })
        .collect();
    data["submission"] = json!({
        "at": moment_on_paper(at),
        "channel": "Trực tuyến",
        "files": files,
        "next": [
            "Cán bộ một cửa kiểm tra hồ sơ rồi tiếp nhận, hoặc báo cho bạn những chỗ cần sửa.",
            "Khi được tiếp nhận, bạn nhận mã hồ sơ và ngày hẹn trả kết quả.",
        ],
    });
    let template = app.press.template("submission_proof", zone::civil(at).date())?;
    Ok((template, data))
}
