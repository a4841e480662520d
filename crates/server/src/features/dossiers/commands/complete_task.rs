//! A task is finished (_xử lý xong một bước_): its conclusion, its note, and what its act demands: a payment taken, an outcome
//! drafted, signed, issued, handed over.

use deadlines::zone;
use process::{Act as ProcessAct, Key, OutcomeId};
use serde_json::{Map, Value as Json, json};

use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::letters;
use super::super::model::Stage;
use super::super::papers;
use super::super::store::ledger::{self, OutcomeRow};
use super::super::texts::{all_within_limit, within_limit};
use crate::features::documents;
use crate::features::work::policy::MayDo;
use crate::features::work::store::{self as tasks, Finish};
use crate::platform::counters::Taken;
use crate::platform::journal;
use crate::platform::web::Failure;

/// What an official says when finishing a task.
#[derive(Clone, Debug, Default)]
pub struct Conclusion {
    /// Id of what was concluded, for tasks with outcomes.
    pub outcome: Option<String>,
    /// A note, or the reason of a return.
    pub note: String,
    /// What was typed for the outcome paper, when the task drafts it.
    pub inputs: Map<String, Json>,
    /// Who collected the outcome and with which paper, when the task hands it over.
    pub collected_by: String,
}

/// Finishes the task of `proof`.
pub async fn complete_task(
    mut change: Change<'_>,
    (proof, conclusion): (&MayDo<'_>, &Conclusion),
) -> Result<Dossier, Failure> {
    let task = proof.task;
    change.ctx = change.ctx.acting_as(task.role);
    if change.dossier.stage == Stage::AwaitingSupplement {
        return Err(Failure::Conflict(
            "Hồ sơ đang chờ người nộp bổ sung, đồng hồ dừng; các bước tiếp tục khi bổ sung xong. Thao tác của bạn chưa được ghi.".into(),
        ));
    }
    let needs_outcome = change.definition().task(&task.element).is_some_and(|step| !step.outcomes.is_empty());
    if needs_outcome && conclusion.outcome.is_none() {
        return Err(Failure::Malformed(
            "Chọn một kết luận trước khi hoàn thành bước. Thao tác của bạn chưa được ghi.".into(),
        ));
    }
    within_limit("Ghi chú", &conclusion.note)?;
    within_limit("Người nhận", &conclusion.collected_by)?;
    conclusion.inputs.values().try_for_each(|typed| all_within_limit("Nội dung kết quả", typed))?;
    let taken = before(&mut change, (proof, conclusion)).await?;
    let label = change
        .definition()
        .task(&task.element)
        .and_then(|step| step.outcome(conclusion.outcome.as_deref()?))
        .map(|outcome| outcome.label.clone());
    let finish = Finish {
        by: &proof.official.full_name,
        outcome: conclusion.outcome.as_deref(),
        outcome_label: label.as_deref(),
        note: Some(conclusion.note.trim()).filter(|note| !note.is_empty()),
    };
    let now = change.ctx.now;
    change.write(|batch| tasks::finish(batch, task, (&finish, now)));
    let key: u64 =
        task.key.parse().map_err(|_| anyhow::anyhow!("task {} has the key {}", task.id, task.key))?;
    change.run_process(&ProcessAct::Complete {
        key: Key(key),
        outcome: conclusion.outcome.as_deref().map(OutcomeId::from),
        variables: process::Variables::new(),
        reason: finish.note.map(str::to_owned),
    })?;
    change.event(
        "TaskCompleted",
        json!({ "task": task.element, "name": task.name, "outcome": conclusion.outcome, "label": label, "note": finish.note, "due_at": task.due_at, "opened_at": task.opened_at, "for": stood_in_for(proof) }),
    );
    after(&mut change, (proof, conclusion)).await?;
    let committed = change.commit().await;
    drop(taken);
    committed
}

/// What an act demands before the process moves on. A number that is taken is held until the commit.
async fn before(
    change: &mut Change<'_>,
    (proof, conclusion): (&MayDo<'_>, &Conclusion),
) -> Result<Option<Taken>, Failure> {
    match proof.task.act.as_deref() {
        Some("collect_fee") => must_be_paid(change).await.map(|()| None),
        Some("draft") => draft(change, (proof, conclusion)).map(|()| None),
        Some("approve") => approve(change, (proof, conclusion)).await.map(|()| None),
        Some("sign") => sign(change, (proof, conclusion)).await.map(|()| None),
        Some("issue") => issue(change, proof).await.map(Some),
        Some("deliver") if conclusion.collected_by.trim().is_empty() => Err(Failure::Malformed(
            "Ghi ai nhận kết quả và giấy tờ đã đối chiếu (hoặc “gửi bưu chính”, “bản điện tử”). Kết quả chưa được ghi là đã trả.".into(),
        )),
        _ => Ok(None),
    }
}

async fn after(
    change: &mut Change<'_>,
    (proof, conclusion): (&MayDo<'_>, &Conclusion),
) -> Result<(), Failure> {
    match proof.task.act.as_deref() {
        Some("issue") => {
            let kind = change.dossier.outcome_kind.clone().unwrap_or_default();
            let name =
                change.revision.pack.outcome(&kind).map(|kind| kind.name.vi.clone()).unwrap_or_default();
            let letter = letters::ready(change, &name);
            change.mail(letter.0, letter.1);
        }
        Some("deliver") => {
            change.event("OutcomeDelivered", json!({ "collected_by": conclusion.collected_by.trim() }));
        }
        _ => {}
    }
    Ok(())
}

async fn must_be_paid(change: &Change<'_>) -> Result<(), Failure> {
    let charges = ledger::charges(&change.app.store, change.dossier.id).await?;
    match charges.iter().find(|charge| charge.paid_at.is_none()) {
        None => Ok(()),
        Some(charge) => Err(Failure::Malformed(format!(
            "Khoản “{}” ({}) chưa thu. Thu và ghi phiếu thu trước khi hoàn thành bước này.",
            charge.label,
            crate::ui::format::dong(charge.amount_dong)
        ))),
    }
}

/// The conclusion names the kind of outcome; what was typed and what the answers say becomes its paper.
fn draft(change: &mut Change<'_>, (proof, conclusion): (&MayDo<'_>, &Conclusion)) -> Result<(), Failure> {
    let revision = change.revision.clone();
    let Some(kind) = conclusion.outcome.as_deref().and_then(|id| revision.pack.outcome(id)) else {
        return Ok(());
    };
    let missing = revision.pack.missing_inputs(kind, &conclusion.inputs);
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|input| format!("“{}”", input.label)).collect();
        return Err(Failure::Malformed(format!(
            "Cần ghi {} trước khi trình. Dự thảo chưa được lưu.",
            names.join(", ")
        )));
    }
    let body = change.reading.outcome_data(&revision, (kind, &conclusion.inputs));
    let row = OutcomeRow {
        kind: kind.id.clone(),
        template: kind.paper.clone(),
        body: json!({ "outcome": body, "inputs": conclusion.inputs }),
        reason: conclusion.note.trim().to_owned(),
        drafted_by: proof.official.full_name.clone(),
        drafted_by_id: proof.official.account_id,
        drafted_at: change.ctx.now.as_microsecond(),
        signed_by: None,
        signed_title: None,
        signed_at: None,
        number: None,
        issued_by: None,
        issued_at: None,
        version: 1,
    };
    let id = change.dossier.id;
    change.write(|batch| ledger::draft_outcome(batch, id, &row));
    change.event("OutcomeDrafted", json!({ "kind": row.kind }));
    Ok(())
}

/// Whether the conclusion sends the dossier back to an earlier step: nothing is approved or signed by that.
fn sends_back(change: &Change<'_>, (proof, conclusion): (&MayDo<'_>, &Conclusion)) -> bool {
    change
        .definition()
        .task(&proof.task.element)
        .and_then(|step| step.outcome(conclusion.outcome.as_deref()?))
        .is_some_and(|outcome| outcome.return_to.is_some())
}

/// Whoever drafted does not approve what they wrote.
async fn approve(change: &Change<'_>, (proof, conclusion): (&MayDo<'_>, &Conclusion)) -> Result<(), Failure> {
    if sends_back(change, (proof, conclusion)) {
        return Ok(());
    }
    let outcome = ledger::outcome(&change.app.store, change.dossier.id).await?;
    if outcome.is_some_and(|outcome| outcome.drafted_by_id == proof.official.account_id) {
        return Err(Failure::Forbidden(
            "Người soạn kết quả không được tự thẩm định. Chuyển cho người khác cùng vai trò.".into(),
        ));
    }
    Ok(())
}

/// A signature is a recorded act here, not a digital signature; the paper says so. Whoever drafted or approved does not sign.
async fn sign(
    change: &mut Change<'_>,
    (proof, conclusion): (&MayDo<'_>, &Conclusion),
) -> Result<(), Failure> {
    if sends_back(change, (proof, conclusion)) {
        return Ok(());
    }
    let outcome = drafted(change).await?;
    if outcome.drafted_by_id == proof.official.account_id {
        return Err(Failure::Forbidden(
            "Người soạn kết quả không được tự ký. Chuyển cho người có thẩm quyền khác.".into(),
        ));
    }
    if has_approved(change, (proof, outcome.drafted_at)).await? {
        return Err(Failure::Forbidden(
            "Người đã thẩm định kết quả không được tự ký. Chuyển cho người có thẩm quyền khác.".into(),
        ));
    }
    let title = proof.task.role.name();
    let (id, now, name) = (change.dossier.id, change.ctx.now, proof.official.full_name.clone());
    change.write(|batch| ledger::sign_outcome(batch, (id, &outcome), (&name, title, now)));
    change.event("OutcomeSigned", json!({ "kind": outcome.kind, "signer": name, "title": title }));
    Ok(())
}

/// Whether this official was the last to approve what was drafted at `drafted_at`; an approval of something else, before that,
/// does not count.
async fn has_approved(change: &Change<'_>, (proof, drafted_at): (&MayDo<'_>, i64)) -> Result<bool, Failure> {
    let events = journal::events(&change.app.store, change.dossier.id).await?;
    let is_approval = |event: &&journal::Event| {
        let element = event.data.get("task").and_then(Json::as_str).unwrap_or_default();
        let step = change.definition().task(element);
        event.kind == "TaskCompleted"
            && event.at.as_microsecond() >= drafted_at
            && step.is_some_and(|step| step.act.as_ref().is_some_and(|act| act.as_str() == "approve"))
    };
    let last = events.iter().rev().find(is_approval);
    Ok(last.is_some_and(|event| event.actor_id == Some(proof.official.account_id)))
}

/// Numbers and issues the signed outcome and keeps its paper.
async fn issue(change: &mut Change<'_>, proof: &MayDo<'_>) -> Result<Taken, Failure> {
    let outcome = drafted(change).await?;
    if outcome.signed_at.is_none() {
        return Err(Failure::Conflict("Kết quả chưa được ký nên chưa phát hành được.".into()));
    }
    let (app, now, revision) = (change.app, change.ctx.now, change.revision.clone());
    let today = zone::civil(now).date();
    let kind = revision
        .pack
        .outcome(&outcome.kind)
        .ok_or_else(|| anyhow::anyhow!("procedure {} has no outcome {}", revision.code(), outcome.kind))?;
    let suffix = kind.suffix_on(today);
    let key = format!("outcome/{}/{suffix}/{}", change.dossier.settling_unit_id, today.year());
    let taken = app.counters.next(&app.store, key).await?;
    change.write(|batch| taken.claim(batch));
    let number = format!("{:02}/{suffix}", taken.n);
    let (id, by) = (change.dossier.id, proof.official.full_name.clone());
    change.write(|batch| ledger::issue_outcome(batch, (id, &outcome), (&number, &by, now)));
    change.dossier.outcome_kind = Some(outcome.kind.clone());
    change.event("OutcomeIssued", json!({ "kind": outcome.kind, "number": number }));
    let paper = papers::outcome(change, (&outcome, kind, &number)).await?;
    change.write(|batch| documents::store::insert_paper(batch, &paper));
    Ok(taken)
}

async fn drafted(change: &Change<'_>) -> Result<OutcomeRow, Failure> {
    ledger::outcome(&change.app.store, change.dossier.id)
        .await?
        .ok_or_else(|| Failure::Conflict("Chưa có dự thảo kết quả. Bước soạn thảo phải xong trước.".into()))
}

/// Whose task it was, when somebody else than its holder did it.
fn stood_in_for(proof: &MayDo<'_>) -> Option<String> {
    let is_own = proof.task.holder_id.is_none_or(|holder| holder == proof.official.account_id);
    if is_own { None } else { proof.task.holder_name.clone() }
}
