//! Cells on their way to the terminal: a frame is one write, in as few bytes as it takes, and none where nothing changed.

use std::io::{self, Stdout, Write, stdout};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use crate::tui::view::Change;

/// The attributes of a terminal that a cell may have, with their numbers.
const ATTRIBUTES: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// What draws on the terminal.
pub(super) struct Canvas<W = Stdout> {
    terminal: W,
    /// What the frame changes, apart from the cursor.
    changes: Vec<u8>,
    /// Where the cursor stands on the terminal; none while that is not known.
    cursor: Option<Position>,
    is_shown: bool,
}

/// How a cell looks, apart from its text.
type Style = (Modifier, [Color; 3]);

/// Nothing but text.
const PLAIN: Style = (Modifier::empty(), [Color::Reset; 3]);

impl Canvas {
    /// A canvas on a terminal whose cursor is hidden.
    pub(super) fn new() -> Self {
        Self::on(stdout())
    }
}

impl<W: Write> Canvas<W> {
    const fn on(terminal: W) -> Self {
        Self { terminal, changes: Vec::new(), cursor: None, is_shown: false }
    }

    /// Empties the terminal.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        queue!(self.changes, Clear(ClearType::All))
    }

    /// Draws cells.
    pub(super) fn draw(&mut self, cells: Vec<Change<'_>>) -> io::Result<()> {
        let mut style = PLAIN;
        let mut next = None;
        for (x, y, cell) in cells {
            if next != Some((x, y)) {
                queue!(self.changes, MoveTo(x, y))?;
            }
            next = x.checked_add(1).map(|x| (x, y));
            let wanted = (cell.modifier, [cell.fg, cell.bg, cell.underline_color]);
            change_style(&mut self.changes, style, wanted)?;
            style = wanted;
            self.changes.write_all(cell.symbol().as_bytes())?;
        }
        if next.is_some() {
            self.cursor = None;
        }
        change_style(&mut self.changes, style, PLAIN)
    }

    /// Sends the frame, with the cursor where it belongs.
    pub(super) fn send(&mut self, cursor: Option<Position>) -> io::Result<()> {
        match cursor {
            Some(wanted) => {
                if !std::mem::replace(&mut self.is_shown, true) {
                    queue!(self.changes, Show)?;
                }
                if self.cursor.replace(wanted) != cursor {
                    queue!(self.changes, MoveTo(wanted.x, wanted.y))?;
                }
            }
            None if std::mem::replace(&mut self.is_shown, false) => queue!(self.changes, Hide)?,
            None => {}
        }
        if self.changes.is_empty() {
            return Ok(());
        }
        let mut frame = Vec::with_capacity(self.changes.len() + 16);
        queue!(frame, BeginSynchronizedUpdate)?;
        frame.append(&mut self.changes);
        queue!(frame, EndSynchronizedUpdate)?;
        self.terminal.write_all(&frame)?;
        self.terminal.flush()
    }
}

/// Turns one style into another, in one sequence.
fn change_style(out: &mut Vec<u8>, from: Style, to: Style) -> io::Result<()> {
    if from == to {
        return Ok(());
    }
    out.write_all(b"\x1b[")?;
    if to != PLAIN {
        let (modifier, [text, ground, underline]) = to;
        let mut between = "";
        if from != PLAIN {
            out.write_all(b"0")?;
            between = ";";
        }
        for (_, number) in ATTRIBUTES.iter().filter(|(attribute, _)| modifier.contains(*attribute)) {
            write!(out, "{between}{number}")?;
            between = ";";
        }
        for (what, colour) in [(38, text), (48, ground), (58, underline)] {
            if let Some(colour) = colour_number(colour) {
                write!(out, "{between}{what};{colour}")?;
                between = ";";
            }
        }
    }
    out.write_all(b"m")
}

/// A colour as a terminal wants it; `None` for the terminal's own.
fn colour_number(colour: Color) -> Option<String> {
    let of_sixteen = match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some(format!("2;{red};{green};{blue}")),
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(format!("5;{of_sixteen}"))
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style as Drawn;

    use super::*;

    /// Draws the second buffer over the first; what is written.
    fn written(before: &Buffer, after: &Buffer, canvas: &mut Canvas<Vec<u8>>, cursor: (u16, u16)) -> String {
        canvas.draw(before.diff(after)).unwrap();
        canvas.send(Some(cursor.into())).unwrap();
        String::from_utf8(std::mem::take(&mut canvas.terminal)).unwrap()
    }

    #[test]
    fn a_typed_letter_and_a_tick_of_the_clock_cost_few_bytes_and_nothing_costs_none() {
        let empty = Buffer::empty(Rect::new(0, 0, 120, 40));
        let mut canvas = Canvas::on(Vec::new());
        let mut typed = empty.clone();
        typed.set_string(34, 36, "o", Drawn::new());
        assert_eq!(
            written(&empty, &typed, &mut canvas, (35, 36)),
            "\u{1b}[?2026h\u{1b}[37;35Ho\u{1b}[?25h\u{1b}[37;36H\u{1b}[?2026l"
        );
        let mut ticked = typed.clone();
        ticked.set_string(101, 0, "2", Drawn::new());
        let tick = written(&typed, &ticked, &mut canvas, (35, 36));
        assert!(tick.len() <= 40, "{} bytes: {tick:?}", tick.len());
        assert_eq!(written(&ticked, &ticked, &mut canvas, (35, 36)), "");
        let moved = written(&ticked, &ticked, &mut canvas, (34, 36));
        assert_eq!(moved, "\u{1b}[?2026h\u{1b}[37;35H\u{1b}[?2026l");
    }

    #[test]
    fn styles_change_in_one_sequence_and_end_plain() {
        let empty = Buffer::empty(Rect::new(0, 0, 10, 1));
        let mut drawn = empty.clone();
        drawn.set_string(0, 0, "a", Drawn::new().fg(Color::Green).add_modifier(Modifier::BOLD));
        drawn.set_string(1, 0, "b", Drawn::new().bg(Color::Rgb(1, 2, 3)));
        drawn.set_string(2, 0, "c", Drawn::new());
        let mut canvas = Canvas::on(Vec::new());
        let frame = written(&empty, &drawn, &mut canvas, (3, 0));
        assert!(frame.contains("\u{1b}[1;38;5;2ma\u{1b}[0;48;2;1;2;3mb\u{1b}[mc"), "{frame:?}");
    }
}
