//! Assigning several tasks at once (_phân công nhiều việc_): one act for each dossier, and what came of it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::app::App;
use crate::features::identity::policy::require_official;
use crate::features::identity::store as people;
use crate::features::work::commands::hold;
use crate::features::work::policy::may_assign;
use crate::features::work::store as rows;
use crate::platform::actor::Official;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Shell, page};

/// Tasks that are assigned in one go.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "features/work/pages/assigned.html")]
struct AssignedPage {
    shell: Shell,
    to: String,
    done: usize,
    refused: usize,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    code: String,
    state: &'static str,
    word: &'static str,
    why: String,
}

/// Assigns each task that was picked; one that is refused hinders no other.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, pairs: Pairs) -> Found {
    let official = require_official(&ctx, "/can-bo/viec")?;
    let to: Uuid = pairs.trimmed("nguoi_nhan").parse().map_err(|_| {
        Failure::Malformed("Chọn một người trong danh sách. Chưa việc nào được phân công.".into())
    })?;
    let mut tasks: Vec<Uuid> = pairs.all("viec").filter_map(|id| id.parse().ok()).collect();
    tasks.sort_unstable();
    tasks.dedup();
    if tasks.is_empty() || tasks.len() > MOST {
        return Err(Failure::Malformed(format!(
            "Chọn từ 1 đến {MOST} việc trong danh sách. Chưa việc nào được phân công."
        )));
    }
    let account = people::account(&app.store, to).await?.ok_or(Failure::NotFound)?;
    let mut lines = Vec::new();
    for id in tasks {
        lines.extend(one(&app, &ctx, (official, id, to)).await?);
    }
    let done = lines.iter().filter(|line| line.why.is_empty()).count();
    let shown = AssignedPage {
        shell: Shell::official(&app, &ctx, ("Kết quả phân công", "/can-bo/viec")),
        to: account.full_name,
        done,
        refused: lines.len() - done,
        lines,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// Assigns one task; a task of a unit that is not the official's does not exist.
async fn one(
    app: &App,
    ctx: &Ctx,
    (official, id, to): (&Official, Uuid, Uuid),
) -> Result<Option<Line>, Failure> {
    let task = rows::one(&app.store, id).await?.filter(|task| official.works_in(task.unit_id));
    let Some(task) = task else { return Ok(None) };
    let code = rows::code_of(&app.store, task.dossier_id).await?;
    let done = match may_assign(official, &task) {
        Ok(proof) => hold::assign(app, ctx, (&proof, to)).await,
        Err(refused) => Err(refused),
    };
    let (state, word, why) = match done {
        Ok(()) => ("done", "đã phân công", String::new()),
        Err(Failure::Malformed(why) | Failure::Forbidden(why) | Failure::Conflict(why)) => {
            ("stopped", "chưa phân công", why)
        }
        Err(other) => return Err(other),
    };
    let code = format!("{code}, {}", task.name);
    Ok(Some(Line { href: format!("/can-bo/ho-so/{}", task.dossier_id), code, state, word, why }))
}

crate::ui::sample!(AssignedPage {
    shell: Shell { is_compact: true, ..Shell::sample("Kết quả phân công") },
    to: "Đỗ Văn Tịnh".into(),
    done: 0,
    refused: 1,
    lines: vec![Line {
        href: "/can-bo/ho-so/1".into(),
        code: "H48.15-261123-0007, Thẩm định".into(),
        state: "stopped",
        word: "chưa phân công",
        why: "Việc “Thẩm định” không còn mở.".into(),
    }],
});
