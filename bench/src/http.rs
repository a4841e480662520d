//! The smallest client that speaks HTTP/1.1 over a kept connection: it must not cost more than what it measures.

use std::net::SocketAddr;

use anyhow::Context;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One kept connection.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Bytes of the body as they came over the wire.
    pub body_bytes: usize,
}

/// A request as its bytes. `more` holds further header lines, each ended with CRLF.
pub fn request(method: &str, path: &str, more: &str) -> Vec<u8> {
    let length = if method == "POST" { "Content-Length: 0\r\n" } else { "" };
    format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{length}{more}\r\n").into_bytes()
}

/// The header line of a session.
pub fn cookie(token: &str) -> String {
    format!("Cookie: phien={token}\r\n")
}

impl Client {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads its answer to the end.
    pub async fn send(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.buffer.clear();
        self.stream.write_all(request).await?;
        let head = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let (status, length) = read_head(&self.buffer[..head])?;
        let body_bytes = match length {
            Length::Known(length) => {
                while self.buffer.len() < head + length {
                    self.more().await?;
                }
                length
            }
            Length::Chunked => self.chunks(head).await?,
        };
        Ok(Answer { status, body_bytes })
    }

    /// What was read last, head and body as they came.
    pub fn last(&self) -> String {
        String::from_utf8_lossy(&self.buffer).into_owned()
    }

    async fn chunks(&mut self, head: usize) -> anyhow::Result<usize> {
        let (mut at, mut total) = (head, 0);
        loop {
            let line = loop {
                if let Some(end) = find(&self.buffer[at..], b"\r\n") {
                    break at + end;
                }
                self.more().await?;
            };
            let size = std::str::from_utf8(&self.buffer[at..line])?;
            let size = usize::from_str_radix(size.trim(), 16).context("the size of a chunk")?;
            at = line + 2 + size + 2;
            while self.buffer.len() < at {
                self.more().await?;
            }
            total += size;
            if size == 0 {
                return Ok(total);
            }
        }
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        anyhow::ensure!(read > 0, "the server closed the connection");
        Ok(())
    }
}

enum Length {
    Known(usize),
    Chunked,
}

fn read_head(head: &[u8]) -> anyhow::Result<(u16, Length)> {
    let text = std::str::from_utf8(head)?;
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).context("a status line")?;
    let mut length = Length::Known(0);
    for line in text.lines().skip(1) {
        let Some((name, value)) = line.split_once(':') else { continue };
        if name.eq_ignore_ascii_case("content-length") {
            length = Length::Known(value.trim().parse()?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            length = Length::Chunked;
        }
    }
    Ok((status, length))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
