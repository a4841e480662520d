//! From the start of the program to its first answer on a database that exists, and the memory it holds when idle.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::figures::{Figure, median};
use crate::world::new_folder;

const ROUNDS: usize = 7;
/// A program that has not answered after that long is broken.
const PATIENCE: Duration = Duration::from_secs(20);
/// Idle for that long before its memory is read.
const IDLE: Duration = Duration::from_secs(2);

/// Measures the program at this path.
pub fn run(program: &str) -> anyhow::Result<()> {
    crate::drafts::check_folder()?;
    let folder = new_folder()?;
    let migrated =
        Command::new(program).arg("migrate").arg("--data").arg(&folder).args(["--log", "warn"]).status()?;
    anyhow::ensure!(migrated.success(), "{program} migrate failed");
    let (mut started, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (child, took) = start(program, &folder)?;
        started.push(took.as_secs_f64() * 1e3);
        std::thread::sleep(IDLE);
        memory.push(resident_mib(&child)?);
        stop(child)?;
    }
    let (started, memory) = (median(started), median(memory));
    let what = "start of the program to its first answer, existing database";
    Figure::held(what, format!("{started:.0} ms"), ("≤ 150 ms", started <= 150.0)).keep()?;
    Figure::held("memory when idle (RSS)", format!("{memory:.0} MiB"), ("≤ 60 MiB", memory <= 60.0))
        .keep()?;
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// Starts the program and asks it for its health until it answers.
fn start(program: &str, folder: &Path) -> anyhow::Result<(Child, Duration)> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let begin = Instant::now();
    let mut child = Command::new(program)
        .arg("serve")
        .arg("--data")
        .arg(folder)
        .args(["--listen", &address.to_string(), "--log", "warn"])
        .stdout(Stdio::null())
        .spawn()?;
    loop {
        if is_well(address).unwrap_or(false) {
            return Ok((child, begin.elapsed()));
        }
        if let Some(status) = child.try_wait()? {
            anyhow::bail!("{program} ended with {status}");
        }
        if begin.elapsed() > PATIENCE {
            child.kill()?;
            anyhow::bail!("{program} did not answer within {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn is_well(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET /suc-khoe HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200"))
}

/// Asks it to end, so that it closes its database as it would in service.
fn stop(mut child: Child) -> anyhow::Result<()> {
    let asked = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status()?;
    anyhow::ensure!(asked.success() && child.wait()?.success(), "the program did not end well");
    Ok(())
}

fn resident_mib(child: &Child) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: f64 = line.map_or("", str::trim).trim_end_matches(" kB").parse()?;
    Ok(kib / 1024.0)
}
