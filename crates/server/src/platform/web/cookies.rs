//! Cookies: one for the session, one for the language.

use axum::http::header::{COOKIE, HeaderMap, HeaderValue};

/// Name of the session cookie. Behind HTTPS the `__Host-` prefix makes browsers refuse one set by another host or path.
pub fn session_name(is_https: bool) -> &'static str {
    if is_https { "__Host-phien" } else { "phien" }
}

/// The value of cookie `name`, if the browser sent it.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` line. `max_age_s` of 0 removes the cookie. Values are ours: letters, digits, `-`, `_`.
pub fn set(name: &str, value: &str, (max_age_s, is_https): (i64, bool)) -> HeaderValue {
    let secure = if is_https { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}");
    HeaderValue::from_str(&line).expect("cookie names and values are plain ASCII by construction")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_cookie_is_found_among_several() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("a=1; phien=xyz; phien2=no"));
        assert_eq!(read(&headers, "phien"), Some("xyz"));
        assert_eq!(read(&headers, "b"), None);
    }

    #[test]
    fn a_session_cookie_is_closed_to_scripts_and_to_other_sites() {
        let line = set(session_name(true), "x", (60, true));
        let line = line.to_str().unwrap();
        for part in ["__Host-phien=x", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(line.contains(part), "{line}");
        }
    }
}
