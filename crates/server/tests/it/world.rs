//! A whole server for one test: a copy of a prepared database, a clock that stands still, ids that count.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::Router;
use deadlines::zone;
use jiff::Timestamp;
use jiff::civil::DateTime;
use server::app::{App, router};
use server::boot;
use server::features::dossiers::dossier::Dossier;
use server::features::dossiers::scope::Scope;
use server::features::dossiers::store as dossiers;
use server::features::dossiers::verify::{Report, verify};
use server::features::identity::Account;
use server::features::identity::model::Appointment;
use server::features::identity::session::{end, hash_token};
use server::features::identity::store as identity;
use server::platform::actor::{Actor, Role};
use server::platform::clock::{Clock, timestamp};
use server::platform::config::{Config, LogFormat, MailTarget};
use server::platform::ctx::Ctx;
use server::platform::ids::Ids;
use server::platform::schema::MIGRATIONS;
use server::seeds::cast;
use sha2::{Digest, Sha256};
use store::testing::{Folder, each_prepared};
use store::{Batch, vals};
use uuid::Uuid;

use crate::person::Person;

/// When every test begins: a Wednesday morning.
pub(crate) const NOW: &str = "2026-11-25T08:00:00";

/// A running server without a socket.
#[derive(Clone)]
pub(crate) struct World {
    /// What it holds.
    pub app: Arc<App>,
    pub(crate) router: Router,
    addresses: Arc<AtomicU8>,
}

/// Runs the test on SQLite and on PostgreSQL, each with the units, procedures and people of the demo province and no dossier.
pub(crate) async fn each(test: impl AsyncFn(World)) {
    each_address(async |url, folder| {
        let world = World::open(config(url, folder)).await;
        test(world.clone()).await;
        world.app.store.close().await;
    })
    .await;
}

/// The same for tests that open the server themselves, or more than once: address of the database, data folder.
pub(crate) async fn each_address(test: impl AsyncFn(&str, &Path)) {
    each_prepared(&key(), prepare, async |url| {
        let folder = Folder::new();
        test(url, folder.path()).await;
    })
    .await;
}

/// What the prepared database depends on.
fn key() -> String {
    let mut hash = Sha256::new();
    for migration in MIGRATIONS {
        hash.update(migration.checksum());
    }
    let sources = [
        include_str!("world.rs"),
        include_str!("../../src/seeds/cast.rs"),
        include_str!("../../src/seeds/units.rs"),
        include_str!("../../src/features/catalogue/publish.rs"),
        include_str!("../../src/features/catalogue/store.rs"),
        include_str!("../../src/features/identity/store.rs"),
        include_str!("../../src/features/identity/store/posts.rs"),
        include_str!("../../src/features/identity/store/units.rs"),
    ];
    sources.iter().for_each(|source| hash.update(source));
    stamp(&root().join("law"), &mut hash);
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("it_{}", &digits[..24])
}

/// Names, sizes and times of all files below `folder`.
fn stamp(folder: &Path, hash: &mut Sha256) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        hash.update(path.to_string_lossy().as_bytes());
        let about = path.metadata().unwrap();
        if about.is_dir() {
            stamp(&path, hash);
        } else {
            hash.update(format!("{} {:?}", about.len(), about.modified().unwrap()));
        }
    }
}

async fn prepare(url: &str) {
    let folder = Folder::new();
    let clock = Clock::manual(moment(NOW));
    let app = boot::open(config(url, folder.path()), (clock, Ids::counted(1))).await.unwrap();
    cast::install(&app, &Ctx::system(app.clock.now(), app.ids.clone())).await.unwrap();
    app.store.close().await;
}

/// The checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A server on this database with its data in `folder`.
pub(crate) fn config(url: &str, folder: &Path) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        data: folder.join("var"),
        database: url.to_owned(),
        base_url: "http://motcua.test".into(),
        law: root().join("law"),
        assets: root().join("crates/server/assets"),
        fonts: root().join("web/node_modules/@expo-google-fonts"),
        mail: MailTarget::Folder(folder.join("mail")),
        mail_from: "mot-cua@motcua.test".into(),
        scanner: None,
        api_per_minute: 600,
        log_format: LogFormat::Text,
        log: "off".into(),
        is_https: false,
    }
}

/// A moment in Viet Nam, `2026-11-25T08:00:00`.
pub(crate) fn moment(text: &str) -> Timestamp {
    zone::timestamp(text.parse::<DateTime>().unwrap()).unwrap()
}

impl World {
    /// Opens the server; ids begin where those of the prepared database cannot be.
    pub(crate) async fn open(config: Config) -> Self {
        let clock = Clock::manual(moment(NOW));
        Self::of(boot::open(config, (clock, Ids::counted(1 << 40))).await.unwrap())
    }

    /// Another server on the same database, with ids of its own.
    pub(crate) async fn second(config: Config) -> Self {
        let clock = Clock::manual(moment(NOW));
        Self::of(boot::open(config, (clock, Ids::counted(1 << 41))).await.unwrap())
    }

    /// The same over a server that is open already.
    pub(crate) fn of(app: Arc<App>) -> Self {
        // A failure of the server shows its cause beside the failure of the test.
        let _ = tracing_subscriber::fmt().with_env_filter("server=warn").with_test_writer().try_init();
        Self { router: router(app.clone()), app, addresses: Arc::new(AtomicU8::new(1)) }
    }

    /// Moves the clock.
    pub(crate) fn clock(&self, text: &str) {
        assert!(self.app.clock.set(moment(text)), "the clock of a test can be moved");
    }

    /// Moves the clock for a story of days: people stay logged in.
    pub(crate) async fn at(&self, text: &str) {
        self.clock(text);
        let stay = "update session set expires_at = ?1 where revoked_at is null";
        let values = vals![end(self.app.clock.now())];
        self.app.store.commit(Batch::new().write(stay, values)).await.unwrap();
    }

    /// Somebody who did not log in, at an address of their own.
    pub(crate) fn visitor(&self) -> Person {
        let last = self.addresses.fetch_add(1, Ordering::SeqCst);
        Person::new(self.router.clone(), ([10, 0, 0, last], 40_000).into())
    }

    /// Somebody of the cast with a session, put into the database without the log-in page.
    pub(crate) async fn as_(&self, login: &str) -> Person {
        let account = self.account(login).await;
        let token = format!("phien-{}", self.app.ids.uuid().simple());
        let now = self.app.clock.now();
        let ids = (self.app.ids.uuid(), hash_token(&token), account.id);
        let times = ("Trình duyệt thử", now.as_microsecond(), end(now));
        self.app.store.commit(identity::insert_session(Batch::new(), ids, times)).await.unwrap();
        let person = self.visitor();
        person.keep("phien", &token);
        person
    }

    /// The account with this login.
    pub(crate) async fn account(&self, login: &str) -> Account {
        identity::account_by_login(&self.app.store, login).await.unwrap().unwrap()
    }

    /// Gives somebody one more post, since long ago.
    pub(crate) async fn appoint(&self, login: &str, (unit, role): (&str, Role)) {
        let unit = identity::unit_by_code(&self.app.store, unit).await.unwrap().unwrap();
        let post = Appointment {
            id: self.app.ids.uuid(),
            account_id: self.account(login).await.id,
            unit_id: unit.id,
            unit_name: unit.name,
            role,
            from_date: "2020-01-01".into(),
            to_date: None,
        };
        let batch = identity::insert_appointment(Batch::new(), &post, self.app.clock.now());
        self.app.store.commit(batch).await.unwrap();
    }

    /// Ends all posts of somebody with `last_day`.
    pub(crate) async fn end_posts(&self, login: &str, last_day: &str) {
        let posts = identity::appointments(&self.app.store, self.account(login).await.id).await.unwrap();
        for post in posts {
            self.app.store.commit(identity::end_appointment(Batch::new(), &post, last_day)).await.unwrap();
        }
    }

    /// The session behind a person's cookie.
    pub(crate) async fn session_of(&self, person: &Person) -> Uuid {
        let hash = hash_token(&person.cookie("phien").unwrap());
        identity::session(&self.app.store, hash, self.app.clock.now()).await.unwrap().unwrap().id
    }

    /// The due date as it is stored, in Viet Nam.
    pub(crate) async fn due(&self, id: Uuid) -> String {
        zone::civil(timestamp(self.dossier(id).await.due_at.unwrap())).to_string()
    }

    /// The dossier as it is stored.
    pub(crate) async fn dossier(&self, id: Uuid) -> Dossier {
        dossiers::one(&self.app.store, &Scope::of(&Actor::System), id).await.unwrap().unwrap()
    }

    /// How many rows a statement counts.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.app.store.one::<(i64,)>(sql, vals![]).await.unwrap().unwrap().0
    }

    /// Recomputes every chain, stage and file, and asserts that nothing is wrong.
    pub(crate) async fn proves(&self) -> Report {
        let report = verify(&self.app.store, &self.app.blobs).await.unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        report
    }

    /// Runs background jobs until none is due.
    pub(crate) async fn works(&self) {
        while boot::run_due(&self.app).await.unwrap() > 0 {}
    }
}
