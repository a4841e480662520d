//! What a browser posts: names and values in the order of the page.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

use super::Failure;

/// More fields than the largest form has; a body with more is refused whole.
const MAX_PAIRS: usize = 5_000;

/// The posted names and values (_dữ liệu biểu mẫu gửi lên_), at most 2 MiB and 5,000 pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads an `application/x-www-form-urlencoded` text; bytes that are not UTF-8 become the replacement character.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let mut pairs = Vec::new();
        for part in body.split(|b| *b == b'&').filter(|part| !part.is_empty()) {
            if pairs.len() == MAX_PAIRS {
                return None;
            }
            let mut halves = part.splitn(2, |b| *b == b'=');
            let name = decode(halves.next().unwrap_or_default());
            let value = decode(halves.next().unwrap_or_default());
            pairs.push((name, value));
        }
        Some(Self(pairs))
    }

    /// The first value of `name`, or an empty text.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The first value of `name` without spaces around it.
    pub fn trimmed(&self, name: &str) -> &str {
        self.get(name).trim()
    }

    /// Every value of `name`, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Whether `name` was posted at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// All pairs, in order.
    pub fn as_slice(&self) -> &[(String, String)] {
        &self.0
    }
}

impl From<Vec<(String, String)>> for Pairs {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

impl<S: Send + Sync> FromRequest<S> for Pairs {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let body = Bytes::from_request(request, state).await.map_err(|_| {
            Failure::Malformed(
                "Biểu mẫu gửi lên quá dài (tối đa 2 MB) hoặc bị đứt giữa chừng. Chưa có gì được lưu.".into(),
            )
        })?;
        Self::parse(&body).ok_or_else(|| {
            Failure::Malformed(format!("Biểu mẫu gửi lên có hơn {MAX_PAIRS} ô. Chưa có gì được lưu."))
        })
    }
}

fn decode(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match (byte, hex_pair(text.get(at + 1..at + 3))) {
            (b'+', _) => bytes.push(b' '),
            (b'%', Some(value)) => {
                bytes.push(value);
                at += 2;
            }
            (other, _) => bytes.push(*other),
        }
        at += 1;
    }
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    without_nul(text)
}

/// No database text holds the character NUL; where somebody posts one, the replacement character stands.
pub fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

fn hex_pair(digits: Option<&[u8]>) -> Option<u8> {
    let digits = digits?.iter().map(|digit| char::from(*digit).to_digit(16));
    digits
        .map(|digit| digit.and_then(|digit| u8::try_from(digit).ok()))
        .try_fold(0, |value, digit| Some(value * 16 + digit?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_values_plus_and_percent_are_read() {
        let pairs = Pairs::parse("h%E1%BB%8D=Nguy%E1%BB%85n+V%C4%83n&h=100%&=x&a=1&a=2".as_bytes()).unwrap();
        assert_eq!(pairs.get("họ"), "Nguyễn Văn");
        assert_eq!(pairs.get("h"), "100%");
        assert_eq!(pairs.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert!(!pairs.has("b"));
    }

    #[test]
    fn nul_becomes_the_replacement_character_and_a_sign_is_no_hexadecimal_digit() {
        let pairs = Pairs::parse(b"a=x%00y&b=%+f&c=%f").unwrap();
        assert_eq!(pairs.get("a"), "x\u{fffd}y");
        assert_eq!((pairs.get("b"), pairs.get("c")), ("% f", "%f"));
    }

    #[test]
    fn a_body_with_too_many_fields_is_refused_whole() {
        assert!(Pairs::parse("a=1&".repeat(MAX_PAIRS + 1).as_bytes()).is_none());
    }
}
