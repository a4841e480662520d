//! The world of a benchmark: a server on an empty database, its runtime, sessions of people.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use serde_json::json;
use server::app::App;
use server::features::identity::{Account, AccountKind, session, store as identity};
use server::platform::clock::Clock;
use server::platform::config::Settings;
use server::platform::ids::Ids;
use server::{app, boot};
use store::Batch;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// A server under test, in this process, with the threads it would have by itself.
pub struct World {
    /// Its threads.
    pub runtime: Runtime,
    /// The server.
    pub app: Arc<App>,
    /// Where it listens.
    pub address: SocketAddr,
    folder: PathBuf,
}

/// A person with a session.
pub struct Person {
    /// The account.
    pub account_id: Uuid,
    /// What the cookie carries.
    pub token: String,
}

impl World {
    /// A server on a new database: a file below `tmp/`, or the empty PostgreSQL database at the given address.
    pub fn open(database: &str) -> anyhow::Result<Self> {
        let folder = new_folder()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let settings = Settings {
            data: Some(folder.clone()),
            database: database.starts_with("postgres").then(|| database.to_owned()),
            log: Some("warn".into()),
            ..Settings::default()
        };
        let app = runtime.block_on(boot::open(settings.resolve()?, (Clock::System, Ids::System)))?;
        let address = runtime.block_on(serve(app::router(app.clone())))?;
        Ok(Self { runtime, app, address, folder })
    }

    /// "SQLite" or "PostgreSQL".
    pub fn engine(&self) -> String {
        self.app.store.engine().to_string()
    }

    /// Makes a citizen with an account and a session.
    pub fn citizen(&self, number: usize) -> anyhow::Result<Person> {
        let account = Account {
            id: self.app.ids.uuid(),
            kind: AccountKind::Citizen,
            login: format!("09060{number:05}"),
            password_hash: String::new(),
            full_name: format!("Người Thử {number}"),
            id_number: format!("0511980{number:05}"),
            phone: format!("09060{number:05}"),
            email: format!("nguoi-thu-{number}@example.vn"),
            birth_date: "1998-04-12".into(),
            sex: "nu".into(),
            address: json!({ "country": "VN", "province": "51", "commune": "21040", "detail": "Thôn Thử" }),
            is_demo: true,
            disabled_at: None,
            version: 1,
        };
        self.commit(identity::insert_account(Batch::new(), &account, self.app.clock.now()))?;
        self.session(account.id)
    }

    /// A session of the account with this login.
    pub fn session_of(&self, login: &str) -> anyhow::Result<Person> {
        let found = self.runtime.block_on(identity::account_by_login(&self.app.store, login))?;
        self.session(found.with_context(|| format!("there is no account {login}"))?.id)
    }

    /// Writes a batch.
    pub fn commit(&self, batch: Batch) -> anyhow::Result<()> {
        self.runtime.block_on(self.app.store.commit(batch))?;
        Ok(())
    }

    /// Closes the database and removes what was written.
    pub fn close(self) -> anyhow::Result<()> {
        self.runtime.block_on(self.app.store.close());
        self.runtime.shutdown_background();
        std::fs::remove_dir_all(&self.folder)?;
        Ok(())
    }

    fn session(&self, account_id: Uuid) -> anyhow::Result<Person> {
        let (now, token) = (self.app.clock.now(), session::token_text(self.app.ids.secret()));
        let ids = (self.app.ids.uuid(), session::hash_token(&token), account_id);
        let times = ("bench", now.as_microsecond(), session::end(now));
        self.commit(identity::insert_session(Batch::new(), ids, times))?;
        Ok(Person { account_id, token })
    }
}

/// Serves `router` on a free port of the loopback.
pub async fn serve(router: Router) -> anyhow::Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

/// A folder of its own on the disk of the checkout: memory disks would not show what a wait for the disk costs.
pub fn new_folder() -> anyhow::Result<PathBuf> {
    let base = Path::new("tmp/bench");
    let folder = base.join(Uuid::now_v7().simple().to_string());
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
