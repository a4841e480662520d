//! A person in front of a browser: cookies, an address, and pages that can be asked what they show.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, HeaderName, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode, request};
use bytes::Bytes;
use tower::ServiceExt;

/// Separates the parts of an upload.
const BOUNDARY: &str = "----motcua-test-boundary";

/// Somebody with a browser.
pub(crate) struct Person {
    router: Router,
    address: SocketAddr,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// A part of an upload: name of the field, name of the file, content. Without a file name it is a plain value.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a>(pub &'a str, pub Option<&'a str>, pub &'a [u8]);

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    /// What was asked for.
    what: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Person {
    pub(crate) fn new(router: Router, address: SocketAddr) -> Self {
        Self { router, address, cookies: Mutex::default() }
    }

    /// Keeps a cookie.
    pub(crate) fn keep(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.ask(Request::get(path), Body::empty()).await
    }

    /// Sends a form as a page of ours would.
    pub(crate) async fn post<N: AsRef<str>, V: AsRef<str>>(&self, path: &str, pairs: &[(N, V)]) -> Page {
        self.post_with(path, pairs, &[("sec-fetch-site", "same-origin")]).await
    }

    /// Sends a form with other headers.
    pub(crate) async fn post_with<N: AsRef<str>, V: AsRef<str>>(
        &self,
        path: &str,
        pairs: &[(N, V)],
        headers: &[(&'static str, &str)],
    ) -> Page {
        let mut request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(HeaderName::from_static(name), *value);
        }
        self.ask(request, Body::from(form(pairs))).await
    }

    /// Sends files.
    pub(crate) async fn upload(&self, path: &str, parts: &[Part<'_>]) -> Page {
        let request = Request::post(path)
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .header("sec-fetch-site", "same-origin");
        self.ask(request, Body::from(multipart(parts))).await
    }

    /// Sends any request with the person's cookies and address.
    pub(crate) async fn ask(&self, request: request::Builder, body: Body) -> Page {
        let mut request = request.header("host", "motcua.test").header("user-agent", "Trình duyệt thử");
        let cookies: Vec<_> = self.cookies.lock().unwrap().iter().map(|(n, v)| format!("{n}={v}")).collect();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        let mut request = request.body(body).unwrap();
        let what = format!("{} {}", request.method(), request.uri());
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(SET_COOKIE) {
            let (name, value) = line.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.keep(name, value);
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Page { what, status: parts.status, headers: parts.headers, bytes }
    }
}

impl Page {
    /// The page as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// Asserts the status.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        let told =
            || self.text().split("<main").last().unwrap_or_default().chars().take(3000).collect::<String>();
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.what, told());
        self
    }

    /// Asserts that people read `text` there.
    #[track_caller]
    pub(crate) fn shows(self, text: &str) -> Self {
        assert!(self.holds(text), "{} does not show “{text}”: {}", self.what, self.text());
        self
    }

    /// Asserts that people do not read `text` there.
    #[track_caller]
    pub(crate) fn hides(self, text: &str) -> Self {
        assert!(!self.holds(text), "{} shows “{text}”: {}", self.what, self.text());
        self
    }

    /// Whether people read `text` there.
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.text().contains(&escaped(text))
    }

    /// Asserts that `text` still stands in a field.
    #[track_caller]
    pub(crate) fn keeps(self, text: &str) -> Self {
        let field = format!("value=\"{}\"", escaped(text));
        assert!(self.text().contains(&field), "{} does not keep “{text}”: {}", self.what, self.text());
        self
    }

    /// Where the answer sends the browser.
    #[track_caller]
    pub(crate) fn goes_to(self) -> String {
        let page = self.is(303);
        page.headers[LOCATION].to_str().unwrap().to_owned()
    }

    /// Asserts that it is a whole PDF.
    #[track_caller]
    #[expect(clippy::wrong_self_convention, reason = "it reads as an assertion and hands the answer on")]
    pub(crate) fn is_pdf(self) -> Self {
        assert_eq!(self.status, 200, "{}: {}", self.what, String::from_utf8_lossy(&self.bytes));
        assert_eq!(self.headers[CONTENT_TYPE], "application/pdf", "{}", self.what);
        assert!(self.bytes.starts_with(b"%PDF-") && self.bytes.trim_ascii_end().ends_with(b"%%EOF"));
        self
    }

    /// Every address in the page that begins with `start`, in order, each once.
    pub(crate) fn links(&self, start: &str) -> Vec<String> {
        let mut links = Vec::new();
        for rest in self.text().split("=\"").skip(1) {
            let value = rest.split('"').next().unwrap_or_default();
            if value.starts_with(start) && !links.iter().any(|link| link == value) {
                links.push(value.to_owned());
            }
        }
        links
    }
}

/// The text as a template writes it.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&#38;"),
            '<' => escaped.push_str("&#60;"),
            '>' => escaped.push_str("&#62;"),
            '"' => escaped.push_str("&#34;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Names and values as a browser writes them.
pub(crate) fn form<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let pairs =
        pairs.iter().map(|(name, value)| format!("{}={}", percent(name.as_ref()), percent(value.as_ref())));
    pairs.collect::<Vec<_>>().join("&")
}

/// A text inside an address or a form.
pub(crate) fn percent(text: &str) -> String {
    let byte = |b: u8| {
        if b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b == b'.' {
            char::from(b).to_string()
        } else {
            format!("%{b:02X}")
        }
    };
    text.bytes().map(byte).collect()
}

fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for Part(name, file, content) in parts {
        body.extend_from_slice(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"").as_bytes(),
        );
        if let Some(file) = file {
            let safe = file.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
            body.extend_from_slice(
                format!("; filename=\"{safe}\"\r\nContent-Type: application/octet-stream").as_bytes(),
            );
        }
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
