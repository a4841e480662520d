//! The home page (_trang chủ_): one question, life events, look-up.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::web::Found;
use crate::ui::{Shell, page};

#[derive(Template)]
#[template(path = "features/catalogue/pages/home.html")]
struct HomePage {
    shell: Shell,
    events: Vec<LifeEvent>,
    /// How many procedures there are, in words that lead to them.
    all: String,
}

struct LifeEvent {
    href: String,
    text: String,
    hint: String,
}

/// Shows the home page.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    let mut shell = Shell::citizen(&app, &ctx, ("", "/", &headers));
    shell.title = shell.t("home-title");
    let revisions = app.catalogue.all();
    let events = app.catalogue.life_events().into_iter().filter_map(|(id, name, sentence)| {
        let count =
            revisions.iter().filter(|revision| revision.pack.procedure().life_events.contains(&id)).count();
        (count > 0).then(|| LifeEvent { href: format!("/thu-tuc?viec={id}"), text: name, hint: sentence })
    });
    let shown = HomePage {
        events: events.collect(),
        all: shell.words.with("home-all", "count", app.catalogue.listing().all().len()),
        shell,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

crate::ui::sample!(HomePage {
    shell: Shell::sample("Trang đầu"),
    events: vec![LifeEvent {
        href: "/thu-tuc?viec=ket-hon".into(),
        text: "Kết hôn".into(),
        hint: "Giấy tờ khi lập gia đình".into(),
    }],
    all: "Xem tất cả 29 thủ tục".into(),
});
