//! A network between the store and its server that can be cut.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};
use tokio::task::{JoinHandle, JoinSet};

pub(crate) struct Proxy {
    socket: PathBuf,
    port: u16,
    database: String,
    /// Answers of the server are held back.
    pub(crate) is_mute: Arc<AtomicBool>,
    serving: JoinHandle<()>,
}

impl Proxy {
    /// A proxy before the server of this address, which is on a unix socket.
    pub(crate) async fn before(url: &str) -> Proxy {
        let (socket, database) = (socket_of(url), url.rsplit_once('/').unwrap().1);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let is_mute = Arc::new(AtomicBool::new(false));
        let serving = tokio::spawn(serve(listener, socket.clone(), is_mute.clone()));
        Proxy { socket, port, database: database.to_owned(), is_mute, serving }
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://tester@127.0.0.1:{}/{}", self.port, self.database)
    }

    /// Cuts every connection and takes no more.
    pub(crate) async fn cut(&mut self) {
        self.serving.abort();
        let _ = (&mut self.serving).await;
    }

    /// Takes connections again, on the same port.
    pub(crate) async fn mend(&mut self) {
        self.is_mute.store(false, Ordering::SeqCst);
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.serving = tokio::spawn(serve(listener, self.socket.clone(), self.is_mute.clone()));
    }
}

/// The unix socket in an address.
pub(crate) fn socket_of(url: &str) -> PathBuf {
    let (server, _) = url.rsplit_once('/').unwrap();
    let folder = server.rsplit_once('@').unwrap().1.replace("%2F", "/").replace("%20", " ");
    PathBuf::from(folder).join(".s.PGSQL.5432")
}

async fn serve(listener: TcpListener, socket: PathBuf, is_mute: Arc<AtomicBool>) {
    // Dropped with this task, and every connection with it.
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let server = UnixStream::connect(&socket).await.unwrap();
        let is_mute = is_mute.clone();
        connections.spawn(async move {
            let (mut from_client, mut to_client) = client.into_split();
            let (mut from_server, mut to_server) = server.into_split();
            let answers = async {
                let mut bytes = vec![0; 65_536];
                while let Ok(count @ 1..) = from_server.read(&mut bytes).await {
                    if !is_mute.load(Ordering::SeqCst) && to_client.write_all(&bytes[..count]).await.is_err()
                    {
                        break;
                    }
                }
            };
            tokio::select! {
                _ = tokio::io::copy(&mut from_client, &mut to_server) => {}
                () = answers => {}
            }
        });
    }
}
