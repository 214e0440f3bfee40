//! The way out for data: whatever a command prints, nothing in it steers the terminal.

use std::io::{self, Write};

use crate::bank::hostile::{is_hostile, without_piles};

/// A writer that lets text through, line ends and tabs included, and puts a visible sign in the place of every other
/// character that could steer a terminal or hide or reorder words. Of a pile of marks a few
/// are kept (JSON has escaped the others, and loses nothing). Commands make their text harmless where they know
/// what it is; here nothing can be forgotten.
pub(super) struct Outlet<W>(pub(super) W);

impl<W: Write> Write for Outlet<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let steers = |c: char| is_hostile(c) && !matches!(c, '\n' | '\t');
        // Import files and calendars end their lines with CR LF, which steers nothing.
        let lines = || text.split("\r\n").map(|line| line.replace(steers, "\u{fffd}")).collect::<Vec<_>>().join("\r\n");
        let text = if text.contains(steers) { lines().into() } else { text };
        self.0.write_all(without_piles(text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_end_as_import_files_want_it() {
        let mut out = Outlet(Vec::new());
        write!(out, "a,b\r\nc\rd\r\n").unwrap();
        assert_eq!(String::from_utf8(out.0).unwrap(), "a,b\r\nc\u{fffd}d\r\n");
    }

    #[test]
    fn nothing_hostile_is_let_out() {
        let mut out = Outlet(Vec::new());
        for c in crate::bank::hostile::hostile() {
            write!(out, "a{c}b").unwrap();
        }
        writeln!(out, "日本\tcafe\u{301} 👨‍👩‍👧").unwrap();
        let text = String::from_utf8(out.0).unwrap();
        assert!(!text.contains(|c| is_hostile(c) && c != '\n' && c != '\t'), "{text:?}");
        assert!(text.ends_with("日本\tcafe\u{301} 👨‍👩‍👧\n"), "{text:?}");
    }
}
