//! The plain part of YAML that word lists are written in.

use std::borrow::Cow;

use super::Node;

/// A file as a tree; nothing where it holds more than plain lists and maps.
pub(super) fn read(file: &str) -> Option<Node<'_>> {
    let mut reader = Reader { file, at: 0 };
    reader.skip_blank();
    let node = reader.block(reader.column())?;
    reader.skip_blank();
    (reader.at == file.len()).then_some(node)
}

struct Reader<'f> {
    file: &'f str,
    at: usize,
}

impl<'f> Reader<'f> {
    fn peek(&self) -> Option<u8> {
        self.file.as_bytes().get(self.at).copied()
    }

    fn next_is(&self, ahead: usize, wanted: impl Fn(u8) -> bool) -> bool {
        self.file.as_bytes().get(self.at + ahead).copied().is_none_or(wanted)
    }

    /// Passes spaces, line ends and comments.
    fn skip_blank(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\n' => self.at += 1,
                b'#' if self.at == 0 || matches!(self.file.as_bytes()[self.at - 1], b' ' | b'\n') => self.skip_line(),
                _ => break,
            }
        }
    }

    fn skip_line(&mut self) {
        self.at = self.file[self.at..].find('\n').map_or(self.file.len(), |end| self.at + end);
    }

    /// How far the place is from the start of its line.
    fn column(&self) -> usize {
        self.at - self.file[..self.at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// A map or a list whose lines begin in one column.
    fn block(&mut self, column: usize) -> Option<Node<'f>> {
        match self.peek()? {
            b'-' if self.next_is(1, |byte| byte == b' ') => self.block_list(column),
            b'[' | b'{' => self.flow(),
            _ => self.block_map(column),
        }
    }

    fn block_list(&mut self, column: usize) -> Option<Node<'f>> {
        let mut items = Vec::new();
        while self.column() == column && self.peek() == Some(b'-') && self.next_is(1, |byte| byte == b' ') {
            self.at += 1;
            items.push(self.value_on_line()?);
            self.skip_blank();
        }
        Some(Node::List(items))
    }

    fn block_map(&mut self, column: usize) -> Option<Node<'f>> {
        let mut entries = Vec::new();
        while self.peek().is_some() && self.column() == column {
            let key = self.key()?;
            self.skip_spaces();
            let value = if matches!(self.peek(), None | Some(b'\n' | b'#')) {
                self.skip_blank();
                let inner = self.column();
                // A list may stand right below its key.
                let is_list = inner == column && self.peek() == Some(b'-');
                if inner > column || is_list { self.block(inner)? } else { return None }
            } else {
                self.value_on_line()?
            };
            entries.push((key, value));
            self.skip_blank();
        }
        (!entries.is_empty()).then_some(Node::Map(entries))
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// A key and its colon.
    fn key(&mut self) -> Option<Cow<'f, str>> {
        let key = match self.peek()? {
            b'"' | b'\'' => self.quoted()?,
            _ => {
                let line = self.file[self.at..].lines().next()?;
                let end = line.find(": ").or_else(|| line.strip_suffix(':').map(str::len))?;
                self.at += end;
                plain(&line[..end])?
            }
        };
        (self.peek() == Some(b':') && self.next_is(1, |byte| matches!(byte, b' ' | b'\n'))).then(|| self.at += 1)?;
        Some(key)
    }

    /// What stands behind a colon or a dash: a word to the end of the line, quotes, or brackets.
    fn value_on_line(&mut self) -> Option<Node<'f>> {
        self.skip_spaces();
        let value = match self.peek()? {
            b'[' | b'{' => self.flow()?,
            b'"' | b'\'' => Node::Quoted(self.quoted()?),
            b'>' => Node::Word(self.folded()?),
            _ => Node::Word(self.word_on_line()?),
        };
        self.skip_spaces();
        matches!(self.peek(), None | Some(b'\n' | b'#')).then_some(value)
    }

    /// A word to the end of its line or to a comment; with a colon behind one of its words it would be a map.
    fn word_on_line(&mut self) -> Option<Cow<'f, str>> {
        let rest = &self.file[self.at..];
        let bytes = rest.as_bytes();
        let mut end = 0;
        while end < bytes.len() && bytes[end] != b'\n' {
            match bytes[end] {
                b'#' if end > 0 && bytes[end - 1] == b' ' => break,
                b':' if matches!(bytes.get(end + 1), None | Some(b' ' | b'\n' | b'\r')) => return None,
                _ => end += 1,
            }
        }
        self.at += end;
        plain(rest[..end].trim_end())
    }

    /// `>-` and the words in the lines below it, to the first line that is not indented.
    fn folded(&mut self) -> Option<Cow<'f, str>> {
        let lines = self.file[self.at..].strip_prefix(">-\n")?;
        let is_inside = |line: &&str| line.starts_with("  ");
        let length: usize = lines.split_inclusive('\n').take_while(is_inside).map(str::len).sum();
        self.at += ">-\n".len() + length;
        let words: Vec<&str> = lines[..length].lines().map(str::trim).collect();
        // The line end belongs to what is read.
        self.at -= usize::from(lines[..length].ends_with('\n'));
        (!words.is_empty()).then(|| Cow::Owned(words.join(" ")))
    }

    /// `[…]` or `{…}`, over as many lines as it takes.
    fn flow(&mut self) -> Option<Node<'f>> {
        let closing = if self.peek()? == b'[' { b']' } else { b'}' };
        self.at += 1;
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        loop {
            self.skip_blank();
            if self.peek()? == closing {
                self.at += 1;
                break;
            }
            if closing == b'}' {
                let key = self.flow_word()?;
                (self.peek()? == b':').then(|| self.at += 1)?;
                self.skip_blank();
                entries.push((key, self.flow_value()?));
            } else {
                items.push(self.flow_value()?);
            }
            self.skip_blank();
            match self.peek()? {
                b',' => self.at += 1,
                byte if byte == closing => {}
                _ => return None,
            }
        }
        Some(if closing == b'}' { Node::Map(entries) } else { Node::List(items) })
    }

    fn flow_value(&mut self) -> Option<Node<'f>> {
        match self.peek()? {
            b'[' | b'{' => self.flow(),
            b'"' | b'\'' => self.quoted().map(Node::Quoted),
            _ => self.flow_word().map(Node::Word),
        }
    }

    /// A word inside brackets: to the next comma, bracket or colon.
    fn flow_word(&mut self) -> Option<Cow<'f, str>> {
        if matches!(self.peek()?, b'"' | b'\'') {
            return self.quoted();
        }
        let rest = &self.file[self.at..];
        let bytes = rest.as_bytes();
        let ends = |at: usize| match bytes[at] {
            b',' | b'[' | b']' | b'{' | b'}' | b'\n' => true,
            b':' => matches!(bytes.get(at + 1), None | Some(b' ' | b'\n' | b',' | b']' | b'}')),
            b'#' => at > 0 && bytes[at - 1] == b' ',
            _ => false,
        };
        let end = (0..bytes.len()).find(|&at| ends(at))?;
        self.at += end;
        let word = plain(rest[..end].trim_end_matches(' '))?;
        // A phrase that goes on in the next line is left to the full parser.
        let at_line_end = self.peek() == Some(b'\n');
        if at_line_end {
            self.skip_blank();
        }
        matches!(self.peek()?, b',' | b']' | b'}' | b':').then_some(word)
    }

    /// A word in quotes, without escapes.
    fn quoted(&mut self) -> Option<Cow<'f, str>> {
        let quote = self.peek()?;
        let start = self.at + 1;
        let mut end = start;
        let mut doubled = false;
        let bytes = self.file.as_bytes();
        loop {
            match *bytes.get(end)? {
                b'\n' => return None,
                b'\\' if quote == b'"' => return None,
                byte if byte == quote && quote == b'\'' && bytes.get(end + 1) == Some(&quote) => {
                    doubled = true;
                    end += 2;
                }
                byte if byte == quote => break,
                _ => end += 1,
            }
        }
        self.at = end + 1;
        let words = &self.file[start..end];
        Some(if doubled { Cow::Owned(words.replace("''", "'")) } else { Cow::Borrowed(words) })
    }
}

/// A word without quotes; nothing where YAML gives its first sign, or all of it, a meaning of its own.
fn plain(word: &str) -> Option<Cow<'_, str>> {
    let first = *word.as_bytes().first()?;
    let second = word.as_bytes().get(1).copied().unwrap_or(b' ');
    let special = match first {
        b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b'"' | b'\'' | b'[' | b']' | b'{' | b'}' | b'#' => true,
        b'-' | b'?' | b':' => second == b' ',
        _ => word.contains('\t') || matches!(word, "~" | "null" | "Null" | "NULL"),
    };
    (!special).then_some(Cow::Borrowed(word))
}
