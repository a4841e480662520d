//! A network between the store and its server that can be cut.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};
use tokio::task::{JoinHandle, JoinSet};

pub(crate) struct Proxy {
    socket: PathBuf,
    port: u16,
    database: String,
    /// Answers of the server are held back.
    pub(crate) is_mute: Arc<AtomicBool>,
    /// Connections older than this pass nothing any more, and do not say so.
    epoch: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Proxy {
    /// A proxy before the server of this address, which is on a unix socket.
    pub(crate) async fn before(url: &str) -> Proxy {
        let (socket, database) = (socket_of(url), url.rsplit_once('/').unwrap().1);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let is_mute = Arc::new(AtomicBool::new(false));
        let epoch = Arc::new(AtomicUsize::new(0));
        let serving = tokio::spawn(serve(listener, socket.clone(), is_mute.clone(), epoch.clone()));
        Proxy { socket, port, database: database.to_owned(), is_mute, epoch, serving }
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://tester@127.0.0.1:{}/{}", self.port, self.database)
    }

    /// Cuts every connection and takes no more.
    pub(crate) async fn cut(&mut self) {
        self.serving.abort();
        let _ = (&mut self.serving).await;
    }

    /// Lets the connections there are pass nothing any more; new ones pass.
    pub(crate) fn forget_connections(&self) {
        self.epoch.fetch_add(1, Ordering::SeqCst);
    }

    /// Takes connections again, on the same port.
    pub(crate) async fn mend(&mut self) {
        self.is_mute.store(false, Ordering::SeqCst);
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.serving =
            tokio::spawn(serve(listener, self.socket.clone(), self.is_mute.clone(), self.epoch.clone()));
    }
}

/// The unix socket in an address.
pub(crate) fn socket_of(url: &str) -> PathBuf {
    let (server, _) = url.rsplit_once('/').unwrap();
    let folder = server.rsplit_once('@').unwrap().1.replace("%2F", "/").replace("%20", " ");
    PathBuf::from(folder).join(".s.PGSQL.5432")
}

async fn serve(listener: TcpListener, socket: PathBuf, is_mute: Arc<AtomicBool>, epoch: Arc<AtomicUsize>) {
    // Dropped with this task, and every connection with it.
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let server = UnixStream::connect(&socket).await.unwrap();
        let (is_mute, epoch) = (is_mute.clone(), epoch.clone());
        connections.spawn(async move {
            let born = epoch.load(Ordering::SeqCst);
            let is_forgotten = || epoch.load(Ordering::SeqCst) != born;
            let (mut from_client, mut to_client) = client.into_split();
            let (mut from_server, mut to_server) = server.into_split();
            let questions = pass(&mut from_client, &mut to_server, is_forgotten);
            let answers =
                pass(&mut from_server, &mut to_client, || is_forgotten() || is_mute.load(Ordering::SeqCst));
            tokio::select! {
                () = questions => {}
                () = answers => {}
            }
        });
    }
}

/// Passes bytes on, or swallows them.
async fn pass(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    swallow: impl Fn() -> bool,
) {
    let mut bytes = vec![0; 65_536];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        if !swallow() && to.write_all(&bytes[..count]).await.is_err() {
            break;
        }
    }
}
