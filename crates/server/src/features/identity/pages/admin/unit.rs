//! One unit (_đơn vị_): facts, what it came from and went into, who holds posts there, history.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use super::history::{Entry, entries};
use super::units::{PATH, standing};
use super::{Fact, facts};
use crate::app::App;
#[cfg(test)]
use crate::features::identity::pages::parts;
use crate::features::identity::policy::may_administer;
use crate::features::identity::store::PostOfUnit;
use crate::features::identity::units::{KINDS, LEVELS, SHARES, name_in, span};
use crate::features::identity::{Unit, days, store as rows};
use crate::platform::ctx::Ctx;
use crate::platform::journal;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, page};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    /// `mo` or `sua`.
    #[serde(default)]
    xong: String,
}

#[derive(Template)]
#[template(path = "features/identity/pages/admin/unit.html")]
struct UnitPage {
    shell: Shell,
    unit_id: Uuid,
    done: &'static str,
    state: &'static str,
    word: &'static str,
    facts: Vec<Fact>,
    before: Vec<Related>,
    after: Vec<Related>,
    posts: Vec<PostLine>,
    late: String,
    history: Vec<Entry>,
}

struct Related {
    href: String,
    name: String,
    detail: String,
}

struct PostLine {
    href: String,
    person: String,
    role: &'static str,
    from: String,
    to: String,
    is_late: bool,
}

/// Shows the unit.
pub async fn get(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Found {
    may_administer(&ctx, PATH)?;
    let units = rows::units(&app.store).await?;
    let unit = units.iter().find(|unit| unit.id == id).ok_or(Failure::NotFound)?;
    let today = deadlines::zone::civil(ctx.now).date();
    let (state, word) = standing(unit, today);
    let posts = rows::posts_in_unit(&app.store, id, &today.to_string()).await?;
    let posts: Vec<_> = posts.into_iter().map(|post| post_line(post, unit)).collect();
    let late = posts.iter().filter(|post| post.is_late).count();
    let (before, after) = related(&app, unit, &units).await?;
    let shown = UnitPage {
        shell: Shell::official(&app, &ctx, (&unit.name, PATH)),
        unit_id: id,
        done: match done.xong.as_str() {
            "mo" => "Đã mở đơn vị",
            "sua" => "Đã lưu thay đổi",
            _ => "",
        },
        state,
        word,
        facts: unit_facts(unit, (&units, &rows::unit_basis(&app.store, id).await?)),
        before,
        after,
        posts,
        late: if late > 0 { late.to_string() } else { String::new() },
        history: entries(&journal::events(&app.store, id).await?),
    };
    Ok(page(StatusCode::OK, &shown)?)
}

fn unit_facts(unit: &Unit, (units, basis): (&[Unit], &str)) -> Vec<Fact> {
    let parent =
        units.iter().find(|each| Some(each.id) == unit.parent_id).map(super::named).unwrap_or_default();
    let kind = format!("{}, {}", name_in(&KINDS, &unit.kind), name_in(&LEVELS, &unit.level).to_lowercase());
    facts([
        ("Mã đơn vị", unit.code.clone()),
        ("Loại, cấp", kind),
        ("Thuộc", parent),
        ("Mã trong số hồ sơ", unit.national_code.clone()),
        ("Thời gian hoạt động", span(unit)),
        ("Địa chỉ", unit.address.clone()),
        ("Điện thoại", unit.phone.clone()),
        ("Căn cứ pháp lý", basis.to_owned()),
    ])
}

/// What the unit came from, and what it went into.
async fn related(app: &App, unit: &Unit, units: &[Unit]) -> Result<(Vec<Related>, Vec<Related>), Failure> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (old, new, share, day) in rows::succession(&app.store, &unit.code).await? {
        let is_before = new == unit.code;
        let other =
            units.iter().find(|each| each.code == if is_before { old.as_str() } else { new.as_str() });
        let Some(other) = other else { continue };
        let line = Related {
            href: format!("{PATH}/{}", other.id),
            name: super::named(other),
            detail: format!("{} từ {}", name_in(&SHARES, &share), days::shown(&day)),
        };
        if is_before { before.push(line) } else { after.push(line) }
    }
    Ok((before, after))
}

/// A post that outlives its unit is marked: it has to be ended by hand, because the person may hold others.
fn post_line(post: PostOfUnit, unit: &Unit) -> PostLine {
    let last = unit.valid_to.as_deref().and_then(|day| day.parse::<Date>().ok());
    let to = post.to_date.as_deref().and_then(|day| day.parse::<Date>().ok());
    PostLine {
        href: format!("/quan-tri/nguoi/{}", post.account_id),
        person: post.full_name,
        role: post.role.name(),
        from: days::shown(&post.from_date),
        to: post.to_date.as_deref().map(days::shown).unwrap_or_default(),
        is_late: last.is_some_and(|last| to.is_none_or(|to| to > last)),
    }
}

crate::ui::sample!(UnitPage {
    shell: parts::sample_shell("Xã Bình Sơn"),
    unit_id: Uuid::nil(),
    done: "Đã lưu thay đổi",
    state: "done",
    word: "Đang hoạt động",
    facts: super::facts([("Mã", "xa-21040".into())]),
    before: vec![sample_related("Thị trấn Châu Ổ")],
    after: vec![sample_related("Xã mẫu")],
    posts: vec![PostLine {
        href: "/quan-tri/nguoi/1".into(),
        person: "Phạm Thị Lài".into(),
        role: "Cán bộ một cửa",
        from: "01/07/2025".into(),
        to: String::new(),
        is_late: true,
    }],
    late: "1".into(),
    history: super::history::sample(),
});

#[cfg(test)]
fn sample_related(name: &str) -> Related {
    Related {
        href: "/quan-tri/don-vi/1".into(), name: name.into(), detail: "toàn bộ, từ 01/07/2025".into()
    }
}
