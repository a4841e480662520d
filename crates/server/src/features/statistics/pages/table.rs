//! The table of numbers (_bảng thống kê_), each with a way to the dossiers behind it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;

use super::Question;
use crate::app::App;
use crate::features::dossiers::scope::Scope;
use crate::features::identity::policy::require_official;
use crate::features::statistics::model::{By, Numbers, USUAL};
use crate::features::statistics::numbers::{Group, grouped, total};
use crate::features::work::pages::filters::{Asked, Choice, choices};
use crate::platform::ctx::Ctx;
use crate::platform::web::Found;
use crate::ui::{Shell, format, page};

const PATH: &str = "/can-bo/thong-ke";

/// The measures of the table: code in the address, head.
pub const HEADS: [(&str, &str); 6] = [
    ("tiep-nhan", "Tiếp nhận trong kỳ"),
    ("truoc-han", "Giải quyết trước hạn"),
    ("dung-han", "Giải quyết đúng hạn"),
    ("qua-han", "Giải quyết quá hạn"),
    ("dang-giai-quyet", "Đang giải quyết, trong hạn"),
    ("dang-qua-han", "Đang giải quyết, quá hạn"),
];

#[derive(Template)]
#[template(path = "features/statistics/pages/table.html")]
struct TablePage {
    shell: Shell,
    problem: String,
    periods: Vec<Choice>,
    from: String,
    to: String,
    groupings: Vec<Choice>,
    scopes: Vec<Choice>,
    caption: String,
    head: &'static str,
    heads: Vec<&'static str>,
    lines: Vec<Line>,
    sum: Line,
    query: String,
}

#[derive(Default)]
struct Line {
    name: String,
    cells: Vec<Cell>,
    share: String,
}

struct Cell {
    label: &'static str,
    count: String,
    href: String,
}

/// Shows the numbers.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, asked: Asked) -> Found {
    require_official(&ctx, PATH)?;
    let question = Question::of(&asked, &ctx);
    let scope = Scope::of(&ctx.actor);
    let units = if question.is_province { None } else { Some(scope.units()) };
    let groups = grouped(&app, &ctx, (&question.period, question.by, units)).await?;
    let query = Question::query(&asked);
    let usual = USUAL.into_iter().chain([("tuy-chon", "từ ngày đến ngày")]);
    let asked_period = asked.get("ky");
    let chosen = if asked_period.is_empty() { "thang-nay" } else { &asked_period };
    let shown = TablePage {
        shell: Shell::official(&app, &ctx, ("Thống kê", PATH)),
        periods: choices(usual.map(|(code, name)| (code.to_owned(), name.to_owned())), chosen),
        from: asked.get("tu"),
        to: asked.get("den"),
        groupings: choices(
            By::ALL.map(|by| (by.code().to_owned(), by.name().to_owned())),
            question.by.code(),
        ),
        scopes: choices(
            [("tinh".to_owned(), "Toàn tỉnh".to_owned())],
            if question.is_province { "tinh" } else { "" },
        ),
        caption: format!(
            "{}; số đang giải quyết tính đến {}",
            question.period.words(),
            format::moment(ctx.now)
        ),
        head: question.by.name(),
        heads: HEADS.iter().map(|(_, head)| *head).collect(),
        sum: line(("Tổng", &total(&groups)), |_| String::new()),
        lines: groups.iter().map(|group| line_of(group, (&question, &query))).collect(),
        problem: question.problem,
        query,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

fn line_of(group: &Group, (question, query): (&Question, &str)) -> Line {
    line((&group.name, &group.numbers), |measure| {
        // Behind the numbers of the province stand dossiers that one may not see.
        if question.is_province || group.code.is_empty() {
            return String::new();
        }
        format!(
            "{PATH}/ho-so?{query}{}chi_tieu={measure}&nhom={}",
            if query.is_empty() { "" } else { "&" },
            group.code
        )
    })
}

fn line((name, numbers): (&str, &Numbers), href: impl Fn(&str) -> String) -> Line {
    let counts = in_order(numbers);
    let cell = |((code, label), count): (&(&'static str, &'static str), i64)| Cell {
        label,
        count: format::grouped(count),
        href: if count > 0 { href(code) } else { String::new() },
    };
    Line {
        name: name.to_owned(),
        cells: HEADS.iter().zip(counts).map(cell).collect(),
        share: numbers.in_time_share(),
    }
}

/// The numbers in the order of [`HEADS`].
pub fn in_order(numbers: &Numbers) -> [i64; 6] {
    let Numbers { received, early, on_time, late, running, running_late } = *numbers;
    [received, early, on_time, late, running, running_late]
}

crate::ui::sample!(TablePage => {
    let numbers = Numbers { received: 12, early: 3, on_time: 8, late: 1, running: 4, running_late: 2 };
    TablePage {
        shell: Shell { is_compact: true, ..Shell::sample("Thống kê") },
        problem: "Ghi ngày đầu và ngày cuối.".into(),
        periods: choices([("thang-nay".to_owned(), "tháng này".to_owned())], "thang-nay"),
        from: "01/11/2026".into(),
        to: String::new(),
        groupings: choices([("don-vi".to_owned(), "Đơn vị giải quyết".to_owned())], "don-vi"),
        scopes: choices([("tinh".to_owned(), "Toàn tỉnh".to_owned())], ""),
        caption: "Từ 01/11/2026 đến 30/11/2026".into(),
        head: "Đơn vị giải quyết",
        heads: HEADS.iter().map(|(_, head)| *head).collect(),
        lines: vec![line(("Xã Bình Sơn", &numbers), |code| format!("/can-bo/thong-ke/ho-so?chi_tieu={code}"))],
        sum: line(("Tổng", &numbers), |_| String::new()),
        query: "ky=thang-nay".into(),
    }
});
