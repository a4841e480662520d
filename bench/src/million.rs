//! Many dossiers, written straight into the tables: dossier, event, task. Valid, and with as little in them as that allows.

use anyhow::Context;
use serde_json::json;
use server::features::dossiers::dossier::{Applicant, Dossier};
use server::features::dossiers::model::{Channel, Stage};
use server::features::dossiers::store as rows;
use server::features::dossiers::tally;
use server::features::identity::store as identity;
use server::platform::ctx::Ctx;
use server::platform::journal;
use store::{Batch, sql, vals};
use uuid::Uuid;

use crate::drafts::PROCEDURE;
use crate::world::{Person, World};

sql! {
    const TASK: "insert into task (id, dossier_id, key, element, name, role, unit_id, act, state, holder_id, holder_name, \
            opened_at, due_at, sort_at, taken_at, finished_at, finished_by, version) \
        values (?1, ?2, '1', 'kiem_tra', 'Kiểm tra hồ sơ', ?3, ?4, null, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12, 1)";
    /// What a server does by itself after a while; without it the first plans are bad ones.
    const ANALYZE: "analyze";
}

/// Dossiers in one batch.
const IN_ONE_BATCH: usize = 250;
/// Units that share the work, and roles in each.
const UNITS: usize = 20;
const ROLES: [&str; 5] = ["chuyen_vien", "cong_chuc_chuyen_mon", "truong_phong", "can_bo_mot_cua", "van_thu"];
/// One day in microseconds.
const DAY: i64 = 86_400_000_000;
/// A task is due within this many days before or after now.
const DAYS: usize = 60;

/// What all rows share.
struct Common {
    ctx: Ctx,
    revision_id: Uuid,
    units: Vec<Uuid>,
    holder: Uuid,
}

/// Writes `count` dossiers. Half of the tasks are open; of those, half are held, in the unit of `home` by `holder`.
pub fn fill(world: &World, (holder, home): (&Person, &str), count: usize) -> anyhow::Result<()> {
    let revision = world.app.catalogue.current(PROCEDURE).context("the procedure is published")?;
    let found = world.runtime.block_on(identity::units(&world.app.store))?;
    let home = found.iter().find(|unit| unit.code == home).context("the unit of the demo")?.id;
    let others =
        found.iter().filter(|unit| unit.level == "commune" && unit.valid_to.is_none() && unit.id != home);
    let units: Vec<_> = std::iter::once(home).chain(others.map(|unit| unit.id)).take(UNITS).collect();
    anyhow::ensure!(units.len() == UNITS, "expected {UNITS} communes, found {}", units.len());
    let ctx = Ctx::system(world.app.clock.now(), world.app.ids.clone());
    let common = Common { ctx, revision_id: revision.id, units, holder: holder.account_id };
    let mut written = 0;
    while written < count {
        let many = IN_ONE_BATCH.min(count - written);
        let batch = (written..written + many).fold(Batch::new(), |batch, number| add(batch, &common, number));
        world.commit(batch)?;
        written += many;
    }
    world.commit(Batch::new().write(ANALYZE, vals![]))
}

fn add(batch: Batch, common: &Common, number: usize) -> Batch {
    let ids = &common.ctx.ids;
    let unit_id = common.units[number % UNITS];
    let role = ROLES[number / UNITS % ROLES.len()];
    let turn = number / (UNITS * ROLES.len());
    let (is_open, is_held) = (turn.is_multiple_of(2), (turn / 2).is_multiple_of(2));
    let dossier = dossier(common, (ids.uuid(), unit_id, is_open), number);
    let data = json!({ "procedure": PROCEDURE, "revision": 1, "channel": "online", "stage": "in_progress" });
    let chain = &mut journal::Chain::default();
    let batch = batch.then(rows::insert_first(Batch::new(), &dossier, common.ctx.now));
    let batch = journal::append(batch, &common.ctx, chain, (dossier.id, "DossierSubmitted", data));
    let counted = tally::of(&dossier, deadlines::Judgement::default());
    let batch = rows::tallies::count(batch, &dossier, &counted);
    // Strangers hold the tasks of the other units; one id stands for all of them.
    let holder = if unit_id == common.units[0] { common.holder } else { Uuid::nil() };
    let now = common.ctx.now.as_microsecond();
    let held = is_open && is_held;
    batch.write(
        TASK,
        vals![
            ids.uuid(),
            dossier.id,
            role,
            unit_id,
            if is_open { "open" } else { "done" },
            held.then_some(holder),
            held.then(|| "Đỗ Văn Tịnh".to_owned()),
            now,
            dossier.due_at,
            held.then_some(now),
            (!is_open).then_some(now),
            (!is_open).then(|| "Đỗ Văn Tịnh".to_owned())
        ],
    )
}

fn dossier(common: &Common, (id, unit_id, is_open): (Uuid, Uuid, bool), number: usize) -> Dossier {
    let now = common.ctx.now.as_microsecond();
    // Seconds apart and in no order, as due times are.
    let within = i64::try_from(number.wrapping_mul(7_919_993) % (DAYS * 86_400)).unwrap_or_default();
    let due_at = now + (within - 30 * 86_400) * 1_000_000;
    // Over a year, so that the numbers of a year are those of all of them.
    let days = i64::try_from(number.wrapping_mul(104_729) % 360).unwrap_or_default();
    let accepted_at = now - days * DAY;
    Dossier {
        id,
        procedure_code: PROCEDURE.into(),
        procedure_name: "Cấp Giấy xác nhận tình trạng hôn nhân".into(),
        revision_id: common.revision_id,
        stage: if is_open { Stage::InProgress } else { Stage::Delivered },
        channel: Channel::Online,
        lookup_code: common.ctx.ids.readable_code(10),
        number: Some(format!("H48.15-261124-{number:07}")),
        account_id: None,
        applicant: Applicant {
            name: format!("Nguyễn Thị Ví Dụ {number}"),
            id_number: format!("051198{:06}", number % 1_000_000),
            phone: format!("09{:08}", number % 100_000_000),
            email: String::new(),
            address: "12 đường Mẫu, xã Bình Sơn, tỉnh Quảng Ngãi".into(),
        },
        desk_unit_id: unit_id,
        settling_unit_id: unit_id,
        answers: json!({ "nyc_ho_ten": "Nguyễn Thị Ví Dụ", "nyc_ngay_sinh": "1998-04-12", "muc_dich": "nha_dat", "so_luong": 2 }),
        delivery: "tai_mot_cua".into(),
        term_id: "thuong".into(),
        clock: json!({}),
        submitted_at: Some(now),
        accepted_at: Some(accepted_at),
        first_due_at: Some(due_at),
        due_at: Some(due_at),
        paused_since: None,
        outcome_kind: None,
        outcome_ready_at: (!is_open).then_some(accepted_at + 3 * DAY),
        delivered_at: (!is_open).then_some(accepted_at + 4 * DAY),
        process: serde_json::Value::Null,
        updated_at: now,
        version: 1,
    }
}
