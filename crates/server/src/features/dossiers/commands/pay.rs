//! A fee is taken at the desk (_thu phí, lệ phí_) and gets a slip number without gaps.

use deadlines::zone;
use serde_json::json;

use super::super::change::Change;
use super::super::dossier::Dossier;
use super::super::papers;
use super::super::store::ledger::{self, ChargeRow};
use crate::features::documents;
use crate::platform::actor::{Official, Role};
use crate::platform::web::Failure;

/// Proof that the official may take money for this dossier: cashier or intake officer of the desk or the settling unit.
#[derive(Debug)]
pub struct MayCollect<'a> {
    official: &'a Official,
    role: Role,
}

/// The proof, or why not.
pub fn may_collect<'a>(official: &'a Official, dossier: &Dossier) -> Result<MayCollect<'a>, Failure> {
    let units = [dossier.desk_unit_id, dossier.settling_unit_id];
    [Role::Cashier, Role::Intake]
        .into_iter()
        .find(|role| units.iter().any(|unit| official.holds(*role, *unit)))
        .map(|role| MayCollect { official, role })
        .ok_or_else(|| Failure::Forbidden("Chỉ kế toán hoặc cán bộ một cửa thu phí, lệ phí được.".into()))
}

/// Records that every charge in `charges` was paid, on one slip.
pub async fn pay(
    mut change: Change<'_>,
    (proof, charges): (&MayCollect<'_>, &[ChargeRow]),
) -> Result<Dossier, Failure> {
    let due: Vec<_> = charges.iter().filter(|charge| charge.paid_at.is_none()).collect();
    if due.is_empty() {
        return Err(Failure::Conflict("Không còn khoản nào chưa thu.".into()));
    }
    change.ctx = change.ctx.acting_as(proof.role);
    let (app, now) = (change.app, change.ctx.now);
    let year = zone::civil(now).date().year();
    let taken =
        app.counters.next(&app.store, format!("fee-slip/{}/{year}", change.dossier.desk_unit_id)).await?;
    change.write(|batch| taken.claim(batch));
    let number = format!("{:06}/{year}", taken.n);
    for charge in &due {
        change.write(|batch| ledger::pay_charge(batch, charge, (&number, &proof.official.full_name, now)));
    }
    let total: i64 = due.iter().map(|charge| charge.amount_dong).sum();
    change.event(
        "FeePaid",
        json!({ "slip": number, "amount": total, "fees": due.iter().map(|c| &c.fee).collect::<Vec<_>>() }),
    );
    let slip = papers::fee_slip(&change, (&due, &number, &proof.official.full_name)).await?;
    change.write(|batch| documents::store::insert_paper(batch, &slip));
    let committed = change.commit().await;
    drop(taken);
    committed
}
