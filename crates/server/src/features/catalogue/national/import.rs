//! Bringing a file of the national database in (_nhập danh mục quốc gia_).
//!
//! Safe to run twice and to break off: a record that is stored already is left alone, records are written in groups, and the next
//! run goes on with what is missing. A line that is no record is told and does not stop the others. Nothing is taken away:
//! a file may hold a part of the database only.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use national::{Record, Tally, Understood};
use sha2::{Digest, Sha256};
use store::{Batch, Store};

use super::lines::Lines;
use crate::features::catalogue::store::national::{self as rows, ImportRow, NationalRow};
use crate::platform::ctx::Ctx;
use crate::platform::journal;

/// Where a file comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Name of the source, as pages show it.
    pub source: String,
    /// The day the source showed it, ISO; empty when nobody knows.
    pub seen_on: String,
}

/// How an import went.
#[derive(Debug, Default)]
pub struct Summary {
    /// Records read.
    pub records: usize,
    /// Records that were not there before.
    pub added: usize,
    /// Records that were different.
    pub changed: usize,
    /// Lines that are no records: number, and why.
    pub refused: Vec<(usize, String)>,
    /// How much of each field was understood.
    pub tally: Tally,
    /// Places that were not understood.
    pub unclear: usize,
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Records read.
    pub records: usize,
    /// How much of the file, in thousandths.
    pub permille: u64,
}

/// Records written together.
const GROUP: usize = 200;

/// Reads `file` into the database; `report` gets a CSV of what was not understood.
pub async fn import(
    store: &Store,
    (ctx, file, origin): (&Ctx, &Path, &Origin),
    (report, progress): (impl Write, &mut dyn FnMut(Progress)),
) -> anyhow::Result<Summary> {
    let mut lines = Lines::open(file)?;
    let mut run = Run::begin(store, (ctx, origin), report).await?;
    loop {
        match lines.read_line() {
            Ok(Some((number, line))) => run.take(number, line)?,
            Ok(None) => break,
            Err(error) => {
                run.commit().await?;
                let last = run.summary.records;
                return Err(error).with_context(|| format!("tệp hỏng sau bản ghi thứ {last}; phần đọc được đã ghi. Lấy lại tệp rồi nhập lại, phần đã có sẽ được bỏ qua"));
            }
        }
        if run.waiting >= GROUP {
            run.commit().await?;
            progress(Progress { records: run.summary.records, permille: lines.permille() });
        }
    }
    let summary = run.finish().await?;
    progress(Progress { records: summary.records, permille: 1000 });
    Ok(summary)
}

struct Run<'a, W: Write> {
    store: &'a Store,
    ctx: &'a Ctx,
    origin: &'a Origin,
    known: HashMap<String, (Vec<u8>, bool)>,
    lines: HashMap<String, usize>,
    report: csv::Writer<W>,
    summary: Summary,
    batch: Batch,
    waiting: usize,
}

impl<'a, W: Write> Run<'a, W> {
    async fn begin(
        store: &'a Store,
        (ctx, origin): (&'a Ctx, &'a Origin),
        report: W,
    ) -> anyhow::Result<Self> {
        let mark = |(code, hash, source, seen_on): rows::Mark| {
            (code, (hash, source == origin.source && seen_on == origin.seen_on))
        };
        let known = rows::marks(store).await?.into_iter().map(mark).collect();
        let mut report = csv::Writer::from_writer(report);
        report.write_record(["dong", "ma_thu_tuc", "truong", "ly_do", "nguyen_van"])?;
        let lines = HashMap::new();
        Ok(Self {
            store,
            ctx,
            origin,
            known,
            lines,
            report,
            summary: Summary::default(),
            batch: Batch::new(),
            waiting: 0,
        })
    }

    fn take(&mut self, number: usize, line: Result<String, String>) -> anyhow::Result<()> {
        let record = line.and_then(|line| Record::read(&line).map_err(|why| why.to_string()));
        let record = record.and_then(|record| match self.lines.get(&record.code) {
            Some(first) => Err(format!(
                "mã {} đã có ở dòng {first} của tệp này. Bỏ một trong hai dòng rồi nhập lại",
                record.code
            )),
            None => Ok(record),
        });
        match record {
            Ok(record) => self.keep(number, record),
            Err(why) => {
                self.report.write_record([&number.to_string(), "", "", &why, ""])?;
                self.summary.refused.push((number, why));
                Ok(())
            }
        }
    }

    fn keep(&mut self, number: usize, record: Record) -> anyhow::Result<()> {
        self.lines.insert(record.code.clone(), number);
        self.summary.records += 1;
        let understood = record.understand();
        understood.count(&mut self.summary.tally);
        self.tell(number, &record, &understood)?;
        let content = record.to_json();
        let hash = Sha256::digest(content.to_string()).to_vec();
        let batch = std::mem::take(&mut self.batch);
        let origin = (self.origin.source.as_str(), self.origin.seen_on.as_str());
        self.batch = match self.known.get(&record.code) {
            Some((known, true)) if *known == hash => batch,
            Some((known, false)) if *known == hash => {
                self.waiting += 1;
                rows::seen(batch, &record.code, origin)
            }
            known => {
                *(if known.is_some() { &mut self.summary.changed } else { &mut self.summary.added }) += 1;
                self.waiting += 1;
                rows::put(batch, &self.row(record, content), &hash)
            }
        };
        Ok(())
    }

    fn row(&self, record: Record, content: serde_json::Value) -> NationalRow {
        let now = self.ctx.now.as_microsecond();
        NationalRow {
            code: record.code,
            name: record.name,
            content,
            source: self.origin.source.clone(),
            seen_on: self.origin.seen_on.clone(),
            imported_at: now,
            changed_at: now,
        }
    }

    fn tell(&mut self, number: usize, record: &Record, understood: &Understood) -> anyhow::Result<()> {
        self.summary.unclear += understood.unclear.len();
        for unclear in &understood.unclear {
            let row = [
                &number.to_string(),
                &record.code,
                unclear.field.label(),
                &unclear.why.to_string(),
                &unclear.excerpt,
            ];
            self.report.write_record(row)?;
        }
        Ok(())
    }

    async fn commit(&mut self) -> anyhow::Result<()> {
        self.waiting = 0;
        self.store.commit(std::mem::take(&mut self.batch)).await?;
        Ok(())
    }

    async fn finish(mut self) -> anyhow::Result<Summary> {
        self.report.flush()?;
        let summary = self.summary;
        let row = ImportRow {
            id: self.ctx.ids.uuid(),
            source: self.origin.source.clone(),
            seen_on: self.origin.seen_on.clone(),
            finished_at: self.ctx.now.as_microsecond(),
            records: summary.records as i64,
            added: summary.added as i64,
            changed: summary.changed as i64,
            refused: summary.refused.len() as i64,
        };
        let data = serde_json::json!({
            "source": row.source, "seen_on": row.seen_on,
            "records": row.records, "added": row.added, "changed": row.changed, "refused": row.refused,
        });
        let batch = rows::insert_import(self.batch, &row);
        let event = (row.id, "NationalCatalogueImported", data);
        let batch = journal::append(batch, self.ctx, &mut journal::Chain::default(), event);
        self.store.commit(batch).await?;
        Ok(summary)
    }
}
