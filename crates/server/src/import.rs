//! Bringing data in at the terminal (_nhập dữ liệu_): progress while it runs, and a summary that says what was not understood.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use national::{Field, State};
use store::{Options, Store};

use crate::features::catalogue::national::import::{Origin, Progress, Summary, import};
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::ctx::Ctx;
use crate::platform::ids::Ids;
use crate::platform::schema::MIGRATIONS;

/// What is imported from where, and where the report goes.
#[derive(Debug)]
pub struct Order {
    /// The file.
    pub file: PathBuf,
    /// Its origin.
    pub origin: Origin,
    /// Where the report goes; beside the database when nothing is said.
    pub report: Option<PathBuf>,
}

/// Imports the national catalogue; gives the sentences for the person at the terminal.
pub async fn national(config: &Config, order: &Order) -> anyhow::Result<String> {
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("không tạo được {}", config.data.display()))?;
    let store = Store::open(Options::new(config.database.clone())).await?;
    store.migrate(MIGRATIONS).await?;
    let ctx = Ctx::system(Clock::System.now(), Ids::System);
    let path = order.report.clone().unwrap_or_else(|| config.data.join("nhap-danh-muc-quoc-gia.csv"));
    let report =
        std::fs::File::create(&path).with_context(|| format!("không tạo được {}", path.display()))?;
    let report = std::io::BufWriter::new(report);
    let imported = import(&store, (&ctx, &order.file, &order.origin), (report, &mut draw)).await;
    store.close().await;
    Ok(told(&imported?, &path))
}

/// The bar, when somebody looks at a terminal; where there is none it would only fill a log.
fn draw(progress: Progress) {
    const WIDTH: usize = 30;
    if !std::io::stderr().is_terminal() {
        return;
    }
    let full = progress.permille as usize * WIDTH / 1000;
    let bar = format!("{}{}", "█".repeat(full), "░".repeat(WIDTH - full));
    let end = if progress.permille == 1000 { "\n" } else { "" };
    let line = format!("\r{bar} {:>3} %  {} bản ghi{end}", progress.permille / 10, progress.records);
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}

/// Lines that are shown; the report has all of them.
const SHOWN_LINES: usize = 20;

fn told(summary: &Summary, report: &Path) -> String {
    let mut text = String::new();
    let same = summary.records - summary.added - summary.changed;
    let Summary { records, added, changed, .. } = summary;
    let _ = writeln!(text, "Đã đọc {records} bản ghi: {added} mới, {changed} thay đổi, {same} như cũ.");
    for (line, why) in summary.refused.iter().take(SHOWN_LINES) {
        let _ = writeln!(text, "Dòng {line}: {why}.");
    }
    if let Some(more) = summary.refused.len().checked_sub(SHOWN_LINES).filter(|more| *more > 0) {
        let _ = writeln!(text, "… và {more} dòng khác không nhập được.");
    }
    let _ = writeln!(
        text,
        "\n{:<26} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "Trường", "hiểu hết", "một phần", "chưa", "trống", "tỉ lệ"
    );
    for field in Field::ALL {
        let count = |state| summary.tally.count(field, state);
        let share = summary.tally.share_permille(field).map_or_else(|| "–".into(), percent);
        let (whole, partly) = (count(State::Whole), count(State::Partly));
        let (unread, absent) = (count(State::Unread), count(State::Absent));
        let label = field.label();
        let _ = writeln!(text, "{label:<26} {whole:>8} {partly:>8} {unread:>8} {absent:>8} {share:>8}");
    }
    let total = summary.tally.total_permille().map_or_else(|| "–".into(), percent);
    let _ = write!(
        text,
        "\nHiểu hết {total} số trường có nội dung; {} chỗ chưa hiểu giữ nguyên văn, từng chỗ một ở {}.",
        summary.unclear,
        report.display()
    );
    text
}

fn percent(permille: usize) -> String {
    format!("{},{} %", permille / 10, permille % 10)
}
