//! The address that a request comes from (_địa chỉ người dùng_), which limits of tries count by.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

/// Who asks: the peer of the connection, or whom the trusted proxy names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

impl Client {
    /// Anybody can send `X-Forwarded-For`; only what the trusted proxy itself appended counts, and that stands last.
    pub fn of(peer: IpAddr, (trusted, headers): (Option<IpAddr>, &HeaderMap)) -> Self {
        let peer = peer.to_canonical();
        if trusted != Some(peer) {
            return Self(peer);
        }
        let last = headers.get_all("x-forwarded-for").iter().next_back().and_then(|line| line.to_str().ok());
        let last = last.and_then(|line| line.rsplit(',').next()).map(str::trim).unwrap_or_default();
        let named = last.parse().or_else(|_| last.parse::<SocketAddr>().map(|address| address.ip()));
        Self(named.unwrap_or(peer).to_canonical())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_trusted_proxy_is_believed_and_only_what_it_added_last() {
        let check = |peer: &str, trusted: Option<&str>, lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            let trusted = trusted.map(|trusted| trusted.parse().unwrap());
            Client::of(peer.parse().unwrap(), (trusted, &headers)).0.to_string()
        };
        let proxy = Some("10.0.0.9");
        assert_eq!(check("203.0.113.7", proxy, &["198.51.100.1"]), "203.0.113.7", "not the proxy");
        assert_eq!(check("10.0.0.9", None, &["198.51.100.1"]), "10.0.0.9", "no proxy is trusted");
        assert_eq!(check("10.0.0.9", proxy, &["1.2.3.4, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(check("10.0.0.9", proxy, &["1.2.3.4", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(check("::ffff:10.0.0.9", proxy, &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(check("10.0.0.9", proxy, &["[2001:db8::1]:443"]), "2001:db8::1");
        assert_eq!(check("10.0.0.9", proxy, &["1.2.3.4, unknown"]), "10.0.0.9", "not an address");
        assert_eq!(check("10.0.0.9", proxy, &[]), "10.0.0.9");
    }
}
