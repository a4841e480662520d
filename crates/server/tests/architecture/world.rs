//! A running product in memory and one temporary folder: one procedure, one dossier at the desk, one at work, one draft, and a
//! person for every role. Requests go straight to the router; nothing listens.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, header};
use deadlines::zone;
use jiff::Timestamp;
use jiff::civil::date;
use server::app::{App, router};
use server::features::dossiers::commands::start_draft::start_draft;
use server::features::dossiers::dossier::Dossier;
use server::features::identity::model::Appointment;
use server::features::identity::tokens::AccessToken;
use server::features::identity::{Account, AccountKind, session, store as people};
use server::features::{documents, work};
use server::platform::actor::Role;
use server::platform::clock::Clock;
use server::platform::config::{Config, Settings};
use server::platform::ctx::Ctx;
use server::platform::ids::Ids;
use server::seeds::{cast, player, stories};
use store::Batch;
use tower::ServiceExt;
use uuid::Uuid;

use crate::source::root;

/// Marital status: filed and settled in the same commune.
const PROCEDURE: &str = "1.004873";
/// The cookie of a log-in.
const COOKIE: &str = "phien";

/// The product with its people.
pub struct World {
    pub app: Arc<App>,
    pub people: Vec<Person>,
    pub waiting: Dossier,
    pub at_work: Dossier,
    pub draft: Uuid,
    /// Where the first official of the cast is logged in.
    pub session: Uuid,
    router: Router,
    folder: PathBuf,
}

/// Somebody who asks for pages.
pub struct Person {
    /// Three letters at the head of a column.
    pub short: &'static str,
    /// Who it is.
    pub name: String,
    token: Option<String>,
    session: Uuid,
    /// A token for other systems.
    token_id: Uuid,
    address: SocketAddr,
}

impl World {
    /// Opens everything below a folder of its own.
    pub async fn open(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let clock = Clock::manual(zone::timestamp(date(2026, 3, 18).at(9, 0, 0, 0)).unwrap());
        let app = server::boot::open(config(&folder), (clock, Ids::counted(1))).await.unwrap();
        let now = app.clock.now();
        let ctx = Ctx::system(now, app.ids.clone());
        cast::install(&app, &ctx).await.unwrap();
        let waiting = submitted(&app, now).await;
        let at_work = submitted(&app, now).await;
        player::receive(&app, (at_work.id, now)).await.unwrap();
        // The next step asks for a conclusion, so an empty form does not finish it.
        assert!(player::finish_next(&app, (at_work.id, now)).await.unwrap());
        let draft = draft(&app, now).await;
        let people = people(&app, &ctx).await;
        let player = people_account(&app, cast::OFFICIALS[0].login).await.id;
        let session = logged_in(&app, &ctx, (player, "", String::new())).await.session;
        Self { router: router(app.clone()), app, people, waiting, at_work, draft, session, folder }
    }

    /// The answer to `method path`; a post carries an empty form.
    pub async fn ask(&self, person: &Person, (method, path): (&str, &str)) -> Response<Body> {
        let is_upload = ["/giay-to", "/bo-sung"].iter().any(|end| path.ends_with(end));
        let (media, body) = if is_upload {
            ("multipart/form-data; boundary=x", "--x--\r\n")
        } else {
            ("application/x-www-form-urlencoded", "")
        };
        let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, media);
        if let Some(token) = &person.token {
            request = request.header(header::COOKIE, format!("{COOKIE}={token}"));
        }
        let request = request.extension(ConnectInfo(person.address)).body(Body::from(body)).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// What stands for `{name}` in the address `route`, when `person` asks.
    pub async fn value(&self, person: &Person, (route, name): (&str, &str)) -> String {
        let dossier = self.at_work.id;
        let desk_acts = ["/tiep-nhan", "/yeu-cau-sua", "/tu-choi"];
        match (route, name) {
            ("/assets/{*path}", _) => {
                self.app.assets.url("app.css").trim_start_matches("/assets/").to_owned()
            }
            ("/ngon-ngu/{code}", _) => "en".into(),
            (_, "code") => PROCEDURE.into(),
            // Nobody gets as far as to the thing itself.
            (route, _) if route.starts_with("/api/v1/") => Uuid::nil().to_string(),
            ("/tai-khoan/ma-truy-cap/{id}/thu-hoi", _) => person.token_id.to_string(),
            (route, _) if route.starts_with("/quan-tri/") => self.managed((route, name)).await,
            ("/tai-khoan/phien/{id}/ket-thuc", _) => person.session.to_string(),
            (_, "section") => self.first_section(),
            ("/_components/{part}", _) => "o-nhap".into(),
            (_, "paper") => {
                documents::store::papers(&self.app.store, dossier).await.unwrap()[0].id.to_string()
            }
            (_, "file") => {
                documents::store::attachments(&self.app.store, dossier).await.unwrap()[0].id.to_string()
            }
            (_, "task") => self.task().await.id.to_string(),
            (route, "id") if route.starts_with("/can-bo/viec/") => self.task().await.id.to_string(),
            (route, "id") if route.starts_with("/ho-so-nhap/") => self.draft.to_string(),
            (route, "id") if desk_acts.iter().any(|act| route.ends_with(act)) => self.waiting.id.to_string(),
            (route, "id") if route.starts_with("/can-bo/ho-so/") || route.starts_with("/ho-so-cua-toi/") => {
                dossier.to_string()
            }
            other => panic!("{other:?}: say in World::value what stands there"),
        }
    }

    /// A unit, an official of the cast with a post, or the place where that official is logged in.
    async fn managed(&self, (route, name): (&str, &str)) -> String {
        let store = &self.app.store;
        let player = people::account_by_login(store, cast::OFFICIALS[0].login).await.unwrap().unwrap();
        let id = match name {
            "id" if route.starts_with("/quan-tri/don-vi/") => {
                people::unit_by_code(store, cast::COMMUNE).await.unwrap().unwrap().id
            }
            "id" => player.id,
            "token" => people::tokens(store, player.id).await.unwrap()[0].id,
            "post" => people::appointments(store, player.id).await.unwrap()[0].id,
            _ => self.session,
        };
        id.to_string()
    }

    async fn task(&self) -> work::Task {
        let tasks = work::store::of_dossier(&self.app.store, self.at_work.id).await.unwrap();
        tasks.into_iter().find(|task| task.state == work::TaskState::Open).unwrap()
    }

    fn first_section(&self) -> String {
        let revision = self.app.catalogue.current(PROCEDURE).unwrap();
        revision.pack.form().sections[0].id.clone()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn config(folder: &std::path::Path) -> Config {
    let settings = Settings {
        data: Some(folder.to_owned()),
        law: Some(root().join("law")),
        assets: Some(root().join("crates/server/assets")),
        fonts: Some(root().join("web/node_modules/@expo-google-fonts")),
        ..Settings::default()
    };
    settings.resolve().unwrap()
}

async fn submitted(app: &App, now: Timestamp) -> Dossier {
    let revision = app.catalogue.current(PROCEDURE).unwrap();
    for case in revision.pack.cases().iter().filter(|case| case.expect.problems.is_empty()) {
        let answers = stories::at_home(&revision, case.answers.clone().into_iter().collect());
        let sent = stories::submit_case(app, (cast::CITIZENS[0].0, now), (&revision, answers)).await.unwrap();
        if let Some(dossier) = sent {
            return dossier;
        }
    }
    panic!("no golden dossier of {PROCEDURE} can be submitted")
}

async fn draft(app: &App, now: Timestamp) -> Uuid {
    let revision = app.catalogue.current(PROCEDURE).unwrap();
    let actor = cast::actor(app, (cast::CITIZENS[0].0, now)).await.unwrap();
    let ctx = Ctx { actor, ..Ctx::system(now, app.ids.clone()) };
    start_draft(app, &ctx, (ctx.actor.citizen().unwrap(), &revision)).await.unwrap().id
}

/// A visitor, the applicant, another citizen, one official for each role of the commune, one without a post, one of elsewhere.
async fn people(app: &App, ctx: &Ctx) -> Vec<Person> {
    let visitor = Person {
        short: "vis",
        name: "visitor".into(),
        token: None,
        session: Uuid::nil(),
        token_id: Uuid::nil(),
        address: at(1),
    };
    let mut people = vec![visitor];
    for (short, n, name) in [("own", 0, "the applicant"), ("cit", 1, "another citizen")] {
        let account = people_account(app, cast::CITIZENS[n].0).await;
        people.push(logged_in(app, ctx, (account.id, short, name.to_owned())).await);
    }
    let shorts = ["int", "hea", "spe", "pro", "dep", "com", "cle", "cas", "lia", "adm"];
    for (role, short) in Role::ALL.into_iter().zip(shorts) {
        let account = official(app, ctx, (short, Some((cast::COMMUNE, role)))).await;
        people.push(logged_in(app, ctx, (account, short, format!("{role:?} of the commune"))).await);
    }
    let idle = official(app, ctx, ("non", None)).await;
    people.push(logged_in(app, ctx, (idle, "non", "an official without a post".into())).await);
    for (short, role) in [("xin", Role::Intake), ("xsp", Role::Specialist)] {
        let account = official(app, ctx, (short, Some(("so-vhttdl", role)))).await;
        people.push(logged_in(app, ctx, (account, short, format!("{role:?} of elsewhere"))).await);
    }
    for (n, person) in people.iter_mut().enumerate() {
        person.address = at(u8::try_from(n).unwrap() + 1);
    }
    people
}

fn at(n: u8) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, n], 9))
}

async fn people_account(app: &App, login: &str) -> Account {
    people::account_by_login(&app.store, login).await.unwrap().unwrap()
}

async fn official(app: &App, ctx: &Ctx, (login, post): (&str, Option<(&str, Role)>)) -> Uuid {
    let model = people_account(app, cast::OFFICIALS[0].login).await;
    let account = Account { id: ctx.ids.uuid(), login: login.into(), kind: AccountKind::Official, ..model };
    let mut batch = people::insert_account(Batch::new(), &account, ctx.now);
    if let Some((unit, role)) = post {
        let unit = people::unit_by_code(&app.store, unit).await.unwrap().unwrap();
        let post = Appointment {
            id: ctx.ids.uuid(),
            account_id: account.id,
            unit_id: unit.id,
            unit_name: unit.name,
            role,
            from_date: "2026-01-01".into(),
            to_date: None,
        };
        batch = people::insert_appointment(batch, &post, ctx.now);
    }
    app.store.commit(batch).await.unwrap();
    account.id
}

async fn logged_in(app: &App, ctx: &Ctx, (account, short, name): (Uuid, &'static str, String)) -> Person {
    let token = session::token_text(ctx.ids.secret());
    let id = ctx.ids.uuid();
    let row = (id, session::hash_token(&token), account);
    let times = ("test", ctx.now.as_microsecond(), session::end(ctx.now));
    let access = AccessToken {
        id: ctx.ids.uuid(),
        account_id: account,
        name: "test".into(),
        hint: "test".into(),
        rights: vec![],
        created_at: ctx.now.as_microsecond(),
        created_by: "test".into(),
        expires_at: i64::MAX,
        used_at: None,
        revoked_at: None,
    };
    let batch = people::insert_session(Batch::new(), row, times);
    let hash = session::hash_token(&format!("api {token}"));
    app.store.commit(people::insert_token(batch, &access, hash)).await.unwrap();
    Person { short, name, token: Some(token), session: id, token_id: access.id, address: at(1) }
}
