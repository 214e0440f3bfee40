//! Writing into the buffer: pieces of text by role, clipped to their place, made harmless on the way.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::frame::Live;
use crate::bank::QuestionId;
use crate::call::RemarkId;
use crate::tui::commands::CommandId;
use crate::tui::keymap::Keymap;
use crate::tui::text::{ascii_signs, cells, clean, fit, head, is_plain, wrap};
use crate::tui::theme::{Look, Role};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its text, not yet clean.
    pub(crate) text: String,
    /// What it means.
    pub(crate) role: Role,
}

/// A line of pieces.
pub(crate) type Line = Vec<Piece>;

/// A piece of text in a role.
pub(crate) fn piece(text: impl Into<String>, role: Role) -> Piece {
    Piece { text: text.into(), role }
}

/// How many cells a line takes.
pub(crate) fn line_cells(line: &[Piece]) -> usize {
    line.iter().map(|piece| cells(&piece.text)).sum()
}

/// A text wrapped into at most so many lines after a first piece, the rows below it indented.
///
/// Where the rows do not suffice, the last one is long enough for [`Pen::line`] to end it in an ellipsis.
pub(crate) fn paragraph(text: &str, width: usize, role: Role, first: &[Piece], most: usize) -> Vec<Line> {
    let indent = line_cells(first);
    let room = width.saturating_sub(indent).max(8);
    let text = head(text, most.saturating_mul(room).saturating_mul(16).max(64));
    wrap(text, room)
        .take(most)
        .enumerate()
        .map(|(at, row)| {
            let mut line = if at == 0 { first.to_vec() } else { vec![piece(" ".repeat(indent), Role::Text)] };
            let cut = at + 1 == most && row.next < text.len();
            line.push(piece(&text[row.start..if cut { text.len() } else { row.end }], role));
            line
        })
        .collect()
}

/// Where and how to write.
pub(crate) struct Pen<'a> {
    buffer: &'a mut Buffer,
    /// Colours and shapes.
    pub(crate) look: Look,
    /// Which keys run which command, for texts that name one.
    pub(crate) keymap: &'a Keymap,
    /// What stands where, for the mouse; what was drawn last lies on top.
    targets: Vec<(Rect, Hit)>,
    /// What moves while a note is typed.
    pub(super) live: Option<Live>,
}

/// What a place on the screen stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hit {
    /// A question of the rail.
    Question(QuestionId),
    /// A remark.
    Remark(RemarkId),
    /// A row of a list, so many below the chosen one, or above it.
    Row(isize),
    /// A command in the row of letters.
    Command(CommandId),
    /// What lies over the screen, but no row of it.
    Overlay,
}

impl<'a> Pen<'a> {
    /// A pen for a buffer.
    pub(crate) fn new(buffer: &'a mut Buffer, look: Look, keymap: &'a Keymap) -> Self {
        Self { buffer, look, keymap, targets: Vec::new(), live: None }
    }

    /// Says what a row of a place stands for.
    pub(crate) fn target(&mut self, place: Rect, row: u16, hit: Hit) {
        if row < place.height {
            self.targets.push((Rect { y: place.y + row, height: 1, ..place }, hit));
        }
    }

    /// What stands at a place of the screen.
    pub(crate) fn hit(&self, position: Position) -> Option<&Hit> {
        self.targets.iter().rev().find(|(place, _)| place.contains(position)).map(|(_, hit)| hit)
    }

    /// The whole screen.
    pub(crate) const fn screen(&self) -> Rect {
        self.buffer.area
    }

    /// Writes a line into a row of a place; what does not fit ends in an ellipsis.
    pub(crate) fn line(&mut self, place: Rect, row: u16, line: &[Piece]) {
        let place = place.intersection(self.buffer.area);
        if row >= place.height {
            return;
        }
        let y = place.y + row;
        let mut x = place.x;
        let plain: Vec<Piece>;
        let line = if self.look.unicode {
            line
        } else {
            plain = line.iter().map(|one| piece(ascii_signs(&one.text), one.role)).collect();
            &plain
        };
        let mut rest: usize = line.iter().map(|piece| cells(head(&piece.text, 2_000))).sum();
        for one in line {
            let room = usize::from(place.right().saturating_sub(x));
            // What this piece takes, and all behind it.
            let full = rest <= room;
            rest = rest.saturating_sub(cells(head(&one.text, 2_000)));
            // The ellipsis stands at the end of the place, unless the rest of the line is white space.
            let text = if full { clean(&one.text) } else { fit(&one.text, room, self.look.shapes().ellipsis).into() };
            let style = self.look.style(one.role);
            let width = cells(&text);
            self.put((x, y), &text, room, style);
            x = x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX)).min(place.right());
            if x >= place.right() {
                break;
            }
        }
    }

    /// Writes a clean text into at most so many cells of a row.
    fn put(&mut self, (x, y): (u16, u16), text: &str, room: usize, style: Style) {
        let cells = if is_plain(text) && self.buffer.area.contains(Position { x, y }) {
            let first = self.buffer.index_of(x, y);
            let end = first + room.min(usize::from(self.buffer.area.right() - x)).min(text.len());
            self.buffer.content.get_mut(first..end)
        } else {
            None
        };
        // Plain ASCII is a byte a cell; for the rest, graphemes have to be found.
        match cells {
            Some(cells) => cells.iter_mut().enumerate().for_each(|(at, cell)| {
                cell.set_symbol(&text[at..=at]).set_style(style);
            }),
            None => {
                self.buffer.set_stringn(x, y, text, room, style);
            }
        }
    }

    /// Writes lines from the top of a place.
    pub(crate) fn lines(&mut self, place: Rect, lines: &[Line]) {
        for (row, line) in lines.iter().take(usize::from(place.height)).enumerate() {
            self.line(place, row as u16, line);
        }
    }

    /// Writes two lines into one row: one from the left, one against the right edge, which gives way last.
    pub(crate) fn ends(&mut self, place: Rect, row: u16, left: &[Piece], right: &[Piece]) {
        let right_cells = u16::try_from(line_cells(right)).unwrap_or(u16::MAX).min(place.width);
        let left_place = Rect { width: place.width.saturating_sub(right_cells + 1), ..place };
        self.line(left_place, row, left);
        let right_place = Rect { x: place.right() - right_cells, width: right_cells, ..place };
        self.line(right_place, row, right);
    }

    /// Gives a whole row of a place a role: its style, not its text.
    pub(crate) fn mark_row(&mut self, place: Rect, row: u16, role: Role) {
        if row < place.height {
            let row = Rect { y: place.y + row, height: 1, ..place }.intersection(self.buffer.area);
            self.buffer.set_style(row, self.look.style(role));
        }
    }

    /// Draws a horizontal line over a row of a place.
    pub(crate) fn rule(&mut self, place: Rect, row: u16) {
        if row < place.height {
            let shape = self.look.shapes().frame[0];
            self.stroke(Rect { y: place.y + row, height: 1, ..place }, shape);
        }
    }

    /// Draws a vertical line down a column of the screen.
    pub(crate) fn column(&mut self, x: u16, y: u16, height: u16, shape: &str) {
        self.stroke(Rect { x, y, width: 1, height }, shape);
    }

    /// Fills a place with one of the screen's own shapes.
    fn stroke(&mut self, place: Rect, shape: &str) {
        let style = self.look.style(Role::Quiet);
        for position in place.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.set_symbol(shape).set_style(style);
            }
        }
    }

    /// Empties a place and frames it, with a title; returns what is inside.
    pub(crate) fn window(&mut self, place: Rect, title: &str) -> Rect {
        let place = place.intersection(self.buffer.area);
        for y in place.top()..place.bottom() {
            for x in place.left()..place.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
        self.clear_torn(place);
        self.targets.push((place, Hit::Overlay));
        let unicode = self.look.unicode;
        let [top, bottom] = if unicode { [["┌", "┐"], ["└", "┘"]] } else { [["+", "+"], ["+", "+"]] };
        let [horizontal, vertical, ..] = self.look.shapes().frame;
        let dash = horizontal.repeat(usize::from(place.width.saturating_sub(2)));
        let (first, last) = (0, place.height.saturating_sub(1));
        self.line(place, first, &[piece(format!("{}{dash}{}", top[0], top[1]), Role::Quiet)]);
        self.line(place, last, &[piece(format!("{}{dash}{}", bottom[0], bottom[1]), Role::Quiet)]);
        let sides = place.height.saturating_sub(2);
        if place.width >= 2 {
            self.column(place.x, place.y + 1, sides, vertical);
            self.column(place.right() - 1, place.y + 1, sides, vertical);
        }
        let title_place = Rect { x: place.x + 2.min(place.width), width: place.width.saturating_sub(4), ..place };
        self.line(title_place, 0, &[piece(format!(" {title} "), Role::Title)]);
        crate::tui::layout::inside(place)
    }

    /// A wide character that a window cuts in half leaves no half behind.
    fn clear_torn(&mut self, place: Rect) {
        if place.x == 0 {
            return;
        }
        for y in place.top()..place.bottom() {
            if let Some(cell) = self.buffer.cell_mut((place.x - 1, y))
                && cell.symbol().width() > 1
            {
                cell.set_symbol(" ");
            }
        }
    }
}
