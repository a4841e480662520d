//! The gallery of components (_bộ phận giao diện_): every part in every state, made by the parts themselves, for whoever draws
//! a page or checks the look. People, dossiers and amounts are invented.

pub mod content;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, HeaderValue, StatusCode};

use crate::app::App;
use crate::platform::ctx::Ctx;
use crate::platform::web::{Failure, Found};
use crate::ui::{Link, Shell, page};

/// Address of the gallery.
const HOME: &str = "/_components";

/// The pages of the gallery: last part of the address, title, whether officials see these parts in their density.
const PARTS: [(&str, &str, bool); 8] = [
    ("tim-va-doc", "Tìm và đọc", false),
    ("o-nhap", "Ô nhập", false),
    ("to-khai", "Tờ khai: bảng, nút, lưu, chỗ cần sửa", false),
    ("theo-doi", "Theo dõi hồ sơ", false),
    ("da-nop", "Đã nộp", false),
    ("dang-nhap", "Đăng nhập", false),
    ("danh-sach", "Danh sách của cán bộ", true),
    ("giai-quyet", "Giải quyết một hồ sơ", true),
];

#[derive(Template)]
#[template(path = "ui/gallery/gallery.html")]
struct GalleryPage {
    shell: Shell,
    part: &'static str,
    parts: Vec<Link>,
    viewer_js: String,
    viewer_css: String,
}

impl GalleryPage {
    /// Confirmation and log-in bring the heading of their page with them.
    fn has_own_heading(&self) -> bool {
        matches!(self.part, "da-nop" | "dang-nhap")
    }

    fn new(shell: Shell, (part, title, is_compact): (&'static str, &str, bool)) -> Self {
        let parts = PARTS.map(|(slug, title, _)| Link {
            text: title.into(),
            href: format!("{HOME}/{slug}"),
            current: slug == part,
            ..Link::default()
        });
        let shell = Shell { title: title.into(), is_compact, ..shell };
        Self { shell, part, parts: parts.to_vec(), viewer_js: String::new(), viewer_css: String::new() }
    }
}

/// Lists the pages of the gallery.
pub async fn index(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    show(&app, &ctx, (&headers, ("", "Bộ phận giao diện", false)))
}

/// Shows one page of the gallery.
pub async fn part(
    State(app): State<Arc<App>>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(slug): Path<String>,
) -> Found {
    let found = PARTS.into_iter().find(|(known, ..)| *known == slug).ok_or(Failure::NotFound)?;
    show(&app, &ctx, (&headers, found))
}

fn show(app: &App, ctx: &Ctx, (headers, part): (&HeaderMap, (&'static str, &str, bool))) -> Found {
    let shell = Shell::citizen(app, ctx, ("", HOME, headers));
    let viewer_js = app.assets.url("viewer.js");
    let shown =
        GalleryPage { viewer_js, viewer_css: app.assets.url("viewer.css"), ..GalleryPage::new(shell, part) };
    let mut response = page(StatusCode::OK, &shown)?;
    // It is of use to those who work on the product; a search engine would only mislead citizens with it.
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    Ok(response)
}

crate::ui::sample!(GalleryPage => GalleryPage::new(Shell::sample(""), ("", "Bộ phận giao diện", false)));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_gallery_keeps_the_rules_of_markup() {
        for part in PARTS {
            let html = GalleryPage::new(Shell::sample(""), part).render().unwrap();
            assert_eq!(crate::ui::markup::faults(&html), Vec::<String>::new(), "{}", part.0);
        }
    }
}
