//! The virus scanner (_quét mã độc_): clamd over TCP, when one is configured.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a scanner says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was found; its name.
    Infected(String),
}

/// A scanner, or none.
#[derive(Clone, Debug, Default)]
pub enum Scanner {
    /// No scanner: files are checked by content only, and pages for administrators say so.
    #[default]
    Absent,
    /// clamd at `host:port`.
    Clamd(String),
}

/// clamd takes a stream in chunks of at most this.
const CHUNK: usize = 64 * 1024;

impl Scanner {
    /// Whether files must be scanned before anybody opens them.
    pub fn is_present(&self) -> bool {
        matches!(self, Self::Clamd(_))
    }

    /// Scans `bytes`. An error means that the scanner did not answer: the file stays in quarantine and is tried again.
    pub async fn scan(&self, bytes: &[u8]) -> std::io::Result<Verdict> {
        let Self::Clamd(address) = self else { return Ok(Verdict::Clean) };
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"zINSTREAM\0").await?;
        for chunk in bytes.chunks(CHUNK) {
            let length = u32::try_from(chunk.len()).expect("a chunk is at most 64 KiB");
            stream.write_all(&length.to_be_bytes()).await?;
            stream.write_all(chunk).await?;
        }
        stream.write_all(&0_u32.to_be_bytes()).await?;
        let mut answer = String::new();
        stream.take(4096).read_to_string(&mut answer).await?;
        read(&answer).ok_or_else(|| std::io::Error::other(format!("clamd answered {answer:?}")))
    }
}

fn read(answer: &str) -> Option<Verdict> {
    let answer = answer.trim_end_matches(['\0', '\n']).strip_prefix("stream: ")?;
    match answer.strip_suffix(" FOUND") {
        Some(name) => Some(Verdict::Infected(name.to_owned())),
        None => (answer == "OK").then_some(Verdict::Clean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn a_found_virus_is_named_and_an_odd_answer_is_an_error() {
        let check = async |answer: &'static str| {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap().to_string();
            let server = tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut head = [0; 10];
                stream.read_exact(&mut head).await.unwrap();
                loop {
                    let length = stream.read_u32().await.unwrap();
                    if length == 0 {
                        break;
                    }
                    let mut chunk = vec![0; length as usize];
                    stream.read_exact(&mut chunk).await.unwrap();
                }
                stream.write_all(answer.as_bytes()).await.unwrap();
            });
            let verdict = Scanner::Clamd(address).scan(&[7; 100_000]).await;
            server.await.unwrap();
            verdict
        };
        assert_eq!(check("stream: OK\0").await.unwrap(), Verdict::Clean);
        assert_eq!(check("stream: Eicar FOUND\0").await.unwrap(), Verdict::Infected("Eicar".into()));
        assert!(check("stream: INSTREAM size limit exceeded. ERROR\0").await.is_err());
        assert_eq!(Scanner::Absent.scan(b"x").await.unwrap(), Verdict::Clean);
    }
}
