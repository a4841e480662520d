//! The frame of a page (_khung trang_): who is logged in, where one is, which language.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use crate::app::App;
use crate::platform::actor::{Actor, Role};
use crate::platform::ctx::Ctx;
use crate::platform::web::cookies;

use super::words::{Language, Words};

/// A link in navigation and lists.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it goes.
    pub href: String,
    /// Whether it is the page one is on.
    pub current: bool,
    /// A count beside the text; empty for none.
    pub count: String,
    /// Language of the text, when it is another one.
    pub lang: String,
}

/// One line of an error summary: what is wrong, and where.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// What was expected, what was found, how to mend it.
    pub text: String,
    /// Address of the field; empty when there is none.
    pub href: String,
}

/// The frame of every page.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// Title without the name of the site.
    pub title: String,
    /// Whether the page is for officials: dense, in Vietnamese.
    pub is_compact: bool,
    /// Texts of the page's language.
    pub words: Words,
    /// Address of the style sheet.
    pub css: String,
    /// Address of the script.
    pub js: String,
    /// Address of the icon.
    pub icon: String,
    /// Main ways.
    pub navigation: Vec<Link>,
    /// Languages to choose from; empty on officials' pages.
    pub languages: Vec<Link>,
    /// Name of the person logged in; empty for a visitor.
    pub person: String,
    /// Role of the official.
    pub person_role: String,
    /// Page of the person's own account.
    pub person_href: String,
}

impl Shell {
    /// The frame of a citizen's or visitor's page at `path`.
    pub fn citizen(app: &App, ctx: &Ctx, (title, path, headers): (&str, &str, &HeaderMap)) -> Self {
        let words = Words { language: language(headers) };
        let mut shell = Self { title: title.into(), words, ..Self::bare(app, ctx) };
        shell.navigation = [
            ("nav-procedures", "/thu-tuc"),
            ("nav-lookup", "/tra-cuu"),
            ("nav-my-dossiers", "/ho-so-cua-toi"),
        ]
        .map(|(key, href)| link(words.get(key), href, path))
        .to_vec();
        shell.languages = [("Tiếng Việt", Language::Vi), ("English", Language::En)]
            .map(|(text, language)| Link {
                text: text.into(),
                href: format!(
                    "/ngon-ngu/{}?tiep={}",
                    language.code(),
                    crate::platform::web::failure::percent(path)
                ),
                current: language == words.language,
                lang: language.code().into(),
                ..Link::default()
            })
            .to_vec();
        shell
    }

    /// The frame of an official's page at `path`.
    pub fn official(app: &App, ctx: &Ctx, (title, path): (&str, &str)) -> Self {
        let mut shell = Self { title: title.into(), is_compact: true, ..Self::bare(app, ctx) };
        let Some(official) = ctx.actor.official() else { return shell };
        let mut ways = vec![("Việc của tôi", "/can-bo/viec")];
        if official.has_role(Role::Intake) {
            ways.extend([
                ("Tiếp nhận", "/can-bo/tiep-nhan"),
                ("Nhận tại quầy", "/can-bo/quay"),
                ("Trả kết quả", "/can-bo/tra-ket-qua"),
            ]);
        }
        ways.extend([("Hồ sơ", "/can-bo/ho-so"), ("Thống kê", "/can-bo/thong-ke")]);
        if official.has_role(Role::Administrator) {
            ways.extend([("Đơn vị", "/quan-tri/don-vi"), ("Cán bộ", "/quan-tri/nguoi")]);
        }
        shell.navigation = ways.into_iter().map(|(text, href)| link(text.to_owned(), href, path)).collect();
        shell
    }

    fn bare(app: &App, ctx: &Ctx) -> Self {
        let mut shell = Self {
            css: app.assets.url("app.css"),
            js: app.assets.url("app.js"),
            icon: app.assets.url("favicon.svg"),
            ..Self::default()
        };
        match &ctx.actor {
            Actor::Citizen(citizen) => {
                shell.person.clone_from(&citizen.full_name);
                shell.person_href = "/tai-khoan".into();
            }
            Actor::Official(official) => {
                shell.person.clone_from(&official.full_name);
                shell.person_role =
                    official.posts.first().map(|post| post.role.name().to_owned()).unwrap_or_default();
                shell.person_href = "/tai-khoan".into();
            }
            Actor::Visitor | Actor::System => {}
        }
        shell
    }

    /// Title with the name of the site.
    pub fn full_title(&self) -> String {
        format!("{} – Một Cửa Quảng Ngãi", self.title)
    }

    /// Three parts as one text, for addresses inside templates.
    pub fn join(&self, start: &str, middle: impl std::fmt::Display, end: &str) -> String {
        format!("{start}{middle}{end}")
    }

    /// The text of `key` in the page's language.
    pub fn t(&self, key: &str) -> String {
        self.words.get(key)
    }

    /// A frame for rendering every page in a test.
    pub fn sample(title: &str) -> Self {
        Self {
            title: title.into(),
            css: "/assets/app.css".into(),
            js: "/assets/app.js".into(),
            ..Self::default()
        }
    }
}

/// The language a browser asks for: its cookie, and nothing else, so that a shared address shows everyone the same.
pub fn language(headers: &HeaderMap) -> Language {
    Language::from_code(cookies::read(headers, "ngon_ngu").unwrap_or("vi"))
}

fn link(text: String, href: &str, path: &str) -> Link {
    Link { text, href: href.into(), current: path.starts_with(href), ..Link::default() }
}

/// The answer that shows `template` with `status`.
pub fn page(status: StatusCode, template: &impl Template) -> Result<Response, askama::Error> {
    Ok((status, Html(template.render()?)).into_response())
}
