//! The way to a server on another machine.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use store::testing::{Folder, each_address};
use store::{OpenError, Options, Store};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};

use crate::child;
use crate::proxy::socket_of;
use crate::schema::*;

#[tokio::test]
async fn an_address_over_a_network_must_say_whether_to_encrypt() {
    for url in ["postgres://me@db.example/things", "postgres://me@10.0.0.7/things?sslmode=prefer"] {
        let error = Store::open(Options::new(url)).await.unwrap_err();
        assert!(matches!(&error, OpenError::Plain(_)), "{error:?}");
        assert!(error.to_string().contains("end the address with ?sslmode=require"), "{error}");
    }
    // These are tried: nobody listens there.
    for url in ["postgres://me@127.0.0.1:1/things", "postgres://me@localhost:1/things"] {
        assert!(matches!(Store::open(Options::new(url)).await, Err(OpenError::Unavailable(_))), "{url}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_encrypted_connection_is_made_only_to_a_server_that_is_trusted() {
    const TEST: &str = "encrypted::an_encrypted_connection_is_made_only_to_a_server_that_is_trusted";
    if let Some((_, url)) = child::role() {
        match Store::open(Options::new(url)).await {
            Ok(store) => {
                store.commit(filled_box(1)).await.unwrap();
                child::say(&format!("box 1 has version {:?}", version(&store, 1).await));
                store.close().await;
            }
            Err(error) => child::say(&error.to_string()),
        }
        return;
    }
    each_address(&SCHEMA, async |url| {
        if url.starts_with("sqlite:") {
            return;
        }
        let folder = Folder::new();
        let trusted = folder.path().join("trusted.pem");
        let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(&trusted, key.cert.pem()).unwrap();
        let port = encrypt_before(url, &key).await;
        let database = url.rsplit_once('/').unwrap().1;
        let address = format!("postgres://tester@localhost:{port}/{database}?sslmode=require");

        let stranger = tokio::task::spawn_blocking({
            let address = address.clone();
            move || child::run(TEST, "stranger", &address)
        });
        let stranger = stranger.await.unwrap();
        assert!(stranger[0].contains("invalid peer certificate"), "{stranger:?}");

        let friend = tokio::task::spawn_blocking(move || {
            let output =
                child::command(TEST, "friend", &address).env("SSL_CERT_FILE", trusted).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        });
        let friend = friend.await.unwrap();
        let said: Vec<_> = friend.lines().filter_map(child::said).collect();
        assert_eq!(said, ["box 1 has version Some(0)"]);
    })
    .await;
}

/// A door that speaks TLS before the server of this address; gives its port.
async fn encrypt_before(url: &str, key: &rcgen::CertifiedKey<rcgen::KeyPair>) -> u16 {
    let private = PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let socket = socket_of(url);
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let (acceptor, socket) = (acceptor.clone(), socket.clone());
            tokio::spawn(async move {
                agree_to_encrypt(&mut client).await;
                if let Ok(mut client) = acceptor.accept(client).await {
                    let mut server = UnixStream::connect(&socket).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
                }
            });
        }
    });
    port
}

/// The server's side of asking for encryption: eight bytes in, one letter out.
async fn agree_to_encrypt(client: &mut TcpStream) {
    let mut request = [0; 8];
    client.read_exact(&mut request).await.unwrap();
    assert_eq!(request, [0, 0, 0, 8, 4, 210, 22, 47], "the client asks for encryption first");
    client.write_all(b"S").await.unwrap();
}
