//! E-mail and web addresses.

use crate::problem::{Fault, quoted};

/// Shape only; whether the mailbox exists is not the form's business.
pub(crate) fn email(typed: &str) -> Result<String, Fault> {
    let fits = typed.len() <= 254
        && typed.split_once('@').is_some_and(|(local, domain)| {
            (1..=64).contains(&local.len()) && !local.contains(char::is_whitespace) && is_domain(domain)
        });
    if fits {
        return Ok(typed.to_owned());
    }
    Err(Fault::new("email.format", "địa chỉ thư điện tử", quoted(typed), "Xin nhập ví dụ ten@vidu.vn."))
}

/// `https://` and a domain; only the two web schemes, no user names before the domain.
pub(crate) fn url(typed: &str, bare_domain: bool) -> Result<String, Fault> {
    let example = if bare_domain { "vidu.vn hoặc https://vidu.vn" } else { "https://vidu.vn" };
    let fault =
        || Fault::new("url.format", "địa chỉ trang web", quoted(typed), format!("Xin nhập ví dụ {example}."));
    let lower = typed.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let after_scheme = match rest {
        Some(rest) => rest,
        None if bare_domain && !lower.contains(':') => lower.as_str(),
        None => return Err(fault()),
    };
    let authority = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
    let (domain, port) =
        authority.split_once(':').map_or((authority, None), |(domain, port)| (domain, Some(port)));
    let port_fits = port.is_none_or(|port| !port.is_empty() && port.parse::<u16>().is_ok());
    if typed.len() > 2000 || typed.contains(char::is_whitespace) || !port_fits || !is_domain(domain) {
        return Err(fault());
    }
    Ok(typed.to_owned())
}

/// At least two labels of letters, digits and inner hyphens.
fn is_domain(domain: &str) -> bool {
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label_fits)
}
