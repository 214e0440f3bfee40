//! A table of leads as other programs write it: which mark stands between cells, and which letters the bytes mean.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::Read;

use thiserror::Error;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between two cells.
    pub delimiter: u8,
    /// Lines end as on Windows.
    pub has_crlf: bool,
}

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoTable {
    /// A spreadsheet or another binary file.
    #[error("the file is {0}: save it as CSV")]
    Binary(&'static str),
    /// Nothing in it.
    #[error("the file holds no line of column names")]
    Empty,
}

/// How much of a file is looked at to find out how it is written.
pub const HEAD_BYTES: usize = 64 * 1024;

/// What stands for half a letter.
const UNREADABLE: &str = "\u{fffd}";

/// How many bytes of UTF-16 are read at once; even.
const CHUNK: usize = 16 * 1024;

/// Finds out how a table is written, by its first bytes.
///
/// # Errors
///
/// Where it is no text.
pub fn dialect(head: &[u8]) -> Result<Dialect, NoTable> {
    match head {
        [b'P', b'K', 3, 4, ..] => return Err(NoTable::Binary("a spreadsheet or an archive")),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(NoTable::Binary("an old spreadsheet")),
        [b'%', b'P', b'D', b'F', ..] => return Err(NoTable::Binary("a PDF")),
        _ if head.contains(&0) => return Err(NoTable::Binary("no text")),
        _ => {}
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(NoTable::Empty);
    }
    // The mark that cuts the first lines into the most cells, and all of them into as many.
    let best = *b",;\t|";
    // Of equals the last wins, and that is the comma.
    let delimiter = best.into_iter().rev().max_by_key(|mark| evenness(text, *mark)).unwrap_or(b',');
    let has_crlf = text.iter().position(|byte| *byte == b'\n').is_some_and(|at| at > 0 && text[at - 1] == b'\r');
    Ok(Dialect { delimiter, has_crlf })
}

/// How many of the first lines have as many cells as the line of names, and how many cells that is. Marks within quotes
/// are none.
fn evenness(text: &[u8], mark: u8) -> (usize, usize) {
    const LINES: usize = 20;
    let mut counts = vec![0_usize];
    let mut quoted = false;
    for byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if counts.len() > LINES {
                    break;
                }
                counts.push(0);
            }
            byte if *byte == mark && !quoted => {
                if let Some(count) = counts.last_mut() {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    let names = counts[0];
    if names == 0 {
        return (0, 0);
    }
    // The last line may be cut off, or empty.
    let even = counts.iter().take(LINES).filter(|count| **count == names).count();
    (even, names)
}

/// A reader of a table's rows. Rows may be of any length: which are too short or too long is for the caller to say.
pub fn reader<R: Read>(input: R, dialect: Dialect) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(dialect.delimiter).flexible(true).has_headers(false).from_reader(input)
}

/// UTF-16 as UTF-8: spreadsheets save so what they call Unicode text. A half of a letter becomes a mark for what cannot be
/// read.
#[derive(Debug)]
pub struct Widened<R> {
    input: R,
    order: Order,
    ready: VecDeque<u8>,
    /// The first half of a letter beyond the first 65,536.
    half: Option<u16>,
}

/// Which byte of a letter of two comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The low one.
    LowFirst,
    /// The high one.
    HighFirst,
}

/// Whether a table is in UTF-16, by the mark at its head.
pub fn order(head: &[u8]) -> Option<Order> {
    match head {
        [0xff, 0xfe, ..] => Some(Order::LowFirst),
        [0xfe, 0xff, ..] => Some(Order::HighFirst),
        _ => None,
    }
}

impl<R: Read> Widened<R> {
    /// Reads UTF-16 of this order.
    pub fn new(input: R, order: Order) -> Self {
        Self { input, order, ready: VecDeque::new(), half: None }
    }

    fn take(&mut self, unit: u16) {
        if (0xd800..0xdc00).contains(&unit) {
            if self.half.replace(unit).is_some() {
                self.ready.extend(UNREADABLE.bytes());
            }
            return;
        }
        for letter in char::decode_utf16(self.half.take().into_iter().chain([unit])) {
            let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.ready.extend(letter.encode_utf8(&mut [0; 4]).bytes());
        }
    }
}

impl<R: Read> Read for Widened<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.ready.is_empty() {
            let mut bytes = Vec::with_capacity(CHUNK);
            self.input.by_ref().take(CHUNK as u64).read_to_end(&mut bytes)?;
            for pair in bytes.chunks(2) {
                let pair = [pair[0], pair.get(1).copied().unwrap_or_default()];
                let unit = match self.order {
                    Order::LowFirst => u16::from_le_bytes(pair),
                    Order::HighFirst => u16::from_be_bytes(pair),
                };
                self.take(unit);
            }
            if bytes.is_empty() {
                if self.half.take().is_none() {
                    return Ok(0);
                }
                self.ready.extend(UNREADABLE.bytes());
            }
        }
        self.ready.read(buffer)
    }
}

/// A cell's text, and whether its bytes were UTF-8. Others are read as Windows-1252, in which older spreadsheets of the
/// West save.
pub fn decode(cell: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(cell) {
        Ok(text) => (Cow::Borrowed(text.trim_start_matches('\u{feff}')), true),
        Err(_) => (Cow::Owned(cell.iter().map(|byte| windows_1252(*byte)).collect()), false),
    }
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
        '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// A cell for a spreadsheet: one that would be taken for a formula gets an apostrophe, so that it stays text.
///
/// <https://owasp.org/www-community/attacks/CSV_Injection>
pub fn neutral(cell: &str) -> Cow<'_, str> {
    let is_number = cell.parse::<f64>().is_ok();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_between_cells_is_found() {
        for (text, mark) in [
            ("a,b,c\n1,2,3\n", b','),
            ("\u{feff}a;b;c\n1,5;2;3\n2,5;3;4\n", b';'),
            ("a\tb\nx, y\tz\n", b'\t'),
            ("a|b|c\n1|2|3", b'|'),
            ("company\nHarbour\n", b','),
            ("\"a;x\",\"b;y\",c\n1,2,3\n", b','),
        ] {
            let found = dialect(text.as_bytes()).unwrap().delimiter;
            assert_eq!(char::from(found), char::from(mark), "{text}");
        }
    }

    #[test]
    fn what_is_no_table_is_told_with_the_remedy() {
        for bytes in [&b"PK\x03\x04xl"[..], b"a\0b", b" \n", b"", b"%PDF-1.7"] {
            let told = dialect(bytes).unwrap_err().to_string();
            assert!(told.starts_with("the file"), "{told}");
        }
    }

    #[test]
    fn wide_letters_are_read_in_either_order_whatever_is_broken_off() {
        let text = "\u{feff}Zoë,東京,😀\r\n".repeat(4_000);
        let bytes = |swap: bool, text: &str| -> Vec<u8> {
            text.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        for swap in [false, true] {
            let bytes = bytes(swap, &text);
            let mut read = String::new();
            Widened::new(bytes.as_slice(), order(&bytes).unwrap()).read_to_string(&mut read).unwrap();
            assert!(read == text);
        }
        let broken = [bytes(false, "a😀"), vec![0x3d, 0xd8], bytes(false, "b"), vec![0x3d, 0xd8]].concat();
        let mut read = String::new();
        Widened::new(broken.as_slice(), Order::LowFirst).read_to_string(&mut read).unwrap();
        assert_eq!(read, "a😀\u{fffd}b\u{fffd}");
        assert_eq!(order(b"\xef\xbb\xbfa"), None);
    }

    #[test]
    fn letters_of_older_spreadsheets_are_read() {
        assert_eq!(decode(b"M\xfcller \x96 caf\xe9"), (Cow::Owned("Müller – café".to_owned()), false));
        assert_eq!(decode("\u{feff}Müller".as_bytes()), (Cow::Borrowed("Müller"), true));
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(neutral("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(neutral("@sum"), "'@sum");
        assert_eq!(neutral("-12.5"), "-12.5");
        assert_eq!(neutral("+49 30 1234"), "'+49 30 1234");
        assert_eq!(neutral("Harbour"), "Harbour");
    }
}
