//! A CSV file of leads, opened: its dialect, the names of its columns, its rows one by one.
#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, bail};

use crate::leads::file;

/// How many bytes a row may have. No table of leads has a hundredth of that in one; a file without an end to its rows, or
/// with a quote that is never closed, would else be held in memory whole.
const LONGEST_ROW: u64 = 1 << 20;

/// What is read: rows may be read on a thread of their own.
type Input = Box<dyn Read + Send>;

/// An opened table.
pub(super) struct Table {
    reader: csv::Reader<Rationed>,
    path: PathBuf,
    /// How much may be read before the row must have ended.
    ration: Arc<AtomicU64>,
    /// The names of the columns, each only once.
    pub(super) names: Vec<String>,
    record: csv::ByteRecord,
    /// What to add to the reader's count of lines: it counts the end of a line of Windows only when the next begins.
    line_lag: u64,
    /// How many bytes the file has; 0 where that is not known.
    pub(super) bytes: u64,
    /// How many rows were not in UTF-8.
    pub(super) decoded: usize,
}

/// A row.
pub(super) struct Row<'t> {
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// The byte at which it begins.
    pub(super) at: u64,
    /// Its cells.
    pub(super) cells: Vec<Cow<'t, str>>,
}

impl Table {
    /// Opens a file, or standard input for `-`.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let unread = || format!("{} cannot be read", path.display());
        let (input, bytes): (Input, u64) = if path.as_os_str() == "-" {
            (Box::new(std::io::stdin()), 0)
        } else {
            let file = File::open(path).with_context(unread)?;
            let found = file.metadata().with_context(unread)?;
            if found.is_dir() {
                bail!("{} is a folder: name a CSV file", path.display());
            }
            (Box::new(file), found.len())
        };
        Self::of(path, input, bytes)
    }

    fn of(path: &Path, mut input: Input, bytes: u64) -> anyhow::Result<Self> {
        let unread = || format!("{} cannot be read", path.display());
        let mut head = Vec::new();
        input.by_ref().take(file::HEAD_BYTES as u64).read_to_end(&mut head).with_context(unread)?;
        let mut bytes = bytes;
        if let Some(order) = file::order(&head) {
            input = Box::new(file::Widened::new(Cursor::new(std::mem::take(&mut head)).chain(input), order));
            input.by_ref().take(file::HEAD_BYTES as u64).read_to_end(&mut head).with_context(unread)?;
            // Most letters take half as many bytes when they are read.
            bytes /= 2;
        }
        let dialect = file::dialect(&head).map_err(|why| anyhow::anyhow!("{}: {why}", path.display()))?;
        let all: Input = Box::new(Cursor::new(head).chain(input));
        let ration = Arc::default();
        let mut table = Self {
            reader: file::reader(Rationed { input: all, left: Arc::clone(&ration) }, dialect),
            path: path.to_owned(),
            ration,
            names: Vec::new(),
            record: csv::ByteRecord::new(),
            line_lag: u64::from(dialect.has_crlf),
            bytes,
            decoded: 0,
        };
        if !table.read()? {
            bail!("{}: {}", path.display(), file::NoTable::Empty);
        }
        table.names = names(&table.record);
        Ok(table)
    }

    /// Reads the next row as it stands; `false` at the end.
    fn read(&mut self) -> anyhow::Result<bool> {
        self.ration.store(LONGEST_ROW, Ordering::Relaxed);
        let begin = self.reader.position();
        let line = begin.line() + if begin.byte() > 0 { self.line_lag } else { 0 };
        let path = self.path.display();
        let read = self.reader.read_byte_record(&mut self.record);
        read.with_context(|| match self.ration.load(Ordering::Relaxed) {
            0 => format!(
                "{path}, line {line}: the row that begins here has no end within {} MB: close the quote in it that is \
                 never closed, or save the table as CSV again, each row on a line of its own",
                LONGEST_ROW >> 20
            ),
            _ => format!("{path} cannot be read beyond line {line}"),
        })
    }

    /// The next row; `None` at the end. Lines with nothing in them are no rows.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Row<'_>>> {
        loop {
            if !self.read()? {
                return Ok(None);
            }
            if self.record.iter().any(|cell| !cell.iter().all(u8::is_ascii_whitespace)) {
                break;
            }
        }
        let position = self.record.position();
        let (line, at) = position.map_or((0, 0), |position| (position.line() + self.line_lag, position.byte()));
        let mut is_utf8 = true;
        let mut decoded = |cell| {
            let (text, is_cell_utf8) = file::decode(cell);
            is_utf8 &= is_cell_utf8;
            text
        };
        let cells: Vec<Cow<'_, str>> = self.record.iter().map(&mut decoded).collect();
        self.decoded += usize::from(!is_utf8);
        Ok(Some(Row { line, at, cells }))
    }
}

/// What reads no more than it may, until it may again.
struct Rationed {
    input: Input,
    left: Arc<AtomicU64>,
}

impl Read for Rationed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(std::io::Error::from(std::io::ErrorKind::FileTooLarge));
        }
        let read = self.input.by_ref().take(left).read(buffer)?;
        self.left.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// The names of the columns; one without a name gets its number, one whose name is taken another.
fn names(record: &csv::ByteRecord) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut name = |(at, cell): (usize, &[u8])| {
        let (text, _) = file::decode(cell);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if text.is_empty() { format!("column {}", at + 1) } else { text };
        let times = taken.entry(text.clone()).or_default();
        *times += 1;
        if *times == 1 { text } else { format!("{text} ({times})") }
    };
    record.iter().enumerate().map(&mut name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &'static str, behind: impl Read + Send + 'static) -> anyhow::Result<Table> {
        Table::of(Path::new("leads.csv"), Box::new(text.as_bytes().chain(behind)), 0)
    }

    #[test]
    fn a_row_without_an_end_is_refused_where_it_begins() {
        for text in [
            "company,role\nHarbour,CFO\n\"Acme,CEO\nBeta,COO\n",
            "company;role\r\nHarbour;CFO\r\n\"Acme;CEO\r\nBeta;COO\r\n",
        ] {
            // More than any memory holds.
            let mut table = table(text, std::io::repeat(b'x')).unwrap();
            assert_eq!(table.next().unwrap().unwrap().cells, ["Harbour", "CFO"]);
            let told = table.next().err().unwrap().to_string();
            assert!(told.starts_with("leads.csv, line 3: the row that begins here has no end within 1 MB"), "{told}");
        }
        let told = table("company,", std::io::repeat(b'x')).err().unwrap().to_string();
        assert!(told.contains("line 1: the row"), "{told}");
    }

    #[test]
    fn a_long_row_is_read() {
        let end = "x".repeat(LONGEST_ROW as usize - 1_000);
        let mut table = table("company,notes\nHarbour,", Cursor::new(format!("{end}\nBeta,none"))).unwrap();
        assert_eq!(table.next().unwrap().unwrap().cells[1].len(), end.len());
        assert_eq!(table.next().unwrap().unwrap().cells, ["Beta", "none"]);
        assert!(table.next().unwrap().is_none());
    }
}
