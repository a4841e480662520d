//! Units (_danh sách đơn vị_) by level, those of the past too.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;

use crate::app::App;
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::pages::parts::{Choice, choices};
use crate::features::identity::policy::may_administer;
use crate::features::identity::units::{LEVELS, span};
use crate::features::identity::{Unit, store as rows};
use crate::platform::ctx::Ctx;
use crate::platform::fold::holds_words;
use crate::platform::web::Found;
use crate::ui::{Shell, page};

/// The address of this page.
pub const PATH: &str = "/quan-tri/don-vi";

/// Which times may be asked for, besides the present: code, name.
const TIMES: [(&str, &str); 2] = [("da", "Đã kết thúc"), ("tat-ca", "Cả hai")];

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// Words of the name, or a code.
    #[serde(default)]
    q: String,
    /// Code of a level; empty for all.
    #[serde(default)]
    cap: String,
    /// Code of a time; empty for the present.
    #[serde(default)]
    luc: String,
}

#[derive(Template)]
#[template(path = "features/identity/pages/admin/units.html")]
struct UnitsPage {
    shell: Shell,
    query: String,
    levels: Vec<Choice>,
    times: Vec<Choice>,
    clear: &'static str,
    groups: Vec<Group>,
    past: String,
}

struct Group {
    caption: String,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    code: String,
    name: String,
    national_code: String,
    parent: String,
    span: String,
    state: &'static str,
    word: &'static str,
    is_past: bool,
}

/// Shows the list.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, Query(wanted): Query<Wanted>) -> Found {
    may_administer(&ctx, PATH)?;
    let today = deadlines::zone::civil(ctx.now).date();
    let units = rows::units(&app.store).await?;
    let fits = |unit: &&Unit| {
        (wanted.cap.is_empty() || unit.level == wanted.cap)
            && holds_words(&format!("{} {} {}", unit.name, unit.code, unit.national_code), &wanted.q)
    };
    let found: Vec<_> = units.iter().filter(fits).collect();
    let in_time = |unit: &&&Unit| wanted.luc == "tat-ca" || is_over(unit, today) == (wanted.luc == "da");
    let hidden = found.iter().filter(|unit| is_over(unit, today)).count();
    let groups = LEVELS.iter().filter_map(|(level, name)| {
        let lines: Vec<_> = found
            .iter()
            .filter(in_time)
            .filter(|unit| unit.level == *level)
            .map(|unit| line(unit, (&units, today)))
            .collect();
        (!lines.is_empty()).then(|| Group { caption: format!("{name}: {} đơn vị", lines.len()), lines })
    });
    let is_looking = !wanted.q.trim().is_empty();
    let shown = UnitsPage {
        shell: Shell::official(&app, &ctx, ("Đơn vị", PATH)),
        levels: choices(LEVELS, &wanted.cap),
        times: choices(TIMES, &wanted.luc),
        clear: if is_looking || !wanted.cap.is_empty() || !wanted.luc.is_empty() { PATH } else { "" },
        groups: groups.collect(),
        past: if is_looking && wanted.luc.is_empty() && hidden > 0 {
            hidden.to_string()
        } else {
            String::new()
        },
        query: wanted.q.trim().to_owned(),
    };
    Ok(page(StatusCode::OK, &shown)?)
}

fn is_over(unit: &Unit, today: Date) -> bool {
    unit.valid_to.as_ref().is_some_and(|last| *last < today.to_string())
}

fn line(unit: &Unit, (units, today): (&[Unit], Date)) -> Line {
    let (state, word) = standing(unit, today);
    Line {
        href: format!("{PATH}/{}", unit.id),
        code: unit.code.clone(),
        name: unit.name.clone(),
        national_code: unit.national_code.clone(),
        parent: units
            .iter()
            .find(|each| Some(each.id) == unit.parent_id)
            .map(|each| each.name.clone())
            .unwrap_or_default(),
        span: span(unit),
        state,
        word,
        is_past: is_over(unit, today),
    }
}

/// How a unit stands on `today`: state of the tag, word.
pub fn standing(unit: &Unit, today: Date) -> (&'static str, &'static str) {
    if is_over(unit, today) {
        ("stopped", "đã kết thúc")
    } else if unit.exists_on(today) {
        ("in-time", "đang hoạt động")
    } else {
        ("waiting", "chưa bắt đầu")
    }
}

crate::ui::sample!(UnitsPage {
    shell: parts::sample_shell("Đơn vị"),
    query: "bình sơn".into(),
    levels: parts::sample_choices(),
    times: parts::sample_choices(),
    clear: "/quan-tri/don-vi",
    groups: vec![Group {
        caption: "Cấp xã".into(),
        lines: vec![Line {
            href: "/quan-tri/don-vi/1".into(),
            code: "xa-21040".into(),
            name: "Xã Bình Sơn".into(),
            national_code: "H48.60".into(),
            parent: "UBND tỉnh".into(),
            span: "từ 01/07/2025".into(),
            state: "done",
            word: "Đang hoạt động",
            is_past: false,
        }],
    }],
    past: "2".into(),
});
