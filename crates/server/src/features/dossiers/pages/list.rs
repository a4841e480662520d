//! Dossiers of my units (_danh sách hồ sơ_): filtered, due soonest first; or those that are looked for.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use super::columns::{Column, Row, chosen_columns, column_choices};
use crate::app::App;
use crate::features::dossiers::dossier::Dossier;
use crate::features::dossiers::model::Stage;
use crate::features::dossiers::scope::Scope;
use crate::features::dossiers::store::places::{self, MANY, Wanted};
use crate::features::identity;
use crate::features::identity::policy::require_official;
use crate::features::work::pages::filters::{
    Asked, Choice, Kept, choices, due_bounds, due_choices, procedure_choices, query, unit_choices,
};
use crate::features::work::store::holders_of;
use crate::features::work::views::List;
use crate::platform::actor::{Official, Role};
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Shell, page};

pub(super) const PATH: &str = "/can-bo/ho-so";
/// Lines of one page.
const PAGE: i64 = 20;

#[derive(Template)]
#[template(path = "features/dossiers/pages/list.html")]
struct ListPage {
    shell: Shell,
    query: String,
    counts: Vec<Count>,
    filters: Filters,
    kept: Kept,
    heads: Vec<&'static str>,
    lines: Vec<Line>,
    exported: String,
    next: String,
}

/// The choices of the filters.
#[derive(Default)]
struct Filters {
    stages: Vec<Choice>,
    due: Vec<Choice>,
    procedures: Vec<Choice>,
    units: Vec<Choice>,
    holders: Vec<Choice>,
    columns: Vec<Choice>,
    clear: &'static str,
}

struct Count {
    href: String,
    count: String,
    text: String,
    state: String,
    current: bool,
}

struct Line {
    href: String,
    code: String,
    cells: Vec<Cell>,
}

struct Cell {
    label: &'static str,
    text: String,
    state: &'static str,
}

/// Shows one page.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, asked: Asked) -> Found {
    let official = require_official(&ctx, PATH)?;
    let scope = Scope::of(&ctx.actor);
    let looked_for = asked.get("q");
    let (found, next) = if looked_for.is_empty() {
        listed(&app, &ctx, (&scope, &asked)).await?
    } else {
        searched(&app, &scope, (&looked_for, &asked)).await?
    };
    let columns = chosen_columns(&asked.all("cot"));
    let rows = rows(&app, &ctx, found).await?;
    let own = own_query(&asked);
    let shown = ListPage {
        shell: Shell::official(&app, &ctx, ("Hồ sơ", PATH)),
        query: looked_for,
        counts: counts(&app, &ctx, (&scope, &asked)).await?,
        filters: filters(&app, &ctx, (official, &asked)).await?,
        kept: Kept::of(&app, official, (List::Dossiers, own.clone())).await?,
        heads: columns.iter().map(|column| column.name()).collect(),
        lines: rows.iter().map(|row| line(row, &columns)).collect(),
        exported: format!("?{own}"),
        next,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

/// The filters of an address.
pub(super) fn wanted(asked: &Asked, now: jiff::Timestamp) -> Wanted {
    let (due_from, due_before) = due_bounds(&asked.get("han"), now);
    Wanted {
        stage: Stage::from_code(&asked.get("tinh_trang")),
        procedure: Some(asked.get("thu_tuc")).filter(|code| !code.is_empty()),
        unit_id: asked.id("don_vi"),
        due_before,
        due_from,
        holder_id: asked.id("nguoi"),
    }
}

async fn listed(
    app: &App,
    ctx: &Ctx,
    (scope, asked): (&Scope, &Asked),
) -> Result<(Vec<Dossier>, String), Failure> {
    let found = places::list(&app.store, scope, (&wanted(asked, ctx.now), asked.after(), PAGE)).await?;
    let next = match found.last() {
        Some(last) if found.len() as i64 == PAGE => {
            let own = own_query(asked);
            let joint = if own.is_empty() { "" } else { "&" };
            format!("{PATH}?{own}{joint}sau={}.{}", last.sort_at, last.dossier.id)
        }
        _ => String::new(),
    };
    Ok((found.into_iter().map(|line| line.dossier).collect(), next))
}

/// By number, look-up code, phone or identity number; else by name.
async fn searched(
    app: &App,
    scope: &Scope,
    (text, asked): (&str, &Asked),
) -> Result<(Vec<Dossier>, String), Failure> {
    let exact = places::exactly(&app.store, scope, (&text.to_uppercase(), PAGE)).await?;
    if !exact.is_empty() {
        return Ok((exact, String::new()));
    }
    let after = asked.get("sau");
    let after =
        after.split_once('.').and_then(|(part, id)| Some((from_hex(part)?, id.parse::<Uuid>().ok()?)));
    let found = places::by_name(&app.store, scope, (text, after, PAGE)).await?;
    let next = match found.last() {
        Some(last) if found.len() as i64 == PAGE => {
            let columns = column_query(asked);
            let own = query(&[("q", text)]);
            format!("{PATH}?{own}{columns}&sau={}.{}", to_hex(&last.part), last.dossier.id)
        }
        _ => String::new(),
    };
    Ok((found.into_iter().map(|line| line.dossier).collect(), next))
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// Everything filtered and every column chosen, as an address has it.
pub(super) fn own_query(asked: &Asked) -> String {
    let names = ["tinh_trang", "han", "thu_tuc", "don_vi", "nguoi"];
    let values = names.map(|name| asked.get(name));
    let pairs: Vec<_> = names.into_iter().zip(values.iter().map(String::as_str)).collect();
    let own = query(&pairs);
    let columns = column_query(asked);
    if own.is_empty() { columns.trim_start_matches('&').to_owned() } else { format!("{own}{columns}") }
}

fn column_query(asked: &Asked) -> String {
    let chosen = asked.all("cot");
    let known = Column::ALL.into_iter().filter(|column| chosen.iter().any(|code| code == column.code()));
    known.map(|column| format!("&cot={}", column.code())).collect()
}

/// What stands in the rows, with who holds the open steps.
pub(super) async fn rows(app: &App, ctx: &Ctx, found: Vec<Dossier>) -> Result<Vec<Row>, Failure> {
    let ids: Vec<_> = found.iter().map(|dossier| dossier.id).collect();
    let mut holders: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (id, name) in holders_of(&app.store, &ids).await? {
        holders.entry(id).or_default().push(name);
    }
    let mut units: HashMap<Uuid, String> = HashMap::new();
    let mut rows = Vec::new();
    for dossier in found {
        let unit_id = dossier.settling_unit_id;
        if let std::collections::hash_map::Entry::Vacant(place) = units.entry(unit_id) {
            let unit = identity::store::unit(&app.store, unit_id).await?;
            place.insert(unit.map(|unit| unit.name).unwrap_or_default());
        }
        let unit = units.get(&unit_id).cloned().unwrap_or_default();
        let holder = holders.remove(&dossier.id).unwrap_or_default().join(", ");
        rows.push(Row { dossier, unit, holder, now: ctx.now });
    }
    Ok(rows)
}

fn line(row: &Row, columns: &[Column]) -> Line {
    let cell =
        |column: &Column| Cell { label: column.name(), state: column.state(row), text: column.text(row) };
    Line {
        href: format!("{PATH}/{}", row.dossier.id),
        code: row.dossier.code().to_owned(),
        cells: columns.iter().map(cell).collect(),
    }
}

/// What is open, late, due soon: each a way to the list of it.
async fn counts(app: &App, ctx: &Ctx, (scope, asked): (&Scope, &Asked)) -> Result<Vec<Count>, Failure> {
    let chosen = asked.get("han");
    let mut counts = Vec::new();
    for (code, text, state) in [
        ("", "đang giải quyết", ""),
        ("qua-han", "đã quá hạn", "late"),
        ("24-gio", "đến hạn trong 24 giờ", "due-soon"),
    ] {
        let (due_from, due_before) = due_bounds(code, ctx.now);
        let each = Wanted { due_from, due_before, ..wanted(asked, ctx.now) };
        let count = places::count(&app.store, scope, &each).await?;
        let rest: Vec<_> =
            ["tinh_trang", "thu_tuc", "don_vi", "nguoi"].map(|name| (name, asked.get(name))).into();
        let mut pairs: Vec<_> = rest.iter().map(|(name, value)| (*name, value.as_str())).collect();
        pairs.push(("han", code));
        counts.push(Count {
            href: format!("{PATH}?{}{}", query(&pairs), column_query(asked)),
            count: if count == MANY { "1.000+".into() } else { count.to_string() },
            text: text.into(),
            state: state.into(),
            current: chosen == code,
        });
    }
    Ok(counts)
}

async fn filters(app: &App, ctx: &Ctx, (official, asked): (&Official, &Asked)) -> Result<Filters, Failure> {
    let stages = Stage::ALL.map(|stage| (stage.code().to_owned(), stage.name_for_officials().to_owned()));
    let has_own = !own_query(asked).is_empty() || !asked.get("q").is_empty();
    Ok(Filters {
        stages: choices(stages, &asked.get("tinh_trang")),
        due: due_choices(&asked.get("han")),
        procedures: procedure_choices(app, &asked.get("thu_tuc")),
        units: unit_choices(official, &asked.get("don_vi")),
        holders: choices(colleagues(app, ctx, official).await?, &asked.get("nguoi")),
        columns: column_choices(&asked.all("cot")),
        clear: if has_own { PATH } else { "" },
    })
}

/// Everybody who handles dossiers today in the units of the official: id and name.
async fn colleagues(app: &App, ctx: &Ctx, official: &Official) -> Result<Vec<(String, String)>, Failure> {
    let today = deadlines::zone::civil(ctx.now).date().to_string();
    let mut units: Vec<_> = official.posts.iter().map(|post| post.unit_id).collect();
    units.sort_unstable();
    units.dedup();
    let mut people = Vec::new();
    for unit_id in units.into_iter().filter(|unit_id| official.works_in(*unit_id)) {
        let posts = identity::store::posts_in_unit(&app.store, unit_id, &today).await?;
        let posts =
            posts.into_iter().filter(|post| post.role != Role::Administrator && post.from_date <= today);
        people.extend(posts.map(|post| (post.account_id.to_string(), post.full_name)));
    }
    people.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    people.dedup();
    Ok(people)
}

crate::ui::sample!(ListPage {
    shell: Shell { is_compact: true, ..Shell::sample("Hồ sơ") },
    query: "0905000001".into(),
    counts: vec![Count {
        href: "/can-bo/ho-so?han=qua-han".into(),
        count: "2".into(),
        text: "đã quá hạn".into(),
        state: "late".into(),
        current: true,
    }],
    filters: Filters {
        due: due_choices("qua-han"),
        columns: column_choices(&[]),
        clear: PATH,
        ..Filters::default()
    },
    kept: Kept { list: "ho_so", query: "han=qua-han".into(), views: vec![] },
    heads: vec!["Người nộp", "Tình trạng"],
    lines: vec![Line {
        href: "/can-bo/ho-so/1".into(),
        code: "H48.15-261123-0007".into(),
        cells: vec![
            Cell { label: "Người nộp", text: "Lý Thị Mẫu".into(), state: "" },
            Cell { label: "Tình trạng", text: "Đã tiếp nhận".into(), state: "in-time" },
        ],
    }],
    exported: "?han=qua-han".into(),
    next: "/can-bo/ho-so?sau=1.2".into(),
});
