//! A CSV file of leads, opened: its dialect, the names of its columns, its rows one by one.
#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::leads::file;

/// An opened table.
pub(super) struct Table {
    reader: csv::Reader<Box<dyn Read>>,
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
        let (mut input, bytes): (Box<dyn Read>, u64) = if path.as_os_str() == "-" {
            (Box::new(std::io::stdin()), 0)
        } else {
            let file = File::open(path).with_context(unread)?;
            let found = file.metadata().with_context(unread)?;
            if found.is_dir() {
                bail!("{} is a folder: name a CSV file", path.display());
            }
            (Box::new(file), found.len())
        };
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
        let all: Box<dyn Read> = Box::new(Cursor::new(head).chain(input));
        let mut reader = file::reader(all, dialect);
        let mut record = csv::ByteRecord::new();
        if !reader.read_byte_record(&mut record).with_context(unread)? {
            bail!("{}: {}", path.display(), file::NoTable::Empty);
        }
        let names = names(&record);
        Ok(Self { reader, names, record, line_lag: u64::from(dialect.has_crlf), bytes, decoded: 0 })
    }

    /// The next row; `None` at the end. Lines with nothing in them are no rows.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Row<'_>>> {
        loop {
            if !self.reader.read_byte_record(&mut self.record)? {
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
