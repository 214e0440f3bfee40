//! One text being typed: a caret that moves by grapheme, readline keys, undo in strides of a word.
//!
//! The same editor serves the note line and every field. It knows nothing of the screen; [`Editor::rows`] says where
//! its text and its caret stand when it is wrapped to a width.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::text::{Row, cells, wrap};

/// Edits that can be taken back.
const UNDO_DEPTH: usize = 500;

/// A text being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Editor {
    text: String,
    caret: usize,
    done: Vec<Edit>,
    undone: Vec<Edit>,
    /// Whether the next typed character may join the last edit.
    open_group: bool,
}

/// A replacement in the text: enough to take it back and to do it again.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    at: usize,
    removed: String,
    inserted: String,
}

/// What a key did to the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// The text changed.
    Changed,
    /// Only the caret moved.
    Moved,
    /// The key means nothing here.
    Ignored,
}

impl Editor {
    /// An editor that holds a text, the caret at its end.
    pub(crate) fn with(text: &str) -> Self {
        Self { text: text.to_owned(), caret: text.len(), ..Self::default() }
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing but white space.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether an edit can be taken back.
    pub(crate) const fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether an edit can be done again.
    pub(crate) const fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Hands the text over and starts afresh.
    pub(crate) fn take(&mut self) -> String {
        std::mem::take(self).text
    }

    /// Inserts a text at the caret as one edit.
    pub(crate) fn paste(&mut self, text: &str) {
        self.open_group = false;
        self.replace(self.caret, self.caret, &one_kind_of_line_end(text));
        self.open_group = false;
    }

    /// Puts another text in place of the whole, as one edit.
    pub(crate) fn rewrite(&mut self, text: &str) {
        self.open_group = false;
        self.replace(0, self.text.len(), &one_kind_of_line_end(text));
    }

    /// Does what a key means in a text field.
    pub(crate) fn key(&mut self, key: KeyEvent) -> Typed {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char(c) if ctrl && !alt => self.control(c.to_ascii_lowercase()),
            KeyCode::Char(c) if alt && !ctrl => self.meta(c),
            KeyCode::Char(c) => self.type_char(c),
            KeyCode::Left if ctrl || alt => self.move_to(self.word_before()),
            KeyCode::Right if ctrl || alt => self.move_to(self.word_after()),
            KeyCode::Left => self.move_to(self.before(self.caret)),
            KeyCode::Right => self.move_to(self.after(self.caret)),
            KeyCode::Home => self.move_to(self.line_start()),
            KeyCode::End => self.move_to(self.line_end()),
            KeyCode::Backspace if ctrl || alt => self.erase(self.word_before(), self.caret),
            KeyCode::Backspace => self.erase(self.before(self.caret), self.caret),
            KeyCode::Delete if ctrl || alt => self.erase(self.caret, self.word_after()),
            KeyCode::Delete => self.erase(self.caret, self.after(self.caret)),
            _ => Typed::Ignored,
        }
    }

    fn control(&mut self, letter: char) -> Typed {
        match letter {
            'a' => self.move_to(self.line_start()),
            'e' => self.move_to(self.line_end()),
            'b' => self.move_to(self.before(self.caret)),
            'f' => self.move_to(self.after(self.caret)),
            'd' => self.erase(self.caret, self.after(self.caret)),
            'h' => self.erase(self.before(self.caret), self.caret),
            'w' => self.erase(self.word_before(), self.caret),
            'u' => self.erase(self.line_start(), self.caret),
            'k' => self.erase(self.caret, self.line_end()),
            'z' => self.undo(),
            'y' => self.redo(),
            _ => Typed::Ignored,
        }
    }

    fn meta(&mut self, letter: char) -> Typed {
        match letter {
            'b' => self.move_to(self.word_before()),
            'f' => self.move_to(self.word_after()),
            'd' => self.erase(self.caret, self.word_after()),
            _ => Typed::Ignored,
        }
    }

    fn type_char(&mut self, c: char) -> Typed {
        let mut buffer = [0; 4];
        let typed = c.encode_utf8(&mut buffer);
        let starts_word = !c.is_whitespace() && self.text[..self.caret].ends_with(char::is_whitespace);
        if let Some(last) = self.done.last_mut().filter(|last| {
            self.open_group && !starts_word && last.removed.is_empty() && last.at + last.inserted.len() == self.caret
        }) {
            last.inserted.push(c);
            self.undone.clear();
            self.text.insert(self.caret, c);
            self.caret += typed.len();
        } else {
            self.replace(self.caret, self.caret, typed);
        }
        self.open_group = true;
        Typed::Changed
    }

    fn erase(&mut self, start: usize, end: usize) -> Typed {
        if start == end {
            return Typed::Moved;
        }
        self.open_group = false;
        self.replace(start, end, "");
        Typed::Changed
    }

    /// The one place where the text changes by an edit of its own.
    fn replace(&mut self, start: usize, end: usize, with: &str) {
        let removed = self.text[start..end].to_owned();
        self.text.replace_range(start..end, with);
        self.caret = start + with.len();
        self.undone.clear();
        self.done.push(Edit { at: start, removed, inserted: with.to_owned() });
        if self.done.len() > UNDO_DEPTH {
            self.done.remove(0);
        }
    }

    fn undo(&mut self) -> Typed {
        let Some(edit) = self.done.pop() else { return Typed::Ignored };
        self.text.replace_range(edit.at..edit.at + edit.inserted.len(), &edit.removed);
        self.caret = edit.at + edit.removed.len();
        self.undone.push(edit);
        self.open_group = false;
        Typed::Changed
    }

    fn redo(&mut self) -> Typed {
        let Some(edit) = self.undone.pop() else { return Typed::Ignored };
        self.text.replace_range(edit.at..edit.at + edit.removed.len(), &edit.inserted);
        self.caret = edit.at + edit.inserted.len();
        self.done.push(edit);
        self.open_group = false;
        Typed::Changed
    }

    fn move_to(&mut self, caret: usize) -> Typed {
        self.caret = caret;
        self.open_group = false;
        Typed::Moved
    }

    fn before(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn after(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    fn line_start(&self) -> usize {
        self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.caret..].find('\n').map_or(self.text.len(), |at| self.caret + at)
    }

    fn word_before(&self) -> usize {
        let start = self.line_start_or_previous();
        self.text[start..self.caret].unicode_word_indices().next_back().map_or(start, |(at, _)| start + at)
    }

    /// Word steps look back over one line, so that a long paste does not cost more than a short note.
    fn line_start_or_previous(&self) -> usize {
        let start = self.line_start();
        let blank = self.text[start..self.caret].trim().is_empty();
        if blank && start > 0 { self.text[..start - 1].rfind('\n').map_or(0, |at| at + 1) } else { start }
    }

    fn word_after(&self) -> usize {
        self.text[self.caret..]
            .unicode_word_indices()
            .next()
            .map_or(self.text.len(), |(at, word)| self.caret + at + word.len())
    }

    /// The last rows, at most so many, up to the row of the caret or a little beyond; and the caret's place in them.
    ///
    /// Only the lines near the caret are laid out: ten thousand pasted lines cost no more than ten.
    pub(crate) fn rows(&self, width: usize, most: usize) -> Layout {
        let most = most.max(1);
        let mut from = self.line_start();
        for _ in 1..most {
            if from == 0 {
                break;
            }
            from = self.text[..from - 1].rfind('\n').map_or(0, |at| at + 1);
        }
        let mut rows = Vec::new();
        let mut caret_row = 0;
        for row in wrap(&self.text[from..], width) {
            let row = Row { start: row.start + from, end: row.end + from, next: row.next + from };
            let last = row.next >= self.text.len() && !self.text[row.end..].ends_with('\n');
            let holds = row.start <= self.caret && (self.caret < row.next || last || self.caret == row.end);
            rows.push(row);
            if holds {
                caret_row = rows.len() - 1;
            }
            if rows.len() > caret_row + most && row.start > self.caret {
                break;
            }
        }
        let skip = (caret_row + 1).saturating_sub(most);
        let rows: Vec<Row> = rows.into_iter().skip(skip).take(most).collect();
        let row = caret_row - skip;
        let column = rows.get(row).map_or(0, |row| cells(&self.text[row.start..self.caret.clamp(row.start, row.end)]));
        Layout { rows, row, column: column.min(width.saturating_sub(1)) }
    }
}

/// Where a text and its caret stand once it is wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The rows to show.
    pub(crate) rows: Vec<Row>,
    /// The caret's row among them.
    pub(crate) row: usize,
    /// The caret's column, in cells.
    pub(crate) column: usize,
}

fn one_kind_of_line_end(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn press(editor: &mut Editor, keys: &[(KeyCode, KeyModifiers)]) {
        for &(code, modifiers) in keys {
            editor.key(KeyEvent::new(code, modifiers));
        }
    }

    fn typed(text: &str) -> Editor {
        let mut editor = Editor::default();
        for c in text.chars() {
            editor.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        editor
    }

    const LEFT: (KeyCode, KeyModifiers) = (KeyCode::Left, KeyModifiers::NONE);
    const BACKSPACE: (KeyCode, KeyModifiers) = (KeyCode::Backspace, KeyModifiers::NONE);
    const fn ctrl(c: char) -> (KeyCode, KeyModifiers) {
        (KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    #[test]
    fn the_caret_steps_over_whole_graphemes() {
        for (text, steps) in [("a👨‍👩‍👧b", 3), ("cafe\u{301}", 4), ("日本語", 3), ("नि", 1)] {
            let mut editor = Editor::with(text);
            press(&mut editor, &vec![LEFT; steps]);
            assert_eq!(editor.caret, 0, "{text}");
            press(&mut editor, &[(KeyCode::Right, KeyModifiers::NONE)]);
            assert_eq!(editor.caret, text.graphemes(true).next().map_or(0, str::len), "{text}");
        }
    }

    #[test]
    fn backspace_takes_a_whole_family() {
        let mut editor = Editor::with("a👨‍👩‍👧");
        press(&mut editor, &[BACKSPACE]);
        assert_eq!(editor.text(), "a");
    }

    #[test]
    fn readline_keys_work() {
        let mut editor = Editor::with("kim signs above 20k");
        press(&mut editor, &[ctrl('w')]);
        assert_eq!(editor.text(), "kim signs above ");
        press(&mut editor, &[ctrl('a'), ctrl('k')]);
        assert_eq!(editor.text(), "");
        press(&mut editor, &[ctrl('z'), ctrl('e'), ctrl('u')]);
        assert_eq!(editor.text(), "");
        press(&mut editor, &[ctrl('z'), ctrl('a'), (KeyCode::Char('d'), KeyModifiers::ALT)]);
        assert_eq!(editor.text(), " signs above ");
    }

    #[test]
    fn undo_goes_word_by_word_and_comes_back() {
        let mut editor = typed("kim signs it");
        press(&mut editor, &[ctrl('z')]);
        assert_eq!(editor.text(), "kim signs ");
        press(&mut editor, &[ctrl('z'), ctrl('z')]);
        assert_eq!(editor.text(), "");
        press(&mut editor, &[ctrl('y'), ctrl('y'), ctrl('y'), ctrl('y')]);
        assert_eq!(editor.text(), "kim signs it");
    }

    #[test]
    fn a_paste_is_one_edit() {
        let mut editor = typed("note: ");
        editor.paste("one\r\ntwo\rthree");
        assert_eq!(editor.text(), "note: one\ntwo\nthree");
        press(&mut editor, &[ctrl('z')]);
        assert_eq!(editor.text(), "note: ");
    }

    #[test]
    fn the_caret_stands_where_the_next_letter_goes() {
        let editor = typed("日本 a");
        let layout = editor.rows(20, 3);
        assert_eq!((layout.row, layout.column), (0, 6));
        let editor = typed("forty thousand");
        let layout = editor.rows(8, 3);
        assert_eq!((layout.rows.len(), layout.row, layout.column), (2, 1, 7), "a full row keeps its caret inside");
    }

    #[test]
    fn ten_thousand_pasted_lines_show_only_the_last_few() {
        let mut editor = Editor::default();
        editor.paste(&"a line of minutes\n".repeat(10_000));
        let layout = editor.rows(40, 4);
        assert_eq!((layout.rows.len(), layout.row), (4, 3));
        press(&mut editor, &[ctrl('w'), ctrl('a')]);
        assert!(editor.rows(40, 4).rows.len() <= 4);
    }

    proptest! {
        #[test]
        fn any_keys_keep_the_caret_on_a_boundary(
            start in "[a-z é日👨‍👩‍👧\n\u{301}]{0,20}", keys in proptest::collection::vec(0u8..22, 0..60), width in 1usize..12,
        ) {
            let mut editor = Editor::with(&start);
            for key in keys {
                let (code, modifiers) = match key {
                    0 => LEFT,
                    1 => (KeyCode::Right, KeyModifiers::NONE),
                    2 => BACKSPACE,
                    3 => (KeyCode::Delete, KeyModifiers::NONE),
                    4 => (KeyCode::Left, KeyModifiers::CONTROL),
                    5 => (KeyCode::Right, KeyModifiers::CONTROL),
                    6..=16 => ctrl(['a', 'e', 'b', 'f', 'd', 'h', 'w', 'u', 'k', 'z', 'y'][usize::from(key) - 6]),
                    17 => (KeyCode::Char('\u{301}'), KeyModifiers::NONE),
                    18 => (KeyCode::Char('👩'), KeyModifiers::NONE),
                    19 => (KeyCode::Char(' '), KeyModifiers::NONE),
                    _ => (KeyCode::Char('x'), KeyModifiers::NONE),
                };
                editor.key(KeyEvent::new(code, modifiers));
                prop_assert!(editor.text.is_char_boundary(editor.caret));
                let layout = editor.rows(width, 4);
                prop_assert!(layout.row < layout.rows.len() && layout.rows.len() <= 4 && layout.column < width);
            }
            for _ in 0..100 {
                editor.key(KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL));
            }
            prop_assert_eq!(editor.text(), start);
        }
    }
}
