//! The page of a failure (_trang báo lỗi_): what happened to the work, and the next step.

use askama::Template;
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::Response;

use super::{Shell, page};
use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::web::Failure;

#[derive(Template)]
#[template(path = "ui/failure.html")]
struct FailurePage {
    shell: Shell,
    lead: String,
    next: String,
    back: String,
}

/// The page for `failure` of a request to `path`.
pub fn show(
    app: &App,
    ctx: &Ctx,
    (failure, path, headers): (&Failure, &str, &HeaderMap),
) -> Option<Response> {
    let shell = Shell::citizen(app, ctx, ("", path, headers));
    let words = shell.words;
    let (title, lead) = match failure {
        Failure::NotFound => ("failure-not-found", words.get("failure-not-found-lead")),
        Failure::Forbidden(why) => ("failure-forbidden", why.clone()),
        Failure::Conflict(what) => ("failure-conflict", what.clone()),
        Failure::Malformed(what) => ("failure-malformed", what.clone()),
        Failure::TooMany(wait) => ("failure-too-many", words.with("failure-too-many-lead", "seconds", wait)),
        Failure::Busy(what) => ("failure-busy", what.clone()),
        Failure::Broken(id) => ("failure-broken", words.with("failure-broken-lead", "id", id)),
        Failure::Unknown(id) => ("failure-unknown", words.with("failure-unknown-lead", "id", id)),
        Failure::LogIn(_) => return None,
    };
    let is_official = ctx.actor.official().is_some();
    let title = words.get(title);
    let mut shell = if is_official { Shell::official(app, ctx, ("", path)) } else { shell };
    shell.title.clone_from(&title);
    let (back, next) = match failure {
        Failure::Conflict(_) | Failure::Unknown(_) => (page_of(path), words.get("failure-reload")),
        _ if is_official => ("/can-bo/viec".to_owned(), "Về danh sách việc".to_owned()),
        _ => ("/".to_owned(), words.get("failure-home")),
    };
    let mut response = page(failure.status(), &FailurePage { shell, lead, next, back }).ok()?;
    if let Failure::TooMany(wait) = failure {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*wait));
    }
    Some(response)
}

/// The page whose form was sent to `path`: acts of a dossier lead back to the dossier.
fn page_of(path: &str) -> String {
    let parts: Vec<_> = path.split('/').collect();
    match parts.as_slice() {
        ["", "can-bo", "ho-so", id, ..] => format!("/can-bo/ho-so/{id}"),
        ["", "can-bo", ..] => "/can-bo/viec".to_owned(),
        ["", "ho-so-cua-toi", id, ..] => format!("/ho-so-cua-toi/{id}"),
        ["", "ho-so-nhap", ..] => "/ho-so-cua-toi".to_owned(),
        _ => path.to_owned(),
    }
}

crate::ui::sample!(FailurePage {
    shell: Shell::sample("Không tìm thấy trang"),
    lead: "Địa chỉ này không có.".into(),
    next: "Về trang chủ".into(),
    back: "/".into(),
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_conflict_one_is_led_to_a_page_that_can_be_opened() {
        assert_eq!(page_of("/can-bo/ho-so/1/tiep-nhan"), "/can-bo/ho-so/1");
        assert_eq!(page_of("/can-bo/viec/1/nhan"), "/can-bo/viec");
        assert_eq!(page_of("/ho-so-nhap/1/luu"), "/ho-so-cua-toi");
        assert_eq!(page_of("/tra-cuu"), "/tra-cuu");
    }
}
