//! The lines of a file, packed with zstd or plain (_dòng của tệp_): read one by one, however long the file is.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;

/// First bytes of a file that zstd packed.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// A longer line is no record; the largest real one has 0.1 MB.
const MAX_LINE_BYTES: usize = 8 * 1024 * 1024;

/// Reads a file line by line and knows how far it is.
pub struct Lines {
    reader: Box<dyn BufRead>,
    read: Arc<AtomicU64>,
    size_bytes: u64,
    number: usize,
}

/// One line, or why it cannot be read.
pub type Line = Result<String, String>;

impl Lines {
    /// Opens a file.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let mut file = File::open(path).with_context(|| format!("không mở được {}", path.display()))?;
        let size_bytes = file.metadata().with_context(|| path.display().to_string())?.len();
        let mut start = [0; 4];
        let is_packed = file.read_exact(&mut start).is_ok() && start == ZSTD;
        file.rewind()?;
        let read = Arc::new(AtomicU64::new(0));
        let counted = BufReader::new(Counted { file, read: read.clone() });
        let reader: Box<dyn BufRead> = if is_packed {
            let unpacked = ruzstd::decoding::StreamingDecoder::new(counted).with_context(|| {
                format!("{} bắt đầu như tệp zstd nhưng không giải nén được", path.display())
            })?;
            Box::new(BufReader::with_capacity(1 << 16, unpacked))
        } else {
            Box::new(counted)
        };
        Ok(Self { reader, read, size_bytes, number: 0 })
    }

    /// The next line that is not empty, with its number from 1; `None` at the end.
    ///
    /// A damaged file ends with an error; what stands before the damage has been read.
    pub fn read_line(&mut self) -> io::Result<Option<(usize, Line)>> {
        loop {
            let mut bytes = Vec::new();
            let limit = MAX_LINE_BYTES as u64 + 1;
            if self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if bytes.len() > MAX_LINE_BYTES {
                self.skip_to_end_of_line()?;
                let why = format!("dòng dài hơn {} MB, không phải một thủ tục", MAX_LINE_BYTES >> 20);
                return Ok(Some((self.number, Err(why))));
            }
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let line = String::from_utf8(bytes)
                .map_err(|_| "không phải UTF-8. Lưu lại tệp với bảng mã UTF-8 rồi nhập lại".to_owned());
            return Ok(Some((self.number, line)));
        }
    }

    /// How much of the file has been read, in thousandths.
    pub fn permille(&self) -> u64 {
        (self.read.load(Ordering::Relaxed) * 1000).checked_div(self.size_bytes).unwrap_or(1000).min(1000)
    }

    fn skip_to_end_of_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let (used, is_end) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.reader.consume(used);
            if is_end {
                return Ok(());
            }
        }
    }
}

struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
