//! Connections on loan (writes, reports) and connections that are shared (reads).

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::connection::{Connection, Connector, Purpose};
use super::errors::Trouble;

/// Connections of which each serves one at a time.
pub(crate) struct Pool {
    connector: Connector,
    purpose: Purpose,
    size: u32,
    wait: Duration,
    free: Arc<Semaphore>,
    idle: Mutex<Vec<Arc<Connection>>>,
}

impl Pool {
    pub(crate) fn new(connector: Connector, purpose: Purpose, size: usize, wait: Duration) -> Arc<Pool> {
        let size = u32::try_from(size).unwrap_or(u32::MAX).clamp(1, 1024);
        let free = Arc::new(Semaphore::new(size as usize));
        Arc::new(Pool { connector, purpose, size, wait, free, idle: Mutex::default() })
    }

    /// Waits for a free connection, not without end, and makes one if there is none that lives.
    pub(crate) async fn get(self: &Arc<Self>) -> Result<Loan, Trouble> {
        let permit = match tokio::time::timeout(self.wait, self.free.clone().acquire_owned()).await {
            Ok(Ok(permit)) => permit,
            Ok(Err(_)) => return Err(Trouble::Closed),
            Err(_) => return Err(Trouble::Busy(format!("no connection became free within {:?}", self.wait))),
        };
        let connection = loop {
            match self.pop() {
                Some(connection) if connection.answers().await => break connection,
                Some(_) => self.drop_stale(),
                None => break self.connector.connect(self.purpose).await?,
            }
        };
        Ok(Loan { connection, pool: self.clone(), is_done: false, _permit: permit })
    }

    fn pop(&self) -> Option<Arc<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Where one idle connection is dead, the others that were idle as long are too: asking each would take long.
    fn drop_stale(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).retain(|connection| connection.is_trusted());
    }

    /// Waits for those who work, then closes.
    pub(crate) async fn close(&self) {
        let everyone = self.free.acquire_many(self.size).await;
        self.free.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        drop(everyone);
    }
}

/// A connection on loan. Unless it is given back it is closed: it may still be busy for someone who went away.
pub(crate) struct Loan {
    pub(crate) connection: Arc<Connection>,
    pool: Arc<Pool>,
    is_done: bool,
    _permit: OwnedSemaphorePermit,
}

impl Loan {
    /// Says that the connection has nothing left to do, so that it can serve the next.
    pub(crate) fn give_back(&mut self) {
        self.is_done = true;
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if self.is_done && !self.connection.is_closed() && !self.pool.free.is_closed() {
            self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.connection.clone());
        }
    }
}

/// Connections of which each serves many at a time.
pub(crate) struct Lanes {
    connector: Connector,
    lanes: Vec<Lane>,
    is_closed: AtomicBool,
}

#[derive(Default)]
struct Lane {
    connection: RwLock<Option<Arc<Connection>>>,
    /// Held by whoever connects; inside is why the last attempt failed.
    connecting: tokio::sync::Mutex<String>,
    failures: AtomicUsize,
    in_flight: Arc<AtomicUsize>,
}

impl Lanes {
    pub(crate) fn new(connector: Connector, size: usize) -> Lanes {
        let lanes = std::iter::repeat_with(Lane::default).take(size.clamp(1, 64)).collect();
        Lanes { connector, lanes, is_closed: AtomicBool::new(false) }
    }

    /// The connection with the fewest questions open.
    pub(crate) async fn get(&self) -> Result<Ride, Trouble> {
        let lane = self.lanes.iter().min_by_key(|lane| lane.in_flight.load(Ordering::Relaxed));
        let Some(lane) = lane.filter(|_| !self.is_closed.load(Ordering::Relaxed)) else {
            return Err(Trouble::Closed);
        };
        let in_flight = InFlight::enter(&lane.in_flight);
        if let Some(connection) = lane.living()
            && connection.answers().await
        {
            return Ok(Ride { connection, _in_flight: in_flight });
        }
        let connection = lane.connect(&self.connector).await?;
        Ok(Ride { connection, _in_flight: in_flight })
    }

    pub(crate) fn close(&self) {
        self.is_closed.store(true, Ordering::Relaxed);
        for lane in &self.lanes {
            *lane.connection.write().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

impl Lane {
    fn living(&self) -> Option<Arc<Connection>> {
        let connection = self.connection.read().unwrap_or_else(PoisonError::into_inner);
        connection.as_ref().filter(|connection| !connection.is_closed()).cloned()
    }

    /// One connects, the others wait for it and share what comes of it, also a failure.
    async fn connect(&self, connector: &Connector) -> Result<Arc<Connection>, Trouble> {
        let failures = self.failures.load(Ordering::Relaxed);
        let mut last_failure = self.connecting.lock().await;
        if let Some(connection) = self.living() {
            return Ok(connection);
        }
        if failures != self.failures.load(Ordering::Relaxed) {
            return Err(Trouble::Lost(last_failure.clone()));
        }
        match connector.connect(Purpose::Read).await {
            Ok(connection) => {
                *self.connection.write().unwrap_or_else(PoisonError::into_inner) = Some(connection.clone());
                Ok(connection)
            }
            Err(trouble) => {
                *last_failure = trouble.to_string();
                self.failures.fetch_add(1, Ordering::Relaxed);
                Err(trouble)
            }
        }
    }
}

/// A place on a shared connection.
pub(crate) struct Ride {
    pub(crate) connection: Arc<Connection>,
    _in_flight: InFlight,
}

struct InFlight(Arc<AtomicUsize>);

impl InFlight {
    fn enter(count: &Arc<AtomicUsize>) -> InFlight {
        count.fetch_add(1, Ordering::Relaxed);
        InFlight(count.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
