//! The pages of a database file read by hand, for when `SQLite` refuses: rows are found page by page, whatever the pages
//! above them look like (<https://sqlite.org/fileformat2.html>).
//!
//! The journal's tables have no row ids, so their rows are the cells of index pages. Nothing here fails: what makes no
//! sense is left out.

use std::collections::BTreeMap;

/// What every database file begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What a log begins with, without its last bit.
const LOG_MAGIC: u32 = 0x377f_0682;

/// The page size where nothing tells it: the one that bantam's files are made with.
const USUAL_PAGE: usize = 4096;

/// No row is longer: what says so is damaged.
const LONGEST_ROW: usize = 1 << 26;

const FILE_HEADER: usize = 100;
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const INTERIOR_INDEX: u8 = 0x02;
const LEAF_INDEX: u8 = 0x0a;

/// The pages of a database file and of the log beside it.
pub(super) struct Pages<'a> {
    /// How much of a page holds rows.
    usable: usize,
    /// By number: what the page was at one time and another, the newest first.
    images: BTreeMap<u32, Vec<&'a [u8]>>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its columns, in the order of the file: those of the key first.
    pub(super) values: Vec<Value>,
    /// Whether its end is lost.
    pub(super) is_cut: bool,
    /// Whether it stands in the newest image of its page.
    pub(super) is_newest: bool,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Null,
    /// A number.
    Integer(i64),
    /// Text, which need not be sound.
    Text(Vec<u8>),
    /// Something that the journal does not use.
    Other,
}

impl<'a> Pages<'a> {
    /// The pages of a file and its log, each of which may be damaged or empty.
    pub(super) fn new(file: &'a [u8], log: &'a [u8]) -> Self {
        let header = file.get(..FILE_HEADER).filter(|header| header.starts_with(MAGIC));
        let of_file = header.and_then(|header| page_size(number(header, 16, 2)));
        let of_log = (number(log, 0, 4) & !1 == LOG_MAGIC).then(|| page_size(number(log, 8, 4))).flatten();
        let size = of_file.or(of_log).unwrap_or(USUAL_PAGE);
        let reserved = header.map_or(0, |header| usize::from(header[20]));
        let mut images: BTreeMap<u32, Vec<&[u8]>> = BTreeMap::new();
        for (page, image) in frames(log, size).into_iter().rev() {
            images.entry(page).or_default().push(image);
        }
        for (page, image) in (1..).zip(file.chunks(size)) {
            images.entry(page).or_default().push(image);
        }
        Self { usable: size.saturating_sub(reserved).max(480), images }
    }

    /// Every row that can be found, those of newer images first.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let deepest = self.images.values().map(Vec::len).max().unwrap_or(0);
        for age in 0..deepest {
            for (&number, images) in &self.images {
                if let Some(page) = images.get(age) {
                    self.rows_of(number, page, age == 0, &mut rows);
                }
            }
        }
        rows
    }

    fn rows_of(&self, page_number: u32, page: &[u8], is_newest: bool, rows: &mut Vec<Row>) {
        let start = if page_number == 1 { FILE_HEADER } else { 0 };
        let (pointers, child) = match page.get(start) {
            Some(&LEAF_INDEX) => (start + 8, 0),
            Some(&INTERIOR_INDEX) => (start + 12, 4),
            _ => return,
        };
        let cells = number(page, start + 3, 2) as usize;
        for cell in 0..cells.min(page.len() / 4) {
            let at = number(page, pointers + 2 * cell, 2) as usize;
            let payload = page.get(at + child..).filter(|_| at > pointers).and_then(|cell| self.payload(cell));
            let row = payload.and_then(|(payload, is_whole)| row(&payload, is_whole, is_newest));
            rows.extend(row);
        }
    }

    /// What a cell holds, the pages that it runs over to included, as far as they are there; and whether that is all.
    fn payload(&self, cell: &[u8]) -> Option<(Vec<u8>, bool)> {
        let (length, head) = varint(cell)?;
        let length = usize::try_from(length).ok().filter(|length| (1..=LONGEST_ROW).contains(length))?;
        let body = &cell[head..];
        let most = (self.usable - 12) * 64 / 255 - 23;
        if length <= most {
            let payload = &body[..length.min(body.len())];
            return Some((payload.to_vec(), payload.len() == length));
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let wanted = least + (length - least) % (self.usable - 4);
        let local = if wanted <= most { wanted } else { least };
        let mut payload = body.get(..local)?.to_vec();
        let mut next = number(body, local, 4);
        let mut visited = 0;
        while payload.len() < length && visited <= self.images.len() {
            let Some(page) = self.images.get(&next).and_then(|images| images.first()) else { break };
            let end = self.usable.min(page.len());
            let content = page.get(4..end).unwrap_or_default();
            payload.extend_from_slice(&content[..content.len().min(length - payload.len())]);
            next = number(page, 0, 4);
            visited += 1;
        }
        let is_whole = payload.len() == length;
        Some((payload, is_whole))
    }
}

/// The pages in a log that were committed, the oldest first.
fn frames(log: &[u8], size: usize) -> Vec<(u32, &[u8])> {
    let frames: Vec<&[u8]> = log.get(LOG_HEADER..).unwrap_or_default().chunks_exact(FRAME_HEADER + size).collect();
    // Behind the frames in use stand those of earlier rounds, whose salts differ. Where the head of the log is lost, the
    // first two frames that agree tell.
    let salts = |frame: &[u8]| frame.get(8..16).map(<[u8]>::to_vec);
    let head = if number(log, 0, 4) & !1 == LOG_MAGIC {
        log.get(16..24).map(<[u8]>::to_vec)
    } else {
        let agreeing = frames.windows(2).find(|pair| salts(pair[0]) == salts(pair[1])).map(|pair| pair[0]);
        agreeing.or(frames.first().copied()).and_then(salts)
    };
    let current = frames.into_iter().filter(|frame| salts(frame) == head);
    let mut found: Vec<(u32, &[u8])> = Vec::new();
    let mut committed = 0;
    for frame in current {
        found.push((number(frame, 0, 4), &frame[FRAME_HEADER..]));
        if number(frame, 4, 4) != 0 {
            committed = found.len();
        }
    }
    found.truncate(committed);
    found
}

/// A row from its bytes; `None` where they are none.
fn row(payload: &[u8], is_whole: bool, is_newest: bool) -> Option<Row> {
    let (head, mut at) = varint(payload)?;
    let head = usize::try_from(head).ok().filter(|&head| head <= payload.len())?;
    let mut body = head;
    let (mut values, mut is_cut) = (Vec::new(), !is_whole);
    while at < head {
        let (kind, length) = varint(&payload[at..head])?;
        at += length;
        let bytes = usize::try_from(width(kind)).ok()?;
        let end = body.checked_add(bytes)?;
        if end > payload.len() {
            is_cut = true;
        }
        let content = payload.get(body..end.min(payload.len())).unwrap_or_default();
        values.push(value(kind, content));
        body = end;
    }
    Some(Row { values, is_cut, is_newest })
}

/// How many bytes a value of this kind takes.
const fn width(kind: u64) -> u64 {
    match kind {
        0 | 8..=11 => 0,
        1..=4 => kind,
        5 => 6,
        6 | 7 => 8,
        _ => (kind - 12) / 2,
    }
}

fn value(kind: u64, content: &[u8]) -> Value {
    match kind {
        0 => Value::Null,
        1..=6 => {
            let negative = content.first().is_some_and(|&first| first >= 0x80);
            let from = if negative { -1 } else { 0 };
            Value::Integer(content.iter().fold(from, |number, &byte| (number << 8) | i64::from(byte)))
        }
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        13.. if kind % 2 == 1 => Value::Text(content.to_vec()),
        _ => Value::Other,
    }
}

/// A number of one to nine bytes, and how many it took.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0_u64;
    for (at, &byte) in bytes.iter().enumerate().take(9) {
        if at == 8 {
            return Some(((number << 8) | u64::from(byte), 9));
        }
        number = (number << 7) | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((number, at + 1));
        }
    }
    None
}

/// A number of so many bytes, the greatest first; 0 where they are not there.
fn number(bytes: &[u8], at: usize, length: usize) -> u32 {
    let bytes = bytes.get(at..at + length).unwrap_or_default();
    bytes.iter().fold(0, |number, &byte| (number << 8) | u32::from(byte))
}

/// A page size, which is a power of two; 1 stands for the largest.
fn page_size(told: u32) -> Option<usize> {
    let size = if told == 1 { 65_536 } else { told as usize };
    (size.is_power_of_two() && (512..=65_536).contains(&size)).then_some(size)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::Connection;
    use tempfile::TempDir;

    use super::*;

    #[expect(clippy::disallowed_methods, reason = "tests stand at the edge")]
    fn file_of(texts: &[String], page: u32) -> Vec<u8> {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("x.db");
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "page_size", page).unwrap();
        let table = "CREATE TABLE t (k TEXT, n INTEGER, x TEXT, PRIMARY KEY (k, n)) STRICT, WITHOUT ROWID";
        connection.execute_batch(table).unwrap();
        for (n, text) in (0_i64..).zip(texts) {
            let n = match n % 4 {
                0 => n,
                1 => -n - 1,
                2 => i64::MAX - n,
                _ => n << 33,
            };
            connection.execute("INSERT INTO t VALUES ('key', ?1, ?2)", (n, text)).unwrap();
        }
        drop(connection);
        std::fs::read(&path).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn every_row_of_a_sound_file_is_found(
            texts in proptest::collection::vec(proptest::string::string_regex(".{0,40}|(word ){0,4000}").unwrap(), 0..40),
            page in prop::sample::select(vec![512, 1024, 4096, 65_536]),
        ) {
            let file = file_of(&texts, page);
            let rows = Pages::new(&file, &[]).rows();
            let mut found: Vec<Vec<u8>> = rows.iter().filter_map(|row| match &row.values[..] {
                [Value::Text(key), Value::Integer(_), Value::Text(text)] if key == b"key" && !row.is_cut => Some(text.clone()),
                _ => None,
            }).collect();
            let mut wanted: Vec<Vec<u8>> = texts.iter().map(|text| text.clone().into_bytes()).collect();
            found.sort();
            wanted.sort();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn no_bytes_make_it_panic(
            mut file in Just(file_of(&vec!["word ".repeat(900); 30], 512)),
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..200),
            log in proptest::collection::vec(any::<u8>(), 0..4000),
            end in any::<prop::sample::Index>(),
        ) {
            for (at, byte) in changes {
                let at = at.index(file.len());
                file[at] = byte;
            }
            let end = end.index(file.len());
            let _ = Pages::new(&file[..end], &log).rows();
            let _ = Pages::new(&log, &file).rows();
        }
    }
}
