//! One connection: how it is made, what it has prepared, and how it ended.

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;
use tokio_postgres::{AsyncMessage, Client, Config, NoTls, Statement};

use super::errors::Trouble;
use super::tls::Tls;
use super::values::{Encoded, as_params, encode_all};
use crate::store::REPORT_PATIENCE;
use crate::{Engine, Value, dialect};

/// Prepared statements kept by each connection.
const STATEMENTS: usize = 512;

/// How long after its last answer a connection is used without asking whether it still works.
const TRUSTED: Duration = Duration::from_secs(1);

/// How long a connection may take to say that it still works.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a connection is for; it decides its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Report,
    Write,
    Migrate,
}

impl Purpose {
    /// Limits, so that nothing waits without end, and no writing where only reading is meant.
    fn settings(self, read_limit: Duration) -> String {
        let limit_ms = read_limit.as_millis().max(1);
        match self {
            Purpose::Read => format!(
                "set default_transaction_read_only = on; set statement_timeout = {limit_ms}; set jit = off;"
            ),
            Purpose::Report => {
                let limit_ms = limit_ms * u128::from(REPORT_PATIENCE);
                format!("set default_transaction_read_only = on; set statement_timeout = {limit_ms};")
            }
            Purpose::Write => "set statement_timeout = '30s'; set lock_timeout = '10s'; \
                               set idle_in_transaction_session_timeout = '30s'; set jit = off;"
                .to_owned(),
            Purpose::Migrate => "set statement_timeout = 0; set lock_timeout = 0;".to_owned(),
        }
    }
}

/// Makes connections.
#[derive(Clone)]
pub(crate) struct Connector {
    config: Arc<Config>,
    tls: Option<Tls>,
    read_limit: Duration,
}

impl Connector {
    pub(crate) fn new(mut config: Config, tls: Option<Tls>, read_limit: Duration) -> Connector {
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(5));
        }
        if config.get_application_name().is_none() {
            config.application_name("store");
        }
        // A server that vanished without a word is noticed after half a minute.
        config.keepalives_idle(Duration::from_secs(30)).tcp_user_timeout(Duration::from_secs(30));
        Connector { config: Arc::new(config), tls, read_limit }
    }

    /// Connects. A server that is just starting is given a moment.
    pub(crate) async fn connect(&self, purpose: Purpose) -> Result<Arc<Connection>, Trouble> {
        let mut pause = Duration::from_millis(50);
        for _ in 0..2 {
            match self.try_connect(purpose).await {
                Err(trouble) if trouble.is_lost() => tokio::time::sleep(pause).await,
                result => return result,
            }
            pause *= 4;
        }
        self.try_connect(purpose).await
    }

    async fn try_connect(&self, purpose: Purpose) -> Result<Arc<Connection>, Trouble> {
        let ending = Arc::new(OnceLock::new());
        let client = match self.tls.clone() {
            Some(tls) => {
                let (client, link) = self.config.connect(tls).await?;
                tokio::spawn(drive(link, ending.clone()));
                client
            }
            None => {
                let (client, link) = self.config.connect(NoTls).await?;
                tokio::spawn(drive(link, ending.clone()));
                client
            }
        };
        client.batch_execute(&purpose.settings(self.read_limit)).await?;
        Ok(Arc::new(Connection {
            client,
            ending,
            is_lost: AtomicBool::new(false),
            last_heard: Mutex::new(Instant::now()),
            prepared: Mutex::default(),
        }))
    }
}

/// How a connection ended.
#[derive(Debug)]
enum Ending {
    /// The server said goodbye while nothing was on its way to it: what was asked since was never sent.
    Idle,
    /// Anything else.
    Broken,
}

/// Carries messages until the connection ends, and notes how it did.
async fn drive<S, T>(mut link: tokio_postgres::Connection<S, T>, ending: Arc<OnceLock<Ending>>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    let end = loop {
        match poll_fn(|context| link.poll_message(context)).await {
            Some(Ok(AsyncMessage::Notice(notice))) => {
                tracing::debug!(notice = notice.message(), "from the server")
            }
            Some(Ok(_)) => {}
            // The driver gives a server's error here only if no request is waiting for an answer.
            Some(Err(error)) if error.as_db_error().is_some() => break Ending::Idle,
            Some(Err(_)) => break Ending::Broken,
            None => return,
        }
    };
    // Noted before the link is dropped, because that is when whoever waits learns of the end.
    let _ = ending.set(end);
}

pub(crate) struct Connection {
    pub(crate) client: Client,
    ending: Arc<OnceLock<Ending>>,
    is_lost: AtomicBool,
    last_heard: Mutex<Instant>,
    prepared: Mutex<Prepared>,
}

impl Connection {
    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed() || self.is_lost.load(Ordering::Relaxed)
    }

    /// Whether the server still answers. A connection that was used a moment ago is trusted; one that has been idle
    /// may have been ended, or forgotten by a firewall, without our knowing, and is asked first.
    pub(crate) async fn answers(&self) -> bool {
        if self.is_closed() {
            return false;
        }
        if self.is_trusted() {
            return true;
        }
        let answered = tokio::time::timeout(PATIENCE, self.client.batch_execute("")).await;
        let does = matches!(answered, Ok(Ok(())));
        if does {
            self.heard();
        } else {
            self.is_lost.store(true, Ordering::Relaxed);
        }
        does
    }

    /// Whether the server answered a moment ago.
    pub(crate) fn is_trusted(&self) -> bool {
        let last_heard = *self.last_heard.lock().unwrap_or_else(PoisonError::into_inner);
        !self.is_closed() && last_heard.elapsed() < TRUSTED
    }

    /// Notes that the server answered just now.
    pub(crate) fn heard(&self) {
        *self.last_heard.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Notes a failure that means that this connection is of no more use. The driver may learn of it only later.
    pub(crate) fn note(&self, trouble: &Trouble) {
        if trouble.is_lost() {
            self.is_lost.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the server closed the connection before anything of the last requests was sent.
    pub(crate) fn ended_idle(&self) -> bool {
        matches!(self.ending.get(), Some(Ending::Idle))
    }

    /// Reads rows.
    pub(crate) async fn query(
        self: &Arc<Self>,
        sql: &str,
        values: &[Value],
    ) -> Result<Vec<tokio_postgres::Row>, Trouble> {
        let statement = self.statement(sql).await?;
        let encoded: Vec<Encoded> = encode_all(&statement, values)?;
        let rows = self.client.query(&statement, &as_params(&encoded)).await;
        rows.map_err(Trouble::from).inspect(|_| self.heard()).inspect_err(|trouble| self.note(trouble))
    }

    /// The statement, prepared now or before.
    pub(crate) async fn statement(self: &Arc<Self>, sql: &str) -> Result<Statement, Trouble> {
        self.prepare(sql, Form::Plain).await
    }

    /// The statement, changed so that it fails unless it changes exactly one row.
    pub(crate) async fn guard(self: &Arc<Self>, sql: &str) -> Result<Statement, Trouble> {
        self.prepare(sql, Form::Guard).await
    }

    async fn prepare(self: &Arc<Self>, sql: &str, form: Form) -> Result<Statement, Trouble> {
        if let Some(statement) = self.lock().find(sql, form) {
            return Ok(statement);
        }
        let spoken =
            dialect::speak(Engine::Postgres, sql).map_err(|error| Trouble::Text(error.to_string()))?;
        let text = if form == Form::Guard { guarded(&spoken) } else { spoken.into_owned() };
        // In a task of its own: a request dropped while it prepares would leave a statement behind on the server
        // that nobody knows.
        let (connection, sql) = (self.clone(), sql.to_owned());
        let task = tokio::spawn(async move {
            let statement = connection.client.prepare(&text).await.map_err(Trouble::from)?;
            connection.lock().keep(sql, form, statement.clone());
            Ok(statement)
        });
        let prepared: Result<Statement, Trouble> =
            task.await.map_err(|error| Trouble::Text(error.to_string()))?;
        prepared.inspect_err(|trouble| self.note(trouble))
    }

    /// Forgets what was prepared, because the schema changed under it.
    pub(crate) fn forget(&self) {
        *self.lock() = Prepared::default();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Prepared> {
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a failed guard says, where the server expected a number.
pub(crate) const GUARD_FAILED: &str = "guard did not hold";

/// Lets the server itself check a guard, so that a whole batch needs one round trip and holds its locks no
/// longer: unless exactly one row was changed, a text that is no number is cast to one, and the batch fails.
fn guarded(sql: &str) -> String {
    let sql = sql.trim_end().trim_end_matches(';');
    format!(
        "with guarded as ({sql}\n returning 1) \
         select cast(case when count(*) = 1 then '1' else '{GUARD_FAILED}' end as integer) from guarded"
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    Guard,
}

/// Prepared statements, the least used dropped first.
#[derive(Default)]
struct Prepared {
    plain: HashMap<String, Used>,
    guards: HashMap<String, Used>,
    clock: u64,
}

struct Used {
    statement: Statement,
    at: u64,
}

impl Prepared {
    fn of(&mut self, form: Form) -> &mut HashMap<String, Used> {
        match form {
            Form::Plain => &mut self.plain,
            Form::Guard => &mut self.guards,
        }
    }

    fn find(&mut self, sql: &str, form: Form) -> Option<Statement> {
        self.clock += 1;
        let at = self.clock;
        let used = self.of(form).get_mut(sql)?;
        used.at = at;
        Some(used.statement.clone())
    }

    fn keep(&mut self, sql: String, form: Form, statement: Statement) {
        self.clock += 1;
        let at = self.clock;
        let kept = self.of(form);
        if kept.len() >= STATEMENTS {
            let oldest = kept.iter().min_by_key(|(_, used)| used.at).map(|(sql, _)| sql.clone());
            if let Some(oldest) = oldest {
                // Dropping the statement also drops it on the server.
                kept.remove(&oldest);
            }
        }
        kept.insert(sql, Used { statement, at });
    }
}
