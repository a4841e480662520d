//! Who stands in for me (_người thay thế_): named for some days, called off at any time.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

use super::parts::{Choice, Problems, choices};
use crate::app::App;
use crate::features::identity::commands::name_substitute::{
    NewSubstitute, candidates, end_substitution, name_substitute,
};
use crate::features::identity::policy::require_official;
use crate::features::identity::{days, store as rows};
use crate::platform::actor::Official;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found, Pairs};
use crate::ui::{Shell, page};

const PATH: &str = "/can-bo/thay-the";

#[derive(Template)]
#[template(path = "features/identity/pages/substitutes.html")]
struct SubstitutesPage {
    shell: Shell,
    problems: Problems,
    form: NewSubstitute,
    people: Vec<Choice>,
    lines: Vec<Line>,
    stands_in_for: Vec<String>,
}

struct Line {
    id: String,
    name: String,
    days: String,
    reason: String,
}

/// Shows who stands in, and for whom one stands in oneself.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx) -> Found {
    let official = require_official(&ctx, PATH)?;
    let shown = shown(&app, &ctx, (official, NewSubstitute::default(), Problems::default())).await?;
    Ok(page(StatusCode::OK, &shown)?)
}

/// Names a substitute.
pub async fn post(State(app): State<Arc<App>>, ctx: Ctx, pairs: Pairs) -> Found {
    let official = require_official(&ctx, PATH)?;
    let typed = |name: &str| pairs.trimmed(name).to_owned();
    let form = NewSubstitute {
        substitute: typed("nguoi"),
        from_date: typed("tu_ngay"),
        to_date: typed("den_ngay"),
        reason: typed("ly_do"),
    };
    match name_substitute(&app, &ctx, (official, &form)).await? {
        Ok(()) => Ok(Redirect::to(PATH).into_response()),
        Err(problems) => {
            let shown = shown(&app, &ctx, (official, form, problems.into())).await?;
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown)?)
        }
    }
}

/// Calls one off.
pub async fn end(State(app): State<Arc<App>>, ctx: Ctx, pairs: Pairs) -> Found {
    let official = require_official(&ctx, PATH)?;
    let id = pairs.trimmed("thay_the").parse().map_err(|_| Failure::NotFound)?;
    end_substitution(&app, &ctx, (official, id)).await?;
    Ok(Redirect::to(PATH).into_response())
}

async fn shown(
    app: &App,
    ctx: &Ctx,
    (official, form, problems): (&Official, NewSubstitute, Problems),
) -> Result<SubstitutesPage, Failure> {
    let today = deadlines::zone::civil(ctx.now).date().to_string();
    let rows = rows::substitutions(&app.store, official.account_id, &today).await?;
    let people = candidates(app, ctx, official).await?;
    Ok(SubstitutesPage {
        shell: Shell::official(app, ctx, ("Người thay thế", PATH)),
        people: choices(people.iter().map(|(id, name)| (id.to_string(), name)), &form.substitute),
        lines: rows
            .into_iter()
            .map(|row| Line {
                id: row.id.to_string(),
                days: format!("từ {} đến {}", days::shown(&row.from_date), days::shown(&row.to_date)),
                name: row.full_name,
                reason: row.reason,
            })
            .collect(),
        stands_in_for: official.stands_in_for.iter().map(|(_, name)| name.clone()).collect(),
        problems,
        form,
    })
}

crate::ui::sample!(SubstitutesPage {
    shell: Shell { is_compact: true, ..Shell::sample("Người thay thế") },
    problems: super::parts::sample_problem("nguoi"),
    form: NewSubstitute::default(),
    people: super::parts::sample_choices(),
    lines: vec![Line {
        id: "1".into(),
        name: "Đỗ Văn Tịnh".into(),
        days: "từ 01/12/2026 đến 05/12/2026".into(),
        reason: "Nghỉ phép".into(),
    }],
    stands_in_for: vec!["Lê Hữu Nghị".into()],
});
